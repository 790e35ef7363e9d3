//! Brackets and braces, matched with stacks on the heap: a million nested ones are no deeper than one.

/// "Has no partner" in [`Delim::partner`].
pub(super) const ALONE: u32 = u32::MAX;

/// One `[`, `]`, `{` or `}`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Delim {
    /// Its offset.
    pub at: u32,
    /// The character.
    pub byte: u8,
    /// The index of the one it pairs with, or [`ALONE`].
    pub partner: u32,
}

/// Every delimiter of a text in order, and the greatest depth of brackets.
pub(super) struct Delims {
    pub all: Vec<Delim>,
    pub depth: u32,
}

/// Matches brackets with one stack for the whole file, and braces within the bracket they stand in.
pub(super) fn matched(source: &str) -> Delims {
    let mut all: Vec<Delim> = Vec::new();
    let mut open: Vec<u32> = Vec::new();
    let mut braces: Vec<(u32, u32)> = Vec::new();
    let mut depth = 0;
    for (at, byte) in source.bytes().enumerate() {
        // `[` is 0x5B, `]` 0x5D, `{` 0x7B, `}` 0x7D: one mask tells them from nearly everything else.
        if byte & 0xD9 != 0x59 {
            continue;
        }
        let here = all.len() as u32;
        let mut partner = ALONE;
        match byte {
            b'[' => {
                open.push(here);
                depth = depth.max(open.len() as u32);
            }
            b']' => {
                if let Some(opener) = open.pop() {
                    partner = opener;
                }
                while braces.last().is_some_and(|(_, level)| *level > open.len() as u32) {
                    braces.pop();
                }
            }
            b'{' => braces.push((here, open.len() as u32)),
            b'}' => {
                if braces.last().is_some_and(|(_, level)| *level == open.len() as u32)
                    && let Some((opener, _)) = braces.pop()
                {
                    partner = opener;
                }
            }
            _ => continue,
        }
        if let Some(opener) = all.get_mut(partner as usize) {
            opener.partner = here;
        }
        all.push(Delim { at: at as u32, byte, partner });
    }
    Delims { all, depth }
}
