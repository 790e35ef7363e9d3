//! Instances of any size for benches and tests: drawn, not invented, and the same bit for bit on
//! every machine and in every language that follows the same recipe.

use crate::decimal::{Decimal, Ratio};
use crate::model::{
    ApprovalRule, Basis, Case, Draft, Holder, Issue, IssueId, IssueOption, IssueScores, Linkage, Literal,
    Mandate, NamedRule, Package, Party, PartyId, Reservation, Role, Scale,
};

/// What to draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recipe {
    /// How many negotiating parties.
    pub parties: usize,
    /// How many issues.
    pub issues: usize,
    /// How many options each issue has, at least 2.
    pub options: usize,
    /// Decides every draw.
    pub seed: u64,
    /// How the parties' interests relate.
    pub interests: Interests,
    /// Whole points to share out among the issues; real scores with an ideal of 1 when `None`.
    pub points: Option<u32>,
    /// What no deal is worth to every party: a fraction of the ideal.
    pub reservation: Option<Ratio>,
    /// Whether a complete draft, drawn uniformly, is on the table.
    pub draft: DraftOnTable,
    /// How many disjoint pairs of issues have one option of each excluding the other.
    pub exclusions: usize,
}

/// How the parties' interests relate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Interests {
    /// Drawn independently.
    #[default]
    Independent,
    /// The second party of each pair is four fifths against the first.
    Opposed,
}

/// Whether a draft is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum DraftOnTable {
    /// No draft.
    #[default]
    None,
    /// One draft that settles every issue.
    Drawn,
}

/// Why an instance cannot be drawn.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum GenerateError {
    /// A size out of range.
    #[error("{what} is {given}; at least {least} and at most {most} are possible")]
    Size {
        /// Which size.
        what: &'static str,
        /// As asked.
        given: usize,
        /// Least allowed.
        least: usize,
        /// Most allowed.
        most: usize,
    },
    /// The reservation is not a fraction of the ideal.
    #[error("the reservation is not a fraction of the ideal; give a number from 0 to 1")]
    Reservation,
}

impl Recipe {
    /// Independent real scores, nothing else.
    pub fn new(parties: usize, issues: usize, options: usize, seed: u64) -> Self {
        Self {
            parties,
            issues,
            options,
            seed,
            interests: Interests::Independent,
            points: None,
            reservation: None,
            draft: DraftOnTable::None,
            exclusions: 0,
        }
    }

    /// The case drawn by this recipe.
    ///
    /// *Exactness*: real scores carry the shortest decimal that reads back as the drawn number.
    /// *Errors*: sizes out of range, more exclusions than pairs of issues.
    pub fn case(&self) -> Result<Case, GenerateError> {
        self.check()?;
        let scores = self.scores();
        let parties = (0..self.parties).map(party).collect();
        let mandates = (0..self.parties).map(|p| self.mandate(p, &scores)).collect();
        let everyone = ApprovalRule::unanimity((0..self.parties).map(PartyId));
        Ok(Case {
            title: self.title(),
            parties,
            issues: (0..self.issues).map(|i| self.issue(i)).collect(),
            linkages: self.linkages(),
            rules: vec![NamedRule { id: "all".into(), name: "all parties".into(), rule: everyone }],
            mandates,
            drafts: self.drafts(),
            ..Case::default()
        })
    }

    /// The utilities before any rounding: `[party][issue][option]`, every party's ideal 1 up to
    /// rounding and its worst 0.
    ///
    /// *Errors*: sizes out of range.
    pub fn utilities(&self) -> Result<Vec<Vec<Vec<f64>>>, GenerateError> {
        self.check()?;
        let drawn = self.draw();
        let weighted =
            |p: usize, i: usize| drawn.values[p][i].iter().map(|v| drawn.weights[p][i] * v).collect();
        Ok((0..self.parties).map(|p| (0..self.issues).map(|i| weighted(p, i)).collect()).collect())
    }

