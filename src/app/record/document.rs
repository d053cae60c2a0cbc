//! The records of a document: a header for the library, and its text and blocks in chunks.

use super::crc32;
use super::envelope::{Unreadable, open, open_text, seal};
use crate::domain::document::{Block, Document, LeftOut, Role, Unknown};
use crate::domain::formats::json::{Record, object};
use crate::domain::formats::postil::{read_metadata, write_metadata};
use crate::domain::id::{Annotator, DocumentId, ProjectId};
use crate::domain::text::{Canonical, Text};

/// The longest payload of a chunk in bytes. Values over 64 KiB live in files of their own, which can go missing.
const CHUNK: usize = 48_000;
/// A block in a record: start and end in bytes (u32, little-endian), and its role's place among all roles (u8).
const BLOCK: usize = 9;

/// What the library knows of a document.
#[derive(Clone, Debug, PartialEq)]
pub struct DocumentHeader {
    /// Its name.
    pub id: DocumentId,
    /// The project it belongs to.
    pub project: ProjectId,
    /// Its title.
    pub title: String,
    /// The SHA-256 of its text, in lower-case hexadecimal.
    pub sha256: String,
    /// The CRC-32 of its text, which is checked whenever the document is read.
    pub crc32: u32,
    /// Its length in code points.
    pub code_points: usize,
    /// When it was added, as RFC 3339.
    pub added: String,
    /// When it was published, as it stands in the article; empty where that isn't known.
    pub published: String,
    /// The sketch of its text, by which those nearly the same are found; empty where nobody has made one.
    pub sketch: String,
    /// Who should annotate it.
    pub assignee: Option<Annotator>,
    /// What else is known of it, as the JSON of the exchange format.
    metadata: String,
    unknown: Unknown,
    text_chunks: usize,
    block_chunks: usize,
    /// How many chunks hold what is left out; documents of which nothing is have none.
    left_out_chunks: usize,
}

/// The header of a document and its chunks: those of the text, then those of the blocks, then those of what is left out.
///
/// The hash is given, since only who adds a document needs one.
pub fn document_records(document: &Document, project: &ProjectId, sha256: &str) -> (DocumentHeader, Vec<Vec<u8>>) {
    let mut metadata = Vec::new();
    object(&mut metadata, |fields| write_metadata(fields, &document.metadata));
    let text = document.text().as_str();
    let mut chunks = in_chunks(text);
    let text_chunks = chunks.len();
    chunks.extend(
        document
            .blocks()
            .chunks(CHUNK / BLOCK)
            .map(|blocks| seal(&blocks.iter().flat_map(write_block).collect::<Vec<u8>>())),
    );
    let block_chunks = chunks.len() - text_chunks;
    if !document.left_out.is_empty() {
        chunks.extend(in_chunks(&write_left_out(&document.left_out)));
    }
    let header = DocumentHeader {
        id: document.id().clone(),
        project: project.clone(),
        title: document.title().to_owned(),
        sha256: sha256.to_owned(),
        crc32: crc32::hash(text.as_bytes()),
        code_points: document.text().code_points(),
        added: document.added.clone(),
        published: document.metadata.published.clone().unwrap_or_default(),
        sketch: String::new(),
        assignee: document.assignee.clone(),
        metadata: String::from_utf8(metadata).expect("JSON is text"),
        unknown: document.unknown.clone(),
        text_chunks,
        block_chunks,
        left_out_chunks: chunks.len() - text_chunks - block_chunks,
    };
    (header, chunks)
}

fn in_chunks(mut text: &str) -> Vec<Vec<u8>> {
    let mut chunks = Vec::new();
    while !text.is_empty() {
        let (chunk, later) = text.split_at(text.floor_char_boundary(CHUNK));
        chunks.push(seal(chunk.as_bytes()));
        text = later;
    }
    chunks
}

fn write_left_out(left_out: &[LeftOut]) -> String {
    let mut json = Vec::new();
    object(&mut json, |fields| {
        fields.list("left_out", "", left_out.iter(), |out, piece| {
            object(out, |fields| {
                fields.number("at", piece.at.byte() as u64);
                fields.number("role", u64::from(place_of(piece.role)));
                fields.string("text", &piece.text);
            });
        });
    });
    String::from_utf8(json).expect("JSON is text")
}

fn read_left_out(chunks: &[Vec<u8>], text: &Text) -> Option<Vec<LeftOut>> {
    let mut json = String::new();
    for chunk in chunks {
        json.push_str(open_text(chunk).ok()?);
    }
    let pieces = Record::parse(&json).ok()?.list("left_out").ok()?.into_iter().map(|json| {
        let mut record = Record::parse(json).ok()?;
        Some(LeftOut {
            at: text.offset(record.number("at").ok()??)?,
            role: *Role::ALL.get(record.number("role").ok()??)?,
            text: record.string("text").ok()??.into(),
        })
    });
    pieces.collect()
}

fn place_of(role: Role) -> u8 {
    Role::ALL.iter().position(|known| *known == role).unwrap_or_default() as u8
}

fn write_block(block: &Block) -> [u8; BLOCK] {
    let mut bytes = [0; BLOCK];
    bytes[..4].copy_from_slice(&(block.range.start().byte() as u32).to_le_bytes());
    bytes[4..8].copy_from_slice(&(block.range.end().byte() as u32).to_le_bytes());
    bytes[8] = place_of(block.role);
    bytes
}

fn read_block(bytes: &[u8], text: &Text) -> Option<Block> {
    let number = |at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize);
    Some(Block { range: text.range(number(0)?, number(4)?)?, role: *Role::ALL.get(usize::from(*bytes.get(8)?))? })
}

