//! Reading a sidecar.

use std::collections::BTreeMap;

use toml::de::{DeTable, DeValue};

use super::{About, Beside, Criticism, Level, Loss, Reservation, Standing, Status, Tie};
use crate::error::TextError;

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
    let (mut issue, mut option) = (None, None);
    for (key, value) in entries(value, "criticism")? {
        match key {
            "clause" => one.clause = string(value, key)?,
            "by" => one.by = string(value, key)?,
            "words" => one.words = Some(string(value, key)?),
            "before" => before = Some(string(value, key)?),
            "after" => after = Some(string(value, key)?),
            "remark" => one.remark = string(value, key)?,
            "proposal" => one.proposal = Some(string(value, key)?),
            "issue" => issue = Some(string(value, key)?),
            "option" => option = Some(string(value, key)?),
            other => {
                return Err(unknown(
                    other,
                    "[[criticism]]",
                    "clause, by, words, before, after, remark, proposal, issue, option",
                ));
            }
        }
    }
    if before.is_some() || after.is_some() {
        one.context = Some((before.unwrap_or_default(), after.unwrap_or_default()));
    }
    one.stands_for = match (issue, option) {
        (Some(issue), Some(option)) if one.proposal.is_some() => Some((issue, option)),
        (None, None) => None,
        _ => {
            let what = "a [[criticism]] names `issue` and `option` together, and only with a `proposal`";
            return Err(wrong(what.to_owned()));
        }
    };
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
