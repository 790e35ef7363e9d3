//! An accepted entry as the tables of `record/*.toml` and `case.toml` that it becomes. Comments of a person stay.

use super::entry::{Entry, Kind};
use super::into::implicit;
use super::roster::{Match, match_person, new_id, party_id};
use super::shelf::Shelf;
use crate::failure::Failure;
use comity::Case;
use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, Value, value};

/// Where an accepted entry goes.
pub struct Target<'c> {
    /// The case as it stands on disk.
    pub case: &'c Case,
    /// The source's id.
    pub source: &'c str,
    /// The table that describes the source.
    pub description: Option<Table>,
    /// Whom a doubtful name means, where a person said: a name and an id.
    pub same: Vec<(String, String)>,
    /// People of this source's entries: name, office, party.
    pub people: Vec<(String, String, String)>,
}

/// Writes an accepted entry.
///
/// *Errors*: files that cannot be read or written.
pub fn accept(entry: &Entry, target: &Target<'_>, shelf: &mut Shelf) -> Result<(), Failure> {
    let mut case = Editing { document: shelf.document("case.toml")?, target, changed: false };
    match entry.kind {
        Kind::Person => {
            case.person(entry.get("name"), entry.get("office"), entry.get("party"));
        }
        Kind::Delegation => case.delegation(entry),
        Kind::Approval => case.principal(entry),
        Kind::Statement | Kind::Meeting | Kind::Proposal => {
            let (list, table) = case.recorded(entry);
            let name = format!("record/{}.toml", target.source);
            let mut record = shelf.document(&name)?;
            append(&mut record, target, list, table);
            shelf.write(&name, record.to_string().as_bytes())?;
        }
    }
    if case.changed {
        shelf.write("case.toml", case.document.to_string().as_bytes())?;
    }
    Ok(())
}

/// Appends to a list of the record; describes the source first where the file is new.
fn append(record: &mut DocumentMut, target: &Target<'_>, list: &str, table: Table) {
    let sources = record.entry("source").or_insert_with(implicit);
    if let Some(sources) = sources.as_table_mut()
        && !sources.contains_key(target.source)
        && let Some(description) = &target.description
    {
        sources.insert(target.source, Item::Table(description.clone()));
    }
    let list = record.entry(list).or_insert(Item::ArrayOfTables(ArrayOfTables::new()));
    if let Some(list) = list.as_array_of_tables_mut() {
        list.push(table);
    }
}

struct Editing<'e, 'c> {
    document: DocumentMut,
    target: &'e Target<'c>,
    changed: bool,
}

impl Editing<'_, '_> {
    fn table(&mut self, kind: &str) -> Option<&mut Table> {
        self.document.entry(kind).or_insert_with(implicit).as_table_mut()
    }

    fn taken(&self, kind: &str, id: &str) -> bool {
        self.document.get(kind).and_then(Item::as_table).is_some_and(|table| table.contains_key(id))
    }

    /// The id of a party, made as an observer when the case has none of that name.
    fn party(&mut self, name: &str) -> Option<String> {
        if name.is_empty() {
            return None;
        }
        if let Some(id) = party_id(self.target.case, name).or_else(|| self.written("party", name)) {
            return Some(id);
        }
        let id = new_id(name, |id| self.taken("party", id));
        let mut table = Table::new();
        table["name"] = value(name);
        table["role"] = value("observing");
        table.decor_mut().set_prefix("\n# Named in a source; change the role if it negotiates.\n");
        self.table("party")?.insert(&id, Item::Table(table));
        self.changed = true;
        Some(id)
    }

    /// The id under which an earlier acceptance wrote that name.
    fn written(&self, kind: &str, name: &str) -> Option<String> {
        let table = self.document.get(kind)?.as_table()?;
        let same = |item: &Item| item.get("name").and_then(Item::as_str) == Some(name);
        table.iter().find(|(_, item)| same(item)).map(|(id, _)| id.to_owned())
    }

    /// The id of a person, made when the case has nobody of that name.
    fn person(&mut self, name: &str, office: &str, party: &str) -> Option<String> {
        if name.is_empty() {
            return None;
        }
        if let Some((_, id)) = self.target.same.iter().find(|(known, _)| known == name) {
            return Some(id.clone());
        }
        if let Match::Same(id) = match_person(self.target.case, name) {
            return Some(id);
        }
        if let Some(id) = self.written("person", name) {
            return Some(id);
        }
        let party = self.party(party);
        let surname = name.split_whitespace().last().unwrap_or(name);
        let short = new_id(surname, |_| false);
        let id =
            if self.taken("person", &short) { new_id(name, |id| self.taken("person", id)) } else { short };
        let mut table = Table::new();
        table["name"] = value(name);
        if !office.is_empty() {
            table["office"] = value(office);
        }
        if let Some(party) = party {
            table["party"] = value(party);
        }
        self.table("person")?.insert(&id, Item::Table(table));
        self.changed = true;
        Some(id)
    }

    /// A person named in a list, with the details the source's own entry gives.
    fn member(&mut self, name: &str) -> Option<String> {
        let known = self.target.people.iter().find(|(n, _, _)| n == name).cloned();
        let (_, office, party) = known.unwrap_or_default();
        self.person(name, &office, &party)
    }

    fn members(&mut self, names: &str) -> Vec<String> {
        names.split("; ").filter(|name| !name.is_empty()).filter_map(|name| self.member(name)).collect()
    }

