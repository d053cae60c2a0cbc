//! The spans a row of tags stands for.

use super::is_blank;
use crate::domain::formats::intake::{Intake, RawSpan};
use crate::domain::formats::problem::Problem;

/// The label of entities whose tags have none.
const UNLABELLED: &str = "entity";

/// How tags are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::domain::formats) enum Scheme {
    /// `B-` stands only between two entities of one label that touch.
    Iob1,
    /// `B-` stands at the start of each.
    Iob2,
    /// Starts, ends and single words are marked: BIOES, IOBES, BILOU, BMES.
    Bioes,
}

/// A tag that is not outside of everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::domain::formats) struct Tag<'a> {
    /// The label; empty where the tag has none.
    label: &'a str,
    /// Whether the tag says where in its entity the word stands.
    placed: bool,
    begins: bool,
    ends: bool,
}

impl<'a> Tag<'a> {
    /// Reads a tag; nothing if it says that the word is outside of all entities.
    pub(in crate::domain::formats) fn parse(written: &'a str) -> Option<Self> {
        if matches!(written, "O" | "o" | "_" | "-" | "") {
            return None;
        }
        let (letter, label) = written.split_once('-').unwrap_or((written, ""));
        let (begins, ends) = match letter {
            "B" | "b" => (true, false),
            "I" | "i" | "M" | "m" => (false, false),
            "E" | "e" | "L" | "l" => (false, true),
            "S" | "s" | "U" | "u" | "W" | "w" => (true, true),
            _ => return Some(Self { label: written, placed: false, begins: false, ends: false }),
        };
        Some(Self { label, placed: true, begins, ends })
    }

    /// Whether it can be nothing but a tag.
    pub(in crate::domain::formats) fn is_certain(self) -> bool {
        self.placed && !self.label.is_empty()
    }
}

/// What the tags of the beginning of a file show of their scheme.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::domain::formats) struct Survey {
    ends: bool,
    begun: usize,
    unbegun: usize,
}

impl Survey {
    /// Looks at the tags of a sentence.
    pub(in crate::domain::formats) fn see(&mut self, tags: &[Option<Tag<'_>>]) {
        let mut before: Option<Tag<'_>> = None;
        for tag in tags {
            if let Some(tag) = tag {
                self.ends |= tag.ends;
                if before.is_none_or(|before| before.label != tag.label) {
                    self.begun += usize::from(tag.begins);
                    self.unbegun += usize::from(!tag.begins);
                }
            }
            before = *tag;
        }
    }

    /// The scheme: IOB2 unless something else is shown.
    pub(in crate::domain::formats) fn scheme(self) -> Scheme {
        if self.ends {
            Scheme::Bioes
        } else if self.unbegun > self.begun {
            Scheme::Iob1
        } else {
            Scheme::Iob2
        }
    }
}

/// Where a word stands in a text that is put together.
#[derive(Clone, Copy, Debug)]
pub(in crate::domain::formats) struct Place {
    code_points: (usize, usize),
    bytes: (usize, usize),
}

/// A text that is put together from words.
#[derive(Clone, Debug, Default)]
pub(in crate::domain::formats) struct Rebuilt {
    /// The text so far.
    pub(in crate::domain::formats) text: String,
    /// How many code points it has.
    pub(in crate::domain::formats) code_points: usize,
}

impl Rebuilt {
    /// Appends to the text.
    pub(in crate::domain::formats) fn push(&mut self, piece: &str) -> Place {
        let (start, byte) = (self.code_points, self.text.len());
        self.text.push_str(piece);
        self.code_points += piece.chars().count();
        Place { code_points: (start, self.code_points), bytes: (byte, self.text.len()) }
    }
}

/// What stands before each word in the text, and after the last; nothing if something other than blank characters does.
pub(in crate::domain::formats) fn align<'t, 'w>(
    text: &'t str,
    words: impl Iterator<Item = &'w str>,
) -> Option<Vec<&'t str>> {
    let mut rest = text;
    let mut gaps = Vec::new();
    for word in words {
        let after = rest.trim_start_matches(is_blank);
        gaps.push(&rest[..rest.len() - after.len()]);
        rest = after.strip_prefix(word)?;
    }
    gaps.push(rest);
    rest.chars().all(is_blank).then_some(gaps)
}

