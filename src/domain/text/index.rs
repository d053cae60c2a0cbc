//! Counts of code points and UTF-16 units at regular byte positions, so that a conversion reads at most one step.

/// How many bytes lie between two checkpoints.
const STEP: usize = 512;

#[derive(Clone, Copy, Default)]
struct Counts {
    code_points: u32,
    utf16: u32,
}

impl Counts {
    /// Adds what starts in the bytes: a character is counted at its first byte.
    fn after(self, bytes: &[u8]) -> Self {
        let characters = bytes.iter().filter(|byte| !is_continuation(**byte)).count() as u32;
        let pairs = bytes.iter().filter(|byte| **byte >= 0xf0).count() as u32;
        Self { code_points: self.code_points + characters, utf16: self.utf16 + characters + pairs }
    }
}

fn is_continuation(byte: u8) -> bool {
    byte & 0xc0 == 0x80
}

/// The checkpoints of one text; entry `i` counts what starts before byte `i * STEP`.
pub(super) struct TextIndex {
    checkpoints: Box<[Counts]>,
}

impl TextIndex {
    pub(super) fn new(text: &str) -> Self {
        let mut counts = Counts::default();
        let mut checkpoints = Vec::with_capacity(text.len() / STEP + 2);
        checkpoints.push(counts);
        for step in text.as_bytes().chunks(STEP) {
            counts = counts.after(step);
            checkpoints.push(counts);
        }
        Self { checkpoints: checkpoints.into() }
    }

    fn counts_at(&self, text: &str, byte: usize) -> Counts {
        let step = byte / STEP;
        self.checkpoints[step].after(&text.as_bytes()[step * STEP..byte])
    }

    pub(super) fn code_point_of_byte(&self, text: &str, byte: usize) -> usize {
        self.counts_at(text, byte).code_points as usize
    }

    pub(super) fn utf16_of_byte(&self, text: &str, byte: usize) -> usize {
        self.counts_at(text, byte).utf16 as usize
    }

    pub(super) fn byte_of_code_point(&self, text: &str, n: usize) -> Option<usize> {
        self.byte_where(text, n, |counts| counts.code_points)
    }

    pub(super) fn byte_of_utf16(&self, text: &str, n: usize) -> Option<usize> {
        self.byte_where(text, n, |counts| counts.utf16)
    }

    /// The byte that starts a character (or ends the text) and has exactly `n` units before it.
    fn byte_where(&self, text: &str, n: usize, unit: impl Fn(&Counts) -> u32) -> Option<usize> {
        let n = u32::try_from(n).ok()?;
        let step = self.checkpoints.partition_point(|counts| unit(counts) <= n) - 1;
        let start = step * STEP;
        let bytes = text.as_bytes();
        let mut counts = self.checkpoints[step];
        let length = STEP.min(bytes.len().saturating_sub(start));
        let is_one_each = self.checkpoints.get(step + 1).is_some_and(|next| {
            // Both must be, since the step may begin and end inside a character.
            (next.code_points - counts.code_points) as usize == length
                && (unit(next) - unit(&counts)) as usize == length
        });
        if is_one_each {
            return Some(start + (n - unit(&counts)) as usize);
        }
        for (at, byte) in bytes.iter().enumerate().skip(start) {
            if !is_continuation(*byte) {
                if unit(&counts) >= n {
                    return (unit(&counts) == n).then_some(at);
                }
                counts.code_points += 1;
                counts.utf16 += 1 + u32::from(*byte >= 0xf0);
            }
        }
        (unit(&counts) == n).then_some(bytes.len())
    }
}
