//! The one binary, `comity`.

fn main() {}
