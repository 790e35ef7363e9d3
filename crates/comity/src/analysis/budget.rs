//! Limits of an analysis: counts of steps and of stored points, and the caller's wish to stop.
//! No clock: the same limits give the same result on every machine.

use std::cell::Cell;

/// How far an analysis may go.
///
/// The limits are counts, so a result is the same to the last bit everywhere; only `should_stop`
/// can make two runs differ, and a result it cut short says so.
#[derive(Clone, Copy)]
pub struct Budget<'a> {
    /// Most elementary steps (nodes of a search, candidates of a merge) of one method.
    pub steps: u64,
    /// Most points (vectors of utility, table entries) held at once by one method.
    pub points: usize,
    /// Asked now and then; `true` ends the work with the best answer so far.
    pub should_stop: &'a dyn Fn() -> bool,
    /// Told now and then how far the work is.
    pub progress: &'a dyn Fn(Progress),
}

/// How far a piece of work is.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    /// What is being done, in the words of the report.
    pub stage: &'static str,
    /// Parts done.
    pub done: u64,
    /// Parts in all, where known.
    pub of: Option<u64>,
}

impl Default for Budget<'_> {
    /// Limits that keep every method under about a minute and a gigabyte.
    fn default() -> Self {
        Self { steps: 20_000_000_000, points: 12_000_000, should_stop: &|| false, progress: &|_| () }
    }
}

/// Why work ended before it was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stopped {
    /// The limit of steps.
    Steps,
    /// The limit of stored points.
    Points,
    /// The caller asked for it.
    Caller,
}

impl std::fmt::Display for Stopped {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Steps => "the limit of steps was reached",
            Self::Points => "the limit of stored points was reached",
            Self::Caller => "it was interrupted",
        })
    }
}

/// Counts the steps of one method against a budget.
pub struct Meter<'a> {
    budget: Budget<'a>,
    spent: Cell<u64>,
    next_question: Cell<u64>,
}

/// Steps between two questions to `should_stop`.
const STRIDE: u64 = 1 << 16;

impl<'a> Meter<'a> {
    /// A meter at zero.
    pub fn new(budget: Budget<'a>) -> Self {
        Self { budget, spent: Cell::new(0), next_question: Cell::new(STRIDE) }
    }

    /// The budget it counts against.
    pub fn budget(&self) -> Budget<'a> {
        self.budget
    }

    /// Steps counted so far.
    pub fn spent(&self) -> u64 {
        self.spent.get()
    }

    /// Counts `steps` more.
    ///
    /// *Errors*: the limit is passed, or the caller asked to stop (asked every 65,536 steps).
    #[inline]
    pub fn spend(&self, steps: u64) -> Result<(), Stopped> {
        let spent = self.spent.get() + steps;
        self.spent.set(spent);
        if spent >= self.next_question.get() { self.ask(spent) } else { Ok(()) }
    }

    /// Whether `points` may be held at once.
    pub fn hold(&self, points: usize) -> Result<(), Stopped> {
        if points > self.budget.points { Err(Stopped::Points) } else { Ok(()) }
    }

    #[cold]
    fn ask(&self, spent: u64) -> Result<(), Stopped> {
        self.next_question.set(spent + STRIDE);
        if spent > self.budget.steps {
            return Err(Stopped::Steps);
        }
        if (self.budget.should_stop)() { Err(Stopped::Caller) } else { Ok(()) }
    }
}
