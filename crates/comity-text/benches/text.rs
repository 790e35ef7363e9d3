//! CPU time of parsing, printing and comparing real texts; `cargo bench -p comity-text`.
//!
//! Times are of the processor (user and system), because a shared machine makes wall clocks lie.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::path::PathBuf;

use comity_text::form::{Audience, html};
use comity_text::redline::redline;
use comity_text::{Holders, Version, parse};

fn corpus(part: &str) -> Option<Vec<u8>> {
    let root = std::env::var_os("COMITY_SHARED")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared"), PathBuf::from);
    let dir = std::fs::read_dir(root.join("texts")).ok()?;
    let path = dir
        .map(|entry| entry.unwrap().path())
        .find(|path| path.file_name().unwrap().to_string_lossy().contains(part))?;
    std::fs::read(path).ok()
}

/// User and system time of this process in milliseconds, from `/proc/self/stat` (ticks of 10 ms).
fn cpu_ms() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    let nanos: f64 = stat.split_whitespace().next().and_then(|n| n.parse().ok()).unwrap_or(0.0);
    nanos / 1e6
}

/// The least and the median time of a step, in milliseconds of the processor.
fn measure<T>(name: &str, times: usize, mut step: impl FnMut() -> T) {
    let mut taken: Vec<f64> = (0..times)
        .map(|_| {
            let start = cpu_ms();
            std::hint::black_box(step());
            cpu_ms() - start
        })
        .collect();
    taken.sort_by(f64::total_cmp);
    println!("{name:52} least {:8.2} ms   median {:8.2} ms", taken[0], taken[times / 2]);
}

fn main() {
    let (Some(february), Some(october), Some(december)) =
        (corpus("cop21_1"), corpus("cop21_3"), corpus("cop21_4"))
    else {
        println!("not run: the shared texts are absent");
        return;
    };
    let holders = Holders::none();
    measure("parse, February 2015 (54,000 words)", 30, || parse(&february, &holders).unwrap());
    let text = parse(&february, &holders).unwrap();
    measure("print, February 2015", 30, || text.print());
    let version = Version::bare(text.clone());
    measure("HTML, February 2015", 30, || html(&version, &Audience::Mediator));
    let (old, new) = (parse(&october, &holders).unwrap(), parse(&december, &holders).unwrap());
    measure("redline, October to December 2015", 15, || redline(&old, &new));
    measure("redline, February to October 2015", 7, || redline(&text, &old));
    git();
}

/// The same pair in git, for scale; the time is of the child.
fn git() {
    let dir = std::env::temp_dir().join("comity-bench");
    std::fs::create_dir_all(&dir).unwrap();
    std::fs::write(dir.join("old"), corpus("cop21_3").unwrap()).unwrap();
    std::fs::write(dir.join("new"), corpus("cop21_4").unwrap()).unwrap();
    let script = "TIMEFORMAT='%U %S'; time git diff --no-index --word-diff old new > /dev/null";
    let Ok(output) = std::process::Command::new("bash").args(["-c", script]).current_dir(&dir).output()
    else {
        return;
    };
    println!(
        "git diff --word-diff, October to December: {} s (user, system)",
        String::from_utf8_lossy(&output.stderr).trim()
    );
}
