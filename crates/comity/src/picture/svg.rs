//! A small drawing surface that writes SVG: just what the pictures of talks need.
//!
//! Coordinates are in pixels at 96 dpi, the origin top left; numbers are written with at most two
//! decimals, so the same drawing is the same text everywhere.

use std::fmt::Write;

/// A drawing under way.
#[derive(Clone, Debug)]
pub struct Drawing {
    width: f64,
    height: f64,
    title: String,
    body: String,
}

/// How a shape is painted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Paint<'a> {
    /// Colour of the area, or `none`.
    pub fill: &'a str,
    /// Colour of the line, or `none`.
    pub stroke: &'a str,
    /// Width of the line.
    pub width: f64,
    /// `stroke-dasharray`; empty for a solid line.
    pub dash: &'a str,
}

impl<'a> Paint<'a> {
    /// A filled area without a line.
    pub fn fill(colour: &'a str) -> Self {
        Self { fill: colour, stroke: "none", width: 0.0, dash: "" }
    }

    /// A line without an area.
    pub fn stroke(colour: &'a str, width: f64) -> Self {
        Self { fill: "none", stroke: colour, width, dash: "" }
    }

    /// The same line, dashed.
    pub fn dashed(self, dash: &'a str) -> Self {
        Self { dash, ..self }
    }

    fn attributes(&self) -> String {
        let mut text = format!(r#" fill="{}""#, self.fill);
        if self.stroke != "none" {
            let _ = write!(text, r#" stroke="{}" stroke-width="{}""#, self.stroke, number(self.width));
        }
        if !self.dash.is_empty() {
            let _ = write!(text, r#" stroke-dasharray="{}""#, self.dash);
        }
        text
    }
}

/// Which point of a text stands at its coordinates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Its start.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

impl Drawing {
    /// An empty drawing; the title is what a screen reader says.
    pub fn new(width: f64, height: f64, title: &str) -> Self {
        Self { width, height, title: title.to_owned(), body: String::new() }
    }

    /// A straight line.
    pub fn line(&mut self, from: (f64, f64), to: (f64, f64), paint: Paint<'_>) {
        let [x1, y1, x2, y2] = [from.0, from.1, to.0, to.1].map(number);
        self.shape(format_args!(r#"<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"{}/>"#, paint.attributes()));
    }

    /// A rectangle by its top left corner and size.
    pub fn rectangle(&mut self, at: (f64, f64), size: (f64, f64), paint: Paint<'_>) {
        let [x, y, w, h] = [at.0, at.1, size.0.max(0.0), size.1.max(0.0)].map(number);
        self.shape(format_args!(r#"<rect x="{x}" y="{y}" width="{w}" height="{h}"{}/>"#, paint.attributes()));
    }

    /// A circle.
    pub fn circle(&mut self, centre: (f64, f64), radius: f64, paint: Paint<'_>) {
        let [x, y, r] = [centre.0, centre.1, radius].map(number);
        self.shape(format_args!(r#"<circle cx="{x}" cy="{y}" r="{r}"{}/>"#, paint.attributes()));
    }

    /// A line through points.
    pub fn polyline(&mut self, points: &[(f64, f64)], paint: Paint<'_>) {
        let list = points.iter().map(|(x, y)| format!("{},{}", number(*x), number(*y))).collect::<Vec<_>>();
        self.shape(format_args!(r#"<polyline points="{}"{}/>"#, list.join(" "), paint.attributes()));
    }

    /// A closed area through points.
    pub fn polygon(&mut self, points: &[(f64, f64)], paint: Paint<'_>) {
        let list = points.iter().map(|(x, y)| format!("{},{}", number(*x), number(*y))).collect::<Vec<_>>();
        self.shape(format_args!(r#"<polygon points="{}"{}/>"#, list.join(" "), paint.attributes()));
    }

    /// A text of one line; `size` in pixels.
    pub fn text(&mut self, at: (f64, f64), anchor: Anchor, size: f64, colour: &str, text: &str) {
        let [x, y, size] = [at.0, at.1, size].map(number);
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        self.shape(format_args!(
            r#"<text x="{x}" y="{y}" font-size="{size}" text-anchor="{anchor}" fill="{colour}">{}</text>"#,
            escape(text)
        ));
    }

    /// A shape that tells parties apart without colour, by the glyph of a [`super::Mark`].
    pub fn glyph(&mut self, at: (f64, f64), radius: f64, glyph: char, colour: &str) {
        let (x, y) = at;
        let hollow = matches!(glyph, '○' | '□' | '△' | '◇');
        let paint = match hollow {
            true => Paint { fill: "#ffffff", ..Paint::stroke(colour, 1.5) },
            false => Paint::fill(colour),
        };
        let r = radius;
        match glyph {
            '■' | '□' => self.rectangle((x - r * 0.9, y - r * 0.9), (r * 1.8, r * 1.8), paint),
            '▲' | '△' => {
                self.polygon(&[(x, y - r * 1.1), (x + r, y + r * 0.8), (x - r, y + r * 0.8)], paint)
            }
            '◆' | '◇' => {
                self.polygon(&[(x, y - r * 1.2), (x + r * 1.2, y), (x, y + r * 1.2), (x - r * 1.2, y)], paint)
            }
            _ => self.circle(at, r, paint),
        }
    }

    /// The SVG element, without an XML declaration: it stands alone and inside a page.
    pub fn finish(self) -> String {
        let (w, h) = (number(self.width), number(self.height));
        let title = escape(&self.title);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 {w} {h}\" width=\"{w}\" height=\"{h}\" \
             font-family=\"system-ui, 'Noto Sans', 'DejaVu Sans', sans-serif\">\n<title>{title}</title>\n{}</svg>\n",
            self.body
        )
    }

    fn shape(&mut self, shape: std::fmt::Arguments<'_>) {
        let _ = writeln!(self.body, "{shape}");
    }
}

/// A coordinate with at most two decimals; what is not finite becomes 0.
fn number(value: f64) -> String {
    let value = if value.is_finite() { value } else { 0.0 };
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// Text made safe inside an element or a double-quoted attribute of XML or HTML.
///
/// Control characters that XML does not allow become U+FFFD.
pub fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '\t' | '\n' | '\r' => safe.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => safe.push('\u{fffd}'),
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_short_numbers_and_safe_text() {
        let mut drawing = Drawing::new(10.0, 5.5, "a < b");
        drawing.line((0.0, 1.006), (f64::NAN, -0.001), Paint::stroke("#000000", 1.0).dashed("2 2"));
        drawing.text((1.0, 2.0), Anchor::Middle, 12.0, "#000000", "\"<x>\u{1}");
        let svg = drawing.finish();
        assert!(svg.contains("<title>a &lt; b</title>"));
        assert!(svg.contains(r##"<line x1="0" y1="1.01" x2="0" y2="0" fill="none" stroke="#000000" stroke-width="1" stroke-dasharray="2 2"/>"##));
        assert!(svg.contains("&quot;&lt;x&gt;\u{fffd}</text>"));
    }
}
