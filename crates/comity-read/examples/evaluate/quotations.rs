//! Quotations: where they stand, and who said them.

use super::marks::{Marks, rewrite};
use super::material::{Characters, Outcome, Range, Read, list, overlap, range, slice, text};
use super::names::{means, plain};
use super::reader::Handed;
use super::tally::{Goal, Row, Tally};
use serde_json::Value;

/// Shorter quotations are words set apart more often than speech.
const WORDS: usize = 4;
/// Below this share of common bytes two ranges are different quotations.
const SAME_SPAN: f64 = 0.5;

/// A document with the quotations somebody marked in it.
pub struct Quoted {
    pub read: Read,
    pub spans: Vec<Range>,
}

impl Quoted {
    fn new(name: &str, gold: &Value, handed: Handed, spans: Vec<Range>) -> Outcome<Self> {
        Ok(Self { read: Read::new(name, gold.clone(), handed)?, spans })
    }

    fn long(&self, at: Range) -> bool {
        slice(&self.read.handed.text, at).split_whitespace().count() >= WORDS
    }

    /// What the reader found, as printed or as far as the material can hold it.
    ///
    /// The material pairs marks within a paragraph. Of a quotation over several paragraphs it can therefore list
    /// only one that both opens and closes: the last, if that opens anew; the rest counts neither way.
    fn found(&self, compared: Compared) -> Vec<Range> {
        let whole = self.read.direct().into_iter().map(|(at, _)| at);
        let cut: Vec<Range> = match compared {
            Compared::AsPrinted => whole.collect(),
            Compared::ByParagraph => whole.filter_map(|at| self.last_paragraph(at)).collect(),
        };
        cut.into_iter().filter(|&at| self.long(at)).collect()
    }

    fn last_paragraph(&self, at: Range) -> Option<Range> {
        if self.spans.contains(&at) {
            return Some(at);
        }
        let words = slice(&self.read.handed.text, at);
        let Some(last) = words.rfind("\n\n") else { return Some(at) };
        let start = at.0 + last + words[last..].len() - words[last..].trim_start().len();
        words[last..].trim_start().starts_with(['"', '“', '«', '„']).then_some((start, at.1))
    }

    fn tally(&self, compared: Compared, errors: &mut Vec<String>) -> Tally {
        let gold: Vec<Range> = self.spans.iter().copied().filter(|&at| self.long(at)).collect();
        let found = self.found(compared);
        let mut note = |what: &str, at: Range| {
            errors.push(format!("{} {what} {at:?}: {}", self.read.name, self.read.words(at)));
        };
        let wrong: Vec<_> = found.iter().filter(|at| !gold.contains(at)).copied().collect();
        let missed: Vec<_> = gold.iter().filter(|at| !found.contains(at)).copied().collect();
        wrong.iter().for_each(|&at| note("not there", at));
        missed.iter().for_each(|&at| note("missed", at));
        Tally { right: gold.len() - missed.len(), wrong: wrong.len(), missed: missed.len() }
    }
}

/// The quotations of the GUM texts, with the marks rewritten if asked.
pub fn gum(records: &[(String, Value)], marks: Option<Marks>) -> Outcome<Vec<Quoted>> {
    let mut documents = Vec::new();
    for (name, record) in records {
        let at = Characters::of(text(record, "text"));
        let quoted = list(record, "quotes_derived");
        let mut spans: Vec<Range> = quoted.iter().filter_map(|q| at.range(q, "char")).collect();
        let mut handed = Handed::of_record(record);
        if let Some(marks) = marks {
            let (rewritten, map) = rewrite(text(record, "text"), marks);
            handed.text = rewritten.into_bytes();
            spans = spans.into_iter().map(|span| map.range(span)).collect();
        }
        documents.push(Quoted::new(name, record, handed, spans)?);
    }
    Ok(documents)
}

/// How the reader's ranges are compared with the material's.
#[derive(Debug, Clone, Copy)]
pub enum Compared {
    /// Exactly as printed.
    AsPrinted,
    /// As far as a paragraph can hold them.
    ByParagraph,
}

/// The line for the spans of quotations.
pub fn spans(task: &str, documents: &[Quoted], compared: Compared, goal: Goal) -> (Row, f64) {
    let (mut tally, mut errors) = (Tally::default(), Vec::new());
    documents.iter().for_each(|d| tally.add(d.tally(compared, &mut errors)));
    (Row::scored(task, tally, goal, errors), tally.f1())
}

/// Quotations whose speaker, derived in the material from its coreference, the text contradicts: "Rathbun stated, …" is
/// given to "Recent reports", the letter of Galantino's that a colon introduces to Giannini. By document and first byte.
const CONTRADICTED: [(&str, usize); 3] =
    [("GUM_news_defector", 3018), ("GUM_news_defector", 4615), ("GUM_news_taxes", 2622)];

/// One quotation whose speaker is known, and the reader's answer.
struct Answer {
    contradicted: bool,
    right: bool,
    given: bool,
    confidence: f64,
    error: String,
}

