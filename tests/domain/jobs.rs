//! What the worker does, bytes in and bytes out: files become records, and records become a file.

use std::sync::Arc;

use postil::app::jobs::{
    Asked, Behind, Choice, CompareJob, Compared, ExportJob, Exported, ImportJob, Imported, ImportedGroup,
    KnownDocument, ListedSpans, Question, ReadFile, ReadJob, ReadOutcome, Reading, Refusal, ReviseJob, Stored,
    StoredDocument, StoredIn, StoredSet, Task, Wanted, run, run_reader,
};
use postil::app::record::{Checkpoint, CheckpointWriter, DocumentHeader, Version, read_document, read_project};
use postil::app::state::ProjectInfo;
use postil::domain::article::draft::Draft;
use postil::domain::article::reader::needs_reader;
use postil::domain::document::{Block, Document, Metadata, Role};
use postil::domain::formats::Format;
use postil::domain::formats::outlet::Lost;
use postil::domain::formats::postil::{read, write};
use postil::domain::id::{Annotator, DocumentId, LabelId, ProjectId};
use postil::domain::project::Project;
use proptest::prelude::*;

use crate::support::cases;
use crate::support::formats::project_of;
use crate::support::marked::{Marked, NOW};
use crate::support::samples::{FIXTURE, any_project};

fn shown_project() -> ProjectInfo {
    ProjectInfo::new(ProjectId::new("mine"), "My project")
}

fn job(name: &str, bytes: &[u8]) -> ImportJob {
    ImportJob {
        files: Arc::new(vec![(name.into(), bytes.to_vec())]),
        decodings: Vec::new(),
        drafts: Arc::default(),
        choices: Vec::new(),
        project: shown_project(),
        projects: vec![shown_project()],
        known: Vec::new(),
        texts: Vec::new(),
        now: NOW.into(),
        seed: "seed".into(),
    }
}

/// A job with what the reader makes of a file; it must be able to make something of it.
fn read_first(name: &str, bytes: &[u8]) -> ImportJob {
    let reader = ReadJob { files: vec![(name.to_owned(), bytes.to_vec(), None)], is_all: true };
    let (mut files, mut drafts) = (Vec::new(), Vec::new());
    let mut decodings = Vec::new();
    for ReadFile { path, outcome } in ReadFile::read_all(&run_reader(&reader.write(), &mut |_| ())) {
        match outcome {
            ReadOutcome::Text(text, decoding) => {
                files.push((path.clone(), text));
                decodings.push((path, decoding));
            }
            ReadOutcome::Draft(draft) => drafts.push((path, draft)),
            other => panic!("{path}: {other:?}"),
        }
    }
    ImportJob { files: Arc::new(files), drafts: Arc::new(drafts), decodings, ..job("", b"") }
}

/// Runs a job with files that are one group.
fn imported(job: &ImportJob) -> Result<Imported, Refusal> {
    let mut groups = groups(job)?;
    assert_eq!(groups.len(), 1, "{groups:?}");
    groups.remove(0).outcome
}

/// Runs the job; progress must not go back.
fn groups(job: &ImportJob) -> Result<Vec<ImportedGroup>, Refusal> {
    let mut last = 0.0;
    let outcome = run(&job.write(), &mut |done| {
        assert!((last..=1.0).contains(&done), "progress from {last} to {done}");
        last = done;
    });
    ImportedGroup::read_all(&outcome)
}

fn stored(records: &[Stored], place: StoredIn) -> Vec<Vec<u8>> {
    let of_place = records.iter().filter(|(store, ..)| *store == place);
    of_place.map(|(.., bytes)| bytes.clone()).collect()
}

fn document_of(records: &[Stored]) -> Document {
    let headers = stored(records, StoredIn::Documents);
    let header = DocumentHeader::read(&headers[0]).expect("the header is whole");
    read_document(&header, &stored(records, StoredIn::Chunks)).expect("the document is whole")
}

/// Imports a text; returns its document.
#[track_caller]
fn text(name: &str, bytes: &[u8]) -> Document {
    let imported = imported(&job(name, bytes)).expect("the text is taken");
    assert_eq!((imported.added, imported.sets, imported.duplicates.len()), (1, 0, 0));
    assert_eq!(imported.warnings, []);
    assert_eq!((imported.target.id.as_str(), &imported.target.record), ("mine", &None));
    document_of(&imported.documents[0])
}

#[test]
fn a_text_becomes_a_document() {
    let document =
        text("", "Ports agreed\n\nBy Mara Lindqvist\n\n🙂 The towns agreed on many things this Monday.".as_bytes());
    assert_eq!(document.title(), "Ports agreed");
    assert_eq!(document.metadata.byline.as_deref(), Some("Mara Lindqvist"));
    assert_eq!(document.metadata.source, None);
    assert_eq!((document.id().as_str(), document.added.as_str()), ("seed", NOW));
    assert!(document.text().as_str().contains('🙂'));
    let nameless = text("notes.2024.txt", b"The towns agreed on many things this Monday.");
    assert_eq!(nameless.metadata.source.as_deref(), Some("notes.2024.txt"));
    assert_eq!(nameless.title(), "notes.2024", "a file without a headline is called by its name");
}

