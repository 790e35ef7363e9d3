//! Every published scenario: it loads, its samples are worth what they should be, and where every
//! package can be walked through, counts, frontier and bargaining points agree.

use std::path::Path;

use comity::Case;
use comity::format::{case_folder, genius, geniusweb};

use super::exhaustive::{self, Walk};
use super::golden::Golden;

/// Scenarios that the walk leaves out: more packages than this.
const MOST_PACKAGES: f64 = 70_000.0;
/// With COMITY_LONG=1.
const MOST_PACKAGES_LONG: f64 = 2_000_000.0;

pub(super) fn names(shared: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(shared.join("scenarios/genius")).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names.len(), 54);

    names
}

pub(super) fn load(shared: &Path, name: &str) -> Case {
    let files = super::folder(&shared.join("scenarios/genius").join(name));
    let read = if name.starts_with("GW_") { geniusweb::read } else { genius::read };
    read(&files).unwrap_or_else(|refusal| panic!("{name}: {refusal}"))
}

fn packages(case: &Case) -> f64 {
    case.issues.iter().map(|issue| issue.options.len() as f64).product()
}

/// Position of the option shown as `value`, compared as numbers where both are.
fn option(case: &Case, issue: usize, value: &str) -> u32 {
    let same = |option: &comity::IssueOption| {
        option.name == value || option.value.is_some_and(|own| Ok(own) == value.parse())
    };
    case.issues[issue].options.iter().position(same).unwrap_or_else(|| panic!("no {value}")) as u32
}

fn check_shape(case: &Case, golden: &Golden) {
    let issues: Vec<(String, u64)> =
        case.issues.iter().map(|issue| (issue.name.clone(), issue.options.len() as u64)).collect();
    let tidy = |(name, count): (String, u64)| (name.split_whitespace().collect::<Vec<_>>().join(" "), count);
    assert_eq!(issues, golden.issues().into_iter().map(tidy).collect::<Vec<_>>(), "{}", golden.name);
    let parties: Vec<String> = case.parties.iter().map(|party| party.name.clone()).collect();
    assert_eq!(parties, golden.parties(), "{}", golden.name);
    let stated: f64 = golden.outcomes().parse().unwrap();
    assert!((packages(case) / stated - 1.0).abs() < 1e-12, "{}: {stated}", golden.name);
}

fn check_samples(case: &Case, golden: &Golden) {
    for (values, utilities) in golden.samples() {
        let package: Vec<u32> = values.iter().enumerate().map(|(i, value)| option(case, i, value)).collect();
        for (mandate, golden_utility) in case.mandates.iter().zip(utilities) {
            let own = exhaustive::utility(case, mandate, &package).to_f64();
            assert!((own - golden_utility).abs() < 1e-9, "{}: {own} {golden_utility}", golden.name);
        }
    }
}

fn check_walk(golden: &Golden, walk: &Walk) {
    if let Some(rational) = golden.rational() {
        assert_eq!(walk.rational, rational, "{}: rational", golden.name);
    }
    let (size, hash) = golden.frontier();
    assert_eq!(walk.frontier.len() as u64, size, "{}: frontier", golden.name);
    assert_eq!(exhaustive::hash(&walk.frontier), hash, "{}: frontier", golden.name);
}

/// Nash, the greatest least gain, and the greatest sum, on the frontier rounded as the golden one.
fn check_solutions(golden: &Golden, walk: &Walk) {
    let gains = |point: &[i128]| -> Vec<i128> {
        point.iter().zip(&walk.disagreement).map(|(own, none)| own - none).collect()
    };
    let product = |point: &[i128]| gains(point).iter().map(|g| *g as f64 / 1e9).product::<f64>();
    let nash = exhaustive::best(&walk.frontier, |point| (product(point) * 1e12).round() as i128);
    let kalai = exhaustive::best(&walk.frontier, |point| *gains(point).iter().min().unwrap());
    let welfare = exhaustive::best(&walk.frontier, |point| point.iter().sum::<i128>());
    for (name, own) in [("nash", nash), ("kalai", kalai), ("max_welfare", welfare)] {
        let (_, points) = golden.solution(name);
        let found = points.iter().all(|point| own.iter().any(|other| near(other, point)));
        assert!(found, "{}: {name} {own:?} {points:?}", golden.name);
    }
}

fn near(units: &[i128], utilities: &[f64]) -> bool {
    units.iter().zip(utilities).all(|(own, other)| (*own as f64 / 1e9 - other).abs() < 2e-9)
}

#[test]
fn every_scenario_loads_and_its_samples_agree() {
    let Some(shared) = super::shared("published scenarios") else { return };
    for name in names(&shared) {
        let (case, golden) = (load(&shared, &name), Golden::open(&shared, &name));
        check_shape(&case, &golden);
        check_samples(&case, &golden);
    }
}

#[test]
fn every_scenario_survives_as_a_case_folder() {
    let Some(shared) = super::shared("published scenarios as case folders") else { return };
    for name in names(&shared) {
        let case = load(&shared, &name);
        let files = case_folder::write(&case).unwrap_or_else(|why| panic!("{name}: {why}"));
        let again = case_folder::read(&files).unwrap_or_else(|why| panic!("{name}: {why}"));
        assert_eq!(again.mandates, case.mandates, "{name}");
        assert_eq!(again.issues, case.issues, "{name}");
    }
}

#[test]
fn small_scenarios_agree_package_by_package() {
    let Some(shared) = super::shared("published scenarios, package by package") else { return };
    let long = std::env::var_os("COMITY_LONG").is_some();
    let most = if long { MOST_PACKAGES_LONG } else { MOST_PACKAGES };
    let mut walked = 0;
    for name in names(&shared) {
        let (case, golden) = (load(&shared, &name), Golden::open(&shared, &name));
        if golden.only_samples() || packages(&case) > most {
            continue;
        }
        let walk = exhaustive::walk(&case);
        check_walk(&golden, &walk);
        check_solutions(&golden, &walk);
        walked += 1;
    }
    assert!(walked >= 36, "{walked}");
}
