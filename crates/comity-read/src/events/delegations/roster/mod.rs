//! Who sat on a side, told as a list: "Cambodia sent A", "For the union: A and B", "with her were A and B".

mod beside;
mod led;
mod members;
mod owner;
mod seated;
mod sent;

use crate::draft::{Draft, View};
use crate::page::Sentence;
use beside::{beside, goes_on, together_for};
use led::{chief_is, leads_team, led_after_list, led_by};
use members::enter;
use seated::{at_table_for, minutes, on_the_side, seated};
use sent::{gapped, made_of, represented, sent};

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
            .or_else(|| represented(view, at, sentence))
            .or_else(|| gapped(view, draft, at, sentence))
            .or_else(|| on_the_side(view, at, sentence))
            .or_else(|| beside(view, draft, at, sentence))
            .or_else(|| leads_team(view, draft, at, sentence))
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
