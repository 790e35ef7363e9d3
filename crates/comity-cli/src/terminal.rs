//! The terminal: colours only where a person looks, standard output, and how failures are shown.

use crate::failure::Failure;
use comity::format::Diagnostic;
use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write as _};
use std::path::Path;

/// Whether to colour: a terminal, `NO_COLOR` unset, `TERM` not `dumb`.
pub fn colours(stream: &impl IsTerminal) -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    stream.is_terminal() && !set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
}

/// How a piece of text is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Headings and conclusions.
    Bold,
    /// What is beside the point.
    Faint,
    /// Good news.
    Green,
    /// Bad news.
    Red,
    /// Names of parties and links.
    Blue,
    /// Words that go: struck out.
    Gone,
    /// Words that come: underlined.
    New,
}

/// Paints text, or leaves it alone where colours are off.
#[derive(Clone, Copy, Debug)]
pub struct Paint(pub bool);

impl Paint {
    /// For standard output.
    pub fn stdout() -> Self {
        Self(colours(&io::stdout()))
    }

    /// The text in a style.
    pub fn text(self, style: Style, text: &str) -> String {
        let code = match style {
            Style::Bold => "1",
            Style::Faint => "2",
            Style::Green => "32",
            Style::Red => "31",
            Style::Blue => "34",
            Style::Gone => "31;9",
            Style::New => "32;4",
        };
        if self.0 && !text.is_empty() { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }
}

/// Writes to standard output; a closed pipe ends the program quietly, as a filter should.
///
/// *Errors*: any other failure to write.
pub fn print(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => std::process::exit(0),
        other => other.map_err(Failure::writing(Path::new("standard output"))),
    }
}

/// Writes a remark to standard error; a remark that cannot be written is no reason to stop.
pub fn remark(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// Shows a failure on standard error.
pub fn complain(failure: &Failure) {
    remark(describe(failure, Paint(colours(&io::stderr()))).trim_end());
}

/// A failure as text: what, where with the line, what to do.
pub fn describe(failure: &Failure, paint: Paint) -> String {
    let error = paint.text(Style::Red, "error");
    match failure {
        Failure::Faults { root, faults, unlisted } => {
            let mut text = String::new();
            for fault in faults {
                text.push_str(&excerpt(root, fault, paint));
            }
            let number = faults.len() + unlisted;
            let more = if *unlisted > 0 { format!(" ({unlisted} not shown)") } else { String::new() };
            let things = if number == 1 { "fault" } else { "faults" };
            let _ = writeln!(text, "{error}: {number} {things} in {}{more}", root.display());
            text
        }
        Failure::Refused { message, help } | Failure::Usage { message, help } => {
            let help = help.as_ref().map(|help| format!("\n  help: {help}")).unwrap_or_default();
            format!("{error}: {message}{help}")
        }
        Failure::File { path, verb, error: reason } => {
            format!("{error}: cannot {verb} {}: {reason}", path.display())
        }
    }
}

/// One fault with the line it is on and a mark under the place.
fn excerpt(root: &Path, fault: &Diagnostic, paint: Paint) -> String {
    let path = if root.is_file() { root.to_owned() } else { root.join(&fault.place.file) };
    let place = match (fault.place.line, fault.place.column) {
        (0, _) => path.display().to_string(),
        (line, 0) => format!("{}:{line}", path.display()),
        (line, column) => format!("{}:{line}:{column}", path.display()),
    };
    let mut text = format!("{}: {}\n", paint.text(Style::Bold, &place), fault.message);
    if let Some(line) = source_line(&path, fault) {
        let number = fault.place.line.to_string();
        let margin = " ".repeat(number.len());
        let _ = writeln!(text, "  {} {line}", paint.text(Style::Faint, &format!("{number} |")));
        if let Some(marks) = marks(&line, fault) {
            let _ = writeln!(
                text,
                "  {margin} {} {}",
                paint.text(Style::Faint, "|"),
                paint.text(Style::Red, &marks)
            );
        }
    }
    if let Some(help) = &fault.help {
        let _ = writeln!(text, "  {}: {help}", paint.text(Style::Blue, "help"));
    }
    text.push('\n');
    text
}

/// Longest line shown; more is cut, a hostile file has lines of any length.
const WIDEST: usize = 160;

/// Characters of a terminal's own that a file must not get to it are shown as a dot.
fn source_line(path: &Path, fault: &Diagnostic) -> Option<String> {
    let bytes = std::fs::read(path).ok()?;
    let text = String::from_utf8_lossy(&bytes);
    let line = text.lines().nth(fault.place.line.checked_sub(1)?)?;
    let shown = |c: char| {
        if c == '\t' {
            ' '
        } else if c.is_control() {
            '·'
        } else {
            c
        }
    };
    Some(line.chars().take(WIDEST).map(shown).collect())
}

fn marks(line: &str, fault: &Diagnostic) -> Option<String> {
    let start = fault.place.column.checked_sub(1)?;
    let rest = line.chars().count().checked_sub(start)?;
    let bytes = fault.place.span.len();
    let length = line.chars().skip(start).scan(0, |sum, c| {
        *sum += c.len_utf8();
        Some(*sum)
    });
    let length = length.take_while(|sum| *sum <= bytes).count().clamp(1, rest.max(1));
    Some(format!("{}{}", " ".repeat(start), "^".repeat(length)))
}
