//! A draft as it goes between the page and its workers.

use super::{frame, manifest, unframe};
use crate::domain::article::draft::{Decoding, Draft, Piece, Remark};
use crate::domain::document::Role;
use crate::domain::formats::json::{Record, object};
use crate::domain::formats::postil::{read_metadata, write_metadata};
use crate::domain::text::Canonical;

/// The frames of a draft: what is known of it, how it was read, its text, its pieces.
pub fn write(draft: &Draft) -> Vec<u8> {
    let head = manifest(|fields| {
        fields.object("metadata", |fields| write_metadata(fields, &draft.metadata));
    });
    let pieces = draft.pieces().iter().flat_map(|piece| {
        let role = Role::ALL.iter().position(|role| *role == piece.role).unwrap_or_default();
        let [start, end] = [piece.range.start(), piece.range.end()].map(|offset| (offset.byte() as u32).to_le_bytes());
        let [kept, role] = [u8::from(piece.kept), role as u8];
        start.into_iter().chain(end).chain([role, kept])
    });
    let decoding = Decoding { encoding: draft.encoding.clone(), remarks: draft.remarks.clone() };
    frame(&[head, write_decoding(&decoding), draft.text().as_str().as_bytes().to_vec(), pieces.collect()])
}

/// The frame of how a text was read.
pub(super) fn write_decoding(decoding: &Decoding) -> Vec<u8> {
    manifest(|fields| {
        fields.text("encoding", decoding.encoding.as_deref().unwrap_or_default());
        fields.list("remarks", "", decoding.remarks.iter(), |out, remark| {
            let (name, details) = remark.described();
            object(out, |fields| {
                fields.string("name", name);
                fields.text("details", &details);
            });
        });
    })
}

/// Reads the frame of how a text was read.
pub(super) fn read_decoding(frame: &[u8]) -> Option<Decoding> {
    let mut record = Record::parse(std::str::from_utf8(frame).ok()?).ok()?;
    let remarks = record.list("remarks").ok()?.into_iter().filter_map(|json| {
        let mut record = Record::parse(json).ok()?;
        let name = record.string("name").ok()??;
        Remark::named(&name, &record.string("details").ok()?.unwrap_or_default())
    });
    let remarks = remarks.collect();
    Some(Decoding { encoding: record.string("encoding").ok()?, remarks })
}

/// Reads the frames of a draft.
pub(super) fn read(frames: &[u8]) -> Option<Draft> {
    let [head, decoding, text, pieces] = unframe(frames).try_into().ok()?;
    let mut record = Record::parse(std::str::from_utf8(head).ok()?).ok()?;
    let text = Canonical::from(std::str::from_utf8(text).ok()?).text;
    let (pieces, _) = pieces.as_chunks::<10>();
    let pieces = pieces.iter().map(|bytes| {
        let number = |at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize);
        let range = text.range(number(0)?, number(4)?)?;
        Some(Piece { range, role: *Role::ALL.get(usize::from(bytes[8]))?, kept: bytes[9] == 1 })
    });
    let pieces = pieces.collect::<Option<Vec<Piece>>>()?;
    let mut draft = Draft::new(text, pieces, read_metadata(record.record("metadata").ok()?));
    let Decoding { encoding, remarks } = read_decoding(decoding)?;
    (draft.encoding, draft.remarks) = (encoding, remarks);
    Some(draft)
}
