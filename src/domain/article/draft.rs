//! An article as it was found, before it becomes a document: all that can be read, each piece kept or left out.

use crate::domain::document::{Block, Document, LeftOut, Metadata, Role};
use crate::domain::id::DocumentId;
use crate::domain::text::{Canonical, Offset, Range, Repairs, Text};

/// What stands between two pieces that did not follow one another.
const GAP: &str = "\n\n";

/// A stretch of what was found: a paragraph, a heading, a piece of a page's furniture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where it stands in the draft's text.
    pub range: Range,
    /// What it is to the article.
    pub role: Role,
    /// Whether it is the article's, or left out.
    pub kept: bool,
}

/// All that can be read of a source. The pieces are in order, disjoint, not empty, and hold every character that is not white space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    text: Text,
    pieces: Vec<Piece>,
    /// What is known about the article.
    pub metadata: Metadata,
    /// The encoding its bytes were in, by the WHATWG's name, where they were text.
    pub encoding: Option<String>,
    /// What should be known of how it was read.
    pub remarks: Vec<Remark>,
}

/// How a text was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decoding {
    /// The encoding it was in, by the WHATWG's name; nothing for UTF-8 that nobody had to look for.
    pub encoding: Option<String>,
    /// What should be known of it.
    pub remarks: Vec<Remark>,
}

/// A piece's words behind what is there already. At the very beginning of a text, U+FEFF would be taken for a mark of byte
/// order, so it is dropped there.
fn beginning<'a>(there: &str, words: &'a str) -> &'a str {
    let is_dropped = |character: char| character == '\u{feff}' || character.is_whitespace();
    if there.is_empty() { words.trim_start_matches(is_dropped) } else { words }
}

/// Something that should be known of how a source was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// Nothing says which encoding it is in; the one it was read in was guessed.
    EncodingGuessed,
    /// So many characters could not be read, and became U+FFFD.
    Unreadable(usize),
    /// What is article and what is furniture could not be told, so everything is kept.
    NothingFound,
    /// So many pages have no text in them; they may be pictures of text.
    PagesWithoutText(usize),
    /// It is longer than what is read; what is behind is missing.
    CutOff,
    /// So many line ends of other systems became LF.
    LineEnds(usize),
    /// A byte order mark was taken away.
    ByteOrderMark,
}

impl Remark {
    /// A short name, and what there is to add.
    pub fn described(&self) -> (&'static str, String) {
        match self {
            Self::EncodingGuessed => ("encoding-guessed", String::new()),
            Self::Unreadable(count) => ("unreadable-characters", count.to_string()),
            Self::NothingFound => ("no-article-found", String::new()),
            Self::PagesWithoutText(count) => ("pages-without-text", count.to_string()),
            Self::CutOff => ("cut-off", String::new()),
            Self::LineEnds(count) => ("line-ends", count.to_string()),
            Self::ByteOrderMark => ("byte-order-mark", String::new()),
        }
    }

    /// What was changed to make a text canonical; a text that is decoded has neither NULs nor lone surrogates.
    pub fn of_repairs(repairs: Repairs) -> impl Iterator<Item = Self> {
        let line_ends = (repairs.line_ends > 0).then_some(Self::LineEnds(repairs.line_ends));
        line_ends.into_iter().chain(repairs.byte_order_mark.then_some(Self::ByteOrderMark))
    }

    /// Whether somebody should look at the article because of it.
    pub fn is_doubt(&self) -> bool {
        !matches!(self, Self::LineEnds(_) | Self::ByteOrderMark)
    }

    /// What has this name.
    pub fn named(name: &str, details: &str) -> Option<Self> {
        Some(match name {
            "encoding-guessed" => Self::EncodingGuessed,
            "unreadable-characters" => Self::Unreadable(details.parse().ok()?),
            "no-article-found" => Self::NothingFound,
            "pages-without-text" => Self::PagesWithoutText(details.parse().ok()?),
            "cut-off" => Self::CutOff,
            "line-ends" => Self::LineEnds(details.parse().ok()?),
            "byte-order-mark" => Self::ByteOrderMark,
            _ => return None,
        })
    }
}

/// A piece before it has a place: what it is, its words, whether it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What it is to the article.
    pub role: Role,
    /// Its words; white space at its ends is dropped.
    pub text: String,
    /// Whether it is the article's, or left out.
    pub kept: bool,
}

impl Found {
    /// A piece that is kept.
    pub fn kept(role: Role, text: impl Into<String>) -> Self {
        Self { role, text: text.into(), kept: true }
    }

    /// A piece that is left out.
    pub fn left_out(role: Role, text: impl Into<String>) -> Self {
        Self { role, text: text.into(), kept: false }
    }
}

impl Draft {
    /// Puts pieces one after another, with an empty line between two, but none between items of a list; pieces without
    /// words are dropped.
    pub fn of(found: impl IntoIterator<Item = Found>, metadata: Metadata) -> Self {
        let mut all = String::new();
        let mut places: Vec<(usize, usize, Role, bool)> = Vec::new();
        for Found { role, text, kept } in found {
            let canonical = Canonical::from(text.as_str()).text;
            let words = canonical.as_str().trim();
            if words.is_empty() {
                continue;
            }
            if let Some((.., before, _)) = places.last() {
                let is_list = *before == Role::ListItem && role == Role::ListItem;
                all.push_str(if is_list { "\n" } else { GAP });
            }
            let start = all.len();
            all.push_str(beginning(&all, words));
            places.push((start, all.len(), role, kept));
        }
        let text = Canonical::from(all.as_str()).text;
        let piece = |(start, end, role, kept)| {
            let range = text.range(start, end).expect("each piece is whole characters of the text");
            Piece { range, role, kept }
        };
        let pieces = places.into_iter().map(piece).filter(|piece| !piece.range.is_empty()).collect();
        Self { text, pieces, metadata, encoding: None, remarks: Vec::new() }
    }

