//! The table as its author meant it: which row is an option, a weight, a red line, a reservation.

use std::collections::{HashMap, HashSet};

use super::super::diagnostic::{Diagnostic, Faults, Place};
use super::super::files::File;
use super::super::{Room, nearest};
use super::grid::Grid;
use crate::decimal::Decimal;
use crate::model::Issue;

/// A cell with its place.
#[derive(Clone, Debug, Default)]
pub(super) struct Cell {
    pub(super) text: String,
    row: usize,
    column: usize,
}

/// The rows of one issue.
#[derive(Clone, Debug, Default)]
pub(super) struct Block {
    pub(super) name: Cell,
    pub(super) unit: Option<String>,
    pub(super) options: Vec<OptionRow>,
    pub(super) weights: Option<Vec<Cell>>,
    pub(super) red_lines: Vec<Vec<Cell>>,
    pub(super) draft: Option<Cell>,
    /// Position of an option by its name as it is compared.
    positions: HashMap<String, usize>,
}

/// The row of one option: its name and a cell a party.
#[derive(Clone, Debug)]
pub(super) struct OptionRow {
    pub(super) name: Cell,
    pub(super) cells: Vec<Cell>,
}

/// The whole table.
pub(super) struct Sheet<'a> {
    file: &'a File,
    pub(super) faults: Faults,
    pub(super) title: Option<String>,
    pub(super) parties: Vec<String>,
    pub(super) blocks: Vec<Block>,
    pub(super) reservation: Vec<Cell>,
    room: Room,
    names: HashSet<String>,
}

/// What a word in the second column makes of a row; anything else is the name of an option.
enum Meaning {
    Unit,
    Weight,
    RedLine,
    Draft,
    Option,
}

impl Meaning {
    fn of(word: &str) -> Self {
        match word.to_lowercase().as_str() {
            "unit" => Self::Unit,
            "weight" => Self::Weight,
            "red line" | "red lines" => Self::RedLine,
            "current draft" | "draft" => Self::Draft,
            _ => Self::Option,
        }
    }
}

/// The special row a word is a slip of the keyboard from: letters swapped, one left out or one too many.
fn misspelt(word: &str) -> Option<&'static str> {
    let word = word.to_lowercase();
    let sorted = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    let without_one = |long: &str, short: &str| {
        long.char_indices().any(|(at, c)| format!("{}{}", &long[..at], &long[at + c.len_utf8()..]) == short)
    };
    ["unit", "weight", "red line", "current draft", "draft"].into_iter().find(|meant| {
        sorted(&word) == sorted(meant) || without_one(&word, meant) || without_one(meant, &word)
    })
}

/// Whether a word in place of a score says that the option is never acceptable.
pub(super) fn is_never(word: &str) -> bool {
    word.eq_ignore_ascii_case("never")
}

/// A name as it is compared: letter case ignored, numbers as numbers.
fn compared(name: &str) -> String {
    name.parse::<Decimal>().map_or_else(|_| name.to_lowercase(), |number| number.to_string())
}

impl Cell {
    /// The cell as spreadsheets call it: `C7`.
    pub(super) fn name(&self) -> String {
        let (mut letters, mut rest) = (String::new(), self.column);
        while rest > 0 {
            letters.insert(0, char::from(b'A' + ((rest - 1) % 26) as u8));
            rest = (rest - 1) / 26;
        }
        format!("{letters}{}", self.row)
    }
}

impl<'a> Sheet<'a> {
    /// Sorts the rows; faults are taken down.
    pub(super) fn read(grid: &Grid, file: &'a File) -> Self {
        let mut sheet = Self {
            file,
            faults: Faults::default(),
            title: None,
            parties: Vec::new(),
            blocks: Vec::new(),
            reservation: Vec::new(),
            room: Room::default(),
            names: HashSet::new(),
        };
        let is_header =
            |row: &Vec<String>| row.first().is_some_and(|first| first.eq_ignore_ascii_case("issue"));
        let Some(header) = grid.rows.iter().position(|(_, row)| is_header(row)) else {
            let help = "begin with a row `Issue`, `Option` and the names of the parties; \
                        `comity new --spreadsheet FILE` writes a template";
            let fault = Diagnostic::at(Place::whole(file.path.clone()), "no row begins with `Issue`");
            sheet.faults.push(fault.help(help));
            return sheet;
        };
        sheet.header(&grid.rows[header]);
        for (number, row) in &grid.rows[header + 1..] {
            sheet.row(*number, row);
        }
        sheet.check_blocks();
        sheet
    }

    /// Whether nothing was wrong so far.
    pub(super) fn is_sound(&self) -> bool {
        self.faults.is_empty()
    }

    /// A fault at a cell.
    pub(super) fn fault(&mut self, cell: &Cell, message: String, help: &str) {
        let place = Place { file: self.file.path.clone(), span: 0..0, line: cell.row, column: cell.column };
        self.faults.push_with(|| Diagnostic::at(place, message).help(help));
    }

    /// The number in a cell; a decimal comma counts as a point.
    pub(super) fn number(&mut self, cell: &Cell) -> Option<Decimal> {
        let with_point = || cell.text.replacen(',', ".", 1).parse::<Decimal>().ok();
        let parsed = cell.text.parse::<Decimal>().ok().or_else(with_point);
        if parsed.is_none() {
            let shown: String = cell.text.chars().take(40).collect();
            self.fault(
                cell,
                format!("{}: `{shown}` is not a number", cell.name()),
                "write digits, such as 12 or 0.5",
            );
        }
        parsed
    }

