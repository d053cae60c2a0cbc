//! `postil extract`: the articles in web pages, PDF and the like, as Postil JSON.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::inputs::{LONGEST_ZIP, listed};
use super::outputs::DiskOutlet;
use super::words::{count, in_words, place, unread};
use super::{Outcome, Stop, Streams};
use crate::domain::article::draft::{Decoding, Draft};
use crate::domain::article::reader::sources::{Content, sources};
use crate::domain::article::reader::unpack::told_apart;
use crate::domain::article::{complete, plain};
use crate::domain::document::Document;
use crate::domain::formats::Format;
use crate::domain::formats::detect::detect;
use crate::domain::formats::export::Export;
use crate::domain::formats::files::InMemory;
use crate::domain::formats::intake::Collected;
use crate::domain::formats::outlet::{About, Item, Options};
use crate::domain::formats::unique::Unique;
use crate::domain::id::{DocumentId, ProjectId};
use crate::domain::project::Project;
use crate::domain::text::LONGEST_TEXT;

/// What is asked for.
pub(super) struct Request {
    pub(super) inputs: Vec<String>,
    /// Where to; standard output if nothing is said.
    pub(super) output: Option<PathBuf>,
    /// The encoding of texts and pages, if it is known.
    pub(super) encoding: Option<String>,
}

/// Extracts the articles of the inputs, one after another.
///
/// # Errors
/// If the output can't be written, or no article was found at all.
pub(super) fn extract(request: &Request, streams: &mut Streams<'_>) -> Result<Outcome, Stop> {
    let target = request.output.as_deref().filter(|path| *path != Path::new("-"));
    let mut lose = |_| ();
    let mut outlet = DiskOutlet::beside(target, &mut lose)?;
    let mut export = Export::new(Format::Postil, &Options::default(), None);
    let mut about = About::of(&Project::new(ProjectId::new("articles"), "Articles"));
    let mut found = Found::default();
    for input in &request.inputs {
        let files = listed(input).map_err(|error| Stop::Input(format!("{input}: {error}")))?;
        let paths: Vec<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
        let passed_over = if files.len() > 1 { told_apart(&paths).1 } else { Vec::new() };
        for (path, file) in &files {
            if let Some((_, why)) = passed_over.iter().find(|(passed, _)| passed == path) {
                writeln!(streams.errors, "{path}: passed over, {}", why.described())?;
                continue;
            }
            let bytes = match read(file.as_deref(), streams.input) {
                Ok(bytes) => bytes,
                Err(why) => {
                    found.fail(path, &why, streams)?;
                    continue;
                }
            };
            // A reader that breaks down on one file must not take the others along.
            let read = || sources(path, &bytes, request.encoding.as_deref(), true);
            let Ok(all) = catch_unwind(AssertUnwindSafe(read)) else {
                found.fail(path, "the reader broke down on it", streams)?;
                continue;
            };
            for source in all {
                let name = if source.path == *path { path.clone() } else { format!("{path}: {}", source.path) };
                match source.content {
                    Content::Draft(draft) => found.article(&draft, &source.path, &name, streams)?,
                    Content::Text(bytes, decoding) => {
                        let files = InMemory::one(&source.path, bytes);
                        match detect(&files) {
                            Some(format) => found.annotated(format, &files, &mut about, &name, streams)?,
                            None => found.text(&files, decoding, &source.path, &name, streams)?,
                        }
                    }
                    Content::Unread(why) => found.fail(&name, &unread(&why), streams)?,
                    Content::PassedOver(why) => writeln!(streams.errors, "{name}: passed over, {why}")?,
                }
            }
            for document in found.ready.drain(..) {
                export.document(&Item { document: &document, sets: &[], split: "" }, &about, &mut outlet);
            }
        }
    }
    if found.documents == 0 {
        return Err(Stop::Input("there is no article in the input".into()));
    }
    export.finish(&about, &mut outlet);
    let whole = outlet.whole()?;
    match target {
        Some(target) => drop(whole.place(Format::Postil, target)?),
        None => drop(whole.copy_to(Format::Postil, streams.output)?),
    }
    let failed = if found.failed > 0 { format!(", {} not read", count(found.failed, "file")) } else { String::new() };
    writeln!(streams.errors, "{}{failed}", count(found.documents, "article"))?;
    Ok(if found.failed > 0 { Outcome::Reported } else { Outcome::Clean })
}

/// Whether the file is JSON or XML, which is no article's text.
fn is_data(path: &str, bytes: &[u8]) -> bool {
    let start = bytes.trim_ascii_start();
    path.to_lowercase().ends_with(".json") || start.starts_with(b"{\"") || start.starts_with(b"<?xml")
}

