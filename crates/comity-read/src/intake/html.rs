//! HTML: the words of the page body, without scripts, navigation, forms, captions of other stories and related links.
//! A tolerant scanner, not a browser: unclosed and nested tags are taken as they come.

use super::markdown::Collector;
use super::{OffsetMap, Plain};

/// Elements whose content is never part of the report.
const DROPPED: [&str; 20] = [
    "script", "style", "noscript", "template", "svg", "math", "head", "nav", "footer", "aside", "form",
    "button", "select", "iframe", "object", "canvas", "video", "audio", "figure", "menu",
];
/// Elements that end a paragraph.
const BLOCKS: [&str; 31] = [
    "p",
    "div",
    "br",
    "li",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "tr",
    "td",
    "th",
    "table",
    "section",
    "article",
    "main",
    "header",
    "blockquote",
    "pre",
    "hr",
    "dl",
    "dt",
    "dd",
    "figcaption",
    "tbody",
    "thead",
    "address",
    "caption",
];
/// Elements without content.
const VOID: [&str; 13] =
    ["br", "hr", "img", "input", "meta", "link", "wbr", "source", "area", "base", "col", "embed", "track"];
/// Words in a class or id that mark a part of the page as not the report.
const CLUTTER: [&str; 16] = [
    "related",
    "sidebar",
    "share",
    "social",
    "newsletter",
    "promo",
    "advert",
    "cookie",
    "comment",
    "breadcrumb",
    "menu",
    "nav",
    "footer",
    "recommend",
    "subscribe",
    "read-more",
];

/// Words in the class of a line that say who wrote the report and when.
const CREDITS: [&str; 8] = ["by", "byline", "meta", "author", "credit", "credits", "dateline", "timestamp"];

/// The plain text of an HTML document.
pub(super) fn extract<'d>(source: &str, base: &OffsetMap) -> Plain<'d> {
    let mut page = Page { source, out: Collector::new(base, source.len() / 2), dropped: None };
    let (mut at, end) = main_part(source);
    while at < end {
        at = if source.as_bytes()[at] == b'<' { page.tag(at) } else { page.words(at) };
    }
    page.out.finish(source.len())
}

/// Where the report begins and ends in a page that marks its main part, otherwise the whole page. A headline above the
/// main part belongs to it.
fn main_part(source: &str) -> (usize, usize) {
    /// A main part of less is a frame that scripts fill.
    const LEAST: usize = 400;
    let whole = (0, source.len());
    let Some(start) = tags(source, "<main").next() else { return whole };
    let end = tags(source, "</main").last().unwrap_or(source.len());
    if end < start + LEAST {
        return whole;
    }
    let headline = tags(source, "<h1").take_while(|at| *at < end).last().filter(|at| *at < start);
    (headline.unwrap_or(start), end)
}

/// Where a tag's opening words stand, in letters of any case.
fn tags(source: &str, tag: &'static str) -> impl Iterator<Item = usize> {
    let bytes = source.as_bytes();
    let same = move |at: &usize| {
        bytes[*at..].get(..tag.len()).is_some_and(|b| b.eq_ignore_ascii_case(tag.as_bytes()))
    };
    source.match_indices('<').map(|(at, _)| at).filter(same)
}

struct Page<'s, 'm> {
    source: &'s str,
    out: Collector<'m>,
    /// The element being dropped and how many of its kind are open.
    dropped: Option<(String, u32)>,
}

impl Page<'_, '_> {
    /// Words up to the next tag.
    fn words(&mut self, at: usize) -> usize {
        let end = self.source[at..].find('<').map_or(self.source.len(), |length| at + length);
        if self.dropped.is_none() {
            self.push_words(at, end);
        }
        end
    }

    fn push_words(&mut self, from: usize, to: usize) {
        let mut at = from;
        while at < to {
            let rest = &self.source[at..to];
            let byte = rest.as_bytes()[0];
            if byte.is_ascii_whitespace() {
                self.out.space(at);
                at += 1;
            } else if byte == b'&' {
                at += self.entity(at, rest);
            } else {
                let run = rest.find(|c: char| c.is_ascii_whitespace() || c == '&').unwrap_or(rest.len());
                self.out.push(&rest[..run], at);
                at += run;
            }
        }
    }

    /// A character reference; what is none stays as it is.
    fn entity(&mut self, at: usize, rest: &str) -> usize {
        let end = rest.bytes().take(12).position(|b| b == b';');
        let decoded = end.and_then(|end| decode_entity(&rest[1..end]).map(|c| (c, end + 1)));
        match decoded {
            Some(('\u{a0}', length)) => {
                self.out.space(at);
                length
            }
            Some((c, length)) => {
                let mut buffer = [0; 4];
                self.out.push_for(c.encode_utf8(&mut buffer), at, length);
                length
            }
            None => {
                self.out.push("&", at);
                1
            }
        }
    }

    /// A tag, a comment or a bare `<`; gives back where it ends.
    fn tag(&mut self, at: usize) -> usize {
        let rest = &self.source[at..];
        if rest.starts_with("<!--") {
            return rest.find("-->").map_or(self.source.len(), |end| at + end + 3);
        }
        let closing = rest.as_bytes().get(1) == Some(&b'/');
        let name_at = if closing { 2 } else { 1 };
        let name: String = rest[name_at.min(rest.len())..]
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .take(16)
            .map(|c| c.to_ascii_lowercase())
            .collect();
        if name.is_empty() {
            return self.not_a_tag(at, rest);
        }
        let end = tag_end(rest).map_or(self.source.len(), |end| at + end + 1);
        let attributes = &self.source[(at + name_at + name.len()).min(end)..end];
        if closing {
            self.close(&name, at)
        } else {
            self.open(&name, attributes, at, end)
        };
        if !closing && (name == "script" || name == "style") { self.skip_raw(&name, end) } else { end }
    }