#[test]
fn a_text_may_be_utf16() {
    let words = "\u{feff}Ask 🙂\r\nEmbla";
    let little: Vec<u8> = words.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = words.encode_utf16().flat_map(u16::to_be_bytes).collect();
    for (bytes, told) in [
        (little, vec![("line-ends", "1")]),
        (big, vec![("line-ends", "1")]),
        (words.as_bytes().to_vec(), vec![("line-ends", "1"), ("byte-order-mark", "")]),
    ] {
        let job = if needs_reader("", &bytes) { read_first("", &bytes) } else { job("", &bytes) };
        let imported = imported(&job).unwrap();
        assert_eq!(document_of(&imported.documents[0]).text().as_str(), "Ask 🙂\nEmbla");
        let warnings: Vec<(&str, &str)> = imported.warnings.iter().map(|(_, what, how)| (&**what, &**how)).collect();
        assert_eq!(warnings, told);
    }
}

#[test]
fn annotations_may_be_in_an_old_encoding() {
    let line = "{\"text\":\"Käte traf Öle.\",\"spans\":[{\"start\":0,\"end\":4,\"label\":\"PERSON\"}]}\n";
    let bytes: Vec<u8> = line.chars().map(|character| character as u8).collect();
    let mut groups = groups(&read_first("jun.jsonl", &bytes)).unwrap();
    let group = groups.remove(0);
    assert_eq!(group.reading, Reading::Format(Format::Jsonl));
    let imported = group.outcome.unwrap();
    assert_eq!((imported.spans, document_of(&imported.documents[0]).text().as_str()), (1, "Käte traf Öle."));
}

#[test]
fn a_page_becomes_an_article_without_its_furniture() {
    let page = "<html lang=en><title>Ports agreed</title><nav><a href=/>Home</a></nav><article><h1>Ports agreed</h1>\
                <p>The towns of Ask and Embla signed the harbour accord on Monday, after talks of several years.</p>\
                <p>Mara Lindqvist, who led the talks, said that both ports will share their cranes from May on.</p>\
                </article><footer>Imprint</footer></html>";
    let mut groups = groups(&read_first("ports.html", page.as_bytes())).unwrap();
    let group = groups.remove(0);
    let imported = group.outcome.unwrap();
    assert_eq!((imported.added, imported.left_out, &imported.warnings[..]), (1, 2, &[][..]));
    let document = document_of(&imported.documents[0]);
    assert!(document.text().as_str().starts_with("Ports agreed\n\nThe towns"), "{}", document.text().as_str());
    let left_out: Vec<&str> = document.left_out.iter().map(|piece| &*piece.text).collect();
    assert_eq!(left_out, ["Home", "Imprint"]);
    assert_eq!(
        (document.metadata.source.as_deref(), document.metadata.language.as_deref()),
        (Some("ports.html"), Some("en"))
    );
    assert_eq!(group.draft.map(|draft| Draft::from(&document).pieces().len() - draft.pieces().len()), Some(0));
}

#[test]
fn an_article_that_is_nearly_the_same_is_told_of() {
    let wire = (0..40)
        .map(|n| format!("The envoys of town number {n} signed the accord about its port. "))
        .collect::<String>();
    let first = imported(&job("", wire.as_bytes())).unwrap();
    let mut again = job("", format!("{wire}Our own reporter was there.").as_bytes());
    again.known = known(&first, &[]);
    let second = imported(&again).unwrap();
    assert_eq!(second.added, 1);
    let (title, what, share) = &second.warnings[0];
    assert_eq!((title.as_str(), what.as_str()), (again.known[0].title.as_str(), "near-duplicate"));
    assert!(share.trim_end_matches(" %").parse::<u32>().is_ok_and(|share| share > 90), "{share}");
    again.files =
        Arc::new(vec![(String::new(), b"Quite another article about fish in the sea and who eats them.".to_vec())]);
    assert_eq!(imported(&again).unwrap().warnings, []);
}

#[test]
fn what_is_no_text_is_refused() {
    for (bytes, refusal) in [
        (&b""[..], Refusal::Empty),
        (b" \n\t\n", Refusal::Empty),
        (b"\xef\xbb\xbf", Refusal::Empty),
        (b"\x89PNG\r\n\x1a\n\0\0", Refusal::Binary),
        (b"text and \0", Refusal::Binary),
        (b"{\"format\": \"other\", \"by\": \"postil\"}", Refusal::OtherJson),
        (b"caf\xe9", Refusal::Binary),
        (b"{\"format\": \"postil\",\n", Refusal::BrokenJson(2, 0)),
        (b"{\"format\": \"postil\", \"version\": 1} x", Refusal::BrokenJson(1, 36)),
        (b"{\"format\": \"postil\", \"version\": 9}", Refusal::Newer(9)),
        (b"{\"format\": \"postil\", \"\xff\"}", Refusal::Binary),
    ] {
        assert_eq!(imported(&job("", bytes)), Err(refusal), "{}", bytes.escape_ascii());
    }
    let endless = vec![b'x'; (64 << 20) + 1];
    assert_eq!(imported(&job("", &endless)), Err(Refusal::TooLong));
}

