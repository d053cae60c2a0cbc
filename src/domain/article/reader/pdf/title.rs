//! Which heading is the article's title.

use super::paragraphs::Paragraph;
use crate::domain::document::{Metadata, Role};

/// How many of the first pieces may be the title.
const FIRST: usize = 12;
/// A title is this much larger than the text.
const LARGER: f32 = 1.15;

/// Finds the title among the first pieces: the one the file names, else the largest, unless the file names another one.
pub(super) fn settle(paragraphs: &mut [Paragraph], size: f32, mut metadata: Metadata) -> Metadata {
    let first = paragraphs.iter_mut().filter(|paragraph| paragraph.found.kept).take(FIRST);
    let mut candidates: Vec<&mut Paragraph> = first.collect();
    let named = metadata.title.as_deref().map(words).unwrap_or_default();
    let is_named = |paragraph: &Paragraph| !named.is_empty() && words(&paragraph.found.text) == named;
    let largest = candidates
        .iter()
        .enumerate()
        .filter(|(_, paragraph)| paragraph.found.role == Role::Heading && paragraph.size > size * LARGER)
        // Of two of a size the first.
        .rev()
        .max_by(|(_, one), (_, other)| one.size.total_cmp(&other.size))
        .map(|(n, _)| n)
        .filter(|n| agree(&named, &words(&candidates[*n].found.text)));
    let title = candidates.iter().position(|paragraph| is_named(paragraph)).or(largest);
    if let Some(title) = title {
        let found = &mut candidates[title].found;
        found.role = Role::Title;
        metadata.title.get_or_insert_with(|| found.text.clone());
    }
    metadata
}

/// Whether two titles may be of one article: at least half the words of the shorter one are in the other.
fn agree(named: &[String], found: &[String]) -> bool {
    let (short, long) = if named.len() < found.len() { (named, found) } else { (found, named) };
    short.iter().filter(|word| long.contains(word)).count() * 2 >= short.len()
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}
