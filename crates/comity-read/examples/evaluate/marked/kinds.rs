//! The kinds of relation an annotation may state.

/// The kind a bulletin's line begins with.
pub fn kind(short: &str) -> Option<&'static str> {
    match short {
        "sup" => Some("support"),
        "agr" => Some("agreement"),
        "obo" => Some("on_behalf_of"),
        "opp" => Some("opposition"),
        "crit" => Some("criticism"),
        _ => None,
    }
}

/// Whether parties so related stand together or against each other; nothing for a word that is no kind.
pub fn polarity(kind: &str) -> Option<&'static str> {
    match kind {
        "support" | "agreement" | "on_behalf_of" => Some("positive"),
        "opposition" | "criticism" => Some("negative"),
        _ => None,
    }
}
