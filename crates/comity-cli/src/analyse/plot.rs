//! The frontier drawn with characters: a plane for two parties, a strip a party for more.

use comity::picture::{Axis, Landmark, mark};
use unicode_width::UnicodeWidthStr;

/// Columns of a strip.
const STRIP: usize = 60;
/// Size of the plane in character cells.
const PLANE: (usize, usize) = (44, 14);

/// The lines of the picture; values are from 0 to 1 as in [`comity::picture::frontier`].
pub fn plot(axes: &[Axis], points: &[Vec<f64>], landmarks: &[Landmark]) -> Vec<String> {
    let mut lines = match axes {
        [] => return Vec::new(),
        [right, up] => plane(right, up, points, landmarks),
        _ => strips(axes, points, landmarks),
    };
    lines.push(String::new());
    let legend = landmarks.iter().map(|l| format!("{} {}", l.sign, l.name));
    let dots = if axes.len() == 2 { "⠶ frontier" } else { "· : ▒ frontier, few to many packages" };
    lines.extend(fold(legend.chain([dots.to_owned(), "│ no deal".to_owned()])));
    lines
}

/// Entries side by side, as many as fit.
fn fold(entries: impl Iterator<Item = String>) -> Vec<String> {
    let mut lines = vec![String::new()];
    for entry in entries {
        let last = lines.len() - 1;
        if !lines[last].is_empty() && lines[last].width() + entry.width() > 88 {
            lines.push(String::new());
        }
        let last = lines.len() - 1;
        if !lines[last].is_empty() {
            lines[last].push_str("    ");
        }
        lines[last].push_str(&entry);
    }
    lines
}

fn strips(axes: &[Axis], points: &[Vec<f64>], landmarks: &[Landmark]) -> Vec<String> {
    let name = axes.iter().map(|axis| axis.name.width()).max().unwrap_or(0);
    let low = axes.iter().map(|axis| axis.ends.0.width()).max().unwrap_or(0);
    let mut lines = Vec::new();
    for (a, axis) in axes.iter().enumerate() {
        let margin = " ".repeat(name + low + 5);
        let signs = signs(landmarks, a);
        if signs.len() > 1 {
            lines.push(format!("{margin}{}", signs[1].trim_end()));
        }
        lines.push(format!("{margin}{}", signs[0].trim_end()));
        lines.push(format!(
            "{} {}{}  {}{} {} {}",
            mark(axis.party).glyph,
            axis.name,
            " ".repeat(name - axis.name.width()),
            " ".repeat(low - axis.ends.0.width()),
            axis.ends.0,
            density(a, axis, points),
            axis.ends.1
        ));
    }
    lines
}

fn column(value: f64) -> usize {
    (value.clamp(0.0, 1.0) * (STRIP - 1) as f64).round() as usize
}

fn density(axis: usize, scale: &Axis, points: &[Vec<f64>]) -> String {
    let mut counts = [0usize; STRIP];
    points.iter().for_each(|point| counts[column(point[axis])] += 1);
    let most = counts.iter().copied().max().unwrap_or(0).max(1);
    let no_deal = column(scale.no_deal);
    let glyph = |(c, count): (usize, &usize)| match (count * 4).div_ceil(most) {
        _ if c == no_deal => '│',
        0 => '─',
        1 => '·',
        2 => ':',
        _ => '▒',
    };
    counts.iter().enumerate().map(glyph).collect()
}