    fn delegation(&mut self, entry: &Entry) {
        let Some(party) = self.party(entry.get("party_of")) else { return };
        let head = self.member(entry.get("head"));
        let members = self.members(entry.get("members"));
        let inferred = self.members(entry.get("inferred"));
        let Some(delegations) = self.table("delegation") else { return };
        let table = delegations.entry(&party).or_insert(Item::Table(Table::new()));
        let Some(table) = table.as_table_mut() else { return };
        if let Some(head) = &head {
            table.entry("head").or_insert(value(head.as_str()));
        }
        let listed = table.get("head").and_then(Item::as_str).map(str::to_owned);
        merge(table, "members", members.into_iter().filter(|m| Some(m) != listed.as_ref()));
        merge(table, "inferred", inferred.into_iter().filter(|m| Some(m) != listed.as_ref()));
        self.changed = true;
    }

    fn principal(&mut self, entry: &Entry) {
        let name = entry.get("approver").to_owned();
        let person = (entry.get("is") == "person").then(|| self.member(&name)).flatten();
        let party = if entry.get("is") == "party" { name.as_str() } else { entry.get("party") };
        let Some(party) = self.party(party) else { return };
        let id = new_id(&name, |id| self.taken("principal", id));
        let mut table = Table::new();
        table["name"] = value(name.as_str());
        table["party"] = value(party);
        if let Some(person) = person {
            table["person"] = value(person);
        }
        if let Some(principals) = self.table("principal") {
            principals.insert(&id, Item::Table(table));
            self.changed = true;
        }
    }

    /// A person's or party's id, or the words of somebody unnamed.
    fn who(&mut self, name: &str, is: &str, party: &str) -> Value {
        let id = match is {
            "person" => self.member(name),
            "party" => self.party(name),
            _ => match match_person(self.target.case, name) {
                Match::Same(id) => Some(id),
                _ => party_id(self.target.case, name),
            },
        };
        if let Some(id) = id {
            return Value::from(id);
        }
        let mut words = InlineTable::new();
        words.insert("words", Value::from(name));
        if let Some(party) = party_id(self.target.case, party).or_else(|| self.written("party", party)) {
            words.insert("party", Value::from(party));
        }
        Value::InlineTable(words)
    }

    /// The list of the record an entry goes to, and its table.
    fn recorded(&mut self, entry: &Entry) -> (&'static str, Table) {
        let mut table = Table::new();
        let list = match entry.kind {
            Kind::Meeting => self.meeting(entry, &mut table),
            Kind::Proposal => self.proposal(entry, &mut table),
            _ => self.statement(entry, &mut table),
        };
        let inferred: Array = inferred_keys(entry).into_iter().collect();
        if !inferred.is_empty() {
            table["inferred"] = value(inferred);
        }
        table["confidence"] = value(entry.confidence.clamp(0.0, 1.0));
        let mut citation = InlineTable::new();
        citation.insert("source", Value::from(self.target.source));
        let range: Array =
            [entry.range.0, entry.range.1].into_iter().filter_map(|n| i64::try_from(n).ok()).collect();
        citation.insert("byte_range", Value::Array(range));
        citation.insert("quotation", Value::from(entry.quotation.as_str()));
        table["citation"] = value(citation);
        (list, table)
    }

    fn statement(&mut self, entry: &Entry, table: &mut Table) -> &'static str {
        table["by"] = value(self.who(entry.get("by"), entry.get("is"), entry.get("party")));
        table["kind"] = value(entry.get("wording"));
        table["says"] = value(entry.get("says"));
        copy(entry, table, &["stance", "toward", "about", "to", "when", "day", "place"]);
        "statement"
    }

    fn meeting(&mut self, entry: &Entry, table: &mut Table) -> &'static str {
        table["name"] = value(entry.get("name"));
        let parties: Array = entry.get("parties").split("; ").filter_map(|name| self.party(name)).collect();
        table["parties"] = value(parties);
        let people: Array = self.members(entry.get("people")).into_iter().collect();
        if !people.is_empty() {
            table["people"] = value(people);
        }
        copy(entry, table, &["when", "day", "place", "level", "result"]);
        for key in ["formal", "planned"] {
            match entry.get(key) {
                "yes" => table[key] = value(true),
                "no" => table[key] = value(false),
                _ => {}
            }
        }
        "meeting"
    }

    fn proposal(&mut self, entry: &Entry, table: &mut Table) -> &'static str {
        table["name"] = value(entry.get("name"));
        table["by"] = value(self.who(entry.get("by"), entry.get("is"), entry.get("party")));
        if !entry.get("to").is_empty() {
            table["to"] = value(self.who(entry.get("to"), entry.get("to_is"), ""));
        }
        copy(entry, table, &["when", "day", "status"]);
        "proposal"
    }
}

fn copy(entry: &Entry, table: &mut Table, keys: &[&str]) {
    for &key in keys {
        if !entry.get(key).is_empty() {
            table[key] = value(entry.get(key));
        }
    }
}

/// The keys a machine inferred rather than read.
fn inferred_keys(entry: &Entry) -> Vec<&'static str> {
    let mut keys = Vec::new();
    if entry.kind == Kind::Statement
        && !matches!(entry.get("stance"), "" | "neutral")
        && entry.rule != "by hand"
    {
        keys.push("stance");
    }
    if entry.get("when_inferred") == "yes" && !entry.get("when").is_empty() {
        keys.push("when");
    }
    keys
}

/// Adds ids to a list of a table, keeping what is there.
fn merge(table: &mut Table, key: &str, ids: impl Iterator<Item = String>) {
    let list = table.entry(key).or_insert(value(Array::new()));
    let Some(list) = list.as_array_mut() else { return };
    for id in ids {
        if !list.iter().any(|known| known.as_str() == Some(&id)) {
            list.push(id);
        }
    }
    if list.is_empty() {
        table.remove(key);
    }
}
