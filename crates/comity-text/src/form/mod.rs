//! Forms a version or a redline can take for a reader: HTML, Word, Akoma Ntoso, the terminal, plain text,
//! Markdown.
//!
//! What a reader gets is decided by an allow-list, [`Allowed`]: whatever it does not name stays out.

mod akn;
mod block;
mod html;
mod lines;
mod markdown;
mod passage;
mod terminal;
mod word;

pub use akn::{NAMESPACE as AKN_NAMESPACE, akn, read_akn};
pub use block::Fate;
pub use html::{html, redline_html};
pub use markdown::markdown;
pub use passage::{Passage, citation, passages};
pub use terminal::{Colour, redline_terminal, terminal};
pub use word::{
    Author, Edit, EditKind, PARAGRAPH_END, Reading, Received, Remark, WordFile, receive, redline_word, word,
};

use crate::span::Span;
use crate::tree::{Mark, Text};
use crate::version::Version;

/// Who a form is made for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Audience {
    /// The mediator and the team: everything.
    Mediator,
    /// A delegation, by the name of its party: the text, and of criticisms its own.
    Delegation(String),
    /// A principal: the exact text, no working matter.
    Principal,
    /// Observers and the public: the wording without who holds it.
    Public,
}

/// What a form may show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowed {
    /// Who holds which wording.
    pub holders: bool,
    /// The standing of clauses, with hold-outs and reservations.
    pub standing: bool,
    /// Drafters' labels.
    pub drafters_labels: bool,
    /// Criticisms: all, those of one party (see [`Audience`]), or none.
    pub criticisms: Criticisms,
    /// Who owns the version, and when it was tabled.
    pub authorship: bool,
    /// The team's own working matter: ties to issues, retired ids, wording given up.
    pub working: bool,
}

/// Which criticisms may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Criticisms {
    /// All of them.
    All,
    /// Those of the party the form is made for.
    Own,
    /// None.
    None,
}

impl Audience {
    /// The allow-list of this audience.
    pub const fn allowed(&self) -> Allowed {
        match self {
            Audience::Mediator => Allowed {
                holders: true,
                standing: true,
                drafters_labels: true,
                criticisms: Criticisms::All,
                authorship: true,
                working: true,
            },
            Audience::Delegation(_) => Allowed {
                holders: true,
                standing: true,
                drafters_labels: true,
                criticisms: Criticisms::Own,
                authorship: true,
                working: false,
            },
            Audience::Principal => Allowed {
                holders: true,
                standing: true,
                drafters_labels: false,
                criticisms: Criticisms::None,
                authorship: true,
                working: false,
            },
            Audience::Public => Allowed {
                holders: false,
                standing: false,
                drafters_labels: false,
                criticisms: Criticisms::None,
                authorship: false,
                working: false,
            },
        }
    }

    /// Reads `mediator`, `principal`, `public`, or `delegation:NAME`.
    pub fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "mediator" => Audience::Mediator,
            "principal" => Audience::Principal,
            "public" | "observer" => Audience::Public,
            _ => Audience::Delegation(word.strip_prefix("delegation:")?.to_string()),
        })
    }

    /// True if a criticism of this party may be shown.
    pub fn may_see(&self, by: &str) -> bool {
        match (self.allowed().criticisms, self) {
            (Criticisms::All, _) => true,
            (Criticisms::Own, Audience::Delegation(name)) => name == by,
            _ => false,
        }
    }
}

/// The wording as plain text: one paragraph a clause, wrapped at 80 characters, brackets and all.
pub fn plain(version: &Version, audience: &Audience) -> String {
    lines::plain(&block::blocks(version, audience.allowed()))
}

/// The marker of an option without the names of its holders: `Option 1:` from `Option 1 (Upland):`.
fn bare_marker(text: &Text, mark: &Mark) -> String {
    let written = text.slice(Span::new(mark.outer.start, mark.inner.start));
    let named = written.get(..mark.name.end.saturating_sub(mark.outer.start) as usize);
    match named.filter(|_| !text.holds(mark).is_empty()) {
        Some(named) => format!("{named}:"),
        None => written.to_string(),
    }
}
