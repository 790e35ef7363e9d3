//! Any bytes as a utility function beside an outcome space, and as the space: a case or a refusal, never a panic.
#![no_main]

use comity::format::{Files, negmas};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    const SPACE: &str = "type: CartesianOutcomeSpace\nissues:\n- {name: a, type: CategoricalIssue, values: [x, y]}\n\
        - {name: b, type: ContiguousIssue, values: [0, 9]}\n";
    for kind in ["yml", "json"] {
        let function =
            [("o.yml".to_owned(), SPACE.as_bytes().to_vec()), (format!("p.{kind}"), bytes.to_vec())];
        let _ = negmas::read(&Files::new(function));
    }
    let constant = b"type: ConstUtilityFunction\nvalue: 1\n".to_vec();
    let _ = negmas::read(&[("o.yml", bytes.to_vec()), ("p.yml", constant)].into_iter().collect::<Files>());
});
