//! Entries a reading proposes, before a person confirms them: `unconfirmed/*.toml` of a case folder.
//! Nothing computes with them; accepting one writes it into the record, the case, or both.

use comity_read::{Evidence, Holder, Reading, Span, Statement, StatementKind, When};
use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, value};

/// What an entry proposes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A person with office and party.
    Person,
    /// Who came for a party.
    Delegation,
    /// Who must approve.
    Approval,
    /// Who met whom.
    Meeting,
    /// What was put on the table.
    Proposal,
    /// What somebody said.
    Statement,
}

/// All kinds, in the order they are confirmed: people first, for the others name them.
pub const KINDS: [Kind; 6] =
    [Kind::Person, Kind::Delegation, Kind::Approval, Kind::Meeting, Kind::Proposal, Kind::Statement];

impl Kind {
    /// The word files and terminals use.
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Delegation => "delegation",
            Self::Approval => "approval",
            Self::Meeting => "meeting",
            Self::Proposal => "proposal",
            Self::Statement => "statement",
        }
    }

    /// The kind of that word.
    pub fn of_name(name: &str) -> Option<Self> {
        KINDS.into_iter().find(|kind| kind.name() == name)
    }
}

/// A proposed entry.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// What it proposes.
    pub kind: Kind,
    /// `open`, `accepted` or `refused`.
    pub state: String,
    /// The range of bytes of the source it rests on, half-open.
    pub range: (u64, u64),
    /// The words there.
    pub quotation: String,
    /// A little of what stands before.
    pub before: String,
    /// A little of what stands after.
    pub after: String,
    /// The rule that made it, or `by hand`.
    pub rule: String,
    /// How sure the rule is.
    pub confidence: f64,
    /// What it says, key by key; lists are joined by `; `.
    pub fields: Vec<(String, String)>,
}

impl Entry {
    /// A field's value, or nothing.
    pub fn get(&self, key: &str) -> &str {
        self.fields.iter().find(|(k, _)| k == key).map_or("", |(_, v)| v)
    }

    /// Sets a field; an empty value removes it.
    pub fn set(&mut self, key: &str, text: &str) {
        self.fields.retain(|(k, _)| k != key);
        if !text.is_empty() {
            self.fields.push((key.to_owned(), text.to_owned()));
        }
    }

    /// Whether both propose the same thing of the same place.
    pub fn is_same(&self, other: &Self) -> bool {
        let named = self.kind == Kind::Person || self.kind == Kind::Approval || self.kind == Kind::Delegation;
        let name =
            |entry: &Self| format!("{}{}{}", entry.get("name"), entry.get("approver"), entry.get("party_of"));
        self.kind == other.kind && if named { name(self) == name(other) } else { self.range == other.range }
    }

    /// The entry as a table of the file.
    pub fn to_table(&self) -> Table {
        let mut table = Table::new();
        table["kind"] = value(self.kind.name());
        table["state"] = value(self.state.as_str());
        for (key, text) in &self.fields {
            table[key.as_str()] = value(text.as_str());
        }
        let range: Array =
            [self.range.0, self.range.1].into_iter().filter_map(|n| i64::try_from(n).ok()).collect();
        table["byte_range"] = value(range);
        table["quotation"] = value(self.quotation.as_str());
        table["before"] = value(self.before.as_str());
        table["after"] = value(self.after.as_str());
        table["rule"] = value(self.rule.as_str());
        table["confidence"] = value((self.confidence * 100.0).round() / 100.0);
        table
    }

    /// An entry of the file; nothing when its kind or range cannot be read.
    pub fn of_table(table: &Table) -> Option<Self> {
        let text = |key: &str| table.get(key).and_then(Item::as_str).unwrap_or("").to_owned();
        let range = table.get("byte_range")?.as_array()?;
        let end = |index: usize| range.get(index)?.as_integer().and_then(|n| u64::try_from(n).ok());
        let own = ["kind", "state", "byte_range", "quotation", "before", "after", "rule", "confidence"];
        let fields = table.iter().filter(|(key, _)| !own.contains(key));
        Some(Self {
            kind: Kind::of_name(&text("kind"))?,
            state: text("state"),
            range: (end(0)?, end(1)?),
            quotation: text("quotation"),
            before: text("before"),
            after: text("after"),
            rule: text("rule"),
            confidence: table.get("confidence").and_then(Item::as_float).unwrap_or(0.0),
            fields: fields
                .filter_map(|(key, item)| Some((key.to_owned(), item.as_str()?.to_owned())))
                .collect(),
        })
    }
}

