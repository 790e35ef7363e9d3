//! `[party.ID]`, `[person.ID]`, `[delegation.PARTY]`, `[principal.ID]`.

use super::super::keys;
use super::super::node::{Entry, Fields, Node, allowed, clipped};
use super::names::{Names, Roll, sound_id};
use crate::model::{Case, Delegation, Member, Party, PartyId, Person, Principal, Role};

/// What roles are called in files.
pub(in super::super) const ROLES: [(&str, Role); 4] = [
    ("negotiating", Role::Negotiating),
    ("mediating", Role::Mediating),
    ("observing", Role::Observing),
    ("affected", Role::Affected),
];

/// Reads everybody; parties first, then who belongs to them.
pub(super) fn everybody(fields: &Fields<'_>, names: &mut Names, case: &mut Case) {
    case.parties = fields.named("party").iter().map(party).collect();
    names.parties = Roll::of("party", case.parties.iter().map(|party| party.id.as_str()));
    case.people = fields.named("person").iter().map(|entry| person(entry, names)).collect();
    names.people = Roll::of("person", case.people.iter().map(|person| person.id.as_str()));
    case.delegations =
        fields.named("delegation").iter().filter_map(|entry| delegation(entry, names)).collect();
    case.principals = fields.named("principal").iter().filter_map(|entry| principal(entry, names)).collect();
    names.principals = Roll::of("principal", case.principals.iter().map(|principal| principal.id.as_str()));
}

fn party(entry: &Entry<'_>) -> Party {
    sound_id(entry.name, &entry.key);
    let fields = entry.value.fields(&keys::PARTY);
    let text = |key| fields.as_ref().and_then(|fields| fields.text(key)).map(str::to_owned);
    let role = fields.as_ref().and_then(|fields| fields.get("role")).and_then(|node| role(&node));
    Party {
        id: entry.name.to_owned(),
        name: text("name").unwrap_or_else(|| entry.name.to_owned()),
        role: role.unwrap_or(Role::Negotiating),
        about: text("about"),
    }
}

fn role(node: &Node<'_>) -> Option<Role> {
    let text = node.text()?;
    let found = ROLES.iter().find(|(name, _)| *name == text).map(|(_, role)| *role);
    if found.is_none() {
        let help = allowed(text, ROLES.iter().map(|(name, _)| *name));
        node.fault(format!("there is no role `{}`", clipped(text)), help);
    }
    found
}

fn person(entry: &Entry<'_>, names: &Names) -> Person {
    sound_id(entry.name, &entry.key);
    let fields = entry.value.fields(&keys::PERSON);
    let text = |key| fields.as_ref().and_then(|fields| fields.text(key)).map(str::to_owned);
    let party = fields.as_ref().and_then(|fields| fields.get("party"));
    Person {
        id: entry.name.to_owned(),
        name: text("name").unwrap_or_else(|| entry.name.to_owned()),
        office: text("office"),
        party: party.and_then(|node| names.parties.find(&node)).map(PartyId),
    }
}

fn principal(entry: &Entry<'_>, names: &Names) -> Option<Principal> {
    sound_id(entry.name, &entry.key);
    let fields = entry.value.fields(&keys::PRINCIPAL)?;
    let person = fields.get("person").and_then(|node| names.people.find(&node));
    // A principal whose party is faulty is kept, so that its mandate can still be judged.
    let party = fields.get("party").and_then(|node| names.parties.find(&node)).unwrap_or(0);
    let name = fields.text("name").unwrap_or(entry.name).to_owned();
    Some(Principal { id: entry.name.to_owned(), name, party: PartyId(party), person })
}

fn delegation(entry: &Entry<'_>, names: &Names) -> Option<Delegation> {
    let party = PartyId(names.parties.find_named(entry.name, &entry.key)?);
    let fields = entry.value.fields(&keys::DELEGATION)?;
    let mut members: Vec<Member> = Vec::new();
    for person in people(&fields, "members", names) {
        match members.iter().any(|member| member.person == person.0) {
            true => person.1.fault("this member stands twice", "keep one of the two"),
            false => members.push(Member { person: person.0, head: false, inferred: false }),
        }
    }
    for (person, _) in people(&fields, "inferred", names) {
        let at = place_of(person, &mut members, End::Last);
        members[at].inferred = true;
    }
    if let Some(head) = fields.get("head").and_then(|node| names.people.find(&node)) {
        let at = place_of(head, &mut members, End::First);
        members[at].head = true;
    }
    Some(Delegation { party, members })
}

enum End {
    First,
    Last,
}

/// Where a person stands among the members; put there when missing.
fn place_of(person: usize, members: &mut Vec<Member>, end: End) -> usize {
    if let Some(at) = members.iter().position(|member| member.person == person) {
        return at;
    }
    let at = match end {
        End::First => 0,
        End::Last => members.len(),
    };
    members.insert(at, Member { person, head: false, inferred: false });
    at
}

/// The people a list names, each with its place.
fn people<'a>(fields: &Fields<'a>, key: &str, names: &Names) -> Vec<(usize, Node<'a>)> {
    let list = fields.get(key).and_then(|node| node.items("a list of people's ids")).unwrap_or_default();
    let found = list.into_iter().map(|node| names.people.find(&node).map(|person| (person, node)));
    found.flatten().collect()
}
