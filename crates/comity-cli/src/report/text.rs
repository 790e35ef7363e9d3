//! A report for the terminal: at most 100 columns, bars in eighths, colours only where wanted.

use super::{Bar, Bars, Item, Report, Section, Table, Tone};
use crate::terminal::{Paint, Style};
use comity_text::form::{Fate, Passage};
use unicode_width::UnicodeWidthStr;

/// Widest line.
pub const WIDTH: usize = 100;
/// Cells of a bar.
const BAR: usize = 18;

/// The report as text.
pub fn text(report: &Report, paint: Paint) -> String {
    let mut lines = vec![top(report, paint), String::new()];
    for section in &report.sections {
        show(section, paint, &mut lines);
    }
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines.iter().map(|line| format!("{}\n", line.trim_end())).collect()
}

fn top(report: &Report, paint: Paint) -> String {
    let left = match report.subtitle.is_empty() {
        true => report.title.clone(),
        false => format!("{} · {}", report.title, report.subtitle),
    };
    let space = WIDTH.saturating_sub(left.width() + report.audience.width()).max(2);
    format!(
        "{}{}{}",
        paint.text(Style::Bold, &left),
        " ".repeat(space),
        paint.text(Style::Faint, &report.audience)
    )
}

fn show(section: &Section, paint: Paint, lines: &mut Vec<String>) {
    if !section.heading.is_empty() {
        lines.push(paint.text(Style::Bold, &section.heading));
    }
    let indent = if section.heading.is_empty() { 0 } else { 2 };
    for (i, item) in section.items.iter().enumerate() {
        let before = i.checked_sub(1).map(|i| &section.items[i]);
        if before.is_some_and(|before| !matches!((before, item), (Item::Say(..), Item::Say(..)))) {
            lines.push(String::new());
        }
        match item {
            Item::Say(tone, sentence) => {
                let wrapped = wrap(sentence, WIDTH - indent);
                lines.extend(
                    wrapped.iter().map(|line| format!("{}{}", " ".repeat(indent), toned(*tone, line, paint))),
                );
            }
            Item::Bars(bars) => lines.extend(show_bars(bars, paint)),
            Item::Table(table) => lines.extend(show_table(table, paint)),
            Item::Passages(passages) => lines.extend(show_passages(passages, paint)),
            Item::Picture(picture) => {
                lines.extend(picture.terminal.iter().map(|line| format!("  {line}")));
                lines.extend(
                    wrap(&picture.caption, WIDTH - 2)
                        .iter()
                        .map(|l| format!("  {}", paint.text(Style::Faint, l))),
                );
            }
        }
    }
    lines.push(String::new());
}

/// Paragraphs under the label of the clause they stand in; without colours, what goes stands in `[-…-]`
/// and what comes in `{+…+}`.
fn show_passages(passages: &[Passage], paint: Paint) -> Vec<String> {
    let mut lines = Vec::new();
    let mut within: &[String] = &[];
    for (at, passage) in passages.iter().enumerate() {
        if at == 0 || passage.within != within {
            lines.extend((at > 0).then(String::new));
            within = &passage.within;
            if !within.is_empty() {
                lines.push(format!("  {}", paint.text(Style::Faint, &within.join(", "))));
            }
        }
        lines.extend(wrapped(passage, paint));
    }
    lines
}

/// One paragraph, marked word by word so that a line may end anywhere in a change.
fn wrapped(passage: &Passage, paint: Paint) -> Vec<String> {
    let (margin, most) = ("    ", WIDTH - 4);
    let (mut lines, mut line, mut width) = (Vec::new(), String::new(), 0);
    for (fate, words) in &passage.stretches {
        let (open, close, style) = match fate {
            Fate::Kept => ("", "", None),
            Fate::Deleted | Fate::MovedFrom => ("[-", "-]", Some(Style::Gone)),
            Fate::Inserted | Fate::MovedTo => ("{+", "+}", Some(Style::New)),
        };
        let plain = style.is_none() || paint.0;
        let marked = if plain { words.clone() } else { marked(words, open, close) };
        for word in marked.split_inclusive(' ') {
            if width + word.trim_end().width() > most && width > 0 {
                lines.push(format!("{margin}{}", line.trim_end()));
                line.clear();
                width = 0;
            }
            width += word.width();
            line.push_str(&style.map_or_else(|| word.to_owned(), |style| paint.text(style, word)));
        }
    }
    lines.push(format!("{margin}{}", line.trim_end()));
    lines
}

/// Signs around words, a space at the end left outside.
fn marked(words: &str, open: &str, close: &str) -> String {
    let bare = words.trim_end();
    format!("{open}{bare}{close}{}", &words[bare.len()..])
}

fn toned(tone: Tone, text: &str, paint: Paint) -> String {
    match tone {
        Tone::Plain => text.to_owned(),
        Tone::Good => paint.text(Style::Green, text),
        Tone::Bad => paint.text(Style::Red, text),
        Tone::Remark => paint.text(Style::Faint, text),
    }
}

