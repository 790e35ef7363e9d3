//! The press report with all names, offices and cities, and then its states too, replaced by others drawn by seed.

use super::geneva::{Item, Talks, items};
use super::marks::replace;
use super::material::Outcome;
use super::tally::Row;

const MEN: &[&str] = &[
    "Tomas", "Emeka", "Henrik", "Rafael", "Jiro", "Omar", "Laszlo", "Piotr", "Anwar", "Luís", "Sven", "Milan",
];
const WOMEN: &[&str] =
    &["Ingrid", "Amara", "Noor", "Beatriz", "Hana", "Zofia", "Leila", "Marta", "Chloé", "Divya"];
const SURNAMES: &[&str] = &[
    "Okonkwo",
    "Lindqvist",
    "Haddad",
    "Moreau",
    "Tanaka",
    "Kovačević",
    "Silveira",
    "Petrosyan",
    "Achterberg",
    "Nowak",
    "Farouk",
    "Brandvold",
    "Castellanos",
    "Ferreira",
    "Halloran",
    "Iwasaki",
    "Jensen",
    "Karimov",
    "Mutasa",
    "Quintero",
    "Rossetti",
    "Szabo",
    "Thorne",
    "Ueda",
    "Vasquez",
    "Whitlock",
    "Yilmaz",
    "Zeman",
];
/// An office and the words it is taken up by.
const FIRST: &[[&str; 2]] = &[
    ["Secretary of State", "the Secretary"],
    ["Secretary of the Interior", "the Secretary"],
    ["Minister of Foreign Affairs", "the Minister"],
    ["Minister of Commerce", "the Minister"],
];
const SECOND: &[&str] = &["Navy Secretary", "Air Force Secretary", "Defense Minister", "Energy Minister"];
const ENVOY: &[&str] = &["special representative", "chief negotiator", "special envoy", "peace envoy"];
const AMBASSADOR: &[&str] = &["Ambassador to", "Consul General to", "Special Representative to"];
const ADVISER: &[&str] =
    &["economic adviser", "senior adviser", "national security adviser", "presidential aide"];
const COMMANDER: &[&str] =
    &["NATO Deputy Commander", "NATO Maritime Commander", "NATO Supreme Allied Commander"];
const RANK: &[&str] = &["Admiral", "Lieutenant General", "General"];
const RULER: &[&str] = &["Prime Minister", "Chancellor", "President"];
const COUNCIL: &[&str] = &["State Security Service", "Defense Planning Board", "Foreign Policy Council"];
const PLACES: &[[&str; 3]] = &[
    ["Oslo", "Norway", "Norwegian"],
    ["Vienna", "Austria", "Austrian"],
    ["Doha", "Qatar", "Qatari"],
    ["Nairobi", "Kenya", "Kenyan"],
    ["Jakarta", "Indonesia", "Indonesian"],
    ["Lisbon", "Portugal", "Portuguese"],
];
const ELSEWHERE: &[&str] = &["Bangkok", "Montreal", "Santiago", "Rabat"];
const MEDIATORS: &[[&str; 2]] =
    &[["Italy", "Italian"], ["India", "Indian"], ["Egypt", "Egyptian"], ["Australia", "Australian"]];
const PARTIES: &[[&str; 3]] = &[
    ["Moldova", "Moldovan", "Chișinău"],
    ["Georgia", "Georgian", "Tbilisi"],
    ["Colombia", "Colombian", "Bogotá"],
    ["Cambodia", "Cambodian", "Phnom Penh"],
];
const OTHERS: &[&str] = &["Turkish", "Thai", "Venezuelan", "Belarusian"];

/// A small generator (splitmix64): the same seed draws the same names everywhere.
struct Draw(u64);

impl Draw {
    fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn one<T: Copy>(&mut self, list: &[T]) -> T {
        list[usize::try_from(self.number() % list.len() as u64).unwrap_or(0)]
    }

    /// One that was not drawn before.
    fn fresh(&mut self, list: &[&'static str], used: &mut Vec<&'static str>) -> &'static str {
        loop {
            let name = self.one(list);
            if !used.contains(&name) {
                used.push(name);
                return name;
            }
        }
    }
}

type Pairs = Vec<(String, String)>;

fn people(draw: &mut Draw, pairs: &mut Pairs) {
    let full = [
        ("Marco", "Rubio", MEN),
        ("Daniel P.", "Driscoll", MEN),
        ("Steve", "Witkoff", MEN),
        ("Julie", "Davis", WOMEN),
        ("Jared", "Kushner", MEN),
        ("Alexus", "Grynkewich", MEN),
        ("Volodymyr", "Zelenskyy", MEN),
        ("Andriy", "Yermak", MEN),
        ("Rustem", "Umerov", MEN),
    ];
    let mut used = Vec::new();
    for (first, last, names) in full {
        pairs.push((first.to_owned(), draw.fresh(names, &mut used).to_owned()));
        pairs.push((last.to_owned(), draw.fresh(SURNAMES, &mut used).to_owned()));
    }
    pairs.push(("Trump".to_owned(), draw.fresh(SURNAMES, &mut used).to_owned()));
}

