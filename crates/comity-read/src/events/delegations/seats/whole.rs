//! Whether a delegation put together from its people is right as a whole.

use super::Named;
use crate::draft::{Draft, View};
use crate::events::told::Standing;
use crate::model::{FactKind, Features, Judge, Question, bucket, step};

/// From here on a delegation is right as a whole.
const HOLDS: f32 = 0.5;

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

fn together(
    view: View<'_, '_>,
    draft: &Draft<'_>,
    standing: &Standing,
    (party, people, head): (u16, &[u32], Option<u32>),
    named: &[Named],
    features: &mut Features,
) {
    features.note("bias");
    let own: Vec<&Named> = named.iter().filter(|n| n.party == party).collect();
    let seated: Vec<&Named> = named.iter().filter(|n| people.contains(&n.person)).collect();
    let left: Vec<&&Named> = own.iter().filter(|n| !people.contains(&n.person)).collect();
    let steps = |list: &mut dyn Iterator<Item = f32>| {
        let steps: Vec<u32> = list.map(step).collect();
        (steps.iter().copied().min().unwrap_or(40), steps.iter().copied().max().unwrap_or(41))
    };
    let (least, most) = steps(&mut seated.iter().map(|n| n.sits));
    let (_, near) = steps(&mut left.iter().map(|n| n.sits));
    let (_, leads) = steps(&mut seated.iter().map(|n| n.leads));
    let (doubt, firm) = steps(&mut seated.iter().map(|n| draft.people.list[n.person as usize].party_sure));
    let many = bucket(people.len());
    let headed = u32::from(head.is_some());
    features.pair("people", many, headed);
    for (name, value) in
        [("least", least), ("most", most), ("near", near), ("leads", leads), ("doubt", doubt), ("firm", firm)]
    {
        features.value(name, value);
        features.pair(name, 100 + value / 2, many);
        features.pair(name, 200 + value / 2, headed);
    }
    for (name, value) in
        [("least.over", least), ("doubt.over", doubt), ("leads.over", leads), ("near.over", near)]
    {
        for over in 0..value.min(40) / 2 {
            features.value(name, over);
        }
    }
    features.pair("left", bucket(left.len()), many);
    features.pair("least.doubt", least / 3, doubt / 3);
    let told = seated.iter().map(|n| n.told).max().unwrap_or(0);
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
