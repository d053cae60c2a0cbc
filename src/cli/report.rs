//! What a conversion has to report: everything that could not be read as it stands, and everything the new format can't hold.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tempfile::NamedTempFile;

use crate::domain::formats::json::object;
use crate::domain::formats::outlet::{Loss, Lost};
use crate::domain::formats::problem::Warning;

/// A report that grows, from whichever thread. Counts are kept; the entries go to a file, if one is wanted, as
/// `{"entries": [{"kind": "problem" | "loss", …}], "problems": n, "left_out": n, "losses": {what: n}}`.
#[derive(Default)]
pub(super) struct Report(Mutex<Inner>);

#[derive(Default)]
struct Inner {
    /// Written aside, and where it will stand when it is whole.
    file: Option<(BufWriter<NamedTempFile>, PathBuf)>,
    error: Option<io::Error>,
    entries: usize,
    problems: usize,
    left_out: usize,
    losses: BTreeMap<Lost, usize>,
}

impl Report {
    /// A report that goes to the file, if there is one.
    ///
    /// # Errors
    /// If the file can't be made.
    pub(super) fn create(path: Option<&Path>) -> io::Result<Self> {
        let mut inner = Inner::default();
        if let Some(path) = path {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            inner.file = Some((BufWriter::new(NamedTempFile::new_in(folder)?), path.to_owned()));
            inner.write(b"{\"entries\":[");
        }
        Ok(Self(Mutex::new(inner)))
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        // What a thread that broke down has written is as good as before.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes note of something that could not be read as it stands.
    pub(super) fn problem(&self, input: &str, warning: &Warning) {
        let mut inner = self.inner();
        inner.problems += 1;
        inner.left_out += usize::from(warning.left_out.is_some());
        inner.entry(|fields| {
            let (what, details) = warning.problem.described();
            fields.string("kind", "problem");
            fields.string("input", input);
            fields.text("at", &warning.at.to_string());
            fields.string("what", what);
            fields.text("details", &details);
            if let Some(left_out) = &warning.left_out {
                fields.string("left_out", left_out);
            }
        });
    }

    /// Takes note of something the new format can't hold.
    pub(super) fn loss(&self, loss: &Loss) {
        let mut inner = self.inner();
        *inner.losses.entry(loss.what).or_default() += 1;
        inner.entry(|fields| {
            fields.string("kind", "loss");
            fields.string("document", loss.document.as_str());
            fields.text("annotator", loss.annotator.as_str());
            fields.text("of", &loss.of);
            fields.string("what", loss.what.code());
            fields.text("quote", &loss.quote);
            fields.text("details", &loss.details);
        });
    }

    /// How many problems there were, and how many things were left out for them.
    pub(super) fn problems(&self) -> (usize, usize) {
        let inner = self.inner();
        (inner.problems, inner.left_out)
    }

    /// How many losses there were of each kind.
    pub(super) fn losses(&self) -> BTreeMap<Lost, usize> {
        self.inner().losses.clone()
    }

    /// Whether every entry goes to a file.
    pub(super) fn has_file(&self) -> bool {
        self.inner().file.is_some()
    }

    /// Ends the file.
    ///
    /// # Errors
    /// If not everything could be written.
    pub(super) fn end(self) -> io::Result<()> {
        let mut inner = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut totals = Vec::new();
        object(&mut totals, |fields| {
            fields.number("problems", inner.problems as u64);
            fields.number("left_out", inner.left_out as u64);
            fields.object("losses", |fields| {
                for (what, n) in &inner.losses {
                    fields.number(what.code(), *n as u64);
                }
            });
        });
        inner.write(b"\n],");
        inner.write(&totals[1..]);
        inner.write(b"\n");
        if let Some(error) = inner.error {
            return Err(error);
        }
        let Some((file, path)) = inner.file else {
            return Ok(());
        };
        let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.persist(path).map(drop).map_err(|error| error.error)
    }
}

impl Inner {
    fn entry(&mut self, fill: impl FnOnce(&mut crate::domain::formats::json::Object<'_>)) {
        if self.file.is_none() {
            return;
        }
        let mut entry: Vec<u8> = if self.entries == 0 { b"\n".to_vec() } else { b",\n".to_vec() };
        self.entries += 1;
        object(&mut entry, fill);
        self.write(&entry);
    }

    fn write(&mut self, bytes: &[u8]) {
        if let Some((file, _)) = &mut self.file
            && self.error.is_none()
        {
            self.error = file.write_all(bytes).err();
        }
    }
}
