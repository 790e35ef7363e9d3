//! Who a sentence names: people by what stands around their names, and names that are nobody's.

use comity_read::{Document, read};

/// The people read in a report of two states with one sentence more.
fn people(sentence: &str) -> Vec<String> {
    let text =
        format!("Kenya and Ghana opened talks on fish in Lagos on Tuesday.\n\n{sentence}\n\nTalks go on.\n");
    read(&Document::new(&text)).people.iter().map(|p| p.name.clone()).collect()
}

#[test]
fn a_name_before_of_and_a_place_is_somebody() {
    for (sentence, name) in [
        ("Her co-chair, Niklas Oesterheld of Germany, was more measured.", "Niklas Oesterheld"),
        (
            "The council's president, Olufemi Adegbenro of Nigeria, published it on July 1.",
            "Olufemi Adegbenro",
        ),
        ("Marios Hadjivassos of Cyprus arrived by ferry, his office said.", "Marios Hadjivassos"),
        ("Their spokesman, Tjeerd Postma of SC Wolvega, said the contract ends in May.", "Tjeerd Postma"),
    ] {
        let found = people(sentence);
        assert!(found.iter().any(|f| f == name), "{sentence}: {found:?}");
    }
}

#[test]
fn what_an_organisation_or_a_place_is_called_is_nobody() {
    for sentence in [
        "The boats fish in the Bay of Bengal.",
        "The University of Leeds sent a report.",
        "Reporters waited outside the Royal Society of Arts.",
        "The Gulf of Guinea is full of boats.",
    ] {
        assert_eq!(people(sentence), [""; 0], "{sentence}");
    }
}

#[test]
fn titles_are_no_part_of_a_name() {
    for (sentence, name) in [
        ("The delegation was headed by Deputy Director-General Omar Sebti.", "Omar Sebti"),
        ("Ghana was represented by Mr Kofi Ansah, Convenor, and Ms Adwoa Mensah.", "Kofi Ansah"),
        ("Datuk Hamzah Rosli said that the talks went well.", "Hamzah Rosli"),
        ("The Hon. Gerard d'Entremont-Fraser opened the session.", "Gerard d'Entremont-Fraser"),
    ] {
        let found = people(sentence);
        assert!(found.iter().any(|f| f == name), "{sentence}: {found:?}");
    }
}
