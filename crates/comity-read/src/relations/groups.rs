//! Parties of a sentence in the lists they stand in, and the part each list plays.

use crate::draft::View;
use crate::gazetteer::Form;
use crate::lexicon::Class;
use crate::page::Sentence;
use crate::token::Kind;

/// The part a list of parties plays in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// It acts: "NORWAY proposed", "said NORWAY".
    Subject,
    /// It acts in the passive: "supported by NORWAY"; the token of the participle.
    Agent(usize),
    /// It owns something: "NORWAY's proposal", "the Norwegian proposal", "the proposal of NORWAY".
    Owner,
    /// Somebody speaks for it.
    Behalf,
    /// Company: "together with NORWAY".
    With,
    /// "as did NORWAY".
    AsDid,
    /// Anything else: an object, a place.
    Other,
}

/// A list of parties: "ICELAND, URUGUAY and the US".
#[derive(Debug, Clone)]
pub(super) struct Group {
    pub(super) first: usize,
    /// The token after the last.
    pub(super) last: usize,
    pub(super) parties: Vec<u16>,
    pub(super) part: Part,
}

/// The lists of parties of a sentence, in order.
pub(super) fn groups(view: View<'_, '_>, sentence: Sentence) -> Vec<Group> {
    let mentions = view.chunks.parties_within(sentence.first, sentence.last);
    let mut found: Vec<Group> = Vec::new();
    let mut at = 0;
    while at < mentions.len() {
        let end =
            run_end(view, mentions.iter().map(|m| (m.first, m.last)).collect::<Vec<_>>().as_slice(), at);
        let run = &mentions[at..end];
        let first = run[0].first;
        let last = run[run.len() - 1].last;
        let mut parties: Vec<u16> = Vec::new();
        for mention in run {
            if !parties.contains(&mention.party) {
                parties.push(mention.party);
            }
        }
        let adjective = run[run.len() - 1].form == Form::Adjective;
        let seat = run.iter().any(|m| m.form == Form::Seat);
        let part = part_of(view, sentence, first, last, adjective);
        if !seat {
            found.push(Group { first, last, parties, part });
        }
        at = end;
    }
    found
}

/// How far a list goes: joined by commas, with an "and" before its last member.
fn run_end(view: View<'_, '_>, mentions: &[(usize, usize)], at: usize) -> usize {
    let mut end = at + 1;
    let mut closed = at + 1;
    while end < mentions.len() {
        let (from, to) = (mentions[end - 1].1, mentions[end].0);
        match joint(view, from, to) {
            Joint::None => break,
            Joint::Comma => end += 1,
            Joint::And => {
                end += 1;
                closed = end;
            }
        }
    }
    closed
}

enum Joint {
    None,
    Comma,
    And,
}

fn joint(view: View<'_, '_>, from: usize, to: usize) -> Joint {
    let mut and = false;
    let mut comma = false;
    for at in from..to {
        let token = &view.page.tokens[at];
        match view.page.word(at) {
            "and" | "&" | "or" => and = true,
            "," => comma = true,
            "(" | ")" => and = true,
            "the" => {}
            _ if token.is_word() || token.kind == Kind::Possessive => return Joint::None,
            _ => return Joint::None,
        }
    }
    match (and, comma) {
        (true, _) => Joint::And,
        (false, true) => Joint::Comma,
        _ => Joint::None,
    }
}

fn part_of(view: View<'_, '_>, sentence: Sentence, first: usize, last: usize, adjective: bool) -> Part {
    let page = view.page;
    let the = usize::from(first > sentence.first && page.word(first - 1).eq_ignore_ascii_case("the"));
    let start = first - the;
    let before =
        |back: usize| start.checked_sub(back).filter(|&i| i >= sentence.first).map_or("", |i| page.word(i));
    let possessive = page.tokens.get(last).is_some_and(|t| t.kind == Kind::Possessive);
    if before(1) == "of" && matches!(before(2), "behalf" | "name")
        || before(1) == "for" && matches!(before(2), "speaking" | "Speaking" | "spoke" | "intervening")
        || matches!(before(1), "representing" | "Representing")
        || matches!(before(1), "for" | "For") && is_spoken_for(view, start, last)
    {
        return Part::Behalf;
    }
    if before(1) == "by" && start >= sentence.first + 2 {
        return Part::Agent(start - 2);
    }
    if before(1) == "did" && before(2) == "as" || matches!(before(1), "like" | "Like") {
        return Part::AsDid;
    }
    let noun_follows =
        adjective && page.tokens.get(last).is_some_and(|t| t.is_word() && !t.is(Class::AUX.or(Class::MODAL)));
    if possessive || noun_follows || before(1) == "of" {
        return Part::Owner;
    }
    if before(1) == "with" && matches!(before(2), "together" | "along" | "jointly")
        || before(1) == "with" && page.is_mark(start.wrapping_sub(2), b',')
    {
        return Part::With;
    }
    let preposition = start > sentence.first && page.is(start - 1, Class::PREP) && before(1) != "including";
    let object = start > sentence.first
        && !preposition
        && page.tokens[start - 1].is_word()
        && page.is(
            start - 1,
            Class::SUPPORT.or(Class::OPPOSE).or(Class::CRITICISE).or(Class::AGREE).or(Class::POSITION),
        )
        && !page.is(start - 1, Class::SAY);
    if preposition || object {
        return Part::Other;
    }
    Part::Subject
}

/// `KENYA, for the AFRICAN GROUP, said`: a party before the comma, a comma after.
fn is_spoken_for(view: View<'_, '_>, start: usize, last: usize) -> bool {
    let page = view.page;
    let comma_before = start >= 2 && (page.is_mark(start - 2, b',') || page.is_mark(start - 2, b'('));
    let comma_after = page.is_mark(last, b',') || page.is_mark(last, b')') || page.is_mark(last, b'(');
    let party_before = start >= 3
        && view.chunks.parties_within(start.saturating_sub(8), start - 1).iter().any(|m| m.last == start - 2);
    comma_before && comma_after && party_before
}
