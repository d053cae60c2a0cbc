//! Which way characters run, and which are written without spaces.

/// Whether a character is written without spaces around words, as in Chinese and Japanese.
pub(super) fn is_cjk(character: char) -> bool {
    matches!(character,
        '\u{2e80}'..='\u{30ff}' | '\u{3190}'..='\u{31ff}' | '\u{3200}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff01}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether a character is a Korean syllable: Korean has spaces, but lines may end within words.
pub(super) fn is_hangul(character: char) -> bool {
    matches!(character, '\u{ac00}'..='\u{d7a3}' | '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}')
}

/// Whether a syllable mostly ends a Korean word: particles and endings. Nothing else tells whether a line ended within a word.
pub(super) fn ends_korean_word(syllable: char) -> bool {
    "은는이가을를에의도로와과고며서면한된할등".contains(syllable)
}

/// Whether a character is a mark on the one before.
pub(super) fn is_mark(character: char) -> bool {
    matches!(character,
        '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{5bf}'..='\u{5c7}' | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6ed}' | '\u{1ab0}'..='\u{1aff}'
        | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{3099}' | '\u{309a}' | '\u{fe20}'..='\u{fe2f}')
}

/// Whether a character runs to the left; nothing if it runs as its neighbours do. Numbers run to the right everywhere.
pub(super) fn way(character: char) -> Option<bool> {
    match character {
        '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}' => Some(false),
        '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}' => Some(true),
        _ => character.is_alphanumeric().then_some(false),
    }
}

/// Turns round every stretch of items that run the given way, with those between that run neither way; says of each of them
/// that it was turned.
pub(super) fn turn_back<T>(
    items: &mut [T],
    is_leftward: bool,
    way: impl Fn(&T) -> Option<bool>,
    turned: impl Fn(&mut T) + Copy,
) {
    let mut at = 0;
    while at < items.len() {
        if way(&items[at]) != Some(is_leftward) {
            at += 1;
            continue;
        }
        let other = items[at..].iter().position(|item| way(item) == Some(!is_leftward)).map_or(items.len(), |n| at + n);
        let last = items[at..other].iter().rposition(|item| way(item) == Some(is_leftward)).unwrap_or_default();
        items[at..=at + last].reverse();
        items[at..=at + last].iter_mut().for_each(turned);
        at = other;
    }
}

/// Numbers and signs as they are read in a text that runs to the left, given as they are seen from left to right.
pub(super) fn leftward(text: &str) -> String {
    let mut characters: Vec<char> = text.chars().rev().collect();
    turn_back(&mut characters, false, |character| way(*character), |_| ());
    characters.into_iter().collect()
}

/// A text that runs to the left with its brackets set right: files have them as they are read or as they look, and the ones that
/// look like closing brackets open there.
pub(super) fn with_brackets(mut text: String) -> String {
    const PAIRS: [(char, char); 5] = [('(', ')'), ('[', ']'), ('{', '}'), ('«', '»'), ('‹', '›')];
    if !text.chars().any(|character| way(character) == Some(true)) {
        return text;
    }
    for (open, close) in PAIRS {
        let first = text.find([open, close]);
        if first.is_some_and(|first| text[first..].starts_with(close)) && text.contains(open) {
            let turned = |character| match character {
                _ if character == open => close,
                _ if character == close => open,
                _ => character,
            };
            text = text.chars().map(turned).collect();
        }
    }
    text
}