impl DocumentHeader {
    /// The record of the header.
    pub fn write(&self) -> Vec<u8> {
        let mut json = Vec::new();
        object(&mut json, |fields| {
            fields.string("id", self.id.as_str());
            fields.string("project", self.project.as_str());
            fields.string("title", &self.title);
            fields.string("sha256", &self.sha256);
            fields.number("crc32", self.crc32.into());
            fields.number("code_points", self.code_points as u64);
            fields.text("added", &self.added);
            fields.text("published", &self.published);
            fields.text("sketch", &self.sketch);
            fields.text("assignee", self.assignee.as_ref().map_or("", Annotator::as_str));
            fields.json("metadata", &self.metadata);
            fields.number("text_chunks", self.text_chunks as u64);
            fields.number("block_chunks", self.block_chunks as u64);
            fields.number("left_out_chunks", self.left_out_chunks as u64);
            fields.object("unknown", |fields| fields.unknown(&self.unknown));
        });
        seal(&json)
    }

    /// Reads the record of a header.
    ///
    /// # Errors
    /// If it is damaged, newer or no such record.
    pub fn read(sealed: &[u8]) -> Result<Self, Unreadable> {
        let mut record = Record::parse(open_text(sealed)?).map_err(|_| Unreadable::Malformed)?;
        let mut text = |name| record.string(name).ok().flatten();
        let (id, project) = (text("id"), text("project"));
        let (title, sha256, added, published) = (text("title"), text("sha256"), text("added"), text("published"));
        let (sketch, assignee) = (text("sketch"), text("assignee"));
        let mut number = |name| record.number(name).ok().flatten();
        let (code_points, text_chunks, block_chunks, left_out_chunks) =
            (number("code_points"), number("text_chunks"), number("block_chunks"), number("left_out_chunks"));
        let crc32 = number("crc32").and_then(|crc| u32::try_from(crc).ok());
        Ok(Self {
            id: DocumentId::new(id.ok_or(Unreadable::Malformed)?),
            project: ProjectId::new(project.ok_or(Unreadable::Malformed)?),
            title: title.unwrap_or_default(),
            sha256: sha256.ok_or(Unreadable::Malformed)?,
            crc32: crc32.ok_or(Unreadable::Malformed)?,
            code_points: code_points.unwrap_or_default(),
            added: added.unwrap_or_default(),
            published: published.unwrap_or_default(),
            sketch: sketch.unwrap_or_default(),
            assignee: assignee.map(Annotator::new),
            metadata: record.take("metadata").unwrap_or("{}").to_owned(),
            unknown: record.record("unknown").map(Record::rest).unwrap_or_default(),
            text_chunks: text_chunks.ok_or(Unreadable::Malformed)?,
            block_chunks: block_chunks.ok_or(Unreadable::Malformed)?,
            left_out_chunks: left_out_chunks.unwrap_or_default(),
        })
    }
}

/// Puts a document together from its header and all its chunks, and checks the text against its CRC.
///
/// # Errors
/// If a chunk is missing or damaged, or the text is another one. Where the blocks are lost, each line is one; where what was
/// left out is lost, the article can't be made anew, but is whole itself.
pub fn read_document(header: &DocumentHeader, chunks: &[Vec<u8>]) -> Result<Document, Unreadable> {
    if chunks.len() < header.text_chunks {
        return Err(Unreadable::Damaged);
    }
    let (text_chunks, rest) = chunks.split_at(header.text_chunks);
    let (block_chunks, left_out_chunks) = rest.split_at_checked(header.block_chunks).unwrap_or((rest, &[]));
    let mut raw = String::new();
    for chunk in text_chunks {
        raw.push_str(open_text(chunk)?);
    }
    let text = Canonical::from(raw.as_str()).text;
    if crc32::hash(text.as_str().as_bytes()) != header.crc32 {
        return Err(Unreadable::Damaged);
    }
    let metadata = Record::parse(&header.metadata).map(read_metadata).unwrap_or_default();
    let made = |blocks: Vec<Block>| Document::new(header.id.clone(), text.clone(), &blocks, metadata.clone()).ok();
    let found = read_blocks(header, block_chunks, &text).and_then(made);
    let mut document = found.or_else(|| made(lines(&text))).ok_or(Unreadable::Malformed)?;
    if header.left_out_chunks > 0 {
        document.left_out = read_left_out(left_out_chunks, &text).unwrap_or_default().into();
    }
    document.added = header.added.clone();
    document.assignee = header.assignee.clone();
    document.unknown = header.unknown.clone();
    Ok(document)
}

/// Each line as a paragraph, for a document whose blocks are lost.
fn lines(text: &Text) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut start = 0;
    for line in text.as_str().split_inclusive('\n') {
        let words = line.trim();
        let from = start + (line.len() - line.trim_start().len());
        if let Some(range) = text.range(from, from + words.len()).filter(|range| !range.is_empty()) {
            blocks.push(Block { range, role: Role::Paragraph });
        }
        start += line.len();
    }
    blocks
}

fn read_blocks(header: &DocumentHeader, chunks: &[Vec<u8>], text: &Text) -> Option<Vec<Block>> {
    if chunks.len() != header.block_chunks {
        return None;
    }
    let mut blocks: Vec<Block> = Vec::new();
    for chunk in chunks {
        for bytes in open(chunk).ok()?.chunks(BLOCK) {
            blocks.push(read_block(bytes, text)?);
        }
    }
    Some(blocks)
}
