//! The styles of a document: what role a paragraph of each has.

use std::collections::BTreeMap;

use crate::domain::article::reader::xml::{Element, Elements, Part};

/// A style may be based on another one, so often.
const LONGEST_CHAIN: usize = 20;

/// What a paragraph's style makes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Title,
    Heading,
    ListItem,
    /// An entry of a table of contents or an index.
    Contents,
}

#[derive(Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    is_heading: Option<bool>,
    is_list: Option<bool>,
}

/// The styles of a document, by their identifiers, and its language.
#[derive(Default)]
pub(super) struct Styles {
    styles: BTreeMap<String, Style>,
    /// The language of what doesn't say another.
    pub(super) language: Option<String>,
    /// The language of East Asian characters.
    pub(super) east_asian: Option<String>,
}

impl Styles {
    /// Reads them as far as they are whole.
    pub(super) fn read(xml: &str) -> Self {
        let mut styles = Self::default();
        let mut elements = Elements::of(xml);
        let mut current: Option<(String, Style)> = None;
        let mut in_defaults = false;
        while let Ok(Some(part)) = elements.next() {
            match part {
                Part::Open(element) => match (element.name(), &mut current) {
                    ("docDefaults", _) => in_defaults = true,
                    ("lang", None) if in_defaults => {
                        styles.language = element.get("val").filter(|language| is_language(language));
                        styles.east_asian = element.get("eastAsia").filter(|language| is_language(language));
                    }
                    ("style", _) => {
                        let is_paragraph = element.get("type").is_none_or(|kind| kind == "paragraph");
                        current = element.get("styleId").filter(|_| is_paragraph).map(|id| (id, Style::default()));
                    }
                    (name, Some((_, style))) => style.learn(name, &element),
                    _ => {}
                },
                Part::Close(name) if name == "style" => styles.styles.extend(current.take()),
                Part::Close(name) if name == "docDefaults" => in_defaults = false,
                Part::Close(_) | Part::Text(_) => {}
            }
        }
        styles
    }

    /// What a paragraph of the style is; nothing if it is a plain one.
    pub(super) fn kind(&self, id: &str) -> Option<Kind> {
        let mut id = id;
        let mut is_list = None;
        for _ in 0..LONGEST_CHAIN {
            let style = self.styles.get(id);
            // The built-in names are English in every language's files; identifiers are not.
            let name = style.map_or(id, |style| style.name.as_str()).to_lowercase().replace(' ', "");
            match name.as_str() {
                "title" => return Some(Kind::Title),
                "subtitle" => return Some(Kind::Heading),
                _ if name.starts_with("toc") || name.starts_with("index") && name.len() == 6 => {
                    return Some(Kind::Contents);
                }
                "tableoffigures" => return Some(Kind::Contents),
                _ => {}
            }
            let by_name = name.strip_prefix("heading").is_some_and(|rest| rest.len() == 1);
            if style.and_then(|style| style.is_heading).unwrap_or(by_name) {
                return Some(Kind::Heading);
            }
            is_list = is_list.or(style.and_then(|style| style.is_list));
            match style.and_then(|style| style.based_on.as_deref()) {
                Some(base) => id = base,
                None => break,
            }
        }
        is_list.unwrap_or(false).then_some(Kind::ListItem)
    }
}

impl Style {
    fn learn(&mut self, name: &str, element: &Element<'_>) {
        match name {
            "name" => self.name = element.get("val").unwrap_or_default(),
            "basedOn" => self.based_on = element.get("val"),
            "outlineLvl" => self.is_heading = Some(is_heading_level(element)),
            "numId" => self.is_list = Some(element.get("val").as_deref() != Some("0")),
            _ => {}
        }
    }
}

/// Whether an outline level is a heading's: from 0 to 8; 9 is that of other text.
pub(super) fn is_heading_level(element: &Element<'_>) -> bool {
    element.get("val").is_some_and(|level| level.len() == 1 && matches!(level.as_bytes(), [b'0'..=b'8']))
}

/// Whether it names a language; `x-none` says that there is none.
pub(super) fn is_language(name: &str) -> bool {
    name.len() >= 2
        && !name.starts_with("x-")
        && name.chars().all(|character| character.is_ascii_alphanumeric() || character == '-')
}
