//! Packages: zips of XML files that point at one another, as DOCX, ODT and EPUB are.

use super::Unread;
use super::xml::{self, Elements, Part};
use crate::domain::formats::zip::{Archive, LeftOut};

/// An opened package.
pub(super) struct Package<'a>(Archive<'a>);

impl<'a> Package<'a> {
    /// Opens a package.
    ///
    /// # Errors
    /// If it is no zip, or a damaged one.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Unread> {
        Archive::open(bytes).map(Self).map_err(|error| Unread::Broken(error.described().to_owned()))
    }

    /// The text of a file in it, if it is there.
    ///
    /// # Errors
    /// If it is there and can't be read.
    pub(super) fn text(&mut self, path: &str) -> Result<Option<String>, Unread> {
        let read = self.0.read(path).transpose().map_err(|why| match why {
            LeftOut::Encrypted => Unread::Encrypted,
            LeftOut::TooLarge | LeftOut::TooMuch | LeftOut::Bomb => Unread::TooLong,
            _ => Unread::Broken(format!("{path}: {}", why.described())),
        })?;
        Ok(read.map(|bytes| xml::decoded(&bytes)))
    }

    /// The text of a file without which the rest can be read.
    pub(super) fn text_if_whole(&mut self, path: &str) -> Option<String> {
        self.text(path).ok().flatten()
    }

    /// The text of a file that must be there.
    ///
    /// # Errors
    /// If it can't be read.
    pub(super) fn needed(&mut self, path: &str) -> Result<String, Unread> {
        self.text(path)?.ok_or_else(|| Unread::Broken(format!("{path} is missing")))
    }
}

/// Says in which file of a package something is broken.
pub(super) fn at(path: &str, why: Unread) -> Unread {
    match why {
        Unread::Broken(how) => Unread::Broken(format!("{path}: {how}")),
        other => other,
    }
}

/// The path of what a file of the package points at: without fragment, with what is percent-encoded decoded, `..` followed.
/// It never leads out of the package.
pub(super) fn resolved(from: &str, to: &str) -> String {
    let to = to.split(['#', '?']).next().unwrap_or_default();
    let to = percent_decoded(to);
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = if to.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for part in to.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." | "" => {}
            _ => parts.push(part),
        }
    }
    parts.retain(|part| !part.is_empty());
    parts.join("/")
}

fn percent_decoded(path: &str) -> String {
    let bytes = path.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let digits = bytes.get(at + 1..at + 3).and_then(|digits| std::str::from_utf8(digits).ok());
        let digits = digits.filter(|digits| *byte == b'%' && digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
        let value = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        decoded.push(value.unwrap_or(*byte));
        at += if value.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

/// What the metadata of a package says, in elements of Dublin Core: name and text, in the order of the file.
pub(super) fn dublin_core(xml: &str) -> Vec<(String, String)> {
    let mut elements = Elements::of(xml);
    let mut found = Vec::new();
    // What is broken ends the metadata, no more.
    while let Ok(Some(part)) = elements.next() {
        let Part::Open(element) = part else { continue };
        let name = element.name().to_owned();
        if matches!(
            name.as_str(),
            "title" | "creator" | "initial-creator" | "date" | "created" | "creation-date" | "language" | "publisher"
        ) && let Ok(text) = elements.text()
            && !text.is_empty()
        {
            found.push((name, text));
        }
    }
    found
}
