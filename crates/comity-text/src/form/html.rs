//! HTML: one file without scripts or outside parts, for the screen and for A4 with numbered lines.

use std::fmt::Write as _;

use comity::picture::{escape, mark};

use super::Audience;
use super::block::{self, Blocks, FREE, Fate, Kind, Style, UNHELD};
use super::lines::{broken, indent, stretches};
use crate::holders::Stance;
use crate::redline::Redline;
use crate::tree::{ClauseKind, Text};
use crate::version::Version;

/// Characters in a numbered line: what fits on A4 beside the number in the type set below.
const WIDTH: usize = 86;

/// A version as a page.
///
/// Wording held by a party carries its name, its sign, its colour and its pattern; nothing is told by
/// colour alone. Every line has a number, the same on screen and on paper.
pub fn html(version: &Version, audience: &Audience) -> String {
    let blocks = block::blocks(version, audience.allowed());
    let title = title(version, audience);
    let mut out = head(&title, version.text(), &blocks);
    let _ = write!(out, "<h1>{}</h1>\n<p class=\"digest\">{}</p>\n", escape(&title), version.text().digest());
    legend(&mut out, &blocks, Legend::Version);
    body(&mut out, &blocks);
    criticisms(&mut out, version, audience);
    out.push_str("</main></body></html>\n");
    out
}

/// A redline as a page: the new version, with what is gone struck out where it stood.
pub fn redline_html(redline: &Redline, old: &Text, new: &Version, audience: &Audience) -> String {
    let blocks = block::redline_blocks(redline, old, new, audience.allowed());
    let title = format!("Changes: {}", title(new, audience));
    let tally = redline.tally();
    let mut out = head(&title, new.text(), &blocks);
    let _ = write!(
        out,
        "<h1>{}</h1>\n<p class=\"digest\">from {}<br>to {}</p>\n<p>{} words gone, {} new, {} kept; {} clauses moved.</p>\n",
        escape(&title),
        redline.old_digest,
        redline.new_digest,
        tally.deleted,
        tally.inserted,
        tally.kept,
        tally.moves
    );
    legend(&mut out, &blocks, Legend::Redline);
    body(&mut out, &blocks);
    out.push_str("</main></body></html>\n");
    out
}

pub(super) fn title(version: &Version, audience: &Audience) -> String {
    let about = &version.beside().about;
    let name = if about.title.is_empty() { "Text" } else { &about.title };
    let number = about.number.map(|number| format!(", version {number}")).unwrap_or_default();
    if !audience.allowed().authorship {
        return format!("{name}{number}");
    }
    let status = if about.title.is_empty() && about.number.is_none() {
        String::new()
    } else {
        format!(" · {}", about.status.word())
    };
    let owner = if about.owner.is_empty() { String::new() } else { format!(" · {}", about.owner) };
    let date = if about.date.is_empty() { String::new() } else { format!(" · {}", about.date) };
    format!("{name}{number}{status}{owner}{date}")
}

