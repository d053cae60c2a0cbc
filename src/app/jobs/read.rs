//! Reading what is more than text: web pages, PDF, word processors' documents become drafts, text of any encoding UTF-8, and
//! zips what is in them.

use super::{draft, frame, manifest, unframe};
use crate::domain::article::draft::Decoding;
use crate::domain::article::reader::Unread;
use crate::domain::article::reader::sources::{Content, sources};
use crate::domain::formats::json::Record;

/// Files for the reader.
#[derive(Clone, Debug)]
pub struct ReadJob {
    /// Each by its path, with the encoding somebody says it is in.
    pub files: Vec<(String, Vec<u8>, Option<String>)>,
    /// Whether these are all the files there are.
    pub is_all: bool,
}

/// What became of a file, or of a file in a zip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadFile {
    /// The path of the file, behind that of the zip it was in.
    pub path: String,
    /// What was made of it.
    pub outcome: ReadOutcome,
}

/// What the reader makes of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadOutcome {
    /// An article, as its frames; of a book, one of its chapters.
    Draft(Vec<u8>),
    /// A text in UTF-8, and how it was read.
    Text(Vec<u8>, Decoding),
    /// Nothing can be made of it.
    Unread(Unread),
    /// It is passed over; why.
    PassedOver(String),
}

impl ReadJob {
    /// The frames of the job.
    pub fn write(&self) -> Vec<u8> {
        let head = manifest(|fields| {
            fields.strings("paths", self.files.iter().map(|(path, ..)| path.as_str()));
            fields
                .strings("encodings", self.files.iter().map(|(.., encoding)| encoding.as_deref().unwrap_or_default()));
            fields.flag("all", self.is_all);
        });
        let mut frames = vec![head];
        frames.extend(self.files.iter().map(|(_, bytes, _)| bytes.clone()));
        frame(&frames)
    }
}

/// Does a job; `progress` is told how much of it is done, from 0 to 1. A job nobody knows has no outcome: no frames.
pub fn run_reader(job: &[u8], progress: &mut dyn FnMut(f64)) -> Vec<u8> {
    let frames = unframe(job);
    let Some((head, files)) = frames.split_first() else {
        return frame(&[]);
    };
    let lists = || -> Option<(Vec<String>, Vec<String>, bool)> {
        let mut record = Record::parse(std::str::from_utf8(head).ok()?).ok()?;
        let is_all = record.yes_no("all").ok()?.unwrap_or_default();
        Some((record.strings("paths").ok()?, record.strings("encodings").ok()?, is_all))
    };
    let Some((paths, encodings, is_all)) = lists() else {
        return frame(&[]);
    };
    let is_alone = is_all && files.len() == 1;
    let mut read = Vec::new();
    for (n, ((path, encoding), bytes)) in paths.iter().zip(&encodings).zip(files).enumerate() {
        progress(n as f64 / files.len() as f64);
        let encoding = Some(encoding.as_str()).filter(|encoding| !encoding.is_empty());
        for source in sources(path, bytes, encoding, is_alone) {
            read.push(write(&source.path, source.content));
        }
    }
    frame(&read)
}

fn write(path: &str, content: Content) -> Vec<u8> {
    let (kind, why, payload) = match content {
        Content::Draft(draft) => ("draft", String::new(), draft::write(&draft)),
        Content::Text(bytes, decoding) => ("text", String::new(), frame(&[draft::write_decoding(&decoding), bytes])),
        Content::PassedOver(why) => ("passed-over", why.to_owned(), Vec::new()),
        Content::Unread(unread) => {
            let (kind, why) = unread.described();
            (kind, why.to_owned(), Vec::new())
        }
    };
    let head = manifest(|fields| {
        fields.string("path", path);
        fields.string("kind", kind);
        fields.text("why", &why);
    });
    frame(&[head, payload])
}

impl ReadFile {
    /// Reads the outcome of a job.
    pub fn read_all(outcome: &[u8]) -> Vec<Self> {
        unframe(outcome).into_iter().filter_map(Self::read).collect()
    }

    fn read(frames: &[u8]) -> Option<Self> {
        let [head, payload] = unframe(frames).try_into().ok()?;
        let mut record = Record::parse(std::str::from_utf8(head).ok()?).ok()?;
        let kind = record.string("kind").ok()??;
        let why = record.string("why").ok()?.unwrap_or_default();
        let outcome = match kind.as_str() {
            "draft" => ReadOutcome::Draft(payload.to_vec()),
            "text" => {
                let [decoding, bytes] = unframe(payload).try_into().ok()?;
                ReadOutcome::Text(bytes.to_vec(), draft::read_decoding(decoding)?)
            }
            "passed-over" => ReadOutcome::PassedOver(why),
            kind => ReadOutcome::Unread(Unread::named(kind, why)?),
        };
        Some(Self { path: record.string("path").ok()??, outcome })
    }
}
