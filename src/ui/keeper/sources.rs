//! From files to articles: what is more than text goes to the reader before it is imported.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Keeper;
use super::add::{AddError, Work};
use crate::app::jobs::{Choice, ReadFile, ReadJob, ReadOutcome, SharedFiles};
use crate::domain::article::draft::Decoding;
use crate::domain::article::reader::needs_reader;
use crate::domain::article::reader::unpack::{PassedOver, told_apart};
use crate::web::worker::{Program, Stopped};

/// So many bytes of files go to the reader at a time, unless one alone has more.
const BATCH: usize = 16 << 20;
/// So many files go to the reader at a time.
const FILES: usize = 200;

/// What was found in files.
#[derive(Clone, Default)]
pub struct Sources {
    /// Texts, in UTF-8, and what else the import takes as it is, each by its path.
    pub files: SharedFiles,
    /// How those of them were read that were in another encoding.
    pub decodings: Vec<(String, Decoding)>,
    /// Articles, as their frames, by the paths of their files.
    pub drafts: SharedFiles,
    /// Files of which nothing can be made.
    pub unread: Vec<(String, AddError)>,
}

impl Sources {
    /// Whether there is nothing to import.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && self.drafts.is_empty()
    }

    fn take(&mut self, read: Vec<ReadFile>) {
        for ReadFile { path, outcome } in read {
            match outcome {
                ReadOutcome::Draft(draft) => Arc::make_mut(&mut self.drafts).push((path, draft)),
                ReadOutcome::Text(text, decoding) => {
                    if decoding != Decoding::default() {
                        self.decodings.push((path.clone(), decoding));
                    }
                    Arc::make_mut(&mut self.files).push((path, text));
                }
                ReadOutcome::Unread(unread) => self.unread.push((path, AddError::Source(unread))),
                ReadOutcome::PassedOver(why) => self.unread.push((path, AddError::PassedOver(why))),
            }
        }
    }
}

impl Keeper {
    /// Finds what is in files. A file on which the reader breaks down is told; the others are read all the same. `progress` is told how
    /// much is done, from 0 to 1.
    ///
    /// # Errors
    /// If the work was stopped.
    pub async fn sources(
        &self,
        files: &[(String, Vec<u8>)],
        choices: &[Choice],
        work: &Work,
        progress: impl Fn(f64) + Clone + 'static,
    ) -> Result<Sources, AddError> {
        let encoding = |path: &str| choices.iter().find(|choice| choice.name == path)?.encoding.as_deref();
        let is_for_reader = |(path, bytes): &&(String, Vec<u8>)| encoding(path).is_some() || needs_reader(path, bytes);
        let paths: Vec<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
        // Somebody who opens a single file means it.
        let passed_over = if files.len() == 1 { Vec::new() } else { told_apart(&paths).1 };
        let passed_over: BTreeMap<&str, PassedOver> = passed_over.into_iter().collect();
        let wanted = files.iter().filter(|(path, _)| !passed_over.contains_key(path.as_str()));
        let (for_reader, texts): (Vec<_>, Vec<_>) = wanted.partition(is_for_reader);
        let unread = passed_over
            .iter()
            .map(|(path, why)| ((*path).to_owned(), AddError::PassedOver(why.described().to_owned())));
        let mut found = Sources {
            files: Arc::new(texts.into_iter().cloned().collect()),
            unread: unread.collect(),
            ..Sources::default()
        };
        let is_all = files.len() == 1;
        let mut waiting: Vec<&[&(String, Vec<u8>)]> = batches(&for_reader);
        waiting.reverse();
        let mut done = 0;
        while let Some(batch) = waiting.pop() {
            let job = || {
                let file = |file: &&(String, Vec<u8>)| -> (String, Vec<u8>, Option<String>) {
                    (file.0.clone(), file.1.clone(), encoding(&file.0).map(str::to_owned))
                };
                ReadJob { files: batch.iter().map(file).collect(), is_all }.write()
            };
            let told = {
                let (progress, all) = (progress.clone(), for_reader.len() as f64);
                let (before, here) = (done as f64, batch.len() as f64);
                move |part: f64| progress((before + part * here) / all)
            };
            match work.run(Program::Reader, job, told).await {
                Ok(outcome) => {
                    found.take(ReadFile::read_all(&outcome));
                    done += batch.len();
                }
                Err(Stopped::Cancelled) => return Err(AddError::Cancelled(0)),
                // One of them broke it; the halves are tried by themselves.
                Err(Stopped::Broken(_)) if batch.len() > 1 => {
                    let (first, second) = batch.split_at(batch.len() / 2);
                    waiting.extend([second, first]);
                }
                Err(Stopped::Broken(words)) => {
                    found.unread.push((batch[0].0.clone(), AddError::Broken(words)));
                    done += 1;
                }
            }
        }
        Ok(found)
    }
}

/// The files in portions of which none is too long.
fn batches<'f, 'a>(files: &'f [&'a (String, Vec<u8>)]) -> Vec<&'f [&'a (String, Vec<u8>)]> {
    let mut batches = Vec::new();
    let (mut start, mut bytes) = (0, 0);
    for (place, (_, content)) in files.iter().enumerate() {
        if place > start && (bytes + content.len() > BATCH || place - start == FILES) {
            batches.push(&files[start..place]);
            (start, bytes) = (place, 0);
        }
        bytes += content.len();
    }
    if start < files.len() {
        batches.push(&files[start..]);
    }
    batches
}