#[test]
fn ten_megabytes_are_taken() {
    let paragraph = "The towns of Ask and Embla agreed on many things this Monday. ".repeat(8) + "\n\n";
    let document = text("", paragraph.repeat(20_000).as_bytes());
    assert_eq!(document.blocks().len(), 20_000);
}

#[test]
fn a_broken_job_has_no_answer() {
    for bytes in [&b""[..], b"junk", &[3, 0, 0, 0, b'{'], &[2, 0, 0, 0, b'{', b'}']] {
        let outcome = run(bytes, &mut |_| {});
        assert_eq!(ImportedGroup::read_all(&outcome), Err(Refusal::NoAnswer));
        assert_eq!(Exported::read(&outcome), None);
    }
}

/// The records of an import, as an export takes them.
fn stored_documents(imported: &Imported) -> Vec<StoredDocument> {
    let with_sets = imported.documents.iter().map(|records| {
        let mut sets: Vec<StoredSet> = Vec::new();
        for (store, _, bytes) in records {
            match (store, sets.last_mut()) {
                (StoredIn::Heads, _) => {
                    sets.push(StoredSet { head: bytes.clone(), checkpoint: Vec::new(), journal: Vec::new() });
                }
                (StoredIn::Checkpoints, Some(set)) => set.checkpoint.push(bytes.clone()),
                _ => {}
            }
        }
        let header = stored(records, StoredIn::Documents).remove(0);
        StoredDocument { header, chunks: stored(records, StoredIn::Chunks), sets }
    });
    with_sets.collect()
}

fn exported(project: ProjectInfo, documents: Vec<StoredDocument>) -> Exported {
    let job = ExportJob { project, documents, now: NOW.into(), wanted: Wanted::default() };
    Exported::read(&run(&job.write(), &mut |_| {})).expect("the export gives an answer")
}

/// What the file says of each article, and whose it is.
fn said(project: &Project) -> Vec<String> {
    let set = |set: &postil::domain::annotation::AnnotationSet| {
        let text = project.document(&set.document).expect("the document is there").text();
        format!("{}: {}", set.annotator, Marked::of(text, set).print())
    };
    project.sets.iter().map(|one| set(one)).collect()
}

#[test]
fn the_released_file_comes_through_storage() {
    let imported = imported(&job("harbour.json", FIXTURE.as_bytes())).unwrap();
    assert_eq!((imported.added, imported.sets), (2, 3));
    assert_eq!(imported.warnings, []);
    assert_eq!(imported.target.id.as_str(), "harbour", "the file names its project");
    let project = read_project(imported.target.record.as_ref().unwrap()).unwrap();
    assert_eq!(project.name, "Harbour articles");
    let out = exported(project, stored_documents(&imported));
    assert_eq!(out.damaged, 0);
    let (before, after) = (read(FIXTURE.as_bytes()).unwrap().project, read(&out.bytes).unwrap());
    assert_eq!(after.warnings, []);
    assert_eq!(after.project.schema, before.schema);
    assert_eq!(after.project.documents.len(), 2);
    let (mut before, mut after) = (said(&before), said(&after.project));
    before.sort();
    after.sort();
    assert_eq!(after, before);
}

#[test]
fn an_export_counts_what_is_damaged_and_keeps_the_rest() {
    let imported = imported(&job("", FIXTURE.as_bytes())).unwrap();
    let project = read_project(imported.target.record.as_ref().unwrap()).unwrap();
    let whole = stored_documents(&imported);
    let damaged = |damage: &dyn Fn(&mut Vec<StoredDocument>)| {
        let mut documents = whole.clone();
        damage(&mut documents);
        let out = exported(project.clone(), documents);
        (out.damaged, said(&read(&out.bytes).unwrap().project).len())
    };
    assert_eq!(damaged(&|_| {}), (0, 3));
    assert_eq!(damaged(&|documents| documents[1].header[9] ^= 1), (1, 2));
    assert_eq!(damaged(&|documents| documents[1].chunks[0][9] ^= 1), (1, 2));
    assert_eq!(damaged(&|documents| documents[0].sets[0].head[9] ^= 1), (1, 2));
    assert_eq!(damaged(&|documents| documents[0].sets[0].checkpoint[0][9] ^= 1), (1, 3));
}

