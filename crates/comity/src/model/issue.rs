//! Issues, their options, and the linkages between them.

/// Position of an issue in [`crate::Case::issues`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IssueId(pub usize);

/// A question to be settled, with every way to settle it.
#[derive(Clone, Debug, PartialEq)]
pub struct Issue {
    /// Short name used in files.
    pub id: String,
    /// Name shown to people.
    pub name: String,
    /// How the options relate.
    pub scale: Scale,
    /// The options in order; ranges are written out, end points included.
    pub options: Vec<IssueOption>,
    /// What changing this issue in a draft costs whoever drafts; 1 when not stated.
    pub change_cost: Option<crate::Decimal>,
    /// What filling this issue costs while it is open; nothing when not stated.
    pub filling_cost: Option<crate::Decimal>,
}

/// One way to settle an issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssueOption {
    /// Short name used in files.
    pub id: String,
    /// Name shown to people.
    pub name: String,
    /// Where the option stands on its scale, for ranges and ordered scales with numbers.
    pub value: Option<crate::Decimal>,
}

/// How the options of an issue relate to each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scale {
    /// No order among the options.
    Unordered,
    /// Options ordered along a scale.
    Ordered {
        /// Unit of the values, such as `m`.
        unit: Option<String>,
    },
    /// Whole numbers from `low` to `high`, both included.
    Integer {
        /// Least value.
        low: i64,
        /// Greatest value.
        high: i64,
        /// Unit of the values.
        unit: Option<String>,
    },
    /// Real numbers from `low` to `high` in equal steps; `options.len()` points.
    Real {
        /// Least value.
        low: crate::Decimal,
        /// Greatest value.
        high: crate::Decimal,
        /// Unit of the values.
        unit: Option<String>,
    },
}

impl Issue {
    /// Most options one issue may have; a longer range is refused with its place.
    pub const MOST_OPTIONS: usize = 100_000;
    /// Points of a real range whose steps are not stated.
    pub const REAL_POINTS: usize = 11;

    /// Position of the option with this id.
    pub fn option(&self, id: &str) -> Option<usize> {
        self.options.iter().position(|option| option.id == id)
    }

    /// The unit of the issue's values, where it has one.
    pub fn unit(&self) -> Option<&str> {
        match &self.scale {
            Scale::Unordered => None,
            Scale::Ordered { unit } | Scale::Integer { unit, .. } | Scale::Real { unit, .. } => {
                unit.as_deref()
            }
        }
    }
}

/// A condition on one issue: its option is among these.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Literal {
    /// The issue.
    pub issue: IssueId,
    /// The options that fulfil the condition: positions, ascending, without repeats.
    pub options: Vec<usize>,
}

/// A rule between options of different issues, as data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Linkage {
    /// The two conditions cannot both hold.
    Excludes {
        /// One condition.
        first: Literal,
        /// The other.
        second: Literal,
        /// Why, for the reader.
        because: Option<String>,
    },
    /// Where the first condition holds, the second must.
    Requires {
        /// The condition that asks.
        first: Literal,
        /// What it asks for.
        second: Literal,
        /// Why, for the reader.
        because: Option<String>,
    },
    /// These conditions cannot all hold.
    Forbidden {
        /// At least two conditions on different issues.
        all_of: Vec<Literal>,
        /// Why, for the reader.
        because: Option<String>,
    },
}

impl Linkage {
    /// The combination that must not occur, given how many options each issue has.
    pub fn forbidden(&self, issues: &[Issue]) -> Vec<Literal> {
        match self {
            Self::Excludes { first, second, .. } => vec![first.clone(), second.clone()],
            Self::Requires { first, second, .. } => vec![first.clone(), complement(second, issues)],
            Self::Forbidden { all_of, .. } => all_of.clone(),
        }
    }

    /// The reason given for it.
    pub fn because(&self) -> Option<&str> {
        match self {
            Self::Excludes { because, .. }
            | Self::Requires { because, .. }
            | Self::Forbidden { because, .. } => because.as_deref(),
        }
    }
}

fn complement(literal: &Literal, issues: &[Issue]) -> Literal {
    let all = 0..issues[literal.issue.0].options.len();
    Literal {
        issue: literal.issue,
        options: all.filter(|o| literal.options.binary_search(o).is_err()).collect(),
    }
}
