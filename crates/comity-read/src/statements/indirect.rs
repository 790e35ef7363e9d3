//! Reported speech: "X said that …", "…, officials said", "described as …", "drew criticism from …", "according to X, …".

use super::stance;
use crate::chunk::What;
use crate::draft::{Draft, View};
use crate::lexicon::Class;
use crate::page::Sentence;
use crate::reading::{Evidence, Holder, Stance, Statement, StatementKind};
use crate::token::Kind;

/// Verbs that tell of a tone or an occasion rather than of words said.
const NO_DESCRIPTION: [&str; 14] = [
    "spoke",
    "speaks",
    "speaking",
    "referred",
    "refers",
    "referring",
    "offered",
    "expressed",
    "expressing",
    "expresses",
    "voiced",
    "voicing",
    "cited",
    "thanked",
];

/// What a cue reports, before its speaker is known.
struct Report {
    /// The words said, as a range of tokens.
    content: (usize, usize),
    cue: (usize, usize),
    chunk: usize,
    confidence: f32,
    rule: &'static str,
}

/// Finds the reported speech of a page.
pub(super) fn find(view: View<'_, '_>, draft: &mut Draft<'_>) {
    for &sentence in &view.page.sentences {
        for at in sentence.first..sentence.last {
            let token = &view.page.tokens[at];
            if token.quoted || !token.is_word() {
                continue;
            }
            let report = view.report_at(at, sentence);
            if let Some(report) = report {
                push(view, draft, &report);
            }
        }
    }
}

fn push(view: View<'_, '_>, draft: &mut Draft<'_>, report: &Report) {
    let Some(speaker) = view.holder_through(draft, report.chunk) else { return };
    let (first, last) = report.content;
    let words = (first..last).filter(|&i| view.page.tokens[i].is_word()).count();
    let unknown = matches!(view.chunks.list[report.chunk].what, What::Unknown | What::Name);
    // All of it verbatim: the quotation alone is the statement.
    let verbatim =
        (first..last).all(|i| view.page.tokens[i].quoted || view.page.tokens[i].kind == Kind::Mark);
    if words == 0 || verbatim || unknown && !view.page.is(report.cue.0, Class::SAY) {
        return;
    }
    let span = view.page.span(first, last);
    let content = view.page.slice(span);
    let label = stance::label(view, first, content, Some(report.cue), None);
    let mut statement = Statement {
        kind: StatementKind::Indirect,
        speaker: Some(speaker),
        speaker_span: Some(view.chunk_span(report.chunk)),
        cue: Some(view.page.span(report.cue.0, report.cue.1)),
        when: None,
        place: None,
        addressee: None,
        question: None,
        about: None,
        stance: Stance { label, target: None },
        earlier_parts: Vec::new(),
        evidence: Evidence { span, rule: report.rule, confidence: report.confidence },
    };
    super::setting::fill(view, draft, first, Some(report.cue), &mut statement);
    stance::aim(view, draft, &mut statement);
    if speaker != Holder::Source(u32::MAX) {
        draft.reading.statements.push(statement);
    }
}

impl View<'_, '_> {
    fn report_at(&self, at: usize, sentence: Sentence) -> Option<Report> {
        if self.page.is(at, Class::DRAWVERB) {
            return self.drawn(at, sentence);
        }
        if self.page.word(at) == "to" {
            return self.according(at, sentence);
        }
        if !self.is_cue(at) {
            return None;
        }
        self.passive(at, sentence)
            .or_else(|| self.trailing(at, sentence))
            .or_else(|| self.emotion(at, sentence))
            .or_else(|| self.described(at, sentence))
            .or_else(|| self.that_clause(at, sentence))
    }

    /// "X said (that) …": the clause after the verb.
    fn that_clause(&self, cue: usize, sentence: Sentence) -> Option<Report> {
        if !self.page.is(cue, Class::SAY) {
            return None;
        }
        let (chunk, sure) = self.subject_of(cue, sentence.first)?;
        let start = self.content_start(cue, sentence)?;
        let end = self.content_end(start, sentence);
        (end > start).then_some(Report {
            content: (start, end),
            cue: (cue, cue + 1),
            chunk,
            confidence: sure - 0.08,
            rule: "reported:clause",
        })
    }

