//! Akoma Ntoso (OASIS LegalDocML 1.0): a version as a `doc`, and back.
//!
//! The characters of the text stand in the elements that hold wording (`num`, `heading`, `p`), every one of
//! them and in order, white space included: joined they are the text again, whatever it was. Everything
//! else lies around them:
//!
//! | in Comity | in Akoma Ntoso |
//! |---|---|
//! | clause | `article`, `paragraph`, `point`, … with `eId` by its labels, `wId` for a permanent id that differs |
//! | recital, title page | `preamble`, `preface` where they come first, else `hcontainer` |
//! | wording between clauses within another | `hcontainer name="wording"` |
//! | footnote | `authorialNote` where it stands |
//! | bracket, option | `inline` around it; where it spans clauses, around what opens and what closes it |
//! | alternatives | `alternativeTo` the first of them |
//! | holders | `refersTo` a `TLCOrganization`; who opposes or reserves, a `TLCConcept` |
//! | standing | `refersTo` a `TLCConcept` on the clause, its hold-outs to organisations |
//! | placeholder, blank | `placeholder`, `fillIn` |
//! | drafters' label, page furniture | `remark`, `inline name="furniture"` |
//! | ties, reservations | `implicitReference` in the analysis |
//! | criticisms | `note` in the metadata |
//!
//! What an audience may not have is not written at all. *Source*: Akoma Ntoso Version 1.0, Part 2, and the
//! Akoma Ntoso Naming Convention Version 1.0 (OASIS standards, 2018 and 2019).

mod body;
mod ids;
mod meta;
mod plan;
mod read;
mod wording;
mod xml;

pub use read::read_akn;

use super::Audience;
use crate::version::Version;

/// The namespace of Akoma Ntoso 1.0.
pub const NAMESPACE: &str = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0";

/// The namespace of what Akoma Ntoso has no element for: retired ids and wording given up.
const OWN_NAMESPACE: &str = "https://comity.invalid/ns/text";

/// The version as an Akoma Ntoso document, with what the audience may have.
///
/// *Exactness*: for the mediator [`read_akn`] gives back the same text, byte for byte, and the same sidecar.
pub fn akn(version: &Version, audience: &Audience) -> String {
    let allowed = audience.allowed();
    let mut body = body::write(version, allowed);
    let meta = meta::write(version, audience, &mut body);
    let mut out = String::with_capacity(meta.len() + body.xml.len() + 256);
    out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<akomaNtoso xmlns=\"");
    out.push_str(NAMESPACE);
    out.push_str("\">\n<doc name=\"negotiatingText\" contains=\"singleVersion\">\n");
    out.push_str(&meta);
    out.push_str(&body.xml);
    out.push_str("</doc>\n</akomaNtoso>\n");
    out
}
