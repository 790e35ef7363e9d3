//! Who has which part in a fact, judged over all places that tell of it: a party with its people is one candidate, and
//! what each sentence says of it counts together. Sides that no such sentence names ("the two delegations", "the
//! offer") are asked for too: those the page names most.

use super::{Part, Telling};
use crate::draft::{Draft, View};
use crate::events::told::{Candidate, Scene, Side, Standing, part};
use crate::model::{
    FactKind, Features, Judge, Question, Role, bucket, coarse_step, weigh_against, word_hash,
};
use crate::reading::Span;

/// So many parties of the page are asked for beside those that the places name.
const PARTIES: usize = 8;
/// So many places of a fact are looked at.
const PLACES: usize = 6;

/// A party with its people, or somebody of no known party, and how likely it has the part.
#[derive(Debug)]
pub(in crate::events) struct Sided {
    /// Those of it that places of the fact name, the surest to have the part first.
    pub(in crate::events) named: Vec<(Candidate, f32)>,
    pub(in crate::events) sure: f32,
    features: Features,
}

impl Sided {
    fn is(&self, who: &Candidate) -> bool {
        self.named[0].0.identity_of_side() == who.identity_of_side()
    }
}

/// The facts of a page, each with the places that tell of it, and the sides that have one role in them.
pub(in crate::events) struct Told<'t> {
    pub(in crate::events) facts: &'t [Vec<Telling>],
    fact: FactKind,
    role: Role,
    sides: Vec<Vec<Side>>,
}

impl<'t> Told<'t> {
    pub(in crate::events) fn of(facts: &'t [Vec<Telling>], fact: FactKind, role: Role) -> Self {
        let sides = facts.iter().map(|fact| sides_of(fact, role)).collect();
        Self { facts, fact, role, sides }
    }

    /// Those who may have the role in one of the facts, the likeliest first.
    pub(in crate::events) fn sided(
        &self,
        view: View<'_, '_>,
        draft: &Draft<'_>,
        judge: &dyn Judge,
        standing: &Standing,
        nth: usize,
    ) -> Vec<Sided> {
        let (places, role) = (&self.facts[nth], self.role);
        let mut sided: Vec<Sided> = Vec::new();
        for (order, place) in places.iter().take(PLACES).enumerate() {
            look(view, standing, (place, order, role), &mut sided);
        }
        for (rank, party) in parties(standing, places) {
            elsewhere(view, draft, standing, (&places[0], rank, party), &mut sided);
        }
        let spans: Vec<Span> = places.iter().map(|p| view.page.span(p.at, p.at + 1)).collect();
        let many = sided.len();
        for side in &mut sided {
            side.named.sort_by(|a, b| b.1.total_cmp(&a.1));
            all(view, standing, (role, places), (&self.sides, nth), side);
            side.features.value("candidates", bucket(many));
            side.features.settle();
            let names = names(view, draft, side);
            let question = Question::HasInAll { fact: self.fact, places: &spans, role, names: &names };
            side.sure = judge.judge(&question, &side.features);
        }
        if role.is_of_one() {
            let alone: Vec<f32> = sided.iter().map(|s| s.sure).collect();
            for side in &mut sided {
                side.sure = weigh_against(side.sure, &alone);
            }
        }
        sided.sort_by(|a, b| b.sure.total_cmp(&a.sure));
        sided
    }
}

/// What the candidate is called: those named, and their party.
fn names(view: View<'_, '_>, draft: &Draft<'_>, side: &Sided) -> Vec<String> {
    let mut names = vec![side.named[0].0.name(view, draft)];
    if let Some(party) = side.named[0].0.party {
        names.push(draft.parties.entry(party).name.clone());
    }
    names
}

/// Notes what the sentence of one place says of those it names.
fn look(
    view: View<'_, '_>,
    standing: &Standing,
    (place, order, role): (&Telling, usize, Role),
    sided: &mut Vec<Sided>,
) {
    let chances = || place.chances.iter().filter(|c| c.role == role);
    let named: Vec<Candidate> = chances().map(|c| c.who).collect();
    let scene = Scene { view, sentence: place.sentence, named: &named, standing };
    for Part { who: candidate, sure, .. } in chances() {
        let sure = *sure;
        let at = sided.iter().position(|s| s.is(candidate)).unwrap_or_else(|| {
            sided.push(Sided { named: Vec::new(), sure: 0.0, features: Features::default() });
            sided.len() - 1
        });
        let side = &mut sided[at];
        side.named.push((*candidate, sure));
        // Of a meeting the places are judged one by one already; whose a proposal is they tell only together.
        if role != Role::Participant {
            part(scene, place.at, candidate, &mut side.features);
        }
        side.features.pair("part.place", bucket(order), coarse_step(sure));
        side.features.pair("part.word", word_hash(view.page, place.at), coarse_step(sure) / 3);
    }
}

