//! The files an import reads: one, a folder of them, or what a zip holds.

use std::io::{self, BufRead, Read};

/// The longest line or record, in bytes: a longer one is reported and passed over, so that no file can fill the memory.
pub const LONGEST_LINE: usize = 256 << 20;

/// Files that are read together, each by its path, with `/` between the folders.
pub trait Files {
    /// The paths, sorted; never empty strings.
    fn paths(&self) -> Vec<String>;

    /// Opens a file.
    ///
    /// # Errors
    /// If it can't be read.
    fn open(&self, path: &str) -> io::Result<Box<dyn BufRead + '_>>;

    /// The whole of a file.
    ///
    /// # Errors
    /// If it can't be read, or is longer than [`LONGEST_LINE`].
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.open(path)?.take(LONGEST_LINE as u64 + 1).read_to_end(&mut bytes)?;
        if bytes.len() > LONGEST_LINE {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, "longer than 256 MB"));
        }
        Ok(bytes)
    }

    /// The first bytes of a file, at most so many; fewer only where the file ends.
    ///
    /// # Errors
    /// If it can't be read.
    fn head(&self, path: &str, most: usize) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.open(path)?.take(most as u64).read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

/// Files that are in memory.
#[derive(Clone, Debug, Default)]
pub struct InMemory(pub Vec<(String, Vec<u8>)>);

impl InMemory {
    /// A single file.
    pub fn one(path: &str, bytes: impl Into<Vec<u8>>) -> Self {
        Self(vec![(path.to_owned(), bytes.into())])
    }
}

impl Files for InMemory {
    fn paths(&self) -> Vec<String> {
        let mut paths: Vec<String> = self.0.iter().map(|(path, _)| path.clone()).collect();
        paths.sort();
        paths
    }

    fn open(&self, path: &str) -> io::Result<Box<dyn BufRead + '_>> {
        // They are mostly sorted, and there may be ten thousand.
        let sorted = self.0.binary_search_by(|(known, _)| known.as_str().cmp(path)).ok().map(|place| &self.0[place]);
        let file = sorted.or_else(|| self.0.iter().find(|(known, _)| known == path));
        let (_, bytes) = file.ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))?;
        Ok(Box::new(bytes.as_slice()))
    }
}

/// A line of a text file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// The line without its end; half-read characters can't occur, a line is valid UTF-8.
    Text(String),
    /// The line is no UTF-8; the first bad byte, from 0.
    NotText(usize),
    /// The line is longer than [`LONGEST_LINE`].
    TooLong,
}

/// Reads a text file line by line. A line ends with LF, or CR LF; no other character ends one. A leading byte order
/// mark is passed over.
pub struct Lines<'a> {
    file: Box<dyn BufRead + 'a>,
    number: usize,
}

impl<'a> Lines<'a> {
    /// Starts before the first line.
    pub fn new(file: Box<dyn BufRead + 'a>) -> Self {
        Self { file, number: 0 }
    }

    /// The next line and its number, from 1; nothing at the end of the file.
    ///
    /// # Errors
    /// If the file can't be read further.
    pub fn next_line(&mut self) -> io::Result<Option<(usize, Line)>> {
        let mut bytes = Vec::new();
        let limited = &mut self.file;
        let count = limited.take(LONGEST_LINE as u64 + 2).read_until(b'\n', &mut bytes)?;
        if count == 0 {
            return Ok(None);
        }
        self.number += 1;
        if bytes.len() > LONGEST_LINE && bytes.last() != Some(&b'\n') {
            while {
                bytes.clear();
                self.file.by_ref().take(1 << 20).read_until(b'\n', &mut bytes)? > 0 && bytes.last() != Some(&b'\n')
            } {}
            return Ok(Some((self.number, Line::TooLong)));
        }
        if bytes.last() == Some(&b'\n') {
            bytes.pop();
            if bytes.last() == Some(&b'\r') {
                bytes.pop();
            }
        }
        if self.number == 1 && bytes.starts_with(b"\xef\xbb\xbf") {
            bytes.drain(..3);
        }
        let line = match String::from_utf8(bytes) {
            Ok(text) => Line::Text(text),
            Err(error) => Line::NotText(error.utf8_error().valid_up_to()),
        };
        Ok(Some((self.number, line)))
    }
}
