//! A stretch of a document small enough to hold at once: its tokens, sentences, quotations and dates.

use crate::calendar::Date;
use crate::dates;
use crate::lexicon::Class;
use crate::quotes::{Quotation, quotations};
use crate::reading::Span;
use crate::token::{Kind, Token, tokenize};

/// A stretch of this many tokens is no sentence but a list or a table: it is cut, so that no rule looks back without end.
const LONGEST_SENTENCE: usize = 256;

/// A sentence: a range of tokens. A quotation inside never ends it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sentence {
    pub(crate) first: usize,
    /// The token after the last.
    pub(crate) last: usize,
    pub(crate) block: usize,
}

/// The tokens of some paragraphs and what was found among them.
#[derive(Debug)]
pub(crate) struct Page<'t> {
    pub(crate) text: &'t str,
    pub(crate) tokens: Vec<Token>,
    /// Paragraphs, as ranges of tokens.
    pub(crate) blocks: Vec<(usize, usize)>,
    pub(crate) sentences: Vec<Sentence>,
    pub(crate) quotes: Vec<Quotation>,
    pub(crate) dates: Vec<dates::Found>,
    /// Whether the page is about talks: one word in eighty speaks of meeting, proposing or approving.
    pub(crate) of_talks: bool,
}

impl<'t> Page<'t> {
    pub(crate) fn new(text: &'t str, spans: &[Span], published: Option<Date>) -> Self {
        let mut tokens = Vec::new();
        let mut blocks = Vec::with_capacity(spans.len());
        for &span in spans {
            let first = tokens.len();
            tokenize(text, span, &mut tokens);
            blocks.push((first, tokens.len()));
        }
        let quotes = quotations(text, &tokens, &blocks);
        for quote in &quotes {
            for token in &mut tokens[quote.first..=quote.last] {
                token.quoted = true;
            }
        }
        let mut page =
            Self { text, tokens, blocks, sentences: Vec::new(), quotes, dates: Vec::new(), of_talks: false };
        page.of_talks = page.is_of_talks();
        page.sentences = page.cut_sentences();
        page.find_dates(published);
        page
    }

    fn is_of_talks(&self) -> bool {
        const OF_TALKS: Class = Class::MEETNOUN
            .or(Class::PROPOSALNOUN)
            .or(Class::APPROVALNOUN)
            .or(Class::DELEGATIONNOUN)
            .or(Class::AGREE);
        let quarrel = |i: usize| {
            matches!(self.word(i), "strike" | "dispute" | "walkout" | "mediator" | "deadlock" | "stalemate")
        };
        let spoken = (0..self.tokens.len()).filter(|&i| self.is(i, OF_TALKS) || quarrel(i)).count();
        spoken >= 4 && spoken * 80 >= self.tokens.len()
    }

    /// The date that the first paragraphs print, if any and if it is not far from the one handed in.
    pub(crate) fn dateline(&self, published: Option<Date>) -> Option<Date> {
        dates::dateline(self.text, &self.tokens, &self.blocks, published)
    }

    pub(crate) fn find_dates(&mut self, published: Option<Date>) {
        let mut found = Vec::new();
        for sentence in &self.sentences {
            let Sentence { first, last, .. } = *sentence;
            dates::find(
                dates::Sentence { text: self.text, tokens: &self.tokens, first, last, published },
                &mut found,
            );
        }
        dates::lean(self.text, &self.tokens, published, &mut found);
        self.dates = found;
    }

    fn cut_sentences(&self) -> Vec<Sentence> {
        let mut sentences = Vec::new();
        for (block, &(first, last)) in self.blocks.iter().enumerate() {
            let mut start = first;
            for at in first..last {
                if self.ends_sentence(at, last) || at + 1 - start >= LONGEST_SENTENCE {
                    sentences.push(Sentence { first: start, last: at + 1, block });
                    start = at + 1;
                }
            }
            if start < last {
                sentences.push(Sentence { first: start, last, block });
            }
        }
        sentences
    }

