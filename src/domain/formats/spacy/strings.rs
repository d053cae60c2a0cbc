//! The numbers spaCy has for strings: a fixed one for each of its symbols, MurmurHash64A for all others.
//!
//! Words of an article may well be symbols (`agent`, `number`, `_`), and so may labels (`ORG`, `EVENT`); by its hash spaCy
//! would not find such a string. Sources: spacy/strings.pyx and spacy/symbols.pxd of 3.8.

use std::collections::BTreeMap;

use rmp::encode::write_str;

/// The strings a file refers to by number.
#[derive(Default)]
pub(super) struct Strings {
    /// The number of each string so far, by its hash.
    numbers: BTreeMap<u64, u64>,
    /// The strings as MessagePack, in the order they were met in.
    packed: Vec<u8>,
}

impl Strings {
    /// The number of a string, which becomes one of the file's.
    pub(super) fn number(&mut self, string: &str) -> u64 {
        if string.is_empty() {
            return 0;
        }
        let hash = murmur(string.as_bytes());
        *self.numbers.entry(hash).or_insert_with(|| {
            super::packed(write_str(&mut self.packed, string));
            symbol(string).unwrap_or(hash)
        })
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.numbers.len()
    }

    /// The strings as MessagePack, without the head of their list.
    pub(super) fn packed(&self) -> &[u8] {
        &self.packed
    }
}

/// MurmurHash64A by Austin Appleby, with the seed 1, as the `murmurhash` package computes it.
fn murmur(bytes: &[u8]) -> u64 {
    const FACTOR: u64 = 0xc6a4_a793_5bd1_e995;
    const SHIFT: u32 = 47;
    let mut hash = 1 ^ (bytes.len() as u64).wrapping_mul(FACTOR);
    let (words, rest) = bytes.as_chunks::<8>();
    for word in words {
        let word = u64::from_le_bytes(*word).wrapping_mul(FACTOR);
        hash = (hash ^ (word ^ (word >> SHIFT)).wrapping_mul(FACTOR)).wrapping_mul(FACTOR);
    }
    if !rest.is_empty() {
        let rest = rest.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte));
        hash = (hash ^ rest).wrapping_mul(FACTOR);
    }
    hash = (hash ^ (hash >> SHIFT)).wrapping_mul(FACTOR);
    hash ^ (hash >> SHIFT)
}

/// The number of a symbol.
fn symbol(string: &str) -> Option<u64> {
    let numbered = |prefix: &str, width: usize| {
        let digits = string.strip_prefix(prefix).filter(|digits| digits.len() == width)?;
        digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse::<u64>().ok()).flatten()
    };
    if let Some(n) = numbered("FLAG", 2).filter(|n| (19..=63).contains(n)) {
        return Some(n);
    }
    if let Some(n) = numbered("DEPRECATED", 3).filter(|n| (1..=276).contains(n)) {
        return Some(103 + n);
    }
    [(1, &FLAGS[..]), (64, &ATTRIBUTES), (380, &LABELS)].into_iter().find_map(|(first, names)| {
        let place = names.iter().position(|name| *name == string)?;
        Some(first + place as u64)
    })
}

/// The flags of a word.
#[rustfmt::skip]
const FLAGS: [&str; 18] = [
    "IS_ALPHA", "IS_ASCII", "IS_DIGIT", "IS_LOWER", "IS_PUNCT", "IS_SPACE", "IS_TITLE", "IS_UPPER", "LIKE_URL",
    "LIKE_NUM", "LIKE_EMAIL", "IS_STOP", "IS_OOV_DEPRECATED", "IS_BRACKET", "IS_QUOTE", "IS_LEFT_PUNCT",
    "IS_RIGHT_PUNCT", "IS_CURRENCY",
];

/// The attributes of a token, and parts of speech.
#[rustfmt::skip]
const ATTRIBUTES: [&str; 40] = [
    "ID", "ORTH", "LOWER", "NORM", "SHAPE", "PREFIX", "SUFFIX", "LENGTH", "CLUSTER", "LEMMA", "POS", "TAG", "DEP",
    "ENT_IOB", "ENT_TYPE", "HEAD", "SENT_START", "SPACY", "PROB", "LANG", "ADJ", "ADP", "ADV", "AUX", "CONJ", "CCONJ",
    "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X", "EOL", "SPACE",
];

/// Entity labels, dependency labels, and what came later.
#[rustfmt::skip]
const LABELS: [&str; 77] = [
    "PERSON", "NORP", "FACILITY", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LANGUAGE", "LAW", "DATE",
    "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL", "acomp", "advcl", "advmod", "agent", "amod",
    "appos", "attr", "aux", "auxpass", "cc", "ccomp", "complm", "conj", "cop", "csubj", "csubjpass", "dep", "det",
    "dobj", "expl", "hmod", "hyph", "infmod", "intj", "iobj", "mark", "meta", "neg", "nmod", "nn", "npadvmod",
    "nsubj", "nsubjpass", "num", "number", "oprd", "obj", "obl", "parataxis", "partmod", "pcomp", "pobj", "poss",
    "possessive", "preconj", "prep", "prt", "punct", "quantmod", "relcl", "rcmod", "root", "xcomp", "acl",
    "ENT_KB_ID", "MORPH", "ENT_ID", "IDX", "_",
];