/// The reader's statement for a quotation: the one that shares most of its bytes.
pub fn statement_at<'a>(read: &'a Read, at: Range) -> Option<&'a Value> {
    let shared = |r: Range| r.1.min(at.1).saturating_sub(r.0.max(at.0)) as f64;
    let joint = |r: Range| (r.1.max(at.1) - r.0.min(at.0)) as f64;
    let whole = |(r, s): (Range, &'a Value)| {
        let first = list(s, "earlier_parts").iter().filter_map(|p| range(p, "byte")).map(|p| p.0).min();
        [(r, s), ((first.unwrap_or(r.0).min(r.0), r.1), s)]
    };
    let candidates = read.direct().into_iter().flat_map(whole).filter(|(r, _)| overlap(*r, at));
    let best = candidates.map(|(r, s)| (shared(r) / joint(r), shared(r) / (at.1 - at.0) as f64, s));
    best.filter(|(same, held, _)| *same >= SAME_SPAN || *held >= 0.99)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, _, s)| s)
}

fn answer(document: &Quoted, at: Range, record: &Value, speaker: &Value) -> Answer {
    let statement = statement_at(&document.read, at);
    let name = statement.map_or("", |s| text(s, "speaker"));
    let confidence = statement.and_then(|s| s.get("confidence")).and_then(Value::as_f64).unwrap_or(0.0);
    let named_there = statement.and_then(|s| range(s, "speaker_range")).is_some_and(|r| {
        let there = Characters::of(text(record, "text")).range(speaker, "char");
        there.is_some_and(|t| t == r)
    });
    let cluster = text(speaker, "cluster");
    let mentions = list(record, "entities").iter().filter(|e| text(e, "cluster") == cluster);
    let link = text(speaker, "link").replace('_', " ");
    let right = !name.is_empty()
        && (named_there
            || means(name, text(speaker, "text"))
            || plain(name) == plain(&link)
            || mentions.into_iter().any(|m| means(name, text(m, "text"))));
    let error = format!(
        "{} {at:?}: «{}» is {}, read as {} ({confidence:.2})",
        document.read.name,
        document.read.words(at).chars().take(60).collect::<String>(),
        text(speaker, "text"),
        if name.is_empty() { "nobody" } else { name }
    );
    let contradicted = CONTRADICTED.contains(&(document.read.name.as_str(), at.0));
    Answer { contradicted, right, given: !name.is_empty(), confidence, error }
}

/// The lines for the speakers of direct quotations: all answers, and only the confident ones.
pub fn speakers(documents: &[Quoted]) -> Vec<Row> {
    let mut answers = Vec::new();
    for document in documents {
        let record = &document.read.gold;
        for (quote, &at) in list(record, "quotes_derived").iter().zip(&document.spans) {
            let speaker = quote.get("speaker").filter(|s| !s.is_null());
            if let Some(speaker) = speaker.filter(|_| document.long(at)) {
                answers.push(answer(document, at, record, speaker));
            }
        }
    }
    let right = answers.iter().filter(|a| a.right).count();
    let errors = answers.iter().filter(|a| !a.right).map(|a| a.error.clone()).collect();
    let all = Row::share(
        "speaker of a direct quotation, gum_news",
        right,
        answers.len(),
        Goal::Share(0.84),
        errors,
    );
    let goal = Goal::RecallAt { recall: 0.70, precision: 0.95 };
    let mut rows = vec![all, confident("speaker, answering", &answers, goal)];
    answers.retain(|a| !a.contradicted);
    let right = answers.iter().filter(|a| a.right).count();
    let label = "  three left out that the text contradicts";
    rows.push(Row::share(label, right, answers.len(), Goal::Watch, Vec::new()));
    rows.push(confident("  three left out, answering", &answers, Goal::Watch));
    rows
}

/// The threshold with most recall among those whose answers are right often enough.
fn confident(task: &str, answers: &[Answer], goal: Goal) -> Row {
    let tally = |least: f64| {
        let given = answers.iter().filter(|a| a.given && a.confidence >= least);
        let (right, wrong): (Vec<_>, Vec<_>) = given.partition(|a| a.right);
        Tally { right: right.len(), wrong: wrong.len(), missed: answers.len() - right.len() }
    };
    let mut thresholds: Vec<f64> = answers.iter().map(|a| a.confidence).collect();
    thresholds.sort_by(f64::total_cmp);
    let sure = thresholds.iter().copied().filter(|&t| tally(t).precision() >= 0.95);
    let best = sure.max_by_key(|&t| (tally(t).right, (t * 1000.0) as u64));
    let threshold = best.unwrap_or_else(|| thresholds.last().copied().unwrap_or(1.0));
    let wrong = answers.iter().filter(|a| a.given && !a.right && a.confidence >= threshold);
    let errors = wrong.map(|a| a.error.clone()).collect();
    Row::scored(format!("{task} at confidence ≥ {threshold:.2}"), tally(threshold), goal, errors)
}
