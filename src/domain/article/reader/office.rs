//! What documents of word processors have in common: their properties, and rows of tables.

use std::collections::BTreeSet;

use crate::domain::article::draft::Found;
use crate::domain::article::lines::one_line;
use crate::domain::document::{Metadata, Role};

/// What a document's properties say, and the language of its text.
pub(super) struct Named {
    /// Elements of Dublin Core, by name.
    pub(super) properties: Vec<(String, String)>,
    /// The language of most of the text.
    pub(super) language: Option<String>,
}

/// What is known about a document. Its title is what is styled so, else what its properties name unless that is what
/// programs write by themselves, else a heading it begins with; where the title stands in the text, it gets its role.
pub(super) fn metadata(named: Named, found: &mut [Found]) -> Metadata {
    // The first of the names that is there: OpenDocument's creator is who changed it last, its date when.
    let property = |wanted: &[&str]| {
        let value = |wanted: &&str| named.properties.iter().find(|(name, _)| name == *wanted);
        wanted.iter().find_map(value).map(|(_, value)| one_line(value))
    };
    let styled = found.iter().position(|piece| piece.kept && piece.role == Role::Title);
    let proper = property(&["title"]).filter(|title| !is_made_up_title(title));
    let first = found.iter().position(|piece| piece.kept);
    let is_proper = |piece: &Found| proper.as_ref().is_some_and(|proper| *proper == one_line(&piece.text));
    let written = found.iter().take(5).position(|piece| piece.kept && is_proper(piece));
    let heading = first.filter(|first| found[*first].role == Role::Heading && proper.is_none());
    let place = styled.or(written).or(heading);
    for (n, piece) in found.iter_mut().enumerate() {
        if piece.role == Role::Title && Some(n) != place {
            piece.role = Role::Heading;
        } else if Some(n) == place {
            piece.role = Role::Title;
        }
    }
    Metadata {
        title: place.map(|place| one_line(&found[place].text)).or(proper),
        byline: property(&["initial-creator", "creator"]).filter(|name| !is_made_up_name(name)),
        published: property(&["created", "creation-date", "date"]).filter(|date| is_plausible(date)),
        // The text knows better than the properties, in which programs write the language of their menus.
        language: named.language.or_else(|| property(&["language"])),
        ..Metadata::default()
    }
}

/// Whether a title is one that programs give: the name of a file or of a new document.
fn is_made_up_title(title: &str) -> bool {
    const NEW: [&str; 12] = [
        "document",
        "dokument",
        "documento",
        "dokumentum",
        "untitled",
        "untitled document",
        "unbenannt",
        "sans titre",
        "sin título",
        "powerpoint presentation",
        "title",
        "template",
    ];
    let lower = title.to_lowercase();
    let stem = lower.trim_end_matches(|character: char| character.is_ascii_digit() || character.is_whitespace());
    let is_file =
        [".doc", ".docx", ".odt", ".rtf", ".txt", ".pdf", ".dot", ".dotx"].iter().any(|ending| lower.ends_with(ending));
    lower.starts_with("microsoft word") || is_file || NEW.contains(&stem) || stem.is_empty()
}

/// Whether an author's name is one that programs and machines give.
fn is_made_up_name(name: &str) -> bool {
    const NAMES: [&str; 16] = [
        "user",
        "windows user",
        "microsoft office user",
        "microsoft",
        "author",
        "admin",
        "administrator",
        "owner",
        "unknown",
        "un-named",
        "python-docx",
        "apache poi",
        "libreoffice",
        "openoffice.org",
        "docx4j",
        "pc",
    ];
    NAMES.contains(&name.to_lowercase().as_str())
}

/// Whether a date is one at which somebody wrote: not the beginning of a clock, nor that of a library's template.
fn is_plausible(date: &str) -> bool {
    let year = date.get(..4).and_then(|year| year.parse::<u16>().ok());
    year.is_some_and(|year| (1985..2100).contains(&year)) && date != "2013-12-23T23:15:00Z"
}

/// The pieces of a table's row: one, with tabs between the cells. A row in which only one cell has words is no row but a
/// layout, whose paragraphs stay as they are.
pub(super) fn row(cells: Vec<Vec<Found>>) -> Vec<Found> {
    let has_words = |cell: &&Vec<Found>| cell.iter().any(|piece| !piece.text.trim().is_empty());
    if cells.iter().filter(has_words).count() <= 1 {
        return cells.into_iter().flatten().collect();
    }
    let kept = cells.iter().flatten().any(|piece| piece.kept);
    let words = |cell: &Vec<Found>| cell.iter().map(|piece| piece.text.trim()).collect::<Vec<_>>().join("\n");
    let text = cells.iter().map(words).collect::<Vec<_>>().join("\t");
    vec![Found { role: Role::Paragraph, text, kept }]
}

/// Headers and footers: each once, left out.
pub(super) fn furniture(found: Vec<Found>) -> Vec<Found> {
    let mut seen = BTreeSet::new();
    let fresh = found.into_iter().filter(|piece| seen.insert(piece.text.clone()));
    fresh.map(|piece| Found::left_out(Role::Paragraph, piece.text)).collect()
}

/// Whether a character is Chinese, Japanese or Korean.
pub(super) fn is_east_asian(character: char) -> bool {
    is_unspaced(character)
        || matches!(character, '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7af}')
}

/// Whether a character is of a language that has no spaces between words: Chinese or Japanese.
pub(super) fn is_unspaced(character: char) -> bool {
    matches!(character, '\u{2e80}'..='\u{312f}' | '\u{3190}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}
