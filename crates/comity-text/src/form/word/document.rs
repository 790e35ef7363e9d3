//! A Word file in the making: what it is made of, and the parts it is packed from.

use comity::picture::mark;

use super::body;
use super::comments::comments;
use super::flow::{Atom, Flow, Held};
use super::package::{self, Front};
use super::weave::{Side, Thread};
use super::{day, owner};
use crate::form::{Audience, html};
use crate::version::Version;

/// A Word file in the making.
pub(super) struct Document<'a> {
    pub version: &'a Version,
    audience: &'a Audience,
    old: Option<&'a Flow<'a>>,
    new: &'a Flow<'a>,
    pub by: String,
    /// ` w:date="…"`, or nothing.
    pub date: String,
}

impl<'a> Document<'a> {
    pub fn new(
        version: &'a Version,
        audience: &'a Audience,
        old: Option<&'a Flow<'a>>,
        new: &'a Flow<'a>,
        by: &str,
    ) -> Self {
        let day = day(version, audience);
        let date = if day.is_empty() { day } else { format!(" w:date=\"{day}\"") };
        let by = if by.is_empty() { owner(version, audience) } else { by.to_string() };
        Self { version, audience, old, new, by, date }
    }

    /// The whole file.
    pub fn package(&self, woven: &[Thread]) -> Vec<u8> {
        let author = owner(self.version, self.audience);
        let comments = comments(self.version, self.new, self.audience, &author);
        let body = body::write(self, woven, &comments);
        let front = Front {
            title: match self.old {
                Some(_) => format!("Changes: {}", html::title(self.version, self.audience)),
                None => html::title(self.version, self.audience),
            },
            digest: self.version.text().digest().to_string(),
            owner: if self.audience.allowed().authorship { author } else { String::new() },
            day: day(self.version, self.audience),
            language: html::language(self.version.text().source()),
            holders: self.holders(woven),
        };
        package::package(&front, &body, &super::comments::part(&comments, &self.date))
    }

    /// The atom of a thread, from whichever flow has it.
    pub fn atom(&self, thread: &Thread) -> &Atom {
        let flow = if thread.side == Side::Old { self.old.unwrap_or(self.new) } else { self.new };
        &flow.atoms[thread.atom]
    }

    /// The flow a thread comes from.
    pub fn flow(&self, thread: &Thread) -> &Flow<'a> {
        if thread.side == Side::Old { self.old.unwrap_or(self.new) } else { self.new }
    }

    /// Names and grounds of the parties that hold wording alone.
    fn holders(&self, woven: &[Thread]) -> Vec<(String, &'static str)> {
        let mut held: Vec<u32> = woven
            .iter()
            .filter_map(|thread| match self.atom(thread).held {
                Held::By(holder) => Some(holder),
                _ => None,
            })
            .collect();
        held.sort_unstable();
        held.dedup();
        let holders = self.version.text().holders();
        let name = |holder: u32| holders.name(crate::holders::HolderIx(holder)).to_string();
        held.into_iter().map(|holder| (name(holder), mark(holder as usize).ground)).collect()
    }
}
