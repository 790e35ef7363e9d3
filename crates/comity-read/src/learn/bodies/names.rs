//! What the page says of a body under a name that no noun explains.

use super::sign::sign_at;
use super::{Body, Naming, Sign, key_of, known_inside};
use crate::gazetteer::Parties;
use crate::learn::runs::may_name;
use crate::lexicon::{BodyKind, Class};
use crate::page::Page;

/// What the page says of a body under a name that no noun explains ("Mihavotra sent its lawyer").
pub(super) fn weigh_names(page: &Page<'_>, namings: &[Naming], bodies: &mut [Body]) {
    for body in bodies.iter_mut() {
        let own = body.name.starts_with(char::is_uppercase)
            && body.aliases.iter().any(|a| a.starts_with(char::is_lowercase));
        let words: Vec<&str> = body.name.split(' ').collect();
        if !own {
            continue;
        }
        let mut signs = Vec::new();
        for &sentence in &page.sentences {
            for at in sentence.first..sentence.last {
                let named = at + words.len() <= sentence.last
                    && words.iter().enumerate().all(|(i, word)| page.word(at + i) == *word)
                    && !page.tokens[at].quoted
                    && !namings.iter().any(|n| n.proper.is_some_and(|(first, _)| first == at));
                if named {
                    signs.push(sign_at(page, at, at + words.len(), sentence));
                }
            }
        }
        signs.into_iter().for_each(|sign| body.sign.add(sign));
    }
}

/// A company told first by what it is ("a mining company") and then by a name nobody explains ("Meridian Copper agreed").
pub(super) fn give_names(page: &Page<'_>, parties: &Parties, bodies: &mut [Body]) {
    let mut unnamed = bodies
        .iter_mut()
        .filter(|b| b.kind == BodyKind::Company && b.name.chars().next().is_some_and(char::is_lowercase));
    let (Some(body), None) = (unnamed.next(), unnamed.next()) else { return };
    let mut found: Option<String> = None;
    for &sentence in page.sentences.iter().filter(|s| s.last > body.first) {
        for at in sentence.first + 1..sentence.last {
            if page.tokens[at].quoted || !page.is(at, Class::ACT) {
                continue;
            }
            let mut start = at;
            while start > sentence.first && may_name(page, start - 1) {
                start -= 1;
            }
            let name = start < at
                && at - start <= 3
                && !known_inside(page, parties, start, at)
                && (start == sentence.first || !page.tokens[start - 1].is_word())
                && (at - start > 1 || page.tokens[start].class.is_none())
                && !page.is(start, Class::GIVEN.or(Class::CITY));
            if name {
                let name = key_of(page, start, at);
                let same =
                    found.as_ref().is_none_or(|f| f.starts_with(&name) || name.starts_with(f.as_str()));
                if !same {
                    return;
                }
                found = found.filter(|f| f.len() > name.len()).or(Some(name));
                body.sign.add(Sign { weight: 2, acts: true });
            }
        }
        if found.is_some() {
            break;
        }
    }
    if let Some(name) = found.filter(|n| n.contains(' ')) {
        let old = std::mem::replace(&mut body.name, name);
        body.aliases.push(old);
    }
}
