//! Long work at the terminal: progress after a second, and Ctrl-C for the best answer so far.

use crate::terminal;
use comity::analysis::Progress;
use std::cell::Cell;
use std::io::{IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Watches over an analysis under way.
pub struct Watch {
    started: Instant,
    shown: Cell<Option<Instant>>,
    interactive: bool,
    stop: Arc<AtomicBool>,
}

/// Work shorter than this shows nothing.
const PATIENCE: Duration = Duration::from_secs(1);
/// Time between two lines of progress.
const PACE: Duration = Duration::from_millis(200);

impl Watch {
    /// Starts watching: the first Ctrl-C asks the work to stop, a second ends the program.
    pub fn start() -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let interrupt = signal_hook::consts::SIGINT;
        // Without handlers Ctrl-C ends the program at once, which is safe too.
        let _ = signal_hook::flag::register_conditional_shutdown(interrupt, 130, Arc::clone(&stop));
        let _ = signal_hook::flag::register(interrupt, Arc::clone(&stop));
        Self {
            started: Instant::now(),
            shown: Cell::new(None),
            interactive: std::io::stderr().is_terminal(),
            stop,
        }
    }

    /// Whether the person asked to stop.
    pub fn should_stop(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// Shows how far the work is, on a terminal and not before a second has passed.
    pub fn progress(&self, progress: Progress) {
        let recently = self.shown.get().is_some_and(|at| at.elapsed() < PACE);
        if !self.interactive || recently || self.started.elapsed() < PATIENCE {
            return;
        }
        self.shown.set(Some(Instant::now()));
        let part = match progress.of {
            Some(of) if of > 0 => format!(" {} %", progress.done.min(of) * 100 / of),
            _ => String::new(),
        };
        let _ = write!(std::io::stderr(), "\r\x1b[2K{}{part} (Ctrl-C for the best so far)", progress.stage);
    }

    /// Clears the line of progress and says if the work was cut short.
    pub fn finish(&self) {
        if self.shown.get().is_some() {
            let _ = write!(std::io::stderr(), "\r\x1b[2K");
        }
        if self.should_stop() {
            terminal::remark("stopped as asked: what was not finished is marked with its bound");
        }
    }
}