const STYLE: &str = "
:root{color-scheme:light}
body{margin:0;background:#fff;color:#1a1a1a;font:15px/1.5 'Noto Serif','DejaVu Serif','Noto Naskh Arabic',serif}
main{max-width:52em;margin:2em auto;padding:0 1em}
h1{font-size:1.3em;line-height:1.3}
.digest{font:11px/1.4 'DejaVu Sans Mono',monospace;color:#5c5c5c;overflow-wrap:anywhere}
.legend{border:1px solid #bbb;padding:.5em 1em;margin:1em 0;font-size:.9em}
.legend span{margin-inline-end:1.2em;white-space:nowrap}
.c{margin:0 0 .55em;padding-inline-start:calc(52px + var(--i,0)*24px)}
.i1{--i:1}.i2{--i:2}.i3{--i:3}.i4{--i:4}.i5{--i:5}
.r{display:block;position:relative;text-indent:0}
.r::before{content:attr(data-n);position:absolute;inset-inline-start:calc(-52px - var(--i,0)*24px);width:34px;text-align:end;font:10px/2.2 'DejaVu Sans',sans-serif;color:#5c5c5c;user-select:none}
.t{font-weight:bold}
.note{font-size:.85em;border-inline-start:2px solid #bbb}
.s{font:italic .8em/1.4 'DejaVu Sans',sans-serif;color:#3d3d3d;padding-inline-start:52px;margin:-.35em 0 .6em}
.l,.o{font-weight:bold}
.k{font-weight:bold;color:#000}
.w{font:bold .72em/1 'DejaVu Sans',sans-serif;border:1px solid;border-radius:2px;padding:0 .25em;margin-inline-end:.2em}
.p{border-bottom:2px dotted #1a1a1a;background:#f3f3f3}
.d{font-style:italic;color:#5c5c5c}
.f{font-size:.7em;vertical-align:super;line-height:0}
.x{outline:2px solid #b00020;font-weight:bold}
.h1{background:#f4f4f4}
del{color:#8b0000;background:#fdeaea;text-decoration:line-through}
ins{color:#00501e;background:#e3f6e9;text-decoration:underline}
del.m{text-decoration:line-through double;background:#f2ecfa;color:#4b2a85}
ins.m{text-decoration:underline double;background:#f2ecfa;color:#4b2a85}
@page{size:A4;margin:20mm 16mm 22mm;@bottom-left{content:FOOT;font:8px 'DejaVu Sans Mono',monospace;color:#444}@bottom-right{content:counter(page) ' / ' counter(pages);font:9px 'DejaVu Sans',sans-serif}}
@media print{body{font-size:10.5pt}main{max-width:none;margin:0;padding:0}.c{break-inside:auto;orphans:2;widows:2}.t{break-after:avoid}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
";

/// The language for screen readers, by script and commonest small words; English where nothing tells.
pub(super) fn language(source: &str) -> &'static str {
    const SMALL: [(&str, &[&str]); 4] = [
        ("en", &["the", "of", "and", "shall"]),
        ("fr", &["le", "la", "les", "des", "et"]),
        ("es", &["el", "los", "las", "y", "del"]),
        ("ru", &["и", "в", "на", "с", "по"]),
    ];
    let sample: String = source.chars().take(20_000).collect();
    let arabic = sample.chars().filter(|c| ('\u{600}'..'\u{700}').contains(c)).count();
    if arabic * 4 > sample.chars().count() {
        return "ar";
    }
    let words = |small: &[&str]| sample.split_whitespace().filter(|word| small.contains(word)).count();
    // Of equals the last is greatest: English stands last when the list is turned round.
    SMALL.iter().rev().max_by_key(|(_, small)| words(small)).map_or("en", |(language, _)| language)
}

fn head(title: &str, text: &Text, blocks: &Blocks) -> String {
    let right_to_left = blocks.all.iter().filter(|block| block.right_to_left).count() * 2 > blocks.all.len();
    let direction = if right_to_left { " dir=\"rtl\"" } else { "" };
    let foot = format!("\"{} \\B7  {}\"", css_string(title), css_string(text.digest()));
    let language = language(text.source());
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\"{direction}><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\
         <title>{}</title><style>{}",
        escape(title),
        STYLE.replace("FOOT", &foot)
    );
    for (at, holders) in blocks.combinations.iter().enumerate().skip(UNHELD as usize + 1) {
        out.push_str(&pattern(at, holders));
    }
    out.push_str("</style></head><body><main>\n");
    out
}

/// Words safe within a CSS string within a style element.
fn css_string(words: &str) -> String {
    let mut out = String::new();
    for c in words.chars() {
        match c {
            '"' | '\\' | '<' | '>' | '\'' | '&' => {
                let _ = write!(out, "\\{:X} ", c as u32);
            }
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// The ground and the underline of one combination of holders: stripes of their grounds, and the line of
/// the first in its own dash.
fn pattern(at: usize, holders: &[(u32, Stance)]) -> String {
    let grounds: Vec<&str> = holders.iter().map(|(holder, _)| mark(*holder as usize).ground).collect();
    let first = holders.first().map_or_else(|| mark(0), |(holder, _)| mark(*holder as usize));
    let ground = match grounds.as_slice() {
        [] => "none".to_string(),
        [one] => format!("linear-gradient({one},{one})"),
        many => {
            let stops: Vec<String> = many
                .iter()
                .enumerate()
                .map(|(n, colour)| format!("{colour} {}px {}px", n * 8, (n + 1) * 8))
                .collect();
            format!("repeating-linear-gradient(135deg,{})", stops.join(","))
        }
    };
    let line = match first.dash {
        "" => "solid",
        dash if dash.starts_with('2') || dash.starts_with('1') => "dotted",
        dash if dash.split(' ').count() > 2 => "double",
        _ => "dashed",
    };
    format!(
        ".h{at}{{background:{ground};border-bottom:2px {line} {}}}.h{at}.w{{color:{};border-color:{}}}\n",
        first.colour, first.colour, first.colour
    )
}

enum Legend {
    Version,
    Redline,
}

fn legend(out: &mut String, blocks: &Blocks, what: Legend) {
    let mut held: Vec<u32> = blocks.combinations.iter().flatten().map(|(holder, _)| *holder).collect();
    held.sort_unstable();
    held.dedup();
    if held.is_empty() && matches!(what, Legend::Version) {
        return;
    }
    out.push_str("<p class=\"legend\">");
    for holder in held {
        let at = blocks.combinations.iter().position(|one| one.as_slice() == [(holder, Stance::Support)]);
        let class = at.map_or(String::new(), |at| format!(" class=\"h{at}\""));
        let name = blocks.names.get(holder as usize).map_or("", String::as_str);
        let _ = write!(out, "<span{class}>{} {}</span>", mark(holder as usize).glyph, escape(name));
    }
    if matches!(what, Legend::Redline) {
        out.push_str("<span><del>gone</del></span><span><ins>new</ins></span><span><del class=\"m\">moved from here</del></span><span><ins class=\"m\">moved to here</ins></span>");
    }
    out.push_str("</p>\n");
}

fn body(out: &mut String, blocks: &Blocks) {
    let mut number = 0;
    let document_direction =
        blocks.all.iter().filter(|block| block.right_to_left).count() * 2 > blocks.all.len();
    for block in &blocks.all {
        let title = matches!(
            block.kind,
            ClauseKind::Part
                | ClauseKind::Annex
                | ClauseKind::Section
                | ClauseKind::Article
                | ClauseKind::Heading
        );
        let direction = match (block.right_to_left, document_direction) {
            (true, false) => " dir=\"rtl\"",
            (false, true) => " dir=\"ltr\"",
            _ => "",
        };
        let step = indent(block);
        let short = title && block.text.len() < 160;
        let _ = write!(
            out,
            "<div class=\"c i{step}{}{}\"{direction}>",
            if short { " t" } else { "" },
            if block.kind == ClauseKind::Footnote { " note" } else { "" }
        );
        for (start, end) in broken(block, WIDTH - 3 * step) {
            number += 1;
            let _ = write!(out, "<span class=\"r\" data-n=\"{number}\">");
            for stretch in stretches(block, start, end) {
                styled(out, &block.text[stretch.start..stretch.end], stretch.style, blocks);
            }
            out.push_str("</span>");
        }
        out.push_str("</div>\n");
        if !block.margin.is_empty() {
            let _ = writeln!(out, "<p class=\"s\">{}</p>", escape(&block.margin));
        }
    }
}

fn styled(out: &mut String, words: &str, style: Style, blocks: &Blocks) {
    let (open, close) = match style.fate {
        Fate::Kept => ("", ""),
        Fate::Deleted => ("<del>", "</del>"),
        Fate::Inserted => ("<ins>", "</ins>"),
        Fate::MovedFrom => ("<del class=\"m\">", "</del>"),
        Fate::MovedTo => ("<ins class=\"m\">", "</ins>"),
    };
    out.push_str(open);
    let class = match style.kind {
        Kind::Words => "",
        Kind::Label => "l",
        Kind::Bracket => "k",
        Kind::Who => "w",
        Kind::Marker => "o",
        Kind::Placeholder => "p",
        Kind::Drafters => "d",
        Kind::Reference => "f",
        Kind::Loose => "x",
    };
    if class.is_empty() && style.held == FREE {
        push_escaped(out, words);
    } else {
        out.push_str("<span class=\"");
        out.push_str(class);
        if style.held != FREE {
            let _ = write!(out, "{}h{}", if class.is_empty() { "" } else { " " }, style.held);
        }
        out.push_str("\">");
        if style.kind == Kind::Who {
            for (holder, _) in blocks.combinations[style.held as usize]
                .iter()
                .filter(|(_, stance)| *stance == Stance::Support)
            {
                out.push(mark(*holder as usize).glyph);
            }
            out.push(' ');
        }
        push_escaped(out, words);
        out.push_str("</span>");
    }
    out.push_str(close);
}

fn push_escaped(out: &mut String, words: &str) {
    if words.bytes().any(|b| matches!(b, b'<' | b'>' | b'&' | b'"' | b'\'') || b < 0x20) {
        out.push_str(&escape(words));
    } else {
        out.push_str(words);
    }
}

fn criticisms(out: &mut String, version: &Version, audience: &Audience) {
    let shown: Vec<_> = version.beside().criticisms.iter().filter(|one| audience.may_see(&one.by)).collect();
    if shown.is_empty() {
        return;
    }
    out.push_str("<h2>Criticisms and proposals</h2>\n<ul>\n");
    for one in shown {
        let label = version.clause(&one.clause).map_or(one.clause.as_str(), |ix| version.text().label(ix));
        let words = one.words.as_ref().map(|words| format!(", on “{}”", escape(words))).unwrap_or_default();
        let proposal =
            one.proposal.as_ref().map(|words| format!(" Proposes: “{}”.", escape(words))).unwrap_or_default();
        let _ = writeln!(
            out,
            "<li><b>{}</b> on {}{words}: {}{proposal}</li>",
            escape(&one.by),
            escape(label),
            escape(&one.remark)
        );
    }
    out.push_str("</ul>\n");
}
