//! Cooperation or conflict on the coded events of the PLOVER gold standard (share-alike: measured, never trained on).

use super::material::{Outcome, load_all, text};
use super::tally::{Goal, Row, Tally, ratio};
use comity_read::{Attitude, attitude};
use std::path::Path;

/// PLOVER's classes by side: its cooperation half (verbal and material), with retreat, which yields; the rest.
const COOPERATE: &[&str] = &["AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"];
const CONFLICT: &[&str] = &[
    "DEMAND",
    "THREATEN",
    "REJECT",
    "PROTEST",
    "DISAPPROVE",
    "SANCTION",
    "FIGHT",
    "COERCE",
    "ASSAULT",
    "INVESTIGATE",
    "MOBILIZE",
];

/// The lines for coded events.
pub fn rows(folder: &Path) -> Outcome<Vec<Row>> {
    let (mut cooperate, mut conflict, mut errors) = (Tally::default(), Tally::default(), Vec::new());
    for (_, file) in load_all(folder)? {
        for entry in file.as_array().into_iter().flatten() {
            let (class, words) = (text(entry, "event"), text(entry, "text"));
            let Some(side) = side(class).filter(|_| !words.is_empty()) else { continue };
            let answer = attitude(words);
            let (own, other) = match side {
                Attitude::Cooperate => (&mut cooperate, &mut conflict),
                Attitude::Conflict => (&mut conflict, &mut cooperate),
            };
            if answer == side {
                own.right += 1;
            } else {
                own.missed += 1;
                other.wrong += 1;
                errors.push(format!("{} read as {answer:?}: {words}", text(entry, "id")));
            }
        }
    }
    let (right, all) = (
        cooperate.right + conflict.right,
        cooperate.right + cooperate.missed + conflict.right + conflict.missed,
    );
    let macro_f1 = (cooperate.f1() + conflict.f1()) / 2.0;
    let figures =
        format!("{macro_f1:.3}, always «conflict» {:.2}", ratio(conflict.right + conflict.missed, all));
    Ok(vec![
        Row::share("cooperate or conflict, accuracy", right, all, Goal::Share(0.85), errors),
        Row::plain("cooperate or conflict, macro-F1", figures, "≥ 0.80", Some(macro_f1 >= 0.80)),
        Row::scored("cooperate", cooperate, Goal::Watch, Vec::new()),
        Row::scored("conflict", conflict, Goal::Watch, Vec::new()),
        Row::plain("classes read as cooperate", COOPERATE.join(" "), "", None),
        Row::plain("classes read as conflict", CONFLICT.join(" "), "", None),
    ])
}

fn side(class: &str) -> Option<Attitude> {
    if COOPERATE.contains(&class) {
        Some(Attitude::Cooperate)
    } else if CONFLICT.contains(&class) {
        Some(Attitude::Conflict)
    } else {
        None
    }
}
