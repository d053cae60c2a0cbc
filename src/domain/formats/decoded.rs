//! Files that may be in UTF-16, as programs on Windows save text, read as UTF-8.

use std::io::{self, BufRead, BufReader, Read};

use super::files::Files;

/// Files of which those in UTF-16 that begin with a byte order mark come as UTF-8; all others come as they are. Half of a
/// surrogate pair becomes U+FFFD.
#[derive(Clone, Copy)]
pub struct Decoded<'a>(pub &'a dyn Files);

impl Files for Decoded<'_> {
    fn paths(&self) -> Vec<String> {
        self.0.paths()
    }

    fn open(&self, path: &str) -> io::Result<Box<dyn BufRead + '_>> {
        let mut file = self.0.open(path)?;
        let unit: fn([u8; 2]) -> u16 = match file.fill_buf()? {
            [0xff, 0xfe, ..] => u16::from_le_bytes,
            [0xfe, 0xff, ..] => u16::from_be_bytes,
            _ => return Ok(file),
        };
        Ok(Box::new(BufReader::new(Utf16 { file, unit, half: None, made: Vec::new(), read: 0 })))
    }
}

/// Makes UTF-8 of UTF-16.
struct Utf16<'a> {
    file: Box<dyn BufRead + 'a>,
    unit: fn([u8; 2]) -> u16,
    /// The first half of a surrogate pair whose second half is still to be read.
    half: Option<u16>,
    /// What was made of the last piece of the file.
    made: Vec<u8>,
    /// So much of it was handed on.
    read: usize,
}

impl Utf16<'_> {
    /// Makes UTF-8 of the next piece.
    fn go_on(&mut self) -> io::Result<()> {
        const PIECE: u64 = 16 << 10;
        let mut bytes = Vec::new();
        self.file.by_ref().take(PIECE).read_to_end(&mut bytes)?;
        let is_end = bytes.is_empty();
        let mut units: Vec<u16> = self.half.take().into_iter().collect();
        let pairs = bytes.chunks_exact(2);
        // A single byte at the end of the file is half of a unit.
        let odd = pairs.remainder().len();
        units.extend(pairs.map(|pair| (self.unit)([pair[0], pair[1]])));
        units.extend(std::iter::repeat_n(0xfffd, odd));
        if !is_end {
            self.half = units.pop_if(|last| (0xd800..0xdc00).contains(last));
        }
        self.made = String::from_utf16_lossy(&units).into_bytes();
        self.read = 0;
        Ok(())
    }
}

impl Read for Utf16<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.read == self.made.len() {
            self.go_on()?;
            if self.made.is_empty() && self.half.is_none() {
                return Ok(0);
            }
        }
        let count = (&self.made[self.read..]).read(buffer)?;
        self.read += count;
        Ok(count)
    }
}
