//! A second evaluator that knows nothing of the analysis: it walks through every package with exact
//! numbers. For checking only.

use std::cmp::Ordering;

use comity::{Case, Holder, JointTerm, Mandate, Package, PartialPackage, PartyId, Ratio, Reservation};
use sha2::{Digest, Sha256};

/// Utilities and gains are counted in this many parts of 1, rounded once a package.
pub(super) const UNIT: i128 = 1_000_000_000;

fn sum(a: Ratio, b: Ratio) -> Ratio {
    a.checked_add(b).unwrap_or_else(|| coarse(a).checked_add(coarse(b)).unwrap())
}

fn coarse(value: Ratio) -> Ratio {
    Ratio::new(value.in_units(18).unwrap(), 10i128.pow(18)).unwrap()
}

/// The utility of a package under a mandate, exactly.
pub(super) fn utility(case: &Case, mandate: &Mandate, package: &[u32]) -> Ratio {
    let scores = mandate.scores.iter().map(|s| s.points[package[s.issue.0] as usize]);
    let joint = mandate.joint.iter().map(|term| points_of(case, term, package));
    let total = scores.chain(joint).fold(mandate.bias, sum);
    mandate.cap.map_or(total, |cap| total.min(cap))
}

fn points_of(case: &Case, term: &JointTerm, package: &[u32]) -> Ratio {
    match term {
        JointTerm::When { all_of, points } => {
            let holds = all_of.iter().all(|l| l.options.contains(&(package[l.issue.0] as usize)));
            if holds { *points } else { Ratio::ZERO }
        }
        JointTerm::Table { issues, points } => {
            let at = |position: usize, issue: &comity::IssueId| {
                position * case.issues[issue.0].options.len() + package[issue.0] as usize
            };
            points[issues.iter().fold(0, at)]
        }
    }
}

/// What no deal is worth.
fn reservation(mandate: &Mandate) -> Option<Ratio> {
    match mandate.reservation.as_ref()? {
        Reservation::Value(value) => Some(*value),
        Reservation::Package(package) => Some(at_least(mandate, package)),
        Reservation::NoDeal(_) => unreachable!("no published scenario scores its no-deal outcome"),
    }
}

/// The utility of a partial package, open issues at their least score.
fn at_least(mandate: &Mandate, package: &PartialPackage) -> Ratio {
    let of = |s: &comity::IssueScores| match package.0[s.issue.0] {
        Some(option) => s.points[option as usize],
        None => *s.points.iter().min().unwrap(),
    };
    mandate.scores.iter().map(of).fold(mandate.bias, sum)
}

/// What a walk through every package found.
pub(super) struct Walk {
    /// Packages at or above every reservation value.
    pub(super) rational: u64,
    /// Their non-dominated utilities in [`UNIT`]s, each once, the greatest first.
    pub(super) frontier: Vec<Vec<i128>>,
    /// What no deal gives each party: its reservation value, or the worst package if that is better.
    pub(super) disagreement: Vec<i128>,
}

/// Walks through every package of an additive case.
pub(super) fn walk(case: &Case) -> Walk {
    let parties = case.negotiating();
    let mandates: Vec<&Mandate> =
        parties.iter().map(|&PartyId(p)| case.mandate(Holder::Party(PartyId(p))).unwrap()).collect();
    let floors: Vec<Option<Ratio>> = mandates.iter().map(|mandate| reservation(mandate)).collect();
    let sizes: Vec<usize> = case.issues.iter().map(|issue| issue.options.len()).collect();
    let (mut rational, mut points, mut least) = (0, Vec::new(), vec![i128::MAX; mandates.len()]);
    let mut package = Package(vec![0; sizes.len()]);
    loop {
        let utilities: Vec<Ratio> =
            mandates.iter().map(|mandate| utility(case, mandate, &package.0)).collect();
        let rounded: Vec<i128> = utilities.iter().map(|utility| utility.in_units(9).unwrap()).collect();
        least.iter_mut().zip(&rounded).for_each(|(least, own)| *least = (*least).min(*own));
        if utilities.iter().zip(&floors).all(|(own, floor)| floor.is_none_or(|floor| *own >= floor)) {
            rational += 1;
            points.push(rounded);
        }
        if points.len() > 200_000 {
            points = non_dominated(points);
        }
        if !advance(&mut package.0, &sizes) {
            break;
        }
    }
    let floor = |floor: &Option<Ratio>| floor.map_or(i128::MIN, |floor| floor.in_units(9).unwrap());
    let disagreement = floors.iter().map(floor).zip(&least).map(|(floor, least)| floor.max(*least)).collect();
    Walk { rational, frontier: non_dominated(points), disagreement }
}

fn advance(package: &mut [u32], sizes: &[usize]) -> bool {
    for at in (0..package.len()).rev() {
        package[at] += 1;
        if (package[at] as usize) < sizes[at] {
            return true;
        }
        package[at] = 0;
    }
    false
}

/// The non-dominated points, each once, the greatest first.
pub(super) fn non_dominated(mut points: Vec<Vec<i128>>) -> Vec<Vec<i128>> {
    points.sort_unstable_by(|a, b| b.cmp(a));
    points.dedup();
    let mut kept: Vec<Vec<i128>> = Vec::new();
    for point in points {
        // Later points are smaller in the order, so only a kept one can dominate.
        if !kept.iter().any(|other| other.iter().zip(&point).all(|(a, b)| a >= b)) {
            kept.push(point);
        }
    }
    kept
}

/// The hash of the golden files: a line a point, nine decimals, the greatest point first.
pub(super) fn hash(frontier: &[Vec<i128>]) -> String {
    let number = |units: &i128| {
        let sign = if *units < 0 { "-" } else { "" };
        format!("{sign}{}.{:09}", units.abs() / UNIT, units.abs() % UNIT)
    };
    let line = |point: &Vec<i128>| point.iter().map(number).collect::<Vec<_>>().join(",");
    let text = frontier.iter().map(line).collect::<Vec<_>>().join("\n");
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The points of `frontier` at which `worth` is greatest.
pub(super) fn best<K: Ord>(frontier: &[Vec<i128>], worth: impl Fn(&[i128]) -> K) -> Vec<Vec<i128>> {
    let most = frontier.iter().map(|point| worth(point)).max();
    let ties = frontier.iter().filter(|point| Some(worth(point)).cmp(&most) == Ordering::Equal);
    ties.cloned().collect()
}
