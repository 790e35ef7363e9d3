//! Who sat on a side, told as a list: "Cambodia sent A", "For the union: A and B", "with her were A and B".

use super::{add, entry, party_of};
use crate::chunk::{Chunk, What};
use crate::draft::{Draft, View};
use crate::lexicon::Class;
use crate::page::Sentence;
use crate::people::Tie;
use crate::reading::Evidence;
use crate::token::Kind;

/// A list of people as a frame of the sentence found it.
struct Roster {
    party: u16,
    /// Where the frame begins and its list.
    first: usize,
    list: (usize, usize),
    /// The one who stands at its head before the list begins.
    leader: Option<u32>,
    /// Whether the text says that the leader (or the first of the list) leads.
    heads: Heads,
    rule: &'static str,
    confidence: f32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Heads {
    Leader,
    FirstListed,
    Nobody,
}

/// Finds the rosters of a sentence; `open` is the party whose people were listed last, in which paragraph.
pub(super) fn find(
    view: View<'_, '_>,
    draft: &mut Draft<'_>,
    sentence: Sentence,
    open: &mut Option<(u16, usize)>,
) {
    let mut at = sentence.first;
    let mut told = false;
    let mut here = None;
    while at < sentence.last {
        if view.page.tokens[at].quoted {
            at += 1;
            continue;
        }
        let found = minutes(view, at, sentence)
            .or_else(|| sent(view, draft, at, sentence))
            .or_else(|| led_by(view, draft, at, sentence))
            .or_else(|| led_after_list(view, at, sentence, here))
            .or_else(|| made_of(view, draft, at, sentence))
            .or_else(|| represented(view, draft, at, sentence))
            .or_else(|| gapped(view, draft, at, sentence))
            .or_else(|| on_the_side(view, draft, at, sentence))
            .or_else(|| beside(view, draft, at, sentence))
            .or_else(|| speaks_for(view, draft, at, sentence))
            .or_else(|| together_for(view, at, sentence))
            .or_else(|| at_table_for(view, at, sentence))
            .or_else(|| chief_is(view, at, sentence));
        at = match found {
            Some(roster) => {
                let end = enter(view, draft, &roster, sentence);
                if end > at {
                    *open = Some((roster.party, sentence.block));
                    here = Some(roster.party);
                    told = true;
                }
                end.max(at + 1)
            }
            None => at + 1,
        };
    }
    if told {
        return;
    }
    if let Some(roster) = goes_on(view, draft, sentence.first, sentence, *open) {
        enter(view, draft, &roster, sentence);
        *open = Some((roster.party, sentence.block));
    } else {
        seated(view, draft, sentence);
    }
}

/// "Opposite them sat A of the League and B": everyone at the side they are said to be of.
fn seated(view: View<'_, '_>, draft: &mut Draft<'_>, sentence: Sentence) {
    let page = view.page;
    let facing =
        matches!(page.word(sentence.first), "Opposite" | "Across" | "Facing" | "Around" | "At" | "Also");
    let sat = (sentence.first..sentence.last.min(sentence.first + 10))
        .find(|&i| matches!(page.word(i), "sat" | "were" | "was") && !page.tokens[i].quoted);
    let table = (sentence.first..sentence.last.min(sentence.first + 10))
        .any(|i| matches!(page.word(i), "sat" | "table" | "Opposite" | "Across" | "Facing"));
    let Some(sat) = sat.filter(|_| facing && table) else { return };
    for chunk in view.chunks.within(sat, sentence.last) {
        let What::Person(person) = chunk.what else { continue };
        let known = draft.people.list.get(person as usize).and_then(|p| p.party);
        let Some((party, _)) = known.filter(|&(_, tie)| tie >= Tie::Side) else { continue };
        let evidence = Evidence {
            span: view.page.span(sentence.first, chunk.last),
            rule: "delegation:seated",
            confidence: 0.75,
        };
        add(&mut entry(draft, party, evidence).members, person);
    }
}

/// Minutes: "For the Board of Education: A, president (leading); B; C", one line a side.
fn minutes(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Roster> {
    let page = view.page;
    if !matches!(page.word(at), "For" | "for" | "From" | "Representing") {
        return None;
    }
    let mention =
        view.chunks.parties_within(at + 1, at + 4).first().copied().filter(|m| m.first <= at + 2)?;
    if !page.is_mark(mention.last, b':') {
        return None;
    }
    let line =
        |i: usize| page.text[page.tokens[i - 1].end as usize..page.tokens[i].start as usize].contains('\n');
    let first = mention.last + 1;
    let end = (first + 1..sentence.last).find(|&i| line(i)).unwrap_or(sentence.last);
    let leading =
        (first..end).any(|i| matches!(page.word(i), "leading" | "lead" | "head" | "chair" | "chairing"));
    Some(Roster {
        party: mention.party,
        first: at,
        list: (first, end),
        leader: None,
        heads: if leading { Heads::FirstListed } else { Heads::Nobody },
        rule: "delegation:minutes",
        confidence: 0.9,
    })
}

/// Enters the people of a roster; gives back the token after the last of them, or the frame's start when there are none.
fn enter(view: View<'_, '_>, draft: &mut Draft<'_>, roster: &Roster, sentence: Sentence) -> usize {
    let (mut members, end) = people(view, draft, roster.list, roster.party);
    if let Some(leader) = roster.leader {
        members.retain(|&m| m != leader);
        members.insert(0, leader);
    }
    if members.is_empty() {
        return roster.first;
    }
    let last = end.max(roster.list.0).min(sentence.last);
    let evidence = Evidence {
        span: view.page.span(roster.first, last),
        rule: roster.rule,
        confidence: roster.confidence,
    };
    let others = (last..sentence.last.min(last + 5)).any(|i| view.page.word(i) == "others");
    let delegation = entry(draft, roster.party, evidence);
    let head = match roster.heads {
        Heads::Leader => roster.leader,
        Heads::FirstListed => members.first().copied(),
        Heads::Nobody => None,
    };
    if delegation.head.is_none() {
        delegation.head = head;
    }
    members.iter().for_each(|&m| add(&mut delegation.members, m));
    delegation.open |= others;
    for member in members {
        if let Some(somebody) = draft.somebody(member) {
            somebody.tie(roster.party, Tie::Stated);
        }
    }
    last
}

/// The people listed in a range: those of another party, owners ("the ambassador's residence") and objects of another
/// clause are passed over; another side's frame ends the list.
fn people(
    view: View<'_, '_>,
    draft: &Draft<'_>,
    (from, to): (usize, usize),
    party: u16,
) -> (Vec<u32>, usize) {
    let mut members = Vec::new();
    let mut end = from;
    for chunk in view.chunks.within(from, to) {
        let What::Person(person) = chunk.what else { continue };
        if !members.is_empty() && !goes_with(view, end, chunk, party) {
            break;
        }
        let owner = view.page.tokens.get(chunk.last).is_some_and(|t| t.kind == Kind::Possessive);
        let stranger =
            draft.people.list.get(person as usize).and_then(|p| p.party).is_some_and(|(known, tie)| {
                known != party && tie >= Tie::Stated && !names_the_body(view, draft, chunk, known)
            });
        if owner || stranger || view.page.is(chunk.first, Class::THIRD) || !is_named(view, chunk) {
            continue;
        }
        add(&mut members, person);
        end = chunk.through.max(chunk.last);
    }
    (members, end)
}

/// Whether the party of a person is only that of the ministry or bank in the office.
fn names_the_body(view: View<'_, '_>, draft: &Draft<'_>, chunk: &Chunk, known: u16) -> bool {
    let _ = view;
    chunk.seconded || draft.parties.is_learned(known)
}

fn is_named(view: View<'_, '_>, chunk: &Chunk) -> bool {
    (chunk.first..chunk.last).any(|i| view.page.tokens[i].is_capital())
        && !view.page.is(chunk.first, Class::DET)
        || chunk.name > chunk.first
        || chunk.last - chunk.name > 1
}

/// Whether a person goes on the list: between stand only joints, appositions and relative clauses of the one before.
fn goes_with(view: View<'_, '_>, end: usize, chunk: &Chunk, party: u16) -> bool {
    let page = view.page;
    let relative = (end..chunk.first).find(|&i| page.is(i, Class::REL));
    let gap = chunk.first - end.min(chunk.first);
    let other_side = view.chunks.parties_within(end, chunk.first).iter().any(|m| {
        m.party != party
            && (page.is(m.last, Class::AUX) || matches!(page.word(m.last), "sent" | "fielded" | "brought"))
    });
    let verb = (end..relative.unwrap_or(chunk.first)).any(|i| {
        page.is(i, Class::SAY.or(Class::MODAL).or(Class::MEETVERB))
            && !page.is(i, Class::OFFICE.or(Class::DOCNOUN))
    });
    let led = (end..chunk.first).any(|i| page.is(i, Class::LEADVERB) && page.word(i + 1) == "by");
    let against = led
        || (end..chunk.first).any(|i| {
            matches!(
                page.word(i),
                "against" | "opposite" | "facing" | "across" | "told" | "met" | "while" | "but" | "whereas"
            )
        });
    let of_object = chunk.first > 0
        && matches!(page.word(chunk.first - 1), "to" | "from" | "by" | "against" | "for" | "under");
    let closes = relative.is_some_and(|r| {
        !(r..chunk.first).any(|i| page.is_mark(i, b',') || page.is_mark(i, b';') || page.word(i) == "and")
    });
    gap <= 24 && !other_side && !verb && !against && !of_object && !closes
}

/// The party named right before a verb: "Cambodia sent", "the union was represented", "Thailand's delegation includes".
fn subject_party(view: View<'_, '_>, verb: usize, sentence: Sentence) -> Option<(u16, usize)> {
    let page = view.page;
    let mut at = verb;
    while at > sentence.first
        && (page.is(at - 1, Class::AUX.or(Class::ADV).or(Class::MODAL)) || page.is_mark(at - 1, b','))
    {
        at -= 1;
    }
    let low = at.saturating_sub(5).max(sentence.first);
    let mention = view.chunks.parties_within(low, at).last().copied()?;
    // Up to a noun of its own may stand between: "the Coronan side", "the union's team".
    let own = (mention.last..at).all(|i| {
        page.tokens[i].kind == Kind::Possessive
            || page.is(i, Class::DELEGATIONNOUN.or(Class::ORGNOUN).or(Class::BODY).or(Class::ADV))
            || is_team(view, i)
            || page.tokens[i].is_word()
                && !page.tokens[i].is_capital()
                && (page.tokens[i].class.is_none() || page.is(i, Class::COMMON))
    });
    let object = mention.first > sentence.first
        && page.is(mention.first - 1, Class::PREP)
        && !matches!(page.word(mention.first - 1), "For" | "for" | "of");
    (own && !object).then_some((mention.party, mention.first))
}

/// Nouns for the people a side sends.
pub(super) fn is_team(view: View<'_, '_>, at: usize) -> bool {
    matches!(
        view.page.word(at),
        "delegation"
            | "Delegation"
            | "team"
            | "side"
            | "negotiators"
            | "contingent"
            | "panel"
            | "Panel"
            | "negotiating"
            | "mission"
            | "delegates"
            | "representatives"
            | "squad"
            | "party"
            | "trio"
            | "pair"
            | "bench"
            | "line-up"
            | "lineup"
            | "commission"
            | "Commission"
    ) || matches!(view.page.word(at), "committee" | "group" | "table")
        && at > 0
        && matches!(view.page.word(at - 1), "bargaining" | "negotiating")
}

/// "Its bargaining committee is headed by A": of the party the sentence before begins with.
fn its_team(view: View<'_, '_>, verb: usize, sentence: Sentence) -> Option<u16> {
    if !matches!(view.page.word(sentence.first), "Its" | "Their") || verb > sentence.first + 7 {
        return None;
    }
    let here = view.page.sentence_holding(sentence.first);
    let before = view.page.sentences.get(here.checked_sub(1)?).filter(|s| s.block == sentence.block)?;
    view.chunks.parties_within(before.first, before.last).first().map(|m| m.party)
}

/// "Cambodia sent its vice minister, A", "Tardieu fielded A and B", "Ethiopia sent seven people, among them A".
fn sent(view: View<'_, '_>, draft: &Draft<'_>, at: usize, sentence: Sentence) -> Option<Roster> {
    let verb = matches!(
        view.page.word(at),
        "sent"
            | "sends"
            | "fielded"
            | "fields"
            | "dispatched"
            | "seated"
            | "named"
            | "appointed"
            | "brought"
            | "sending"
            | "picked"
            | "chose"
            | "despatched"
    ) || matches!(view.page.word(at), "flew" | "put")
        && matches!(view.page.word(at + 1), "in" | "up");
    if !verb
        || view.page.is(at.wrapping_sub(1), Class::AUX)
            && matches!(view.page.word(at - 1), "was" | "were" | "been")
    {
        return None;
    }
    let (party, first) = match subject_party(view, at, sentence) {
        Some(found) => found,
        None if view.page.word(at) == "brought" => {
            let (chunk, _) = view.subject_of(at, sentence.first)?;
            let What::Person(person) = view.chunks.list[chunk].what else { return None };
            (party_of(draft, person)?, view.chunks.list[chunk].first)
        }
        None => return None,
    };
    // What is sent must be people: one is named before a preposition leads to a recipient.
    let person = view
        .chunks
        .within(at + 1, sentence.last.min(at + 16))
        .iter()
        .find(|c| matches!(c.what, What::Person(_)))?;
    let with_him = view.page.word(at + 1) == "with" && view.page.is(at + 2, Class::THIRD);
    let clear = (at + 1 + 2 * usize::from(with_him)..person.first).all(|i| {
        !view.page.is(i, Class::SAY.or(Class::MODAL))
            && !matches!(view.page.word(i), "to" | "that" | "for" | "from" | "with" | "into")
            || view.page.is(i, Class::OFFICE)
    });
    let things = (at + 1..person.first)
        .any(|i| view.page.is(i, Class::PROPOSALNOUN) || view.page.is(i, Class::DOCNOUN));
    let leader = match view.page.word(at) {
        "brought" => view.subject_of(at, sentence.first).and_then(|(c, _)| match view.chunks.list[c].what {
            What::Person(person) => Some(person),
            _ => None,
        }),
        _ => None,
    };
    (clear && !things).then_some(Roster {
        party,
        first,
        list: (at + 1, sentence.last),
        leader,
        heads: if (at..sentence.last).any(|i| as_head(view, i)) { Heads::FirstListed } else { Heads::Nobody },
        rule: "delegation:sent",
        confidence: 0.82,
    })
}

/// "as head of a team of three", "to lead its team".
fn as_head(view: View<'_, '_>, at: usize) -> bool {
    view.page.word(at) == "as"
        && (at + 1..at + 4).any(|i| matches!(view.page.word(i), "head" | "leader" | "chief"))
        || view.page.word(at) == "to" && matches!(view.page.word(at + 1), "lead" | "head")
}

/// "The American side is led by A", "Guyana's commission is chaired by A, and includes B", "that of the bloc by A".
fn led_by(view: View<'_, '_>, draft: &Draft<'_>, at: usize, sentence: Sentence) -> Option<Roster> {
    let page = view.page;
    let verb = matches!(
        page.word(at),
        "led" | "headed" | "chaired" | "fronted" | "captained" | "steered" | "directed"
    );
    // "led not by a politician but by A".
    let by =
        (at + 1..(at + 8).min(sentence.last)).find(|&i| page.word(i) == "by" && page.word(i - 1) != "not")?;
    if !verb || by != at + 1 && page.word(at + 1) != "not" {
        return None;
    }
    let mut before = at;
    while before > sentence.first
        && (page.is(before - 1, Class::AUX.or(Class::ADV)) || page.is_mark(before - 1, b','))
    {
        before -= 1;
    }
    let team = before.checked_sub(1).filter(|&i| i >= sentence.first && is_team(view, i));
    let (party, first) = subject_party(view, at, sentence)
        .or_else(|| {
            let of = (at.saturating_sub(7).max(sentence.first + 1)..at)
                .find(|&i| matches!(page.word(i), "of" | "from") && is_team(view, i - 1))?;
            view.chunks.parties_within(of + 1, at).first().map(|m| (m.party, m.first))
        })
        .or_else(|| its_team(view, at, sentence).map(|party| (party, sentence.first)))
        .or_else(|| {
            // "The team was headed by A": the party of A.
            let person =
                view.chunks.within(by + 1, (by + 4).min(sentence.last)).iter().find_map(|c| {
                    match c.what {
                        What::Person(person) => Some(person),
                        _ => None,
                    }
                })?;
            team.and(party_of(draft, person)).map(|party| (party, before.saturating_sub(1)))
        })?;
    let (party, first) = match its_team(view, at, sentence) {
        Some(owner) => (owner, first),
        None => (party, first),
    };
    // "The Peruvians are led by A".
    let people = first < before
        && page.word(before - 1).ends_with('s')
        && view
            .chunks
            .parties_within(before - 1, before)
            .iter()
            .any(|m| m.form == crate::gazetteer::Form::Adjective);
    let named_team = people || team.is_some() || (first..at).any(|i| is_team(view, i));
    named_team.then_some(Roster {
        party,
        first,
        list: (by + 1, list_stop(view, by + 1, sentence)),
        leader: None,
        heads: Heads::FirstListed,
        rule: "delegation:led",
        confidence: 0.9,
    })
}

/// "Chile's team, which includes A and B, is led by C": the leader behind the list.
fn led_after_list(view: View<'_, '_>, at: usize, sentence: Sentence, here: Option<u16>) -> Option<Roster> {
    let led = matches!(view.page.word(at), "led" | "headed" | "chaired" | "fronted")
        && view.page.word(at + 1) == "by";
    let party = here.filter(|_| led)?;
    let person = view.chunks.within(at + 2, at + 4).first().filter(|c| matches!(c.what, What::Person(_)))?;
    let end = person.last.min(sentence.last);
    Some(Roster {
        party,
        first: at,
        list: (at + 2, end),
        leader: None,
        heads: Heads::FirstListed,
        rule: "delegation:led",
        confidence: 0.88,
    })
}

/// Where a list of people ends: a semicolon behind which another side's frame begins.
fn list_stop(view: View<'_, '_>, from: usize, sentence: Sentence) -> usize {
    (from..sentence.last)
        .find(|&i| {
            view.page.is_mark(i, b';') && {
                let to = (i + 8).min(sentence.last);
                view.chunks.parties_within(i + 1, to).iter().any(|m| m.first <= i + 3)
                    || (i + 1..to).any(|j| view.page.word(j) == "that")
            }
        })
        .unwrap_or(sentence.last)
}

/// "the team was A, B and C", "the delegation also includes A", "its negotiators, A and B,", "consisted of A and B".
fn made_of(view: View<'_, '_>, draft: &Draft<'_>, at: usize, sentence: Sentence) -> Option<Roster> {
    let page = view.page;
    if !is_team(view, at) || page.tokens[at].quoted {
        return None;
    }
    // "the team, which includes A": the clause says who they are.
    let which = page.is_mark(at + 1, b',') && matches!(page.word(at + 2), "which" | "that");
    let mut next = at + 1 + 2 * usize::from(which);
    while page.is(next, Class::AUX.or(Class::ADV).or(Class::MODAL)) {
        next += 1;
    }
    let word = page.word(next);
    let lists = matches!(
        word,
        "including"
            | "included"
            | "includes"
            | "include"
            | "comprising"
            | "comprised"
            | "comprises"
            | "featuring"
            | "featured"
            | "features"
            | "numbered"
            | "counted"
            | "consisting"
            | "consisted"
            | "consists"
            | "composed"
            | "made"
            | "took"
    ) || page.is_mark(next, b':')
        || next == at + 1
            && (page.is_mark(next, b'(') || page.is_mark(next, b'-') || matches!(page.word(next), "–" | "—"))
        || next == at + 1 && page.is_mark(next, b',') && page.word(next + 1) == "under"
        || next == at + 1
            && page.is_mark(next, b',')
            && matches!(page.word(at), "delegates" | "negotiators" | "representatives")
            && view
                .chunks
                .within(next + 1, next + 3)
                .first()
                .is_some_and(|c| matches!(c.what, What::Person(_)))
        || next > at + 1
            && view.chunks.within(next, next + 2).first().is_some_and(|c| matches!(c.what, What::Person(_)));
    let (party, first) = team_party(view, draft, at, sentence)?;
    let under = page.is_mark(at + 1, b',') && page.word(at + 2) == "under";
    let owner = view.chunks.within(first, first + 1).first().and_then(|c| match c.what {
        What::Person(person) => Some(person),
        _ => None,
    });
    let person = view
        .chunks
        .within(next, (next + 16).min(sentence.last))
        .iter()
        .find(|c| matches!(c.what, What::Person(_)))?;
    let clear = (next..person.first).all(|i| !page.is(i, Class::SAY) || page.is(i, Class::OFFICE));
    (lists && clear).then_some(Roster {
        party,
        first,
        list: (next, list_stop(view, next, sentence)),
        leader: owner,
        heads: if under { Heads::FirstListed } else { Heads::Nobody },
        rule: "delegation:made-of",
        confidence: 0.85,
    })
}

/// Whose team it is: a party beside the noun, or the party of the person who owns it ("Quispe's delegation").
fn team_party(view: View<'_, '_>, draft: &Draft<'_>, at: usize, sentence: Sentence) -> Option<(u16, usize)> {
    let page = view.page;
    let low = at.saturating_sub(5).max(sentence.first);
    let before = view.chunks.parties_within(low, at).last().filter(|m| {
        (m.last..at).all(|i| {
            page.tokens[i].kind == Kind::Possessive
                || page.tokens[i].is_word() && !page.is(i, Class::PREP.or(Class::CONJ).or(Class::SAY))
        })
    });
    if let Some(mention) = before {
        return Some((mention.party, mention.first));
    }
    let after = matches!(page.word(at + 1), "of" | "from")
        .then(|| view.chunks.parties_within(at + 2, at + 4).first().copied())
        .flatten();
    if let Some(mention) = after {
        return Some((mention.party, at));
    }
    let owner = view.chunks.within(low, at).iter().rev().find(|c| {
        matches!(c.what, What::Person(_))
            && (page.tokens.get(c.last).is_some_and(|t| t.kind == Kind::Possessive)
                || page.is(c.first, Class::THIRD))
    })?;
    match owner.what {
        What::Person(person) => party_of(draft, person).map(|party| (party, owner.first)),
        _ => None,
    }
}

/// "Washington was represented by A", "Viet Nam is represented by its ambassador, A".
fn represented(view: View<'_, '_>, draft: &Draft<'_>, at: usize, sentence: Sentence) -> Option<Roster> {
    let _ = draft;
    // "is represented at the talks by A".
    let by = (at + 1..(at + 6).min(sentence.last)).find(|&i| view.page.word(i) == "by");
    let spoken = view.page.word(at) == "represented"
        && by.is_some_and(|by| {
            (at + 1..by).all(|i| view.page.tokens[i].is_word() && !view.page.is(i, Class::SAY.or(Class::AUX)))
        });
    let list = by.map_or(at + 2, |by| by + 1);
    if !spoken {
        return None;
    }
    let (party, first) = subject_party(view, at, sentence)?;
    Some(Roster {
        party,
        first,
        list: (list, gap_stop(view, list, sentence)),
        leader: None,
        heads: alone(view, list, sentence),
        rule: "delegation:represented",
        confidence: 0.9,
    })
}

/// Where the list of one side ends because the next side's begins: "…, the Faroes by B", "…, Zomer by C".
fn gap_stop(view: View<'_, '_>, from: usize, sentence: Sentence) -> usize {
    let stop = list_stop(view, from, sentence);
    let next = (from + 1..stop).filter(|&i| view.page.word(i) == "by").find_map(|by| {
        let party = view.chunks.parties_within(from, by).last().filter(|m| m.last == by).map(|m| m.first);
        let person = view.chunks.within(from + 1, by).iter().rev().find(|c| c.last == by).map(|c| c.first);
        party.or(person)
    });
    next.unwrap_or(stop).max(from)
}

/// One person alone represents a side as its head.
fn alone(view: View<'_, '_>, from: usize, sentence: Sentence) -> Heads {
    let people = view.chunks.within(from, gap_stop(view, from, sentence));
    let named = people
        .iter()
        .filter(|c| matches!(c.what, What::Person(_)) && !view.page.is(c.first, Class::THIRD))
        .count();
    if named == 1 { Heads::FirstListed } else { Heads::Nobody }
}

/// "The EU was represented by A, the Faroes by B and the UK by C", "Abbring is assisted by D, Zomer by E": the verb said once.
fn gapped(view: View<'_, '_>, draft: &Draft<'_>, at: usize, sentence: Sentence) -> Option<Roster> {
    let page = view.page;
    if page.word(at) != "by" || at < sentence.first + 4 {
        return None;
    }
    let verb = (sentence.first..at - 1).find(|&i| {
        page.word(i + 1) == "by"
            && matches!(
                page.word(i),
                "represented"
                    | "led"
                    | "headed"
                    | "chaired"
                    | "assisted"
                    | "accompanied"
                    | "joined"
                    | "seconded"
                    | "flanked"
            )
    })?;
    let mention = view
        .chunks
        .parties_within(at.saturating_sub(6).max(verb + 2), at)
        .last()
        .filter(|m| m.last == at)
        .copied();
    let person = view
        .chunks
        .within(verb + 2, at)
        .iter()
        .rev()
        .find(|c| c.last == at && matches!(c.what, What::Person(_)));
    let beside = matches!(page.word(verb), "assisted" | "accompanied" | "joined" | "seconded" | "flanked");
    let (party, leader, first) = match (mention, person) {
        (Some(m), _) => (m.party, None, m.first),
        (None, Some(chunk)) if beside => {
            let What::Person(person) = chunk.what else { return None };
            (party_of(draft, person)?, Some(person), chunk.first)
        }
        _ => return None,
    };
    Some(Roster {
        party,
        first,
        list: (at + 1, gap_stop(view, at + 1, sentence)),
        leader,
        heads: if leader.is_none() { alone(view, at + 1, sentence) } else { Heads::Nobody },
        rule: "delegation:gapped",
        confidence: 0.82,
    })
}

/// "On the Irish side, A, B and C", "For the union: A and B", "From the Lower Canal only A and her lawyer, B",
/// "On the other side of the table sat A".
fn on_the_side(view: View<'_, '_>, draft: &Draft<'_>, at: usize, sentence: Sentence) -> Option<Roster> {
    let page = view.page;
    let inner = page.word(at) == "for" && at > sentence.first && page.is_mark(at - 1, b',');
    let opens = inner
        || at == sentence.first
        || page.is_mark(at - 1, b';')
        || page.is_mark(at - 1, b':')
        || at == sentence.first + 1;
    let led = matches!(
        page.word(at),
        "On" | "For"
            | "From"
            | "Representing"
            | "on"
            | "for"
            | "from"
            | "Heading"
            | "Leading"
            | "Chairing"
            | "Across"
            | "Among"
    );
    if !opens || !led {
        return None;
    }
    let mention = view
        .chunks
        .parties_within(at + 1, (at + 5).min(sentence.last))
        .first()
        .copied()
        .filter(|m| m.first <= at + 2);
    let other = (at + 1..(at + 4).min(sentence.last)).any(|i| page.word(i) == "other");
    let (party, mut next) = match mention {
        Some(m) => (m.party, m.last),
        None if other => (other_side(view, draft, sentence)?, at + 3),
        None => return None,
    };
    while next < sentence.last
        && (page.tokens[next].kind == Kind::Possessive
            || is_team(view, next)
            || page.is(next, Class::DELEGATIONNOUN))
    {
        next += 1;
    }
    let heads = matches!(page.word(at), "Heading" | "Leading" | "Chairing");
    let person = view
        .chunks
        .within(next, (next + 16).min(sentence.last))
        .iter()
        .find(|c| matches!(c.what, What::Person(_)))?;
    // A list, or a verb of sitting: "On the Ukrainian side, A said" is a statement.
    let says = page.is(person.through.max(person.last), Class::SAY)
        || (next..person.first).any(|i| page.is(i, Class::SAY) && !page.is(i, Class::OFFICE));
    let several = inner
        || view.chunks.within(person.last, sentence.last).iter().any(|c| matches!(c.what, What::Person(_)));
    let sits = (next..person.first).any(|i| {
        matches!(
            page.word(i),
            "sat"
                | "is"
                | "are"
                | "was"
                | "were"
                | "came"
                | "come"
                | "only"
                | "there"
                | "stood"
                | "attended"
                | "took"
        )
    });
    let marked = page.is_mark(next, b':') || page.is_mark(next, b',') && several;
    let finite = (next..person.first).any(|i| page.is(i, Class::AUX)) && !sits;
    if says || finite || !(marked || sits || heads) {
        return None;
    }
    Some(Roster {
        party,
        first: at,
        list: (next, list_stop(view, next, sentence)),
        leader: None,
        heads: if heads { Heads::FirstListed } else { Heads::Nobody },
        rule: "delegation:side-list",
        confidence: 0.8,
    })
}

/// The one side of two that has no delegation yet.
fn other_side(view: View<'_, '_>, draft: &Draft<'_>, sentence: Sentence) -> Option<u16> {
    let _ = sentence;
    let both = super::super::several::main_parties(view, draft, 2);
    let last = draft.reading.delegations.last().and_then(|d| draft.gazetteer_party(d.party))?;
    both.contains(&last).then(|| both.into_iter().find(|&p| p != last)).flatten()
}

/// "A was accompanied by B and C", "With him were A and B", "A travelled with a team that included B".
fn beside(view: View<'_, '_>, draft: &Draft<'_>, at: usize, sentence: Sentence) -> Option<Roster> {
    let page = view.page;
    let word = page.word(at);
    let passive = matches!(word, "accompanied" | "flanked" | "joined" | "assisted" | "seconded" | "advised");
    // "was joined at the table by": a place may stand between.
    let led = (at + 1..(at + 6).min(sentence.last)).find(|&i| page.word(i) == "by").filter(|_| passive);
    let by = led.is_some_and(|b| (at + 1..b).all(|i| page.tokens[i].is_word() && !page.is(i, Class::SAY)));
    let with_team = matches!(word, "with" | "alongside")
        && (at + 1..(at + 4).min(sentence.last)).any(|i| is_team(view, i))
        && (at + 2..(at + 8).min(sentence.last))
            .any(|i| matches!(page.word(i), "included" | "including" | "includes" | "of"));
    let travelled = matches!(word, "travelled" | "traveled" | "came" | "arrived" | "flew" | "turned")
        && (at + 1..(at + 8).min(sentence.last)).any(|i| page.word(i) == "with");
    let at_side = word == "with"
        && at > sentence.first
        && page.is_mark(at - 1, b',')
        && (at + 1..sentence.last.min(at + 18)).any(|i| {
            matches!(page.word(i), "side" | "elbow" | "hand" | "beside" | "alongside")
                || page.word(i) == "him" && page.word(i - 1) == "beside"
        });
    if !(by || with_team || travelled || at_side) {
        return None;
    }
    let mut verb = at;
    while verb > sentence.first && page.is(verb - 1, Class::AUX.or(Class::ADV)) {
        verb -= 1;
    }
    let leader = view.chunks.within(sentence.first, verb).iter().rev().find_map(|c| match c.what {
        What::Person(person) => Some((person, c.first)),
        _ => None,
    })?;
    let party = party_of(draft, leader.0)?;
    let from = if let Some(led) = led.filter(|_| by) {
        led + 1
    } else {
        (at..sentence.last).find(|&i| matches!(page.word(i), "with" | "alongside"))? + 1
    };
    let first_person = view
        .chunks
        .within(from, sentence.last.min(from + 16))
        .iter()
        .find(|c| matches!(c.what, What::Person(_)))?;
    let chairs = view.chunks.within(leader.1, leader.1 + 1).iter().any(|c| {
        c.noun.is_some_and(|n| {
            matches!(
                page.word(n).to_lowercase().as_str(),
                "facilitator" | "mediator" | "chair" | "moderator" | "chairman" | "chairwoman"
            )
        })
    });
    let far = chairs || (from..first_person.first).any(|i| page.is(i, Class::MEETNOUN));
    (!far).then_some(Roster {
        party,
        first: leader.1,
        list: (from, gap_stop(view, from, sentence)),
        leader: Some(leader.0),
        heads: Heads::Nobody,
        rule: "delegation:beside",
        confidence: 0.8,
    })
}

/// "A, who heads the union's side", "A speaks for the villages", "A negotiates for the company".
fn speaks_for(view: View<'_, '_>, draft: &Draft<'_>, at: usize, sentence: Sentence) -> Option<Roster> {
    let _ = draft;
    let page = view.page;
    let leads = matches!(
        page.word(at),
        "leads"
            | "led"
            | "heads"
            | "headed"
            | "heading"
            | "leading"
            | "chairs"
            | "chaired"
            | "fronts"
            | "fronting"
    ) && page.word(at + 1) != "by";
    if !leads {
        return None;
    }
    // "Rojas leads for Peru".
    if page.word(at + 1) == "for"
        && let Some(mention) = view.chunks.parties_within(at + 2, at + 4).first().copied()
        && let Some((person, first)) = leader_before(view, at, sentence)
    {
        return Some(Roster {
            party: mention.party,
            first,
            list: (mention.last, mention.last),
            leader: Some(person),
            heads: Heads::Leader,
            rule: "delegation:leads",
            confidence: 0.82,
        });
    }
    if page.word(at + 1) == "it" && at + 3 >= sentence.last {
        return leads_it(view, at, sentence);
    }
    let low = (at + 1..(at + 8).min(sentence.last)).find(|&i| is_team(view, i) && !page.tokens[i].quoted)?;
    let clear = (at + 1..low).all(|i| !page.is_mark(i, b',') && !page.is(i, Class::CONJ.or(Class::SAY)));
    let mention = view.chunks.parties_within(at + 1, low).last().copied().or_else(|| {
        let of = matches!(page.word(low + 1), "of" | "from" | "for");
        view.chunks.parties_within(low + 2, low + 4).first().copied().filter(|_| of)
    });
    let (from, to) = view.chunks.range(sentence.first, at);
    let owner = (from..to).rev().find(|&i| {
        matches!(view.chunks.list[i].what, What::Person(_))
            && (view.chunks.list[i].through >= at
                || (view.chunks.list[i].last..at).all(|j| !page.is(j, Class::SAY)))
    })?;
    let What::Person(person) = view.chunks.list[owner].what else { return None };
    let own = page.is(low - 1, Class::THIRD) || page.word(low - 1) == "the";
    let party = mention.map(|m| m.party).or_else(|| party_of(draft, person).filter(|_| own))?;
    clear.then_some(Roster {
        party,
        first: view.chunks.list[owner].first,
        list: if (low + 1..(low + 6).min(sentence.last)).any(|i| {
            matches!(
                page.word(i),
                "including"
                    | "includes"
                    | "counts"
                    | "comprising"
                    | "comprises"
                    | "with"
                    | "alongside"
                    | "featuring"
            )
        }) {
            (low + 1, list_stop(view, low + 1, sentence))
        } else {
            (low + 1, low + 1)
        },
        leader: Some(person),
        heads: Heads::Leader,
        rule: "delegation:leads",
        confidence: 0.88,
    })
}

/// "The Turkish delegation is the last to arrive. … Minister Selin Aksoy leads it."
fn leads_it(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Roster> {
    let here = view.page.sentence_holding(sentence.first);
    let before = view.page.sentences.get(here.checked_sub(1)?).filter(|s| s.block == sentence.block)?;
    let team = (before.first..before.last).find(|&i| is_team(view, i))?;
    let party = view.chunks.parties_within(before.first, team).last()?.party;
    let leader = leader_before(view, at, sentence)?;
    Some(Roster {
        party,
        first: leader.1,
        list: (at + 1, at + 1),
        leader: Some(leader.0),
        heads: Heads::Leader,
        rule: "delegation:leads",
        confidence: 0.85,
    })
}

/// The last person named before a token, and where.
fn leader_before(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<(u32, usize)> {
    view.chunks.within(sentence.first, at).iter().rev().find_map(|c| match c.what {
        What::Person(person) => Some((person, c.first)),
        _ => None,
    })
}

/// "Also at the table for Peru are A and B", "A, B and C negotiated for Chile".
fn at_table_for(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Roster> {
    let page = view.page;
    if page.word(at) != "for" || at == sentence.first {
        return None;
    }
    let the = usize::from(page.word(at + 1) == "the");
    let mention = view.chunks.parties_within(at + 1 + the, at + 2 + the).first().copied()?;
    let sat = matches!(
        page.word(at - 1),
        "negotiated"
            | "negotiate"
            | "bargained"
            | "sat"
            | "appeared"
            | "attended"
            | "spoke"
            | "negotiating"
            | "sitting"
    );
    let table = matches!(page.word(at - 1), "table" | "present" | "there" | "room" | "attendance")
        && page.is(mention.last, Class::AUX);
    let people = |from: usize, to: usize| {
        view.chunks
            .within(from, to)
            .iter()
            .filter(|c| matches!(c.what, What::Person(_)) && !page.is(c.first, Class::THIRD))
            .count()
    };
    let list = if table && people(mention.last, sentence.last) > 0 {
        (mention.last + 1, list_stop(view, mention.last + 1, sentence))
    } else if sat && people(sentence.first, at) > 1 {
        (sentence.first, at)
    } else {
        return None;
    };
    Some(Roster {
        party: mention.party,
        first: list.0.min(at),
        list,
        leader: None,
        heads: Heads::Nobody,
        rule: "delegation:for",
        confidence: 0.8,
    })
}

/// "Chile's chief negotiator is A": who leads, said with a copula.
fn chief_is(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Roster> {
    let page = view.page;
    let chief = matches!(page.word(at), "negotiator" | "delegation" | "negotiators")
        && (at.saturating_sub(3).max(sentence.first)..at)
            .any(|i| matches!(page.word(i), "chief" | "head" | "lead" | "top" | "leader"));
    if !chief || !matches!(page.word(at + 1), "is" | "was" | "remains") {
        return None;
    }
    let mention = view.chunks.parties_within(at.saturating_sub(6).max(sentence.first), at).last().copied()?;
    let person = view.chunks.within(at + 2, at + 5).first().filter(|c| matches!(c.what, What::Person(_)))?;
    Some(Roster {
        party: mention.party,
        first: mention.first,
        list: (at + 2, person.last),
        leader: None,
        heads: Heads::FirstListed,
        rule: "delegation:chief",
        confidence: 0.85,
    })
}

/// "Lund speaks for the Liberals together with the mayor, A": both sit for them.
fn together_for(view: View<'_, '_>, at: usize, sentence: Sentence) -> Option<Roster> {
    let page = view.page;
    let speaks =
        matches!(page.word(at), "speaks" | "speak" | "negotiates" | "negotiate" | "bargains" | "spoke");
    if !speaks || page.word(at + 1) != "for" {
        return None;
    }
    let mention = view.chunks.parties_within(at + 2, at + 4).first().copied()?;
    let with = (mention.last..(mention.last + 4).min(sentence.last))
        .find(|&i| matches!(page.word(i), "with" | "alongside"))?;
    let leader = leader_before(view, at, sentence)?;
    Some(Roster {
        party: mention.party,
        first: leader.1,
        list: (with + 1, list_stop(view, with + 1, sentence)),
        leader: Some(leader.0),
        heads: Heads::Nobody,
        rule: "delegation:together",
        confidence: 0.8,
    })
}

/// The next sentence of the same paragraph goes on with the list: "With him were A and B", "A and B sat beside him",
/// "A completes the team", "She has a lawyer, A, at her elbow".
fn goes_on(
    view: View<'_, '_>,
    draft: &Draft<'_>,
    at: usize,
    sentence: Sentence,
    open: Option<(u16, usize)>,
) -> Option<Roster> {
    let page = view.page;
    if at != sentence.first {
        return None;
    }
    let words = |list: &[&str]| {
        (sentence.first..sentence.last).any(|i| !page.tokens[i].quoted && list.contains(&page.word(i)))
    };
    let pronoun = matches!(page.word(at + 1), "him" | "her" | "them");
    let with =
        matches!(page.word(at), "With" | "Beside" | "Alongside" | "Behind" | "Flanking" | "Accompanying")
            && (pronoun || page.word(at) == "With" && matches!(page.word(at + 2), "were" | "was"));
    let named = matches!(page.word(at), "With" | "Around" | "Beside" | "Alongside" | "Behind")
        && view.chunks.within(at + 1, at + 2).first().is_some_and(|c| {
            matches!(c.what, What::Person(_)) && matches!(page.word(c.last), "were" | "was" | "came" | "sat")
        });
    let opening = with || named || page.word(at) == "Next" && page.word(at + 1) == "to";
    let has = page.is(at, Class::HE.or(Class::SHE))
        && matches!(page.word(at + 1), "has" | "had" | "brought")
        && (words(&["elbow", "side", "with"]) || page.word(at + 1) == "brought");
    let completes =
        words(&["make", "completes", "completed", "complete", "rounds", "rounded", "makes", "made"])
            && words(&["team", "delegation", "side", "line-up", "lineup"]);
    let sat = words(&["sat", "sit", "sits", "were", "stood"]) && words(&["beside", "alongside"])
        || words(&["sat", "sits"]) && words(&["left", "right"]) && words(&["his", "her", "their"]);
    let elsewhere =
        view.chunks.parties_within(at, (at + 7).min(sentence.last)).iter().any(|m| {
            open.is_none_or(|(party, _)| m.party != party) && m.form != crate::gazetteer::Form::Seat
        });
    if !(opening || has || completes || sat) || elsewhere && !opening {
        return None;
    }
    let before = open.filter(|&(_, block)| block == sentence.block);
    let party = before.map(|(party, _)| party).or_else(|| {
        let pronoun = view
            .chunks
            .within(at, (at + 4).min(sentence.last))
            .iter()
            .find(|c| page.is(c.first, Class::THIRD))?;
        match pronoun.what {
            What::Person(person) => party_of(draft, person),
            _ => None,
        }
    })?;
    let leader = view
        .chunks
        .within(at, (at + 4).min(sentence.last))
        .iter()
        .find(|c| page.is(c.first, Class::THIRD) || named && matches!(c.what, What::Person(_)))
        .and_then(|c| match c.what {
            What::Person(person) => Some(person),
            _ => None,
        })
        .filter(|&p| party_of(draft, p) == Some(party));
    Some(Roster {
        party,
        first: at,
        list: (at, sentence.last),
        leader,
        heads: Heads::Nobody,
        rule: "delegation:goes-on",
        confidence: 0.78,
    })
}
