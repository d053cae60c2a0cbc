//! A document: a text that never changes, its blocks, and what is known about it.

use std::sync::Arc;

use super::id::{Annotator, DocumentId};
use super::text::unspaced::guessed_language;
use super::text::{Offset, Range, Text};

/// The longest block, in bytes: a block is drawn as a whole, so a longer one is split where it reads best.
pub const LONGEST_BLOCK: usize = 4096;

/// What a block is to its article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The article's headline.
    Title,
    /// Who wrote it.
    Byline,
    /// When it was published.
    Date,
    /// A heading within it.
    Heading,
    /// A paragraph.
    Paragraph,
    /// An item of a list.
    ListItem,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 6] = [Self::Title, Self::Byline, Self::Date, Self::Heading, Self::Paragraph, Self::ListItem];
}

/// A stretch of the text that is laid out as one: a paragraph, a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where it stands.
    pub range: Range,
    /// What it is.
    pub role: Role,
}

/// What is known about an article besides its text; all optional.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The headline, or what the annotator calls the document.
    pub title: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// When it was published, as ISO 8601 where that is known and as it stands in the article elsewhere.
    pub published: Option<String>,
    /// Where it came from: a URL or a file name.
    pub source: Option<String>,
    /// The publication.
    pub site: Option<String>,
    /// The language, as BCP 47.
    pub language: Option<String>,
    /// Fields of a file this version does not know.
    pub unknown: Unknown,
}

/// Fields of a file that this version does not know, kept as they were: name and raw JSON value.
pub type Unknown = Vec<(String, String)>;

/// A stretch of the source that is not part of the article: a page's furniture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// It stood before what is here: the beginning of a block, or the end of the text.
    pub at: Offset,
    /// What it would be to the article.
    pub role: Role,
    /// Its words.
    pub text: Arc<str>,
}

/// A document. Its blocks are in order, disjoint, not empty, no longer than [`LONGEST_BLOCK`], and hold every character
/// that is not white space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    id: DocumentId,
    text: Text,
    blocks: Arc<[Block]>,
    /// What is known about it.
    pub metadata: Metadata,
    /// What of the source is left out, in the order of its places.
    pub left_out: Arc<[LeftOut]>,
    /// When it was added, as RFC 3339; empty where that isn't known.
    pub added: String,
    /// Who should annotate it.
    pub assignee: Option<Annotator>,
    /// Fields of a file this version does not know.
    pub unknown: Unknown,
}

/// Why blocks don't fit a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlocksError {
    /// Block `0` is empty, overlaps the one before or lies past the text's end.
    OutOfOrder(usize),
    /// Text at this offset stands in no block.
    Uncovered(Offset),
}

impl Document {
    /// Puts a document together from its text and blocks; a block that is too long is split.
    ///
    /// # Errors
    /// If the blocks are out of order, overlap, or leave out text.
    pub fn new(id: DocumentId, text: Text, blocks: &[Block], metadata: Metadata) -> Result<Self, BlocksError> {
        let mut end = text.start();
        for (n, block) in blocks.iter().enumerate() {
            if block.range.is_empty() || block.range.start() < end || block.range.end() > text.end() {
                return Err(BlocksError::OutOfOrder(n));
            }
            require_blank(&text, Range::ordered(end, block.range.start()))?;
            end = block.range.end();
        }
        require_blank(&text, Range::ordered(end, text.end()))?;
        let blocks = blocks.iter().flat_map(|block| split_long(&text, *block)).collect();
        Ok(Self {
            id,
            text,
            blocks,
            metadata,
            left_out: Arc::default(),
            added: String::new(),
            assignee: None,
            unknown: Unknown::new(),
        })
    }

    /// The document's name within its project.
    pub fn id(&self) -> &DocumentId {
        &self.id
    }

    /// The same document under another name.
    #[must_use]
    pub fn renamed(&self, id: DocumentId) -> Self {
        Self { id, ..self.clone() }
    }

    /// The text.
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// The language (BCP 47): what is known of it, else what the script leaves little doubt of.
    pub fn language(&self) -> Option<&str> {
        let known = self.metadata.language.as_deref().filter(|language| !language.trim().is_empty());
        known.or_else(|| guessed_language(self.text.as_str()))
    }

    /// The blocks, in order.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The title if there is one, else the first words.
    pub fn title(&self) -> &str {
        match &self.metadata.title {
            Some(title) if !title.trim().is_empty() => title,
            _ => first_words(self.text.as_str()),
        }
    }

    /// Which block an offset belongs to: white space between two blocks belongs to the one before it.
    /// A document without blocks has nothing but white space; the answer is then 0.
    pub fn block_at(&self, offset: Offset) -> usize {
        self.blocks.partition_point(|block| block.range.start() <= offset).saturating_sub(1)
    }
}

/// The beginning of a text, cut at a word within 80 characters.
fn first_words(text: &str) -> &str {
    let line = text.trim_start().lines().next().unwrap_or_default().trim_end();
    match line.char_indices().nth(80) {
        None => line,
        Some((cut, _)) => line[..cut].rfind(char::is_whitespace).map_or(&line[..cut], |space| line[..space].trim_end()),
    }
}

fn require_blank(text: &Text, range: Range) -> Result<(), BlocksError> {
    match text.quote(range).find(|character: char| !character.is_whitespace()) {
        None => Ok(()),
        Some(at) => Err(BlocksError::Uncovered(
            text.offset(range.start().byte() + at).expect("find gives a character boundary"),
        )),
    }
}

/// Splits a block that is longer than [`LONGEST_BLOCK`] after a sentence, else after a word, else after a character.
fn split_long(text: &Text, block: Block) -> Vec<Block> {
    let mut parts = Vec::new();
    let mut rest = block.range;
    while rest.len() > LONGEST_BLOCK {
        let quote = text.quote(rest);
        let head = &quote[..quote.floor_char_boundary(LONGEST_BLOCK)];
        let late = head.floor_char_boundary(LONGEST_BLOCK / 2);
        let after = |pattern: &[&str]| {
            pattern.iter().filter_map(|end| head[late..].rfind(end).map(|at| late + at + end.len())).max()
        };
        let cut = after(&["\n"])
            .or_else(|| after(&[". ", "! ", "? ", "。", "！", "？"]))
            .or_else(|| after(&[" "]))
            .unwrap_or_else(|| grapheme_cut(text, rest, head.len()));
        let middle = text.offset(rest.start().byte() + cut).expect("the cut is a character boundary");
        parts.push(Block { range: Range::ordered(rest.start(), middle), ..block });
        rest = Range::ordered(middle, rest.end());
    }
    parts.push(Block { range: rest, ..block });
    parts
}

fn grapheme_cut(text: &Text, rest: Range, at: usize) -> usize {
    let cut = text.offset(rest.start().byte() + at).expect("the head ends on a character boundary");
    let before = if super::text::words::is_grapheme_boundary(text, cut) {
        cut
    } else {
        super::text::words::previous_grapheme(text, cut)
    };
    if before > rest.start() { before.byte() - rest.start().byte() } else { at }
}
