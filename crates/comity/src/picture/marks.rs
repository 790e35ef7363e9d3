//! How parties are told apart in every picture and page: a colour, a shape and a dash together,
//! never colour alone.

/// A party's mark.
///
/// The colours are those of Okabe and Ito (2008), which people with any colour vision tell apart,
/// darkened where needed to reach 4.5 : 1 on white; yellow is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Colour for lines and text, as `#rrggbb`.
    pub colour: &'static str,
    /// A pale ground of the same hue.
    pub ground: &'static str,
    /// One character for terminals and text.
    pub glyph: char,
    /// `stroke-dasharray` of lines; empty for a solid line.
    pub dash: &'static str,
}

const MARKS: [Mark; 8] = [
    Mark { colour: "#005a9c", ground: "#e3eff8", glyph: '●', dash: "" },
    Mark { colour: "#b34700", ground: "#fbeadf", glyph: '■', dash: "6 3" },
    Mark { colour: "#00694c", ground: "#dff3ec", glyph: '▲', dash: "2 2" },
    Mark { colour: "#8a2f68", ground: "#f7e6f0", glyph: '◆', dash: "8 3 2 3" },
    Mark { colour: "#5f4b00", ground: "#f4eed7", glyph: '○', dash: "10 4" },
    Mark { colour: "#1b6a86", ground: "#e0f1f7", glyph: '□', dash: "4 4" },
    Mark { colour: "#3d3d3d", ground: "#ececec", glyph: '△', dash: "1 3" },
    Mark { colour: "#7a1f1f", ground: "#f8e3e3", glyph: '◇', dash: "12 3 2 3" },
];

/// The mark of the `index`-th party; past eight they repeat, and the label tells them apart.
pub fn mark(index: usize) -> Mark {
    MARKS[index % MARKS.len()]
}
