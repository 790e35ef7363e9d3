//! The digest that binds a sidecar, a redline or an approval to exact bytes.

use sha2::{Digest, Sha256};

/// The SHA-256 of `bytes` as `sha256:` and 64 hexadecimal digits.
pub fn of(bytes: &[u8]) -> String {
    let mut shown = String::with_capacity(71);
    shown.push_str("sha256:");
    for byte in Sha256::digest(bytes) {
        shown.push(char::from_digit(u32::from(byte >> 4), 16).unwrap_or('0'));
        shown.push(char::from_digit(u32::from(byte & 15), 16).unwrap_or('0'));
    }
    shown
}
