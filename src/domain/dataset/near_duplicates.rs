//! Documents that are nearly the same, or of which one is part of another.
//!
//! Each text becomes the set of its shingles, five words in a row, of which the smallest hashes are kept: a sample of the
//! set that is drawn the same way from every text, so that resemblance and containment of two texts can be told from
//! their samples. Source: A. Z. Broder, “On the resemblance and containment of documents”, Proceedings of Compression and
//! Complexity of Sequences 1997, pp. 21–29.

use std::fmt;
use std::num::ParseIntError;
use std::str::FromStr;

use super::hash::Fnv;
use crate::domain::id::DocumentId;
use crate::domain::text::{Range, Text, words};

/// How many words are a shingle.
pub const SHINGLE: usize = 5;
/// How many hashes of a text are kept: 512 bytes. Texts with fewer shingles are compared exactly.
const KEPT: usize = 128;
/// By how many of its smallest hashes a text is looked up. Of a text four times as long as one it contains, a quarter of
/// these is the shorter one's.
const LOOKED_UP: usize = 32;
/// With how many of the texts that have a hash each other one is compared: the shortest, since they are what may be part of it.
/// It keeps a sentence that stands under every article from costing a comparison of each with each.
const COMPARED: usize = 8;
/// A text with fewer shingles than this is not looked for as part of others: a notice stands under many articles.
const SHORTEST_PART: u32 = 50;
/// The least part of the smaller sample that must be in both for a text to count as part of the other.
const LEAST_SAMPLE: usize = 8;

/// What is kept of a text to compare it by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sketch {
    /// How many shingles the text has, those that occur again counted again.
    shingles: u32,
    /// The smallest hashes of its shingles, in order, each once.
    smallest: Box<[u32]>,
}

impl Sketch {
    /// Makes the sketch of a text from its words, in order. Upper and lower case are the same, and only words count; a text
    /// without words is one shingle, and one with nothing but white space has none.
    pub fn new(text: &Text, words: impl Iterator<Item = Range>) -> Self {
        let mut smallest = Smallest::default();
        let mut shingles: u32 = 0;
        let mut window = [0_u64; SHINGLE];
        let mut count = 0;
        for word in words {
            let mut hash = Fnv::default();
            text.quote(word).chars().flat_map(char::to_lowercase).for_each(|character| hash.add(character));
            window[count % SHINGLE] = hash.finish();
            count += 1;
            if count >= SHINGLE {
                smallest.add(of_shingle((count..count + SHINGLE).map(|place| window[place % SHINGLE])));
                shingles = shingles.saturating_add(1);
            }
        }
        if shingles == 0 && !text.as_str().trim().is_empty() {
            let whole = text.as_str().trim().chars().map(|character| u64::from(u32::from(character)));
            smallest.add(if count > 0 { of_shingle(window[..count].iter().copied()) } else { of_shingle(whole) });
            shingles = 1;
        }
        Self { shingles, smallest: smallest.finish() }
    }

    /// Makes the sketch of a text.
    pub fn of(text: &Text) -> Self {
        Self::new(text, words::words(text, text.whole()))
    }

    /// Whether four fifths of the shingles of both texts together are in both, or of the shorter one in the longer, as far as can be told.
    pub fn resembles(&self, other: &Self) -> bool {
        // Below the furthest hash of the sample that reaches less far, both samples are complete.
        let limit = self.reach().min(other.reach());
        let (one, other_one) = (self.up_to(limit), other.up_to(limit));
        let shared = shared(one, other_one);
        let smaller = one.len().min(other_one.len());
        let together = one.len() + other_one.len() - shared;
        let most_of = |part: usize, whole: usize| part > 0 && 5 * part >= 4 * whole;
        let is_part = smaller >= LEAST_SAMPLE && self.shingles.min(other.shingles) >= SHORTEST_PART;
        most_of(shared, together) || is_part && most_of(shared, smaller)
    }

    /// How many of the shingles of the shorter text are in both, in per cent, as far as can be told.
    pub fn shared_with(&self, other: &Self) -> u32 {
        let limit = self.reach().min(other.reach());
        let (one, other) = (self.up_to(limit), other.up_to(limit));
        let smaller = one.len().min(other.len()).max(1);
        (100 * shared(one, other) / smaller) as u32
    }

    fn reach(&self) -> u32 {
        if self.smallest.len() < KEPT { u32::MAX } else { self.smallest[KEPT - 1] }
    }

    fn up_to(&self, limit: u32) -> &[u32] {
        &self.smallest[..self.smallest.partition_point(|hash| *hash <= limit)]
    }
}

impl fmt::Display for Sketch {
    /// The number of shingles and the hashes, in hexadecimal of eight digits each.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}", self.shingles)?;
        self.smallest.iter().try_for_each(|hash| write!(f, "{hash:08x}"))
    }
}

