//! Blocks taken together: where two axes alone decide, one step over the best combinations of a few
//! blocks is shorter than a step for each of them.

use crate::analysis::{Arena, Block};

/// Most combinations looked at to take one more block along.
const COMBINED: usize = 512;
/// Most combinations that may be left of blocks taken together.
const LEFT: usize = 32;

/// Whether two axes, added up, decide everything.
pub(super) fn applies(arena: &Arena, dims: usize) -> bool {
    let most = |d: usize| {
        let most = |block: &Block| (0..block.len).map(|c| block.gain(c, dims)[d]).max().unwrap_or(0);
        arena.base[d] + arena.blocks.iter().map(most).sum::<i64>()
    };
    dims == 2 && arena.axes == 2 && arena.factors.is_empty() && (0..2).all(|d| most(d) <= arena.cap[d])
}

/// The blocks in this order, neighbours taken together while few combinations are left of them. Choices
/// that another beats are dropped: no frontier has them.
pub(super) fn joined(blocks: &[Block], order: &[usize]) -> Vec<Block> {
    let mut groups: Vec<Block> = Vec::new();
    for &at in order {
        let block = undominated(&blocks[at]);
        let last = groups.last().filter(|last| last.len * block.len <= COMBINED);
        let both = last.map(|last| undominated(&product(last, &block))).filter(|both| both.len <= LEFT);
        match both {
            Some(both) => drop(groups.pop().map(|_| groups.push(both))),
            None => groups.push(block),
        }
    }
    groups.iter_mut().for_each(sort_issues);
    groups
}

/// Every choice of the one with every choice of the other.
fn product(one: &Block, other: &Block) -> Block {
    let issues = [one.issues.as_slice(), &other.issues].concat();
    let mut block = Block { issues, options: Vec::new(), gains: Vec::new(), len: one.len * other.len };
    for first in 0..one.len {
        for second in 0..other.len {
            block.options.extend(options(one, first));
            block.options.extend(options(other, second));
            let gains = one.gain(first, 2).iter().zip(other.gain(second, 2));
            block.gains.extend(gains.map(|(first, second)| first + second));
        }
    }
    block
}

/// The choices that no other beats; equals all stay.
fn undominated(block: &Block) -> Block {
    let gain = |choice: usize| (block.gain(choice, 2)[0], block.gain(choice, 2)[1]);
    let mut order: Vec<usize> = (0..block.len).collect();
    order.sort_by_key(|&choice| (std::cmp::Reverse(gain(choice)), choice));
    let mut best = None;
    order.retain(|&choice| {
        let (first, second) = gain(choice);
        let stays = best.is_none_or(|best| (first, second) == best || second > best.1);
        if stays {
            best = Some((first, second));
        }
        stays
    });
    Block {
        issues: block.issues.clone(),
        options: order.iter().flat_map(|&choice| options(block, choice)).copied().collect(),
        gains: order.iter().flat_map(|&choice| block.gain(choice, 2)).copied().collect(),
        len: order.len(),
    }
}

fn options(block: &Block, choice: usize) -> &[u32] {
    let width = block.issues.len();
    &block.options[choice * width..(choice + 1) * width]
}

fn sort_issues(block: &mut Block) {
    let mut places: Vec<usize> = (0..block.issues.len()).collect();
    places.sort_by_key(|&place| block.issues[place]);
    let sorted = |choice: usize| places.iter().map(move |&place| (choice, place));
    block.options =
        (0..block.len).flat_map(sorted).map(|(choice, place)| options(block, choice)[place]).collect();
    block.issues = places.iter().map(|&place| block.issues[place]).collect();
}
