//! What a backslash stands before, in texts and in values. Neither has a line end or TAB of its own then.

/// Writes a piece of the text as INCEpTION does: control characters with a backslash, some by a letter.
pub(super) fn write_text(out: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '\\' => out.push_str("\\\\"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\u{b}' => out.push(character),
            '\0'..='\u{1f}' => out.extend(['\\', character]),
            _ => out.push(character),
        }
    }
}

/// Writes the value of a feature.
pub(super) fn write_value(out: &mut String, value: &str) {
    let mut rest = value.chars().peekable();
    while let Some(character) = rest.next() {
        match character {
            '\\' | '[' | ']' | '|' | '_' | ';' | '*' => out.extend(['\\', character]),
            '-' if rest.peek() == Some(&'>') => out.push_str("\\-"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            // Not among INCEpTION's, which has no way to write it.
            '\r' => out.push_str("\\r"),
            _ => out.push(character),
        }
    }
}

/// What a text or value says. Versions before 3.2 write characters by their number, as Java does.
pub(super) fn read(written: &str) -> String {
    let mut said = String::with_capacity(written.len());
    let mut rest = written.chars();
    while let Some(character) = rest.next() {
        if character != '\\' {
            said.push(character);
            continue;
        }
        match rest.next() {
            Some('t') => said.push('\t'),
            Some('n') => said.push('\n'),
            Some('r') => said.push('\r'),
            Some('b') => said.push('\u{8}'),
            Some('f') => said.push('\u{c}'),
            Some('u') => match rest.as_str().get(..4).and_then(|digits| u32::from_str_radix(digits, 16).ok()) {
                Some(unit) => {
                    said.push(char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER));
                    rest = rest.as_str()[4..].chars();
                }
                None => said.push_str("\\u"),
            },
            Some(other) => said.push(other),
            None => said.push('\\'),
        }
    }
    said
}

/// The places of a byte that no backslash stands before.
pub(super) fn places(written: &str, wanted: u8) -> impl Iterator<Item = usize> + '_ {
    let mut is_escaped = false;
    written.bytes().enumerate().filter_map(move |(at, byte)| {
        let is_plain = !is_escaped;
        is_escaped = is_plain && byte == b'\\';
        (is_plain && byte == wanted).then_some(at)
    })
}

/// The values of annotations that stand on one token.
pub(super) fn stacked(cell: &str) -> impl Iterator<Item = &str> {
    let mut from = 0;
    places(cell, b'|').chain([cell.len()]).map(move |to| {
        let value = &cell[from..to];
        from = to + 1;
        value
    })
}

/// A value and what stands in brackets after it.
pub(super) fn numbered(value: &str) -> (&str, Option<&str>) {
    let closes = places(value, b']').last() == Some(value.len().wrapping_sub(1));
    match places(value, b'[').last().filter(|_| closes) {
        Some(at) => (&value[..at], Some(&value[at + 1..value.len() - 1])),
        None => (value, None),
    }
}
