//! Annotations of other tools come in, and go out in every format as the command line writes it, to the last byte.

use std::collections::BTreeMap;

use postil::domain::formats::files::InMemory;
use postil::domain::formats::intake::Collected;
use postil::domain::formats::outlet::{InMemoryOutlet, Options};
use postil::domain::formats::{Format, Shape, export, zip};
use postil::domain::project::Project;
use serde_json::json;

use crate::page::{Page, keys};
use crate::webdriver::{Profile, wait};

/// As Label Studio wrote it before it counted code points: the emoji counts two.
const LABEL_STUDIO: &str = r#"[{"id": 1, "data": {"text": "🙂 The Union signed the Oslo Accord. Norway’s parliament agreed."}, "annotations": [
  {"completed_by": 1, "result": [
    {"id": "a", "from_name": "label", "to_name": "text", "type": "labels", "value": {"start": 7, "end": 12, "text": "Union", "labels": ["ACTOR"]}},
    {"id": "b", "from_name": "label", "to_name": "text", "type": "labels", "value": {"start": 24, "end": 35, "text": "Oslo Accord", "labels": ["Agreement"]}},
    {"id": "c", "from_name": "label", "to_name": "text", "type": "labels", "value": {"start": 24, "end": 28, "text": "Oslo", "labels": ["Place"]}},
    {"id": "d", "from_name": "label", "to_name": "text", "type": "labels", "value": {"start": 90, "end": 99, "text": "somewhere", "labels": ["Place"]}},
    {"type": "relation", "from_id": "a", "to_id": "b", "direction": "right", "labels": ["party-to"]}]}]}]"#;

/// What the page said each format is called.
fn option_of(format: Format) -> &'static str {
    match format {
        Format::Postil => "Postil JSON",
        Format::Jsonl => "JSONL with spans",
        Format::Prodigy => "Prodigy JSONL",
        Format::Spacy => "spaCy DocBin",
        Format::Hf => "Hugging Face, spans",
        Format::HfTokens => "Hugging Face, tokens",
        Format::Conll => "CoNLL columns, IOB2",
        Format::Bioes => "Columns, BIOES",
        Format::Doccano => "doccano JSONL",
        Format::LabelStudio => "Label Studio",
        Format::Brat => "brat standoff",
        Format::CasJson => "UIMA CAS JSON (INCEpTION)",
        Format::CasXmi => "UIMA CAS XMI",
        Format::WebannoTsv => "WebAnno TSV 3.3",
        Format::W3c => "W3C Web Annotation",
        Format::Gliner => "GLiNER training data",
        Format::Chat => "Chat fine-tuning JSONL",
        Format::Csv => "CSV, one row a span",
    }
}

/// The files of a download: what the zip holds, or the only one.
fn files_of(format: Format, bytes: Vec<u8>) -> BTreeMap<String, Vec<u8>> {
    if zip::looks_like(&bytes) {
        return zip::read(&bytes).expect("the zip is whole").files.0.into_iter().collect();
    }
    let Shape::File(ending) = format.shape() else { panic!("{} comes as a zip", format.name()) };
    BTreeMap::from([(format!("data.{ending}"), bytes)])
}

/// Brings the tasks in; their project then, as it is exported.
fn with_tasks(profile: &Profile) -> (Page, Project) {
    let page = Page::open(profile);
    page.drop_file(&profile.file("tasks.json", LABEL_STUDIO));
    let said = page.dialog_saying("Add these annotations?", "1 article new, 3 spans");
    assert!(said.contains("utf16") && said.contains("somewhere"), "repairs and orphans are listed: {said}");
    page.choose("doccano JSONL");
    page.dialog_saying("Add these annotations?", "0 spans");
    page.choose("Label Studio");
    page.dialog_saying("Add these annotations?", "3 spans");
    page.click("button", "Add to the project");
    let said = page.report();
    assert!(said.contains("1 article added. 1 annotation set added."), "{said}");
    page.go("#/export");
    let own = InMemory::one("x.json", page.download(profile));
    let project = Collected::read(Format::Postil, &own).expect("the export is readable").project();
    (page, project)
}

/// Each download is what the command line makes of the same project, to the last byte.
fn assert_goes_out(formats: &[Format]) {
    let profile = Profile::new();
    let (page, project) = with_tasks(&profile);
    for format in formats {
        page.choose(option_of(*format));
        let found = files_of(*format, page.download(&profile));
        let mut outlet = InMemoryOutlet::default();
        export::project(&project, *format, &Options::default(), &mut outlet);
        let expected: BTreeMap<String, Vec<u8>> = outlet.files().into_iter().collect();
        if expected.len() == 1 {
            assert!(found.values().eq(expected.values()), "{} differs", format.name());
        } else {
            assert_eq!(found.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>(), "{}", format.name());
            assert!(found == expected, "{} differs", format.name());
        }
    }
    page.close();
}

#[test]
fn what_another_tool_wrote_comes_in_and_is_told_of_before_it_goes_out() {
    let profile = Profile::new();
    let (page, project) = with_tasks(&profile);
    let spans = |label: &str| project.sets[0].spans().iter().filter(|span| span.label.as_str() == label).count();
    assert_eq!((spans("actor"), spans("agreement"), spans("Place")), (1, 1, 1), "ACTOR is this project's Actor");
    page.choose(option_of(Format::Conll));
    let results = "return document.querySelector('section[aria-label=\"What is exported\"]').innerText";
    wait("the losses", || {
        let said = page.browser.run(results, &json!([]));
        let said = said.as_str()?.split_whitespace().collect::<Vec<_>>().join(" ");
        (said.contains("Spans that overlap a longer one 1") && said.contains("Relations 1")).then_some(())
    });
    page.close();
}

// A browser lets a page hand over some ten files, so the formats are shared out.
#[test]
fn the_first_formats_go_out_as_on_the_command_line() {
    assert_goes_out(&Format::ALL[1..9]);
}

#[test]
fn the_other_formats_go_out_as_on_the_command_line() {
    assert_goes_out(&Format::ALL[9..]);
}

#[test]
fn a_folder_of_standoff_comes_in_as_one() {
    let profile = Profile::new();
    let page = Page::open(&profile);
    let files = [
        ("doc.txt".to_owned(), "The Union signed.\n".as_bytes().to_vec()),
        ("doc.ann".to_owned(), b"T1\tActor 4 9\tUnion\n".to_vec()),
    ];
    page.drop_file(&profile.file("brat.zip", zip::write(&files)));
    page.dialog_saying("Add these annotations?", "1 article new, 1 span");
    let chosen = page.browser.run("return document.querySelector('dialog select').value", &json!([]));
    assert_eq!(chosen, "brat");
    page.browser.press(&[], keys::ESCAPE);
    assert_eq!(page.library(), Vec::<String>::new(), "nothing is added unasked");
    page.close();
}
