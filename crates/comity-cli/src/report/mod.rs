//! A report before it has a form: headings, sentences, bars, tables, pictures. The analysis fills it
//! once; the terminal and the page show the same thing.

use comity_text::form::Passage;

mod html;
mod text;

pub use html::{CSS, page, write_table};
pub use text::{WIDTH, text, wrap};

/// A report.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// What it is about, for the top line.
    pub title: String,
    /// Beside the title: the draft.
    pub subtitle: String,
    /// Whose eyes it is for.
    pub audience: String,
    /// The parts, in reading order.
    pub sections: Vec<Section>,
}

/// A part with an optional heading.
#[derive(Clone, Debug, Default)]
pub struct Section {
    /// The heading; the conclusion has none.
    pub heading: String,
    /// What it holds.
    pub items: Vec<Item>,
}

/// How a sentence is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// A plain fact.
    #[default]
    Plain,
    /// What the reader hopes for.
    Good,
    /// What stands in the way.
    Bad,
    /// What it rests on, and other remarks.
    Remark,
}

/// One thing in a section.
#[derive(Clone, Debug)]
pub enum Item {
    /// A sentence.
    Say(Tone, String),
    /// Utilities of parties as bars.
    Bars(Bars),
    /// Rows and columns.
    Table(Table),
    /// A picture: for the terminal, for the page, with the figures it shows.
    Picture(Picture),
    /// Paragraphs of a text with the words that change.
    Passages(Vec<Passage>),
}

/// Utilities as bars, one row a party or principal.
#[derive(Clone, Debug, Default)]
pub struct Bars {
    /// Heading of the value column.
    pub value: String,
    /// Headings of the plain columns right of the bars.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<Bar>,
}

/// One row.
#[derive(Clone, Debug, Default)]
pub struct Bar {
    /// Name of the party.
    pub label: String,
    /// Position of the party, for its mark; `None` for a principal's row.
    pub party: Option<usize>,
    /// The value as shown.
    pub value: String,
    /// Length from 0 to 1: from the value surely reached …
    pub filled: f64,
    /// … to the most still open; equal to `filled` for a complete package.
    pub open_to: f64,
    /// Where no deal stands, from 0 to 1.
    pub no_deal: Option<f64>,
    /// The plain columns.
    pub cells: Vec<String>,
    /// What follows from it.
    pub verdict: (Tone, String),
}

/// A table. The first column is a row's name.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// What it shows, for a screen reader; may be empty where the heading says it.
    pub caption: String,
    /// Column headings.
    pub head: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
    /// Columns set flush right: figures.
    pub right: Vec<usize>,
}

/// A picture.
#[derive(Clone, Debug, Default)]
pub struct Picture {
    /// Lines for the terminal.
    pub terminal: Vec<String>,
    /// SVG for the page.
    pub svg: String,
    /// What it says in one sentence.
    pub caption: String,
    /// The figures.
    pub table: Table,
}

impl Section {
    /// An empty section under a heading.
    pub fn new(heading: impl Into<String>) -> Self {
        Self { heading: heading.into(), items: Vec::new() }
    }

    /// Adds a sentence.
    pub fn say(&mut self, tone: Tone, text: impl Into<String>) {
        self.items.push(Item::Say(tone, text.into()));
    }
}
