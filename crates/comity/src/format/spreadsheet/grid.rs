//! Cells as text with their rows, from .xlsx, .ods or .csv; bounded before anything is unpacked.

use std::io::{Cursor, Read};

use calamine::{Data, Ods, Reader, Xlsx};
use quick_xml::events::Event;
use zip::ZipArchive;

use super::super::diagnostic::{Diagnostic, Place};
use super::super::files::File;

/// The rows that hold something, each with its number from 1.
#[derive(Debug, Default)]
pub(super) struct Grid {
    pub(super) rows: Vec<(usize, Vec<String>)>,
}

/// Most rows of a table.
const MOST_ROWS: usize = 200_000;
/// Most columns of a table.
const MOST_COLUMNS: usize = 1_000;
/// Most cells of a table, empty ones between others counted.
const MOST_CELLS: usize = 1_000_000;
/// Most bytes a packed file may unpack to.
const MOST_UNPACKED: u64 = 64 << 20;

impl Grid {
    /// Reads the first sheet, or the first whose rows include one that begins with `Issue`.
    pub(super) fn read(file: &File) -> Result<Self, Diagnostic> {
        if file.has_extension("csv") {
            return csv(file);
        }
        if file.bytes.len() > File::MOST_BYTES {
            return Err(broken(file, format!("the file has more than {} bytes", File::MOST_BYTES)));
        }
        check_unpacked(file)?;
        if file.has_extension("xlsx") { xlsx(file) } else { ods(file) }
    }

    fn begins_with_issue(&self) -> bool {
        self.rows.iter().any(|(_, row)| row.first().is_some_and(|first| first.eq_ignore_ascii_case("issue")))
    }

    /// Puts a cell where it belongs; rows come in ascending order.
    fn put(&mut self, file: &File, row: usize, column: usize, text: String) -> Result<(), Diagnostic> {
        if text.is_empty() {
            return Ok(());
        }
        if row >= MOST_ROWS || column >= MOST_COLUMNS {
            let message = format!("a cell outside the first {MOST_ROWS} rows and {MOST_COLUMNS} columns");
            let place = Place { file: file.path.clone(), span: 0..0, line: row + 1, column: column + 1 };
            return Err(Diagnostic::at(place, message).help("delete what lies outside the table"));
        }
        if self.rows.last().is_none_or(|(last, _)| *last != row + 1) {
            self.rows.push((row + 1, Vec::new()));
        }
        if let Some((_, cells)) = self.rows.last_mut() {
            cells.resize(cells.len().max(column + 1), String::new());
            cells[column] = text;
        }
        Ok(())
    }
}

fn broken(file: &File, message: String) -> Diagnostic {
    Diagnostic::at(Place::whole(file.path.clone()), message)
}

/// Unpacks every part once, keeping nothing: a small file may hold gigabytes.
fn check_unpacked(file: &File) -> Result<(), Diagnostic> {
    let damaged = |error: &dyn std::fmt::Display| {
        broken(file, format!("not a packed spreadsheet: {error}"))
            .help("the file may be cut off; save it again")
    };
    let mut archive = ZipArchive::new(Cursor::new(&file.bytes)).map_err(|error| damaged(&error))?;
    let mut left = MOST_UNPACKED;
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|error| damaged(&error))?;
        let size =
            std::io::copy(&mut part.take(left + 1), &mut std::io::sink()).map_err(|error| damaged(&error))?;
        left = left.checked_sub(size).ok_or_else(|| {
            broken(file, format!("the file unpacks to more than {} MiB", MOST_UNPACKED >> 20))
        })?;
    }
    Ok(())
}

fn xlsx(file: &File) -> Result<Grid, Diagnostic> {
    let damaged = |error: &dyn std::fmt::Display| broken(file, format!("not a readable .xlsx file: {error}"));
    let mut book = Xlsx::new(Cursor::new(&file.bytes)).map_err(|error| damaged(&error))?;
    let mut first = None;
    for name in book.sheet_names() {
        let Ok(mut cells) = book.worksheet_cells_reader(&name) else { continue };
        let mut grid = Grid::default();
        let mut count = 0;
        while let Some(cell) = cells.next_cell().map_err(|error| damaged(&error))? {
            count += 1;
            if count > MOST_CELLS {
                return Err(broken(file, format!("the table has more than {MOST_CELLS} cells")));
            }
            let (row, column) = cell.get_position();
            grid.put(file, row as usize, column as usize, shown(&Data::from(cell.get_value().clone())))?;
        }
        if grid.begins_with_issue() {
            return Ok(grid);
        }
        first.get_or_insert(grid);
    }
    first.ok_or_else(|| broken(file, "the file has no sheet".to_owned()))
}

