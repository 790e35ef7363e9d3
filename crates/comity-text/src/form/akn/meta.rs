//! The metadata: what the version says of itself, who and what is referred to, ties, reservations, remarks.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::OWN_NAMESPACE;
use super::body::Body;
use super::ids::slug;
use super::plan::concept;
use super::xml::{push_text, value};
use crate::beside::{Criticism, Level};
use crate::form::{Audience, html};
use crate::holders::Stance;
use crate::tree::ClauseIx;
use crate::version::Version;

/// The date of what is not dated; a date is required.
pub(super) const UNDATED: &str = "0001-01-01";

struct Writer<'a> {
    version: &'a Version,
    audience: &'a Audience,
    /// By permanent id of a clause its `eId`.
    places: HashMap<&'a str, String>,
    /// By issue and option the id of their concept.
    options: Vec<(&'a str, &'a str, String)>,
    body: &'a mut Body,
    out: String,
}

/// Writes `meta` for a body.
pub(super) fn write(version: &Version, audience: &Audience, body: &mut Body) -> String {
    let elements = body.clauses.iter().enumerate().filter(|(_, id)| !id.is_empty());
    let places = elements.map(|(at, id)| (version.id(ClauseIx(at as u32)), id.clone())).collect();
    let mut writer = Writer { version, audience, places, options: Vec::new(), body, out: String::new() };
    writer.cast();
    writer.out.push_str("<meta>\n");
    writer.identification();
    writer.analysis();
    writer.references();
    writer.notes();
    writer.proprietary();
    writer.out.push_str("</meta>\n");
    writer.out
}

/// The language code of three letters for one of two.
fn three_letters(language: &str) -> &'static str {
    match language {
        "ar" => "ara",
        "es" => "spa",
        "fr" => "fra",
        "ru" => "rus",
        _ => "eng",
    }
}

/// True for `2031-05-04`.
fn is_date(words: &str) -> bool {
    let bytes = words.as_bytes();
    let figures = |from: usize, to: usize| words.get(from..to).and_then(|part| part.parse::<u32>().ok());
    bytes.len() == 10
        && bytes
            .iter()
            .enumerate()
            .all(|(at, b)| if at == 4 || at == 7 { *b == b'-' } else { b.is_ascii_digit() })
        && figures(0, 4).is_some_and(|year| year > 0)
        && figures(5, 7).is_some_and(|month| (1..=12).contains(&month))
        && figures(8, 10).is_some_and(|day| (1..=28).contains(&day))
}

impl<'a> Writer<'a> {
    /// Gives an id to every party that is only named beside the text, and to every option tied to.
    fn cast(&mut self) {
        let beside = self.version.beside();
        let allowed = self.audience.allowed();
        if allowed.standing {
            for name in beside.reservations.iter().flat_map(|one| &one.holders) {
                self.body.cast.organisation(name, &mut self.body.ids);
            }
        }
        for one in self.criticisms() {
            self.body.cast.organisation(&one.by, &mut self.body.ids);
        }
        let tied = beside.ties.iter().map(|tie| (tie.issue.as_str(), tie.option.as_str()));
        let offered = beside.criticisms.iter().filter_map(|one| one.stands_for.as_ref());
        let offered = offered.map(|(issue, option)| (issue.as_str(), option.as_str()));
        for (issue, option) in tied.chain(offered).filter(|_| allowed.working) {
            if self.option(issue, option).is_none() {
                let id = self.body.ids.next("option");
                self.options.push((issue, option, id));
            }
        }
    }

    /// The id of the concept of an option, if the audience may know what is tied to it.
    fn option(&self, issue: &str, option: &str) -> Option<&str> {
        let known = self.options.iter().find(|known| known.0 == issue && known.1 == option);
        known.map(|(_, _, id)| id.as_str())
    }

    fn criticisms(&self) -> impl Iterator<Item = &'a Criticism> + use<'a> {
        let audience = self.audience;
        self.version.beside().criticisms.iter().filter(move |one| audience.may_see(&one.by))
    }

    fn line(&mut self, xml: std::fmt::Arguments<'_>) {
        let _ = writeln!(self.out, "{xml}");
    }

    /// Who tabled the version and when, as far as the audience may know.
    fn authorship(&self) -> (&'a str, &'a str) {
        let about = &self.version.beside().about;
        if self.audience.allowed().authorship { (&about.owner, &about.date) } else { ("", "") }
    }

