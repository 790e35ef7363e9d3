//! Which namings are of one body: the same name, a shorter one, the noun alone.

use super::{Body, Naming, Sign, key_of};
use crate::lexicon::{BodyKind, FxMap};
use crate::page::Page;

/// One body for all namings of one name; a noun alone belongs to the body it is short for.
pub(super) fn gather(page: &Page<'_>, namings: &[Naming]) -> Vec<Body> {
    let mut bodies: Vec<Body> = Vec::new();
    let mut by_key: FxMap<String, usize> = FxMap::default();
    for naming in namings.iter().filter(|n| !n.bare) {
        let lower = naming.key.to_lowercase();
        let index = by_key.get(&lower).copied().or_else(|| known_longer(&bodies, &lower));
        let index = index.unwrap_or_else(|| {
            bodies.push(body(naming, &naming.key));
            bodies.len() - 1
        });
        by_key.insert(lower, index);
        let body = &mut bodies[index];
        if naming.key != body.name && !body.aliases.contains(&naming.key) {
            body.aliases.push(naming.key.clone());
        }
        if let Some(letters) = naming.acronym.as_ref().filter(|l| !body.aliases.contains(l)) {
            body.aliases.push(letters.clone());
        }
        if let Some((first, last)) = naming.proper {
            let proper = key_of(page, first, last);
            if !body.aliases.contains(&proper) && proper != body.name {
                // A name of its own is what a body is called.
                let old = std::mem::replace(&mut body.name, proper);
                body.aliases.push(old);
            }
        }
        body.sign.add(naming.sign);
        // A body with a name of its own that keeps being named weighs on the talks.
        let proper = naming.key.starts_with(char::is_uppercase);
        body.sign.add(Sign { weight: u32::from(sits(naming.kind) && proper), acts: false });
    }
    for naming in namings.iter().filter(|n| n.bare) {
        match referent(&bodies, naming) {
            Some(index) => bodies[index].sign.add(naming.sign),
            None => bodies.push(Body { bare: true, sign: naming.sign, ..body(naming, &naming.head) }),
        }
    }
    bodies
}

/// A body as a naming first tells of it, nothing weighed yet.
fn body(naming: &Naming, name: &str) -> Body {
    Body {
        name: name.to_owned(),
        head: naming.head.clone(),
        kind: naming.kind,
        bare: false,
        aliases: Vec::new(),
        sign: Sign::default(),
        first: naming.first,
    }
}

/// "Islanders' Trust" for the Kerrin Islanders' Trust.
fn known_longer(bodies: &[Body], lower: &str) -> Option<usize> {
    bodies.iter().position(|b| {
        let known = b.name.to_lowercase();
        known.ends_with(&format!(" {lower}")) || known.starts_with(&format!("{lower} of "))
    })
}

/// Kinds of body that sit at tables of their own.
fn sits(kind: BodyKind) -> bool {
    matches!(
        kind,
        BodyKind::Union
            | BodyKind::Company
            | BodyKind::Firm
            | BodyKind::Mutual
            | BodyKind::Party
            | BodyKind::Armed
            | BodyKind::Employers
            | BodyKind::Workers
            | BodyKind::People
    )
}

/// The body a noun alone is short for: the one with that head named last before it, else the first after it.
fn referent(bodies: &[Body], naming: &Naming) -> Option<usize> {
    let same = |b: &Body| b.head == naming.head;
    let before = bodies.iter().enumerate().rfind(|(_, b)| same(b) && !b.bare && b.first < naming.first);
    let any = before.or_else(|| bodies.iter().enumerate().find(|(_, b)| same(b)));
    any.or_else(|| {
        let mut alike = bodies.iter().enumerate().filter(|(_, b)| b.kind == naming.kind && !b.bare);
        let only = alike.next().filter(|_| alike.next().is_none());
        only.filter(|_| naming.kind.shorts().contains(&naming.head.as_str()))
    })
    .map(|(index, _)| index)
}
