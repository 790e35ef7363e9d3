//! A Word file as it was read: its characters, what is tracked of them, bookmarks and comments.
//!
//! No paragraph is trusted to be whole: Word and LibreOffice split runs wherever a cursor stood, rename
//! styles and turn moves into insertions and deletions. What is kept is one string and what holds where.

/// A Word file as it was read.
#[derive(Clone, Debug, Default)]
pub struct WordFile {
    /// All characters, those deleted included; `\n` ends a paragraph, `\u{B}` a line.
    pub(super) text: String,
    /// What is tracked, up to where: ascending ends, the last at the end of the text.
    pub(super) stretches: Vec<Stretch>,
    /// Who made the changes that stretches name.
    pub(super) changes: Vec<Tracked>,
    /// Where bookmarks begin.
    pub(super) bookmarks: Vec<(u32, String)>,
    /// In the order of the file.
    pub(super) comments: Vec<Commented>,
}

/// A stretch of characters with one fate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    pub end: u32,
    pub inserted: Option<u32>,
    pub deleted: Option<u32>,
}

/// Who changed something, and when, as the file says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Tracked {
    pub author: String,
    pub date: String,
    /// For a part of a move rather than an insertion or deletion: the name both its ends share.
    pub moved: Option<String>,
}

/// A comment with the characters it is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Commented {
    pub id: String,
    pub author: String,
    pub date: String,
    pub text: String,
    pub start: u32,
    pub end: u32,
}

/// Which of the tracked changes count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// All are accepted: the text as its editors want it.
    Accepted,
    /// All are rejected: the text as it was before.
    Rejected,
}

impl WordFile {
    /// The file with the changes of one author taken as made: those of whoever sent it out.
    pub(super) fn settled(&self, author: &str) -> Self {
        let by = |change: Option<u32>| {
            change.and_then(|n| self.changes.get(n as usize)).is_some_and(|one| one.author == author)
        };
        let mut settled = Self { changes: self.changes.clone(), ..Self::default() };
        let mut kept_until = Vec::with_capacity(self.stretches.len());
        for (stretch, start, words) in self.each_stretch() {
            let gone = by(stretch.deleted);
            if !gone {
                settled.text.push_str(words);
                let end = settled.text.len() as u32;
                let inserted = stretch.inserted.filter(|change| !by(Some(*change)));
                settled.stretches.push(Stretch { end, inserted, ..stretch });
            }
            kept_until.push((
                start,
                settled.text.len() as u32 - if gone { 0 } else { words.len() as u32 },
                gone,
            ));
        }
        let place = |at: u32| {
            let stretch = kept_until.partition_point(|(start, ..)| *start <= at).checked_sub(1);
            stretch.map_or(0, |n| {
                let (start, there, gone) = kept_until[n];
                if gone { there } else { there + (at - start) }
            })
        };
        settled.bookmarks = self.bookmarks.iter().map(|(at, name)| (place(*at), name.clone())).collect();
        let comments = self.comments.iter();
        settled.comments = comments
            .map(|one| Commented { start: place(one.start), end: place(one.end), ..one.clone() })
            .collect();
        settled
    }

    /// Every stretch with where it begins and its characters.
    pub(super) fn each_stretch(&self) -> impl Iterator<Item = (Stretch, u32, &str)> {
        let mut start = 0;
        self.stretches.iter().map(move |stretch| {
            let from = std::mem::replace(&mut start, stretch.end);
            (*stretch, from, self.text.get(from as usize..stretch.end as usize).unwrap_or(""))
        })
    }

    /// The words as the bracket notation has them, with all changes accepted or rejected: paragraphs apart
    /// by blank lines.
    pub fn source(&self, reading: Reading) -> String {
        let mut flow = String::with_capacity(self.text.len());
        for (stretch, _, words) in self.each_stretch() {
            let counts = match reading {
                Reading::Accepted => stretch.deleted.is_none(),
                Reading::Rejected => stretch.inserted.is_none(),
            };
            if counts {
                flow.push_str(words);
            }
        }
        let mut source = String::with_capacity(flow.len() + flow.len() / 16);
        for paragraph in flow.split('\n').filter(|paragraph| !paragraph.trim().is_empty()) {
            if !source.is_empty() {
                source.push('\n');
            }
            for line in paragraph.trim().split('\u{B}') {
                source.push_str(line.trim());
                source.push('\n');
            }
        }
        source
    }
}
