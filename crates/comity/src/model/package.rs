//! Packages: one option for every issue, or for some.

/// One option for every issue: `options[i]` is the position of the option of issue `i`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Package(pub Vec<u32>);

/// A package in which some issues are open (`None`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialPackage(pub Vec<Option<u32>>);

impl PartialPackage {
    /// Every issue open.
    pub fn open(issues: usize) -> Self {
        Self(vec![None; issues])
    }

    /// The package, when nothing is open.
    pub fn complete(&self) -> Option<Package> {
        self.0.iter().copied().collect::<Option<Vec<u32>>>().map(Package)
    }

    /// Positions of the open issues, ascending.
    pub fn open_issues(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().enumerate().filter(|(_, option)| option.is_none()).map(|(issue, _)| issue)
    }
}

impl From<Package> for PartialPackage {
    fn from(package: Package) -> Self {
        Self(package.0.into_iter().map(Some).collect())
    }
}
