//! `comity text convert FROM TO`: a version in another form, told by the ending of the file.

use clap::{Arg, ArgAction, ArgMatches, Command};
use comity_text::form::{self, Audience, Reading, WordFile};
use comity_text::{Beside, Text, Version, canonical, parse};
use std::path::Path;

use super::input;
use crate::failure::Failure;

/// A form that can be written.
struct Form {
    ending: &'static str,
    about: &'static str,
    write: fn(&Version, &Audience) -> Vec<u8>,
}

const FORMS: &[Form] = &[
    Form {
        ending: "html",
        about: "a page, with numbered lines on A4",
        write: |version, audience| form::html(version, audience).into(),
    },
    Form { ending: "docx", about: "Word", write: form::word },
    Form {
        ending: "akn",
        about: "Akoma Ntoso",
        write: |version, audience| form::akn(version, audience).into(),
    },
    Form { ending: "xml", about: "the same", write: |version, audience| form::akn(version, audience).into() },
    Form {
        ending: "md",
        about: "Markdown",
        write: |version, audience| form::markdown(version, audience).into(),
    },
    Form {
        ending: "txt",
        about: "plain text",
        write: |version, audience| form::plain(version, audience).into(),
    },
];

/// `comity text convert FROM TO`.
pub fn command() -> Command {
    let forms: Vec<String> = FORMS.iter().map(|form| format!(".{} {}", form.ending, form.about)).collect();
    Command::new("convert")
        .about("Write a text in another form")
        .arg(super::file("from", "FROM"))
        .arg(super::file("to", "TO"))
        .arg(Arg::new("as").long("as").value_name("FORM").help("The form, where TO is `-`"))
        .arg(super::parties())
        .arg(super::audience())
        .arg(
            Arg::new("reject")
                .long("reject")
                .action(ArgAction::SetTrue)
                .help("Of a Word file take the text before its tracked changes, not after them"),
        )
        .after_help(format!(
            "TO ends in one of: {}.\nFROM may be a Word file (.docx) or an Akoma Ntoso document (.akn, \
             .xml); then .md is the bracket notation, and what a document holds beside the words becomes the \
             sidecar (.toml) beside it.",
            forms.join("; ")
        ))
}

/// Reads, converts, writes.
pub fn run(arguments: &ArgMatches) -> Result<(), Failure> {
    let from = input::path(arguments, "from")?;
    let to = input::path(arguments, "to")?;
    let form = form_of(arguments, to)?;
    if form.ending == "md" && to.exists() {
        let message = format!("{} is there already; a text is not written over", to.display());
        return Err(Failure::refused(message).with_help("name a new file, the next version for example"));
    }
    let version = match from.extension() {
        Some(ending) if ending == "docx" => {
            let text = word(arguments, from)?;
            if form.ending == "md" {
                return input::write(to, canonical(&text).as_bytes());
            }
            Version::bare(text)
        }
        Some(ending) if ending == "akn" || ending == "xml" => {
            let version = document(arguments, from)?;
            if form.ending == "md" {
                return notation(&version, to);
            }
            version
        }
        _ => input::version(arguments, from)?,
    };
    input::write(to, &(form.write)(&version, &input::audience(arguments, version.text())?))
}

/// The text of a Word file; its parties are those of the case TO lies in.
fn word(arguments: &ArgMatches, from: &Path) -> Result<Text, Failure> {
    let refused = |error| Failure::refused(format!("{}: {error}", from.display()));
    let reading = if arguments.get_flag("reject") { Reading::Rejected } else { Reading::Accepted };
    let file = WordFile::read(&input::bytes(from)?).map_err(refused)?;
    let holders = input::holders(arguments, input::path(arguments, "to")?);
    parse(file.source(reading).as_bytes(), &holders).map_err(refused)
}

/// The version an Akoma Ntoso document holds; the parties of the case TO lies in are declared as well.
fn document(arguments: &ArgMatches, from: &Path) -> Result<Version, Failure> {
    let holders = input::holders(arguments, input::path(arguments, "to")?);
    form::read_akn(&input::bytes(from)?, &holders)
        .map_err(|error| Failure::refused(format!("{}: {error}", from.display())))
}

/// The text in the bracket notation, and what lies beside it where there is a place for it.
fn notation(version: &Version, to: &Path) -> Result<(), Failure> {
    input::write(to, version.text().source().as_bytes())?;
    let bare = Beside { digest: version.beside().digest.clone(), ..Beside::default() };
    if to == Path::new("-") || *version.beside() == bare {
        return Ok(());
    }
    input::write(&to.with_extension("toml"), version.beside().write().as_bytes())
}

fn form_of(arguments: &ArgMatches, to: &Path) -> Result<&'static Form, Failure> {
    let ending = to.extension().map(|ending| ending.to_string_lossy().into_owned());
    let named = arguments.get_one::<String>("as").cloned().or(ending).unwrap_or_default();
    FORMS.iter().find(|form| form.ending == named).ok_or_else(|| {
        let allowed: Vec<&str> = FORMS.iter().map(|form| form.ending).collect();
        Failure::usage(format!("the form `{named}` is unknown"))
            .with_help(format!("one of {}", allowed.join(", ")))
    })
}