fn offices(draw: &mut Draw, pairs: &mut Pairs) {
    let first = draw.one(FIRST);
    let ruler = draw.one(RULER);
    let drawn = [
        ("Secretary of State", first[0]),
        ("the Secretary", first[1]),
        ("Army Secretary", draw.one(SECOND)),
        ("special envoy", draw.one(ENVOY)),
        ("Ambassador to", draw.one(AMBASSADOR)),
        ("presidential adviser", draw.one(ADVISER)),
        ("NATO Supreme Allied Commander", draw.one(COMMANDER)),
        ("General", draw.one(RANK)),
        ("President", ruler),
        ("National Security and Defense Council", draw.one(COUNCIL)),
    ];
    pairs.extend(drawn.map(|(old, new)| (old.to_owned(), new.to_owned())));
}

fn cities(draw: &mut Draw, pairs: &mut Pairs) {
    let place = draw.one(PLACES);
    let elsewhere = draw.one(ELSEWHERE);
    let drawn =
        [("Geneva", place[0]), ("Switzerland", place[1]), ("Swiss", place[2]), ("Johannesburg", elsewhere)];
    pairs.extend(drawn.map(|(old, new)| (old.to_owned(), new.to_owned())));
}

fn states(draw: &mut Draw, pairs: &mut Pairs) {
    let (mediator, party, other) = (draw.one(MEDIATORS), draw.one(PARTIES), draw.one(OTHERS));
    let drawn = [
        ("the United States", mediator[0]),
        ("United States", mediator[0]),
        ("American", mediator[1]),
        ("U.S.", mediator[1]),
        ("Ukraine", party[0]),
        ("Ukrainian", party[1]),
        ("Kyiv", party[2]),
        ("Russian", other),
    ];
    pairs.extend(drawn.map(|(old, new)| (old.to_owned(), new.to_owned())));
}

/// Places where the old names stand as whole words, longest name first.
fn pieces(text: &str, names: &[(String, String)]) -> Vec<((usize, usize), String)> {
    let mut names: Vec<_> = names.iter().collect();
    names.sort_by_key(|(old, _)| std::cmp::Reverse(old.len()));
    let mut taken: Vec<((usize, usize), String)> = Vec::new();
    for (old, new) in names {
        for (start, _) in text.match_indices(old.as_str()) {
            let end = start + old.len();
            let alone = !text[..start].ends_with(char::is_alphanumeric)
                && (!text[end..].starts_with(char::is_alphanumeric) || !old.ends_with(char::is_alphanumeric));
            if alone && taken.iter().all(|((s, e), _)| end <= *s || start >= *e) {
                taken.push(((start, end), new.clone()));
            }
        }
    }
    taken.sort_by_key(|(at, _)| *at);
    taken
}

/// A name of the answers after the replacement.
pub fn rename(name: &str, names: &[(String, String)]) -> String {
    replace(name, &pieces(name, names)).0
}

/// The report with others' names.
fn drawn(talks: &Talks, seed: u64, with_states: bool) -> Talks {
    let (mut draw, mut names) = (Draw(seed), Vec::new());
    people(&mut draw, &mut names);
    offices(&mut draw, &mut names);
    cities(&mut draw, &mut names);
    if with_states {
        states(&mut draw, &mut names);
    }
    let (text, moves) = replace(&talks.text, &pieces(&talks.text, &names));
    Talks { text, gold: talks.gold.clone(), moves, names }
}

/// The lines for the replaced report, summed over the seeds.
pub fn rows(talks: &Talks, seeds: u64) -> Outcome<Vec<Row>> {
    let mut rows = Vec::new();
    for (label, with_states) in [("names", false), ("states too", true)] {
        let mut sums: Vec<Item> = Vec::new();
        for seed in 1..=seeds {
            for (i, item) in items(&drawn(talks, seed, with_states))?.into_iter().enumerate() {
                let errors: Vec<String> = item.errors.iter().map(|e| format!("seed {seed}: {e}")).collect();
                match sums.get_mut(i) {
                    Some(sum) => {
                        sum.right += item.right;
                        sum.all += item.all;
                        sum.errors.extend(errors);
                    }
                    None => sums.push(Item { errors, ..item }),
                }
            }
        }
        rows.extend(
            sums.into_iter()
                .map(|i| Row::share(format!("{label}: {}", i.task), i.right, i.all, i.goal, i.errors)),
        );
    }
    Ok(rows)
}
