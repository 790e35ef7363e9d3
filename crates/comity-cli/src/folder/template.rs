//! `comity new --spreadsheet FILE`: a table to fill in, for people who think in spreadsheets.

use std::path::{Path, PathBuf};

use comity::format::File;
use rust_xlsxwriter::{Format, Workbook, XlsxError};

use crate::failure::Failure;
use crate::terminal;

/// The table: what the reader of spreadsheets expects, with an invented example to overwrite.
const TABLE: &[&[&str]] = &[
    &["Issue", "Option", "North", "South"],
    &["Title", "The shared well"],
    &["Water a day", "unit", "m³"],
    &["", "weight", "60", "50"],
    &["", "20", "0", "1"],
    &["", "40", "0.6", "0.7"],
    &["", "60", "1", "0"],
    &["", "current draft", "60"],
    &["Who keeps the pump", "weight", "25", "40"],
    &["", "North", "1", "0"],
    &["", "South", "0", "1"],
    &["", "Both in turn", "0.8", "0.8"],
    &["", "red line", "South", "North"],
    &["", "current draft", "open"],
    &["Review", "weight", "15", "10"],
    &["", "every year", "0.5", "1"],
    &["", "every five years", "1", "never"],
    &["", "current draft", "every year"],
    &["Reservation", "", "45", "40"],
];

/// What the second sheet says.
const HELP: &[&str] = &[
    "How to fill in the first sheet",
    "A row an option, a column a party. Rename, add and delete parties, issues and options as you need.",
    "The issue's name stands on its first row; the rows below with an empty first column belong to it.",
    "A score is any number; scores are multiplied by the weight where there is a row `weight`.",
    "`never` in place of a score, or an option named in a row `red line`, is never acceptable to that party. \
     Several options: with ; between them.",
    "`unit` names the unit of the options, when they are numbers.",
    "`current draft` names the option that the draft on the table holds, or `open`.",
    "`Reservation` is what no deal is worth to each party, in the same points.",
    "Leave a party's column blank where you know nothing.",
];

/// Writes the template as .xlsx or .csv; an existing file is left alone.
pub fn write(path: &Path) -> Result<(), Failure> {
    let path = with_extension(path);
    let bytes = match extension(&path).as_deref() {
        Some("xlsx") => {
            xlsx().map_err(|why| Failure::refused(format!("the table could not be made: {why}")))?
        }
        Some("csv") => csv().into_bytes(),
        _ => {
            let message = format!("{}: a template is written as .xlsx or .csv", path.display());
            return Err(Failure::usage(message).with_help("example: comity new --spreadsheet talks.xlsx"));
        }
    };
    if path.exists() {
        let message = format!("{} exists already", path.display());
        return Err(Failure::refused(message).with_help("name a file that does not exist yet"));
    }
    std::fs::write(&path, bytes).map_err(Failure::writing(&path))?;
    let shown = path.display();
    terminal::print(&format!("Wrote {shown}.\nFill it in, then run `comity analyse {shown}`.\n"))
}

fn with_extension(path: &Path) -> PathBuf {
    if path.extension().is_some() { path.to_owned() } else { path.with_extension("xlsx") }
}

fn extension(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_string_lossy().into_owned();
    let file = File { path: name, bytes: Vec::new() };
    ["xlsx", "csv"].into_iter().find(|known| file.has_extension(known)).map(str::to_owned)
}

fn xlsx() -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let (bold, faint) = (Format::new().set_bold(), Format::new().set_font_color(0x0060_6060));
    let sheet = book.add_worksheet();
    sheet.set_name("Talks")?.set_freeze_panes(1, 2)?;
    for (row, cells) in (0u32..).zip(TABLE) {
        for (column, cell) in (0u16..).zip(*cells) {
            let reserved = ["unit", "weight", "red line", "current draft"].contains(cell);
            match cell.parse::<f64>() {
                _ if cell.is_empty() => continue,
                Ok(number) if column > 1 => sheet.write_number(row, column, number)?,
                _ if row == 0 || column == 0 => sheet.write_string_with_format(row, column, *cell, &bold)?,
                _ if column == 1 && reserved => sheet.write_string_with_format(row, column, *cell, &faint)?,
                _ => sheet.write_string(row, column, *cell)?,
            };
        }
    }
    for (column, width) in [(0, 24.0), (1, 22.0), (2, 14.0), (3, 14.0)] {
        sheet.set_column_width(column, width)?;
    }
    let help = book.add_worksheet();
    help.set_name("Help")?.set_column_width(0, 110)?;
    for (row, line) in (0u32..).zip(HELP) {
        help.write_string(row, 0, *line)?;
    }
    book.save_to_buffer()
}

fn csv() -> String {
    let width = TABLE[0].len();
    let line = |cells: &&[&str]| {
        let filled = cells.iter().copied().chain(std::iter::repeat("")).take(width);
        filled.collect::<Vec<_>>().join(",") + "\r\n"
    };
    TABLE.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use comity::format::{Files, spreadsheet};

    #[test]
    fn the_template_reads_back_in_both_forms() {
        let read = |name: &str, bytes: Vec<u8>| {
            let files: Files = [(name, bytes)].into_iter().collect();
            spreadsheet::read(&files).unwrap()
        };
        let (from_xlsx, from_csv) =
            (read("talks.xlsx", xlsx().unwrap()), read("talks.csv", csv().into_bytes()));
        assert_eq!(from_xlsx, from_csv);
        assert_eq!((from_xlsx.parties.len(), from_xlsx.issues.len(), from_xlsx.drafts.len()), (2, 3, 1));
        assert_eq!(from_xlsx.mandates[1].red_lines.len(), 2);
        assert!(!csv().contains('"'), "no cell needs quoting");
    }
}
