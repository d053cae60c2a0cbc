//! Hashes that are the same on every machine and in every version. None of them withstands someone who wants two things to have the same.

/// A hash that takes characters one after another: FNV-1a in 64 bits (Fowler, Noll and Vo; draft-eastlake-fnv), over
/// whole code points in place of bytes.
#[derive(Clone, Copy, Debug)]
pub struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    /// Takes one number, or one character.
    pub fn add(&mut self, unit: impl Into<u64>) {
        self.0 = (self.0 ^ unit.into()).wrapping_mul(0x0000_0100_0000_01b3);
    }

    /// The hash of what was taken so far, with every bit of it depending on all of that.
    pub fn finish(self) -> u64 {
        mixed(self.0)
    }
}

/// The hash of a text.
pub fn of_text(text: &str) -> u64 {
    of_characters(text.chars())
}

/// The hash of characters.
pub fn of_characters(characters: impl Iterator<Item = char>) -> u64 {
    let mut hash = Fnv::default();
    characters.for_each(|character| hash.add(character));
    hash.finish()
}

/// Scatters numbers that lie close together: the last step of SplitMix64 (Steele, Lea and Flood 2014, as in Vigna's
/// splitmix64.c).
pub fn mixed(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}
