//! Finding what a regular expression describes.
//!
//! The engine takes time in proportion to the text times the size of the expression, whatever the expression: there is none that never ends.

use regex::RegexBuilder;

use super::find::MOST_MATCHES;
use super::{Range, Text, words};

/// An expression may have so many code points.
pub const LONGEST: usize = 1_000;
/// What it is compiled to may take so many bytes, which repetitions of repetitions soon do.
const BIGGEST: usize = 1 << 18;
/// Groups may stand in each other so deep.
const DEEPEST: u32 = 50;

/// Why an expression is not looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PatternError {
    /// It is longer than [`LONGEST`].
    TooLong,
    /// What it describes is too big, as `(\w{100}){100}` is.
    TooBig,
    /// It is no regular expression, in the engine's words.
    Malformed(String),
}

/// What in the text fits the expression, in order, not overlapping, at most [`MOST_MATCHES`], each made whole graphemes; nothing where
/// it fits no characters.
///
/// Upper and lower case differ unless the expression says `(?i)`; `^` and `$` are the ends of lines; `.` is any character but
/// the end of a line; classes are Unicode's. There are no references back and no looking around.
///
/// # Errors
/// If there is no such expression, or it is over a limit.
pub fn find_pattern(text: &Text, pattern: &str) -> Result<Vec<Range>, PatternError> {
    if pattern.chars().count() > LONGEST {
        return Err(PatternError::TooLong);
    }
    let mut builder = RegexBuilder::new(pattern);
    builder.multi_line(true).size_limit(BIGGEST).nest_limit(DEEPEST);
    let engine = builder.build().map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => PatternError::TooBig,
        other => PatternError::Malformed(complaint(&other.to_string())),
    })?;
    let mut matches: Vec<Range> = Vec::new();
    for found in engine.find_iter(text.as_str()).filter(|found| !found.is_empty()) {
        let Some(range) = text.range(found.start(), found.end()) else {
            continue;
        };
        let range = words::whole_graphemes(text, range);
        if matches.last().is_none_or(|last| last.end() <= range.start()) {
            matches.push(range);
        }
        if matches.len() == MOST_MATCHES {
            break;
        }
    }
    Ok(matches)
}

/// What the engine complains of, without the drawing of the expression above it.
fn complaint(said: &str) -> String {
    let last = said.lines().last().unwrap_or_default().trim();
    last.strip_prefix("error: ").unwrap_or(last).to_owned()
}
