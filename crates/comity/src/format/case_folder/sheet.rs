//! What the files of a folder share while they are read, and one file as text with its places.

use std::cell::{Cell, RefCell};
use std::ops::Range;

use crate::format::{Diagnostic, Faults, File, Place, Refusal};

/// What all files of a folder share while it is read.
pub(super) struct Reading {
    faults: RefCell<Faults>,
    pub(super) room: Cell<usize>,
    bytes: Cell<usize>,
    /// Whether `case.toml` could not be read whole: names it does not know prove nothing then.
    pub(super) damaged: Cell<bool>,
}

/// Most entries (options, scores, options of conditions) the ranges of a folder are written out to.
pub(super) const MOST_ENTRIES: usize = 2_000_000;

/// Most bytes of TOML read of a folder, all its files together.
const MOST_BYTES: usize = 16 << 20;

impl Reading {
    pub(super) fn new() -> Self {
        let faults = RefCell::new(Faults::default());
        let (room, bytes) = (Cell::new(MOST_ENTRIES), Cell::new(MOST_BYTES));
        Self { faults, room, bytes, damaged: Cell::new(false) }
    }

    /// Whether a file of that many bytes is still read.
    ///
    /// *Errors*: the folder has more bytes of TOML than are read.
    pub(super) fn admit(&self, file: &File) -> Result<(), Diagnostic> {
        let left = self.bytes.get().checked_sub(file.bytes.len());
        left.map(|left| self.bytes.set(left)).ok_or_else(|| {
            let message = format!("with this file the folder has more than {MOST_BYTES} bytes of TOML");
            Diagnostic::at(Place::whole(&file.path), message).help("split the folder, or shorten its files")
        })
    }

    pub(super) fn push(&self, fault: impl FnOnce() -> Diagnostic) {
        self.faults.borrow_mut().push_with(fault);
    }

    /// `value` when nothing was wrong, else every fault by file and place.
    pub(super) fn or<T>(self, value: T) -> Result<T, Refusal> {
        self.faults.into_inner().or(value).map_err(|mut refusal| {
            refusal.faults.sort_by(|a, b| {
                (&a.place.file, a.place.span.start).cmp(&(&b.place.file, b.place.span.start))
            });
            refusal
        })
    }
}

/// One file as text.
pub(super) struct Sheet<'a> {
    pub(super) reading: &'a Reading,
    pub(super) file: &'a File,
    pub(super) text: &'a str,
    /// Whether some of the file could not be read: a missing key proves nothing then.
    pub(super) damaged: bool,
    cursor: Cell<Cursor>,
}

/// Where the last place asked for was: the next is counted from there, so that thousands of places
/// of a long file in their order cost one pass.
#[derive(Clone, Copy)]
struct Cursor {
    at: usize,
    line: usize,
    column: usize,
}

const START: Cursor = Cursor { at: 0, line: 1, column: 1 };

impl<'a> Sheet<'a> {
    pub(super) fn new(reading: &'a Reading, file: &'a File, text: &'a str, damaged: bool) -> Self {
        Self { reading, file, text, damaged, cursor: Cell::new(START) }
    }

    /// The place of these bytes of the text.
    pub(super) fn place(&self, span: &Range<usize>) -> Place {
        let from = self.cursor.get();
        let mut cursor = if span.start < from.at { START } else { from };
        for c in self.text.get(cursor.at..span.start).unwrap_or_default().chars() {
            (cursor.line, cursor.column) =
                if c == '\n' { (cursor.line + 1, 1) } else { (cursor.line, cursor.column + 1) };
        }
        cursor.at = span.start.max(cursor.at);
        self.cursor.set(cursor);
        let mark = self.file.mark();
        let span = span.start + mark..span.end + mark;
        Place { file: self.file.path.clone(), span, line: cursor.line, column: cursor.column }
    }
}