fn show_bars(bars: &Bars, paint: Paint) -> Vec<String> {
    let label =
        |row: &Bar| if row.party.is_some() { row.label.clone() } else { format!("└ {}", row.label) };
    let name = bars.rows.iter().map(|row| label(row).width()).max().unwrap_or(0);
    let value = bars.rows.iter().map(|row| row.value.width()).chain([bars.value.width()]).max().unwrap_or(0);
    let columns: Vec<usize> = (0..bars.columns.len())
        .map(|c| {
            bars.rows
                .iter()
                .map(|row| row.cells[c].width())
                .chain([bars.columns[c].width()])
                .max()
                .unwrap_or(0)
        })
        .collect();
    let heads: String =
        bars.columns.iter().zip(&columns).map(|(h, w)| format!("  {}", right(h, *w))).collect();
    let head = format!("  {}  {}  {}{heads}", pad("", name), right(&bars.value, value), " ".repeat(BAR));
    let mut lines = vec![paint.text(Style::Faint, &head)];
    for row in &bars.rows {
        let cells: String =
            row.cells.iter().zip(&columns).map(|(c, w)| format!("  {}", right(c, *w))).collect();
        let (tone, verdict) = &row.verdict;
        let start = format!("  {}  {}  ", pad(&label(row), name), right(&row.value, value));
        let before = start.width() + BAR + cells.width() + 2;
        for (i, part) in wrap(verdict, WIDTH.saturating_sub(before).max(16)).iter().enumerate() {
            let part = toned(*tone, part, paint);
            lines.push(match i {
                0 => format!("{start}{}{cells}  {part}", bar(row, paint)),
                _ => format!("{}{part}", " ".repeat(before)),
            });
        }
    }
    lines
}

/// Solid up to the value, light up to what is still open, `│` where no deal stands.
fn bar(row: &Bar, paint: Paint) -> String {
    let eighths = |part: f64| (part.clamp(0.0, 1.0) * (BAR * 8) as f64).round() as usize;
    let (filled, open) = (eighths(row.filled), eighths(row.open_to));
    let mark = row.no_deal.map(|at| (at.clamp(0.0, 1.0) * (BAR - 1) as f64).round() as usize);
    let mut text = String::new();
    for cell in 0..BAR {
        let here = filled.saturating_sub(cell * 8).min(8);
        let glyph = match here {
            0 if cell * 8 < open => '░',
            0 => ' ',
            8 => '█',
            n => [' ', '▏', '▎', '▍', '▌', '▋', '▊', '▉'][n],
        };
        match mark {
            Some(at) if at == cell && here == 8 => text.push('╂'),
            Some(at) if at == cell => text.push('│'),
            _ => text.push(glyph),
        }
    }
    match row.verdict.0 {
        Tone::Bad => paint.text(Style::Red, &text),
        Tone::Good => paint.text(Style::Green, &text),
        _ => text,
    }
}

fn show_table(table: &Table, paint: Paint) -> Vec<String> {
    let columns = table.head.len().max(table.rows.iter().map(Vec::len).max().unwrap_or(0));
    let cell = |row: &[String], c: usize| row.get(c).cloned().unwrap_or_default();
    let natural = |c: usize| {
        table
            .rows
            .iter()
            .map(|row| cell(row, c).width())
            .chain([cell(&table.head, c).width()])
            .max()
            .unwrap_or(0)
    };
    let mut widths: Vec<usize> = (0..columns).map(natural).collect();
    narrow(&mut widths, WIDTH - 2);
    let line = |row: &[String]| -> Vec<String> {
        let parts: Vec<Vec<String>> = (0..columns).map(|c| wrap(&cell(row, c), widths[c].max(1))).collect();
        let height = parts.iter().map(Vec::len).max().unwrap_or(1);
        let set = |c: usize, text: &str| match table.right.contains(&c) {
            true => right(text, widths[c]),
            false => pad(text, widths[c]),
        };
        let at =
            |l: usize| (0..columns).map(|c| set(c, parts[c].get(l).map_or("", |s| s))).collect::<Vec<_>>();
        (0..height).map(|l| format!("  {}", at(l).join("  "))).collect()
    };
    let mut lines = Vec::new();
    if table.head.iter().any(|head| !head.is_empty()) {
        lines.extend(line(&table.head).iter().map(|head| paint.text(Style::Faint, head)));
    }
    lines.extend(table.rows.iter().flat_map(|row| line(row)));
    lines
}

/// Takes width from the widest column until the line fits.
fn narrow(widths: &mut [usize], most: usize) {
    while widths.iter().sum::<usize>() + 2 * widths.len().saturating_sub(1) > most {
        let Some(widest) = (0..widths.len()).max_by_key(|&c| widths[c]) else { return };
        if widths[widest] <= 8 {
            return;
        }
        widths[widest] -= 1;
    }
}

/// Breaks between words; a word longer than the line stands alone.
pub fn wrap(text: &str, most: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_inclusive(' ') {
        let last = lines.len() - 1;
        if lines[last].width() + word.trim_end().width() > most && !lines[last].is_empty() {
            lines.push(String::new());
        }
        let last = lines.len() - 1;
        lines[last].push_str(word);
    }
    lines.iter().map(|line| line.trim_end().to_owned()).collect()
}

fn pad(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

fn right(text: &str, width: usize) -> String {
    format!("{}{text}", " ".repeat(width.saturating_sub(text.width())))
}
