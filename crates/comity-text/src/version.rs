//! One tabled state of the text: its words, and what belongs to them but is not in them.

use std::collections::{BTreeSet, HashMap};

use crate::beside::{Beside, Standing};
use crate::error::TextError;
use crate::tree::{ClauseIx, Text};

/// A version: a text and its sidecar, bound to one another.
#[derive(Clone, Debug)]
pub struct Version {
    text: Text,
    beside: Beside,
    ids: Vec<String>,
    places: HashMap<String, ClauseIx>,
}

impl Version {
    /// Binds a sidecar to a text. A sidecar without a digest is bound to this text.
    ///
    /// *Errors*: [`TextError::OtherText`] if it is bound to another; [`TextError::Beside`] if it gives one
    /// id to two clauses, or speaks of a clause that is not there.
    pub fn new(text: Text, mut beside: Beside) -> Result<Self, TextError> {
        if beside.digest.is_empty() {
            beside.digest = text.digest().to_string();
        } else if beside.digest != text.digest() {
            return Err(TextError::OtherText { expected: beside.digest, found: text.digest().to_string() });
        }
        for from in beside.ids.keys() {
            if text.by_id(from).is_none() {
                return Err(TextError::Beside {
                    what: format!("[ids] speaks of a clause `{from}` that is not in the text"),
                });
            }
        }
        let version = Self::bound(text, beside);
        if version.places.len() != version.ids.len() {
            let twice = version.ids.iter().enumerate().find(|(at, id)| version.places[*id].0 as usize != *at);
            let id = twice.map_or(String::new(), |(_, id)| id.clone());
            return Err(TextError::Beside { what: format!("two clauses have the id `{id}`") });
        }
        version.check_clauses()?;
        Ok(version)
    }

    /// A version without a sidecar.
    pub fn bare(text: Text) -> Self {
        let beside = Beside { digest: text.digest().to_string(), ..Beside::default() };
        Self::bound(text, beside)
    }

    pub(crate) fn bound(text: Text, beside: Beside) -> Self {
        let ids: Vec<String> = text
            .each_clause()
            .map(|(ix, _)| {
                let path = text.id(ix);
                beside.ids.get(path).cloned().unwrap_or_else(|| path.to_string())
            })
            .collect();
        let mut places = HashMap::with_capacity(ids.len());
        for (at, id) in ids.iter().enumerate().rev() {
            places.insert(id.clone(), ClauseIx(at as u32));
        }
        Self { text, beside, ids, places }
    }

    fn check_clauses(&self) -> Result<(), TextError> {
        let named = self.beside.standing.keys().map(|id| ("standing", id));
        let named = named.chain(self.beside.ties.iter().map(|tie| ("tie", &tie.clause)));
        let mut named = named.chain(self.beside.reservations.iter().map(|one| ("reservation", &one.clause)));
        match named.find(|(_, id)| !self.places.contains_key(*id)) {
            Some((table, id)) => Err(TextError::Beside {
                what: format!("a {table} speaks of the clause `{id}`, which is not in the text"),
            }),
            None => Ok(()),
        }
    }

    /// The words.
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// What is beside the words.
    pub fn beside(&self) -> &Beside {
        &self.beside
    }

    /// The permanent id of a clause.
    pub fn id(&self, ix: ClauseIx) -> &str {
        &self.ids[ix.0 as usize]
    }

    /// The clause with a permanent id.
    pub fn clause(&self, id: &str) -> Option<ClauseIx> {
        self.places.get(id).copied()
    }

    /// The standing of a clause; proposed where nothing is said.
    pub fn standing(&self, ix: ClauseIx) -> Standing {
        self.beside.standing.get(self.id(ix)).cloned().unwrap_or_default()
    }

    /// Every id that is or was in use, so that none is given twice.
    pub(crate) fn taken(&self) -> BTreeSet<String> {
        self.ids.iter().chain(&self.beside.retired).cloned().collect()
    }
}

/// Takes the ids of an older version over to a newer one that was written by hand.
///
/// Every clause that continues one of the old version, as the redline pairs them, keeps its id, standing
/// and the rest of what is beside it; what spoke of a clause that is gone is left out and its id retired.
pub fn carry_over(old: &Version, new: Text) -> Version {
    let lines = crate::redline::redline(old.text(), &new);
    let mut kept: HashMap<ClauseIx, String> = HashMap::new();
    for pair in &lines.clauses {
        if let (Some(from), Some(to)) = (pair.old, pair.new) {
            kept.insert(to, old.id(from).to_string());
        }
    }
    carried(old, new, &kept)
}

/// The sidecar of `old` rebound to `new`, with the ids given; clauses without one get a fresh one.
pub(crate) fn carried(old: &Version, new: Text, kept: &HashMap<ClauseIx, String>) -> Version {
    let mut beside = old.beside().clone();
    beside.digest = new.digest().to_string();
    beside.ids.clear();
    let mut taken = old.taken();
    let mut live: BTreeSet<String> = BTreeSet::new();
    for (ix, _) in new.each_clause() {
        let path = new.id(ix).to_string();
        let id = match kept.get(&ix) {
            Some(id) if !live.contains(id) => id.clone(),
            _ => fresh(&path, &taken),
        };
        taken.insert(id.clone());
        live.insert(id.clone());
        if id != path {
            beside.ids.insert(path, id);
        }
    }
    beside.retired = taken.into_iter().filter(|id| !live.contains(id)).collect();
    beside.standing.retain(|id, _| live.contains(id));
    beside.ties.retain(|tie| live.contains(&tie.clause));
    beside.reservations.retain(|one| live.contains(&one.clause));
    Version::bound(new, beside)
}

fn fresh(path: &str, taken: &BTreeSet<String>) -> String {
    if !taken.contains(path) {
        return path.to_string();
    }
    (2..).map(|n| format!("{path}~{n}")).find(|id| !taken.contains(id)).unwrap_or_else(|| path.to_string())
}