    fn ends_sentence(&self, at: usize, last: usize) -> bool {
        let token = &self.tokens[at];
        let Some(next) = self.tokens.get(at + 1).filter(|_| at + 1 < last) else { return false };
        let opens =
            next.is_capital() || next.kind == Kind::Quote || next.kind == Kind::Number || next.is_mark(b'[');
        if token.quoted {
            return opens && self.quote_ends_sentence(at, last);
        }
        if token.is_word() && self.text.as_bytes()[token.end as usize - 1] == b'.' {
            // "in the U.S. He said": an initialism ends a sentence only before a word that opens one.
            let initialism = token.end - token.start >= 4 && next.is_capital();
            return initialism
                && next.is(Class::DET.or(Class::THIRD).or(Class::PREP))
                && !next.is(Class::GIVEN);
        }
        let stop = token.is_mark(b'.') || token.is_mark(b'?') || token.is_mark(b'!');
        stop && (opens || next.kind == Kind::Mark && !next.is_mark(b'.') && !next.is_mark(b')'))
    }

    /// Whether a closing quotation mark ends its sentence too.
    fn quote_ends_sentence(&self, at: usize, last: usize) -> bool {
        let token = &self.tokens[at];
        if token.kind != Kind::Quote
            || at == 0
            || self.tokens.get(at + 1).is_some_and(|t| t.quoted && t.kind != Kind::Quote)
        {
            return false;
        }
        let Some(quote) = self.quote_holding(at).filter(|quote| quote.last == at) else { return false };
        let inner = &self.tokens[at - 1];
        if inner.is_mark(b'.') {
            return quote.last > quote.first;
        }
        let asks = inner.is_mark(b'?') || inner.is_mark(b'!');
        let attributed = (at + 1..(at + 6).min(last)).any(|i| self.tokens[i].is(Class::SAY));
        asks && !attributed
    }

    /// The quotation a token stands in.
    pub(crate) fn quote_holding(&self, at: usize) -> Option<&Quotation> {
        let index = self.quotes.partition_point(|quote| quote.last < at);
        self.quotes.get(index).filter(|quote| quote.first <= at)
    }

    /// The date expression that holds a token.
    pub(crate) fn date_holding(&self, at: usize) -> Option<&dates::Found> {
        let index = self.dates.partition_point(|date| date.last <= at);
        self.dates.get(index).filter(|date| date.first <= at)
    }

    /// The date expressions inside a range of tokens.
    pub(crate) fn dates_in(&self, first: usize, last: usize) -> &[dates::Found] {
        let from = self.dates.partition_point(|date| date.first < first);
        let to = self.dates.partition_point(|date| date.first < last);
        &self.dates[from..to.max(from)]
    }

    /// The index of the sentence that holds a token.
    pub(crate) fn sentence_holding(&self, at: usize) -> usize {
        self.sentences
            .partition_point(|sentence| sentence.last <= at)
            .min(self.sentences.len().saturating_sub(1))
    }

    pub(crate) fn word(&self, at: usize) -> &'t str {
        self.tokens.get(at).map_or("", |token| token.text(self.text))
    }

    pub(crate) fn is(&self, at: usize, class: Class) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is(class))
    }

    pub(crate) fn is_mark(&self, at: usize, mark: u8) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is_mark(mark))
    }

    /// The places of a range of tokens.
    pub(crate) fn span(&self, first: usize, last: usize) -> Span {
        match (self.tokens.get(first), self.tokens.get(last.wrapping_sub(1))) {
            (Some(a), Some(b)) if a.start <= b.end => Span { start: a.start, end: b.end },
            _ => Span::default(),
        }
    }

    pub(crate) fn slice(&self, span: Span) -> &'t str {
        self.text.get(span.start as usize..span.end as usize).unwrap_or("")
    }
}
