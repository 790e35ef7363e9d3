//! The picture of a frontier: a plane for two parties, a strip a party for more.

use super::marks::mark;
use super::svg::{Anchor, Drawing, Paint};

/// One party's scale in the picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// Name of the party.
    pub name: String,
    /// Position of the party, for its mark.
    pub party: usize,
    /// What no deal is worth, from 0 (worst) to 1 (best).
    pub no_deal: f64,
    /// Figures written at the ends: worst and best.
    pub ends: (String, String),
}

/// A package with a name in the picture: the draft, a settlement.
#[derive(Clone, Debug, PartialEq)]
pub struct Landmark {
    /// One or two characters drawn in the picture.
    pub sign: String,
    /// Its full name, for the legend.
    pub name: String,
    /// One value an axis, from 0 to 1; an interval where issues are open.
    pub at: Vec<(f64, f64)>,
}

const INK: &str = "#1c2733";
const FAINT: &str = "#55606c";
const LINE: &str = "#d4dae0";
const DOT: &str = "#8494a4";

/// Most points drawn: past this an even share of them is.
const MOST_POINTS: usize = 4_000;

/// The frontier as SVG. `points[i][a]` and every landmark are from 0 (the axis's worst) to 1 (its best).
///
/// *Shape*: two axes make a plane with the first party to the right and the second upward; any other
/// number makes a strip each, in order.
pub fn frontier(axes: &[Axis], points: &[Vec<f64>], landmarks: &[Landmark]) -> String {
    let shown: Vec<&Vec<f64>> = points.iter().step_by(points.len().div_ceil(MOST_POINTS).max(1)).collect();
    match axes {
        [right, up] => plane(right, up, &shown, landmarks),
        _ => strips(axes, &shown, landmarks),
    }
}

fn plane(right: &Axis, up: &Axis, points: &[&Vec<f64>], landmarks: &[Landmark]) -> String {
    let (left, top, side) = (70.0, 24.0, 360.0);
    let legend = left + side + 40.0;
    let title = format!("Frontier for {} and {}", right.name, up.name);
    let mut drawing = Drawing::new(760.0, top + side + 60.0, &title);
    let place = |x: f64, y: f64| (left + x * side, top + (1.0 - y) * side);
    drawing.rectangle((left, top), (side, side), Paint::stroke(LINE, 1.0));
    let (x0, y0) = place(right.no_deal, up.no_deal);
    drawing.rectangle((x0, top), (left + side - x0, y0 - top), Paint::fill("#f3f7fb"));
    drawing.line((x0, top), (x0, top + side), Paint::stroke(mark(right.party).colour, 1.0).dashed("4 3"));
    drawing.line((left, y0), (left + side, y0), Paint::stroke(mark(up.party).colour, 1.0).dashed("4 3"));
    for point in points {
        drawing.circle(place(point[0], point[1]), 2.2, Paint::fill(DOT));
    }
    for landmark in landmarks {
        let [(x, x1), (y, y1)] = landmark.at[..] else { continue };
        if (x1 - x) + (y1 - y) > 0.0 {
            let (corner, far) = (place(x, y1), place(x1, y));
            let size = (far.0 - corner.0, far.1 - corner.1);
            drawing.rectangle(corner, size, Paint::stroke(INK, 1.0).dashed("2 2"));
        }
        sign(&mut drawing, place((x + x1) / 2.0, (y + y1) / 2.0), &landmark.sign);
    }
    plane_labels(&mut drawing, right, up, (left, top, side));
    let mut y = top + 14.0;
    for landmark in landmarks {
        sign(&mut drawing, (legend, y), &landmark.sign);
        for line in lines(&landmark.name) {
            drawing.text((legend + 18.0, y + 5.0), Anchor::Start, 14.0, INK, &line);
            y += 18.0;
        }
        y += 6.0;
    }
    drawing.circle((legend, y), 3.0, Paint::fill(DOT));
    drawing.text((legend + 18.0, y + 5.0), Anchor::Start, 14.0, INK, "packages on the frontier");
    drawing.line((legend - 8.0, y + 24.0), (legend + 8.0, y + 24.0), Paint::stroke(FAINT, 1.0).dashed("4 3"));
    drawing.text((legend + 18.0, y + 29.0), Anchor::Start, 14.0, INK, "what no deal is worth");
    drawing.finish()
}

/// Most characters of a line of the legend beside a plane.
const LEGEND: usize = 32;