fn ods(file: &File) -> Result<Grid, Diagnostic> {
    check_ods(file)?;
    let damaged = |error: &dyn std::fmt::Display| broken(file, format!("not a readable .ods file: {error}"));
    let mut book = Ods::new(Cursor::new(&file.bytes)).map_err(|error| damaged(&error))?;
    let mut first = None;
    for name in book.sheet_names() {
        let Ok(range) = book.worksheet_range(&name) else { continue };
        let (top, left) = range.start().unwrap_or_default();
        let mut grid = Grid::default();
        for (row, column, value) in range.used_cells() {
            grid.put(file, top as usize + row, left as usize + column, shown(value))?;
        }
        if grid.begins_with_issue() {
            return Ok(grid);
        }
        first.get_or_insert(grid);
    }
    first.ok_or_else(|| broken(file, "the file has no sheet".to_owned()))
}

/// Measures the sheets before they are read: a cell or row can say that it is repeated a million times.
fn check_ods(file: &File) -> Result<(), Diagnostic> {
    let damaged = |error: &dyn std::fmt::Display| broken(file, format!("not a readable .ods file: {error}"));
    let mut archive = ZipArchive::new(Cursor::new(&file.bytes)).map_err(|error| damaged(&error))?;
    let mut text = String::new();
    let part = archive.by_name("content.xml").map_err(|error| damaged(&error))?;
    part.take(MOST_UNPACKED).read_to_string(&mut text).map_err(|error| damaged(&error))?;
    let mut reader = quick_xml::reader::Reader::from_str(&text);
    let mut size = Size::default();
    loop {
        match reader.read_event().map_err(|error| damaged(&error))? {
            Event::Start(tag) => size.take(tag.local_name().into_inner(), &tag, Content::Some),
            Event::Empty(tag) => size.take(tag.local_name().into_inner(), &tag, Content::None),
            Event::Eof => break,
            _ => {}
        }
        if size.cells() > MOST_CELLS {
            return Err(broken(file, format!("the table has more than {MOST_CELLS} cells"))
                .help("delete what lies outside the table, formats of whole columns included"));
        }
    }
    Ok(())
}

#[derive(Clone, Copy, PartialEq)]
enum Content {
    Some,
    None,
}

/// How large a sheet becomes when every repetition is written out.
#[derive(Default)]
struct Size {
    /// Rows up to the last that holds something.
    rows: usize,
    /// Rows so far.
    row: usize,
    /// The widest row.
    columns: usize,
    /// Columns of this row so far.
    column: usize,
    /// How often this row is repeated.
    repeated: usize,
}

impl Size {
    fn take(&mut self, name: &str, tag: &quick_xml::events::BytesStart<'_>, content: Content) {
        match name {
            "table" => *self = Self { rows: self.rows, columns: self.columns, ..Self::default() },
            "table-row" => {
                self.row = self.row.saturating_add(self.repeated);
                self.repeated = repetition(tag, "table:number-rows-repeated");
                self.column = 0;
            }
            "table-cell" | "covered-table-cell" => {
                self.column = self.column.saturating_add(repetition(tag, "table:number-columns-repeated"));
                let valued =
                    tag.attributes_raw().contains("office:") || tag.attributes_raw().contains("formula");
                if content == Content::Some || valued {
                    self.columns = self.columns.max(self.column);
                    self.rows = self.rows.max(self.row.saturating_add(self.repeated));
                }
            }
            _ => {}
        }
    }

    fn cells(&self) -> usize {
        self.rows.saturating_mul(self.columns)
    }
}

fn repetition(tag: &quick_xml::events::BytesStart<'_>, name: &str) -> usize {
    let stated = tag.try_get_attribute(name).ok().flatten();
    stated.map_or(1, |attribute| attribute.value.trim().parse().unwrap_or(usize::MAX))
}

/// A value as a person would type it.
fn shown(value: &Data) -> String {
    match value {
        Data::Empty => String::new(),
        Data::String(text) => text.trim().to_owned(),
        Data::Float(number) => {
            crate::Decimal::from_f64(*number).map_or_else(|| number.to_string(), |exact| exact.to_string())
        }
        other => other.to_string().trim().to_owned(),
    }
}

fn csv(file: &File) -> Result<Grid, Diagnostic> {
    let text = file.text()?;
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |delimiter: &char| first.matches(*delimiter).count();
    let delimiter = [',', ';', '\t'].into_iter().rev().max_by_key(count).unwrap_or(',');
    let mut reader = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter as u8)
        .from_reader(text.as_bytes());
    let mut grid = Grid::default();
    let mut record = ::csv::StringRecord::new();
    let (mut cells, mut row, mut counted) = (0, 0, 0);
    loop {
        let more = reader
            .read_record(&mut record)
            .map_err(|error| broken(file, format!("not a CSV file: {error}")))?;
        if !more {
            return Ok(grid);
        }
        // The reader counts a line only when it has passed its `\n`: count up to the first letter.
        let start = record.position().map_or(0, |position| position.byte() as usize).min(text.len());
        let blank = text.as_bytes()[start..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        row += text.as_bytes()[counted..start + blank].iter().filter(|byte| **byte == b'\n').count();
        counted = start + blank;
        cells += record.len();
        if cells > MOST_CELLS {
            return Err(broken(file, format!("the table has more than {MOST_CELLS} cells")));
        }
        for (column, text) in record.iter().enumerate() {
            grid.put(file, row, column, text.trim().to_owned())?;
        }
    }
}
