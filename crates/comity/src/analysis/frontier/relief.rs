//! The kept points of four axes: a relief over the second and third axis, found by address.

use super::ordered::Kept;

/// A grid over the second and third axis that knows how high the fourth reaches beyond each cell.
///
/// A point whose cell lies below a high enough one on both axes is covered; one that nothing from its own
/// cell on overtops is not; only between the two are points compared, in its own row and column.
pub(super) struct Relief {
    rows: Scale,
    columns: Scale,
    /// `reach[row][column]`: greatest fourth axis in that cell and beyond on both axes.
    reach: Vec<i64>,
    /// The same within one row, that column and beyond.
    along_row: Vec<i64>,
    /// The same within one column, that row and beyond.
    along_column: Vec<i64>,
    /// The undominated points of each cell.
    cells: Vec<Vec<[i64; 3]>>,
    width: usize,
}

/// Cells along one axis.
struct Scale {
    low: i64,
    per_unit: f64,
    last: usize,
}

impl Scale {
    fn new(low: i64, high: i64, cells: usize) -> Self {
        let range = high.saturating_sub(low).max(1) as f64;
        Self { low, per_unit: cells as f64 / range, last: cells - 1 }
    }

    /// The cell of a value. Never falls where the value rises: that is all that is relied on.
    #[inline(always)]
    fn cell(&self, value: i64) -> usize {
        (((value - self.low) as f64 * self.per_unit) as usize).min(self.last)
    }
}

impl Kept<4> for Relief {
    fn new(low: [i64; 4], high: [i64; 4], expected: usize) -> Self {
        let side = (expected as f64).powf(0.4) as usize;
        let side = side.clamp(4, 512);
        let width = side + 1;
        Self {
            rows: Scale::new(low[1], high[1], side),
            columns: Scale::new(low[2], high[2], side),
            reach: vec![i64::MIN; width * width],
            along_row: vec![i64::MIN; width * width],
            along_column: vec![i64::MIN; width * width],
            cells: vec![Vec::new(); width * width],
            width,
        }
    }

    #[inline(always)]
    fn covers(&mut self, sums: &[i64; 4]) -> bool {
        let (row, column) = (self.rows.cell(sums[1]), self.columns.cell(sums[2]));
        let at = row * self.width + column;
        if self.reach[at + self.width + 1] >= sums[3] {
            return true;
        }
        self.reach[at] >= sums[3] && self.covers_nearby(sums, row, column)
    }

    fn keep(&mut self, sums: &[i64; 4]) {
        let (row, column) = (self.rows.cell(sums[1]), self.columns.cell(sums[2]));
        let [_, y, z, w] = *sums;
        let cell = &mut self.cells[row * self.width + column];
        cell.retain(|p| p[0] > y || p[1] > z || p[2] > w);
        cell.push([y, z, w]);
        for c in (0..=column).rev() {
            let reach = &mut self.along_row[row * self.width + c];
            if *reach >= w {
                break;
            }
            *reach = w;
        }
        for r in (0..=row).rev() {
            let reach = &mut self.along_column[column * self.width + r];
            if *reach >= w {
                break;
            }
            *reach = w;
        }
        for r in (0..=row).rev() {
            let line = &mut self.reach[r * self.width..=r * self.width + column];
            if line[column] >= w {
                break;
            }
            for reach in line.iter_mut().rev() {
                if *reach >= w {
                    break;
                }
                *reach = w;
            }
        }
    }
}

impl Relief {
    fn covers_nearby(&self, sums: &[i64; 4], row: usize, column: usize) -> bool {
        let [_, y, z, w] = *sums;
        let covering = |cell: &Vec<[i64; 3]>| cell.iter().any(|p| p[0] >= y && p[1] >= z && p[2] >= w);
        let here = row * self.width + column;
        let in_row = self.along_row[here..(row + 1) * self.width].iter().take_while(|reach| **reach >= w);
        let mut in_row = self.cells[here..].iter().zip(in_row);
        if in_row.any(|(cell, _)| covering(cell)) {
            return true;
        }
        let above = column * self.width + row + 1;
        let in_column = self.along_column[above..(column + 1) * self.width].iter();
        let in_column = in_column.take_while(|reach| **reach >= w);
        let mut in_column = self.cells[here..].iter().step_by(self.width).skip(1).zip(in_column);
        in_column.any(|(cell, _)| covering(cell))
    }
}