/// The documents of an import as the library knows them afterwards.
fn known(imported: &Imported, annotators: &[&str]) -> Vec<KnownDocument> {
    let known = imported.documents.iter().map(|records| {
        let document = document_of(records);
        KnownDocument {
            project: imported.target.id.clone(),
            id: document.id().clone(),
            title: document.title().to_owned(),
            sha256: document.text().sha256().to_owned(),
            sketch: DocumentHeader::read(&stored(records, StoredIn::Documents)[0]).expect("a header").sketch,
            annotators: annotators.iter().copied().map(Annotator::new).collect(),
        }
    });
    known.collect()
}

#[test]
fn the_same_file_twice_changes_nothing() {
    let first = imported(&job("", FIXTURE.as_bytes())).unwrap();
    let mut again = job("", FIXTURE.as_bytes());
    again.projects.push(read_project(first.target.record.as_ref().unwrap()).unwrap());
    again.known = known(&first, &["mara", "jun"]);
    let second = imported(&again).unwrap();
    assert_eq!((second.added, second.sets), (0, 0));
    assert_eq!(second.duplicates, [DocumentId::new("doc-1"), DocumentId::new("doc-2")]);
    assert!(second.documents.is_empty() && second.target.record.is_none());
    let whose: Vec<(&str, &str)> = second.warnings.iter().map(|(_, what, details)| (&**what, &**details)).collect();
    assert_eq!(whose, [("set-exists", "mara"), ("set-exists", "jun"), ("set-exists", "jun")]);

    // The same text pasted is the same document, too; another annotator's work on it is new.
    again.known = known(&first, &["mara"]);
    let third = imported(&again).unwrap();
    assert_eq!((third.added, third.sets, third.duplicates.len()), (0, 2, 2));
    let mut pasted = job("", document_of(&first.documents[0]).text().as_str().as_bytes());
    pasted.known = vec![KnownDocument { project: ProjectId::new("mine"), ..again.known[0].clone() }];
    let pasted = imported(&pasted).unwrap();
    assert_eq!((pasted.added, pasted.duplicates), (0, vec![DocumentId::new("doc-1")]));
}

#[test]
fn a_taken_name_with_another_text_is_another_document() {
    let mut job = job("", FIXTURE.as_bytes());
    job.known = vec![KnownDocument {
        project: ProjectId::new("harbour"),
        id: DocumentId::new("doc-1"),
        title: "Another".into(),
        sha256: "0".repeat(64),
        sketch: String::new(),
        annotators: vec![Annotator::new("mara")],
    }];
    let imported = imported(&job).unwrap();
    assert_eq!((imported.added, imported.sets), (2, 3));
    assert_eq!(document_of(&imported.documents[0]).id().as_str(), "seed-1");
    assert_eq!(document_of(&imported.documents[1]).id().as_str(), "doc-2");
}

#[test]
fn a_file_without_a_project_brings_its_labels_into_the_shown_one() {
    let file = "{\"format\": \"postil\", \"version\": 1, \"documents\": [{\"id\": \"d\", \"text\": \"Ask.\"}], \"annotation_sets\": [\
                {\"id\": \"s\", \"document\": \"d\", \"annotator\": \"a\", \"spans\": [\
                {\"id\": \"s1\", \"label\": \"person\", \"start\": 0, \"end\": 3, \"quote\": \"Ask\"},\
                {\"id\": \"s2\", \"label\": \"actor\", \"start\": 0, \"end\": 99, \"quote\": \"Ask\"}]}]}";
    let imported = imported(&job("", file.as_bytes())).unwrap();
    assert_eq!(imported.target.id.as_str(), "mine");
    let project = read_project(imported.target.record.as_ref().unwrap()).unwrap();
    let labels: Vec<&str> = project.schema.labels.iter().map(|label| label.id.as_str()).collect();
    assert_eq!(labels, ["actor", "agreement", "focus-area", "person"]);
    let told: Vec<(&str, &str)> = imported.warnings.iter().map(|(at, what, _)| (&**at, &**what)).collect();
    assert_eq!(told, [("annotation_sets[0].spans[0]", "label-added"), ("annotation_sets[0].spans[1]", "out-of-range")]);
}

const JSONL: &str = "{\"text\":\"Ask met Embla.\",\"spans\":[{\"start\":0,\"end\":3,\"label\":\"PERSON\"}]}\n";

fn several(files: &[(&str, &str)]) -> ImportJob {
    let files = files.iter().map(|(path, content)| ((*path).to_owned(), content.as_bytes().to_vec()));
    ImportJob { files: Arc::new(files.collect()), ..job("", b"") }
}

