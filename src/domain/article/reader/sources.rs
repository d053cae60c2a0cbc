//! What files bring: articles, and files that others read. A zip brings what is in it.

use std::collections::BTreeMap;

use super::encoding::read_text;
use super::unpack::{PassedOver, told_apart};
use super::{Kind, Unread, needs_reader, read};
use crate::domain::article::draft::{Decoding, Draft};
use crate::domain::formats::zip;

/// Something a file brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The path of the file; of one in a zip, behind that of the zip.
    pub path: String,
    /// What it is.
    pub content: Content,
}

/// What was brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// An article; of a book, one of its chapters.
    Draft(Draft),
    /// A text, in UTF-8 now: it may be an article as it stands, or somebody's annotations.
    Text(Vec<u8>, Decoding),
    /// Nothing can be made of it.
    Unread(Unread),
    /// It is passed over; why.
    PassedOver(&'static str),
}

/// What a file brings, in order. `is_alone` says that it is the only one, so that what is in a zip needs no other name.
pub fn sources(path: &str, bytes: &[u8], encoding: Option<&str>, is_alone: bool) -> Vec<Source> {
    // Office files of other kinds are zips too, but nobody wrote what is in them.
    if Kind::of(path, bytes) != Kind::Text || !zip::looks_like(bytes) || zip::is_document(bytes) {
        return of_file(path, bytes, encoding);
    }
    let below = |inner: &str| if is_alone { inner.to_owned() } else { format!("{path}/{inner}") };
    match zip::read(bytes) {
        Err(error) => vec![Source {
            path: path.to_owned(),
            content: Content::Unread(Unread::Broken(error.described().to_owned())),
        }],
        Ok(unzipped) => {
            let left_out = unzipped.left_out.into_iter();
            let left_out = left_out
                .map(|(inner, why)| Source { path: below(&inner), content: Content::PassedOver(why.described()) });
            let paths: Vec<&str> = unzipped.files.0.iter().map(|(inner, _)| inner.as_str()).collect();
            let (_, passed_over) = told_apart(&paths);
            let passed_over: BTreeMap<&str, PassedOver> = passed_over.into_iter().collect();
            let files = unzipped.files.0.iter().flat_map(|(inner, bytes)| match passed_over.get(inner.as_str()) {
                Some(why) => vec![Source { path: below(inner), content: Content::PassedOver(why.described()) }],
                None => of_file(&below(inner), bytes, encoding),
            });
            files.chain(left_out).collect()
        }
    }
}

fn of_file(path: &str, bytes: &[u8], encoding: Option<&str>) -> Vec<Source> {
    let source = |content| Source { path: path.to_owned(), content };
    if Kind::of(path, bytes) == Kind::Text {
        if encoding.is_none() && !needs_reader(path, bytes) {
            return vec![source(Content::Text(bytes.to_vec(), Decoding::default()))];
        }
        return vec![source(match read_text(bytes, encoding) {
            Ok((text, decoding)) => Content::Text(text.into_bytes(), decoding),
            Err(unread) => Content::Unread(unread),
        })];
    }
    match read(path, bytes, encoding) {
        Ok(drafts) => drafts.into_iter().map(|draft| source(Content::Draft(draft))).collect(),
        Err(unread) => vec![source(Content::Unread(unread))],
    }
}
