//! What words are known for an option: of a tie, of a proposal, or by analogy with another figure.

use crate::beside::Tie;
use crate::version::Version;

/// Where a wording comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A version says so.
    Text,
    /// A party proposed it in a criticism: its name.
    Proposal(String),
    /// Another figure stood in the same words.
    Analogy,
}

/// A wording known for an option, in this version or another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    /// The issue.
    pub issue: String,
    /// The option.
    pub option: String,
    /// The words.
    pub words: String,
    /// The clause they are for, by its permanent id, and the words in it that they replace: none for the
    /// clause as a whole. Without a place they stand wherever words for the issue stand.
    pub place: Option<(String, Option<String>)>,
    /// Where they come from.
    pub origin: Origin,
}

/// The wordings that versions give for options: of every version first those that stand in its text, then
/// those its criticisms propose.
pub fn wordings<'a>(versions: impl IntoIterator<Item = &'a Version>) -> Vec<Wording> {
    let mut all = Vec::new();
    for version in versions {
        let beside = version.beside();
        all.extend(beside.ties.iter().filter_map(|tie| {
            let words = tie.words.clone()?;
            Some(Wording {
                issue: tie.issue.clone(),
                option: tie.option.clone(),
                words,
                place: None,
                origin: Origin::Text,
            })
        }));
        all.extend(beside.criticisms.iter().filter_map(|one| {
            let (issue, option) = one.stands_for.clone()?;
            Some(Wording {
                issue,
                option,
                words: one.proposal.clone()?,
                place: Some((one.clause.clone(), one.words.clone())),
                origin: Origin::Proposal(one.by.clone()),
            })
        }));
    }
    all
}

/// Every wording known for the options of a package: of the versions in the order given, then by analogy.
pub fn known(versions: &[&Version], package: &[(String, String)]) -> Vec<Wording> {
    let mut all = wordings(versions.iter().copied());
    for (issue, option) in package {
        all.extend(versions.iter().find_map(|one| by_analogy(&one.beside().ties, issue, option)));
    }
    all
}

/// The wording of one figure made from that of another: of `60 m` for 60, `45 m` for 45.
///
/// Only where both options are figures, and the figure stands in the words of a tie exactly once.
pub fn by_analogy(ties: &[Tie], issue: &str, option: &str) -> Option<Wording> {
    if !is_figure(option) {
        return None;
    }
    let words = ties
        .iter()
        .filter(|tie| tie.issue == issue && is_figure(&tie.option))
        .find_map(|tie| replaced(tie.words.as_deref()?, &tie.option, option))?;
    Some(Wording {
        issue: issue.to_owned(),
        option: option.to_owned(),
        words,
        place: None,
        origin: Origin::Analogy,
    })
}

fn is_figure(option: &str) -> bool {
    option.starts_with(|c: char| c.is_ascii_digit()) && option.chars().all(|c| c.is_ascii_digit() || c == '.')
}

/// The words with the one figure in them replaced.
fn replaced(words: &str, from: &str, to: &str) -> Option<String> {
    let joined = |c: char| c.is_alphanumeric();
    let belongs = |c: char| joined(c) || matches!(c, '.' | ',');
    let mut places = words.match_indices(from).filter(|(at, _)| {
        let (before, after) = (&words[..*at], &words[at + from.len()..]);
        let goes_on = after.strip_prefix(['.', ',']).unwrap_or(after).starts_with(joined);
        !goes_on && !before.ends_with(belongs)
    });
    let (at, _) = places.next()?;
    match places.next() {
        Some(_) => None,
        None => Some(format!("{}{to}{}", &words[..at], &words[at + from.len()..])),
    }
}

#[cfg(test)]
mod tests {
    use super::replaced;

    #[test]
    fn a_figure_is_replaced_where_it_stands_alone_and_once() {
        assert_eq!(replaced("60 m", "60", "45").as_deref(), Some("45 m"));
        assert_eq!(replaced("Upland bears 25 %.", "25", "40").as_deref(), Some("Upland bears 40 %."));
        assert_eq!(replaced("25,5 t of 255", "25", "40"), None);
        assert_eq!(replaced("5 km\u{b2} of 5 km\u{b2}", "5", "10"), None);
        assert_eq!(replaced("ten metres", "10", "20"), None);
    }
}