    fn check(&self) -> Result<(), GenerateError> {
        let within = |what, given, least, most| {
            let fits = (least..=most).contains(&given);
            if fits { Ok(()) } else { Err(GenerateError::Size { what, given, least, most }) }
        };
        within("the number of parties", self.parties, 1, 1000)?;
        within("the number of issues", self.issues, 1, 10_000)?;
        within("the number of options", self.options, 2, Issue::MOST_OPTIONS)?;
        within("the number of scores", self.parties * self.issues * self.options, 1, 20_000_000)?;
        within("the number of exclusions", self.exclusions, 0, self.issues / 2)?;
        match self.reservation {
            Some(value) if !(Ratio::ZERO..=Ratio::ONE).contains(&value) => Err(GenerateError::Reservation),
            _ => Ok(()),
        }
    }

    fn title(&self) -> String {
        let interests = if self.interests == Interests::Opposed { "opposed, " } else { "" };
        let points = self.points.map_or(String::new(), |points| format!("{points} points, "));
        format!(
            "Drawn talks: {} parties, {} issues, {} options, {interests}{points}seed {}",
            self.parties, self.issues, self.options, self.seed
        )
    }

    fn issue(&self, i: usize) -> Issue {
        let option = |o: usize| IssueOption {
            id: format!("o{}", o + 1),
            name: format!("Option {}", o + 1),
            value: None,
        };
        Issue {
            id: format!("i{}", i + 1),
            name: format!("Issue {}", i + 1),
            scale: Scale::Unordered,
            options: (0..self.options).map(option).collect(),
            change_cost: None,
            filling_cost: None,
        }
    }

    fn mandate(&self, p: usize, scores: &[Vec<Vec<Ratio>>]) -> Mandate {
        let ideal = self.ideal();
        let issue_scores = |(i, points): (usize, &Vec<Ratio>)| IssueScores {
            issue: IssueId(i),
            points: points.clone(),
            weight: None,
        };
        Mandate {
            holder: Holder::Party(PartyId(p)),
            basis: Basis::Known,
            scores: scores[p].iter().enumerate().map(issue_scores).collect(),
            joint: Vec::new(),
            bias: Ratio::ZERO,
            cap: None,
            scale: Some(ideal),
            red_lines: Vec::new(),
            reservation: self.reservation.and_then(|rho| rho.checked_mul(ideal)).map(Reservation::Value),
            priorities: Vec::new(),
        }
    }

    fn ideal(&self) -> Ratio {
        self.points.map_or(Ratio::ONE, |points| Decimal::from(i64::from(points)).ratio())
    }

    fn scores(&self) -> Vec<Vec<Vec<Ratio>>> {
        let drawn = self.draw();
        let of_party = |p: usize| match self.points {
            Some(points) => whole_points(&drawn.weights[p], &drawn.values[p], points),
            None => real_scores(&drawn.weights[p], &drawn.values[p]),
        };
        (0..self.parties).map(of_party).collect()
    }

    /// Weights, then values, then the values stretched to 0…1 an issue.
    fn draw(&self) -> Drawn {
        let mut random = SplitMix::new(self.seed);
        let weights = (0..self.parties).map(|_| draw_weights(&mut random, self.issues)).collect();
        let mut values: Vec<Vec<Vec<f64>>> = Vec::with_capacity(self.parties);
        for p in 0..self.parties {
            let against = (self.interests == Interests::Opposed && p % 2 == 1).then(|| &values[p - 1]);
            let mut value = |i: usize, o: usize| {
                let x = random.unit();
                against.map_or(x, |other| 0.8 * (1.0 - other[i][o]) + 0.2 * x)
            };
            let issues = (0..self.issues).map(|i| (0..self.options).map(|o| value(i, o)).collect());
            values.push(issues.collect());
        }
        values.iter_mut().flatten().for_each(|options| stretch(options));
        Drawn { weights, values }
    }

    fn drafts(&self) -> Vec<Draft> {
        if self.draft == DraftOnTable::None {
            return Vec::new();
        }
        let mut random = SplitMix::new(self.seed.wrapping_add(1000));
        let options = (0..self.issues).map(|_| random.below(self.options) as u32).collect();
        vec![Draft { id: "1".into(), name: "Draft 1".into(), package: Package(options).into() }]
    }

