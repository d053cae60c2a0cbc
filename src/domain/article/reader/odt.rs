//! Documents of word processors as OpenDocument text: paragraphs, headings, lists, tables, notes.
//!
//! Source: ODF 1.3, part 3.

use std::collections::BTreeMap;

use super::Unread;
use super::office::{self, Named, furniture, row};
use super::package::{Package, at, dublin_core};
use super::xml::{Element, Elements, Part};
use crate::domain::article::draft::{Draft, Found, Remark};
use crate::domain::document::Role;

/// What is never text: comments, what was deleted, the reading above a word, marks of notes, pictures' descriptions, what a
/// list of contents was made by.
const SKIPPED: [&str; 9] = [
    "annotation",
    "tracked-changes",
    "ruby-text",
    "note-citation",
    "title",
    "desc",
    "table-of-content",
    "alphabetical-index",
    "forms",
];
/// So many spaces may one element stand for.
const MOST_SPACES: usize = 1000;

/// Reads a document.
///
/// # Errors
/// If it is encrypted, broken or has no words.
pub(super) fn read(bytes: &[u8]) -> Result<Draft, Unread> {
    let mut package = Package::open(bytes)?;
    if package.text_if_whole("META-INF/manifest.xml").is_some_and(|manifest| manifest.contains("encryption-data")) {
        return Err(Unread::Encrypted);
    }
    let xml = package.needed("content.xml")?;
    let mut text = Walk::default();
    let broken = text.read(&xml).err();
    if let Some(why) = broken.clone().filter(|_| text.found.is_empty()) {
        return Err(at("content.xml", why));
    }
    if text.found.is_empty() {
        return Err(Unread::Empty);
    }
    let styles = package.text_if_whole("styles.xml").unwrap_or_default();
    let mut headers = Walk::default();
    // The only text among the styles is that of headers and footers.
    let is_cut = broken.is_some() | headers.read(&styles).is_err();
    let properties = dublin_core(&package.text_if_whole("meta.xml").unwrap_or_default());
    let metadata = office::metadata(Named { properties, language: language(&styles) }, &mut text.found);
    let mut draft = Draft::of(furniture(headers.found).into_iter().chain(text.found).chain(text.notes), metadata);
    draft.remarks.extend(is_cut.then_some(Remark::CutOff));
    Ok(draft)
}

/// The language of the default paragraph style, as BCP 47.
fn language(styles: &str) -> Option<String> {
    let mut elements = Elements::of(styles);
    while let Ok(Some(part)) = elements.next() {
        if let Part::Open(element) = part
            && element.name() == "text-properties"
            && let Some(language) = element.get("language").filter(|language| language != "none" && language != "zxx")
        {
            let country = element.get("country").filter(|country| country != "none");
            return Some(country.map_or_else(|| language.clone(), |country| format!("{language}-{country}")));
        }
    }
    None
}

/// What is open around the text.
enum Open {
    Paragraph(Role, String, Vec<Found>),
    Row(Vec<Vec<Found>>),
    /// A cell, a text box or a note.
    Holder(Vec<Found>),
    Note(Vec<Found>),
}

#[derive(Default)]
struct Walk {
    open: Vec<Open>,
    lists: usize,
    /// The automatic styles that are based on others.
    parents: BTreeMap<String, String>,
    found: Vec<Found>,
    notes: Vec<Found>,
}

impl Walk {
    /// Reads as far as the file is whole.
    fn read(&mut self, xml: &str) -> Result<(), Unread> {
        let mut elements = Elements::of(xml);
        let done = self.take_all(&mut elements);
        while !self.open.is_empty() {
            self.close();
        }
        done
    }

    fn take_all(&mut self, elements: &mut Elements<'_>) -> Result<(), Unread> {
        while let Some(part) = elements.next()? {
            match part {
                Part::Open(element) if SKIPPED.contains(&element.name()) => elements.skip()?,
                Part::Open(element) => self.enter(&element),
                // Runs of white space stand for one space.
                Part::Text(text) => self.write_collapsed(&text),
                Part::Close(name) => self.leave(&name),
            }
        }
        Ok(())
    }

    fn enter(&mut self, element: &Element<'_>) {
        match element.name() {
            "style" => {
                if let (Some(name), Some(parent)) = (element.get("name"), element.get("parent-style-name")) {
                    self.parents.insert(name, parent);
                }
            }
            "h" => self.open.push(Open::Paragraph(Role::Heading, String::new(), Vec::new())),
            "p" => {
                let role = self.role(element.get("style-name").unwrap_or_default());
                self.open.push(Open::Paragraph(role, String::new(), Vec::new()));
            }
            "list" => self.lists += 1,
            "table-row" => self.open.push(Open::Row(Vec::new())),
            "table-cell" | "text-box" => self.open.push(Open::Holder(Vec::new())),
            "note" => self.open.push(Open::Note(Vec::new())),
            "tab" => self.write("\t"),
            "line-break" => self.write("\n"),
            "s" => {
                let count = element.get("c").and_then(|count| count.parse().ok()).unwrap_or(1);
                self.write(&" ".repeat(MOST_SPACES.min(count)));
            }
            _ => {}
        }
    }

    /// The role of a paragraph by the name of its style, or of the one that is based on.
    fn role(&self, style: String) -> Role {
        let name = self.parents.get(&style).cloned().unwrap_or(style);
        match name.as_str() {
            "Title" => Role::Title,
            "Subtitle" => Role::Heading,
            _ if name.starts_with("Heading") => Role::Heading,
            _ if self.lists > 0 => Role::ListItem,
            _ => Role::Paragraph,
        }
    }

    fn leave(&mut self, name: &str) {
        match name {
            "p" | "h" | "table-row" | "table-cell" | "text-box" | "note" => self.close(),
            "list" => self.lists = self.lists.saturating_sub(1),
            _ => {}
        }
    }

    /// Ends what was opened last; what was in it goes to what is around it, but notes to the end.
    fn close(&mut self) {
        let found = match self.open.pop() {
            None => return,
            Some(Open::Paragraph(role, text, after)) => {
                let itself = (!text.trim().is_empty()).then(|| Found::kept(role, text));
                itself.into_iter().chain(after).collect()
            }
            Some(Open::Row(cells)) => row(cells),
            Some(Open::Note(found)) => {
                self.notes.extend(found.into_iter().map(|note| Found { role: Role::Paragraph, ..note }));
                return;
            }
            Some(Open::Holder(found)) => found,
        };
        match self.open.last_mut() {
            Some(Open::Paragraph(.., after)) => after.extend(found),
            Some(Open::Row(cells)) => cells.push(found),
            Some(Open::Holder(holder) | Open::Note(holder)) => holder.extend(found),
            None => self.found.extend(found),
        }
    }

    fn write(&mut self, words: &str) {
        if let Some(Open::Paragraph(_, text, _)) = self.open.last_mut() {
            text.push_str(words);
        }
    }

    fn write_collapsed(&mut self, words: &str) {
        if let Some(Open::Paragraph(_, text, _)) = self.open.last_mut() {
            for character in words.chars() {
                match character {
                    ' ' | '\t' | '\n' | '\r' if text.ends_with([' ', '\n', '\t']) || text.is_empty() => {}
                    ' ' | '\t' | '\n' | '\r' => text.push(' '),
                    _ => text.push(character),
                }
            }
        }
    }
}
