//! Reading columns: any number of them, between spaces or tabs; the first is the word, the last the tag.

use super::Extras;
use crate::domain::formats::detect::Looked;
use crate::domain::formats::files::{Files, Line, Lines};
use crate::domain::formats::intake::{Intake, RawDocument, RawSet, Unreadable};
use crate::domain::formats::problem::Problem;
use crate::domain::formats::tags::{self, Decoder, Rebuilt, Scheme, Tag};
use crate::domain::text::LONGEST_TEXT;

/// So much of a file shows its scheme, in bytes.
const HEAD: usize = 256 << 10;

/// Whether what was looked at are columns.
pub fn fits(looked: &Looked<'_>) -> bool {
    looked.heads().any(|(_, head)| Survey::of(head).is_columns())
}

/// Whether what was looked at are columns, with tags that mark ends.
pub fn bioes_fits(looked: &Looked<'_>) -> bool {
    looked.heads().map(|(_, head)| Survey::of(head)).any(|survey| survey.is_columns() && survey.scheme == Scheme::Bioes)
}

/// Reads files of columns, in whatever scheme their tags are. A file without `-DOCSTART-` is one document.
///
/// # Errors
/// If a file can't be read by the machine, or none of them has columns.
pub fn read(files: &dyn Files, intake: &mut Intake<'_>) -> Result<(), Unreadable> {
    let paths = files.paths();
    let alone = paths.len() == 1;
    let mut was_any = false;
    for path in &paths {
        let head = files.head(path, HEAD).map_err(|error| Unreadable::io(path, &error))?;
        let survey = Survey::of(&String::from_utf8_lossy(&head));
        // Asked for one file, what is nearly columns is read as well as it goes.
        if if alone { survey.pairs == 0 && !survey.has_starts } else { !survey.is_columns() } {
            intake.warn(path.as_str(), Problem::Malformed("no columns of words and tags".into()), Some(""));
            continue;
        }
        was_any = true;
        let mut reader = Reader::new(intake, path, alone, &survey);
        let mut lines = Lines::new(files.open(path).map_err(|error| Unreadable::io(path, &error))?);
        while let Some((number, line)) = lines.next_line().map_err(|error| Unreadable::io(path, &error))? {
            if reader.intake.is_cancelled() {
                return Ok(());
            }
            match line {
                Line::Text(line) => reader.line(number, &line),
                Line::NotText(byte) => reader.malformed(number, format!("not UTF-8 from byte {byte}")),
                Line::TooLong => reader.malformed(number, "longer than 256 MB".into()),
            }
        }
        reader.end_document();
    }
    if was_any { Ok(()) } else { Err(Unreadable::OtherFormat("no columns of words and tags".into())) }
}