    /// Issues shuffled by Fisher and Yates from the last place down, paired in order; then of each
    /// pair one option of each is drawn.
    fn linkages(&self) -> Vec<Linkage> {
        let mut random = SplitMix::new(self.seed.wrapping_add(2000));
        let mut order: Vec<usize> = (0..self.issues).collect();
        for last in (1..order.len()).rev() {
            order.swap(last, random.below(last + 1));
        }
        let mut literal = |i: usize| Literal { issue: IssueId(i), options: vec![random.below(self.options)] };
        let pairs = order.chunks_exact(2).take(self.exclusions);
        pairs
            .map(|pair| Linkage::Excludes {
                first: literal(pair[0]),
                second: literal(pair[1]),
                because: None,
            })
            .collect()
    }
}

/// `weights[party][issue]`, `values[party][issue][option]`.
struct Drawn {
    weights: Vec<Vec<f64>>,
    values: Vec<Vec<Vec<f64>>>,
}

fn party(p: usize) -> Party {
    Party {
        id: format!("p{}", p + 1),
        name: format!("Party {}", p + 1),
        role: Role::Negotiating,
        about: None,
    }
}

fn draw_weights(random: &mut SplitMix, issues: usize) -> Vec<f64> {
    let raw: Vec<f64> = (0..issues).map(|_| 0.05 + random.unit()).collect();
    let sum = raw.iter().fold(0.0, |sum, weight| sum + weight);
    raw.iter().map(|weight| weight / sum).collect()
}

fn stretch(values: &mut [f64]) {
    let least = values.iter().copied().fold(f64::INFINITY, f64::min);
    let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if most > least {
        values.iter_mut().for_each(|value| *value = (*value - least) / (most - least));
    }
}

fn real_scores(weights: &[f64], values: &[Vec<f64>]) -> Vec<Vec<Ratio>> {
    let exact = |score: f64| Decimal::from_f64(score).map_or(Ratio::ZERO, Decimal::ratio);
    let issue = |(weight, options): (&f64, &Vec<f64>)| options.iter().map(|v| exact(weight * v)).collect();
    weights.iter().zip(values).map(issue).collect()
}

fn whole_points(weights: &[f64], values: &[Vec<f64>], points: u32) -> Vec<Vec<Ratio>> {
    let whole = |score: f64| Decimal::from((score + 0.5).floor() as i64).ratio();
    let issue =
        |(share, options): (f64, &Vec<f64>)| options.iter().map(|v| whole(share * v)).collect::<Vec<_>>();
    share_out(weights, points).into_iter().zip(values).map(issue).collect()
}

/// Largest remainders; of equal ones the earlier issue first.
fn share_out(weights: &[f64], points: u32) -> Vec<f64> {
    let quotas: Vec<f64> = weights.iter().map(|weight| weight * f64::from(points)).collect();
    let mut shares: Vec<f64> = quotas.iter().map(|quota| quota.floor()).collect();
    let left = f64::from(points) - shares.iter().fold(0.0, |sum, share| sum + share);
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by(|&a, &b| (quotas[b] - shares[b]).total_cmp(&(quotas[a] - shares[a])));
    order.iter().take(left.max(0.0) as usize).for_each(|&i| shares[i] += 1.0);
    shares
}

/// The generator splitmix64: small, seeded, the same everywhere.
///
/// *Source*: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
#[derive(Clone, Debug)]
pub struct SplitMix(u64);

impl SplitMix {
    /// Starts from a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// The next multiple of 2⁻⁵³ from 0 up to but not 1.
    pub fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 * (1.0 / (1u64 << 53) as f64)
    }

    /// The next number below `bound` by remainder, as the recipe says; `bound` is at least 1.
    fn below(&mut self, bound: usize) -> usize {
        (self.bits() % bound as u64) as usize
    }
}
