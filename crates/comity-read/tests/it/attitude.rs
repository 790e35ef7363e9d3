//! Cooperation and conflict: acts, what they are done to, and denials.

use comity_read::{Attitude, attitude};

#[test]
fn acts_decide() {
    for sentence in [
        "Upland agreed to share flood data with Delta, officials said on Monday.",
        "Coast will release 40 detained fishermen.",
        "The two governments resumed talks in March after months of protests.",
        "Rebels in the north declared a ceasefire.",
    ] {
        assert_eq!(attitude(sentence), Attitude::Cooperate, "{sentence}");
    }
    for sentence in [
        "Upland accused Delta of diverting the river.",
        "Coast threatened to close the harbour unless its fishermen were released.",
        "Police fired on villagers who had met to discuss an agreement.",
        "Delta asked for more grain.",
    ] {
        assert_eq!(attitude(sentence), Attitude::Conflict, "{sentence}");
    }
}

#[test]
fn ending_takes_its_sense_from_what_is_ended() {
    assert_eq!(attitude("Upland lifted its blockade of the valley."), Attitude::Cooperate);
    assert_eq!(attitude("Upland suspended aid to Delta."), Attitude::Conflict);
    assert_eq!(attitude("The miners called off a strike."), Attitude::Cooperate);
    assert_eq!(attitude("Coast broke off talks with Upland."), Attitude::Conflict);
}

#[test]
fn denials_turn_an_act_round() {
    assert_eq!(attitude("Delta did not agree to the new border."), Attitude::Conflict);
    assert_eq!(attitude("Upland will never support the plan."), Attitude::Conflict);
}

#[test]
fn nothing_said_is_the_commoner_class() {
    assert_eq!(attitude(""), Attitude::Conflict);
    assert_eq!(attitude("Rain fell on the pass."), Attitude::Conflict);
}