    fn identification(&mut self) {
        let about = &self.version.beside().about;
        let (owner, date) = self.authorship();
        let day = if is_date(date) { date } else { UNDATED };
        let language = three_letters(html::language(self.version.text().source()));
        let title = if about.title.is_empty() { "text".to_string() } else { slug(&about.title) };
        let work = format!("/akn/xx/doc/negotiatingText/{day}/{title}");
        let number = about.number.map(|number| number.to_string()).unwrap_or_default();
        let expression = format!("{work}/{language}@{number}");
        let author = if owner.is_empty() { "not-stated" } else { "author" };
        self.out.push_str("<identification source=\"#comity\">\n<FRBRWork>\n");
        self.core(
            &work,
            day,
            author,
            &[("title", &about.title), ("date", if day == date { "" } else { date })],
        );
        self.out.push_str("<FRBRcountry value=\"xx\"/>\n");
        self.line(format_args!("<FRBRsubtype value=\"{}\"/>", value(about.status.word())));
        self.out.push_str("</FRBRWork>\n<FRBRExpression>\n");
        let digest = crate::digest::of(self.body.shown.as_bytes());
        self.core(&expression, day, author, &[("digest", &digest)]);
        if !number.is_empty() {
            self.line(format_args!("<FRBRversionNumber value=\"{number}\"/>"));
        }
        self.line(format_args!("<FRBRlanguage language=\"{language}\"/>"));
        self.out.push_str("</FRBRExpression>\n<FRBRManifestation>\n");
        self.core(&format!("{expression}.xml"), day, "comity", &[]);
        self.out.push_str(
            "<FRBRformat value=\"application/akn+xml\"/>\n</FRBRManifestation>\n</identification>\n",
        );
    }

    /// What a work, an expression and a manifestation have alike.
    fn core(&mut self, uri: &str, date: &str, author: &str, aliases: &[(&str, &str)]) {
        self.line(format_args!("<FRBRthis value=\"{}/!main\"/>", value(uri)));
        self.line(format_args!("<FRBRuri value=\"{}\"/>", value(uri)));
        for (name, words) in aliases.iter().filter(|(_, words)| !words.is_empty()) {
            self.line(format_args!("<FRBRalias name=\"{name}\" value=\"{}\"/>", value(words)));
        }
        let name = if date == UNDATED { "notStated" } else { "tabled" };
        self.line(format_args!("<FRBRdate date=\"{date}\" name=\"{name}\"/>"));
        self.line(format_args!("<FRBRauthor href=\"#{author}\"/>"));
    }

    /// Ties and reservations: what a clause implies beyond its words.
    fn analysis(&mut self) {
        let allowed = self.audience.allowed();
        let beside = self.version.beside();
        let mut lines = String::new();
        let shown = |words: &Option<String>| {
            words.as_ref().map(|words| format!(" showAs=\"{}\"", value(words))).unwrap_or_default()
        };
        for tie in beside.ties.iter().filter(|_| allowed.working) {
            let Some(place) = self.places.get(tie.clause.as_str()) else { continue };
            let Some(concept) = self.option(&tie.issue, &tie.option) else { continue };
            let words = shown(&tie.words);
            let _ = writeln!(
                lines,
                "<implicitReference for=\"#{}\" refersTo=\"#{concept}\"{words}/>",
                value(place)
            );
        }
        for one in beside.reservations.iter().filter(|_| allowed.standing) {
            let Some(place) = self.places.get(one.clause.as_str()) else { continue };
            let holders: String =
                one.holders.iter().map(|name| format!(" #{}", self.organisation(name))).collect();
            let words = shown(&one.words);
            let note = one
                .footnote
                .as_ref()
                .map(|note| format!(" shortForm=\"{}\"", value(note)))
                .unwrap_or_default();
            let _ = writeln!(
                lines,
                "<implicitReference for=\"#{}\" refersTo=\"#reservation{}\"{words}{note}/>",
                value(place),
                value(&holders)
            );
        }
        if !lines.is_empty() {
            self.line(format_args!(
                "<analysis source=\"#comity\">\n<otherReferences source=\"#comity\">\n{lines}</otherReferences>\n</analysis>"
            ));
        }
    }

