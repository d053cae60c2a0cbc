//! JSON records of files, whether they are the lines of JSONL, the items of a list, or one object alone.

use std::io::{self, BufRead};

use super::files::{Files, LONGEST_LINE, Line};
use super::intake::{Intake, Unreadable, check_json, read_json, read_json_lines};
use super::outlet::split_named;
use super::problem::Problem;

/// Reads every record of every file that has one of the endings: the items where the file is a list, which are read one
/// after another, else its lines. `read` gets the path, the place and the record. One that is no JSON is reported.
///
/// # Errors
/// If a file can't be read by the machine.
pub fn each_json_item(
    files: &dyn Files,
    endings: &[&str],
    intake: &mut Intake<'_>,
    mut read: impl FnMut(&mut Intake<'_>, &str, &str, String),
) -> Result<(), Unreadable> {
    let paths = files.paths();
    let alone = paths.len() == 1;
    for path in paths.iter().filter(|path| alone || endings.iter().any(|ending| path.ends_with(ending))) {
        let failed = |error: io::Error| Unreadable::io(path, &error);
        intake.split = split_named(path).unwrap_or_default().to_owned();
        let before = if alone { String::new() } else { format!("{path}: ") };
        let mut read = |intake: &mut Intake<'_>, at: &str, json| read(intake, path, at, json);
        let mut items = Items::new(files.open(path).map_err(failed)?);
        if !items.begin().map_err(failed)? {
            match alone_in(files, path).map_err(failed)? {
                Some(json) => read_json(intake, &format!("{before}line 1"), Line::Text(json), &mut read),
                None => read_json_lines(files, path, &before, intake, &mut read)?,
            }
            continue;
        }
        while let Some((number, item)) = items.next().map_err(failed)? {
            if intake.is_cancelled() {
                return Ok(());
            }
            read_json(intake, &format!("{before}[{number}]"), item, &mut read);
        }
        if !items.is_whole().map_err(failed)? {
            intake.warn(
                path.as_str(),
                Problem::Malformed("the list does not end where the file does".into()),
                Some(""),
            );
        }
    }
    Ok(())
}

/// The file, if it is one object on several lines.
fn alone_in(files: &dyn Files, path: &str) -> io::Result<Option<String>> {
    let mut first = String::new();
    let looks_broken = match files.open(path)?.read_line(&mut first) {
        Ok(_) => check_json(first.trim_start_matches('\u{feff}')).is_err(),
        Err(_) => false,
    };
    if !looks_broken {
        return Ok(None);
    }
    let whole = files.read(path).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let whole = whole.map(|whole| whole.trim_start_matches('\u{feff}').to_owned());
    Ok(whole.filter(|whole| check_json(whole).is_ok()))
}

/// The items of a JSON list, of which only one is in memory at a time.
struct Items<'a> {
    file: Box<dyn BufRead + 'a>,
    number: usize,
}

impl<'a> Items<'a> {
    fn new(file: Box<dyn BufRead + 'a>) -> Self {
        Self { file, number: 0 }
    }

    /// Passes over the beginning of a list; whether there is one.
    fn begin(&mut self) -> io::Result<bool> {
        // A byte order mark is no white space.
        while self.peek()?.is_some_and(|byte| b"\xef\xbb\xbf".contains(&byte)) {
            self.file.consume(1);
        }
        let is_list = self.peek()? == Some(b'[');
        self.file.consume(usize::from(is_list));
        Ok(is_list)
    }

    /// The next byte that is no white space.
    fn peek(&mut self) -> io::Result<Option<u8>> {
        loop {
            let buffer = self.file.fill_buf()?;
            let Some(byte) = buffer.first().copied() else {
                return Ok(None);
            };
            if !byte.is_ascii_whitespace() {
                return Ok(Some(byte));
            }
            self.file.consume(1);
        }
    }

    /// The next item and its number, from 0; nothing at the end of the list or of the file.
    fn next(&mut self) -> io::Result<Option<(usize, Line)>> {
        while self.peek()? == Some(b',') {
            self.file.consume(1);
        }
        if matches!(self.peek()?, None | Some(b']')) {
            return Ok(None);
        }
        let (mut item, mut length) = (Vec::new(), 0);
        let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
        loop {
            let buffer = self.file.fill_buf()?;
            let ends = |byte: &u8| {
                match byte {
                    _ if escaped => escaped = false,
                    b'\\' if in_string => escaped = true,
                    b'"' => in_string = !in_string,
                    _ if in_string => {}
                    b'{' | b'[' => depth += 1,
                    b',' | b']' if depth == 0 => return true,
                    b']' | b'}' => depth = depth.saturating_sub(1),
                    _ => {}
                }
                false
            };
            let end = buffer.iter().position(ends);
            let used = end.unwrap_or(buffer.len());
            length += used;
            if length <= LONGEST_LINE {
                item.extend_from_slice(&buffer[..used]);
            }
            let is_over = end.is_some() || buffer.is_empty();
            self.file.consume(used);
            if is_over {
                break;
            }
        }
        let number = self.number;
        self.number += 1;
        let item = match String::from_utf8(item) {
            _ if length > LONGEST_LINE => Line::TooLong,
            Ok(json) => Line::Text(json),
            Err(error) => Line::NotText(error.utf8_error().valid_up_to()),
        };
        Ok(Some((number, item)))
    }

    /// Whether the list ends and nothing follows it.
    fn is_whole(&mut self) -> io::Result<bool> {
        let ends = self.peek()? == Some(b']');
        self.file.consume(usize::from(ends));
        Ok(ends && self.peek()?.is_none())
    }
}
