//! The reading as JSON, under `schema/reading.schema.json`.
//! Entries carry `byte_range`; spans nested in an entry are `{"text", "byte"}`.

mod entries;
mod writer;

use crate::reading::{Evidence, Holder, Reading, Span, When};
use writer::Writer;

/// The name and version of the output's shape.
const FORMAT: &str = "comity-read/1";
/// Bytes of context kept before and after a citation.
const CONTEXT: usize = 32;

impl Reading<'_> {
    /// The reading as JSON, under the schema `schema/reading.schema.json`.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut json = Writer::new();
        json.object(|json| {
            json.text_at("format", FORMAT);
            json.object_at("document", |json| self.write_document(json));
            self.write_entries(json);
        });
        json.finish()
    }

    fn write_document(&self, json: &mut Writer) {
        json.text_at("sha256", &self.sha256);
        json.raw_at("bytes", self.document.bytes.len());
        match self.document.date {
            Some(date) => json.text_at("date", &date.to_string()),
            None => json.raw_at("date", "null"),
        }
    }

    /// The citation of an entry: range, exact words, context, rule, confidence.
    fn write_evidence(&self, json: &mut Writer, evidence: &Evidence) {
        write_range(json, "byte_range", evidence.span);
        json.text_at("text", &self.slice(evidence.span));
        json.text_at("before", &self.before(evidence.span));
        json.text_at("after", &self.after(evidence.span));
        json.text_at("rule", evidence.rule);
        json.raw_at("confidence", format_args!("{:.2}", evidence.confidence));
    }

    /// A nested span: its words and range.
    fn write_span(&self, json: &mut Writer, key: &str, span: Option<Span>) {
        match span {
            Some(span) => json.object_at(key, |json| self.fill_span(json, span)),
            None => json.raw_at(key, "null"),
        }
    }

    fn write_spans(&self, json: &mut Writer, key: &str, spans: &[Span]) {
        json.list_at(key, |json| {
            for &span in spans {
                json.object(|json| self.fill_span(json, span));
            }
        });
    }

    fn fill_span(&self, json: &mut Writer, span: Span) {
        json.text_at("text", &self.slice(span));
        write_range(json, "byte", span);
    }

    fn write_when(&self, json: &mut Writer, key: &str, when: Option<When>) {
        let Some(when) = when else {
            json.raw_at(key, "null");
            return;
        };
        json.object_at(key, |json| {
            self.fill_span(json, when.span);
            json.maybe_at("value", when.value.map(|v| v.to_string()).as_deref());
            json.raw_at("inferred", when.inferred);
        });
    }

    fn write_holder(&self, json: &mut Writer, key: &str, holder: Option<Holder>) {
        json.maybe_at(key, holder.map(|holder| self.name_of(holder)));
    }

    fn write_parties(&self, json: &mut Writer, key: &str, parties: &[u32]) {
        json.list_at(key, |json| parties.iter().for_each(|&p| json.text(self.party_name(p))));
    }

    fn write_names(&self, json: &mut Writer, key: &str, people: &[u32]) {
        json.list_at(key, |json| {
            people.iter().for_each(|&p| json.text(self.name_of(Holder::Person(p))));
        });
    }

    /// A little of the document before a range, cut at characters.
    #[must_use]
    pub fn before(&self, span: Span) -> String {
        let end = (span.start as usize).min(self.document.bytes.len());
        let mut start = end.saturating_sub(CONTEXT);
        while start < end && is_continuation(self.document.bytes[start]) {
            start += 1;
        }
        String::from_utf8_lossy(&self.document.bytes[start..end]).into_owned()
    }

    /// A little of the document after a range, cut at characters.
    #[must_use]
    pub fn after(&self, span: Span) -> String {
        let bytes = self.document.bytes;
        let start = (span.end as usize).min(bytes.len());
        let mut end = start.saturating_add(CONTEXT).min(bytes.len());
        while end > start && end < bytes.len() && is_continuation(bytes[end]) {
            end -= 1;
        }
        String::from_utf8_lossy(&bytes[start..end]).into_owned()
    }
}

fn is_continuation(byte: u8) -> bool {
    byte & 0xC0 == 0x80
}

fn write_range(json: &mut Writer, key: &str, span: Span) {
    json.list_at(key, |json| {
        json.number(span.start);
        json.number(span.end);
    });
}
