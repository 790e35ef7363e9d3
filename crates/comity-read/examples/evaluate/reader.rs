//! The one door to the reader: it hands over a document's text and date and nothing else.

use comity_read::{Date, Document, Format, read};
use serde_json::Value;
use std::error::Error;

/// What the reader is given.
#[derive(Debug, Clone, Default)]
pub struct Handed {
    /// The bytes of the document.
    pub text: Vec<u8>,
    /// The day of publication, where known.
    pub date: Option<String>,
    /// What the bytes are, as the end of a file's name tells it; plain unless said.
    pub markdown: bool,
}

impl Handed {
    /// A text without a date.
    pub fn text(text: &str) -> Self {
        Self { text: text.as_bytes().to_vec(), ..Self::default() }
    }

    /// The `text` and `date` of an annotated record; no other field is looked at.
    pub fn of_record(record: &Value) -> Self {
        let field = |key: &str| record.get(key).and_then(Value::as_str);
        Self {
            text: field("text").unwrap_or_default().as_bytes().to_vec(),
            date: field("date").map(str::to_owned),
            markdown: false,
        }
    }
}

/// The reader's output for a document, exactly as it prints it.
pub fn output(handed: &Handed) -> Result<String, Box<dyn Error>> {
    let date = handed.date.as_deref().map(str::parse::<Date>).transpose()?;
    let format = if handed.markdown { Format::Markdown } else { Format::Guess };
    let document = Document::from_bytes(&handed.text).dated(date).of_format(format);
    Ok(read(&document).to_json())
}