#[test]
fn annotations_of_another_tool_come_into_the_shown_project() {
    let groups = groups(&job("jun.jsonl", JSONL.as_bytes())).unwrap();
    assert_eq!((groups[0].name.as_str(), groups[0].reading), ("jun.jsonl", Reading::Format(Format::Jsonl)));
    let imported = groups[0].outcome.as_ref().unwrap();
    assert_eq!((imported.added, imported.sets, imported.spans, imported.is_nameless), (1, 1, 1, true));
    assert_eq!(imported.annotators, [Annotator::new("jun")], "a file that doesn't say whose it is tells by its name");
    let project = read_project(imported.target.record.as_ref().unwrap()).unwrap();
    assert_eq!((project.id.as_str(), project.schema.labels.len()), ("mine", 4));
}

#[test]
fn a_label_that_is_only_written_otherwise_is_the_projects_own() {
    let line = JSONL.replace("PERSON", "FOCUS_AREA");
    let imported = imported(&job("jun.jsonl", line.as_bytes())).unwrap();
    assert_eq!(imported.target.record, None, "no label is new");
    assert_eq!(imported.warnings, [(String::new(), "label-as".to_owned(), "FOCUS_AREA → focus-area".to_owned())]);
}

#[test]
fn somebody_may_say_what_a_file_is_and_whose() {
    let choice = Choice { name: "jun.jsonl".into(), annotator: Some("Mara".into()), ..Choice::default() };
    let said = ImportJob { choices: vec![choice.clone()], ..job("jun.jsonl", JSONL.as_bytes()) };
    assert_eq!(imported(&said).unwrap().annotators, [Annotator::new("Mara")]);
    let article = Choice { reading: Some(Reading::Article), ..choice.clone() };
    let said = ImportJob { choices: vec![article], ..said };
    assert_eq!(document_of(&imported(&said).unwrap().documents[0]).text().as_str(), JSONL);
    let wrong = Choice { reading: Some(Reading::Format(Format::Postil)), ..choice };
    assert_eq!(imported(&ImportJob { choices: vec![wrong], ..said }), Err(Refusal::OtherJson));
}

#[test]
fn files_that_come_together_know_of_each_other() {
    let groups =
        groups(&several(&[("jun.jsonl", JSONL), ("mara.jsonl", JSONL), ("notes.txt", "Ask met Embla.")])).unwrap();
    let counts: Vec<_> = groups
        .iter()
        .map(|group| group.outcome.as_ref().map(|imported| (imported.added, imported.sets, imported.duplicates.len())))
        .collect();
    assert_eq!(counts, [Ok((1, 1, 0)), Ok((0, 1, 1)), Ok((0, 0, 1))]);
}

#[test]
fn work_on_nearly_the_same_text_finds_its_place() {
    let text = "The towns of Ask and Embla met on Monday to sign the harbour accord. ".repeat(6)
        + "Only the mayor of Ask stayed away, since nobody had told her.";
    let first = imported(&job("mine.txt", text.as_bytes())).unwrap();
    let document = document_of(&first.documents[0]);
    let at = text.find("mayor of Ask").unwrap() + 9;
    let line = |text: &str, start: usize| {
        let spans = format!("{{\"start\":{start},\"end\":{},\"label\":\"actor\",\"text\":\"mayor\"}}", start + 5);
        format!("{{\"text\":\"Updated! {text}\",\"spans\":[{spans},{{\"start\":0,\"end\":7,\"label\":\"x\"}}]}}\n")
    };
    let theirs = line(&text, at);
    let mut again = ImportJob { known: known(&first, &[]), ..job("jun.jsonl", theirs.as_bytes()) };
    let unknown = imported(&again).unwrap();
    assert_eq!((unknown.added, unknown.is_on_new_texts), (1, true), "without the texts it is a new document");
    let records = &first.documents[0];
    again.texts = vec![(stored(records, StoredIn::Documents).remove(0), stored(records, StoredIn::Chunks))];
    let found = imported(&again).unwrap();
    assert_eq!((found.added, found.sets, found.spans), (0, 1, 1));
    assert_eq!(found.duplicates, [document.id().clone()]);
    let told: Vec<&str> = found.warnings.iter().map(|(_, what, _)| what.as_str()).collect();
    assert_eq!(told, ["near-identical", "orphan"]);
}

#[test]
fn an_export_tells_what_the_format_cannot_hold_and_how_it_begins() {
    let imported = imported(&job("", FIXTURE.as_bytes())).expect("the fixture is taken");
    let record = imported.target.record.as_ref().expect("its project is new");
    let project = read_project(record).expect("the record is whole");
    let wanted = Wanted { format: Format::Jsonl, annotator: Some(Annotator::new("jun")), ..Wanted::default() };
    let job = ExportJob { project, documents: stored_documents(&imported), now: NOW.into(), wanted };
    let out = Exported::read(&run(&job.write(), &mut |_| {})).unwrap();
    assert_eq!((out.ending.as_str(), out.files.len(), out.damaged), ("jsonl", 1, 0));
    assert_eq!(out.bytes.iter().filter(|byte| **byte == b'\n').count(), 2, "a line for each article");
    assert!(out.preview.starts_with("{\"id\":\"doc-1\""), "{}", out.preview);
    assert_eq!((out.lost.len(), out.losses.len()), (0, 0));
}

