//! The difference of two canonical documents, applied to the document a person wrote.
//!
//! What did not change keeps its bytes; what changed keeps the comments around it.

use std::collections::BTreeSet;

use toml_edit::{Array, ArrayOfTables, Item, Table, TableLike, Value};

/// How finely changes are applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Grain {
    /// Key by key, as deep as both documents have the same keys.
    Fine,
    /// Whole parties, issues, scores: for documents that say the same in other keys.
    Coarse,
}

/// Tables whose entries are tables of known keys: a key that is missing stands for its default.
const ENTITIES: [&str; 7] = ["party", "person", "delegation", "principal", "issue", "rule", "draft"];

/// Applies what changed between `before` and `after` to `written`, which said the same as `before`.
pub(super) fn apply(before: &Table, after: &Table, written: &mut Table, grain: Grain) {
    let mut patch = Patch { grain, path: Vec::new() };
    patch.tables(before, after, written);
}

struct Patch {
    grain: Grain,
    path: Vec<String>,
}

impl Patch {
    fn tables(&mut self, before: &dyn TableLike, after: &dyn TableLike, written: &mut dyn TableLike) {
        for (key, now) in after.iter() {
            match before.get(key) {
                Some(then) if shown(then) == shown(now) => {}
                Some(then) => {
                    self.path.push(key.to_owned());
                    self.change(key, then, now, written);
                    self.path.pop();
                }
                None => put(written, key, now),
            }
        }
        let gone: Vec<String> =
            before.iter().map(|(key, _)| key.to_owned()).filter(|key| !after.contains_key(key)).collect();
        gone.iter().for_each(|key| {
            written.remove(key);
        });
    }

    fn change(&mut self, key: &str, then: &Item, now: &Item, written: &mut dyn TableLike) {
        if let (Some(then), Some(now)) = (then.as_table_like(), now.as_table_like())
            && let Some(inner) = written.get_mut(key).and_then(Item::as_table_like_mut)
            && self.enters(then, inner)
        {
            return self.tables(then, now, inner);
        }
        if let (Some(then), Some(now)) = (then.as_array_of_tables(), now.as_array_of_tables())
            && let Some(inner) = written.get_mut(key).and_then(Item::as_array_of_tables_mut)
            && inner.len() == then.len()
        {
            return self.elements(then, now, inner);
        }
        if let (Some(then), Some(now)) = (then.as_array(), now.as_array())
            && let Some(inner) = written.get_mut(key).and_then(Item::as_array_mut)
            && inner.len() == then.len()
        {
            return values(then, now, inner);
        }
        put(written, key, now);
    }

    /// Whether changes inside this table can be applied key by key.
    fn enters(&self, before: &dyn TableLike, written: &dyn TableLike) -> bool {
        let depth = self.path.len();
        let entity = depth == 2 && ENTITIES.contains(&self.path[0].as_str());
        match self.grain {
            _ if depth == 1 => true,
            Grain::Fine => entity || keys(before) == keys(written),
            Grain::Coarse => false,
        }
    }

    fn elements(&mut self, before: &ArrayOfTables, after: &ArrayOfTables, written: &mut ArrayOfTables) {
        let then: Vec<String> = before.iter().map(shown_table).collect();
        let now: Vec<String> = after.iter().map(shown_table).collect();
        let run = Run::of(&then, &now);
        for at in run.shared() {
            let (Some(then), Some(now), Some(inner)) = (before.get(at), after.get(at), written.get_mut(at))
            else {
                continue;
            };
            if self.grain == Grain::Fine && keys(then) == keys(inner) {
                self.tables(then, now, inner);
            } else {
                *inner = heir(inner, now);
            }
        }
        run.removed().rev().for_each(|at| {
            written.remove(at);
        });
        for at in run.added() {
            after.get(at).into_iter().for_each(|table| written.insert(at, placeless(table.clone())));
        }
    }
}

