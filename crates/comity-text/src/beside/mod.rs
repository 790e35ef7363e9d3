//! What belongs to a version but not to its words: ids, standing, ties, holders, kept in `text/NN.toml`.
//!
//! ```toml
//! digest = "sha256:…"                # of the text; the sidecar is refused for any other bytes
//!
//! [version]
//! number = 2
//! title = "Second draft"
//! owner = "Chair"
//! status = "mediator's draft"        # or: non-paper, compilation, final
//! date = "2031-05-04"
//!
//! [ids]                              # only where a clause keeps an id that its label path no longer gives
//! "art-2/4" = "art-2/3"
//!
//! [standing]                         # clauses not listed are proposed
//! "art-1/1" = "agreed"
//! "art-2/3" = { level = "agreed in informals", hold-outs = ["Coast"] }
//!
//! [[tie]]                            # this wording stands for this option
//! clause = "art-3/1"
//! words = "from May to July"         # without it the clause as a whole
//! issue = "release-season"
//! option = "may"
//!
//! [[reservation]]                    # also: footnote = "3"
//! clause = "art-4/2"
//! holders = ["Delta"]
//! words = "40 cubic metres"
//!
//! [[criticism]]
//! clause = "art-4/2"
//! by = "Delta"
//! words = "40 cubic metres"
//! remark = "Too little in a dry year."
//! proposal = "60 cubic metres"
//! issue = "minimum-flow"             # the option the proposal stands for, if any
//! option = "60"
//! ```

use std::collections::BTreeMap;
use std::fmt::Write as _;

mod read;

/// How far a clause has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// On the table, nothing more.
    #[default]
    Proposed,
    /// Agreed in informals, pending the hold-outs named.
    Informals,
    /// Agreed by delegations, subject to their principals.
    AdReferendum,
    /// Agreed. It never implies agreement on the whole.
    Agreed,
}

impl Level {
    /// All levels, from the first.
    pub const ALL: [Level; 4] = [Level::Proposed, Level::Informals, Level::AdReferendum, Level::Agreed];

    /// The word for it in files and reports.
    pub const fn word(self) -> &'static str {
        match self {
            Level::Proposed => "proposed",
            Level::Informals => "agreed in informals",
            Level::AdReferendum => "agreed ad referendum",
            Level::Agreed => "agreed",
        }
    }

    /// Reads the word for it.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.word() == word)
    }
}

/// The standing of a clause.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// How far it has come.
    pub level: Level,
    /// Who still holds out, by name.
    pub hold_outs: Vec<String>,
}

/// What kind of paper a version is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Nobody's official text.
    #[default]
    NonPaper,
    /// Everything parties have put forward.
    Compilation,
    /// A proposal of the mediator.
    MediatorsDraft,
    /// What is put to approval.
    Final,
}

impl Status {
    /// All kinds.
    pub const ALL: [Status; 4] =
        [Status::NonPaper, Status::Compilation, Status::MediatorsDraft, Status::Final];

    /// The word for it in files and reports.
    pub const fn word(self) -> &'static str {
        match self {
            Status::NonPaper => "non-paper",
            Status::Compilation => "compilation",
            Status::MediatorsDraft => "mediator's draft",
            Status::Final => "final",
        }
    }

    /// Reads the word for it.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.word() == word)
    }
}

/// What a version says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// Its number in the series.
    pub number: Option<i64>,
    /// Its title.
    pub title: String,
    /// Who tabled it.
    pub owner: String,
    /// What kind of paper it is.
    pub status: Status,
    /// When it was tabled, as written.
    pub date: String,
}

/// A wording that stands for an option of an issue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tie {
    /// The clause, by its permanent id.
    pub clause: String,
    /// The words; none for the clause as a whole.
    pub words: Option<String>,
    /// The issue.
    pub issue: String,
    /// The option it stands for.
    pub option: String,
}

/// A position reserved on a clause, on words in it, or in a footnote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reservation {
    /// The clause, by its permanent id.
    pub clause: String,
    /// The number or sign of the footnote that states it.
    pub footnote: Option<String>,
    /// The words reserved on.
    pub words: Option<String>,
    /// Who reserves.
    pub holders: Vec<String>,
}

/// A party's remark on a clause, with the wording it offers if any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Criticism {
    /// The clause, by its permanent id.
    pub clause: String,
    /// Who criticises.
    pub by: String,
    /// The words it is about; none for the clause as a whole.
    pub words: Option<String>,
    /// The characters before and after the words when the remark was made.
    pub context: Option<(String, String)>,
    /// The remark.
    pub remark: String,
    /// The wording offered instead.
    pub proposal: Option<String>,
    /// The issue and the option the wording offered stands for.
    pub stands_for: Option<(String, String)>,
}