    /// Where the words said begin: after "that", or at the clause that follows the verb.
    fn content_start(&self, cue: usize, sentence: Sentence) -> Option<usize> {
        let mut at = cue + 1;
        let told = matches!(
            self.page.word(cue),
            "told" | "tells" | "warned" | "assured" | "reminded" | "asked" | "urged"
        );
        if told {
            at = self.chunk_from(at).map_or(at, |chunk| self.chunks.list[chunk].last);
            at += usize::from(matches!(self.page.word(at), "reporters" | "journalists"));
        }
        let that = (at..(at + 12).min(sentence.last))
            .find(|&i| self.page.word(i) == "that" && !self.page.tokens[i].quoted);
        if let Some(that) = that.filter(|&that| self.plain_between(at, that)) {
            return Some(that + 1);
        }
        if self.page.date_holding(at).is_some() {
            at = self.page.date_holding(at).map_or(at, |date| date.last);
        }
        let token = self.page.tokens.get(at).filter(|_| at < sentence.last)?;
        let broken = token.kind == Kind::Quote
            || token.kind == Kind::Mark
            || token.is(Class::PREP) && !matches!(self.page.word(at), "to");
        (!broken).then_some(at)
    }

    /// Between the verb and "that" stands only who was told, when or where.
    fn plain_between(&self, from: usize, to: usize) -> bool {
        (from..to)
            .all(|i| !self.page.is(i, Class::CUE.or(Class::MODAL)) && self.page.tokens[i].kind != Kind::Quote)
    }

    /// Where the words said end: the sentence, or where its subject goes on to say something else.
    fn content_end(&self, start: usize, sentence: Sentence) -> usize {
        let mut end = sentence.last;
        for at in start + 1..sentence.last {
            if self.page.tokens[at].quoted {
                continue;
            }
            let joint = matches!(self.page.word(at), "and" | "but" | "while" | "though" | "adding");
            let comma = self.page.is_mark(at, b',');
            let next = at
                + 1
                + usize::from(comma && matches!(self.page.word(at + 1), "and" | "but" | "while" | "though"));
            let next = self.skip_adverbs(next);
            if (joint && self.page.word(at) != "adding" || comma)
                && next < sentence.last
                && self.goes_on(next)
            {
                end = at;
                break;
            }
        }
        while end > start
            && (self.page.is_mark(end - 1, b'.')
                || self.page.is_mark(end - 1, b',')
                || self.page.is_mark(end - 1, b';'))
        {
            end -= 1;
        }
        end
    }

    /// A cue with the speaker's verb form: "but expressed …", "and noting …".
    fn goes_on(&self, at: usize) -> bool {
        let word = self.page.word(at);
        self.is_cue(at) && (word.ends_with("ed") || word.ends_with("ing") || matches!(word, "said" | "told"))
    }

    /// "Talks will resume, officials said Thursday": the words said stand first.
    fn trailing(&self, cue: usize, sentence: Sentence) -> Option<Report> {
        if !self.page.is(cue, Class::SAY) {
            return None;
        }
        let (chunk, sure) = self.subject_of(cue, sentence.first)?;
        let found = &self.chunks.list[chunk];
        let comma =
            found.first.checked_sub(1).filter(|&i| i > sentence.first && self.page.is_mark(i, b','))?;
        let rest_end = (cue + 1..sentence.last).all(|i| {
            self.page.date_holding(i).is_some()
                || self.page.is_mark(i, b'.')
                || matches!(self.page.word(i), "on" | "in" | "a" | "statement" | "reporters")
                || self.page.is(i, Class::ADV)
        });
        let adjacent = cue <= found.through.max(found.last) + 2;
        let quoted =
            (sentence.first..comma).any(|i| self.page.tokens[i].quoted) && self.page.tokens[comma - 1].quoted;
        (rest_end && adjacent && !quoted && comma > sentence.first + 2).then_some(Report {
            content: (sentence.first, comma),
            cue: (cue, cue + 1),
            chunk,
            confidence: sure - 0.05,
            rule: "reported:trailing",
        })
    }

    /// "were described by American officials as positive".
    fn passive(&self, cue: usize, sentence: Sentence) -> Option<Report> {
        let passive =
            self.page.is(cue, Class::DESCRIBE) && cue > sentence.first && self.page.is(cue - 1, Class::AUX);
        if !passive || self.page.word(cue + 1) != "by" {
            return None;
        }
        let chunk = self.chunk_from(cue + 2)?;
        let after = self.chunks.list[chunk].last;
        let start = if self.page.word(after) == "as" { after + 1 } else { return None };
        let end = self.described_end(start, sentence);
        Some(Report {
            content: (start, end),
            cue: (cue, cue + 1),
            chunk,
            confidence: 0.85,
            rule: "reported:passive",
        })
    }

