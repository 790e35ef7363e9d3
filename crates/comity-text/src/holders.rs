//! The names a case declares for its parties and groups, and who holds which wording.

use std::collections::HashMap;

use crate::span::Span;

/// A declared party or group, by its place in [`Holders`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HolderIx(pub u32);

/// How a holder stands to a wording.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stance {
    /// Wants this wording.
    Support,
    /// Wants it gone.
    Opposition,
    /// Has reserved its position on it.
    Reservation,
}

impl Stance {
    /// The word written before the names in a prefix; none for support.
    pub const fn word(self) -> &'static str {
        match self {
            Stance::Support => "",
            Stance::Opposition => "against",
            Stance::Reservation => "reserve",
        }
    }

    /// Reads the word written before the names.
    pub fn from_word(word: &str) -> Option<Self> {
        Some(match word.to_ascii_lowercase().as_str() {
            "for" | "support" | "supports" => Stance::Support,
            "against" | "oppose" | "opposes" | "opposed by" => Stance::Opposition,
            "reserve" | "reserves" | "reservation" | "reserved by" => Stance::Reservation,
            _ => return None,
        })
    }
}

/// One name in a prefix such as `[Upland, Delta: …`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hold {
    /// Who.
    pub holder: HolderIx,
    /// How it stands to the wording.
    pub stance: Stance,
    /// Where its name is written.
    pub name: Span,
}

/// The names that may hold wording: the parties of the case, and its groups.
///
/// A prefix is a list of holders only if every name in it is declared here; with none declared, every
/// prefix is wording, as in the texts of real conferences.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holders {
    names: Vec<String>,
    members: Vec<Vec<HolderIx>>,
    known: HashMap<String, HolderIx>,
}

impl Holders {
    /// No name is declared.
    pub fn none() -> Self {
        Self::default()
    }

    /// The parties of a case, in its order; a name given twice counts once.
    pub fn of<I, S>(parties: I) -> Self
    where
        I: IntoIterator<Item = S>,
        S: AsRef<str>,
    {
        let mut holders = Self::default();
        for party in parties {
            holders.declare(party.as_ref());
        }
        holders
    }

    /// Declares one more party; gives back its index.
    pub fn declare(&mut self, name: &str) -> HolderIx {
        let plain = plain(name);
        if let Some(&known) = self.known.get(&plain) {
            return known;
        }
        let ix = HolderIx(self.names.len() as u32);
        self.names.push(plain.clone());
        self.members.push(Vec::new());
        self.known.insert(plain, ix);
        ix
    }

    /// Declares another name for a holder already declared, such as its id beside its full name.
    pub fn alias(&mut self, holder: HolderIx, name: &str) {
        self.known.entry(plain(name)).or_insert(holder);
    }

    /// Declares a group and its members; members not yet declared are declared as well.
    pub fn declare_group<S: AsRef<str>>(&mut self, name: &str, members: &[S]) -> HolderIx {
        let ix = self.declare(name);
        self.members[ix.0 as usize] = members.iter().map(|member| self.declare(member.as_ref())).collect();
        ix
    }

    /// The holder of this name, white space aside.
    pub fn find(&self, name: &str) -> Option<HolderIx> {
        if let Some(&ix) = self.known.get(name) {
            return Some(ix);
        }
        self.known.get(&plain(name)).copied()
    }

    /// The name of a holder.
    pub fn name(&self, holder: HolderIx) -> &str {
        self.names.get(holder.0 as usize).map_or("?", String::as_str)
    }

    /// The members of a group; none for a party.
    pub fn members(&self, holder: HolderIx) -> &[HolderIx] {
        self.members.get(holder.0 as usize).map_or(&[], Vec::as_slice)
    }

    /// True if `holder` is `party` or a group it belongs to.
    pub fn speaks_for(&self, holder: HolderIx, party: HolderIx) -> bool {
        holder == party || self.members(holder).contains(&party)
    }

    /// All holders in the order they were declared.
    pub fn all(&self) -> impl Iterator<Item = HolderIx> + use<> {
        (0..self.names.len() as u32).map(HolderIx)
    }

    /// How many are declared.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// True if none is declared.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }
}

fn plain(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}
