//! The heights of an article's blocks, guessed until measured, so that only what is near the screen need be drawn.

/// Heights in CSS pixels, with their running sums in a Fenwick tree: a correction and a look-up cost O(log n).
#[derive(Clone, Debug)]
pub struct Heights {
    heights: Vec<f64>,
    /// `sums[i]` is the sum of the `lowest set bit of i` heights before block `i`; `sums[0]` is unused.
    sums: Vec<f64>,
}

impl Heights {
    /// Starts from one height for each block.
    pub fn new(heights: Vec<f64>) -> Self {
        let mut sums = vec![0.0; heights.len() + 1];
        for i in 1..sums.len() {
            sums[i] += heights[i - 1];
            let parent = i + lowest_bit(i);
            if parent < sums.len() {
                let sum = sums[i];
                sums[parent] += sum;
            }
        }
        Self { heights, sums }
    }

    /// How many blocks there are.
    pub fn len(&self) -> usize {
        self.heights.len()
    }

    /// Whether there are no blocks.
    pub fn is_empty(&self) -> bool {
        self.heights.is_empty()
    }

    /// The height of a block.
    pub fn height(&self, block: usize) -> f64 {
        self.heights[block]
    }

    /// Corrects the height of a block.
    pub fn set(&mut self, block: usize, height: f64) {
        let difference = height - self.heights[block];
        self.heights[block] = height;
        let mut i = block + 1;
        while i < self.sums.len() {
            self.sums[i] += difference;
            i += lowest_bit(i);
        }
    }

    /// How far down a block starts; the number of blocks stands for the end of the last.
    pub fn top(&self, block: usize) -> f64 {
        let mut i = block;
        let mut sum = 0.0;
        while i > 0 {
            sum += self.sums[i];
            i -= lowest_bit(i);
        }
        sum
    }

    /// The height of all blocks together.
    pub fn total(&self) -> f64 {
        self.top(self.len())
    }

    /// The block that is so far down; the last one for anything further.
    pub fn block_at(&self, y: f64) -> usize {
        let mut i = 0;
        let mut left = y;
        let mut step = self.len().checked_ilog2().map_or(0, |log| 1 << log);
        while step > 0 {
            if i + step < self.sums.len() && self.sums[i + step] <= left {
                i += step;
                left -= self.sums[i];
            }
            step /= 2;
        }
        i.min(self.len().saturating_sub(1))
    }
}

fn lowest_bit(i: usize) -> usize {
    i & i.wrapping_neg()
}

#[cfg(test)]
mod tests {
    use super::Heights;

    #[test]
    fn sums_and_look_ups_agree_with_adding_up() {
        let mut plain: Vec<f64> = (0..37).map(|i| f64::from(i % 5 + 1)).collect();
        let mut heights = Heights::new(plain.clone());
        for (block, height) in [(0, 9.0), (36, 1.5), (17, 40.0), (17, 2.0)] {
            plain[block] = height;
            heights.set(block, height);
        }
        for block in 0..=plain.len() {
            assert_eq!(heights.top(block), plain[..block].iter().sum::<f64>(), "top of {block}");
        }
        for (block, height) in plain.iter().enumerate() {
            assert_eq!(heights.block_at(heights.top(block)), block);
            assert_eq!(heights.block_at(heights.top(block) + height / 2.0), block);
        }
        assert_eq!(heights.block_at(-1.0), 0);
        assert_eq!(heights.block_at(1e9), 36);
        assert!(Heights::new(Vec::new()).is_empty());
        assert_eq!(Heights::new(Vec::new()).block_at(5.0), 0);
    }
}
