//! The versions of the one text in a case folder, and the drafts they stand for.

use comity::format::{Diagnostic, File, Files, Place, Refusal, case_folder::Contents, nearest};
use comity::{Case, Draft, PartialPackage};
use comity_text::anchor::{self, Anchor, Found};
use comity_text::tie::{self, State};
use comity_text::{Beside, Holders, TextError, Version, parse};

/// A version that names the options its wording stands for.
#[derive(Clone, Debug)]
pub struct Tabled {
    /// The draft it is: its number, or the name of its file.
    pub draft: String,
    /// Its path in the folder.
    pub path: String,
    /// The text with its sidecar.
    pub version: Version,
}

/// What a person should look at in the texts of a case, though nothing in it is wrong.
pub fn remarks(tabled: &[Tabled], files: &Files) -> Vec<String> {
    let mut remarks = Vec::new();
    for one in tabled {
        let gone = one.version.beside().ties.iter().filter(|tie| tie::places(&one.version, tie).is_empty());
        remarks.extend(gone.map(|tie| {
            let words = tie.words.as_deref().unwrap_or_default();
            let said = format!("“{words}” is not in {}", tie.clause);
            format!("{}: {said}, so {} = {} is not tied", one.path, tie.issue, tie.option)
        }));
        let criticisms = &one.version.beside().criticisms;
        let lost = criticisms.iter().filter(|criticism| {
            !matches!(anchor::find(&one.version, &Anchor::from(*criticism)), Found::At(_))
        });
        remarks.extend(lost.map(|criticism| {
            let words = criticism.words.as_deref().unwrap_or("the clause as a whole");
            let (by, clause) = (&criticism.by, &criticism.clause);
            format!("{}: the criticism of {by} on {clause} no longer fits (“{words}”)", one.path)
        }));
    }
    let Some(last) = tabled.last() else { return remarks };
    for path in Contents::of(files).texts.iter().filter(|path| tabled.iter().all(|one| one.path != **path)) {
        let renew = format!("`comity text renew {} {path}` takes the ties over", last.path);
        remarks.push(format!("{path}: no words of it are tied to an option, so it is no draft; {renew}"));
    }
    remarks
}

/// The names that may hold wording in a case: parties by name and by id.
pub fn holders(case: &Case) -> Holders {
    let mut holders = Holders::none();
    for party in &case.parties {
        let holder = holders.declare(&party.name);
        holders.alias(holder, &party.id);
    }
    holders
}

/// The versions with ties, in the order of their numbers; each becomes a draft of the case, and a draft the
/// case names itself must settle the same.
///
/// *Errors*: texts that cannot be read, sidecars made for other bytes, ties to issues or options the case
/// does not have, drafts that differ from their text.
pub fn table(case: &mut Case, files: &Files) -> Result<Vec<Tabled>, Refusal> {
    let holders = holders(case);
    let mut faults = Vec::new();
    let mut tabled: Vec<Tabled> = Vec::new();
    for path in &Contents::of(files).texts {
        match read(path, files, &holders) {
            Ok(Some(found)) => {
                faults.extend(unnamed(&found, files, &holders));
                tabled.push(found);
            }
            Ok(None) => {}
            Err(fault) => faults.push(*fault),
        }
    }
    tabled.sort_by_key(|one| (one.version.beside().about.number, one.path.clone()));
    for one in &tabled {
        match package(case, one, files) {
            Ok(package) => faults.extend(enter(case, one, package, files)),
            Err(found) => faults.extend(found),
        }
    }
    if faults.is_empty() { Ok(tabled) } else { Err(Refusal { faults, unlisted: 0 }) }
}

/// The version at a path; none without ties.
fn read(path: &str, files: &Files, holders: &Holders) -> Result<Option<Tabled>, Box<Diagnostic>> {
    let sidecar = format!("{}.toml", path.trim_end_matches(".md"));
    let (Some(words), Some(beside)) = (files.get(path), files.get(&sidecar)) else { return Ok(None) };
    let fault = |path: &str, error: TextError| {
        let help = match &error {
            TextError::OtherText { .. } => OTHER_TEXT,
            _ => "`comity text check` says more about a text",
        };
        let message = match &error {
            TextError::OtherText { .. } => {
                "belongs to other words than those in the text beside it".to_owned()
            }
            _ => error.to_string(),
        };
        Box::new(Diagnostic::at(Place::whole(path), message).help(help))
    };
    let source = std::str::from_utf8(&beside.bytes)
        .map_err(|_| Box::new(Diagnostic::at(Place::whole(&sidecar), "is not UTF-8")))?;
    let beside = Beside::read(source).map_err(|error| fault(&sidecar, error))?;
    if beside.ties.is_empty() {
        return Ok(None);
    }
    let text = parse(&words.bytes, holders).map_err(|error| fault(path, error))?;
    let version = Version::new(text, beside).map_err(|error| fault(&sidecar, error))?;
    let draft = match version.beside().about.number {
        Some(number) => number.to_string(),
        None => path.trim_start_matches("text/").trim_end_matches(".md").to_owned(),
    };
    Ok(Some(Tabled { draft, path: path.to_owned(), version }))
}