    /// "described the talks as …", "what X termed …", "characterized as …".
    fn described(&self, cue: usize, sentence: Sentence) -> Option<Report> {
        if !self.page.is(cue, Class::DESCRIBE)
            || self.page.is(cue, Class::SAY)
            || NO_DESCRIPTION.contains(&self.page.word(cue))
        {
            return None;
        }
        let (chunk, sure) = self.subject_of(cue, sentence.first)?;
        let passive = cue > sentence.first
            && self.page.is(cue - 1, Class::AUX)
            && !matches!(self.page.word(cue - 1), "has" | "have" | "had");
        if passive {
            return None;
        }
        let as_next = self.page.word(cue + 1) == "as";
        let start = cue + 1 + usize::from(as_next);
        let end = self.described_end(start, sentence);
        (end > start).then_some(Report {
            content: (start, end),
            cue: (cue, cue + 1),
            chunk,
            confidence: sure - 0.1,
            rule: "reported:described",
        })
    }

    fn described_end(&self, start: usize, sentence: Sentence) -> usize {
        let comma =
            (start + 1..sentence.last).find(|&i| self.page.is_mark(i, b',') && !self.page.tokens[i].quoted);
        comma.unwrap_or(sentence.last).min(self.content_end(start, sentence))
    }

    /// "expressed confidence that …", "voiced concern over …", "indicated flexibility in …".
    fn emotion(&self, cue: usize, sentence: Sentence) -> Option<Report> {
        if !matches!(self.page.word(cue), "expressed" | "expressing" | "voiced" | "voicing" | "expresses") {
            return None;
        }
        let (chunk, sure) = self.subject_of(cue, sentence.first)?;
        let that = (cue + 1..(cue + 6).min(sentence.last)).find(|&i| self.page.word(i) == "that");
        let (cue_end, start) = match that {
            Some(that) => (that, that + 1),
            None => (cue + 1, cue + 1),
        };
        // "expressing frustration with what he termed …": the inner report says it.
        let inner = (start..(start + 5).min(sentence.last)).any(|i| self.page.word(i) == "what");
        let end = self.content_end(start, sentence);
        (end > start && !inner).then_some(Report {
            content: (start, end),
            cue: (cue, cue_end),
            chunk,
            confidence: sure - 0.08,
            rule: "reported:expressed",
        })
    }

    /// "has drawn criticism from some quarters as overly favorable".
    fn drawn(&self, cue: usize, sentence: Sentence) -> Option<Report> {
        const FEELINGS: [&str; 8] =
            ["criticism", "praise", "condemnation", "fire", "support", "anger", "concern", "objections"];
        let noun = self.has_word(cue + 1, (cue + 4).min(sentence.last), &FEELINGS)?;
        if self.page.word(noun + 1) != "from" {
            return None;
        }
        let chunk = self.chunk_from(noun + 2)?;
        let after = self.chunks.list[chunk].last;
        let start = if matches!(self.page.word(after), "as" | "for") { after + 1 } else { cue };
        let end = if start == cue { after } else { self.described_end(start, sentence) };
        let first = if cue > sentence.first && self.page.is(cue - 1, Class::AUX) { cue - 1 } else { cue };
        Some(Report {
            content: (start, end),
            cue: (first, noun + 1),
            chunk,
            confidence: 0.8,
            rule: "reported:drew",
        })
    }

    /// "According to X, …" and "…, according to X".
    fn according(&self, to: usize, sentence: Sentence) -> Option<Report> {
        let opens = to > sentence.first && self.page.word(to - 1).eq_ignore_ascii_case("according");
        let chunk = self.chunk_from(to + 1).filter(|_| opens)?;
        let cue = (to - 1, to + 1);
        let end = self.chunks.list[chunk].through.max(self.chunks.list[chunk].last);
        let content = if to == sentence.first + 1 {
            let comma = if self.page.is_mark(end, b',') || self.page.is_mark(end - 1, b',') {
                end
            } else {
                return None;
            };
            let start = comma + usize::from(self.page.is_mark(comma, b','));
            (start, self.content_end(start, sentence))
        } else {
            let stop = to - 1 - usize::from(self.page.is_mark(to.checked_sub(2)?, b','));
            (sentence.first, stop)
        };
        (content.1 > content.0).then_some(Report {
            content,
            cue,
            chunk,
            confidence: 0.88,
            rule: "reported:according",
        })
    }
}
