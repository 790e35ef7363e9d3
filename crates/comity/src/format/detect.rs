//! Which format a set of files is in, by what it holds rather than by the folder's name.

use super::Outcome;
use super::diagnostic::{Diagnostic, Place, Refusal};
#[cfg(any(feature = "genius", feature = "geniusweb"))]
use super::files::File;
use super::files::Files;
use super::{Format, nearest};

/// The reader of a format.
type Reader = fn(&Files) -> Outcome;
/// Whether files look like a format.
type Test = fn(&Files) -> bool;

/// Every format that was built in, in the order they are tried.
const FORMATS: &[(Format, Test, Reader)] = &[
    #[cfg(feature = "case-folder")]
    (Format::Folder, is_folder, super::case_folder::read),
    #[cfg(feature = "genius")]
    (Format::Genius, is_genius, super::genius::read),
    #[cfg(feature = "geniusweb")]
    (Format::GeniusWeb, is_geniusweb, super::geniusweb::read),
    #[cfg(feature = "negmas")]
    (Format::Negmas, is_negmas, super::negmas::read),
    #[cfg(feature = "spreadsheet")]
    (Format::Spreadsheet, is_spreadsheet, super::spreadsheet::read),
];

/// The format of these files; `None` when no reader claims them.
///
/// *Shape*: the first that matches of case folder, GENIUS, GeniusWeb, NegMAS, spreadsheet.
pub fn detect(files: &Files) -> Option<Format> {
    FORMATS.iter().find(|(_, is, _)| is(files)).map(|(format, ..)| *format)
}

/// Reads files of whichever format they are in.
///
/// *Errors*: every fault the reader found, or that no reader claims the files.
pub fn read(files: &Files) -> Result<(Format, crate::Case), Refusal> {
    match FORMATS.iter().find(|(_, is, _)| is(files)) {
        Some((format, _, read)) => read(files).map(|case| (*format, case)),
        None => Err(unclaimed(files).into()),
    }
}

fn unclaimed(files: &Files) -> Diagnostic {
    let any = files.iter().next().map(|file| file.path.clone()).unwrap_or_default();
    let message = if files.is_empty() { "no file to read" } else { "these files are in no known format" };
    let near = files.iter().find(|file| nearest(file.name(), ["case.toml"]).is_some());
    let help = match near {
        Some(file) => format!("`{}` looks like a misspelt `case.toml`", file.path),
        None => "a folder with case.toml, GENIUS XML, GeniusWeb JSON, a NegMAS folder, .xlsx, .ods or .csv"
            .to_owned(),
    };
    Diagnostic::at(Place::whole(any), message).help(help)
}

#[cfg(feature = "case-folder")]
fn is_folder(files: &Files) -> bool {
    files.get("case.toml").is_some()
}

/// Any XML with one of the two outermost elements; a file that begins like XML and breaks off counts,
/// so that the reader can say where.
#[cfg(feature = "genius")]
fn is_genius(files: &Files) -> bool {
    let names = ["negotiation_template", "utility_space"];
    let is = |file: &File| names.iter().any(|name| begins(file).contains(&format!("<{name}")));
    files.with_extension(&["xml"]).any(is)
        || files.iter().all(|file| file.has_extension("xml")) && !files.is_empty()
}

/// The first kilobytes of a file, as far as they are text.
#[cfg(feature = "genius")]
fn begins(file: &File) -> String {
    String::from_utf8_lossy(&file.bytes[..file.bytes.len().min(4096)]).to_ascii_lowercase()
}

#[cfg(feature = "geniusweb")]
fn is_geniusweb(files: &Files) -> bool {
    let is =
        |file: &File| super::json::parse(file).is_ok_and(|tree| super::geniusweb::recognises(&tree.root));
    files.with_extension(&["json"]).any(is)
}

/// Anything YAML or JSON that names a type; a folder of such files of which none can be parsed counts,
/// so that the reader can say where.
#[cfg(feature = "negmas")]
fn is_negmas(files: &Files) -> bool {
    let mut candidates = files.iter().filter(|file| super::negmas::is_candidate(file)).peekable();
    let all_broken = candidates.peek().is_some();
    let mut parsed = 0;
    for file in candidates {
        if let Ok(tree) = super::negmas::parse(file) {
            parsed += 1;
            if super::negmas::recognises(&tree.root) {
                return true;
            }
        }
    }
    all_broken && parsed == 0
}

#[cfg(feature = "spreadsheet")]
fn is_spreadsheet(files: &Files) -> bool {
    files.with_extension(&["xlsx", "ods", "csv"]).next().is_some()
}
