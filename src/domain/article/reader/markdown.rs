//! Markdown: CommonMark with tables, footnotes and front matter.

use pulldown_cmark::{Event, MetadataBlockKind, Options, Parser, Tag, TagEnd};

use super::encoding::text_of;
use super::office::is_unspaced;
use super::{Unread, html};
use crate::domain::article::date;
use crate::domain::article::draft::{Draft, Found};
use crate::domain::document::{Metadata, Role};

/// Reads a text with its marks taken away.
///
/// # Errors
/// If it is no text, too long, or has no words.
pub(super) fn read(bytes: &[u8], encoding: Option<&str>) -> Result<Draft, Unread> {
    let decoded = text_of(bytes, encoding, None)?;
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    let mut walk = Walk::default();
    for event in Parser::new_ext(&decoded.text, options) {
        walk.take(event);
    }
    let Walk { mut found, notes, mut metadata, .. } = walk;
    let title = found.iter().find(|piece| piece.role == Role::Title).map(|piece| piece.text.trim().to_owned());
    metadata.title = metadata.title.or(title);
    found.extend(notes);
    let mut draft = Draft::of(found, metadata);
    if draft.pieces().is_empty() {
        return Err(Unread::Empty);
    }
    decoded.told(&mut draft);
    Ok(draft)
}

#[derive(Default)]
struct Walk {
    found: Vec<Found>,
    /// Footnotes, which go to the end.
    notes: Vec<Found>,
    metadata: Metadata,
    /// The words since the last piece ended.
    text: String,
    /// How many items of lists are open.
    items: usize,
    /// The item has no words yet.
    starts_item: bool,
    in_note: bool,
    has_title: bool,
    /// How many images are open, whose descriptions are no text.
    images: usize,
    front_matter: Option<MetadataBlockKind>,
    /// What is in an HTML block.
    html: Option<String>,
}

impl Walk {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.enter(&tag),
            Event::End(tag) => self.leave(tag),
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.write(&text);
            }
            Event::Html(text) => self.html.get_or_insert_default().push_str(&text),
            Event::InlineHtml(tag) if tag.to_ascii_lowercase().starts_with("<br") => self.write("\n"),
            // Languages without spaces have none at the end of a line either.
            Event::SoftBreak if self.text.ends_with(is_unspaced) => {}
            Event::SoftBreak => self.write(" "),
            Event::HardBreak => self.write("\n"),
            Event::InlineHtml(_) | Event::FootnoteReference(_) | Event::Rule | Event::TaskListMarker(_) => {}
        }
    }

    fn enter(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Item => {
                self.end_of_paragraph();
                self.items += 1;
                self.starts_item = true;
            }
            Tag::List(_) | Tag::CodeBlock(_) | Tag::Table(_) | Tag::BlockQuote(_) => self.end_of_paragraph(),
            Tag::FootnoteDefinition(_) => {
                self.end_of_paragraph();
                self.in_note = true;
            }
            Tag::Image { .. } => self.images += 1,
            Tag::MetadataBlock(kind) => self.front_matter = Some(*kind),
            Tag::HtmlBlock => self.html = Some(String::new()),
            _ => {}
        }
    }

    fn leave(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(level) => {
                let is_title = level == pulldown_cmark::HeadingLevel::H1 && !self.has_title && !self.in_note;
                self.has_title |= is_title;
                self.end_of_piece(if is_title { Role::Title } else { Role::Heading });
            }
            TagEnd::Item => {
                self.end_of_paragraph();
                self.items = self.items.saturating_sub(1);
                self.starts_item = false;
            }
            TagEnd::Paragraph => self.end_of_paragraph(),
            TagEnd::CodeBlock | TagEnd::TableHead | TagEnd::TableRow => self.end_of_piece(Role::Paragraph),
            TagEnd::TableCell => self.text.push('\t'),
            TagEnd::FootnoteDefinition => {
                self.end_of_paragraph();
                self.in_note = false;
            }
            TagEnd::Image => self.images = self.images.saturating_sub(1),
            TagEnd::MetadataBlock(kind) => {
                self.front_matter = None;
                learn(&mut self.metadata, &std::mem::take(&mut self.text), kind);
            }
            TagEnd::HtmlBlock => {
                self.end_of_paragraph();
                let blocks = html::blocks(&self.html.take().unwrap_or_default());
                self.pieces().extend(blocks);
            }
            _ => {}
        }
    }

    fn write(&mut self, text: &str) {
        if self.images == 0 {
            self.text.push_str(text);
        }
    }

    /// Where pieces go at the moment.
    fn pieces(&mut self) -> &mut Vec<Found> {
        if self.in_note { &mut self.notes } else { &mut self.found }
    }

    /// Ends a paragraph, which is the item of a list if it is the first one in it.
    fn end_of_paragraph(&mut self) {
        let is_item = self.items > 0 && self.starts_item && !self.in_note;
        self.end_of_piece(if is_item { Role::ListItem } else { Role::Paragraph });
    }

    fn end_of_piece(&mut self, role: Role) {
        let text = std::mem::take(&mut self.text);
        if !text.trim().is_empty() {
            self.starts_item = false;
            self.pieces().push(Found::kept(role, text));
        }
    }
}

/// Learns what front matter says: lines of a key and a value in YAML or TOML. A list of authors may be in brackets or on
/// lines of its own.
fn learn(metadata: &mut Metadata, front_matter: &str, kind: MetadataBlockKind) {
    let separator = match kind {
        MetadataBlockKind::YamlStyle => ':',
        MetadataBlockKind::PlusesStyle => '=',
    };
    let mut lines = front_matter.lines().peekable();
    while let Some(line) = lines.next() {
        let Some((key, value)) = line.split_once(separator).filter(|_| !line.starts_with([' ', '\t', '#', '-'])) else {
            continue;
        };
        let mut values: Vec<String> = listed(value.trim());
        while let Some(item) = lines.next_if(|line| line.trim_start().starts_with("- ")) {
            let item = item.trim_start().trim_start_matches("- ");
            values.push(unquoted(item.strip_prefix("name:").unwrap_or(item)));
        }
        values.retain(|value| !value.is_empty());
        let Some(first) = values.first().cloned() else {
            continue;
        };
        let field = match key.trim().to_lowercase().as_str() {
            "title" => &mut metadata.title,
            "author" | "authors" | "byline" | "by" => {
                metadata.byline = Some(values.join(", "));
                continue;
            }
            "date" | "published" | "pubdate" | "publishdate" => &mut metadata.published,
            "lang" | "language" | "locale" => &mut metadata.language,
            "source" | "url" | "canonical" | "canonical_url" | "link" => &mut metadata.source,
            "site" | "publication" | "publisher" => &mut metadata.site,
            _ => continue,
        };
        field.get_or_insert(first);
    }
    metadata.published = metadata.published.take().map(|date| date::iso(&date).unwrap_or(date));
}

/// The values on a line: one, or those between brackets.
fn listed(value: &str) -> Vec<String> {
    match value.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        Some(items) => items.split(',').map(unquoted).collect(),
        None => vec![unquoted(value)],
    }
}

/// A value without quotation marks, or the comment after it.
fn unquoted(value: &str) -> String {
    let value = value.trim();
    for quote in ['"', '\''] {
        if let Some((inside, _)) = value.strip_prefix(quote).and_then(|rest| rest.rsplit_once(quote)) {
            return inside.replace("\\\"", "\"");
        }
    }
    value.split(" #").next().unwrap_or_default().trim_end().to_owned()
}