/// The entries of a file of unconfirmed entries, in order.
pub fn entries_of(document: &DocumentMut) -> Vec<Entry> {
    let list = document.get("entry").and_then(Item::as_array_of_tables);
    list.map(|list| list.iter().filter_map(Entry::of_table).collect()).unwrap_or_default()
}

/// Appends an entry to a file of unconfirmed entries.
pub fn append(document: &mut DocumentMut, entry: &Entry) {
    let list = document.entry("entry").or_insert(Item::ArrayOfTables(ArrayOfTables::new()));
    if let Some(list) = list.as_array_of_tables_mut() {
        list.push(entry.to_table());
    }
}

/// Everything a reading proposes, people first.
pub fn proposed(reading: &Reading<'_>) -> Vec<Entry> {
    let mut list = Vec::new();
    people(reading, &mut list);
    delegations(reading, &mut list);
    approvals(reading, &mut list);
    meetings(reading, &mut list);
    proposals(reading, &mut list);
    list.extend(reading.statements.iter().filter_map(|s| statement(reading, s)));
    list
}

fn entry(reading: &Reading<'_>, kind: Kind, evidence: &Evidence, fields: Vec<(&str, String)>) -> Entry {
    Entry {
        kind,
        state: "open".to_owned(),
        range: (u64::from(evidence.span.start), u64::from(evidence.span.end)),
        quotation: reading.slice(evidence.span).into_owned(),
        before: reading.before(evidence.span),
        after: reading.after(evidence.span),
        rule: evidence.rule.to_owned(),
        confidence: f64::from(evidence.confidence),
        fields: fields.into_iter().filter(|(_, v)| !v.is_empty()).map(|(k, v)| (k.to_owned(), v)).collect(),
    }
}

fn words(reading: &Reading<'_>, span: Option<Span>) -> String {
    span.map(|span| reading.slice(span).into_owned()).unwrap_or_default()
}

fn party(reading: &Reading<'_>, party: Option<u32>) -> String {
    party.map(|party| reading.party_name(party).to_owned()).unwrap_or_default()
}

fn timed(reading: &Reading<'_>, when: Option<When>, fields: &mut Vec<(&'static str, String)>) {
    if let Some(when) = when {
        fields.push(("when", reading.slice(when.span).into_owned()));
        fields.push(("day", when.value.map(|v| v.to_string()).unwrap_or_default()));
        fields.push(("when_inferred", if when.inferred { "yes".to_owned() } else { String::new() }));
    }
}

