//! A report as one self-contained page: no script, nothing fetched, prints on A4.

use super::{Bars, Item, Picture, Report, Section, Table, Tone};
use comity::picture::{escape, mark};
use comity_text::form::{Fate, Passage};
use std::fmt::Write;

/// The style of every page.
pub const CSS: &str = include_str!("page.css");

/// The page.
pub fn page(report: &Report) -> String {
    let mut body = String::new();
    let _ = write!(
        body,
        "<header><p class=\"audience\">{}</p><h1>{}</h1>{}</header>\n<main>\n",
        escape(&report.audience),
        isolated(&report.title),
        match report.subtitle.is_empty() {
            true => String::new(),
            false => format!("<p class=\"subtitle\">{}</p>", isolated(&report.subtitle)),
        }
    );
    for (i, section) in report.sections.iter().enumerate() {
        write_section(section, i, &mut body);
    }
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{}</title>\n<style>\n{}</style>\n</head>\n<body>\n{body}</main>\n</body>\n</html>\n",
        escape(&[report.title.as_str(), &report.subtitle].join(" · ")),
        CSS
    )
}

/// Names may run right to left: they are kept from disturbing the text around them.
fn isolated(text: &str) -> String {
    format!("<bdi>{}</bdi>", escape(text))
}

fn write_section(section: &Section, index: usize, body: &mut String) {
    if section.heading.is_empty() {
        body.push_str("<section class=\"conclusion\" aria-label=\"Conclusion\">\n");
    } else {
        let _ = writeln!(
            body,
            "<section aria-labelledby=\"s{index}\">\n<h2 id=\"s{index}\">{}</h2>",
            escape(&section.heading)
        );
    }
    for (at, item) in section.items.iter().enumerate() {
        match item {
            Item::Say(tone, text) => {
                let _ = writeln!(body, "<p class=\"{}\">{}</p>", class(*tone), escape(text));
            }
            Item::Bars(bars) => write_bars(bars, &format!("{}: utilities", section.heading), body),
            Item::Table(table) => write_table(table, &label(&section.heading, table, at), body),
            Item::Picture(picture) => write_picture(picture, &section.heading, body),
            Item::Passages(passages) => write_passages(passages, body),
        }
    }
    body.push_str("</section>\n");
}

fn class(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "plain",
        Tone::Good => "good",
        Tone::Bad => "bad",
        Tone::Remark => "remark",
    }
}

/// A name for a table's region that no other on the page has.
fn label(heading: &str, table: &Table, at: usize) -> String {
    if table.caption.is_empty() { format!("{heading}: table {}", at + 1) } else { table.caption.clone() }
}

fn write_bars(bars: &Bars, label: &str, body: &mut String) {
    let heads: String = bars
        .columns
        .iter()
        .map(|h| format!("<th scope=\"col\" class=\"figure\">{}</th>", escape(h)))
        .collect();
    let _ = writeln!(
        body,
        "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"{}\"><table class=\"bars\"><thead><tr>\
         <th scope=\"col\"><span class=\"hidden\">Party</span></th><th scope=\"col\" class=\"figure\">{}</th>\
         <th scope=\"col\"><span class=\"hidden\">Bar</span></th>{heads}<th scope=\"col\"><span class=\"hidden\">Verdict</span></th></tr></thead><tbody>",
        escape(label),
        escape(&bars.value)
    );
    for row in &bars.rows {
        let (colour, glyph) = row.party.map_or(("#555555", '\u{2514}'), |p| (mark(p).colour, mark(p).glyph));
        let cells: String =
            row.cells.iter().map(|c| format!("<td class=\"figure\">{}</td>", escape(c))).collect();
        let percent = |part: f64| (part.clamp(0.0, 1.0) * 1000.0).round() / 10.0;
        let (filled, open) = (percent(row.filled), percent(row.open_to));
        let no_deal = row.no_deal.map(|at| {
            format!("<rect class=\"nodeal\" x=\"{}%\" y=\"0\" width=\"2\" height=\"16\"/>", percent(at))
        });
        let _ = writeln!(
            body,
            "<tr><th scope=\"row\"><span class=\"glyph\" style=\"color:{colour}\" aria-hidden=\"true\">{glyph}</span> {}</th>\
             <td class=\"figure\">{}</td><td class=\"bar\"><svg width=\"100%\" height=\"16\" aria-hidden=\"true\">\
             <rect class=\"ground\" width=\"100%\" height=\"12\" y=\"2\"/><rect class=\"open\" width=\"{open}%\" height=\"12\" y=\"2\"/>\
             <rect fill=\"{colour}\" width=\"{filled}%\" height=\"12\" y=\"2\"/>{}</svg></td>{cells}<td class=\"{}\">{}</td></tr>",
            isolated(&row.label),
            escape(&row.value),
            no_deal.unwrap_or_default(),
            class(row.verdict.0),
            escape(&row.verdict.1)
        );
    }
    body.push_str("</tbody></table></div>\n");
}