impl FromStr for Sketch {
    type Err = ParseIntError;

    fn from_str(written: &str) -> Result<Self, ParseIntError> {
        let numbers =
            written.as_bytes().chunks(8).map(|digits| u32::from_str_radix(&String::from_utf8_lossy(digits), 16));
        let mut numbers = numbers.collect::<Result<Vec<u32>, _>>()?.into_iter();
        // Nothing at all is no number.
        let shingles = numbers.next().map_or_else(|| "".parse(), Ok)?;
        let mut smallest: Vec<u32> = numbers.collect();
        smallest.sort_unstable();
        Ok(Self { shingles, smallest: smallest.into() })
    }
}

/// The hash of a shingle, from those of its words.
fn of_shingle(words: impl Iterator<Item = u64>) -> u32 {
    let mut hash = Fnv::default();
    words.for_each(|word| hash.add(word));
    (hash.finish() >> 32) as u32
}

/// How many numbers two lists in order have in common.
fn shared(one: &[u32], other: &[u32]) -> usize {
    let (mut at, mut shared) = (0, 0);
    for hash in one {
        while other.get(at).is_some_and(|known| known < hash) {
            at += 1;
        }
        shared += usize::from(other.get(at) == Some(hash));
    }
    shared
}

/// Keeps the smallest of many numbers.
#[derive(Debug, Default)]
struct Smallest {
    /// Among these are the smallest so far.
    candidates: Vec<u32>,
    /// No greater one can be among them.
    limit: Option<u32>,
}

impl Smallest {
    fn add(&mut self, number: u32) {
        if self.limit.is_none_or(|limit| number < limit) {
            self.candidates.push(number);
            if self.candidates.len() == 16 * KEPT {
                self.narrow();
            }
        }
    }

    fn narrow(&mut self) {
        self.candidates.sort_unstable();
        self.candidates.dedup();
        self.candidates.truncate(KEPT);
        self.limit = self.candidates.get(KEPT - 1).copied();
    }

    fn finish(mut self) -> Box<[u32]> {
        self.narrow();
        self.candidates.into()
    }
}

/// Groups of texts that resemble each other, each text linked to one of its group, by their places in the list; the
/// places of a group are in the order of the names, and so are the groups. Texts that resemble no other are in none.
pub fn groups(texts: &[(&DocumentId, &Sketch)]) -> Vec<Vec<usize>> {
    let mut by_length: Vec<usize> = (0..texts.len()).collect();
    by_length.sort_by_key(|place| (texts[*place].1.shingles, texts[*place].0));
    let hashes = |rank: usize| texts[by_length[rank]].1.smallest.iter().take(LOOKED_UP);
    // A hash and the rank of a text that has it, in one number, so that sorting brings texts with the same hash together.
    let mut index: Vec<u64> = (0..texts.len())
        .flat_map(|rank| hashes(rank).map(move |hash| (u64::from(*hash) << 32) | rank as u64))
        .collect();
    index.sort_unstable();
    let mut joined = Joined::new(texts.len());
    for with_hash in index.chunk_by(|one, other| one >> 32 == other >> 32) {
        for (n, entry) in with_hash.iter().enumerate() {
            for shorter in &with_hash[..n.min(COMPARED)] {
                let [one, other] = [*shorter, *entry].map(|entry| by_length[(entry & 0xffff_ffff) as usize]);
                if joined.root(one) != joined.root(other) && texts[one].1.resembles(texts[other].1) {
                    joined.join(one, other);
                }
            }
        }
    }
    let mut by_name: Vec<usize> = (0..texts.len()).collect();
    by_name.sort_by_key(|place| texts[*place].0);
    joined.groups(&by_name)
}

/// Which things belong together (union–find with path halving).
struct Joined {
    parents: Vec<usize>,
}

impl Joined {
    fn new(count: usize) -> Self {
        Self { parents: (0..count).collect() }
    }

    fn root(&mut self, mut place: usize) -> usize {
        while self.parents[place] != place {
            self.parents[place] = self.parents[self.parents[place]];
            place = self.parents[place];
        }
        place
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        self.parents[one.max(other)] = one.min(other);
    }

    /// The groups of more than one, in the given order of places.
    fn groups(&mut self, order: &[usize]) -> Vec<Vec<usize>> {
        let mut group_of: Vec<Option<usize>> = vec![None; order.len()];
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for place in order {
            let root = self.root(*place);
            let group = *group_of[root].get_or_insert(groups.len());
            match groups.get_mut(group) {
                Some(known) => known.push(*place),
                None => groups.push(vec![*place]),
            }
        }
        groups.retain(|group| group.len() > 1);
        groups
    }
}
