//! `comity text apply EDITS FILE`: edits made for exactly these bytes, applied to them.

use clap::{ArgMatches, Command};
use comity_text::edit::{Splice, splice};
use comity_text::{Span, digest};
use serde_json::Value;
use std::path::Path;

use super::input;
use crate::failure::Failure;

/// `comity text apply EDITS FILE`.
pub fn command() -> Command {
    Command::new("apply")
        .about("Apply edits to a text and print the result")
        .arg(super::file("edits", "EDITS"))
        .arg(super::file("file", "FILE"))
        .after_help(
            "EDITS is JSON: {\"digest\": \"sha256:…\", \"edits\": [{\"start\": 3, \"end\": 7, \"insert\": \"words\"}]}, \
             offsets in bytes of FILE; `comity text redline OLD NEW --format edits` writes it.",
        )
}

/// Checks that the edits are for these bytes, applies them and prints.
pub fn run(arguments: &ArgMatches) -> Result<(), Failure> {
    let edits = input::bytes(input::path(arguments, "edits")?)?;
    let path = input::path(arguments, "file")?;
    let text = input::text(arguments, path)?;
    let (expected, splices) =
        read(&edits).map_err(|what| Failure::refused(format!("the edits are not understood: {what}")))?;
    if expected != text.digest() {
        let help = "make the edits anew from this text";
        return Err(Failure::refused(format!(
            "the edits were made for {expected}, this text is {}",
            digest::of(text.source().as_bytes())
        ))
        .with_help(help));
    }
    let result = splice(text.source(), &splices).map_err(|refusal| Failure::refused(refusal.to_string()))?;
    input::write(Path::new("-"), result.as_bytes())
}

fn read(bytes: &[u8]) -> Result<(String, Vec<Splice>), String> {
    let value: Value = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
    let digest = value.get("digest").and_then(Value::as_str).ok_or("`digest` is missing")?;
    let edits = value.get("edits").and_then(Value::as_array).ok_or("`edits` must be a list")?;
    let splices = edits
        .iter()
        .enumerate()
        .map(|(at, edit)| one(edit).ok_or(format!("edit {} needs `start`, `end` and `insert`", at + 1)));
    Ok((digest.to_string(), splices.collect::<Result<_, _>>()?))
}

fn one(edit: &Value) -> Option<Splice> {
    let offset = |key| edit.get(key).and_then(Value::as_u64).and_then(|n| u32::try_from(n).ok());
    let insert = edit.get("insert")?.as_str()?.to_string();
    Some(Splice { at: Span::new(offset("start")?, offset("end")?), insert })
}