/// A name in lines, broken between words.
fn lines(name: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in name.split_whitespace() {
        let last = lines.last().map_or(0, |line| line.chars().count());
        if last > 0 && last + 1 + word.chars().count() > LEGEND {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
}

fn plane_labels(drawing: &mut Drawing, right: &Axis, up: &Axis, (left, top, side): (f64, f64, f64)) {
    let below = top + side + 18.0;
    drawing.text((left, below), Anchor::Start, 12.0, FAINT, &right.ends.0);
    drawing.text((left + side, below), Anchor::End, 12.0, FAINT, &right.ends.1);
    drawing.text(
        (left + side / 2.0, below + 20.0),
        Anchor::Middle,
        14.0,
        mark(right.party).colour,
        &right.name,
    );
    drawing.text((left - 6.0, top + side), Anchor::End, 12.0, FAINT, &up.ends.0);
    drawing.text((left - 6.0, top + 10.0), Anchor::End, 12.0, FAINT, &up.ends.1);
    drawing.text((left, top - 8.0), Anchor::Start, 14.0, mark(up.party).colour, &up.name);
}

/// Height of one party's strip.
const STRIP: f64 = 64.0;

fn strips(axes: &[Axis], points: &[&Vec<f64>], landmarks: &[Landmark]) -> String {
    let (left, top, width) = (150.0, 16.0, 520.0);
    let bottom = top + STRIP * axes.len() as f64;
    let legend = legend(landmarks, bottom + 20.0);
    let height = legend.last().map_or(bottom, |(_, y, _)| *y) + 14.0;
    let mut drawing = Drawing::new(760.0, height, "Frontier, one strip a party");
    for (a, axis) in axes.iter().enumerate() {
        strip(&mut drawing, axis, (left, top + STRIP * a as f64, width));
        for point in points {
            let x = left + point[a] * width;
            let y = top + STRIP * a as f64 + 22.0;
            drawing.line((x, y), (x, y + 16.0), Paint::stroke(mark(axis.party).colour, 0.5));
        }
        for (x, y, landmark) in placed(landmarks, a, (left, width)) {
            let y = top + STRIP * a as f64 + 12.0 + y;
            let (low, high) = landmark.at[a];
            if high > low {
                drawing.line((left + low * width, y), (left + high * width, y), Paint::stroke(INK, 2.0));
            }
            sign(&mut drawing, (x, y), &landmark.sign);
        }
    }
    for (x, y, landmark) in legend {
        sign(&mut drawing, (x, y), &landmark.sign);
        drawing.text((x + 18.0, y + 5.0), Anchor::Start, 13.0, INK, &landmark.name);
    }
    drawing.finish()
}

/// Where the entries of the legend stand: as many on a line as fit.
fn legend(landmarks: &[Landmark], top: f64) -> Vec<(f64, f64, &Landmark)> {
    // An average width of a character of 13 pixels, on the safe side.
    let width = |landmark: &Landmark| 44.0 + 7.0 * landmark.name.chars().count() as f64;
    let (mut x, mut y) = (24.0, top);
    let mut placed = Vec::new();
    for landmark in landmarks {
        if x > 24.0 && x + width(landmark) > 740.0 {
            (x, y) = (24.0, y + 24.0);
        }
        placed.push((x, y, landmark));
        x += width(landmark);
    }
    placed
}

/// Landmarks of one strip from left to right; those that would overlap change to the row below.
fn placed(landmarks: &[Landmark], axis: usize, (left, width): (f64, f64)) -> Vec<(f64, f64, &Landmark)> {
    let middle = |l: &Landmark| left + (l.at[axis].0 + l.at[axis].1) / 2.0 * width;
    let mut sorted: Vec<&Landmark> = landmarks.iter().filter(|l| l.at.len() > axis).collect();
    sorted.sort_by(|a, b| middle(a).total_cmp(&middle(b)));
    let mut rows = [f64::NEG_INFINITY; 2];
    let mut found = Vec::new();
    for landmark in sorted {
        let row = usize::from(middle(landmark) - rows[0] < 20.0);
        let x = middle(landmark).max(rows[row] + 20.0).max(left);
        rows[row] = x;
        found.push((x, if row == 0 { 0.0 } else { 36.0 }, landmark));
    }
    found
}

fn strip(drawing: &mut Drawing, axis: &Axis, (left, top, width): (f64, f64, f64)) {
    let y = top + 30.0;
    let look = mark(axis.party);
    drawing.glyph((22.0, y), 6.0, look.glyph, look.colour);
    drawing.text((36.0, y + 5.0), Anchor::Start, 14.0, INK, &axis.name);
    drawing.line((left, y), (left + width, y), Paint::stroke(LINE, 1.0));
    let at = left + axis.no_deal * width;
    drawing.rectangle((at, y - 12.0), (left + width - at, 24.0), Paint::fill(look.ground));
    drawing.line((at, y - 14.0), (at, y + 14.0), Paint::stroke(look.colour, 1.5).dashed("4 3"));
    drawing.text((left - 8.0, y + 4.0), Anchor::End, 11.0, FAINT, &axis.ends.0);
    drawing.text((left + width + 8.0, y + 4.0), Anchor::Start, 11.0, FAINT, &axis.ends.1);
}

fn sign(drawing: &mut Drawing, at: (f64, f64), text: &str) {
    drawing.circle(at, 9.0, Paint { fill: "#ffffff", stroke: INK, width: 1.2, dash: "" });
    drawing.text((at.0, at.1 + 4.0), Anchor::Middle, 11.0, INK, text);
}
