//! Making an article anew from its source: other pieces are left out, and the work on it moves to the new text.

use std::sync::Arc;

use super::import::{Imported, Target, described, store_document, store_set};
use super::stored::{StoredDocument, restored};
use super::{draft, frame, manifest};
use crate::domain::article::draft::{Draft, Piece};
use crate::domain::document::Document;
use crate::domain::formats::json::Record;
use crate::domain::formats::problem::{Problem, Warning, Whereabouts};
use crate::domain::formats::reanchor::moved;
use crate::domain::id::{DocumentId, ProjectId};
use crate::domain::text::Range;

/// An article to be made anew.
#[derive(Clone, Debug)]
pub struct ReviseJob {
    /// The project it is in.
    pub project: ProjectId,
    /// The article and the work on it, as they are stored.
    pub document: StoredDocument,
    /// What it is to be made of: the pieces of [`Draft::from`] the document, with other ones kept.
    pub draft: Draft,
    /// The name of the new document, if it gets a new text.
    pub fresh: DocumentId,
    /// The other documents of the project, each by the hash of its text: it may not become one of those.
    pub others: Vec<(DocumentId, String)>,
    /// The time, as RFC 3339.
    pub now: String,
}

impl ReviseJob {
    /// The frames of the job.
    pub fn write(&self) -> Vec<u8> {
        let head = manifest(|fields| {
            fields.string("job", "revise");
            fields.string("project", self.project.as_str());
            fields.string("fresh", self.fresh.as_str());
            fields.string("now", &self.now);
            fields.strings("others", self.others.iter().map(|(id, _)| id.as_str()));
            fields.strings("hashes", self.others.iter().map(|(_, hash)| hash.as_str()));
        });
        frame(&[head, self.document.write(), draft::write(&self.draft)])
    }
}

/// The outcome is that of an import: the document with all sets on it, and what found no place; or the document that has its text already.
pub(super) fn run(mut record: Record<'_>, frames: &[&[u8]], progress: &mut dyn FnMut(f64)) -> Vec<u8> {
    progress(0.0);
    revised(&mut record, frames).map_or_else(|| frame(&[]), |imported| imported.write())
}

fn revised(record: &mut Record<'_>, frames: &[&[u8]]) -> Option<Imported> {
    let [stored, draft] = frames.try_into().ok()?;
    let mut text = |name| record.string(name).ok().flatten();
    let (project, fresh, now) = (ProjectId::new(text("project")?), DocumentId::new(text("fresh")?), text("now")?);
    let mut others = record.strings("others").ok()?.into_iter().zip(record.strings("hashes").ok()?);
    let (old, damaged) = restored(stored)?;
    // What can't be read would be lost on the way.
    if damaged > 0 {
        return None;
    }
    let draft = draft::read(draft)?;
    let mut new = draft.document(old.document.id().clone());
    new.added.clone_from(&old.document.added);
    new.assignee.clone_from(&old.document.assignee);
    new.unknown.clone_from(&old.document.unknown);
    let is_same_text = new.text() == old.document.text();
    let new = Arc::new(if is_same_text { new } else { new.renamed(fresh) });
    let mut imported = Imported::nothing(Target { id: project.clone(), record: None });
    if let Some((known, _)) = others.find(|(_, hash)| hash == new.text().sha256()) {
        imported.duplicates.push(DocumentId::new(known));
        return Some(imported);
    }
    imported.added = usize::from(!is_same_text);
    imported.left_out = draft.left_out();
    let mut stored = Vec::new();
    store_document(&mut stored, &new, &project);
    if !is_same_text {
        let before = places(&Draft::from(&*old.document), &old.document);
        let pairs = before.into_iter().zip(places(&draft, &new));
        let moves: Vec<(Place, Place)> = pairs.filter_map(|(old, new)| Some((old?, new?))).collect();
        let place = |range: Range| {
            let there = moved_range(&moves, range).and_then(|(start, end)| new.text().range(start, end))?;
            (new.text().quote(there) == old.document.text().quote(range)).then_some(there)
        };
        for set in &old.sets {
            let there = moved(set, &place);
            let problems = there.orphans.iter().map(|orphan| Problem::Orphan {
                label: orphan.label.to_string(),
                quote: old.document.text().quote(orphan.hull()).to_owned(),
            });
            let problems = problems.chain(there.loose.iter().map(|_| Problem::LooseRelation));
            let told =
                |problem| described(&Warning { at: Whereabouts(set.annotator.to_string()), problem, left_out: None });
            imported.warnings.extend(problems.map(told));
            imported.sets += 1;
            imported.spans += there.set.spans().len();
            store_set(&mut stored, &Arc::new(there.set), &new, &project, &now);
        }
    }
    imported.documents.push(stored);
    Some(imported)
}

/// Where a kept piece stands in a document.
struct Place {
    /// In bytes.
    start: usize,
    /// So many bytes of white space at its beginning are not in the document, which can't begin with them.
    skipped: usize,
    /// How long the piece is, in bytes.
    length: usize,
}

/// The places of the draft's pieces in the document that is made of it; of those that are left out, nothing.
fn places(draft: &Draft, document: &Document) -> Vec<Option<Place>> {
    let mut blocks = document.blocks().iter().map(|block| block.range).peekable();
    let place = |piece: &Piece| {
        if !piece.kept {
            return None;
        }
        let words = draft.text().quote(piece.range);
        let start = blocks.peek()?.start().byte();
        let is_whole = document.text().as_str()[start..].starts_with(words);
        let is_dropped = |character: char| character == '\u{feff}' || character.is_whitespace();
        let skipped = if is_whole { 0 } else { words.len() - words.trim_start_matches(is_dropped).len() };
        let end = start + words.len() - skipped;
        // A long piece may have become several blocks.
        while blocks.next_if(|range| range.end().byte() <= end).is_some() {}
        Some(Place { start, skipped, length: words.len() })
    };
    draft.pieces().iter().map(place).collect()
}

/// Where a range within pieces that are kept before and now stands in the new text, in bytes; nothing if what is around it changed.
fn moved_range(moves: &[(Place, Place)], range: Range) -> Option<(usize, usize)> {
    let at = |byte: usize| {
        let (old, new) =
            moves.iter().find(|(old, _)| (old.start..old.start + old.length - old.skipped).contains(&byte))?;
        Some(new.start + (byte - old.start + old.skipped).checked_sub(new.skipped)?)
    };
    let (start, last) = (at(range.start().byte())?, at(range.end().byte().checked_sub(1)?)?);
    (last + 1 - start == range.len()).then_some((start, last + 1))
}
