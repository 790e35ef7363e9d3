//! The tables a person writes and the keys each may have: one list for the reader, its messages, and
//! the test that the published schema knows every key.

/// One kind of table and its keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TableKind {
    /// What the table is, with its article, as messages say it: `an issue`.
    pub name: &'static str,
    /// Every key it may have, in the order a person would write them.
    pub keys: &'static [&'static str],
    /// The keys it must have.
    pub required: &'static [&'static str],
}

const fn kind(
    name: &'static str,
    keys: &'static [&'static str],
    required: &'static [&'static str],
) -> TableKind {
    TableKind { name, keys, required }
}

/// `case.toml` itself.
pub const CASE: TableKind = kind(
    "a case",
    &["title", "notes", "party", "person", "delegation", "principal", "issue", "linkage", "rule", "draft"],
    &["title"],
);
/// `[party.ID]`.
pub const PARTY: TableKind = kind("a party", &["name", "role", "about"], &[]);
/// `[person.ID]`.
pub const PERSON: TableKind = kind("a person", &["name", "office", "party"], &[]);
/// `[delegation.PARTY]`.
pub const DELEGATION: TableKind = kind("a delegation", &["head", "members", "inferred"], &[]);
/// `[principal.ID]`.
pub const PRINCIPAL: TableKind = kind("a principal", &["name", "party", "person"], &["party"]);
/// `[issue.ID]`.
pub const ISSUE: TableKind = kind(
    "an issue",
    &["name", "unit", "options", "ordered", "whole", "real", "step", "points", "change_cost", "filling_cost"],
    &[],
);
/// An element of `options` written out.
pub const OPTION: TableKind = kind("an option", &["id", "name", "value"], &["id"]);
/// `[[linkage]]`.
pub const LINKAGE: TableKind =
    kind("a linkage", &["when", "excludes", "requires", "forbidden", "because"], &[]);
/// `[rule.ID]`.
pub const NAMED_RULE: TableKind = kind(
    "an approval rule",
    &["name", "all", "at_least", "of", "quota", "weights", "veto", "rule", "party"],
    &[],
);
/// A rule inside a rule.
pub const RULE: TableKind = kind(
    "a rule inside a rule",
    &["all", "at_least", "of", "quota", "weights", "veto", "rule", "party"],
    &[],
);
/// `[draft.ID]`.
pub const DRAFT: TableKind = kind("a draft", &["name", "package"], &["package"]);
/// `mandates/*.toml`.
pub const MANDATE: TableKind = kind(
    "a mandate",
    &[
        "party",
        "principal",
        "basis",
        "reservation",
        "scale",
        "bias",
        "cap",
        "score",
        "joint",
        "red_line",
        "priority",
    ],
    &[],
);
/// `basis` written out.
pub const BASIS: TableKind = kind("a basis", &["stated_by", "source", "estimated_by"], &[]);
/// A `score` with a weight, or along a curve.
pub const SCORE: TableKind = kind("a weighted score", &["weight", "values", "curve"], &[]);
/// `[[joint]]`.
pub const JOINT: TableKind = kind("a joint term", &["when", "points", "issues", "table"], &[]);
/// `[[red_line]]`.
pub const RED_LINE: TableKind = kind("a red line", &["never", "because"], &["never"]);
/// `reservation` written out.
pub const RESERVATION: TableKind = kind("a reservation", &["package", "no_deal"], &[]);
/// The worth of one issue without a deal.
pub const NO_DEAL: TableKind = kind("a no-deal worth", &["points"], &["points"]);
/// `[[priority]]`.
pub const PRIORITY: TableKind = kind("a priority", &["name", "covered_by"], &["name", "covered_by"]);
/// Options chosen by where they stand on their scale.
pub const BOUNDS: TableKind = kind("a condition", &["above", "below", "from", "to", "not"], &[]);

/// `record/*.toml`.
pub const RECORD: TableKind = kind("a record", &["source", "statement", "meeting", "proposal"], &[]);
/// `[source.ID]`.
pub const SOURCE: TableKind =
    kind("a source", &["title", "sha256", "bytes", "file", "published"], &["sha256"]);
/// `[[statement]]`.
pub const STATEMENT: TableKind = kind(
    "a statement",
    &[
        "by",
        "kind",
        "says",
        "stance",
        "toward",
        "about",
        "to",
        "when",
        "day",
        "place",
        "inferred",
        "confidence",
        "citation",
    ],
    &["by", "kind", "says", "citation"],
);
/// `[[meeting]]`.
pub const MEETING: TableKind = kind(
    "a meeting",
    &[
        "name",
        "parties",
        "people",
        "when",
        "day",
        "place",
        "level",
        "formal",
        "planned",
        "result",
        "inferred",
        "confidence",
        "citation",
    ],
    &["name", "citation"],
);
/// `[[proposal]]`.
pub const PROPOSAL: TableKind = kind(
    "a proposal",
    &["name", "by", "to", "when", "day", "status", "inferred", "confidence", "citation"],
    &["name", "by", "citation"],
);
/// Somebody the source does not name.
pub const UNNAMED: TableKind = kind("somebody unnamed", &["words", "party"], &["words"]);
/// An exact place in a source.
pub const CITATION: TableKind =
    kind("a citation", &["source", "byte_range", "quotation"], &["source", "byte_range"]);

/// Every kind of table of `record/*.toml`.
pub const ALL_OF_RECORD: &[TableKind] = &[RECORD, SOURCE, STATEMENT, MEETING, PROPOSAL, UNNAMED, CITATION];

/// Every kind of table of `case.toml` and of the mandates.
pub const ALL: &[TableKind] = &[
    CASE,
    PARTY,
    PERSON,
    DELEGATION,
    PRINCIPAL,
    ISSUE,
    OPTION,
    LINKAGE,
    NAMED_RULE,
    RULE,
    DRAFT,
    MANDATE,
    BASIS,
    SCORE,
    JOINT,
    RED_LINE,
    RESERVATION,
    NO_DEAL,
    PRIORITY,
    BOUNDS,
];
