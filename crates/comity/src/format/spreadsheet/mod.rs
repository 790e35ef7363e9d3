//! Spreadsheets (.xlsx, .ods, .csv): issues and options as rows, a column a party.
//!
//! ```text
//! Issue          Option         Upland   Delta
//! Title          Lake talks
//! Dam height     unit           m
//!                weight         30       10
//!                45             1        0.8
//!                60             0.4      never
//!                current draft  60
//! Reservation                   40       44
//! ```
//! An issue's name may stand on its first row only. `never` in place of a score, or an option named
//! in a `red line` row (several with `;` between), is a red line. Scores are multiplied by the weight
//! where there is one. An issue that a party leaves blank counts 0 to it.

mod grid;
mod sheet;

use super::diagnostic::{Diagnostic, Place, Refusal};
use super::files::{File, Files};
use super::names::Ids;
use crate::decimal::{Decimal, Ratio};
use crate::model::{
    Basis, Case, Draft, Holder, Issue, IssueId, IssueOption, IssueScores, Literal, Mandate, PartialPackage,
    Party, PartyId, RedLine, Reservation, Role, Scale,
};
use grid::Grid;
use sheet::{Block, Cell, Sheet};

/// Reads the one table among the files.
///
/// *Errors*: every fault found, with row and column.
pub fn read(files: &Files) -> Result<Case, Refusal> {
    let mut tables = files.with_extension(&["xlsx", "ods", "csv"]);
    let Some(table) = tables.next() else {
        let any = files.iter().next().map(|file| file.path.clone()).unwrap_or_default();
        return Err(Diagnostic::at(Place::whole(any), "no .xlsx, .ods or .csv file").into());
    };
    if let Some(second) = tables.next() {
        let message = format!("several tables: {} and {}", table.path, second.path);
        let help = "name the one file instead of its folder";
        return Err(Diagnostic::at(Place::whole(second.path.clone()), message).help(help).into());
    }
    let grid = Grid::read(table)?;
    let mut sheet = Sheet::read(&grid, table);
    let case = sheet.is_sound().then(|| case(&mut sheet, table));
    sheet.faults.or(case.unwrap_or_default())
}

fn case(sheet: &mut Sheet, table: &File) -> Case {
    let mut ids = Ids::default();
    let party = |name: &String| Party {
        id: ids.take(name, "party"),
        name: name.clone(),
        role: Role::Negotiating,
        about: None,
    };
    let parties: Vec<Party> = sheet.parties.iter().map(party).collect();
    let blocks = std::mem::take(&mut sheet.blocks);
    let mut ids = Ids::default();
    let issues: Vec<Issue> = blocks.iter().map(|block| issue(block, &mut ids)).collect();
    let mandates = (0..parties.len()).filter_map(|p| mandate(sheet, &blocks, p)).collect();
    let drafts = draft(sheet, &blocks);
    let title = sheet.title.clone().unwrap_or_else(|| table.stem().to_owned());
    Case { title, parties, issues, mandates, drafts: drafts.into_iter().collect(), ..Case::default() }
}

fn issue(block: &Block, issue_ids: &mut Ids) -> Issue {
    let mut ids = Ids::default();
    let unit = block.unit.clone();
    let value = |name: &str| {
        let bare = unit.as_deref().and_then(|unit| name.strip_suffix(unit)).unwrap_or(name);
        bare.trim().parse::<Decimal>().ok()
    };
    let shown = |name: &str| match &unit {
        Some(unit) if value(name).is_some() && !name.ends_with(unit.as_str()) => format!("{name} {unit}"),
        _ => name.to_owned(),
    };
    let option =
        |name: &String| IssueOption { id: ids.take(name, "option"), name: shown(name), value: value(name) };
    let options: Vec<IssueOption> = block.options.iter().map(|row| &row.name.text).map(option).collect();
    let ordered = unit.is_some() || options.iter().all(|option| option.value.is_some());
    Issue {
        id: issue_ids.take(&block.name.text, "issue"),
        name: block.name.text.clone(),
        scale: if ordered { Scale::Ordered { unit } } else { Scale::Unordered },
        options,
        change_cost: None,
        filling_cost: None,
    }
}

