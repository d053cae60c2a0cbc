//! What a command reads: files, folders, zips and standard input.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::{Stop, Streams};
use crate::domain::formats::Format;
use crate::domain::formats::files::Files;
use crate::domain::formats::groups::{Group, Only, groups};
use crate::domain::formats::intake::{Intake, Sink, Unreadable};
use crate::domain::formats::outlet::{About, Annotated};
use crate::domain::formats::problem::{Problem, Warning, Whereabouts};
use crate::domain::formats::zip;

/// The longest zip that is read, in bytes: it is held in memory.
pub(super) const LONGEST_ZIP: u64 = 512 << 20;

/// Something to be read, by the name it was called by.
pub(super) struct Input {
    /// The argument.
    pub(super) name: String,
    files: Box<dyn Files + Sync>,
    groups: Vec<Group>,
    /// What a zip holds that is not read, and why.
    left_out: Vec<(String, String)>,
}

impl Input {
    /// Opens what the arguments name.
    ///
    /// # Errors
    /// If one can't be read by the machine, or its format isn't known.
    pub(super) fn open(names: &[String], format: Option<Format>, streams: &mut Streams<'_>) -> Result<Vec<Self>, Stop> {
        if names.iter().filter(|name| *name == "-").count() > 1 {
            return Err(Stop::Usage("standard input can be read only once".into()));
        }
        names.iter().map(|name| Self::open_one(name, format, streams)).collect()
    }

    fn open_one(name: &str, format: Option<Format>, streams: &mut Streams<'_>) -> Result<Self, Stop> {
        let unread = |error: io::Error| Stop::Input(format!("{name}: {error}"));
        let mut left_out = Vec::new();
        let files: Box<dyn Files + Sync> = if name == "-" {
            Box::new(Spooled::read(streams.input).map_err(unread)?)
        } else if fs::metadata(name).map_err(unread)?.is_dir() {
            Box::new(Folder::list(Path::new(name)).map_err(unread)?)
        } else {
            let file = OneFile::at(name);
            if zip::looks_like(&file.head(&file.shown, 8).map_err(unread)?) {
                if fs::metadata(name).map_err(unread)?.len() > LONGEST_ZIP {
                    return Err(Stop::Input(format!("{name}: a zip of more than 512 MB; unpack it first")));
                }
                let unzipped = zip::read(&fs::read(name).map_err(unread)?)
                    .map_err(|error| Stop::Input(format!("{name}: {}", error.described())))?;
                left_out =
                    unzipped.left_out.into_iter().map(|(path, why)| (path, why.described().to_owned())).collect();
                Box::new(unzipped.files)
            } else {
                Box::new(file)
            }
        };
        let groups = groups(&*files, format);
        if groups.is_empty() {
            return Err(Stop::Input(format!("{name}: there is no file in it")));
        }
        if groups.iter().all(|group| group.format.is_none()) {
            return Err(Stop::Input(format!("{name}: not of a known format; if it is of one, say so with --from")));
        }
        Ok(Self { name: name.to_owned(), files, groups, left_out })
    }

    /// The files that are not read, and why.
    pub(super) fn passed_over(&self) -> Vec<Warning> {
        let unknown = self.groups.iter().filter(|group| group.format.is_none()).flat_map(|group| &group.paths);
        let unknown = unknown.map(|path| (path.clone(), "not of a known format".to_owned()));
        let told = |(path, why): (String, String)| Warning {
            at: Whereabouts(path),
            problem: Problem::NotRead(why),
            left_out: Some(String::new()),
        };
        unknown.chain(self.left_out.iter().cloned()).map(told).collect()
    }

    /// The name without folders and ending, for what has no name of its own.
    pub(super) fn stem(&self) -> String {
        let stem = Path::new(&self.name).file_stem().map(|stem| stem.to_string_lossy().into_owned());
        stem.filter(|_| self.name != "-").unwrap_or_else(|| "input".into())
    }

    /// Reads everything into the sink.
    ///
    /// # Errors
    /// If nothing, or nothing more, can be made of it.
    pub(super) fn read(&self, sink: &mut dyn Sink) -> Result<(), Unreadable> {
        for group in &self.groups {
            let Some(format) = group.format else {
                continue;
            };
            let several = self.groups.len() > 1;
            let path = group.paths.first().filter(|_| several).map_or("", String::as_str);
            sink.group(path);
            let mut placed = Placed { sink: &mut *sink, path };
            let mut intake = Intake::new(&mut placed);
            format.read(&Only { files: &*self.files, paths: &group.paths }, &mut intake)?;
            intake.finish();
        }
        Ok(())
    }
}

