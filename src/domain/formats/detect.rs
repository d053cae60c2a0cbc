//! Telling the format of files by what is in them, never by their names alone.

use std::cell::OnceCell;

use super::Format;
use super::decoded::Decoded;
use super::files::{Files, Line, Lines};
use super::json::Record;

/// So much of a file is looked at, in bytes.
const HEAD: usize = 256 << 10;
/// So many records of a file are looked at.
const RECORDS: usize = 50;
/// So many files are looked at.
const FILES: usize = 8;

/// The beginnings of files.
pub struct Looked<'a> {
    /// Every path.
    pub paths: Vec<String>,
    files: Decoded<'a>,
    /// The first files with their beginnings; of what is no UTF-8, something is replaced.
    heads: Vec<(String, String)>,
    /// The first line of the first file, once it was asked for.
    line: OnceCell<Option<String>>,
}

impl<'a> Looked<'a> {
    /// Looks at the files.
    pub fn at(files: &'a dyn Files) -> Self {
        let files = Decoded(files);
        let paths = files.paths();
        let heads = paths.iter().take(FILES).map(|path| (path.clone(), beginning(&files, path))).collect();
        Self { paths, files, heads, line: OnceCell::new() }
    }

    /// The beginning of the first file, without byte order mark and leading white space.
    pub fn head(&self) -> &str {
        self.heads.first().map_or("", |(_, head)| head.as_str())
    }

    /// The beginnings of the first files, by path.
    pub fn heads(&self) -> impl Iterator<Item = (&str, &str)> {
        self.heads.iter().map(|(path, head)| (path.as_str(), head.as_str()))
    }

    /// The beginning of the first file whose path ends so.
    pub fn head_of(&self, ending: &str) -> Option<String> {
        let path = self.paths.iter().find(|path| path.ends_with(ending))?;
        Some(beginning(&self.files, path))
    }

    /// The first JSON objects of the first file. A first line is looked at however long it is: an article with its
    /// tokens is longer than what is looked at.
    pub fn records(&self) -> Vec<Record<'_>> {
        let records = records(self.head());
        let is_cut = self.head().starts_with('{') && !self.head().contains('\n');
        if !records.is_empty() || !is_cut {
            return records;
        }
        let whole = self.line.get_or_init(|| whole_line(&self.files, self.paths.first()?));
        whole.as_deref().and_then(object_in).into_iter().collect()
    }

    /// The first JSON objects of each of the first files.
    pub fn all_records(&self) -> impl Iterator<Item = Record<'_>> {
        self.heads().flat_map(|(_, head)| records(head))
    }
}

/// The first JSON objects in the beginning of a file: the whole, items of a list, or lines. What is broken is passed over; a
/// file most of whose lines are no objects has none.
pub fn records(head: &str) -> Vec<Record<'_>> {
    if let Some(list) = head.strip_prefix('[') {
        return items(list);
    }
    if let Some(whole) = object_in(head) {
        return vec![whole];
    }
    let lines: Vec<&str> = head.lines().filter(|line| !line.trim().is_empty()).take(RECORDS).collect();
    let records: Vec<Record<'_>> = lines.iter().filter_map(|line| object_in(line)).collect();
    if records.len() * 2 < lines.len() { Vec::new() } else { records }
}

/// The first objects of a list without its bracket.
fn items(list: &str) -> Vec<Record<'_>> {
    let mut records = Vec::new();
    let mut rest = list;
    while records.len() < RECORDS {
        rest = rest.trim_start_matches(|character: char| character.is_ascii_whitespace() || character == ',');
        let mut values = serde_json::Deserializer::from_str(rest).into_iter::<serde::de::IgnoredAny>();
        if !matches!(values.next(), Some(Ok(_))) {
            break;
        }
        let (item, behind) = rest.split_at(values.byte_offset());
        records.extend(Record::parse(item).ok());
        rest = behind;
    }
    records
}

fn object_in(json: &str) -> Option<Record<'_>> {
    super::intake::check_json(json).ok()?;
    Record::parse(json).ok()
}

/// The first line that isn't blank.
fn whole_line(files: &dyn Files, path: &str) -> Option<String> {
    let mut lines = Lines::new(files.open(path).ok()?);
    loop {
        match lines.next_line().ok()?? {
            (_, Line::Text(line)) if line.trim().is_empty() => {}
            (_, Line::Text(line)) => return Some(line.trim().to_owned()),
            _ => return None,
        }
    }
}

fn beginning(files: &dyn Files, path: &str) -> String {
    let bytes = files.head(path, HEAD).unwrap_or_default();
    String::from_utf8_lossy(&bytes).trim_start_matches('\u{feff}').trim_start().to_owned()
}

/// The format of the files, if they are of a known one.
pub fn detect(files: &dyn Files) -> Option<Format> {
    /// What has marks of its own comes before what is only like something.
    const ORDER: [Format; 15] = [
        Format::Postil,
        Format::CasJson,
        Format::CasXmi,
        Format::WebannoTsv,
        Format::W3c,
        Format::LabelStudio,
        Format::Brat,
        Format::HfTokens,
        Format::Hf,
        Format::Doccano,
        Format::Prodigy,
        Format::Jsonl,
        Format::Bioes,
        Format::Conll,
        Format::Csv,
    ];
    let looked = Looked::at(files);
    ORDER.into_iter().find(|format| format.fits(&looked))
}