/// Wording given up in a streamlining, with the reason stated for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Loss {
    /// The clause, by its permanent id.
    pub clause: String,
    /// The wording that is gone.
    pub words: String,
    /// Why.
    pub reason: String,
}

/// The sidecar of one version.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// Digest of the text it belongs to; empty before it is first bound.
    pub digest: String,
    /// What the version says of itself.
    pub about: About,
    /// From the default id of a clause to the permanent id it keeps, where they differ.
    pub ids: BTreeMap<String, String>,
    /// Ids once used and never to be used again.
    pub retired: Vec<String>,
    /// Standing of the clauses that are more than proposed, or have hold-outs.
    pub standing: BTreeMap<String, Standing>,
    /// Which wording stands for which option.
    pub ties: Vec<Tie>,
    /// Positions reserved.
    pub reservations: Vec<Reservation>,
    /// Criticisms and proposals.
    pub criticisms: Vec<Criticism>,
    /// Wording given up, with reasons.
    pub losses: Vec<Loss>,
}

impl Beside {
    /// Writes the sidecar; reading it again gives the same.
    pub fn write(&self) -> String {
        let mut out = format!("digest = {}\n", quoted(&self.digest));
        if !self.retired.is_empty() {
            let _ = writeln!(out, "retired = {}", array(&self.retired));
        }
        write_about(&mut out, &self.about);
        if !self.ids.is_empty() {
            out.push_str("\n[ids]\n");
            for (from, to) in &self.ids {
                let _ = writeln!(out, "{} = {}", quoted(from), quoted(to));
            }
        }
        if !self.standing.is_empty() {
            out.push_str("\n[standing]\n");
            for (clause, standing) in &self.standing {
                let level = quoted(standing.level.word());
                let _ = match standing.hold_outs.as_slice() {
                    [] => writeln!(out, "{} = {level}", quoted(clause)),
                    names => writeln!(
                        out,
                        "{} = {{ level = {level}, hold-outs = {} }}",
                        quoted(clause),
                        array(names)
                    ),
                };
            }
        }
        self.write_lists(&mut out);
        out
    }

    fn write_lists(&self, out: &mut String) {
        for tie in &self.ties {
            out.push_str("\n[[tie]]\n");
            pairs(
                out,
                &[
                    ("clause", Some(&tie.clause)),
                    ("words", tie.words.as_ref()),
                    ("issue", Some(&tie.issue)),
                    ("option", Some(&tie.option)),
                ],
            );
        }
        for one in &self.reservations {
            out.push_str("\n[[reservation]]\n");
            pairs(
                out,
                &[
                    ("clause", Some(&one.clause)),
                    ("footnote", one.footnote.as_ref()),
                    ("words", one.words.as_ref()),
                ],
            );
            let _ = writeln!(out, "holders = {}", array(&one.holders));
        }
        for one in &self.criticisms {
            out.push_str("\n[[criticism]]\n");
            pairs(
                out,
                &[("clause", Some(&one.clause)), ("by", Some(&one.by)), ("words", one.words.as_ref())],
            );
            if let Some((before, after)) = &one.context {
                pairs(out, &[("before", Some(before)), ("after", Some(after))]);
            }
            pairs(out, &[("remark", Some(&one.remark)), ("proposal", one.proposal.as_ref())]);
            if let Some((issue, option)) = &one.stands_for {
                pairs(out, &[("issue", Some(issue)), ("option", Some(option))]);
            }
        }
        for one in &self.losses {
            out.push_str("\n[[loss]]\n");
            pairs(
                out,
                &[("clause", Some(&one.clause)), ("words", Some(&one.words)), ("reason", Some(&one.reason))],
            );
        }
    }
}

fn write_about(out: &mut String, about: &About) {
    if *about == About::default() {
        return;
    }
    out.push_str("\n[version]\n");
    if let Some(number) = about.number {
        let _ = writeln!(out, "number = {number}");
    }
    let some = |words: &String| (!words.is_empty()).then(|| words.clone());
    pairs(out, &[("title", some(&about.title).as_ref()), ("owner", some(&about.owner).as_ref())]);
    let _ = writeln!(out, "status = {}", quoted(about.status.word()));
    pairs(out, &[("date", some(&about.date).as_ref())]);
}

fn pairs(out: &mut String, pairs: &[(&str, Option<&String>)]) {
    for (key, value) in pairs {
        if let Some(value) = value {
            let _ = writeln!(out, "{key} = {}", quoted(value));
        }
    }
}

fn array(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| quoted(name)).collect();
    format!("[{}]", quoted.join(", "))
}

/// A TOML basic string.
fn quoted(words: &str) -> String {
    let mut out = String::from("\"");
    for c in words.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if (c as u32) < 0x20 || c as u32 == 0x7F => {
                let _ = write!(out, "\\u{:04X}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