/// Puts a file's path before the places of what is wrong in it, where there are several.
struct Placed<'a> {
    sink: &'a mut dyn Sink,
    path: &'a str,
}

impl Sink for Placed<'_> {
    fn document(&mut self, item: Annotated, about: &About) {
        self.sink.document(item, about);
    }

    fn warning(&mut self, mut warning: Warning) {
        let Whereabouts(at) = &mut warning.at;
        if !self.path.is_empty() && !at.starts_with(self.path) {
            let between = if at.is_empty() { "" } else { ": " };
            at.insert_str(0, &format!("{}{between}", self.path));
        }
        self.sink.warning(warning);
    }

    fn ended(&mut self, about: &About) {
        self.sink.ended(about);
    }

    fn is_cancelled(&self) -> bool {
        self.sink.is_cancelled()
    }
}

/// The files that an argument names, each by its path below a folder, with where it is on disk; standard input is nowhere.
///
/// # Errors
/// If there is no such file, or its folder can't be listed.
pub(super) fn listed(name: &str) -> io::Result<Vec<(String, Option<PathBuf>)>> {
    if name == "-" {
        return Ok(vec![("-".to_owned(), None)]);
    }
    if !fs::metadata(name)?.is_dir() {
        let file = OneFile::at(name);
        return Ok(vec![(file.shown, Some(file.path))]);
    }
    let folder = Folder::list(Path::new(name))?;
    Ok(folder.paths.iter().map(|path| (path.clone(), Some(folder.root.join(path)))).collect())
}

/// A file on disk.
struct OneFile {
    path: PathBuf,
    shown: String,
}

impl OneFile {
    fn at(name: &str) -> Self {
        let path = PathBuf::from(name);
        let shown = path.file_name().map_or_else(|| name.to_owned(), |name| name.to_string_lossy().into_owned());
        Self { path, shown }
    }
}

impl Files for OneFile {
    fn paths(&self) -> Vec<String> {
        vec![self.shown.clone()]
    }

    fn open(&self, _: &str) -> io::Result<Box<dyn BufRead + '_>> {
        Ok(Box::new(BufReader::with_capacity(1 << 18, File::open(&self.path)?)))
    }
}

/// What standard input said, kept aside because it is read more than once.
struct Spooled(NamedTempFile);

impl Spooled {
    fn read(input: &mut dyn Read) -> io::Result<Self> {
        let mut file = NamedTempFile::new()?;
        io::copy(input, &mut file)?;
        file.flush()?;
        Ok(Self(file))
    }
}

impl Files for Spooled {
    fn paths(&self) -> Vec<String> {
        vec!["-".to_owned()]
    }

    fn open(&self, _: &str) -> io::Result<Box<dyn BufRead + '_>> {
        Ok(Box::new(BufReader::with_capacity(1 << 18, self.0.reopen()?)))
    }
}

/// A folder on disk with everything below it; hidden files and links out of it are passed over.
struct Folder {
    root: PathBuf,
    paths: Vec<String>,
}

impl Folder {
    fn list(root: &Path) -> io::Result<Self> {
        let mut paths = Vec::new();
        let mut folders = vec![(root.to_path_buf(), String::new())];
        while let Some((folder, prefix)) = folders.pop() {
            for entry in fs::read_dir(folder)? {
                let entry = entry?;
                let name = entry.file_name().to_string_lossy().into_owned();
                let kind = entry.file_type()?;
                if name.starts_with('.') || kind.is_symlink() {
                    continue;
                }
                if kind.is_dir() {
                    folders.push((entry.path(), format!("{prefix}{name}/")));
                } else {
                    paths.push(format!("{prefix}{name}"));
                }
            }
        }
        paths.sort();
        Ok(Self { root: root.to_path_buf(), paths })
    }
}

impl Files for Folder {
    fn paths(&self) -> Vec<String> {
        self.paths.clone()
    }

    fn open(&self, path: &str) -> io::Result<Box<dyn BufRead + '_>> {
        Ok(Box::new(BufReader::with_capacity(1 << 18, File::open(self.root.join(path))?)))
    }
}
