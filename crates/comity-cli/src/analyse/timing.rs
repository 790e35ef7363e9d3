//! CPU seconds and peak memory of the stages of an analysis. The library itself reads no clock.

use std::time::Duration;

/// What each stage took.
#[derive(Debug, Default)]
pub struct Timings {
    stages: Vec<(&'static str, f64)>,
}

impl Timings {
    /// Runs a stage and takes down its CPU seconds; a stage run again adds to its figure.
    pub fn stage<T>(&mut self, name: &'static str, work: impl FnOnce() -> T) -> T {
        let before = cpu();
        let value = work();
        let spent = cpu().saturating_sub(before).as_secs_f64();
        match self.stages.iter_mut().find(|(known, _)| *known == name) {
            Some((_, seconds)) => *seconds += spent,
            None => self.stages.push((name, spent)),
        }
        value
    }

    /// `(stage, CPU seconds)` in the order the stages first ran.
    pub fn stages(&self) -> &[(&'static str, f64)] {
        &self.stages
    }
}

/// CPU time of this process, user and system.
#[cfg(unix)]
fn cpu() -> Duration {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Duration::new(now.tv_sec.unsigned_abs(), now.tv_nsec.try_into().unwrap_or(0))
}

/// Time since the first question: the nearest thing where the system tells no CPU time.
#[cfg(not(unix))]
fn cpu() -> Duration {
    static START: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
    START.get_or_init(std::time::Instant::now).elapsed()
}

/// Most memory held so far, in bytes, where the system tells.
pub fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}