/// The mandate of party `p`; `None` when its column is empty.
fn mandate(sheet: &mut Sheet, blocks: &[Block], p: usize) -> Option<Mandate> {
    let mut mandate = Mandate {
        holder: Holder::Party(PartyId(p)),
        basis: Basis::Unknown,
        scores: Vec::new(),
        joint: Vec::new(),
        bias: Ratio::ZERO,
        cap: None,
        scale: None,
        red_lines: Vec::new(),
        reservation: None,
        priorities: Vec::new(),
    };
    for (at, block) in blocks.iter().enumerate() {
        mandate.scores.extend(scores(sheet, block, at, p));
        let mut never = never(sheet, block, p);
        never.sort_unstable();
        never.dedup();
        if !never.is_empty() {
            let never = Literal { issue: IssueId(at), options: never };
            mandate.red_lines.push(RedLine { never, because: None });
        }
    }
    let reservation = sheet.reservation.get(p).filter(|cell| !cell.text.is_empty()).cloned();
    mandate.reservation =
        reservation.and_then(|cell| sheet.number(&cell)).map(|value| Reservation::Value(value.ratio()));
    let says_something =
        !mandate.scores.is_empty() || !mandate.red_lines.is_empty() || mandate.reservation.is_some();
    says_something.then_some(mandate)
}

fn scores(sheet: &mut Sheet, block: &Block, at: usize, p: usize) -> Option<IssueScores> {
    let blank = |cell: &Cell| cell.text.is_empty() || sheet::is_never(&cell.text);
    if block.options.iter().all(|row| blank(&row.cells[p])) {
        return None;
    }
    let weight = block.weights.as_ref().map(|row| row[p].clone()).filter(|cell| !cell.text.is_empty());
    let weight = match weight {
        Some(cell) => sheet.number(&cell)?.ratio(),
        None => Ratio::ONE,
    };
    let mut points = Vec::with_capacity(block.options.len());
    for row in &block.options {
        let cell = &row.cells[p];
        let score = if sheet::is_never(&cell.text) {
            Some(Decimal::ZERO)
        } else if cell.text.is_empty() {
            let message =
                format!("{}: no score for `{}` of `{}`", cell.name(), row.name.text, block.name.text);
            sheet.fault(cell, message, "write a number, 0 if the party does not want it, or `never`");
            None
        } else {
            sheet.number(cell)
        };
        points.extend(score.and_then(|score| score.ratio().checked_mul(weight)));
    }
    let complete = points.len() == block.options.len();
    let stated = block.weights.is_some().then_some(weight);
    complete.then_some(IssueScores { issue: IssueId(at), points, weight: stated })
}

/// Positions of the options that are never acceptable to party `p`.
fn never(sheet: &mut Sheet, block: &Block, p: usize) -> Vec<usize> {
    let marked = block.options.iter().enumerate().filter(|(_, row)| sheet::is_never(&row.cells[p].text));
    let mut found: Vec<usize> = marked.map(|(at, _)| at).collect();
    for row in &block.red_lines {
        let cell = &row[p];
        for name in cell.text.split(';').map(str::trim).filter(|name| !name.is_empty()) {
            found.extend(sheet.option(block, name, cell));
        }
    }
    found
}

fn draft(sheet: &mut Sheet, blocks: &[Block]) -> Option<Draft> {
    let mut package = PartialPackage::open(blocks.len());
    let mut stated = false;
    for (at, block) in blocks.iter().enumerate() {
        let Some(cell) = &block.draft else { continue };
        stated = true;
        let open = cell.text.eq_ignore_ascii_case("open");
        package.0[at] =
            if open { None } else { sheet.option(block, &cell.text, cell).map(|option| option as u32) };
    }
    stated.then(|| Draft { id: "1".into(), name: "Current draft".into(), package })
}