    /// Position of the option with this name; a name that no option has is a fault at `cell`.
    pub(super) fn option(&mut self, block: &Block, name: &str, cell: &Cell) -> Option<usize> {
        let found = block.positions.get(&compared(name)).copied();
        if found.is_none() {
            let known = block.options.iter().take(1000).map(|row| row.name.text.as_str());
            let help = match nearest(name, known) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "write the option as in the second column".to_owned(),
            };
            let message = format!("{}: `{}` has no option `{name}`", cell.name(), block.name.text);
            self.fault(cell, message, &help);
        }
        found
    }

    fn header(&mut self, (number, row): &(usize, Vec<String>)) {
        for (at, name) in row.iter().enumerate().skip(2) {
            if name.is_empty() && row[at..].iter().all(String::is_empty) {
                break;
            }
            let cell = Cell { text: name.clone(), row: *number, column: at + 1 };
            if name.is_empty() {
                self.fault(
                    &cell,
                    format!("{}: a column without a party", cell.name()),
                    "name the party, or delete the column",
                );
            } else if self.parties.contains(name) {
                self.fault(
                    &cell,
                    format!("{}: the party `{name}` has two columns", cell.name()),
                    "rename one",
                );
            }
            self.parties.push(name.clone());
        }
        if self.parties.is_empty() {
            let cell = Cell { text: String::new(), row: *number, column: 3 };
            self.fault(
                &cell,
                "no party: the third column and those after it are the parties".to_owned(),
                "name one a column",
            );
        }
    }

    fn row(&mut self, number: usize, row: &[String]) {
        let cell = |column: usize| Cell {
            text: row.get(column).map(|text| text.trim().to_owned()).unwrap_or_default(),
            row: number,
            column: column + 1,
        };
        let (first, second) = (cell(0), cell(1));
        let cells: Vec<Cell> = (0..self.parties.len()).map(|p| cell(p + 2)).collect();
        let beyond = (self.parties.len() + 2..row.len()).map(cell).find(|cell| !cell.text.is_empty());
        if let Some(beyond) = beyond {
            self.fault(
                &beyond,
                format!("{}: a value in no party's column", beyond.name()),
                "name the party in the first row",
            );
        }
        match first.text.to_lowercase().as_str() {
            "title" => self.title = Some(second.text).filter(|title| !title.is_empty()),
            "reservation" | "reservation value" => self.reservation = cells,
            "" if second.text.is_empty() => self.stray(&cells),
            _ => self.issue_row(first, second, cells),
        }
    }

    /// A row without a name must have no values.
    fn stray(&mut self, cells: &[Cell]) {
        if let Some(cell) = cells.iter().find(|cell| !cell.text.is_empty()) {
            let message = format!("{}: a value on a row without a name", cell.name());
            self.fault(cell, message, "write the option in the second column");
        }
    }

    fn issue_row(&mut self, first: Cell, second: Cell, cells: Vec<Cell>) {
        let same =
            self.blocks.last().is_some_and(|block| first.text.is_empty() || block.name.text == first.text);
        if !same {
            if first.text.is_empty() {
                let message = format!("{}: an option before any issue", second.name());
                self.fault(&second, message, "write the issue in the first column");
                return;
            }
            if !self.names.insert(first.text.clone()) {
                let message = format!("{}: the rows of `{}` do not stand together", first.name(), first.text);
                self.fault(&first, message, "move them below each other");
            }
            self.blocks.push(Block { name: first, ..Block::default() });
        }
        let full = !self.room.take(cells.len() + 1);
        let Some(block) = self.blocks.last_mut() else { return };
        let value = cells.iter().find(|cell| !cell.text.is_empty()).cloned();
        match Meaning::of(&second.text) {
            _ if full => self.fault(&second, Room::FULL.to_owned(), "make the table smaller"),
            Meaning::Unit => block.unit = value.map(|cell| cell.text),
            Meaning::Weight => block.weights = Some(cells),
            Meaning::RedLine => block.red_lines.push(cells),
            Meaning::Draft => block.draft = value,
            // A row with the issue's name alone introduces it.
            Meaning::Option if second.text.is_empty() => self.stray(&cells),
            Meaning::Option => {
                if let Some(meant) = misspelt(&second.text) {
                    let message = format!("{}: a row called `{}`", second.name(), second.text);
                    let help = format!("did you mean `{meant}`? an option needs a name less like it");
                    self.fault(&second, message, &help);
                } else {
                    block.options.push(OptionRow { name: second, cells });
                }
            }
        }
    }

    fn check_blocks(&mut self) {
        let mut blocks = std::mem::take(&mut self.blocks);
        for block in &mut blocks {
            let names = block.options.iter().enumerate().rev();
            block.positions = names.map(|(at, row)| (compared(&row.name.text), at)).collect();
            let count = block.options.len();
            if count == 0 || count > Issue::MOST_OPTIONS {
                let message =
                    format!("{}: the issue `{}` has {count} options", block.name.name(), block.name.text);
                self.fault(&block.name, message, &format!("from 1 to {} are possible", Issue::MOST_OPTIONS));
            }
            for (at, row) in block.options.iter().enumerate() {
                if block.positions.get(&compared(&row.name.text)) != Some(&at) {
                    let message =
                        format!("{}: the option `{}` is listed twice", row.name.name(), row.name.text);
                    self.fault(&row.name, message, "rename or delete one");
                }
            }
        }
        if blocks.is_empty() && self.faults.is_empty() {
            let fault = Diagnostic::at(Place::whole(self.file.path.clone()), "the table has no issue");
            self.faults.push(fault.help("write an issue in the first column and its options in the second"));
        }
        self.blocks = blocks;
    }
}