/// A holder as fields: the name, and what kind of holder it is.
fn held(
    reading: &Reading<'_>,
    holder: Option<Holder>,
    key: &'static str,
    fields: &mut Vec<(&'static str, String)>,
) {
    let Some(holder) = holder else { return };
    let (kind, of) = match holder {
        Holder::Person(person) => ("person", reading.people.get(person as usize).and_then(|p| p.party)),
        Holder::Source(source) => ("words", reading.sources.get(source as usize).and_then(|s| s.party)),
        Holder::Party(_) => ("party", None),
    };
    fields.push((key, reading.name_of(holder).to_owned()));
    fields.push((if key == "to" { "to_is" } else { "is" }, kind.to_owned()));
    if key != "to" {
        fields.push(("party", party(reading, of)));
    }
}

fn people(reading: &Reading<'_>, list: &mut Vec<Entry>) {
    for person in &reading.people {
        let office = person.office.as_ref().map(|o| o.text.clone()).unwrap_or_default();
        let fields =
            vec![("name", person.name.clone()), ("office", office), ("party", party(reading, person.party))];
        list.push(entry(reading, Kind::Person, &person.evidence, fields));
    }
}

fn delegations(reading: &Reading<'_>, list: &mut Vec<Entry>) {
    let names = |people: &[u32]| {
        people.iter().map(|&p| reading.name_of(Holder::Person(p)).to_owned()).collect::<Vec<_>>().join("; ")
    };
    for delegation in &reading.delegations {
        let head = delegation.head.map(|h| reading.name_of(Holder::Person(h)).to_owned()).unwrap_or_default();
        let head_key = if delegation.head_inferred { "head_inferred" } else { "head" };
        let fields = vec![
            ("party_of", reading.party_name(delegation.party).to_owned()),
            (head_key, head),
            ("members", names(&delegation.members)),
            ("inferred", names(&delegation.inferred)),
        ];
        list.push(entry(reading, Kind::Delegation, &delegation.evidence, fields));
    }
}

fn approvals(reading: &Reading<'_>, list: &mut Vec<Entry>) {
    for approval in &reading.approvals {
        let mut fields = Vec::new();
        held(reading, Some(approval.approver), "approver", &mut fields);
        fields.push(("object", words(reading, approval.object)));
        fields.push((
            "according_to",
            approval.according_to.map(|h| reading.name_of(h).to_owned()).unwrap_or_default(),
        ));
        list.push(entry(reading, Kind::Approval, &approval.evidence, fields));
    }
}

fn meetings(reading: &Reading<'_>, list: &mut Vec<Entry>) {
    for meeting in &reading.meetings {
        let parties: Vec<&str> = meeting.parties.iter().map(|&p| reading.party_name(p)).collect();
        let people = meeting.participants.iter().filter(|h| matches!(h, Holder::Person(_)));
        let people: Vec<&str> = people.map(|&h| reading.name_of(h)).collect();
        let place = words(reading, meeting.place);
        let name = if place.is_empty() {
            format!("Meeting of {}", parties.join(", "))
        } else {
            format!("Meeting in {place}")
        };
        let mut fields = vec![
            ("name", name),
            ("parties", parties.join("; ")),
            ("people", people.join("; ")),
            ("place", place),
        ];
        timed(reading, meeting.when, &mut fields);
        fields.push(("level", meeting.level.map(|l| l.name().to_owned()).unwrap_or_default()));
        fields.push((
            "formal",
            meeting.formal.map(|f| if f { "yes" } else { "no" }.to_owned()).unwrap_or_default(),
        ));
        fields.push(("planned", if meeting.planned { "yes".to_owned() } else { String::new() }));
        fields.push(("result", words(reading, meeting.result)));
        list.push(entry(reading, Kind::Meeting, &meeting.evidence, fields));
    }
}

fn proposals(reading: &Reading<'_>, list: &mut Vec<Entry>) {
    for proposal in &reading.proposals {
        let mut fields = vec![("name", reading.slice(proposal.evidence.span).into_owned())];
        held(reading, proposal.author, "by", &mut fields);
        held(reading, proposal.presented_to, "to", &mut fields);
        timed(reading, proposal.when, &mut fields);
        fields.push((
            "status",
            if proposal.is_final == Some(false) { "not final".to_owned() } else { String::new() },
        ));
        list.push(entry(reading, Kind::Proposal, &proposal.evidence, fields));
    }
}

/// A statement with a speaker; words nobody said are no entry.
fn statement(reading: &Reading<'_>, statement: &Statement) -> Option<Entry> {
    statement.speaker?;
    let mut fields = Vec::new();
    held(reading, statement.speaker, "by", &mut fields);
    let wording = if statement.kind == StatementKind::Direct { "verbatim" } else { "reported" };
    let said = reading.slice(statement.evidence.span);
    let marks: &[char] = &['"', '“', '”', '«', '»', '„', '‟', ' '];
    fields.push(("wording", wording.to_owned()));
    fields.push(("says", said.trim_matches(marks).to_owned()));
    fields.push(("stance", statement.stance.label.name().to_owned()));
    fields.push(("toward", words(reading, statement.stance.target)));
    fields.push(("about", words(reading, statement.about)));
    fields.push(("to", words(reading, statement.addressee)));
    timed(reading, statement.when, &mut fields);
    fields.push(("place", words(reading, statement.place)));
    fields.push(("answers", words(reading, statement.question)));
    Some(entry(reading, Kind::Statement, &statement.evidence, fields))
}
