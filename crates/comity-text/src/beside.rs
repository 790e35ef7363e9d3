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
//! ```

use std::collections::BTreeMap;
use std::fmt::Write as _;

use toml::de::{DeTable, DeValue};

use crate::error::TextError;

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
    /// Reads a sidecar.
    ///
    /// *Errors*: [`TextError::Beside`] for anything that is no TOML or that this version does not know;
    /// unknown keys are refused, because a misspelt one would lose what it says.
    pub fn read(source: &str) -> Result<Self, TextError> {
        let table = DeTable::parse(source).map_err(|error| wrong(error.message().to_string()))?;
        let mut beside = Self::default();
        for (key, value) in table.get_ref() {
            let value = value.get_ref();
            match key.get_ref().as_ref() {
                "digest" => beside.digest = string(value, "digest")?,
                "version" => beside.about = about(value)?,
                "ids" => beside.ids = strings(value, "ids")?,
                "retired" => beside.retired = list(value, "retired")?,
                "standing" => beside.standing = standings(value)?,
                "tie" => beside.ties = tables(value, "tie", tie)?,
                "reservation" => beside.reservations = tables(value, "reservation", reservation)?,
                "criticism" => beside.criticisms = tables(value, "criticism", criticism)?,
                "loss" => beside.losses = tables(value, "loss", loss)?,
                other => {
                    return Err(unknown(
                        other,
                        "the sidecar",
                        "digest, version, ids, retired, standing, tie, reservation, criticism, loss",
                    ));
                }
            }
        }
        Ok(beside)
    }

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

fn wrong(what: String) -> TextError {
    TextError::Beside { what }
}

fn unknown(key: &str, place: &str, allowed: &str) -> TextError {
    wrong(format!("{place} has no key `{key}`; it may have {allowed}"))
}

fn string(value: &DeValue<'_>, key: &str) -> Result<String, TextError> {
    match value {
        DeValue::String(words) => Ok(words.to_string()),
        DeValue::Integer(_) | DeValue::Float(_) | DeValue::Datetime(_) => Ok(scalar(value)),
        _ => Err(wrong(format!("`{key}` must be a string"))),
    }
}

fn scalar(value: &DeValue<'_>) -> String {
    match value {
        DeValue::Integer(number) => number.to_string(),
        DeValue::Float(number) => number.to_string(),
        DeValue::Datetime(moment) => moment.to_string(),
        _ => String::new(),
    }
}

fn list(value: &DeValue<'_>, key: &str) -> Result<Vec<String>, TextError> {
    match value {
        DeValue::Array(items) => items.iter().map(|item| string(item.get_ref(), key)).collect(),
        DeValue::String(one) => Ok(vec![one.to_string()]),
        _ => Err(wrong(format!("`{key}` must be a list of strings"))),
    }
}

fn entries<'a>(value: &'a DeValue<'a>, key: &str) -> Result<Vec<(&'a str, &'a DeValue<'a>)>, TextError> {
    match value {
        DeValue::Table(table) => {
            Ok(table.iter().map(|(key, value)| (key.get_ref().as_ref(), value.get_ref())).collect())
        }
        _ => Err(wrong(format!("`{key}` must be a table"))),
    }
}

fn strings(value: &DeValue<'_>, key: &str) -> Result<BTreeMap<String, String>, TextError> {
    entries(value, key)?
        .into_iter()
        .map(|(name, value)| Ok((name.to_string(), string(value, name)?)))
        .collect()
}

