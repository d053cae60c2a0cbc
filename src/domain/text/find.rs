//! Finding what a person typed.

use super::{Offset, Range, Text};

/// How many matches are looked for: more than anyone steps through.
pub const MOST_MATCHES: usize = 10_000;

/// Where the typed words stand in the text, in order, not overlapping, at most [`MOST_MATCHES`].
///
/// Upper and lower case are the same, and so is any run of white space, so that words on two lines are found.
pub fn find(text: &Text, typed: &str) -> Vec<Range> {
    let sought: Vec<char> = folded(typed.trim()).collect();
    let Some(first) = sought.first() else {
        return Vec::new();
    };
    // Nearly every character is asked; those of ASCII are quickly told.
    let is_first = |character: char| {
        if character.is_ascii() {
            character.to_ascii_lowercase() == *first
        } else {
            character.to_lowercase().next() == Some(*first)
        }
    };
    let content = text.as_str();
    let mut matches = Vec::new();
    let mut free_from = 0;
    for (start, character) in content.char_indices() {
        if start < free_from || !is_first(character) {
            continue;
        }
        if let Some(length) = match_length(&content[start..], &sought) {
            free_from = start + length;
            matches.push(Range::ordered(Offset::unchecked(start), Offset::unchecked(free_from)));
            if matches.len() == MOST_MATCHES {
                break;
            }
        }
    }
    matches
}

/// How many bytes at the beginning of `content` read like what is sought, if they do.
fn match_length(content: &str, sought: &[char]) -> Option<usize> {
    let mut wanted = sought.iter().copied().peekable();
    let mut in_space = false;
    for (at, character) in content.char_indices() {
        if wanted.peek().is_none() {
            return Some(at);
        }
        if character.is_whitespace() {
            if !in_space {
                wanted.next_if_eq(&' ')?;
            }
            in_space = true;
            continue;
        }
        in_space = false;
        for folded in character.to_lowercase() {
            wanted.next_if_eq(&folded)?;
        }
    }
    wanted.peek().is_none().then_some(content.len())
}

/// The characters in lower case, each run of white space as one space.
pub fn folded(typed: &str) -> impl Iterator<Item = char> + '_ {
    let mut in_space = false;
    typed
        .chars()
        .filter_map(move |character| {
            let again = in_space && character.is_whitespace();
            in_space = character.is_whitespace();
            (!again).then_some(if in_space { ' ' } else { character })
        })
        .flat_map(char::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::domain::text::Text;

    #[track_caller]
    fn check(typed: &str, marked: &str) {
        let text = Text::new(&marked.replace(['[', ']'], ""));
        let mut found = String::new();
        let mut at = 0;
        for range in find(&text, typed) {
            found += &text.as_str()[at..range.start().byte()];
            found += &format!("[{}]", text.quote(range));
            at = range.end().byte();
        }
        found += &text.as_str()[at..];
        assert_eq!(found, marked);
    }

    #[test]
    fn finds_whatever_the_case_and_the_line_ends() {
        check("korea", "South [Korea] and north [KOREA]s");
        check("south  korea ", "[South\nKorea], [south korea]");
        check("aa", "[aa]a");
        check("é", "caf[é] CAF[É]");
        check("🙂 ok", "no 🙂 [🙂  OK]");
        check("", "nothing");
        check("İ", "a [İ] b");
        check("end", "the [end]");
    }
}