/// What an export of the released file has in this format.
fn exported_as(wanted: Wanted) -> Exported {
    let imported = imported(&job("", FIXTURE.as_bytes())).expect("the fixture is taken");
    let record = imported.target.record.as_ref().expect("its project is new");
    let project = read_project(record).expect("the record is whole");
    let job = ExportJob { project, documents: stored_documents(&imported), now: NOW.into(), wanted };
    Exported::read(&run(&job.write(), &mut |_| {})).expect("the export gives an answer")
}

#[test]
fn the_first_lines_shown_are_those_of_the_data() {
    for (format, begins) in [
        (Format::Postil, "{\"format\":\"postil\""),
        (Format::LabelStudio, "[\n{\"id\":"),
        (Format::Brat, "T1\t"),
        (Format::Hf, "{\"id\":\"doc-"),
        (Format::CasXmi, "<?xml"),
        (Format::CasJson, "{"),
        (Format::WebannoTsv, "#FORMAT=WebAnno TSV 3.3"),
        (Format::Csv, "\u{feff}kind,document,"),
    ] {
        for split in [None, Some(("0.5,0.5".to_owned(), 0))] {
            let out = exported_as(Wanted { format, split, ..Wanted::default() });
            assert!(out.preview.starts_with(begins), "{}: {}", format.name(), out.preview);
        }
    }
}

#[test]
fn more_losses_than_are_listed_stand_in_a_table() {
    let few = exported_as(Wanted { format: Format::Conll, ..Wanted::default() });
    assert!(!few.losses.is_empty() && few.all_losses.is_empty());
    let spans = "{\"start\":0,\"end\":3,\"label\":\"a\"},{\"start\":0,\"end\":8,\"label\":\"b\"}";
    let lines: String = (0..600).map(|n| format!("{{\"text\":\"Ask, met {n}.\",\"spans\":[{spans}]}}\n")).collect();
    let imported = imported(&job("jun.jsonl", lines.as_bytes())).unwrap();
    let project = read_project(imported.target.record.as_ref().unwrap()).unwrap();
    let wanted = Wanted { format: Format::Conll, ..Wanted::default() };
    let job = ExportJob { project, documents: stored_documents(&imported), now: NOW.into(), wanted };
    let out = Exported::read(&run(&job.write(), &mut |_| {})).unwrap();
    assert_eq!((out.lost[0], out.losses.len()), ((Lost::Overlap, 600), 500));
    let table = String::from_utf8(out.all_losses).unwrap();
    assert!(table.starts_with("document,annotator,of,what,quote,details\n"), "{}", &table[..200]);
    assert_eq!(table.lines().count(), 601);
}

proptest! {
    #![proptest_config(cases(32))]

    /// A project goes through storage as records and comes out as it was.
    #[test]
    fn any_project_comes_through_storage(project in any_project()) {
        // The same text twice is one document.
        prop_assume!(project.documents[0].text() != project.documents[1].text());
        let imported = imported(&job("", &write(&project, ""))).unwrap();
        prop_assert_eq!(&imported.warnings, &[]);
        let info = read_project(imported.target.record.as_ref().unwrap()).unwrap();
        let out = exported(info, stored_documents(&imported));
        prop_assert_eq!(out.damaged, 0);
        let read = read(&out.bytes).unwrap();
        prop_assert_eq!(&read.warnings, &[]);
        prop_assert_eq!(read.project, project);
    }
}

#[test]
fn the_same_text_twice_in_a_file_has_one_place_for_an_annotators_work() {
    let known_text = imported(&job("", b"Ask met Embla.")).unwrap();
    let twice = JSONL.replace("{\"text\"", "{\"id\":\"one\",\"text\"")
        + &JSONL.replace("{\"text\"", "{\"id\":\"two\",\"text\"");
    let again = ImportJob { known: known(&known_text, &[]), ..job("jun.jsonl", twice.as_bytes()) };
    let imported = imported(&again).unwrap();
    let heads = imported.documents.iter().flatten().filter(|(store, ..)| *store == StoredIn::Heads).count();
    assert_eq!((imported.added, imported.sets, heads), (0, 1, 1));
    let told: Vec<(&str, &str)> = imported.warnings.iter().map(|(_, what, whose)| (&**what, &**whose)).collect();
    assert_eq!(told, [("set-exists", "jun")]);
}

#[test]
fn five_thousand_files_come_together() {
    let files: Vec<(String, Vec<u8>)> =
        (0..5000).map(|n| (format!("{n:04}.txt"), format!("Ask met Embla {n} times.").into_bytes())).collect();
    let known = (0..20_000).map(|n| KnownDocument {
        project: ProjectId::new("mine"),
        id: DocumentId::new(format!("d{n}")),
        title: String::new(),
        sketch: String::new(),
        sha256: format!("{n:064}"),
        annotators: Vec::new(),
    });
    let job = ImportJob { files: Arc::new(files), known: known.collect(), ..job("", b"") };
    let groups = groups(&job).unwrap();
    assert_eq!(groups.iter().filter(|group| group.outcome.as_ref().is_ok_and(|one| one.added == 1)).count(), 5000);
}