    /// A draft of a text and its pieces.
    ///
    /// # Panics
    /// Never for pieces in order that hold every character that is not white space.
    pub fn new(text: Text, pieces: Vec<Piece>, metadata: Metadata) -> Self {
        debug_assert!(pieces.windows(2).all(|pair| pair[0].range.end() <= pair[1].range.start()), "in order");
        Self { text, pieces, metadata, encoding: None, remarks: Vec::new() }
    }

    /// The whole text, with what is left out.
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// The pieces, in order.
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// How many pieces are left out.
    pub fn left_out(&self) -> usize {
        self.pieces.iter().filter(|piece| !piece.kept).count()
    }

    /// Keeps a piece or leaves it out; whether there is such a piece.
    pub fn keep(&mut self, place: usize, kept: bool) -> bool {
        self.pieces.get_mut(place).map(|piece| piece.kept = kept).is_some()
    }

    /// Says what a piece is to the article; whether there is such a piece.
    pub fn set_role(&mut self, place: usize, role: Role) -> bool {
        self.pieces.get_mut(place).map(|piece| piece.role = role).is_some()
    }

    /// Makes the document: what is kept, word by word. Pieces that follow one another keep what stands between them; where
    /// something was left out, there is an empty line. A draft of which everything is kept is the text as it is.
    pub fn document(&self, id: DocumentId) -> Document {
        if self.left_out() == 0 {
            let blocks: Vec<Block> =
                self.pieces.iter().map(|piece| Block { range: piece.range, role: piece.role }).collect();
            return Document::new(id, self.text.clone(), &blocks, self.metadata.clone())
                .expect("the pieces hold every character in order");
        }
        let mut kept = String::new();
        let mut places: Vec<(usize, usize, Role)> = Vec::new();
        let mut out: Vec<(usize, Role, &str)> = Vec::new();
        let mut end: Option<Offset> = None;
        let mut in_one_go = false;
        for piece in &self.pieces {
            let words = self.text.quote(piece.range);
            if !piece.kept {
                out.push((places.len(), piece.role, words));
                in_one_go = false;
                continue;
            }
            let words = beginning(&kept, words);
            if words.is_empty() {
                continue;
            }
            match end {
                Some(end) if in_one_go => kept.push_str(self.text.quote(Range::ordered(end, piece.range.start()))),
                Some(_) => kept.push_str(GAP),
                None => {}
            }
            let start = kept.len();
            kept.push_str(words);
            places.push((start, kept.len(), piece.role));
            end = Some(piece.range.end());
            in_one_go = true;
        }
        let text = Canonical::from(kept.as_str()).text;
        let range = |start, end| text.range(start, end).expect("each piece is whole characters of the text");
        let blocks: Vec<Block> =
            places.iter().map(|(start, end, role)| Block { range: range(*start, *end), role: *role }).collect();
        let left_out = out.into_iter().map(|(before, role, words)| LeftOut {
            at: blocks.get(before).map_or(text.end(), |block| block.range.start()),
            role,
            text: words.into(),
        });
        let left_out = left_out.collect::<Vec<_>>();
        let mut document = Document::new(id, text.clone(), &blocks, self.metadata.clone())
            .expect("the pieces hold every character in order");
        document.left_out = left_out.into();
        document
    }
}

impl From<&Document> for Draft {
    /// What a document was made of, so that it can be made anew.
    fn from(document: &Document) -> Self {
        if document.left_out.is_empty() {
            let piece = |block: &Block| Piece { range: block.range, role: block.role, kept: true };
            return Self::new(
                document.text().clone(),
                document.blocks().iter().map(piece).collect(),
                document.metadata.clone(),
            );
        }
        let text = document.text();
        let mut all = String::new();
        let mut places: Vec<(usize, usize, Role, bool)> = Vec::new();
        let mut rest = document.left_out.iter().peekable();
        let mut add_out = |all: &mut String, places: &mut Vec<(usize, usize, Role, bool)>, up_to: Option<Offset>| {
            let mut any = false;
            while let Some(out) = rest.next_if(|out| up_to.is_none_or(|up_to| out.at <= up_to)) {
                let words = beginning(all, &out.text);
                if words.is_empty() {
                    continue;
                }
                if !all.is_empty() {
                    all.push_str(GAP);
                }
                let start = all.len();
                all.push_str(words);
                places.push((start, all.len(), out.role, false));
                any = true;
            }
            any
        };
        let mut end = text.start();
        for block in document.blocks() {
            let between = text.quote(Range::ordered(end, block.range.start()));
            let is_apart = add_out(&mut all, &mut places, Some(block.range.start()));
            all.push_str(if is_apart { GAP } else { between });
            let start = all.len();
            all.push_str(text.quote(block.range));
            places.push((start, all.len(), block.role, true));
            end = block.range.end();
        }
        add_out(&mut all, &mut places, None);
        let text = Canonical::from(all.as_str()).text;
        let piece = |(start, end, role, kept)| {
            let range = text.range(start, end).expect("each piece is whole characters of the text");
            Piece { range, role, kept }
        };
        let pieces = places.into_iter().map(piece).collect();
        Self::new(text, pieces, document.metadata.clone())
    }
}