fn tables<T>(
    value: &DeValue<'_>,
    key: &str,
    read: impl Fn(&DeValue<'_>) -> Result<T, TextError>,
) -> Result<Vec<T>, TextError> {
    match value {
        DeValue::Array(items) => items.iter().map(|item| read(item.get_ref())).collect(),
        _ => Err(wrong(format!("`{key}` must be written as [[{key}]]"))),
    }
}

fn about(value: &DeValue<'_>) -> Result<About, TextError> {
    let mut about = About::default();
    for (key, value) in entries(value, "version")? {
        match key {
            "number" => about.number = string(value, key)?.parse().ok(),
            "title" => about.title = string(value, key)?,
            "owner" => about.owner = string(value, key)?,
            "date" => about.date = string(value, key)?,
            "status" => {
                let word = string(value, key)?;
                let allowed = Status::ALL.map(Status::word).join(", ");
                about.status = Status::from_word(&word)
                    .ok_or_else(|| wrong(format!("the status `{word}` is unknown; it may be {allowed}")))?;
            }
            other => return Err(unknown(other, "[version]", "number, title, owner, status, date")),
        }
    }
    Ok(about)
}

fn level(word: &str) -> Result<Level, TextError> {
    let allowed = Level::ALL.map(Level::word).join(", ");
    Level::from_word(word)
        .ok_or_else(|| wrong(format!("the standing `{word}` is unknown; it may be {allowed}")))
}

fn standings(value: &DeValue<'_>) -> Result<BTreeMap<String, Standing>, TextError> {
    let mut standings = BTreeMap::new();
    for (clause, value) in entries(value, "standing")? {
        let mut standing = Standing::default();
        if let DeValue::String(word) = value {
            standing.level = level(word)?;
        } else {
            for (key, value) in entries(value, clause)? {
                match key {
                    "level" => standing.level = level(&string(value, key)?)?,
                    "hold-outs" => standing.hold_outs = list(value, key)?,
                    other => return Err(unknown(other, "a standing", "level, hold-outs")),
                }
            }
        }
        standings.insert(clause.to_string(), standing);
    }
    Ok(standings)
}

fn tie(value: &DeValue<'_>) -> Result<Tie, TextError> {
    let mut tie = Tie::default();
    for (key, value) in entries(value, "tie")? {
        match key {
            "clause" => tie.clause = string(value, key)?,
            "words" => tie.words = Some(string(value, key)?),
            "issue" => tie.issue = string(value, key)?,
            "option" => tie.option = string(value, key)?,
            other => return Err(unknown(other, "[[tie]]", "clause, words, issue, option")),
        }
    }
    needed(&[("clause", &tie.clause), ("issue", &tie.issue), ("option", &tie.option)], "tie")?;
    Ok(tie)
}

fn reservation(value: &DeValue<'_>) -> Result<Reservation, TextError> {
    let mut one = Reservation::default();
    for (key, value) in entries(value, "reservation")? {
        match key {
            "clause" => one.clause = string(value, key)?,
            "footnote" => one.footnote = Some(string(value, key)?),
            "words" => one.words = Some(string(value, key)?),
            "holders" => one.holders = list(value, key)?,
            other => return Err(unknown(other, "[[reservation]]", "clause, footnote, words, holders")),
        }
    }
    needed(&[("clause", &one.clause)], "reservation")?;
    Ok(one)
}

fn criticism(value: &DeValue<'_>) -> Result<Criticism, TextError> {
    let mut one = Criticism::default();
    let (mut before, mut after) = (None, None);
    for (key, value) in entries(value, "criticism")? {
        match key {
            "clause" => one.clause = string(value, key)?,
            "by" => one.by = string(value, key)?,
            "words" => one.words = Some(string(value, key)?),
            "before" => before = Some(string(value, key)?),
            "after" => after = Some(string(value, key)?),
            "remark" => one.remark = string(value, key)?,
            "proposal" => one.proposal = Some(string(value, key)?),
            other => {
                return Err(unknown(
                    other,
                    "[[criticism]]",
                    "clause, by, words, before, after, remark, proposal",
                ));
            }
        }
    }
    if before.is_some() || after.is_some() {
        one.context = Some((before.unwrap_or_default(), after.unwrap_or_default()));
    }
    needed(&[("clause", &one.clause), ("by", &one.by)], "criticism")?;
    Ok(one)
}

fn loss(value: &DeValue<'_>) -> Result<Loss, TextError> {
    let mut one = Loss::default();
    for (key, value) in entries(value, "loss")? {
        match key {
            "clause" => one.clause = string(value, key)?,
            "words" => one.words = string(value, key)?,
            "reason" => one.reason = string(value, key)?,
            other => return Err(unknown(other, "[[loss]]", "clause, words, reason")),
        }
    }
    needed(&[("clause", &one.clause), ("reason", &one.reason)], "loss")?;
    Ok(one)
}

fn needed(keys: &[(&str, &String)], table: &str) -> Result<(), TextError> {
    match keys.iter().find(|(_, value)| value.is_empty()) {
        Some((key, _)) => Err(wrong(format!("a [[{table}]] lacks `{key}`"))),
        None => Ok(()),
    }
}