    fn not_a_tag(&mut self, at: usize, rest: &str) -> usize {
        if rest.starts_with("<!") || rest.starts_with("<?") || rest.starts_with("</") {
            return rest.find('>').map_or(self.source.len(), |end| at + end + 1);
        }
        if self.dropped.is_none() {
            self.out.push("<", at);
        }
        at + 1
    }

    fn open(&mut self, name: &str, attributes: &str, at: usize, end: usize) {
        if let Some((dropped, depth)) = &mut self.dropped {
            if dropped == name && !VOID.contains(&name) {
                *depth += 1;
            }
            return;
        }
        let empty = VOID.contains(&name) || attributes.ends_with("/>");
        if BLOCKS.contains(&name) {
            self.out.end_block(at);
        }
        if !empty && (DROPPED.contains(&name) || is_clutter(name, attributes)) {
            self.out.end_block(end);
            self.dropped = Some((name.to_owned(), 1));
        }
    }

    fn close(&mut self, name: &str, at: usize) {
        if let Some((dropped, depth)) = &mut self.dropped {
            if dropped == name {
                *depth -= 1;
                if *depth == 0 {
                    self.dropped = None;
                }
            }
        } else if BLOCKS.contains(&name) && !self.out.is_block_empty() {
            self.out.end_block(at);
        }
    }

    /// Scripts and styles end only at their own closing tag.
    fn skip_raw(&mut self, name: &str, from: usize) -> usize {
        let bytes = self.source.as_bytes();
        let mut at = from;
        while let Some(found) = self.source[at..].find("</") {
            let start = at + found;
            let tail = bytes.get(start + 2..start + 2 + name.len());
            if tail.is_some_and(|tail| tail.eq_ignore_ascii_case(name.as_bytes())) {
                return start;
            }
            at = start + 2;
        }
        self.source.len()
    }
}

/// The place of the `>` that ends a tag, quoted attribute values passed over.
fn tag_end(rest: &str) -> Option<usize> {
    let mut quote = None;
    for (index, byte) in rest.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(index),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), close) if open == close => quote = None,
            _ => {}
        }
        // A tag of this length is no tag but a stray quote: end at the first mark.
        if index > 8192 {
            break;
        }
    }
    rest.find('>')
}

/// Whether the class, id or role of an element says that it is not the report.
fn is_clutter(name: &str, attributes: &str) -> bool {
    let words: &[&str] = match name {
        "html" | "body" | "main" | "article" | "a" | "em" | "strong" | "b" | "i" => return false,
        "p" | "span" | "small" | "time" => &CREDITS,
        _ => &CLUTTER,
    };
    let lower = attributes.to_ascii_lowercase();
    ["class=", "id=", "role="].iter().any(|key| {
        let mut rest = lower.as_str();
        while let Some(at) = rest.find(key) {
            let value = rest[at + key.len()..].trim_start_matches(['"', '\'']);
            let end = value.find(['"', '\'', '>']).unwrap_or(value.len());
            if value[..end].split([' ', '_', '-']).any(|word| words.contains(&word)) {
                return true;
            }
            rest = &value[end..];
        }
        false
    })
}

fn decode_entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let hex = number.strip_prefix(['x', 'X']);
        let code = match hex {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|c| !c.is_control() || *c == '\n');
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "ldquo" => '“',
        "rdquo" => '”',
        "bdquo" => '„',
        "lsquo" => '‘',
        "rsquo" => '’',
        "laquo" => '«',
        "raquo" => '»',
        "lsaquo" => '‹',
        "rsaquo" => '›',
        "mdash" => '—',
        "ndash" => '–',
        "hellip" => '…',
        "euro" => '€',
        "pound" => '£',
        "copy" => '©',
        "shy" => '\u{ad}',
        "szlig" => 'ß',
        "aelig" => 'æ',
        "AElig" => 'Æ',
        "oelig" => 'œ',
        "OElig" => 'Œ',
        "oslash" => 'ø',
        "Oslash" => 'Ø',
        "eth" => 'ð',
        "ETH" => 'Ð',
        "thorn" => 'þ',
        "THORN" => 'Þ',
        "lstrok" => 'ł',
        "Lstrok" => 'Ł',
        _ => return accented(name),
    })
}

/// "Eacute", "ccedil": a letter and its mark.
fn accented(name: &str) -> Option<char> {
    let (letter, mark) = name.split_at_checked(1)?;
    let letters = match mark {
        "acute" => "AÁaáEÉeéIÍiíOÓoóUÚuúYÝyýCĆcćNŃnńSŚsśZŹzź",
        "grave" => "AÀaàEÈeèIÌiìOÒoòUÙuù",
        "circ" => "AÂaâEÊeêIÎiîOÔoôUÛuû",
        "uml" => "AÄaäEËeëIÏiïOÖoöUÜuüYŸyÿ",
        "tilde" => "AÃaãNÑnñOÕoõ",
        "cedil" => "CÇcçSŞsşTŢtţ",
        "caron" => "CČcčDĎdďEĚeěNŇnňRŘrřSŠsšTŤtťZŽzž",
        "ring" => "AÅaåUŮuů",
        "ogon" => "AĄaąEĘeęIĮiįUŲuų",
        "macr" => "AĀaāEĒeēIĪiīOŌoōUŪuū",
        "breve" => "AĂaăGĞgğ",
        "dot" => "IİEĖeėZŻzż",
        _ => return None,
    };
    let mut pairs = letters.chars();
    std::iter::from_fn(|| pairs.next().zip(pairs.next()))
        .find_map(|(plain, marked)| letter.starts_with(plain).then_some(marked))
}