    fn organisation(&self, name: &str) -> &str {
        self.body.cast.organisations.get(name).map_or("comity", String::as_str)
    }

    fn references(&mut self) {
        self.out.push_str("<references source=\"#comity\">\n");
        self.reference("TLCOrganization", "comity", "organization/comity", "Comity");
        match self.authorship().0 {
            "" => self.reference("TLCOrganization", "not-stated", "organization/not-stated", "not stated"),
            owner => self.reference("TLCOrganization", "author", "organization/author", owner),
        }
        for (name, id) in self.body.cast.organisations.clone() {
            self.reference("TLCOrganization", &id, &format!("organization/{id}"), &name);
        }
        for (written, name) in self.body.cast.aliases.clone() {
            let id = self.body.ids.next("alias");
            let href = format!("organization/{}", self.organisation(&name));
            self.reference("TLCOrganization", &id, &href, &written);
        }
        for (id, (name, stance)) in self.body.cast.stances.clone() {
            let word = if stance == Stance::Opposition { "opposition" } else { "reservation" };
            let href = format!("concept/{word}/{}", self.organisation(&name));
            self.reference("TLCConcept", &id, &href, &format!("{name}: {word}"));
        }
        if self.audience.allowed().standing {
            for level in Level::ALL {
                let id = concept(level);
                self.reference("TLCConcept", id, &format!("concept/{id}"), level.word());
            }
            self.reference("TLCConcept", "reservation", "concept/reservation", "position reserved");
        }
        for (issue, option, id) in self.options.clone() {
            let href = format!("concept/issue/{}/option/{}", slug(issue), slug(option));
            self.reference("TLCConcept", &id, &href, &format!("{issue} = {option}"));
        }
        self.out.push_str("</references>\n");
    }

    fn reference(&mut self, element: &str, id: &str, href: &str, shown: &str) {
        self.line(format_args!(
            "<{element} eId=\"{}\" href=\"/akn/ontology/{}\" showAs=\"{}\"/>",
            value(id),
            value(href),
            value(shown)
        ));
    }

    /// Criticisms, each a note on its clause.
    fn notes(&mut self) {
        let mut lines = String::new();
        for (n, one) in self.criticisms().enumerate() {
            let place = match self.places.get(one.clause.as_str()) {
                Some(place) => format!("placementBase=\"#{}\"", value(place)),
                None => format!("title=\"{}\"", value(&one.clause)),
            };
            let by = value(self.organisation(&one.by));
            let stands_for = one.stands_for.as_ref().and_then(|(issue, option)| self.option(issue, option));
            let stands_for = stands_for.map(|id| format!(" #{id}")).unwrap_or_default();
            let _ =
                write!(lines, "<note eId=\"criticism_{}\" {place} refersTo=\"#{by}{stands_for}\">", n + 1);
            let context = one.context.as_ref();
            let parts = [
                ("words", one.words.as_ref()),
                ("before", context.map(|(before, _)| before)),
                ("after", context.map(|(_, after)| after)),
                ("remark", Some(&one.remark)),
                ("proposal", one.proposal.as_ref()),
            ];
            for (class, words) in parts.into_iter().filter_map(|(class, words)| Some((class, words?))) {
                let _ = write!(lines, "<p class=\"{class}\">");
                push_text(&mut lines, words);
                lines.push_str("</p>");
            }
            lines.push_str("</note>\n");
        }
        if !lines.is_empty() {
            self.line(format_args!("<notes source=\"#comity\">\n{lines}</notes>"));
        }
    }

    /// Retired ids and wording given up: the team's own working matter.
    fn proprietary(&mut self) {
        let beside = self.version.beside();
        if !self.audience.allowed().working || beside.retired.is_empty() && beside.losses.is_empty() {
            return;
        }
        let mut lines = String::new();
        for id in &beside.retired {
            let _ = writeln!(lines, "<c:retired id=\"{}\"/>", value(id));
        }
        for one in &beside.losses {
            let (clause, words, reason) = (value(&one.clause), value(&one.words), value(&one.reason));
            let _ = writeln!(lines, "<c:loss clause=\"{clause}\" words=\"{words}\" reason=\"{reason}\"/>");
        }
        self.line(format_args!(
            "<proprietary source=\"#comity\" xmlns:c=\"{OWN_NAMESPACE}\">\n{lines}</proprietary>"
        ));
    }
}