/// Signs above a strip; those that would overlap go to a second line.
fn signs(landmarks: &[Landmark], axis: usize) -> Vec<String> {
    let mut lines = vec![vec![' '; STRIP + 2]];
    let mut sorted: Vec<&Landmark> = landmarks.iter().filter(|l| l.at.len() > axis).collect();
    sorted.sort_by(|a, b| a.at[axis].0.total_cmp(&b.at[axis].0));
    for landmark in sorted {
        let (low, high) = landmark.at[axis];
        let (from, to) = (column(low), column(high));
        let wanted = from..=to.max(from + landmark.sign.len() - 1);
        let taken = |line: &Vec<char>| wanted.clone().any(|c| line.get(c).is_some_and(|c| *c != ' '));
        let at = lines.iter().position(|line| !taken(line)).unwrap_or_else(|| {
            lines.push(vec![' '; STRIP + 2]);
            lines.len() - 1
        });
        if to > from {
            lines[at][from..=to].fill('╌');
        }
        let middle = (from + to) / 2;
        for (i, c) in landmark.sign.chars().enumerate() {
            if let Some(cell) = lines[at].get_mut(middle + i) {
                *cell = c;
            }
        }
    }
    // Few lines: what does not fit into two shares the second.
    while lines.len() > 2 {
        let extra = lines.pop().unwrap_or_default();
        let second = &mut lines[1];
        extra
            .iter()
            .zip(second.iter_mut())
            .filter(|(c, s)| **c != ' ' && **s == ' ')
            .for_each(|(c, s)| *s = *c);
    }
    lines.into_iter().map(|line| line.into_iter().collect()).collect()
}

fn plane(right: &Axis, up: &Axis, points: &[Vec<f64>], landmarks: &[Landmark]) -> Vec<String> {
    let (width, height) = PLANE;
    let mut dots = vec![0u8; width * height];
    for point in points {
        let x = (point[0].clamp(0.0, 1.0) * (width * 2 - 1) as f64).round() as usize;
        let y = ((1.0 - point[1].clamp(0.0, 1.0)) * (height * 4 - 1) as f64).round() as usize;
        const BITS: [[u8; 2]; 4] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];
        dots[(y / 4) * width + x / 2] |= BITS[y % 4][x % 2];
    }
    let cell = |x: f64, y: f64| {
        let column = (x.clamp(0.0, 1.0) * (width - 1) as f64).round() as usize;
        (column, ((1.0 - y.clamp(0.0, 1.0)) * (height - 1) as f64).round() as usize)
    };
    let (edge_x, edge_y) = cell(right.no_deal, up.no_deal);
    let mut cells: Vec<char> = (0..width * height)
        .map(|i| match (dots[i], i % width == edge_x, i / width == edge_y) {
            (0, true, true) => '┼',
            (0, true, _) => '│',
            (0, _, true) => '─',
            (0, ..) => ' ',
            (bits, ..) => char::from_u32(0x2800 + u32::from(bits)).unwrap_or('·'),
        })
        .collect();
    for landmark in landmarks {
        if let [(x, x1), (y, y1)] = landmark.at[..] {
            let (column, row) = cell((x + x1) / 2.0, (y + y1) / 2.0);
            for (i, c) in landmark.sign.chars().enumerate().filter(|(i, _)| column + i < width) {
                cells[row * width + column + i] = c;
            }
        }
    }
    let margin = up.ends.0.width().max(up.ends.1.width());
    let label = |row: usize| match row {
        0 => up.ends.1.as_str(),
        r if r == height - 1 => up.ends.0.as_str(),
        _ => "",
    };
    let mut lines = vec![format!("{} {}", mark(up.party).glyph, up.name)];
    for row in 0..height {
        let text: String = cells[row * width..(row + 1) * width].iter().collect();
        let label = label(row);
        lines.push(format!("{}{label} ┤{}", " ".repeat(margin - label.width()), text.trim_end()));
    }
    lines.push(format!("{} └{}", " ".repeat(margin), "─".repeat(width)));
    let gap = width.saturating_sub(right.ends.0.width() + right.ends.1.width() + right.name.width() + 2);
    let (before, after) = (" ".repeat(gap / 2), " ".repeat(gap - gap / 2));
    lines.push(format!(
        "{}{}{before}{} {}{after}{}",
        " ".repeat(margin + 2),
        right.ends.0,
        mark(right.party).glyph,
        right.name,
        right.ends.1
    ));
    lines
}