/// What a line is.
enum Row<'a> {
    Blank,
    /// A comment, without its `#`.
    Comment(&'a str),
    DocumentStart,
    /// The columns; at least one.
    Word(Vec<&'a str>),
}

impl<'a> Row<'a> {
    fn of(line: &'a str) -> Self {
        let columns: Vec<&str> = if line.contains('\t') {
            line.trim_end_matches([' ', '\t']).split('\t').map(|column| column.trim_matches(' ')).collect()
        } else {
            line.split(' ').filter(|column| !column.is_empty()).collect()
        };
        match (columns.first(), columns.last()) {
            (Some(first), _) if *first == "-DOCSTART-" => Self::DocumentStart,
            (Some(first), Some(last)) if !(columns.len() == 1 && first.is_empty()) => match line.strip_prefix('#') {
                // A `#` may as well be a word.
                Some(comment) if !is_tag(last) || columns.len() == 1 || columns.get(2) == Some(&"=") => {
                    Self::Comment(comment.trim())
                }
                _ => Self::Word(columns),
            },
            _ => Self::Blank,
        }
    }
}

/// Whether it can be nothing but a tag.
fn is_tag(column: &str) -> bool {
    column == "O" || Tag::parse(column).is_some_and(Tag::is_certain)
}

/// What the beginning of a file shows.
struct Survey {
    words: usize,
    /// Words that have another column.
    pairs: usize,
    tagged: usize,
    outside: usize,
    has_starts: bool,
    /// Whether the first column counts the words of each sentence.
    numbered: bool,
    scheme: Scheme,
}

impl Survey {
    fn of(head: &str) -> Self {
        // The last line may be cut off.
        let whole = if head.len() < HEAD { head } else { head.rsplit_once('\n').map_or("", |(lines, _)| lines) };
        let mut survey =
            Self { words: 0, pairs: 0, tagged: 0, outside: 0, has_starts: false, numbered: true, scheme: Scheme::Iob2 };
        let mut tags = tags::Survey::default();
        let mut sentence = Vec::new();
        let mut longest = 0;
        for line in whole.trim_start_matches('\u{feff}').split('\n') {
            match Row::of(line.trim_end_matches('\r')) {
                Row::Word(columns) => {
                    let last = columns[columns.len() - 1];
                    sentence.push(if columns.len() > 1 { Tag::parse(last) } else { None });
                    survey.words += 1;
                    survey.pairs += usize::from(columns.len() > 1);
                    survey.tagged += usize::from(columns.len() > 1 && is_tag(last));
                    survey.outside += usize::from(columns.len() > 1 && last == "O");
                    survey.numbered &= columns.len() > 2 && columns[0].parse() == Ok(sentence.len());
                    longest = longest.max(sentence.len());
                }
                Row::Comment(_) => {}
                row => {
                    survey.has_starts |= matches!(row, Row::DocumentStart);
                    tags.see(&sentence);
                    sentence.clear();
                }
            }
        }
        tags.see(&sentence);
        survey.numbered &= longest > 2;
        survey.scheme = tags.scheme();
        survey
    }

    fn is_columns(&self) -> bool {
        // Prose has lines that end with “e-mail”, but not one after the other.
        let is_marked = self.has_starts || (self.outside > 0 && self.words > 1);
        is_marked && self.tagged * 20 >= self.words * 19
    }
}

/// A word that was read, until its sentence ends.
struct Word {
    word: String,
    tag: String,
    line: usize,
    extras: Option<Extras>,
}

/// A document that is being read.
#[derive(Default)]
struct Draft {
    /// The line it starts on, if it has started.
    line: Option<usize>,
    id: Option<String>,
    rebuilt: Rebuilt,
    /// What stands after the last word, if that was said.
    gap: Option<String>,
    set: RawSet,
}

struct Reader<'r, 'i> {
    intake: &'r mut Intake<'i>,
    path: &'r str,
    alone: bool,
    numbered: bool,
    decoder: Decoder,
    /// Whether there was a `-DOCSTART-`.
    has_starts: bool,
    draft: Draft,
    sentence: Vec<Word>,
    /// What a comment says is the text of the sentence.
    said: Option<String>,
    /// Whether it was told that other columns are passed over.
    told_columns: bool,
    /// Whether it was told that comments are passed over.
    told_comments: bool,
}

impl<'r, 'i> Reader<'r, 'i> {
    fn new(intake: &'r mut Intake<'i>, path: &'r str, alone: bool, survey: &Survey) -> Self {
        Self {
            intake,
            path,
            alone,
            numbered: survey.numbered,
            decoder: Decoder::new(survey.scheme),
            has_starts: false,
            draft: Draft::default(),
            sentence: Vec::new(),
            said: None,
            told_columns: false,
            told_comments: false,
        }
    }

    fn at(&self, line: usize) -> String {
        place(self.path, self.alone, line)
    }

    fn malformed(&mut self, line: usize, what: String) {
        self.intake.warn(self.at(line), Problem::Malformed(what), Some(""));
    }

    fn line(&mut self, number: usize, line: &str) {
        match Row::of(line) {
            Row::Blank => self.end_sentence(),
            Row::Comment(comment) => self.comment(number, comment),
            Row::DocumentStart => {
                self.end_document();
                self.has_starts = true;
                self.draft.line = Some(number);
            }
            Row::Word(columns) => self.word(number, line, &columns),
        }
    }

    fn comment(&mut self, number: usize, comment: &str) {
        if let Some(rest) = comment.strip_prefix("newdoc") {
            self.end_sentence();
            if !self.draft.rebuilt.text.is_empty() {
                self.end_document();
            }
            self.draft.line.get_or_insert(number);
            self.draft.id = rest.split_once('=').map(|(_, id)| id.trim().to_owned());
        } else if let Some(text) = comment.strip_prefix("text").and_then(|rest| rest.trim_start().strip_prefix('=')) {
            self.said = Some(text.trim().to_owned());
        } else if !self.told_comments {
            self.told_comments = true;
            self.intake.warn(self.at(number), Problem::NotKept("comments".into()), Some(comment));
        }
    }

    fn word(&mut self, number: usize, line: &str, columns: &[&str]) {
        let columns = &columns[usize::from(self.numbered && columns.len() > 2)..];
        let word = columns[0];
        if word.is_empty() {
            self.intake.warn(self.at(number), Problem::Missing("word"), Some(line));
            return;
        }
        let tag = if columns.len() > 1 { columns[columns.len() - 1] } else { "" };
        if tag.is_empty() {
            self.intake.warn(self.at(number), Problem::Missing("tag"), None);
        }
        let between = if columns.len() > 2 { &columns[1..columns.len() - 1] } else { &[] };
        let extras = between.last().and_then(|column| Extras::parse(column));
        let others = &between[..between.len() - usize::from(extras.is_some())];
        if !self.told_columns && others.iter().any(|column| !matches!(*column, "_" | "-X-" | "-" | "O" | "")) {
            self.told_columns = true;
            self.intake.warn(self.at(number), Problem::NotKept("columns between word and tag".into()), Some(line));
        }
        self.draft.line.get_or_insert(number);
        self.sentence.push(Word { word: word.to_owned(), tag: tag.to_owned(), line: number, extras });
    }

    fn end_sentence(&mut self) {
        let sentence = std::mem::take(&mut self.sentence);
        let said = self.said.take();
        let (Some(first), Some(last)) = (sentence.first(), sentence.last()) else {
            return;
        };
        let draft = &mut self.draft;
        if let Some(extras) = first.extras.as_ref().filter(|_| draft.rebuilt.text.is_empty()) {
            if !extras.document.is_empty() {
                draft.id = Some(extras.document.clone());
            }
            draft.set.annotator.clone_from(&extras.annotator);
            draft.gap = Some(extras.before.clone());
        }
        let gaps = said.and_then(|said| {
            let gaps = tags::align(&said, sentence.iter().map(|word| word.word.as_str()))?;
            Some(gaps.into_iter().map(str::to_owned).collect::<Vec<_>>())
        });
        let mut words = Vec::with_capacity(sentence.len());
        for (n, word) in sentence.iter().enumerate() {
            match draft.gap.take() {
                Some(gap) => draft.rebuilt.push(&gap),
                None if n > 0 => draft.rebuilt.push(gaps.as_ref().map_or(" ", |gaps| &gaps[n])),
                None => draft.rebuilt.push(if draft.rebuilt.text.is_empty() { "" } else { "\n" }),
            };
            words.push((word.tag.as_str(), draft.rebuilt.push(&word.word)));
            draft.gap = word.extras.as_ref().and_then(|extras| extras.after.clone());
        }
        let (path, alone) = (self.path, self.alone);
        let at = |n: usize| place(path, alone, sentence[n].line);
        let spans = self.decoder.spans(&words, &draft.rebuilt.text, at, self.intake);
        draft.set.spans.extend(spans);
        if draft.rebuilt.text.len() > LONGEST_TEXT / 2 {
            let what = Problem::ReadAs("what follows as another document".into());
            self.intake.warn(place(path, alone, last.line), what, None);
            self.end_document();
        }
    }

    fn end_document(&mut self) {
        self.end_sentence();
        let mut draft = std::mem::take(&mut self.draft);
        let Some(line) = draft.line else {
            return;
        };
        draft.rebuilt.push(draft.gap.as_deref().unwrap_or_default());
        let name = self.path.rsplit('/').next().unwrap_or_default();
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        self.intake.document(RawDocument {
            at: self.at(line),
            id: draft.id.or_else(|| (!self.has_starts).then(|| stem.to_owned())),
            text: draft.rebuilt.text,
            sets: vec![draft.set],
            ..RawDocument::default()
        });
    }
}

fn place(path: &str, alone: bool, line: usize) -> String {
    if alone { format!("line {line}") } else { format!("{path}: line {line}") }
}
