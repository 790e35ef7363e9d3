//! Case folders on disk: opening any path as a case, `comity check`, `comity new`.

pub mod check;
pub mod disk;
pub mod import;
pub mod new;
pub mod open;
pub mod sources;
pub mod template;
pub mod versions;
