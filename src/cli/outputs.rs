//! Where a conversion writes: aside first, in place when all of it is there.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::Stop;
use crate::domain::formats::export::SPLITS;
use crate::domain::formats::outlet::{Loss, Outlet, Part};
use crate::domain::formats::{Format, Shape, zip};

/// So many files are held open at once.
const OPEN_FILES: usize = 48;

/// Takes an export into a folder of its own.
pub(super) struct DiskOutlet<'a> {
    folder: TempDir,
    /// Which parts each file has, by path; the number is its name in the folder.
    parts: BTreeMap<(String, Part), usize>,
    open: BTreeMap<usize, BufWriter<File>>,
    error: Option<io::Error>,
    lose: &'a mut dyn FnMut(Loss),
}

impl<'a> DiskOutlet<'a> {
    /// An empty export beside where it will go, or in the machine's own place for such.
    ///
    /// # Errors
    /// If no folder can be made there.
    pub(super) fn beside(target: Option<&Path>, lose: &'a mut dyn FnMut(Loss)) -> io::Result<Self> {
        let folder = match target.and_then(Path::parent) {
            Some(parent) => {
                let parent = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
                fs::create_dir_all(parent)?;
                tempfile::Builder::new().prefix(".postil-").tempdir_in(parent)?
            }
            None => tempfile::tempdir()?,
        };
        Ok(Self { folder, parts: BTreeMap::new(), open: BTreeMap::new(), error: None, lose })
    }

    fn write(&mut self, path: &str, part: Part, bytes: &[u8]) -> io::Result<()> {
        let next = self.parts.len();
        let number = *self.parts.entry((path.to_owned(), part)).or_insert(next);
        if !self.open.contains_key(&number) {
            if self.open.len() >= OPEN_FILES {
                for (_, mut file) in std::mem::take(&mut self.open) {
                    file.flush()?;
                }
            }
            let file =
                OpenOptions::new().create(true).append(true).open(self.folder.path().join(number.to_string()))?;
            self.open.insert(number, BufWriter::with_capacity(1 << 16, file));
        }
        match self.open.get_mut(&number) {
            Some(file) => file.write_all(bytes),
            None => Ok(()),
        }
    }

    /// Whether writing on is of no use.
    pub(super) fn has_failed(&self) -> bool {
        self.error.is_some()
    }

    /// Ends the writing.
    ///
    /// # Errors
    /// If not everything could be written.
    pub(super) fn whole(mut self) -> io::Result<Whole> {
        if let Some(error) = self.error.take() {
            return Err(error);
        }
        for (_, mut file) in std::mem::take(&mut self.open) {
            file.flush()?;
        }
        let mut files: Vec<(String, PathBuf)> = Vec::new();
        for ((path, _), number) in self.parts {
            let part = self.folder.path().join(number.to_string());
            match files.last() {
                Some((known, first)) if *known == path => {
                    io::copy(&mut File::open(&part)?, &mut OpenOptions::new().append(true).open(first)?)?;
                    fs::remove_file(part)?;
                }
                _ => files.push((path, part)),
            }
        }
        Ok(Whole { folder: self.folder, files })
    }
}

impl Outlet for DiskOutlet<'_> {
    fn append_to(&mut self, path: &str, part: Part, bytes: &[u8]) {
        if self.error.is_none()
            && let Err(error) = self.write(path, part, bytes)
        {
            self.error = Some(error);
        }
    }

    fn lose(&mut self, loss: Loss) {
        (self.lose)(loss);
    }
}

/// An export that is all there, still aside.
pub(super) struct Whole {
    folder: TempDir,
    files: Vec<(String, PathBuf)>,
}

impl Whole {
    /// Writes the only file, or the one that matters most, to a stream. Returns the paths of those that are left out.
    ///
    /// # Errors
    /// If it can't be read or written, or no file matters more than the others.
    pub(super) fn copy_to(&self, format: Format, output: &mut dyn Write) -> Result<Vec<&str>, Stop> {
        let several = || Stop::Usage("this comes to several files: say where with -o FOLDER, or a .zip".into());
        let main = self.main(format).ok_or_else(several)?;
        let (_, file) = self.files.iter().find(|(path, _)| path == main).ok_or_else(several)?;
        io::copy(&mut File::open(file)?, output)?;
        Ok(self.files.iter().map(|(path, _)| path.as_str()).filter(|path| *path != main).collect())
    }

    /// The path of the only file that holds documents, if there is one.
    fn main(&self, format: Format) -> Option<&str> {
        let ending = match format.shape() {
            Shape::File(ending) | Shape::Folder(Some(ending)) => ending,
            Shape::Folder(None) => return None,
        };
        let mut holding = self.files.iter().filter(|(path, _)| path != SPLITS && ending_of(path) == Some(ending));
        let (path, _) = holding.next()?;
        (holding.next().is_none() && self.files.iter().all(|(path, _)| path != SPLITS)).then_some(path)
    }

    /// Puts everything where it belongs: a zip if the path ends so, a single file at the path, several in a folder of
    /// that name; what goes with a single file stands beside it under its name. Returns what is there now.
    ///
    /// # Errors
    /// If it can't be put there, or the path is a file's and there are several.
    pub(super) fn place(self, format: Format, target: &Path) -> Result<Vec<PathBuf>, Stop> {
        let ending = target.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        if ending.as_deref() == Some("zip") {
            let mut files = Vec::new();
            for (path, file) in &self.files {
                files.push((path.clone(), fs::read(file)?));
            }
            let whole = self.folder.path().join("zip");
            fs::write(&whole, zip::write(&files))?;
            fs::rename(whole, target)?;
            return Ok(vec![target.to_path_buf()]);
        }
        let is_folder = target.is_dir() || target.to_string_lossy().ends_with(['/', '\\']);
        let main = self.main(format);
        let fits = match format.shape() {
            Shape::File(_) => true,
            Shape::Folder(_) => main.and_then(ending_of).is_some_and(|main| ending.as_deref() == Some(main)),
        };
        let names_a_file =
            matches!(format.shape(), Shape::File(name) | Shape::Folder(Some(name)) if ending.as_deref() == Some(name));
        if main.is_none() && !is_folder && names_a_file {
            return Err(Stop::Usage("this comes to several files: give a folder or a .zip".into()));
        }
        let mut placed = Vec::new();
        for (path, file) in &self.files {
            let place = match main.filter(|_| fits && !is_folder) {
                Some(main) if path == main => target.to_path_buf(),
                Some(_) => target.with_extension(path),
                None => target.join(path),
            };
            if let Some(folder) = place.parent().filter(|folder| !folder.as_os_str().is_empty()) {
                fs::create_dir_all(folder)?;
            }
            fs::rename(file, &place)?;
            placed.push(place);
        }
        Ok(placed)
    }
}

fn ending_of(path: &str) -> Option<&str> {
    path.rsplit('/').next()?.rsplit_once('.').map(|(_, ending)| ending)
}
