//! Whether a delegation put together from its people is right as a whole.

use super::Named;
use crate::draft::{Draft, View};
use crate::events::told::Standing;
use crate::model::{FactKind, Features, Judge, Question, bucket, step};

/// From here on a delegation is right as a whole.
const HOLDS: f32 = 0.5;
/// Stands for the steps of a likelihood where nobody has one.
const NOBODY: u32 = 41;

/// Keeps the people of those delegations that are likelier right than not as a whole; a party that was there stays.
pub(super) fn weigh(
    view: View<'_, '_>,
    draft: &mut Draft<'_>,
    standing: &Standing,
    named: &[Named],
    judge: &dyn Judge,
) {
    let mut features = Features::default();
    for index in 0..draft.reading.delegations.len() {
        let delegation = &draft.reading.delegations[index];
        let Some(party) = draft.gazetteer_party(delegation.party) else { continue };
        let mut people = delegation.members.clone();
        people.extend(delegation.inferred.iter().chain(&delegation.head));
        people.sort_unstable();
        people.dedup();
        // A page judges those it names.
        if !people.iter().any(|person| named.iter().any(|n| n.person == *person)) {
            continue;
        }
        let name = |person: &u32| draft.people.list[*person as usize].name();
        let mut names = vec![draft.parties.entry(party).name.clone()];
        names.push(delegation.head.as_ref().map(name).unwrap_or_default());
        names.extend(people.iter().map(name));
        features.clear();
        together(view, draft, standing, (party, &people, delegation.head), named, &mut features);
        let question = Question::Holds { fact: FactKind::Delegation, places: &[], names: &names };
        let sure = judge.judge(&question, &features);
        let delegation = &mut draft.reading.delegations[index];
        if sure < HOLDS {
            delegation.members.clear();
            delegation.inferred.clear();
            delegation.head = None;
        }
        delegation.evidence.confidence = sure;
    }
}

/// Notes how sure the people are of their seats and their party, and who is near to sitting beside them.
fn together(
    view: View<'_, '_>,
    draft: &Draft<'_>,
    standing: &Standing,
    (party, people, head): (u16, &[u32], Option<u32>),
    named: &[Named],
    features: &mut Features,
) {
    let seated = || named.iter().filter(|n| people.contains(&n.person));
    let left = || named.iter().filter(|n| n.party == party && !people.contains(&n.person));
    let sits = |n: &Named| step(n.sits);
    let speaks = |n: &Named| step(draft.people.list[n.person as usize].party_sure);
    let least = seated().map(sits).min().unwrap_or(NOBODY);
    let doubt = seated().map(speaks).min().unwrap_or(NOBODY);
    let near = left().map(sits).max().unwrap_or(NOBODY);
    let leads = seated().map(|n| step(n.leads)).max().unwrap_or(NOBODY);
    let many = bucket(people.len());
    let headed = u32::from(head.is_some());
    features.note("bias");
    features.pair("people", many, headed);
    for (name, value) in [
        ("least", least),
        ("most", seated().map(sits).max().unwrap_or(NOBODY)),
        ("near", near),
        ("leads", leads),
        ("doubt", doubt),
        ("firm", seated().map(speaks).max().unwrap_or(NOBODY)),
    ] {
        features.value(name, value);
        features.pair(name, 100 + value / 2, many);
        features.pair(name, 200 + value / 2, headed);
    }
    features.below("least.over", least / 2);
    features.below("doubt.over", doubt / 2);
    features.below("leads.over", leads / 2);
    features.below("near.over", near / 2);
    features.pair("left", bucket(left().count()), many);
    features.pair("least.doubt", least / 3, doubt / 3);
    let told = seated().map(|n| n.told).max().unwrap_or(0);
    features.pair("told", told, many);
    features.pair("told.least", told, least / 3);
    let delegations = draft.reading.delegations.iter().filter(|d| !d.members.is_empty()).count();
    features.pair("delegations", bucket(delegations), many);
    let elsewhere = draft
        .reading
        .delegations
        .iter()
        .filter(|d| draft.gazetteer_party(d.party) != Some(party))
        .filter(|d| d.members.iter().any(|m| people.contains(m)))
        .count();
    features.value("elsewhere", bucket(elsewhere));
    features.value("talks", view.page.of_talks.into());
    standing.note(Some(party), features);
    features.settle();
}
