//! The rows of a file, one by one.

use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

use csv::{ByteRecord, ReaderBuilder, StringRecord};

use super::cells::unguarded;
use super::header::{Column, Header};
use crate::domain::formats::files::{Files, LONGEST_LINE};

/// So much of a file shows what separates its cells, in bytes.
const HEAD: usize = 64 << 10;

/// What is read behind the end of a file. It comes as a row of its own, or at the end of a cell whose quotation mark is never
/// closed.
const END: &str = "\n\u{0}\u{1}end of file\u{1}\u{0}";

/// A row.
pub(super) struct Row {
    /// The line it starts on, from 1.
    pub(super) line: u64,
    /// How many lines it stands on.
    pub(super) lines: u64,
    /// Whether the file ends in a quotation that it begins.
    pub(super) is_open: bool,
    cells: StringRecord,
}

impl Row {
    /// What the cell of a column says; empty where there is none.
    pub(super) fn cell(&self, header: &Header, column: Column) -> &str {
        header.place(column).map_or("", |place| self.at(place))
    }

    /// What the cell at a place says; empty where there is none.
    pub(super) fn at(&self, place: usize) -> &str {
        unguarded(self.cells.get(place).unwrap_or_default())
    }

    /// How many cells it has.
    pub(super) fn width(&self) -> usize {
        self.cells.len()
    }

    /// The cells that stand under no name.
    pub(super) fn beyond(&self, header: &Header) -> Vec<&str> {
        self.cells.iter().skip(header.width).filter(|cell| !cell.is_empty()).collect()
    }
}

/// Why a row can't be read.
pub(super) enum BadRow {
    /// It is no UTF-8.
    NotText(u64),
    /// It is longer than [`LONGEST_LINE`]; what follows can't be told from it.
    TooLong(u64),
}

/// Reads the rows of a file.
pub(super) struct Rows<'a> {
    reader: csv::Reader<Bounded<'a>>,
    left: Rc<Cell<usize>>,
    /// The names in the first row.
    pub(super) header: Header,
    record: ByteRecord,
}

impl<'a> Rows<'a> {
    /// Opens a file and reads its first row.
    pub(super) fn open(files: &'a dyn Files, path: &str) -> io::Result<Self> {
        let head = files.head(path, HEAD)?;
        let head = String::from_utf8_lossy(&head);
        let left = Rc::new(Cell::new(LONGEST_LINE));
        let file = Bounded { file: files.open(path)?, left: left.clone(), end: END.as_bytes() };
        let builder = &mut ReaderBuilder::new();
        let reader = builder.flexible(true).has_headers(false).delimiter(delimiter(&head)).from_reader(file);
        let mut rows = Self { reader, left, header: Header::default(), record: ByteRecord::new() };
        let mut first = rows.next()?;
        // Excel's own note of the separator.
        if matches!(&first, Some(Ok(row)) if row.at(0).starts_with("sep=")) {
            first = rows.next()?;
        }
        if let Some(Ok(row)) = first {
            rows.header = Header::of(row.cells.iter());
        }
        Ok(rows)
    }

    /// The next row; nothing at the end of the file.
    pub(super) fn next(&mut self) -> io::Result<Option<Result<Row, BadRow>>> {
        self.left.set(LONGEST_LINE);
        let line = |record: &ByteRecord| record.position().map_or(0, csv::Position::line);
        match self.reader.read_byte_record(&mut self.record) {
            Ok(false) => Ok(None),
            Ok(true) => {
                let line = line(&self.record);
                let lines = self.reader.position().line().saturating_sub(line).max(1);
                let mut record = std::mem::take(&mut self.record);
                let last = record.iter().next_back().unwrap_or_default();
                if record.len() == 1 && last == &END.as_bytes()[1..] {
                    return Ok(None);
                }
                let is_open = last.ends_with(END.as_bytes());
                if is_open {
                    let whole = last[..last.len() - END.len()].to_vec();
                    record.truncate(record.len() - 1);
                    record.push_field(&whole);
                    record.set_position(None);
                }
                let cells = StringRecord::from_byte_record(record);
                Ok(Some(cells.map(|cells| Row { line, lines, is_open, cells }).map_err(|_| BadRow::NotText(line))))
            }
            Err(_) if self.left.get() == 0 => Ok(Some(Err(BadRow::TooLong(self.reader.position().line())))),
            Err(error) => Err(match error.into_kind() {
                csv::ErrorKind::Io(error) => error,
                _ => io::ErrorKind::InvalidData.into(),
            }),
        }
    }
}

/// What separates cells: of comma, semicolon and tab, the one the first line has most of outside quotation marks.
pub(super) fn delimiter(head: &str) -> u8 {
    let head = head.trim_start_matches('\u{feff}');
    if let Some(separator) = head.strip_prefix("sep=").and_then(|rest| rest.bytes().next()).filter(u8::is_ascii) {
        return separator;
    }
    let mut counts = [(b',', 0_usize), (b';', 0), (b'\t', 0)];
    let mut is_quoted = false;
    for byte in head.bytes() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\n' if !is_quoted => break,
            _ if !is_quoted => {
                for (separator, count) in &mut counts {
                    *count += usize::from(*separator == byte);
                }
            }
            _ => {}
        }
    }
    // Of equal counts the first goes before.
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(separator, _)| separator)
}

/// A file of which a limited number of bytes can be read before the limit is set anew, so that an open quotation mark can't
/// fill the memory.
struct Bounded<'a> {
    file: Box<dyn BufRead + 'a>,
    left: Rc<Cell<usize>>,
    /// What is still to be read of [`END`].
    end: &'static [u8],
}

impl Read for Bounded<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.left.get();
        if left == 0 {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let most = buffer.len().min(left);
        let count = match self.file.read(&mut buffer[..most])? {
            0 => self.end.read(&mut buffer[..most])?,
            count => count,
        };
        self.left.set(left - count);
        Ok(count)
    }
}
