//! Reading PDF: glyphs with their places become words, lines, columns and paragraphs.
//!
//! Nothing in the file but its text layer is read: no pictures, no forms, no scripts.

mod bounds;
mod columns;
mod content;
mod fonts;
mod furniture;
mod lines;
mod maps;
mod metadata;
mod paragraphs;
mod script;
mod title;
mod words;

use std::sync::Arc;

use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use super::Unread;
use crate::domain::article::draft::{Draft, Remark};
use paragraphs::Part;

/// The longest file that is read, in bytes.
const LONGEST_FILE: usize = 64 << 20;
/// The most pages that are read.
const PAGES: usize = 2000;
/// The longest text that is read, in bytes.
const LONGEST_TEXT: usize = 20 << 20;

/// Reads a PDF file.
///
/// # Errors
/// If it needs a password, has no text in it, is too long or can't be read.
pub(super) fn read(bytes: &[u8]) -> Result<Draft, Unread> {
    if bytes.len() > LONGEST_FILE || !bounds::may_be_opened(bytes) {
        return Err(Unread::TooLong);
    }
    let pdf = Pdf::new(Arc::new(bytes.to_vec())).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected | DecryptionError::UnsupportedAlgorithm) => {
            Unread::Encrypted
        }
        LoadPdfError::Decryption(_) => Unread::Broken("its encryption is not valid".to_owned()),
        LoadPdfError::Invalid => Unread::Broken("it has no pages that can be found".to_owned()),
    })?;
    if pdf.pages().is_empty() {
        return Err(Unread::Broken("it has no pages that can be found".to_owned()));
    }
    let mut reader = content::Reader::new();
    let metadata = metadata::of(&pdf, &mut reader.budget);
    let (mut pages, mut without_text, mut length, mut unreadable) = (Vec::new(), 0, 0, 0);
    let mut is_cut = pdf.pages().len() > PAGES;
    for page in pdf.pages().iter().take(PAGES) {
        if length > LONGEST_TEXT || reader.is_tired() {
            is_cut = true;
            break;
        }
        let drawn = reader.page(page);
        if drawn.text.trim().is_empty() {
            without_text += 1;
        }
        length += drawn.text.len();
        unreadable += drawn.text.matches(char::REPLACEMENT_CHARACTER).count();
        pages.push(words::of(&drawn));
    }
    let parts = parts(pages);
    let (mut paragraphs, size) = paragraphs::of(&parts);
    let metadata = title::settle(&mut paragraphs, size, metadata);
    let mut draft = Draft::of(paragraphs.into_iter().map(|paragraph| paragraph.found), metadata);
    let has_words = |character: char| character.is_alphanumeric();
    if !draft.text().as_str().contains(has_words) {
        return Err(Unread::NoText);
    }
    draft.remarks.extend((unreadable > 0).then_some(Remark::Unreadable(unreadable)));
    draft.remarks.extend((without_text > 0).then_some(Remark::PagesWithoutText(without_text)));
    draft.remarks.extend(is_cut.then_some(Remark::CutOff));
    Ok(draft)
}

/// What the pages hold, in the order it is read.
fn parts(pages: Vec<words::Words>) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut across = Vec::new();
    let mut ways = Vec::new();
    let mut along = Vec::new();
    for page in pages {
        ways.push(page.is_leftward);
        across.push(page.across);
        along.push(page.along);
    }
    for ((page, across), is_leftward) in furniture::clear(along).into_iter().zip(across).zip(ways) {
        parts.extend(page.head.into_iter().map(Part::Furniture));
        for (column, words) in columns::regions(page.words) {
            parts.push(Part::Region(column, lines::of(words, is_leftward)));
        }
        parts.extend(page.foot.into_iter().chain(across).map(Part::Furniture));
    }
    parts
}
