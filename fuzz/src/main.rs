//! Feeds an importer, or the readers of articles, whatever libFuzzer thinks of. Which is told by the variable `POSTIL_FUZZ`.
//!
//! The input is one file, or several: a line `%%%% PATH` begins a file. An importer must never panic, and what it made
//! of the input must be whole: written as Postil JSON and read again, it says the same without a warning, but that a span
//! still cuts what is seen as one character.
#![no_main]

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use postil::domain::article::draft::Draft;
use postil::domain::article::reader;
use postil::domain::formats::files::InMemory;
use postil::domain::formats::intake::Collected;
use postil::domain::formats::problem::Problem;
use postil::domain::formats::{Format, detect, postil as own};
use postil::domain::id::DocumentId;

/// Begins the line before each file.
const MARK: &[u8] = b"%%%% ";

/// The name under which the readers of articles are fed.
const READERS: &str = "readers";

/// The format; none for the readers.
fn format() -> Option<Format> {
    static FORMAT: OnceLock<Option<Format>> = OnceLock::new();
    *FORMAT.get_or_init(|| {
        let name = std::env::var("POSTIL_FUZZ").expect("POSTIL_FUZZ names a format");
        (name != READERS).then(|| Format::named(&name).expect("there is such a format"))
    })
}

/// A reader must never panic, and the article it makes can be had again from its document.
fn read_article(input: &[u8]) {
    for path in ["input", "input.md"] {
        for draft in reader::read(path, input, None).unwrap_or_default() {
            let document = draft.document(DocumentId::new("input"));
            let again = Draft::from(&document).document(DocumentId::new("input"));
            assert_eq!(again.text(), document.text());
            assert_eq!(again.left_out, document.left_out);
        }
    }
}

fn files(input: &[u8]) -> InMemory {
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for line in input.split_inclusive(|byte| *byte == b'\n') {
        match (line.strip_prefix(MARK), files.last_mut()) {
            (Some(path), _) => files.push((String::from_utf8_lossy(path).trim().to_owned(), Vec::new())),
            (None, Some((_, content))) => content.extend_from_slice(line),
            (None, None) => files.push(("input".to_owned(), line.to_vec())),
        }
    }
    files.retain(|(path, _)| !path.is_empty());
    files.sort();
    files.dedup_by(|one, other| one.0 == other.0);
    InMemory(files)
}

fuzz_target!(|input: &[u8]| {
    let Some(format) = format() else {
        return read_article(input);
    };
    let files = files(input);
    let _ = detect(&files);
    let Ok(read) = Collected::read(format, &files) else {
        return;
    };
    let project = read.project();
    let again = own::read(&own::write(&project, "")).expect("what is written can be read");
    let wrong: Vec<_> = again.warnings.iter().filter(|warning| warning.problem != Problem::CutsGrapheme).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    assert_eq!(again.project.documents.len(), project.documents.len());
    let spans = |sets: &[std::sync::Arc<postil::domain::annotation::AnnotationSet>]| -> usize {
        sets.iter().map(|set| set.spans().len()).sum()
    };
    assert_eq!(spans(&again.project.sets), spans(&project.sets));
});
