//! Which bodies are sides, and the names by which they become parties.

use super::{Body, ENOUGH};
use crate::gazetteer::{Form, Parties};
use crate::lexicon::BodyKind;
use crate::reading::PartyKind;

/// Where the whole page is about talks, this much and no act.
const ENOUGH_AT_TALKS: u32 = 2;

/// A noun alone ("the province") needs this much.
const ENOUGH_BARE: u32 = 4;

pub(super) fn enter(parties: &mut Parties, bodies: &[Body], of_talks: bool) {
    let is_side = |b: &&Body| {
        let named = of_talks && !b.bare && b.kind != BodyKind::Assembly && b.sign.weight >= ENOUGH_AT_TALKS;
        // "the guild", where nothing longer is named, on a page about talks: one act is enough.
        let alone = of_talks
            && b.bare
            && b.sign.acts
            && b.sign.weight >= ENOUGH
            && b.kind != BodyKind::Government
            && b.kind != BodyKind::Assembly;
        alone || named || b.sign.acts && b.sign.weight >= if b.bare { ENOUGH_BARE } else { ENOUGH }
    };
    let others = bodies.iter().filter(|b| b.kind != BodyKind::Government).any(|b| is_side(&b));
    // "the government" alone is a side against a body that is none; among states it is one of theirs.
    let stands = |b: &&Body| b.kind != BodyKind::Government || !b.bare || others;
    let sides: Vec<&Body> = bodies.iter().filter(is_side).filter(stands).collect();
    for body in &sides {
        let party = parties.learn_body(&body.name, PartyKind::Body);
        for alias in &body.aliases {
            parties.alias(alias, party, Form::Name);
        }
        // "the Liberal text" for the Liberals.
        if let Some(adjective) =
            body.name.strip_suffix('s').filter(|_| body.kind == BodyKind::Party && !body.name.contains(' '))
        {
            parties.alias(adjective, party, Form::Adjective);
        }
        let alone = sides.iter().filter(|b| b.head == body.head).count() == 1;
        let strongest =
            sides.iter().filter(|b| b.head == body.head).all(|b| b.sign.weight <= body.sign.weight);
        if (alone || strongest) && body.head != body.name {
            parties.alias_short(&body.head, party);
        }
        // "the company" for an operator, where nobody else is one.
        let only = bodies.iter().filter(|b| b.kind == body.kind && !b.bare).count() == 1;
        if only {
            for noun in body.kind.shorts() {
                if *noun != body.head {
                    parties.alias_short(noun, party);
                }
            }
        }
    }
}
