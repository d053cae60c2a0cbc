//! Looking for a regular expression in the open article: beside the page, since it may take long and its engine is big.

use super::{frame, manifest, unframe};
use crate::domain::formats::json::{Object, Record};
use crate::domain::text::pattern::{PatternError, find_pattern};
use crate::domain::text::{Range, Text};

/// A text to be looked through.
#[derive(Clone, Copy, Debug)]
pub struct PatternJob<'a> {
    /// The text.
    pub text: &'a Text,
    /// The expression.
    pub pattern: &'a str,
}

impl PatternJob<'_> {
    /// The frames of the job.
    pub fn write(&self) -> Vec<u8> {
        let head = manifest(|fields| {
            fields.string("job", "pattern");
            fields.string("pattern", self.pattern);
        });
        frame(&[head, self.text.as_str().into()])
    }

    /// Reads the outcome of the job; nothing if it is none.
    pub fn read(&self, outcome: &[u8]) -> Option<Result<Vec<Range>, PatternError>> {
        let frames = unframe(outcome);
        let (head, rest) = frames.split_first()?;
        let mut record = Record::parse(std::str::from_utf8(head).ok()?).ok()?;
        let mut text = |name| record.string(name).ok().flatten();
        match text("refused").as_deref() {
            Some("too-long") => return Some(Err(PatternError::TooLong)),
            Some("too-big") => return Some(Err(PatternError::TooBig)),
            Some("malformed") => return Some(Err(PatternError::Malformed(text("details")?))),
            _ => {}
        }
        let (ends, []) = rest.first()?.as_chunks::<4>() else {
            return None;
        };
        let bytes = |end: [u8; 4]| u32::from_le_bytes(end) as usize;
        let range = |ends: &[[u8; 4]; 2]| self.text.range(bytes(ends[0]), bytes(ends[1]));
        ends.as_chunks::<2>().0.iter().map(range).collect::<Option<Vec<Range>>>().map(Ok)
    }
}

pub(super) fn run(mut record: Record<'_>, frames: &[&[u8]], progress: &mut dyn FnMut(f64)) -> Vec<u8> {
    progress(0.0);
    let pattern = record.string("pattern").ok().flatten().unwrap_or_default();
    let text = frames.first().and_then(|text| std::str::from_utf8(text).ok()).unwrap_or_default();
    let found = match find_pattern(&Text::new(text), &pattern) {
        Ok(found) => found,
        Err(error) => return frame(&[manifest(|fields| refuse(fields, &error))]),
    };
    let ends = found.iter().flat_map(|range| [range.start(), range.end()]);
    frame(&[manifest(|_| ()), ends.flat_map(|end| (end.byte() as u32).to_le_bytes()).collect()])
}

fn refuse(fields: &mut Object<'_>, error: &PatternError) {
    match error {
        PatternError::TooLong => fields.string("refused", "too-long"),
        PatternError::TooBig => fields.string("refused", "too-big"),
        PatternError::Malformed(details) => {
            fields.string("refused", "malformed");
            fields.string("details", details);
        }
    }
}