/// The sides that have a role in a fact by any of its places, each once.
fn sides_of(fact: &[Telling], role: Role) -> Vec<Side> {
    let mut sides: Vec<Side> = Vec::new();
    for part in fact.iter().flat_map(|p| p.of(role)) {
        let side = part.who.identity_of_side();
        if !sides.contains(&side) {
            sides.push(side);
        }
    }
    sides
}

/// Notes what the places say together, and how the candidate stands in the other facts of the page.
fn all(
    view: View<'_, '_>,
    standing: &Standing,
    (role, places): (Role, &[Telling]),
    (sides, nth): (&[Vec<Side>], usize),
    side: &mut Sided,
) {
    let (who, best) = side.named[0];
    let own = who.identity_of_side();
    let features = &mut side.features;
    features.note("bias");
    features.value("best", coarse_step(best));
    features.below("best.over", coarse_step(best));
    let here = |place: &Telling, least: f32| {
        place.chances.iter().any(|c| c.role == role && c.sure >= least && c.who.identity_of_side() == own)
    };
    let (named, with) =
        (places.iter().filter(|p| here(p, 0.0)).count(), places.iter().filter(|p| here(p, 0.5)).count());
    features.pair("named.places", bucket(named), bucket(places.len()));
    features.pair("with.places", bucket(with), bucket(places.len()));
    features.pair("with.named", bucket(with), bucket(named));
    features.pair("with.best", bucket(with), coarse_step(best));
    let others = sides[nth].iter().filter(|side| **side != own).count();
    features.pair("others", bucket(others), coarse_step(best));
    features.pair("others.named", bucket(others), bucket(named));
    let mut all_in = 0;
    let (mut before, mut after) = (0, 0);
    for (index, fact) in sides.iter().enumerate() {
        if index != nth && fact.contains(&own) {
            all_in += 1;
            if index < nth {
                before = nth - index;
            } else if after == 0 {
                after = index - nth;
            }
        }
    }
    features.pair("facts.in", bucket(all_in), bucket(sides.len()));
    features.pair("facts.in.best", bucket(all_in), coarse_step(best));
    features.pair("facts.in.others", bucket(all_in), bucket(others) * 16 + bucket(sides.len()));
    features.pair("facts.before", bucket(before), bucket(after));
    features.pair("facts.before.others", bucket(before), bucket(others));
    let kind = who.kind();
    features.pair("kind", kind, who.party.is_some().into());
    features.pair("kind.best", kind, coarse_step(best));
    for place in places.iter().take(PLACES) {
        features.pair("w.best", word_hash(view.page, place.at), coarse_step(best) / 3);
    }
    standing.note(who.party, features);
}

/// The parties of the page that no place names, by how often the page names them.
fn parties(standing: &Standing, places: &[Telling]) -> Vec<(usize, u16)> {
    let named =
        |party: u16| places.iter().take(PLACES).any(|p| p.chances.iter().any(|c| c.who.party == Some(party)));
    let all = standing.order.iter().copied().take(PARTIES).enumerate();
    all.filter(|&(_, party)| !named(party)).collect()
}

/// Notes how a party stands that no place names.
fn elsewhere(
    view: View<'_, '_>,
    draft: &Draft<'_>,
    standing: &Standing,
    (telling, rank, party): (&Telling, usize, u16),
    sided: &mut Vec<Sided>,
) {
    let here = view.page.sentence_holding(telling.at);
    let all = &view.chunks.parties;
    let mentions = standing.mentions(party);
    let earlier = mentions.partition_point(|&m| all[m].first < telling.at);
    let before = earlier.checked_sub(1).map(|i| all[mentions[i]]);
    let Some(mention) = before.or_else(|| mentions.first().map(|&m| all[m])) else { return };
    let distance = before.map_or(99, |m| here - view.page.sentence_holding(m.first));
    let last =
        all.partition_point(|m| m.first < telling.at).checked_sub(1).map(|i| all[i].party) == Some(party);
    let mut features = Features::default();
    let entry = draft.parties.entry(party);
    features.note("elsewhere");
    features.value("else.rank", bucket(rank));
    features.value("else.count", bucket(mentions.len()));
    features.pair("else.rank.here", bucket(rank), bucket(telling.parts.len()));
    features.pair("else.distance", bucket(distance), bucket(telling.parts.len()));
    features.pair("else.distance.rank", bucket(distance), bucket(rank));
    features.pair("else.last", last.into(), bucket(distance));
    features.pair("else.learned", draft.parties.is_learned(party).into(), bucket(rank));
    features.pair("else.sure", entry.sure.into(), bucket(rank));
    features.pair("else.w.rank", word_hash(view.page, telling.at), bucket(rank));
    let first = mentions.first().map_or(0, |&m| view.page.sentence_holding(all[m].first));
    features.value("else.first", bucket(first));
    for at in telling.at.saturating_sub(3).max(telling.sentence.first)..telling.at {
        features.pair("else.before", word_hash(view.page, at), bucket(distance).min(3));
    }
    let who = Candidate::of_mention(&mention);
    sided.push(Sided { named: vec![(who, 0.0)], sure: 0.0, features });
}