/// Makes an article anew of which the pieces with these words are left out; what came of it, and what found no place.
fn revised(marked: &str, without: &[&str]) -> (Document, String, Vec<String>) {
    revised_project(&project_of(marked, |_| ()), without)
}

fn revised_project(project: &Project, without: &[&str]) -> (Document, String, Vec<String>) {
    let first = imported(&job("", &write(project, ""))).expect("the file is taken");
    let stored = stored_documents(&first).remove(0);
    let mut draft = Draft::from(&document_of(&first.documents[0]));
    for place in 0..draft.pieces().len() {
        let words = draft.text().quote(draft.pieces()[place].range).to_owned();
        draft.keep(place, !without.contains(&words.as_str()));
    }
    let job = ReviseJob {
        project: first.target.id.clone(),
        document: stored,
        draft,
        fresh: DocumentId::new("new"),
        others: Vec::new(),
        now: NOW.into(),
    };
    let revised = Imported::read(&run(&job.write(), &mut |_| ())).expect("the worker answers");
    let document = document_of(&revised.documents[0]);
    let set = match stored_documents(&revised).remove(0).sets.first() {
        Some(_) => {
            let exported = exported(ProjectInfo::new(revised.target.id.clone(), "x"), stored_documents(&revised));
            let project = read(&exported.bytes).expect("our own file can be read").project;
            Marked::of(document.text(), &project.sets[0]).print()
        }
        None => String::new(),
    };
    (document, set, revised.warnings.into_iter().map(|(_, what, details)| format!("{what} {details}")).collect())
}

#[test]
fn work_moves_along_when_an_article_is_made_anew() {
    let marked = "Sign up for the [Union|actor] news\n\nThe [Union|actor] met the [Union|actor].\n\nRead more about it\n\n\
                  The [accord|agreement] of the [Union|actor] holds.";
    let (document, set, lost) = revised(marked, &["Sign up for the Union news", "Read more about it"]);
    assert_eq!(document.id().as_str(), "new");
    assert_eq!(set, "The [Union|actor] met the [Union|actor].\n\nThe [accord|agreement] of the [Union|actor] holds.");
    assert_eq!(lost, ["orphan actor: “Union”"]);
    assert_eq!(document.left_out.len(), 2);
}

#[test]
fn spans_keep_their_words_where_a_text_cannot_begin_as_a_piece_did() {
    let mut project = project_of("Ad\n  [Intro|actor] is [here|actor].", |_| ());
    let text = project.documents[0].text().clone();
    let block = |start, end| Block { range: text.range(start, end).expect("a range"), role: Role::Paragraph };
    let blocks = [block(0, 2), block(2, text.len())];
    let document = Document::new(DocumentId::new("document"), text.clone(), &blocks, Metadata::default());
    project.documents = vec![Arc::new(document.expect("the blocks cover the text"))];
    let (_, set, lost) = revised_project(&project, &["Ad"]);
    assert_eq!((set.as_str(), lost.len()), ("[Intro|actor] is [here|actor].", 0));
}

#[test]
fn an_article_with_damaged_work_is_left_alone() {
    let first = imported(&job("", &write(&project_of("One.\n\nThe [Union|actor] met.", |_| ()), ""))).expect("a file");
    let mut document = stored_documents(&first).remove(0);
    document.sets[0].checkpoint[0][9] ^= 1;
    let mut draft = Draft::from(&document_of(&first.documents[0]));
    draft.keep(0, false);
    let project = first.target.id.clone();
    let job =
        ReviseJob { project, document, draft, fresh: DocumentId::new("new"), others: Vec::new(), now: NOW.into() };
    assert_eq!(Imported::read(&run(&job.write(), &mut |_| ())), None);
}

#[test]
fn an_article_of_which_the_same_is_kept_stays_the_same_one() {
    let (document, set, lost) = revised("The [Union|actor] met.\n\nAnd that was it.", &[]);
    assert_eq!((document.id().as_str(), set.as_str(), lost.len()), ("document", "", 0));
}

#[test]
fn an_article_does_not_become_one_that_is_there() {
    let project = project_of("Sign up!\n\nThe [Union|actor] met.", |_| ());
    let first = imported(&job("", &write(&project, ""))).expect("the file is taken");
    let mut draft = Draft::from(&document_of(&first.documents[0]));
    draft.keep(0, false);
    let new = draft.document(DocumentId::new("new"));
    let job = ReviseJob {
        project: first.target.id.clone(),
        document: stored_documents(&first).remove(0),
        others: vec![(DocumentId::new("there"), new.text().sha256().to_owned())],
        draft,
        fresh: DocumentId::new("new"),
        now: NOW.into(),
    };
    let revised = Imported::read(&run(&job.write(), &mut |_| ())).expect("the worker answers");
    assert_eq!((revised.duplicates, revised.documents), (vec![DocumentId::new("there")], vec![]));
}

