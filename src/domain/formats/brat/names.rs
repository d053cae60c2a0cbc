//! The names brat has for labels, relation types, attributes and their options.

use std::collections::{BTreeMap, BTreeSet};

/// Names in brat's form for names of ours, each for one only.
#[derive(Debug)]
pub(super) struct Names {
    form: fn(&str) -> String,
    names: BTreeMap<String, String>,
    taken: BTreeSet<String>,
}

impl Names {
    /// Names of types; the given one has another meaning.
    pub(super) fn of_types(reserved: &[&str]) -> Self {
        let taken = reserved.iter().map(|name| (*name).to_owned()).collect();
        Self { form: type_name, names: BTreeMap::new(), taken }
    }

    /// Names of options.
    pub(super) fn of_options() -> Self {
        Self { form: option_name, names: BTreeMap::new(), taken: BTreeSet::new() }
    }

    /// brat's name for it, the same every time.
    pub(super) fn name(&mut self, id: &str) -> &str {
        if !self.names.contains_key(id) {
            let wanted = (self.form)(id);
            let numbered = (2..).map(|n| format!("{wanted}_{n}"));
            let free = std::iter::once(wanted.clone()).chain(numbered).find(|name| !self.taken.contains(name));
            let name = free.unwrap_or(wanted);
            self.taken.insert(name.clone());
            self.names.insert(id.to_owned(), name);
        }
        &self.names[id]
    }

    /// Whether something has this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.taken.contains(name)
    }

    /// Each name that is not the same as ours, and ours.
    pub(super) fn changed(&self) -> impl Iterator<Item = (&str, &str)> {
        self.names.iter().filter(|(id, name)| id != name).map(|(id, name)| (name.as_str(), id.as_str()))
    }
}

/// What brat takes for the name of a type: letters, digits, `_` and `-` of ASCII, and in its configuration a line of
/// hyphens is a rule. Source: `normalize_to_storage_form` in brat's `projectconfig.py`.
fn type_name(id: &str) -> String {
    let is_plain = |character: char| character.is_ascii_alphanumeric() || matches!(character, '_' | '-');
    let name: String = id.chars().map(|character| if is_plain(character) { character } else { '_' }).collect();
    if name.chars().all(|character| character == '-') { format!("_{name}") } else { name }
}

/// What brat's configuration takes for a value: no white space and none of its own marks.
fn option_name(option: &str) -> String {
    let name: String = option.chars().map(|character| if fits_option(character) { character } else { '_' }).collect();
    if name.is_empty() { "_".to_owned() } else { name }
}

/// Whether a value can have the character.
pub(super) fn fits_option(character: char) -> bool {
    !character.is_whitespace() && !character.is_control() && !is_break(character) && !"|,<>".contains(character)
}

/// Whether a span can't have the character inside: it ends a line, for Python at least, or a column.
pub(super) fn is_break(character: char) -> bool {
    matches!(character, '\t'..='\r' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether nothing but the break of a line lies between two fragments, so that they are one stretch of text which brat
/// had to cut there.
pub(super) fn is_line_gap(between: impl IntoIterator<Item = char>) -> bool {
    let mut breaks = false;
    between.into_iter().all(|character| {
        breaks |= is_break(character);
        character.is_whitespace() || is_break(character)
    }) && breaks
}
