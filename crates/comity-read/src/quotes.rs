//! Quotations: which marks open, which close, and what stands between, paragraph by paragraph.

use crate::reading::Span;
use crate::token::{Kind, Token};

/// One quotation, marks included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Quotation {
    pub(crate) span: Span,
    /// The token of the opening mark (or of the first word of a paragraph that continues).
    pub(crate) first: usize,
    /// The token of the closing mark.
    pub(crate) last: usize,
    /// Earlier paragraphs of the same quotation, each of which the next one opens anew.
    pub(crate) parts: Vec<Span>,
}

/// A mark that opened and waits for its close.
#[derive(Debug, Clone)]
struct Open {
    first: usize,
    start: u32,
    mark: char,
    /// How many marks of the same pair are open inside it.
    depth: u32,
    parts: Vec<Span>,
}

/// Finds the quotations of the paragraphs; each paragraph is a range of tokens.
pub(crate) fn quotations(text: &str, tokens: &[Token], blocks: &[(usize, usize)]) -> Vec<Quotation> {
    let mut found = Vec::new();
    let mut carried: Option<Open> = None;
    for &(first, last) in blocks {
        let open = carried.take().and_then(|open| resume(text, tokens, (first, last), open));
        carried = pair(text, tokens, (first, last), open, &mut found);
    }
    found.sort_by_key(|quotation| quotation.span.start);
    found
}

/// What becomes of a quotation that the paragraph before left open.
fn resume(text: &str, tokens: &[Token], (first, last): (usize, usize), open: Open) -> Option<Open> {
    let opener = tokens.get(first).filter(|t| t.kind == Kind::Quote && mark(t, text) == open.mark);
    if opener.is_some() {
        // The next paragraph opens anew: the first one ends where its paragraph did.
        let end = tokens.get(first.checked_sub(1)?)?.end;
        let mut parts = open.parts;
        parts.push(Span { start: open.start, end });
        let start = tokens[first].start;
        return Some(Open { first, start, mark: open.mark, depth: 0, parts });
    }
    let next = (first..last).find(|&i| tokens[i].kind == Kind::Quote)?;
    let closes = closes(mark(&tokens[next], text), open.mark) && !looks_opening(text, &tokens[next]);
    closes.then_some(open)
}

/// Pairs the marks of one paragraph; what stays open is handed on.
fn pair(
    text: &str,
    tokens: &[Token],
    (first, last): (usize, usize),
    resumed: Option<Open>,
    found: &mut Vec<Quotation>,
) -> Option<Open> {
    let anew = resumed.as_ref().is_some_and(|open| open.first == first);
    let mut open = resumed;
    let from = if anew { first + 1 } else { first };
    for (index, token) in tokens.iter().enumerate().take(last).skip(from) {
        if token.kind != Kind::Quote {
            continue;
        }
        let seen = mark(token, text);
        match &mut open {
            None if opens(text, token, seen) => {
                open =
                    Some(Open { first: index, start: token.start, mark: seen, depth: 0, parts: Vec::new() });
            }
            None => {}
            Some(inner) if closes(seen, inner.mark) && inner.depth == 0 => {
                if let Some(done) = open.take() {
                    let span = Span { start: done.start, end: token.end };
                    found.push(Quotation { span, first: done.first, last: index, parts: done.parts });
                }
            }
            Some(inner) if closes(seen, inner.mark) => inner.depth -= 1,
            Some(inner) if seen == inner.mark && seen != '"' => inner.depth += 1,
            Some(_) => {}
        }
    }
    open
}

fn mark(token: &Token, text: &str) -> char {
    text[token.start as usize..].chars().next().unwrap_or('"')
}

/// Whether a mark may open: never a bare closing mark, and no sign for inches.
fn opens(text: &str, token: &Token, seen: char) -> bool {
    let before = text[..token.start as usize].chars().next_back();
    let after = text[token.end as usize..].chars().next();
    match seen {
        '“' | '„' | '‟' | '«' | '‹' | '〝' | '`' => true,
        '”' | '»' | '›' | '〞' => looks_opening(text, token),
        _ => {
            let measure = before.is_some_and(|c| c.is_ascii_digit());
            let ends_paragraph = after.is_none_or(|c| c == '\n');
            !measure && !ends_paragraph
        }
    }
}

/// Space before and a letter after: the mark leans to what follows.
fn looks_opening(text: &str, token: &Token) -> bool {
    let before = text[..token.start as usize].chars().next_back();
    let after = text[token.end as usize..].chars().next();
    before.is_none_or(|c| c.is_whitespace() || "([{—–:".contains(c))
        && after.is_some_and(|c| !c.is_whitespace())
}

fn closes(seen: char, open: char) -> bool {
    match open {
        '“' | '‟' => seen == '”',
        '„' => matches!(seen, '“' | '”' | '‟'),
        '«' => seen == '»',
        '»' => seen == '«',
        '‘' => seen == '’',
        '‹' => seen == '›',
        '›' => seen == '‹',
        '”' => seen == '”',
        '〝' => seen == '〞',
        '`' => seen == '\'',
        other => seen == other,
    }
}

#[cfg(test)]
mod tests {
    use super::{Quotation, quotations};
    use crate::reading::Span;
    use crate::token::tokenize;

    fn read(text: &str) -> Vec<String> {
        let mut tokens = Vec::new();
        let mut blocks = Vec::new();
        let mut at = 0;
        for part in text.split("\n\n") {
            let first = tokens.len();
            let range = Span { start: at, end: at + u32::try_from(part.len()).unwrap() };
            tokenize(text, range, &mut tokens);
            blocks.push((first, tokens.len()));
            at = range.end + 2;
        }
        let cut = |s: Span| text[s.start as usize..s.end as usize].to_owned();
        let flat = |q: &Quotation| q.parts.iter().copied().chain([q.span]).map(cut).collect::<Vec<_>>();
        quotations(text, &tokens, &blocks).iter().flat_map(flat).collect()
    }

    #[test]
    fn every_style_of_marks() {
        assert_eq!(
            read("He said “a ‘b’ “c” d.” «E «f» g», \"h\"."),
            ["“a ‘b’ “c” d.”", "«E «f» g»", "\"h\""]
        );
        assert_eq!(
            read("''I am tired,'' he said, ``but 'tis fair.''"),
            ["''I am tired,''", "``but 'tis fair.''"]
        );
        assert_eq!(read("Er sagte „Guten Tag“ und ging."), ["„Guten Tag“"]);
        assert_eq!(
            read("‘It’s the nurses’ pay,’ she said, ‘and the boys.’"),
            ["‘It’s the nurses’ pay,’", "‘and the boys.’"]
        );
    }

    #[test]
    fn paragraphs_that_open_anew_continue() {
        assert_eq!(read("X said: \"One.\n\n\"Two.\" And then"), ["\"One.", "\"Two.\""]);
        assert_eq!(read("X said: “One.\n\nTwo.” And “three”"), ["“One.\n\nTwo.”", "“three”"]);
    }

    #[test]
    fn a_mark_left_over_spoils_one_paragraph_only() {
        assert_eq!(read("It is 5\" long.\n\n\"Good,\" he said. \"Bad"), ["\"Good,\""]);
        assert_eq!(read("A \"stray mark.\n\nThen \"this one\" stands."), ["\"this one\""]);
    }
}
