//! Where else a text mentions what was marked in one place.

use std::cmp::Reverse;

use super::{Range, Text, find, words};

/// The longest ending, in characters, that a Korean particle can have behind a name.
const LONGEST_PARTICLE: usize = 3;

/// How a mention is written, compared with what was marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Variant {
    /// In the same characters.
    Same,
    /// In upper or lower case otherwise, or on two lines.
    Case,
    /// With another ending: one or several of it, or with a Korean particle.
    Ending,
}

/// A place that mentions it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where, without a possessive ending or particle.
    pub range: Range,
    /// How it is written there.
    pub variant: Variant,
}

/// The whole words that read like the marked ones or a variant of them, in order, none overlapping another.
///
/// The endings are those of English nouns in the plural; `’s` is never part of a mention. What is written without spaces
/// has words as UAX #29 cuts them.
pub fn mentions(text: &Text, marked: &str) -> Vec<Mention> {
    let marked = marked.trim();
    let mut found: Vec<Mention> = forms(marked)
        .iter()
        .enumerate()
        .flat_map(|(n, form)| find::find(text, form).into_iter().map(move |range| (n, range)))
        .filter_map(|(n, range)| mention(text, marked, range, n > 0))
        .collect();
    found.sort_by_key(|mention| (mention.range.start(), Reverse(mention.range.len())));
    let mut end = text.start();
    found.retain(|mention| {
        let is_free = mention.range.start() >= end;
        if is_free {
            end = mention.range.end();
        }
        is_free
    });
    found
}

/// Whether the words are one mention of what was marked and nothing besides; a possessive ending or a Korean particle may follow.
pub fn is_mention(quote: &str, marked: &str) -> bool {
    let own = Text::new(quote);
    let Some(trimmed) = words::trimmed(&own, own.whole()) else {
        return false;
    };
    mentions(&own, marked).first().is_some_and(|mention| {
        let rest = Range::new(mention.range.end(), trimmed.end()).map_or("", |rest| own.quote(rest));
        mention.range.start() == trimmed.start() && (is_particle(rest) || matches!(rest, "'s" | "’s" | "'" | "’"))
    })
}

/// Whether a Korean particle may be written so, or there is nothing.
fn is_particle(behind: &str) -> bool {
    behind.chars().count() <= LONGEST_PARTICLE && behind.chars().all(is_hangul)
}

/// What was marked, and the same as one or as several.
fn forms(marked: &str) -> Vec<String> {
    let mut forms = vec![marked.to_owned()];
    let lower = marked.to_lowercase();
    if !lower.ends_with(|last: char| last.is_ascii_lowercase()) {
        return forms;
    }
    let hisses = |stem: &str| ["s", "x", "z", "ch", "sh"].iter().any(|ending| stem.ends_with(ending));
    let without = |n: usize| marked[..marked.len() - n].to_owned();
    let ends_in_y = lower.strip_suffix('y').is_some_and(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u']));
    forms.push(if hisses(&lower) {
        format!("{marked}es")
    } else if ends_in_y {
        format!("{}ies", without(1))
    } else {
        format!("{marked}s")
    });
    if lower.len() > 4 && lower.ends_with("ies") {
        forms.push(format!("{}y", without(3)));
    } else if lower.len() > 4 && lower.strip_suffix("es").is_some_and(hisses) {
        forms.push(without(2));
    } else if lower.len() > 3 && lower.ends_with('s') && !lower.ends_with("ss") {
        forms.push(without(1));
    }
    forms
}

/// What the place is, if it is made of whole words.
fn mention(text: &Text, marked: &str, range: Range, has_ending: bool) -> Option<Mention> {
    let snapped = words::snap(text, range)?;
    let quote = text.quote(range);
    if snapped.start() < range.start() {
        return None;
    }
    let behind = Range::new(range.end(), snapped.end()).map_or("", |behind| text.quote(behind));
    let is_particle = is_particle(behind) && quote.ends_with(is_hangul);
    if !behind.is_empty() && !is_particle {
        return None;
    }
    let variant = if has_ending || !behind.is_empty() {
        Variant::Ending
    } else if quote == marked {
        Variant::Same
    } else {
        Variant::Case
    };
    Some(Mention { range, variant })
}

fn is_hangul(character: char) -> bool {
    matches!(character, '\u{ac00}'..='\u{d7a3}')
}
