//! Names of files and folders that every system takes.

use crate::domain::formats::unique::Unique;

/// The longest name, in bytes; an ending and a number still fit what file systems take.
const LONGEST: usize = 120;

/// Names that were given away. No two differ in nothing but upper and lower case.
#[derive(Clone, Debug, Default)]
pub struct FileNames(Unique);

impl FileNames {
    /// A free name like the wanted one, without ending.
    pub fn name(&mut self, wanted: &str) -> String {
        let safe = safe(wanted);
        let lowercase = safe.to_lowercase();
        match self.0.number(&lowercase, |n| format!("{lowercase}-{n}")) {
            Some(n) => format!("{safe}-{n}"),
            None => safe,
        }
    }
}

/// The name with `_` for what Windows, or an address, has no place for: separators, control characters, white space, dots at
/// either end, marks that turn the direction of a line. The names of devices get one behind.
fn safe(wanted: &str) -> String {
    const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];
    let is_forbidden = |character: char| {
        let turns_line =
            matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        turns_line
            || character.is_control()
            || character.is_whitespace()
            || character == '\u{feff}'
            || "<>:\"/\\|?*#%".contains(character)
    };
    let mut name: String =
        wanted.chars().map(|character| if is_forbidden(character) { '_' } else { character }).collect();
    name.truncate(name.floor_char_boundary(LONGEST));
    if name.starts_with('.') {
        name.replace_range(..1, "_");
    }
    if name.ends_with('.') {
        name.pop();
        name.push('_');
    }
    let first = name.split('.').next().unwrap_or_default().to_lowercase();
    let is_device = DEVICES.contains(&first.trim_end_matches(|digit: char| digit.is_ascii_digit()));
    if name.is_empty() || is_device && first.len() <= 4 {
        let stem = first.len();
        name.insert(stem, '_');
    }
    name
}
