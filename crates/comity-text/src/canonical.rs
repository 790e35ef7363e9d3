//! The canonical form of a text written in Comity: one line a clause, one way to write each thing.

use crate::parse::parse_str;
use crate::print::RunKind;
use crate::span::Span;
use crate::tree::{ClauseIx, ClauseKind, MarkKind, PieceOf, Text};

/// Writes a text in canonical form.
///
/// Every clause is one line, indented two spaces a step within its paragraph; options begin lines of
/// their own; white space is single; lists of holders read `[Upland, Delta: …]`; articles, sections and
/// headings have a blank line before them. The wording is untouched.
///
/// *Exactness*: stable: the canonical form of a canonical form is the same bytes. Where layout decides what
/// a line is, one writing may make another necessary, so it is repeated until nothing changes; should two or
/// more forms lead to one another, the least of them is taken.
///
/// ```
/// use comity_text::{Holders, canonical, parse};
/// let text = parse(b"Article 1\n1.   They   meet  [ Upland ,Delta:yearly].\n", &Holders::of(["Upland", "Delta"]))?;
/// assert_eq!(canonical(&text), "Article 1\n1. They meet [Upland, Delta: yearly].\n");
/// # Ok::<(), comity_text::TextError>(())
/// ```
pub fn canonical(text: &Text) -> String {
    let mut forms = vec![written(text)];
    for _ in 0..MOST_ROUNDS {
        let last = &forms[forms.len() - 1];
        let Ok(read) = parse_str(last, text.shared_holders()) else { break };
        let next = written(&read);
        if let Some(first) = forms.iter().position(|form| *form == next) {
            forms.drain(..first);
            return forms.into_iter().min().unwrap_or(next);
        }
        forms.push(next);
    }
    forms.pop().unwrap_or_default()
}

/// How often a form is written anew. Of twenty thousand random texts none needed more than six.
const MOST_ROUNDS: usize = 24;

/// The form after one writing.
fn written(text: &Text) -> String {
    let mut writer =
        Writer { text, out: String::with_capacity(text.source().len()), line: String::new(), space: false };
    let mut last = None;
    for piece in text.pieces() {
        match piece.of {
            PieceOf::Furniture => {
                writer.end_line(0);
                writer.out.push_str(text.slice(piece.span).trim());
                writer.out.push('\n');
            }
            PieceOf::Clause(ix) => {
                if last != Some(ix) {
                    writer.end_line(0);
                    writer.gap(ix);
                }
                writer.piece(ix, piece.span);
                last = Some(ix);
            }
        }
    }
    writer.end_line(0);
    writer.out
}

struct Writer<'a> {
    text: &'a Text,
    out: String,
    line: String,
    space: bool,
}

impl Writer<'_> {
    /// A blank line before what heads a part of the text.
    fn gap(&mut self, ix: ClauseIx) {
        let heads = matches!(
            self.text.clause(ix).kind,
            ClauseKind::Annex
                | ClauseKind::Part
                | ClauseKind::Section
                | ClauseKind::Article
                | ClauseKind::Heading
                | ClauseKind::Footnote
        );
        if heads && !self.out.is_empty() {
            self.out.push('\n');
        }
    }

    fn piece(&mut self, ix: ClauseIx, span: Span) {
        let step = self.step(ix);
        for run in self.text.runs(span) {
            let words = self.text.slice(run.span);
            match run.kind {
                RunKind::Words => self.words(ix, words, step),
                RunKind::Opener => self.opener(
                    words,
                    run.mark.is_some_and(|mark| self.text.mark(mark).kind == MarkKind::Bracket),
                ),
                RunKind::Closer => {
                    self.space = false;
                    self.push(words);
                }
                RunKind::Marker => {
                    let opened = self.line.trim_end_matches(['[', ' ']).is_empty();
                    let heads = self.text.source()[..run.span.start as usize]
                        .trim_end_matches([' ', '\t', '['])
                        .ends_with('\n');
                    if heads && !opened {
                        self.break_before_brackets(step);
                    }
                    self.push(&words.split_whitespace().collect::<Vec<_>>().join(" "));
                    self.space = true;
                }
                RunKind::Loose | RunKind::Reference => self.push(words),
            }
        }
        self.end_line(step);
    }

    /// Ends the line, but takes brackets just opened along to the next.
    fn break_before_brackets(&mut self, step: usize) {
        let kept = self.line.trim_end_matches(['[', ' ']).len();
        let brackets: String = self.line[kept..].chars().filter(|c| *c == '[').collect();
        self.line.truncate(kept);
        self.end_line(step);
        self.line = brackets;
    }

    fn words(&mut self, ix: ClauseIx, words: &str, step: usize) {
        for (at, line) in words.split('\n').enumerate() {
            let headed = ix == ClauseIx::DOCUMENT || self.headed(ix);
            if at > 0 && headed && !self.line.trim().is_empty() {
                self.end_line(step);
            }
            self.space |= at > 0;
            for (n, word) in line.split(char::is_whitespace).enumerate() {
                self.space |= n > 0;
                if !word.is_empty() {
                    self.push(word);
                }
            }
        }
    }

    /// True where a label stands alone on its line and the wording begins on the next.
    fn headed(&self, ix: ClauseIx) -> bool {
        let clause = self.text.clause(ix);
        let heads = matches!(clause.kind, ClauseKind::Annex | ClauseKind::Part | ClauseKind::Article)
            || clause.label.as_ref().is_some_and(|label| label.style == crate::label::LabelStyle::Preambular);
        let Some(label) = clause.label.as_ref().filter(|_| heads) else { return false };
        self.line == self.text.slice(label.outer)
    }

    /// `[Upland, Delta: ` from however it was written.
    fn opener(&mut self, words: &str, bracket: bool) {
        let Some(prefix) = words.strip_prefix('[').filter(|prefix| bracket && !prefix.is_empty()) else {
            self.push(words);
            return;
        };
        let list = prefix.trim_end().trim_end_matches(':');
        let names: Vec<String> =
            list.split(',').map(|name| name.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        self.push(&format!("[{}:", names.join(", ")));
        self.space = true;
    }

    fn push(&mut self, words: &str) {
        if self.space && !self.line.is_empty() && !self.line.ends_with('[') {
            self.line.push(' ');
        }
        self.space = false;
        self.line.push_str(words);
    }

    fn end_line(&mut self, step: usize) {
        let line = self.line.trim();
        if !line.is_empty() {
            self.out.push_str(&"  ".repeat(step));
            self.out.push_str(line);
            self.out.push('\n');
        }
        self.line.clear();
        self.space = false;
    }

    fn step(&self, ix: ClauseIx) -> usize {
        let mut step = 0;
        let mut at = self.text.clause(ix);
        if !matches!(at.kind, ClauseKind::SubParagraph | ClauseKind::Item) {
            return 0;
        }
        while let Some(parent) = at.parent.map(|parent| self.text.clause(parent)) {
            if !matches!(
                parent.kind,
                ClauseKind::SubParagraph | ClauseKind::Item | ClauseKind::Paragraph | ClauseKind::Chapeau
            ) || step > 8
            {
                break;
            }
            step += 1;
            at = parent;
        }
        step
    }
}
