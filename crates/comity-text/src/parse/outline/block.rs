//! Blocks of options: which marker opens one, which continues it, and whose alternatives they are.

use super::{Builder, Last, OpenSet, Placed};
use crate::parse::lines::Line;
use crate::parse::option::Marker;
use crate::tree::ClauseIx;

impl Builder<'_> {
    pub(super) fn options(&mut self, line: Line, at: usize) {
        while let Some(marker) = self.markers.get(self.placed.len()).copied() {
            if marker.span.start >= line.end {
                break;
            }
            self.option(marker, line, at);
        }
    }

    /// Options in footnotes belong to no block of the body.
    pub(super) fn options_aside(&mut self, line: Line) {
        while self.markers.get(self.placed.len()).is_some_and(|marker| marker.span.start < line.end) {
            self.placed.push(Placed {
                owner: ClauseIx::DOCUMENT,
                set: self.next_set,
                limit: line.end,
                follows: true,
            });
            self.next_set += 1;
        }
    }

    fn option(&mut self, marker: Marker, line: Line, _at: usize) {
        let this = self.placed.len();
        let heads = self.source[line.text as usize..marker.span.start as usize]
            .chars()
            .all(|c| matches!(c, '[' | ' ' | '\t'));
        let continued = self
            .sets
            .iter()
            .rposition(|set| continues(set, &marker))
            .filter(|_| heads || !opens_set(&marker));
        if let Some(at) = continued {
            let (depth, id, last) = (self.sets[at].depth, self.sets[at].id, self.sets[at].last);
            self.truncate(depth, marker.span.start);
            self.sets.truncate(at + 1);
            self.placed[last].limit = marker.span.start;
            if let Some(set) = self.sets.last_mut() {
                let roman = set.roman.is_some() && marker.roman == set.roman.map(|n| n + 1);
                set.number = if roman { marker.roman.unwrap_or(marker.number) } else { marker.number };
                set.roman = marker.roman.filter(|_| roman || set.roman.is_none());
                set.suffix = marker.suffix;
                set.last = this;
            }
            self.placed.push(Placed { owner: self.top(), set: id, limit: u32::MAX, follows: true });
            return;
        }
        if heads {
            let aside = &self.source[marker.aside.range()];
            let whole = aside.starts_with("paragraph");
            let led = !whole && self.leads_to(line);
            let keep = self
                .stack
                .iter()
                .rposition(|open| open.rank < 50 || !whole && (led || open.indent < line.indent));
            self.truncate(keep.map_or(1, |n| n + 1), marker.span.start);
        }
        let depth = self.stack.len();
        self.sets.retain(|set| !(set.depth >= depth && set.style == marker.style));
        let id = self.next_set;
        self.next_set += 1;
        self.sets.push(OpenSet {
            id,
            style: marker.style,
            number: marker.number,
            roman: marker.roman,
            suffix: marker.suffix,
            depth,
            last: this,
        });
        self.placed.push(Placed { owner: self.top(), set: id, limit: u32::MAX, follows: opens_set(&marker) });
    }

    /// True if the line before announces what this line begins: it ends in a colon, or its clause is
    /// bare; where a text is not indented at all, the option belongs to the clause before it.
    fn leads_to(&self, line: Line) -> bool {
        let level = self.wrap.is_none() && self.stack.last().is_some_and(|open| open.indent <= line.indent);
        self.announced() || level || self.last == Last::LabelOnly
    }
}

pub(super) fn opens_set(marker: &Marker) -> bool {
    (marker.number == 1 || marker.roman == Some(1)) && marker.suffix == 0
}

fn continues(set: &OpenSet, marker: &Marker) -> bool {
    if set.style != marker.style {
        return false;
    }
    let next = marker.number == set.number + 1 || marker.number == set.number + 2;
    let roman = set.roman.is_some_and(|known| marker.roman == Some(known + 1));
    let again = marker.number == set.number && marker.suffix > set.suffix;
    next || roman || again
}