/// The bytes of a file, or of standard input.
fn read(file: Option<&Path>, input: &mut dyn Read) -> Result<Vec<u8>, String> {
    let in_words = |error: std::io::Error| error.to_string();
    let mut bytes = Vec::new();
    match file {
        Some(file) => {
            if std::fs::metadata(file).map_err(in_words)?.len() > LONGEST_ZIP {
                return Err("a file of more than 512 MB; split it first".into());
            }
            bytes = std::fs::read(file).map_err(in_words)?;
        }
        None => drop(input.take(LONGEST_ZIP + 1).read_to_end(&mut bytes).map_err(in_words)?),
    }
    if bytes.len() as u64 > LONGEST_ZIP {
        return Err("more than 512 MB; split it first".into());
    }
    Ok(bytes)
}

/// What was found so far.
#[derive(Default)]
struct Found {
    /// What is still to be written.
    ready: Vec<Arc<Document>>,
    documents: usize,
    failed: usize,
    names: Unique,
    /// The names of the sources by the hashes of their texts.
    by_text: HashMap<String, String>,
}

impl Found {
    fn article(&mut self, draft: &Draft, path: &str, name: &str, streams: &mut Streams<'_>) -> Result<(), Stop> {
        let stem = Path::new(path).file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
        let stem = if stem.is_empty() || path == "-" { "article".to_owned() } else { stem };
        let mut document = draft.document(DocumentId::new(stem));
        complete(&mut document, if path == "-" { "" } else { path });
        for remark in &draft.remarks {
            if remark.is_doubt() {
                let (what, details) = remark.described();
                writeln!(streams.errors, "{name}: {what} {details}")?;
            }
        }
        self.add(&Arc::new(document), name, streams)
    }

    /// Takes the documents of a file in a known format.
    fn annotated(
        &mut self,
        format: Format,
        files: &InMemory,
        about: &mut About,
        name: &str,
        streams: &mut Streams<'_>,
    ) -> Result<(), Stop> {
        match Collected::read(format, files) {
            Ok(read) => {
                for warning in &read.warnings {
                    writeln!(streams.errors, "{name}: {}: {}", place(warning), in_words(warning))?;
                }
                let project = read.project();
                Arc::make_mut(&mut about.schema).learn(&project.schema);
                project.documents.iter().try_for_each(|document| self.add(document, name, streams))
            }
            Err(_) => self.fail(name, "it can’t be read as what it looks like", streams),
        }
    }

    /// Takes the article in a text.
    fn text(
        &mut self,
        files: &InMemory,
        decoding: Decoding,
        path: &str,
        name: &str,
        streams: &mut Streams<'_>,
    ) -> Result<(), Stop> {
        let bytes = files.0.first().map(|(_, bytes)| bytes.as_slice()).unwrap_or_default();
        if is_data(path, bytes) {
            return self.fail(name, "it is JSON or XML, but of no known kind", streams);
        }
        if bytes.len() > LONGEST_TEXT {
            return self.fail(name, "an article can have 64 MB of text", streams);
        }
        match std::str::from_utf8(bytes).ok().and_then(|text| plain::decoded(text, decoding)) {
            Some(draft) => self.article(&draft, path, name, streams),
            None => self.fail(name, "there are no words in it", streams),
        }
    }

    fn add(&mut self, document: &Arc<Document>, name: &str, streams: &mut Streams<'_>) -> Result<(), Stop> {
        if document.blocks().is_empty() {
            return self.fail(name, "there are no words in it", streams);
        }
        if document.text().len() > LONGEST_TEXT {
            return self.fail(name, "an article can have 64 MB of text", streams);
        }
        match self.by_text.entry(document.text().sha256().to_owned()) {
            Entry::Occupied(known) => {
                writeln!(streams.errors, "{name}: the same text as {}", known.get())?;
                return Ok(());
            }
            Entry::Vacant(free) => free.insert(name.to_owned()),
        };
        let id = document.id().to_string();
        let document = match self.names.rename(&id) {
            Some(free) => Arc::new(document.renamed(DocumentId::new(free))),
            None => document.clone(),
        };
        self.documents += 1;
        self.ready.push(document);
        Ok(())
    }

    fn fail(&mut self, name: &str, why: &str, streams: &mut Streams<'_>) -> Result<(), Stop> {
        self.failed += 1;
        writeln!(streams.errors, "{name}: not read, {why}")?;
        Ok(())
    }
}
