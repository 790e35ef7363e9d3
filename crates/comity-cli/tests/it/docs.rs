//! Every command the documents show is run, in the order shown, and must succeed.

use crate::program::{Scratch, copy, root, shell};

/// The commands of a document: lines that start with `$ ` in blocks marked `console`.
fn commands(text: &str) -> Vec<String> {
    let mut inside = false;
    let mut found = Vec::new();
    for line in text.lines() {
        match line.trim_start() {
            "```console" => inside = true,
            fence if fence.starts_with("```") => inside = false,
            shown if inside => found.extend(shown.strip_prefix("$ ").map(str::to_owned)),
            _ => {}
        }
    }
    found
}

fn run_all(document: &str) {
    let path = root().join(document);
    let text = std::fs::read_to_string(&path).unwrap();
    let all = commands(&text);
    assert!(!all.is_empty(), "{document} shows no command");
    let scratch = Scratch::new(&document.replace(['/', '.'], "-"));
    copy(&root().join("cases"), &scratch.path().join("cases"));
    for command in all {
        if command == "./check" {
            assert!(root().join("check").is_file());
            continue;
        }
        // What cargo would build and run is the program under test.
        let line = command.replace("cargo run --release -- ", "comity ");
        let output = shell(&line, scratch.path());
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{document}: `{command}` failed with {}:\n{said}", output.status);
    }
}

#[test]
fn the_readme_shows_commands_that_work() {
    run_all("README.md");
    let shown = commands(&std::fs::read_to_string(root().join("README.md")).unwrap());
    assert_eq!(shown.len(), 2, "the README promises exactly two commands");
}

#[test]
fn the_guide_shows_commands_that_work() {
    run_all("docs/guide.md");
}

#[test]
fn the_readme_shows_what_the_program_says() {
    let text = std::fs::read_to_string(root().join("README.md")).unwrap();
    let shown = text.split("```text\n").nth(1).unwrap().split("\n…\n```").next().unwrap();
    let output = shell("comity analyse cases/lake-vara", &root());
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.starts_with(shown), "README.md shows another answer than:\n{said}");
}