/// Makes spans of tags, sentence by sentence, and tells what it had to suppose; of what is the same throughout a file, once.
#[derive(Clone, Copy, Debug)]
pub(in crate::domain::formats) struct Decoder {
    scheme: Scheme,
    told_scheme: bool,
    told_unlabelled: bool,
}

impl Decoder {
    /// A decoder of one file's tags.
    pub(in crate::domain::formats) fn new(scheme: Scheme) -> Self {
        Self { scheme, told_scheme: false, told_unlabelled: false }
    }

    /// The spans of a sentence, of whose words tag and place are given; `at` names the place of a word in the file.
    pub(in crate::domain::formats) fn spans(
        &mut self,
        words: &[(&str, Place)],
        text: &str,
        at: impl Fn(usize) -> String,
        intake: &mut Intake<'_>,
    ) -> Vec<RawSpan> {
        let tags: Vec<Option<Tag<'_>>> = words.iter().map(|(tag, _)| Tag::parse(tag)).collect();
        let entities = entities(&tags, self.scheme, |n, mended| {
            let tag = words[n].0;
            let what = match mended {
                Mended::Start => format!("{tag}, which follows nothing, as a start"),
                Mended::End => format!("{tag}, which nothing follows, as an end"),
            };
            intake.warn(at(n), Problem::ReadAs(what), None);
        });
        let mut spans = Vec::with_capacity(entities.len());
        for (first, last) in entities {
            let Some(tag) = tags[first] else {
                continue;
            };
            if !self.told_scheme && (self.scheme == Scheme::Iob1 || !tag.placed) {
                self.told_scheme = true;
                let what = if tag.placed { "tags in IOB1" } else { "neighbours with one label as one span" };
                intake.warn(at(first), Problem::ReadAs(what.into()), None);
            }
            if !self.told_unlabelled && tag.label.is_empty() {
                self.told_unlabelled = true;
                intake.warn(at(first), Problem::ReadAs(format!("tags without label as {UNLABELLED}")), None);
            }
            let (start, end) = (words[first].1, words[last].1);
            spans.push(RawSpan {
                at: at(first),
                label: if tag.label.is_empty() { UNLABELLED } else { tag.label }.to_owned(),
                fragments: vec![(start.code_points.0, end.code_points.1)],
                quote: Some(text[start.bytes.0..end.bytes.1].to_owned()),
                ..RawSpan::default()
            });
        }
        spans
    }
}

/// What a tag is read as, against its letter.
enum Mended {
    /// The start of an entity.
    Start,
    /// The end of one.
    End,
}

/// The first and the last word of each entity of a sentence. As `conlleval` does, a tag that should go on from the one
/// before and can't starts an entity, and one that should go on and doesn't ends it; each such tag is handed to `mend`.
fn entities(tags: &[Option<Tag<'_>>], scheme: Scheme, mut mend: impl FnMut(usize, Mended)) -> Vec<(usize, usize)> {
    let mut entities: Vec<(usize, usize)> = Vec::new();
    // The label of the entity that may go on.
    let mut open: Option<&str> = None;
    for (n, tag) in tags.iter().enumerate() {
        if let (Some(tag), Some(label), Some(entity)) = (tag, open, entities.last_mut())
            && !tag.begins
            && tag.label == label
        {
            entity.1 = n;
        } else {
            if open.is_some() && scheme == Scheme::Bioes {
                mend(n - 1, Mended::End);
            }
            if let Some(tag) = tag {
                if !tag.begins && tag.placed && scheme != Scheme::Iob1 {
                    mend(n, Mended::Start);
                }
                entities.push((n, n));
            }
        }
        open = tag.filter(|tag| !tag.ends).map(|tag| tag.label);
    }
    if open.is_some() && scheme == Scheme::Bioes {
        mend(tags.len() - 1, Mended::End);
    }
    entities
}