/// What to do where a text was changed after its sidecar was written.
const OTHER_TEXT: &str = "save the changed text as the next version and run `comity text renew OLD NEW`; \
                          or, to mend this version, take its `digest` line out and run `comity check`";

/// Parties that a sidecar names and the case does not.
fn unnamed(tabled: &Tabled, files: &Files, holders: &Holders) -> Vec<Diagnostic> {
    let beside = tabled.version.beside();
    let sidecar = format!("{}.toml", tabled.path.trim_end_matches(".md"));
    let named = beside.standing.values().flat_map(|standing| &standing.hold_outs);
    let named = named.chain(beside.reservations.iter().flat_map(|one| &one.holders));
    let named = named.chain(beside.criticisms.iter().map(|one| &one.by));
    let mut unknown: Vec<&String> = named.filter(|name| holders.find(name).is_none()).collect();
    unknown.sort_unstable();
    unknown.dedup();
    let fault = |name: &String| {
        let key = format!("\"{name}\"");
        let place = files.get(&sidecar).map_or_else(|| Place::whole(&sidecar), |file| key_at(file, &key));
        let known: Vec<&str> = holders.all().map(|holder| holders.name(holder)).collect();
        let near = nearest(name, known.iter().copied());
        let near = near.map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
        Diagnostic::at(place, format!("there is no party `{name}`"))
            .help(format!("{near}the case has {}", known.join(", ")))
    };
    unknown.into_iter().map(fault).collect()
}

/// What a version settles, in the issues of the case.
fn package(case: &Case, tabled: &Tabled, files: &Files) -> Result<PartialPackage, Vec<Diagnostic>> {
    let sidecar = format!("{}.toml", tabled.path.trim_end_matches(".md"));
    let mut faults = Vec::new();
    for (at, tie) in tabled.version.beside().ties.iter().enumerate() {
        let place = || files.get(&sidecar).map_or_else(|| Place::whole(&sidecar), |file| tie_at(file, at));
        let Some(issue) = case.issue(&tie.issue) else {
            let known = case.issues.iter().map(|issue| issue.id.as_str());
            faults.push(unknown(place(), "issue", &tie.issue, known));
            continue;
        };
        let issue = &case.issues[issue.0];
        if issue.option(&tie.option).is_none() {
            let known = issue.options.iter().map(|option| option.id.as_str());
            faults.push(unknown(place(), &format!("option of {}", issue.id), &tie.option, known));
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut package = PartialPackage::open(case.issues.len());
    for (issue, state) in tie::package(&tabled.version) {
        let (State::Settled(option), Some(at)) = (state, case.issue(&issue)) else { continue };
        package.0[at.0] = case.issues[at.0].option(&option).and_then(|option| u32::try_from(option).ok());
    }
    Ok(package)
}

/// Puts the draft into the case; a fault where the case says that the draft settles something else.
fn enter(case: &mut Case, tabled: &Tabled, package: PartialPackage, files: &Files) -> Option<Diagnostic> {
    if let Some(draft) = case.drafts.iter().find(|draft| draft.id == tabled.draft) {
        let issues = case.issues.iter().zip(draft.package.0.iter().zip(&package.0));
        let differing: Vec<&str> =
            issues.filter(|(_, (said, found))| said != found).map(|(issue, _)| issue.id.as_str()).collect();
        if differing.is_empty() {
            return None;
        }
        let key = format!("[draft.{}.package]", draft.id);
        let place =
            files.get("case.toml").map_or_else(|| Place::whole("case.toml"), |file| key_at(file, &key));
        let message = format!("draft {} and {} differ in {}", draft.id, tabled.path, differing.join(", "));
        return Some(
            Diagnostic::at(place, message).help(format!("remove {key}: the text says what is settled")),
        );
    }
    let title = tabled.version.beside().about.title.clone();
    let name = if title.is_empty() { format!("Version {}", tabled.draft) } else { title };
    case.drafts.push(Draft { id: tabled.draft.clone(), name, package });
    None
}

fn unknown<'a>(
    place: Place,
    what: &str,
    given: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Diagnostic {
    let allowed = known.clone().collect::<Vec<_>>().join(", ");
    let help = match nearest(given, known) {
        Some(near) => format!("did you mean `{near}`? allowed: {allowed}"),
        None => format!("allowed: {allowed}"),
    };
    Diagnostic::at(place, format!("a tie names no {what} of the case: `{given}`")).help(help)
}

/// The place of a sidecar's tie, counted from 0.
fn tie_at(file: &File, number: usize) -> Place {
    let text = file.text().unwrap_or_default();
    let found = text.match_indices("[[tie]]").nth(number);
    found.map_or_else(|| Place::whole(&file.path), |(at, key)| Place::of(file, text, at..at + key.len()))
}

/// The place of a heading.
fn key_at(file: &File, key: &str) -> Place {
    let text = file.text().unwrap_or_default();
    text.find(key).map_or_else(|| Place::whole(&file.path), |at| Place::of(file, text, at..at + key.len()))
}