/// The records of a project with several annotators' sets of one document.
pub(crate) fn stored_work(item: &postil::domain::formats::outlet::Annotated) -> StoredDocument {
    let project = ProjectId::new("p");
    let (header, chunks) = postil::app::record::document_records(&item.document, &project, "");
    let sets = item.sets.iter().map(|set| {
        let checkpoint: Vec<Vec<u8>> = CheckpointWriter::new(set.clone(), item.document.clone()).collect();
        let marker = Checkpoint { revision: 0, lamport: 0, chunks: checkpoint.len() };
        StoredSet { head: Version::of(set.clone()).head("", Some(marker)).write(), checkpoint, journal: Vec::new() }
    });
    StoredDocument { header: header.write(), chunks, sets: sets.collect() }
}

fn compare(task: Task, asked: Asked) -> Vec<u8> {
    let item = crate::agreement::article(&[
        "[The cat|actor] sat [down|focus-area]",
        "The [cat|actor] sat down",
        "[The cat|actor] sat [down|actor]",
    ]);
    let project = ProjectInfo::new(ProjectId::new("p"), "Project");
    run(&CompareJob { project, documents: vec![stored_work(&item)], asked, task }.write(), &mut |_| ())
}

#[test]
fn annotators_are_compared_in_the_worker() {
    let compared = Compared::read(&compare(Task::Counts, Asked::default())).expect("there is an answer");
    assert_eq!(compared.annotators, ["a", "b", "c"].map(Annotator::new));
    assert_eq!((compared.pairs.len(), compared.all.count("matched")), (3, 1));
    assert_eq!(compared.all.figure("gamma"), Err(""), "it was not asked for");
    assert_eq!((compared.documents[0].open, compared.documents[0].settled), (1, 0), "two of three say the rest");
    let names: Vec<&str> = compared.plots.iter().map(|plot| plot.name.as_str()).collect();
    assert_eq!(names, ["pairs", "confusion", "labels", "tolerance"]);
    let sum: usize = compared.confusion.rows.iter().flatten().sum();
    assert_eq!(sum, 6, "each span or pair of spans is in one cell");
    let two = Asked { left_out: [Annotator::new("b")].into(), ..Asked::default() };
    let compared = Compared::read(&compare(Task::Chance, two)).expect("there is an answer");
    assert_eq!((compared.annotators.len(), compared.all.count("matched")), (2, 1));
    assert!(compared.all.figure("gamma").is_ok() && compared.all.figure("semeval.strict.f1").is_ok());
    assert_eq!(compared.all.figure("interval"), Err("only one document"));
    let same = Asked { aliases: [(LabelId::new("focus-area"), LabelId::new("actor"))].into(), ..Asked::default() };
    let compared = Compared::read(&compare(Task::Counts, same)).expect("there is an answer");
    assert_eq!(compared.all.count("matched"), 2);
}

#[test]
fn the_spans_behind_a_figure_are_listed() {
    let listed =
        |question| ListedSpans::read(&compare(Task::List(question), Asked::default())).expect("there is an answer");
    let places = |question| -> Vec<String> { listed(question).rows.into_iter().map(|row| row.quote).collect() };
    let behind = |behind| Question { behind: Some(behind), ..Question::default() };
    assert_eq!(places(behind(Behind::Matched)), ["The cat"]);
    assert_eq!(places(behind(Behind::OtherBorder)), ["The cat", "The cat"]);
    assert_eq!(places(behind(Behind::OtherLabel)), ["down"]);
    assert_eq!(places(behind(Behind::OnlyOne)), ["down", "down"]);
    let pair = Some((Annotator::new("b"), Annotator::new("c")));
    assert_eq!(places(Question { pair, ..Question::default() }), ["The cat", "down"]);
    let labels = Some((Some(LabelId::new("focus-area")), Some(LabelId::new("actor"))));
    let row = &listed(Question { labels, ..Question::default() }).rows[0];
    assert_eq!((row.start, row.before.as_str(), row.after.as_str()), (12, "The cat sat ", ""));
    let said: Vec<_> = row.versions.iter().map(|version| (version.annotator.as_str(), version.label.clone())).collect();
    assert_eq!(said, [("a", Some(LabelId::new("focus-area"))), ("c", Some(LabelId::new("actor")))]);
}

#[test]
fn a_report_shows_hostile_names_as_text() {
    let page = postil::app::jobs::read_report(&compare(Task::Report, Asked::default())).expect("there is a report");
    let page = String::from_utf8(page).expect("it is text");
    assert!(page.contains("Content-Security-Policy") && page.contains("The cat") && !page.contains("<script"));
}
