//! Reads what a verb of `comity text` works on: bytes, names, sidecars.

use clap::ArgMatches;
use comity_text::form::Audience;
use comity_text::{Beside, Holders, Text, Version, parse};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use crate::failure::{Failure, unknown};
use crate::folder;

/// The argument as a path.
pub fn path<'a>(arguments: &'a ArgMatches, name: &str) -> Result<&'a PathBuf, Failure> {
    arguments
        .get_one::<PathBuf>(name)
        .ok_or_else(|| Failure::usage(format!("the argument {name} is missing")))
}

/// The bytes of a file, or of the standard input for `-`.
pub fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    if path == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin()
            .lock()
            .read_to_end(&mut bytes)
            .map_err(Failure::reading(Path::new("standard input")))?;
        return Ok(bytes);
    }
    std::fs::read(path).map_err(Failure::reading(path))
}

/// Writes bytes to a file, or to the standard output for `-`.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if path == Path::new("-") {
        let mut out = std::io::stdout().lock();
        return match out.write_all(bytes).and_then(|()| out.flush()) {
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
            other => other.map_err(Failure::writing(Path::new("standard output"))),
        };
    }
    std::fs::write(path, bytes).map_err(Failure::writing(path))
}

/// The names that may hold wording: those of `--parties`, else those of the case the file lies in.
pub fn holders(arguments: &ArgMatches, path: &Path) -> Holders {
    // Verbs that only carry bytes have no --parties.
    if let Ok(Some(names)) = arguments.try_get_many::<String>("parties") {
        return Holders::of(names.map(|name| name.trim()));
    }
    case_holders(path).unwrap_or_default()
}

/// The parties of `…/case.toml` for a file `…/text/NN.md`; none without such a case, or if it is broken.
fn case_holders(path: &Path) -> Option<Holders> {
    // A file still to be written lies in a folder all the same.
    let folder = match path.parent()? {
        _ if path == Path::new("-") => return None,
        here if here.as_os_str().is_empty() => Path::new("."),
        folder => folder,
    };
    let root = folder.canonicalize().ok()?.parent()?.to_owned();
    if !root.join("case.toml").is_file() {
        return None;
    }
    let case = folder::open::open(&root, folder::disk::Reach::Model).ok()?.case;
    Some(folder::versions::holders(&case))
}

/// Two versions to be compared: parties of the case either lies in may hold wording in both.
pub fn pair(arguments: &ArgMatches, old: &Path, new: &Path) -> Result<(Version, Version), Failure> {
    let of = |path: &Path| Some(holders(arguments, path)).filter(|holders| !holders.is_empty());
    let (first, second) = (of(old), of(new));
    let shared = |own: &Option<Holders>, other: &Option<Holders>| {
        own.clone().or_else(|| other.clone()).unwrap_or_default()
    };
    Ok((bound(old, &shared(&first, &second))?, bound(new, &shared(&second, &first))?))
}

/// A text.
pub fn text(arguments: &ArgMatches, path: &Path) -> Result<Text, Failure> {
    parsed(path, &holders(arguments, path))
}

/// A text in which these names may hold wording.
pub fn parsed(path: &Path, holders: &Holders) -> Result<Text, Failure> {
    let bytes = bytes(path)?;
    if bytes.starts_with(b"PK\x03\x04") {
        let message = format!("{} is a zip archive, as Word files are, and no text", path.display());
        let help = format!("turn it into one first: comity text convert {} text.md", path.display());
        return Err(Failure::refused(message).with_help(help));
    }
    parse(&bytes, holders).map_err(|error| Failure::refused(format!("{}: {error}", path.display())))
}

/// A version: a text with the sidecar beside it, if there is one.
pub fn version(arguments: &ArgMatches, path: &Path) -> Result<Version, Failure> {
    bound(path, &holders(arguments, path))
}

fn bound(path: &Path, holders: &Holders) -> Result<Version, Failure> {
    let text = parsed(path, holders)?;
    let sidecar = path.with_extension("toml");
    if path == Path::new("-") || !sidecar.is_file() || sidecar == path {
        return Ok(Version::bare(text));
    }
    let source = std::fs::read_to_string(&sidecar).map_err(Failure::reading(&sidecar))?;
    let refused = |error| Failure::refused(format!("{}: {error}", sidecar.display()));
    Version::new(text, Beside::read(&source).map_err(refused)?).map_err(refused)
}

/// Who the output is made for; a delegation by the name or the id of its party.
///
/// *Errors*: a word that is no audience, a party that `text` does not know.
pub fn audience(arguments: &ArgMatches, text: &Text) -> Result<Audience, Failure> {
    let word = arguments.get_one::<String>("for").map_or("mediator", String::as_str);
    let audience = Audience::from_word(word).ok_or_else(|| {
        Failure::usage(format!("the audience `{word}` is unknown"))
            .with_help("mediator, principal, public, or delegation:NAME")
    })?;
    let Audience::Delegation(name) = &audience else { return Ok(audience) };
    let holders = text.holders();
    match holders.find(name) {
        Some(party) => Ok(Audience::Delegation(holders.name(party).to_owned())),
        None if holders.is_empty() => Ok(audience),
        None => Err(unknown("party", name, holders.all().map(|party| holders.name(party)))),
    }
}
