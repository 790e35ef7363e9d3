//! When two names mean the same: parties with their other names, people by surname, sources by their words.

/// Other names of states and groupings that material and reader may both use; the first is the one compared.
const SAME: &[&[&str]] = &[
    &["united states", "us", "usa", "united states of america", "america", "american", "washington"],
    &["united kingdom", "uk", "britain", "great britain", "british", "london"],
    &["european union", "eu", "european commission", "commission", "brussels"],
    &["russia", "russian federation", "moscow"],
    &["viet nam", "vietnam"],
    &["türkiye", "turkey"],
    &["republic of korea", "south korea"],
    &["north korea", "dprk", "democratic people's republic of korea"],
    &["laos", "lao", "lao pdr", "lao people's democratic republic"],
    &["iran", "islamic republic of iran"],
    &["democratic republic of the congo", "democratic republic of congo", "dr congo", "drc"],
    &["kyrgyzstan", "kyrgyz republic"],
    &["united nations", "un"],
    &["g-77/china", "g-77", "g77", "g77/china", "group of 77", "group of 77 and china"],
    &["aosis", "alliance of small island states", "alliance of small island states (aosis)"],
    &["ldcs", "least developed countries", "least developed countries (ldcs)"],
    &["ailac", "independent alliance of latin america and the caribbean"],
    &["latin american and caribbean group", "grulac"],
    &["caribbean community", "caricom"],
    &["like-minded developing countries", "lmdcs", "lmdc"],
    &["african union", "au"],
    &["united arab emirates", "uae"],
    &["international monetary fund", "imf"],
    &["cabo verde", "cape verde"],
    &["timor-leste", "east timor"],
];

/// Titles that are no part of a name.
const TITLES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "dr",
    "prof",
    "professor",
    "sir",
    "dame",
    "lord",
    "lady",
    "general",
    "gen",
    "president",
    "minister",
    "ambassador",
    "judge",
    "justice",
    "colonel",
    "cllr",
    "sheikh",
    "the",
    "a",
    "an",
];

/// Lower case, marks and articles dropped, possessives cut.
pub fn plain(name: &str) -> String {
    let lower = name.to_lowercase().replace(['’', '‘'], "'").replace(['“', '”', '"', ',', '.'], "");
    let words = lower.split_whitespace().skip_while(|w| *w == "the").collect::<Vec<_>>().join(" ");
    words.strip_suffix("'s").unwrap_or(&words).to_owned()
}

/// The name a party is compared by.
pub fn canonical(name: &str) -> String {
    let plain = plain(name);
    let same = SAME.iter().find(|names| names.contains(&plain.as_str()));
    same.map_or(plain, |names| names[0].to_owned())
}

/// Whether two names mean one party.
pub fn same_party(a: &str, b: &str) -> bool {
    !a.is_empty() && canonical(a) == canonical(b)
}

/// The words of a name without titles.
pub fn tokens(name: &str) -> Vec<String> {
    let plain = plain(name);
    let words = plain.split(|c: char| c.is_whitespace() || "/()".contains(c));
    let named = |w: &&str| !w.is_empty() && !TITLES.contains(w);
    words.filter(named).map(|w| w.strip_suffix("'s").unwrap_or(w).to_owned()).collect()
}

fn within(few: &[String], many: &[String]) -> bool {
    !few.is_empty() && few.iter().all(|w| many.contains(w))
}

/// Whether two names mean one person: one's words are among the other's and the surnames meet.
pub fn same_person(a: &str, b: &str) -> bool {
    let (a, b) = (tokens(a), tokens(b));
    let surname = |few: &[String], many: &[String]| {
        few.last().is_some_and(|last| many.last() == Some(last) || few.len() > 1)
    };
    (within(&a, &b) && surname(&a, &b)) || (within(&b, &a) && surname(&b, &a))
}

/// The noun phrase up to where it is modified: "analysis of its traffic" gives "analysis".
fn nucleus(phrase: &str) -> Vec<String> {
    let cut = [" of ", " from ", " in ", " seen ", " for ", " at ", " who ", " on ", ","];
    let end = cut.iter().filter_map(|c| phrase.find(c)).min().unwrap_or(phrase.len());
    tokens(&phrase[..end])
}

/// Whether a name found means the entity one of whose mentions is `mention`.
///
/// "Obama" means "US President Barack Obama"; "Afghanistan" does not mean "the Afghan team's coach", nor does
/// "Scientology" mean "a Scientology attorney, Kendrick Moxon".
pub fn means(found: &str, mention: &str) -> bool {
    if plain(found).is_empty() {
        return false;
    }
    if plain(found) == plain(mention) || same_party(found, mention) {
        return true;
    }
    let (name, whole, nucleus) = (tokens(found), tokens(mention), nucleus(mention));
    let heads = [whole.last(), nucleus.last()];
    let holds_head = heads.into_iter().flatten().any(|head| name.contains(head));
    let begins = name.len() > 1 && whole.starts_with(&name);
    let found_longer = whole.len() > 1 || mention.chars().next().is_some_and(char::is_uppercase);
    // "PC World's recent analysis" means "recent analysis of its own statistics".
    let fuller = nucleus.len() > 1 && name.ends_with(&nucleus);
    begins || fuller || (within(&name, &whole) && holds_head) || (found_longer && same_person(found, mention))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_are_told_from_their_modifiers() {
        assert!(means("Barack Obama", "US President Barack Obama"));
        assert!(means("Rathbun", "Mark Rathbun"));
        assert!(!means("Afghanistan", "the Afghan team's coach"));
        assert!(!means("Scientology", "a Scientology attorney, Kendrick Moxon"));
        assert!(means("A leaked internal letter", "A leaked internal letter seen by Sky News"));
        assert!(means("PC World's recent analysis", "recent analysis of its own statistics"));
        assert!(same_party("the U.S.", "United States"));
    }
}
