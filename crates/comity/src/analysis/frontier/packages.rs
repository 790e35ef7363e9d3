//! The packages of many points, found back along the links, one byte an issue where that is enough.

use super::course::Course;
use super::table::Links;
use crate::model::Package;

/// One package a point.
#[derive(Clone, Debug)]
pub(super) enum Packages {
    /// `options[point * issues + issue]`, every issue with at most 256 options.
    Narrow(Vec<u8>),
    /// The same with any number of options.
    Wide(Vec<u32>),
}

/// Points followed back together: as many as keep what is written in the nearest cache.
const TOGETHER: usize = 64;

impl Packages {
    /// The packages of the points at `kept` in the last step, in that order.
    pub fn trace(course: &Course, trace: &[Links], kept: &[u32], options: &[usize]) -> Self {
        if options.iter().all(|count| *count <= 256) {
            Self::Narrow(traced(course, trace, kept, options.len(), |option| option as u8))
        } else {
            Self::Wide(traced(course, trace, kept, options.len(), |option| option))
        }
    }

    /// The package of one point.
    pub fn get(&self, point: usize, issues: usize) -> Package {
        let of = point * issues..(point + 1) * issues;
        Package(match self {
            Self::Narrow(options) => options[of].iter().map(|&option| u32::from(option)).collect(),
            Self::Wide(options) => options[of].to_vec(),
        })
    }
}

fn traced<T: Copy + Default>(
    course: &Course,
    trace: &[Links],
    kept: &[u32],
    issues: usize,
    narrow: impl Fn(u32) -> T,
) -> Vec<T> {
    let mut options = vec![T::default(); kept.len() * issues];
    if issues == 0 {
        return options;
    }
    let mut at = [0; TOGETHER];
    for (kept, options) in kept.chunks(TOGETHER).zip(options.chunks_mut(TOGETHER * issues)) {
        at[..kept.len()].copy_from_slice(kept);
        for (links, &block) in trace.iter().zip(&course.sweep.order).rev() {
            let block = &course.arena.blocks[block];
            for (at, options) in at.iter_mut().zip(options.chunks_exact_mut(issues)) {
                let (parent, choice) = links.at(*at);
                let chosen = &block.options[choice as usize * block.issues.len()..];
                for (issue, option) in block.issues.iter().zip(chosen) {
                    options[*issue] = narrow(*option);
                }
                *at = parent;
            }
        }
    }
    options
}