/// Elements of a list: those that stay are left alone.
fn values(before: &Array, after: &Array, written: &mut Array) {
    let text = |value: &Value| value.to_string().trim().to_owned();
    let then: Vec<String> = before.iter().map(text).collect();
    let now: Vec<String> = after.iter().map(text).collect();
    let run = Run::of(&then, &now);
    for at in run.shared() {
        if let (Some(now), Some(old)) = (after.get(at), written.get(at)) {
            let decor = old.decor().clone();
            written.replace_formatted(at, dressed(now, decor));
        }
    }
    run.removed().rev().for_each(|at| {
        written.remove(at);
    });
    for at in run.added() {
        let Some(now) = after.get(at) else { continue };
        match at.checked_sub(1).and_then(|before| written.get(before)).map(|value| value.decor().clone()) {
            Some(decor) => written.insert_formatted(at, dressed(now, decor)),
            None => written.insert(at, now.clone()),
        }
    }
}

/// Which elements of a list differ: everything between a common start and a common end.
struct Run {
    start: usize,
    then: usize,
    now: usize,
}

impl Run {
    fn of(then: &[String], now: &[String]) -> Self {
        let start = then.iter().zip(now).take_while(|(a, b)| a == b).count();
        let same_end = then[start..].iter().rev().zip(now[start..].iter().rev());
        let end = same_end.take_while(|(a, b)| a == b).count();
        Self { start, then: then.len() - end, now: now.len() - end }
    }

    fn shared(&self) -> std::ops::Range<usize> {
        self.start..self.then.min(self.now)
    }

    fn removed(&self) -> std::ops::Range<usize> {
        self.then.min(self.now)..self.then
    }

    fn added(&self) -> std::ops::Range<usize> {
        self.then.min(self.now)..self.now
    }
}

/// Puts an item in place of another, or in a new place; comments beside the old one stay.
fn put(written: &mut dyn TableLike, key: &str, item: &Item) {
    let new = match (written.get(key), item) {
        (Some(Item::Value(old)), Item::Value(new)) => Item::Value(dressed(new, old.decor().clone())),
        (Some(Item::Table(old)), Item::Table(new)) => Item::Table(heir(old, new)),
        (_, Item::Table(new)) => Item::Table(placeless(new.clone())),
        (_, Item::ArrayOfTables(new)) => {
            Item::ArrayOfTables(new.iter().map(|table| placeless(table.clone())).collect())
        }
        (_, other) => other.clone(),
    };
    match written.get_mut(key) {
        Some(old) => *old = new,
        None => {
            written.insert(key, new);
        }
    }
}

fn dressed(value: &Value, decor: toml_edit::Decor) -> Value {
    let mut value = value.clone();
    *value.decor_mut() = decor;
    value
}

/// A table in the place of another: its header keeps place and comments.
fn heir(old: &Table, new: &Table) -> Table {
    let mut new = placeless(new.clone());
    *new.decor_mut() = old.decor().clone();
    new.set_position(old.position());
    new
}

/// A table without a place of its own: it is printed after its predecessor.
fn placeless(mut table: Table) -> Table {
    table.set_position(None);
    for (_, item) in table.iter_mut() {
        if let Some(inner) = item.as_table_mut() {
            *inner = placeless(std::mem::take(inner));
        }
    }
    table
}

fn keys(table: &dyn TableLike) -> BTreeSet<&str> {
    table.iter().map(|(key, _)| key).collect()
}

/// An item as text, to compare two that were written by the same hand.
fn shown(item: &Item) -> String {
    match item {
        Item::ArrayOfTables(tables) => {
            tables.iter().map(|table| format!("{{{}}}", shown_table(table))).collect()
        }
        Item::Table(table) => shown_table(table),
        other => other.to_string().trim().to_owned(),
    }
}

/// A table with the tables inside it, which its own `to_string` leaves out.
fn shown_table(table: &Table) -> String {
    table.iter().map(|(key, item)| format!("{key:?} = {}\n", shown(item))).collect()
}
