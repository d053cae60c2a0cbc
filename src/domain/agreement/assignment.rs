//! Matching things of one list with things of another, one to one, for the greatest gain: the assignment problem on few possible pairs.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// The pairs of the matching with the greatest sum of gains; `pairs` are those that are possible, each once, with a gain above 0.
///
/// Shortest augmenting paths with potentials (Jonker and Volgenant 1987) over the possible pairs only: things that are far from each other cost nothing.
/// The sum is exact but for rounding; of several best matchings always the same is found.
pub(super) fn best(rows: usize, columns: usize, pairs: &[(usize, usize, f64)]) -> Vec<(usize, usize)> {
    let mut possible: Vec<Vec<(usize, f64)>> = vec![Vec::new(); rows];
    for &(row, column, gain) in pairs {
        possible[row].push((column, -gain));
    }
    // Each row may also stay alone, at no cost: in a column of its own, behind the others.
    for (row, costs) in possible.iter_mut().enumerate() {
        costs.push((columns + row, 0.0));
    }
    let all = columns + rows;
    let mut search = Search {
        possible,
        row_of: vec![None; all],
        column_of: vec![None; rows],
        row_price: vec![0.0; rows],
        column_price: vec![0.0; all],
        distance: vec![f64::INFINITY; all],
        from: vec![0; all],
        seen: Vec::new(),
    };
    (0..rows).for_each(|row| search.place(row));
    let placed = search.column_of.iter().enumerate();
    placed.filter_map(|(row, column)| Some((row, column.filter(|column| *column < columns)?))).collect()
}

struct Search {
    possible: Vec<Vec<(usize, f64)>>,
    row_of: Vec<Option<usize>>,
    column_of: Vec<Option<usize>>,
    row_price: Vec<f64>,
    column_price: Vec<f64>,
    /// How far each column is from the row that is placed, and from which row it is reached.
    distance: Vec<f64>,
    from: Vec<usize>,
    seen: Vec<usize>,
}

#[derive(PartialEq)]
struct Reached(f64, usize);

impl Eq for Reached {}

impl PartialOrd for Reached {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Reached {
    /// The nearest is the greatest, then the first.
    fn cmp(&self, other: &Self) -> Ordering {
        other.0.total_cmp(&self.0).then(other.1.cmp(&self.1))
    }
}

impl Search {
    /// Places one more row, moving others where that costs less.
    fn place(&mut self, row: usize) {
        let cheapest = self.possible[row].iter().map(|(column, cost)| cost - self.column_price[*column]);
        self.row_price[row] = cheapest.fold(f64::INFINITY, f64::min);
        let mut heap = BinaryHeap::new();
        let mut done: Vec<usize> = Vec::new();
        self.reach(row, 0.0, &mut heap);
        let end = loop {
            let Some(Reached(distance, column)) = heap.pop() else {
                return;
            };
            if distance > self.distance[column] || done.contains(&column) {
                continue;
            }
            match self.row_of[column] {
                None => break column,
                Some(next) => {
                    done.push(column);
                    self.reach(next, distance, &mut heap);
                }
            }
        };
        let length = self.distance[end];
        self.row_price[row] += length;
        for column in done {
            let shorter = length - self.distance[column];
            self.column_price[column] -= shorter;
            if let Some(moved) = self.row_of[column] {
                self.row_price[moved] += shorter;
            }
        }
        let mut column = end;
        loop {
            let by = self.from[column];
            self.row_of[column] = Some(by);
            match self.column_of[by].replace(column) {
                Some(before) if by != row => column = before,
                _ => break,
            }
        }
        for column in self.seen.drain(..) {
            self.distance[column] = f64::INFINITY;
        }
    }

    fn reach(&mut self, row: usize, distance: f64, heap: &mut BinaryHeap<Reached>) {
        for &(column, cost) in &self.possible[row] {
            if self.row_of[column] == Some(row) {
                continue;
            }
            let further = distance + (cost - self.row_price[row] - self.column_price[column]).max(0.0);
            if further < self.distance[column] {
                if self.distance[column].is_infinite() {
                    self.seen.push(column);
                }
                self.distance[column] = further;
                self.from[column] = row;
                heap.push(Reached(further, column));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::chance::Chance;
    use super::best;

    /// The greatest sum, by trying everything.
    fn tried(row: usize, rows: usize, taken: u32, gains: &[Vec<f64>]) -> f64 {
        if row == rows {
            return 0.0;
        }
        let mut greatest = tried(row + 1, rows, taken, gains);
        for (column, gain) in gains[row].iter().enumerate() {
            if *gain > 0.0 && taken & (1 << column) == 0 {
                greatest = greatest.max(gain + tried(row + 1, rows, taken | (1 << column), gains));
            }
        }
        greatest
    }

    #[test]
    fn no_other_matching_gains_more() {
        let mut chance = Chance::new(7);
        for round in 0..600 {
            let (rows, columns) = (chance.below(7), chance.below(7));
            let mut gains = vec![vec![0.0; columns]; rows];
            let mut pairs = Vec::new();
            for (row, of_row) in gains.iter_mut().enumerate() {
                for (column, gain) in of_row.iter_mut().enumerate() {
                    if chance.unit() < 0.6 {
                        // Every other round has many gains that are the same.
                        *gain = if round % 2 == 0 { chance.unit() } else { (1 + chance.below(3)) as f64 };
                        pairs.push((row, column, *gain));
                    }
                }
            }
            let found = best(rows, columns, &pairs);
            let mut columns_used: Vec<usize> = found.iter().map(|(_, column)| *column).collect();
            columns_used.sort_unstable();
            columns_used.dedup();
            assert_eq!(columns_used.len(), found.len(), "a column is used twice");
            let sum: f64 = found.iter().map(|(row, column)| gains[*row][*column]).sum();
            let greatest = tried(0, rows, 0, &gains);
            assert!((sum - greatest).abs() < 1e-9, "round {round}: {sum} instead of {greatest}");
        }
    }
}