/// A table as HTML, under a name for its region.
pub fn write_table(table: &Table, label: &str, body: &mut String) {
    let side = |c: usize| if table.right.contains(&c) { " class=\"figure\"" } else { "" };
    let _ = writeln!(
        body,
        "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"{}\"><table>",
        escape(label)
    );
    if !table.caption.is_empty() {
        let _ = writeln!(body, "<caption>{}</caption>", escape(&table.caption));
    }
    if table.head.iter().any(|head| !head.is_empty()) {
        let head: String = table
            .head
            .iter()
            .enumerate()
            .map(|(c, h)| match h.is_empty() {
                true => "<td></td>".to_owned(),
                false => format!("<th scope=\"col\"{}>{}</th>", side(c), escape(h)),
            })
            .collect();
        let _ = writeln!(body, "<thead><tr>{head}</tr></thead>");
    }
    body.push_str("<tbody>\n");
    for row in &table.rows {
        let cell = |(c, text): (usize, &String)| match c {
            0 => format!("<th scope=\"row\"{}>{}</th>", side(c), isolated(text)),
            _ => format!("<td{}>{}</td>", side(c), isolated(text)),
        };
        let _ = writeln!(body, "<tr>{}</tr>", row.iter().enumerate().map(cell).collect::<String>());
    }
    body.push_str("</tbody></table></div>\n");
}

fn write_passages(passages: &[Passage], body: &mut String) {
    body.push_str("<div class=\"words\">\n");
    for passage in passages {
        if !passage.within.is_empty() {
            let _ = write!(body, "<p class=\"within\">{}</p>", isolated(&passage.within.join(", ")));
        }
        body.push_str("<p dir=\"auto\">");
        for (fate, words) in &passage.stretches {
            let tag = match fate {
                Fate::Kept => "",
                Fate::Deleted | Fate::MovedFrom => "del",
                Fate::Inserted | Fate::MovedTo => "ins",
            };
            // A space at the end is neither struck out nor underlined.
            let bare = words.trim_end();
            let _ = match tag {
                "" => write!(body, "{}", escape(words)),
                _ => write!(body, "<{tag}>{}</{tag}>{}", escape(bare), &words[bare.len()..]),
            };
        }
        body.push_str("</p>\n");
    }
    body.push_str("</div>\n");
}

fn write_picture(picture: &Picture, heading: &str, body: &mut String) {
    let _ = writeln!(body, "<figure>\n{}<figcaption>{}</figcaption>", picture.svg, escape(&picture.caption));
    if !picture.table.rows.is_empty() {
        body.push_str("<details><summary>The figures</summary>\n");
        write_table(&picture.table, &format!("{heading}: figures"), body);
        body.push_str("</details>\n");
    }
    body.push_str("</figure>\n");
}
