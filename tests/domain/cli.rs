//! The command line, run in the tests' own process.

use std::io::{self, Write};
use std::path::Path;

use postil::cli::{Outcome, Streams, command};
use postil::domain::formats::Format;
use serde_json::{Value, json};

use crate::support::samples::FIXTURE;

const FIXTURE_PATH: &str = "tests/fixtures/postil-1.json";

/// Runs the command; returns what came of it, what it wrote and what it complained of.
fn run(arguments: &[&str], input: &str) -> (Outcome, String, String) {
    let (mut output, mut errors) = (Vec::new(), Vec::new());
    let mut streams =
        Streams { input: &mut input.as_bytes(), output: &mut output, errors: &mut errors, shows_progress: false };
    let outcome = command(arguments.iter().map(ToString::to_string), &mut streams).expect("nothing stops the writing");
    let text = |bytes| String::from_utf8(bytes).expect("the output is text");
    (outcome, text(output), text(errors))
}

#[test]
fn help_and_version_are_printed() {
    let (outcome, output, errors) = run(&["--help"], "");
    assert_eq!((outcome, errors.as_str()), (Outcome::Clean, ""));
    assert!(output.contains("check") && output.contains("convert") && output.contains("--version"));
    for format in Format::ALL {
        assert!(output.contains(format.name()), "{}", format.name());
    }
    assert_eq!(run(&["-h"], "").1, output);
    let version = format!("postil {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(run(&["--version"], ""), (Outcome::Clean, version.clone(), String::new()));
    assert_eq!(run(&["-V"], "").1, version);
}

#[test]
fn wrong_usage_is_told() {
    let convert = ["convert", "x.json", "--to", "nothing-like-it"];
    for arguments in [&[][..], &["frobnicate"], &["check"], &["check", "--all"], &["--helpp"], &convert, &convert[..2]]
    {
        let (outcome, output, errors) = run(arguments, "");
        assert_eq!((outcome, output.as_str()), (Outcome::WrongUsage, ""), "{arguments:?}");
        assert!(errors.contains("help") || errors.contains("Usage"), "{errors}");
    }
}

#[test]
fn a_sound_file_is_counted() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(FIXTURE_PATH);
    let path = path.to_str().expect("the path is text");
    let (outcome, output, errors) = run(&["check", path, "-"], FIXTURE);
    assert_eq!((outcome, errors.as_str()), (Outcome::Reported, ""));
    let counts = "2 documents, 3 annotation sets, 7 spans, 2 relations; read without a problem\n";
    assert!(output.starts_with(&format!("{path}: {counts}-: {counts}checks: ")), "{output}");
    let repeat = "untagged-repeat (2): the same text stands elsewhere in the document, unmarked\n    \"doc-1\" \"mara\" \"s1\": \"Ask\", \"168-171\"\n";
    assert!(output.contains(repeat), "{output}");
    let counts =
        "-: 1 document, 1 annotation set, 1 span, 0 relations; read without a problem\nchecks: nothing found\n";
    assert_eq!(run(&["check", "-"], JSONL), (Outcome::Clean, counts.to_owned(), String::new()));
}

#[test]
fn every_problem_is_told_in_words_with_its_place() {
    let file = "{\"format\": \"postil\", \"version\": 2, \"guidelines\": 5,
        \"documents\": [{\"id\": \"d\", \"text\": \"Ask\\r\\nmet 👍🏽.\"}, {\"id\": \"d\", \"text\": \"x\", \"sha256\": \"00\",
            \"blocks\": [{}]}, 7],
        \"annotation_sets\": [{\"id\": \"s\", \"document\": \"d\", \"annotator\": \"a\", \"status\": \"\\u001b[2J\", \"spans\": [
            {\"id\": \"s1\", \"label\": \"actor\", \"start\": 0, \"end\": 3, \"quote\": \"Ask\"},
            {\"id\": \"s1\", \"label\": \"actor\", \"start\": 0, \"end\": 3, \"quote\": \"Tell\"},
            {\"id\": \"s1\", \"label\": \"actor\", \"start\": 9, \"end\": 10, \"quote\": \"👍\"},
            {\"id\": \"s3\", \"label\": \"actor\", \"start\": 0, \"end\": 99},
            {\"id\": \"s4\", \"label\": \"actor\", \"start\": 3, \"end\": 3},
            {\"id\": \"s5\", \"start\": 0, \"end\": 3},
            {\"id\": \"s6\", \"label\": \"actor\", \"start\": \"0\", \"end\": 3}],
            \"relations\": [{\"id\": \"r\", \"type\": \"t\", \"from\": \"s1\", \"to\": \"s9\"}]},
            {\"id\": \"t\", \"document\": \"e\"}]}";
    let (outcome, output, errors) = run(&["check", "-"], file);
    assert_eq!((outcome, errors.as_str()), (Outcome::Reported, ""));
    let lines: Vec<&str> = output.lines().map(str::trim_start).collect();
    assert_eq!(
        lines,
        [
            "-: 2 documents, 1 annotation set, 2 spans, 0 relations; 18 problems",
            "the file: version 2 is newer than 1, the newest known here: it may say more than was read",
            "the file: `guidelines` should be a string; the field was passed over",
            "documents[0]: the text was not canonical (1 CR line end); offsets were moved with it",
            "documents[1]: the text is not the one `sha256` was made of",
            "documents[1]: the id \"d\" is taken; renamed \"d-2\"",
            "documents[1]: the blocks don't fit the text; new ones were found",
            "documents[2]: should be an object; left out",
            "annotation_sets[0]: `status` has the unknown value \"\\u{1b}[2J\"; the usual one was taken",
            "annotation_sets[0].spans[0]: the label set has no label \"actor\"; it was added",
            "annotation_sets[0].spans[1]: the quote is \"Tell\", but the text there is \"Ask\"; left out",
            "annotation_sets[0].spans[2]: the id \"s1\" is taken; renamed \"s1-2\"",
            "annotation_sets[0].spans[2]: cuts what is seen as one character; kept",
            "annotation_sets[0].spans[3]: lies beyond the end of the text; left out",
            "annotation_sets[0].spans[4]: the end is not after the start; left out",
            "annotation_sets[0].spans[5]: `label` is missing; left out",
            "annotation_sets[0].spans[6]: `start` should be a whole number from 0; left out",
            "annotation_sets[0].relations[0]: links a span that isn't there; left out",
            "annotation_sets[1]: the document \"e\" is not in the file; left out",
            "checks: 2 findings",
            "no-spans (1): nobody marked anything",
            "\"d-2\"",
            "cut-token (1): the span starts or ends inside a token",
            "\"d\" \"a\" \"s1-2\": \"👍\", \"👍🏽\"",
        ]
    );
}

#[test]
fn a_file_that_cannot_be_read_does_not_stop_the_others() {
    let (outcome, output, errors) = run(&["check", "no/such/file.json", "-"], FIXTURE);
    assert_eq!(outcome, Outcome::Unreadable);
    assert!(output.starts_with("-: 2 documents"));
    assert!(errors.starts_with("no/such/file.json: "), "{errors}");
    for (input, complaint) in [
        ("", "-: not of a known format; if it is of one, say so with --from\n"),
        ("{\"format\": \"postil\",\n  oops", "-: not JSON, or cut off: line 2, column 3\n"),
        ("{\"annotation_sets\": []}", "-: JSON, but not Postil's: the field `format` is not \"postil\"\n"),
    ] {
        assert_eq!(run(&["check", "-"], input), (Outcome::Unreadable, String::new(), complaint.to_owned()));
    }
    let mut errors = Vec::new();
    let mut streams = Streams {
        input: &mut &b"{\"annotation_sets\": \xff}"[..],
        output: &mut io::sink(),
        errors: &mut errors,
        shows_progress: false,
    };
    command(["check", "-"].map(str::to_owned).into_iter(), &mut streams).unwrap();
    assert_eq!(errors, b"-: not UTF-8 text: the first wrong byte is number 20, from 0\n");
}

/// A reader that has gone away.
struct Gone;

impl Write for Gone {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_broken_pipe_is_handed_on() {
    let mut streams =
        Streams { input: &mut FIXTURE.as_bytes(), output: &mut Gone, errors: &mut io::sink(), shows_progress: false };
    let outcome = command(["check", "-"].map(str::to_owned).into_iter(), &mut streams);
    assert_eq!(outcome.err().map(|error| error.kind()), Some(io::ErrorKind::BrokenPipe));
}

/// A folder of a test's own.
fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("the machine has room for a test")
}

const JSONL: &str = "{\"text\":\"Ask met Embla.\",\"spans\":[{\"start\":0,\"end\":3,\"label\":\"PERSON\"}]}\n";

#[test]
fn converts_from_standard_input_to_standard_output() {
    let (outcome, output, errors) = run(&["convert", "-", "--to", "postil"], JSONL);
    assert_eq!((outcome, errors.as_str()), (Outcome::Clean, "1 document, 1 annotation set, 1 span, 0 relations\n"));
    assert!(output.contains("\"quote\":\"Ask\""), "{output}");
    let (outcome, back, _) = run(&["convert", "-", "--from", "postil", "--to", "jsonl", "-o", "-"], &output);
    assert_eq!(outcome, Outcome::Clean);
    assert!(back.contains("\"start\":0,\"end\":3,\"label\":\"PERSON\",\"text\":\"Ask\""), "{back}");
}

#[test]
fn converts_to_a_file_and_lists_what_is_wrong_in_a_report() {
    let folder = folder();
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let input = format!("{JSONL}broken\n{}", JSONL.replace(":3", ":99"));
    let (outcome, output, errors) =
        run(&["convert", "-", "--to", "postil", "-o", &path("new/out.json"), "--report", &path("report.json")], &input);
    assert_eq!((outcome, output.as_str()), (Outcome::Clean, ""), "{errors}");
    assert!(errors.contains("reading: 2 problems, 2 left out"), "{errors}");
    let report = std::fs::read_to_string(path("report.json")).expect("there is a report");
    let report: Value = serde_json::from_str(&report).expect("the report is JSON");
    assert_eq!(report["entries"][0]["what"], "malformed");
    assert_eq!(report["entries"][0]["at"], "line 2");
    assert_eq!(report["entries"][1]["what"], "out-of-range");
    assert_eq!((report["problems"].as_u64(), report["left_out"].as_u64()), (Some(2), Some(2)));
    let (_, checked, _) = run(&["check", &path("new/out.json")], "");
    assert!(checked.contains(": 2 documents, 2 annotation sets, 1 span, 0 relations; "), "{checked}");
    let left = std::fs::read_dir(folder.path().join("new")).expect("the folder is there").count();
    assert_eq!(left, 1, "nothing else is left beside it");
}

#[test]
fn an_unreadable_input_leaves_what_is_there() {
    let folder = folder();
    let out = folder.path().join("out.jsonl").to_string_lossy().into_owned();
    std::fs::write(&out, "precious").expect("it can be written");
    for input in ["{\"postil\": 1", "{\"what\": 1}", ""] {
        let (outcome, _, errors) = run(&["convert", "-", "--to", "jsonl", "-o", &out], input);
        assert_eq!(outcome, Outcome::Unreadable, "{errors}");
    }
    assert_eq!(std::fs::read_to_string(&out).ok().as_deref(), Some("precious"));
}

#[test]
fn two_annotators_files_of_one_text_become_one_document() {
    let folder = folder();
    let write = |name: &str, content: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, content).expect("it can be written");
        path.to_string_lossy().into_owned()
    };
    let jun = write("jun.jsonl", JSONL);
    let mara = write("mara.jsonl", &JSONL.replace("PERSON", "ACTOR"));
    let (outcome, output, errors) = run(&["convert", &jun, &mara, "--to", "postil"], "");
    assert_eq!(outcome, Outcome::Clean, "{errors}");
    assert!(errors.starts_with("1 document, 2 annotation sets, 2 spans"), "{errors}");
    assert!(output.contains("\"annotator\":\"jun\"") && output.contains("\"annotator\":\"mara\""), "{output}");
}

/// Files of a folder.
fn write_all(folder: &Path, files: &[(&str, &str)]) {
    for (name, content) in files {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().expect("it has one")).expect("it can be made");
        std::fs::write(path, content).expect("it can be written");
    }
}

#[test]
fn every_file_of_a_mixed_folder_is_read_or_named() {
    let folder = folder();
    write_all(
        folder.path(),
        &[
            ("a/one.txt", "The Union signed.\n"),
            ("a/one.ann", "T1\tActor 4 9\tUnion\n"),
            ("b/jun.jsonl", JSONL),
            ("b/bad.jsonl", "{\"text\":\"x\",\"spans\":[{\"start\":0}]}\n"),
            ("picture.bin", "\u{1}\u{2}"),
        ],
    );
    let path = folder.path().to_string_lossy().into_owned();
    let (outcome, output, errors) = run(&["convert", &path, "--to", "jsonl"], "");
    assert_eq!(outcome, Outcome::Clean, "{errors}");
    assert!(errors.contains("3 documents, 3 annotation sets, 2 spans"), "{errors}");
    assert!(errors.contains("picture.bin: not of a known format; passed over"), "{errors}");
    assert!(output.contains("The Union signed."), "{output}");
    let (outcome, output, _) = run(&["check", &path], "");
    assert_eq!(outcome, Outcome::Reported);
    assert!(output.contains("b/bad.jsonl: line 1: spans[0]: `end` is missing; left out"), "{output}");
}

#[test]
fn several_files_never_go_where_one_was_meant() {
    let folder = folder();
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let (outcome, output, errors) = run(&["convert", "-", "--to", "label-studio"], JSONL);
    assert_eq!(outcome, Outcome::Clean);
    assert!(output.starts_with('[') && errors.starts_with("config.xml is left out"), "{output} {errors}");
    for to in ["label-studio", "jsonl"] {
        let split = ["convert", "-", "--to", to, "--split", "0.5,0.5"];
        let (outcome, output, errors) = run(&split, JSONL);
        assert_eq!((outcome, output.as_str()), (Outcome::WrongUsage, ""), "{errors}");
    }
    let (outcome, _, errors) = run(&["convert", "-", "--to", "label-studio", "-o", &path("ls.json")], JSONL);
    assert_eq!(outcome, Outcome::Clean, "{errors}");
    assert!(folder.path().join("ls.json").is_file() && folder.path().join("ls.config.xml").is_file(), "{errors}");
    let split = ["convert", "-", "--to", "jsonl", "--split", "0.5,0.5", "-o", &path("out.jsonl")];
    assert_eq!(run(&split, JSONL).0, Outcome::WrongUsage);
    let split = ["convert", "-", "--to", "jsonl", "--split", "0.5,0.5", "-o", &path("out")];
    assert_eq!(run(&split, &[JSONL, &JSONL.replace("Ask", "Yes")].concat()).0, Outcome::Clean);
    let names = ["train.jsonl", "test.jsonl", "splits.json"];
    assert!(names.iter().all(|name| folder.path().join("out").join(name).is_file()));
}

#[test]
fn another_files_work_is_kept_whole() {
    let folder = folder();
    let more = JSONL.replace("]}", "],\"doc_labels\":{\"topic\":\"trade\"},\"meta\":{\"annotator\":\"jun\"}}");
    let less = JSONL.replace("]}", "],\"meta\":{\"annotator\":\"jun\"}}");
    write_all(folder.path(), &[("one.jsonl", &less), ("two.jsonl", &more), ("three.jsonl", &less)]);
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let (_, output, errors) =
        run(&["convert", &path("one.jsonl"), &path("two.jsonl"), &path("three.jsonl"), "--to", "postil"], "");
    assert!(errors.starts_with("1 document, 2 annotation sets, 2 spans"), "{errors}");
    assert!(output.contains("\"annotator\":\"jun (two)\"") && output.contains("\"topic\":\"trade\""), "{output}");
}

#[test]
fn nothing_to_convert_is_told_apart_from_nothing_readable() {
    assert_eq!(run(&["convert", "-", "--from", "jsonl", "--to", "conll"], "").0, Outcome::Clean);
    let (outcome, _, errors) = run(&["convert", "-", "--from", "jsonl", "--to", "conll"], "broken\n");
    assert_eq!((outcome, errors.as_str()), (Outcome::Unreadable, "no document could be read: 1 problem\n"));
    let (outcome, _, errors) = run(&["convert", "-", "--to", "conll", "--annotator", "Mara"], JSONL);
    assert_eq!(outcome, Outcome::WrongUsage);
    assert!(errors.contains("nobody is called \"Mara\""), "{errors}");
    assert_eq!(run(&["convert", "-", "-", "--to", "conll"], JSONL).0, Outcome::WrongUsage);
}

#[test]
fn splits_are_kept_and_leaks_between_them_are_found() {
    let folder = folder();
    let text =
        "The towns of Ask and Embla met on Monday to sign the harbour accord, which had been long in the making. "
            .repeat(4);
    let line =
        |id: &str| JSONL.replace("{\"text\"", &format!("{{\"id\":\"{id}\",\"text\"")).replace("Ask met Embla.", &text);
    write_all(folder.path(), &[("train.jsonl", &line("a")), ("test.jsonl", &line("b"))]);
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let (_, output, _) = run(&["check", &path("train.jsonl"), &path("test.jsonl")], "");
    assert!(output.contains("near-duplicate-across-splits (1)"), "{output}");
    let both = folder.path().to_string_lossy().into_owned();
    let (outcome, _, errors) = run(&["convert", &both, "--to", "hf", "-o", &path("hf")], "");
    assert_eq!(outcome, Outcome::Clean, "{errors}");
    let (outcome, _, errors) = run(&["convert", &path("hf"), "--to", "hf", "-o", &path("again")], "");
    assert_eq!(outcome, Outcome::Clean, "{errors}");
    for name in ["data/train.jsonl", "data/test.jsonl"] {
        let content = |folder_name: &str| std::fs::read_to_string(folder.path().join(folder_name).join(name)).ok();
        assert!(content("hf").is_some() && content("hf") == content("again"), "{name}");
    }
}

#[test]
fn twenty_thousand_labels_are_taken() {
    let line = |n: usize| {
        format!("{{\"text\":\"Ask met Embla.\",\"spans\":[{{\"start\":0,\"end\":3,\"label\":\"l{n}\"}}]}}\n")
    };
    let lines: String = (0..20_000).map(line).collect();
    let (outcome, output, errors) = run(&["convert", "-", "--to", "jsonl"], &lines);
    assert_eq!(outcome, Outcome::Clean, "{errors}");
    assert_eq!(output.lines().count(), 20_000);
    assert!(output.contains("\"l19999\""));
}

#[test]
fn twenty_thousand_documents_of_one_name_are_taken() {
    let line = |n: usize| format!("{{\"id\":\"d\",\"text\":\"Ask met Embla {n}.\"}}\n");
    let lines: String = (0..20_000).map(line).collect();
    let (outcome, output, errors) = run(&["convert", "-", "--to", "jsonl"], &lines);
    assert_eq!(outcome, Outcome::Clean, "{errors}");
    assert!(output.contains("\"d-20000\""));
}

#[test]
fn of_many_problems_of_a_kind_the_first_are_told() {
    let sound = "{\"text\":\"Ask met Embla.\",\"spans\":[{\"start\":0,\"end\":3,\"label\":\"PERSON\"}]}\n";
    let (outcome, output, _) =
        run(&["check", "-", "--from", "jsonl"], &(sound.to_owned() + &"{broken\n".repeat(20_000)));
    assert_eq!(outcome, Outcome::Reported);
    assert!(output.contains("20000 problems"), "{}", &output[..200]);
    assert_eq!(output.lines().filter(|line| line.starts_with("  line ")).count(), 1000);
    assert!(output.contains("\n  malformed: and 19000 more\n"));
}

const PAGE: &str = "<!DOCTYPE html><html lang=\"en\"><title>Ports agree</title><nav>Home</nav><article><h1>Ports agree</h1>\
    <p>The towns of Ask and Embla signed the harbour accord on Monday, after talks of three years.</p>\
    <p>Both ports will share their cranes from May on, said Mara Holm, who led the talks.</p></article>\
    <footer>Imprint</footer></html>";

/// The documents of an extraction.
fn extracted(arguments: &[&str], input: &str) -> (Outcome, Vec<Value>, String) {
    let (outcome, output, errors) = run(&[&["extract"], arguments].concat(), input);
    let file: Value = serde_json::from_str(&output).unwrap_or_default();
    (outcome, file["documents"].as_array().cloned().unwrap_or_default(), errors)
}

#[test]
fn an_article_is_extracted_with_what_is_left_out() {
    let (outcome, documents, errors) = extracted(&["-"], PAGE);
    assert_eq!((outcome, errors.as_str()), (Outcome::Clean, "1 article\n"));
    let text = documents[0]["text"].as_str().expect("a text");
    assert!(text.starts_with("Ports agree\n\nThe towns of Ask") && text.ends_with("led the talks."), "{text}");
    assert_eq!(documents[0]["metadata"], json!({ "title": "Ports agree", "language": "en" }));
    let blocks: Vec<String> = documents[0]["blocks"]
        .as_array()
        .expect("blocks")
        .iter()
        .map(|block| {
            let [start, end] = ["start", "end"].map(|name| block[name].as_u64().expect("an offset") as usize);
            let words = if block["kept"] == false { block["text"].as_str().expect("words") } else { &text[start..end] };
            format!(
                "{} {}{}",
                block["role"].as_str().expect("a role"),
                &words[..4],
                if block["kept"] == false { " -" } else { "" }
            )
        })
        .collect();
    assert_eq!(blocks, ["paragraph Home -", "title Port", "paragraph The ", "paragraph Both", "paragraph Impr -"]);
}

#[test]
fn what_cannot_be_read_does_not_stop_the_rest() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let file =
        |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).expect("the folder takes a file");
    file("a.html", PAGE.as_bytes());
    file("b.pdf", b"%PDF-1.4 broken");
    file("c.txt", "Käte fand Öl.".chars().map(|character| character as u8).collect::<Vec<_>>().as_slice());
    file("d.md", b"# Title\n\nSome *words* here.\n");
    file("e.png", b"\x89PNG");
    file("f.html", PAGE.as_bytes());
    file("g.jsonl", b"{\"text\": \"One text.\"}\n{\"text\": \"Another text.\"}\n");
    file("h.csv", b"id,text\n1,A row of a table.\n2,Another row of it.\n");
    let output = folder.path().join("out.json");
    let path = folder.path().to_str().expect("the path is text");
    let (outcome, _, errors) = run(&["extract", path, "-o", output.to_str().expect("the path is text")], "");
    assert_eq!(outcome, Outcome::Reported, "{errors}");
    for said in [
        "b.pdf: not read, it is broken",
        "e.png: passed over, it is a picture",
        "f.html: the same text as a.html",
        "c.txt: encoding-guessed",
        "7 articles, 1 file not read",
    ] {
        assert!(errors.contains(said), "{said}: {errors}");
    }
    let file: Value =
        serde_json::from_slice(&std::fs::read(&output).expect("the output is there")).expect("it is JSON");
    let texts: Vec<&str> = file["documents"]
        .as_array()
        .expect("documents")
        .iter()
        .map(|document| document["text"].as_str().expect("a text"))
        .collect();
    assert_eq!(
        texts[1..],
        [
            "Käte fand Öl.",
            "Title\n\nSome words here.",
            "One text.",
            "Another text.",
            "A row of a table.",
            "Another row of it."
        ]
    );
    let (outcome, _, errors) = run(&["extract", "-"], " \n");
    assert_eq!((outcome, errors.contains("no article")), (Outcome::Unreadable, true), "{errors}");
}

#[test]
fn the_encoding_can_be_said() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let path = folder.path().join("a.txt");
    std::fs::write(&path, b"\xf2\xc5\xcb\xc1").expect("the folder takes a file");
    let path = path.to_str().expect("the path is text");
    let (_, documents, _) = extracted(&[path, "--encoding", "koi8-r"], "");
    assert_eq!(documents[0]["text"], "река".replace('р', "Р"));
    assert_eq!(run(&["extract", path, "--encoding", "klingon"], "").0, Outcome::WrongUsage);
}

/// A file of one annotator's work on one text, or of somebody nameless.
fn work(folder: &Path, name: &str, text: &str, annotator: &str, spans: &[(usize, usize, &str)]) -> String {
    let spans: Vec<Value> = spans
        .iter()
        .enumerate()
        .map(|(n, (start, end, label))| {
            let quote: String = text.chars().skip(*start).take(end - start).collect();
            json!({ "id": format!("s{n}"), "label": label, "start": start, "end": end, "quote": quote })
        })
        .collect();
    let file = json!({
        "format": "postil",
        "version": 1,
        "documents": [{ "id": "d", "text": text }],
        "annotation_sets": [{ "id": "set", "document": "d", "annotator": annotator, "spans": spans }],
    });
    let path = folder.join(name);
    std::fs::write(&path, file.to_string()).expect("the folder takes a file");
    path.to_str().expect("the path is text").to_owned()
}

#[test]
fn annotators_are_compared_by_their_files() {
    let folder = tempfile::tempdir().expect("there is a place for files");
    let text = "😀 The cat sat on the mat";
    let one = work(folder.path(), "one.json", text, "ann", &[(2, 9, "x"), (17, 24, "y")]);
    let two = work(folder.path(), "two.json", text, "", &[(2, 9, "x"), (21, 24, "y")]);
    let (outcome, output, errors) = run(&["compare", &one, &two, "--json", "--seed", "3"], "");
    assert_eq!(outcome, Outcome::Clean, "{errors}");
    let found: Value = serde_json::from_str(&output).expect("it is JSON");
    // Who is not named in the file is called by its name.
    assert_eq!((&found["documents"], &found["annotators"]), (&json!(1), &json!(["ann", "two"])));
    let pair = &found["pairs"][0];
    assert_eq!((&pair["a"], &pair["b"]), (&json!("ann"), &json!("two")));
    assert_eq!(
        (&pair["n_a"], &pair["n_b"], &pair["matched"], &pair["overlapping_other_border"]),
        (&json!(2), &json!(2), &json!(1), &json!(1))
    );
    assert_eq!((&pair["strict_f1"], &pair["relaxed_f1"]), (&json!(0.5), &json!(1)));
    assert_eq!(found["all"]["semeval"]["partial"]["par"], json!(1));
    assert!(found["all"]["gamma"].is_f64() && found["all"]["interval"].is_null());
    assert_eq!(found["all"]["reasons"]["interval"], json!("only one document"));
    // The same seed, the same chance; the order of the files does not matter.
    let other_way = run(&["compare", &two, &one, "--json", "--seed", "3"], "").1;
    assert_eq!(other_way, output);
    let (outcome, output, _) = run(&["compare", &one, &two], "");
    assert_eq!(outcome, Outcome::Clean);
    assert!(output.starts_with("1 article of 2 annotators (ann, two), 1 pair\n\nstrict span F1    0.500"), "{output}");
}

#[test]
fn what_cannot_be_compared_is_explained() {
    let folder = tempfile::tempdir().expect("there is a place for files");
    let one = work(folder.path(), "one.json", "The cat sat", "ann", &[(0, 7, "x")]);
    let other = work(folder.path(), "other.json", "A wholly different text", "ben", &[(0, 1, "x")]);
    for (inputs, why) in
        [(vec![&one], "only one annotator (ann)"), (vec![&one, &other], "no article was annotated by two")]
    {
        let arguments: Vec<&str> = ["compare"].into_iter().chain(inputs.into_iter().map(String::as_str)).collect();
        let (outcome, output, errors) = run(&arguments, "");
        assert_eq!((outcome, output.as_str()), (Outcome::Unreadable, ""));
        assert!(errors.contains(why), "{errors}");
    }
    // The same name twice on one text: told apart, and said.
    let again = work(folder.path(), "again.json", "The cat sat", "ann", &[(4, 7, "x")]);
    let (outcome, output, errors) = run(&["compare", &one, &again, "--json"], "");
    assert_eq!(outcome, Outcome::Clean);
    assert!(output.contains("\"ann (again)\"") && errors.contains("ann"), "{errors}");
}

#[test]
fn work_on_nearly_the_same_text_is_compared_too() {
    let folder = tempfile::tempdir().expect("there is a place for files");
    let words: Vec<String> = (0..120).map(|n| format!("word{n}")).collect();
    let text = words.join(" ");
    let one = work(folder.path(), "one.json", &text, "ann", &[(0, 5, "x")]);
    let two = work(folder.path(), "two.json", &format!("{text} and one more"), "ben", &[(0, 5, "x")]);
    let (outcome, output, errors) = run(&["compare", &one, &two, "--json"], "");
    assert_eq!(outcome, Outcome::Clean, "{errors}");
    assert!(errors.contains("nearly that of"), "{errors}");
    let found: Value = serde_json::from_str(&output).expect("it is JSON");
    assert_eq!(found["all"]["strict_f1"], json!(1));
}

#[test]
fn a_rule_makes_a_gold_version_and_lists_what_is_left() {
    let folder = tempfile::tempdir().expect("there is a place for files");
    let text = "The cat sat on the mat";
    let ann = work(folder.path(), "ann.json", text, "ann", &[(0, 7, "x"), (15, 22, "y")]);
    let ben = work(folder.path(), "ben.json", text, "ben", &[(0, 7, "x"), (19, 22, "y")]);
    let cem = work(folder.path(), "cem.json", text, "cem", &[(0, 7, "x"), (15, 22, "z")]);
    let (outcome, output, errors) = run(&["merge", &ann, &ben, &cem, "--rule", "majority"], "");
    assert_eq!(outcome, Outcome::Clean, "{errors}");
    assert!(errors.contains("label z: only cem uses it"), "{errors}");
    assert!(
        errors.ends_with("1 span in the gold by the rule “majority”, 1 conflict left (1 border-and-label)\n"),
        "{errors}"
    );
    let file: Value = serde_json::from_str(&output).expect("it is JSON");
    let sets = file["annotation_sets"].as_array().expect("there are sets");
    let gold = sets.iter().find(|set| set["annotator"] == "gold").expect("there is a gold set");
    assert_eq!((sets.len(), gold["spans"].as_array().map(Vec::len)), (4, Some(1)));
    assert_eq!(gold["spans"][0]["provenance"]["from"], json!(["ann", "ben", "cem"]));
    let conflict = &gold["conflicts"][0];
    assert_eq!((&conflict["state"], &conflict["quote"]), (&json!("open"), &json!("the mat")));
    assert_eq!(conflict["proposals"].as_array().map(Vec::len), Some(3));
    // The gold that was written is read again: what was decided in it stays.
    let gold = folder.path().join("gold.json");
    std::fs::write(&gold, output.replace("\"state\":\"open\"", "\"state\":\"rejected\""))
        .expect("the folder takes a file");
    let (_, _, errors) = run(&["merge", gold.to_str().expect("the path is text"), "--rule", "union"], "");
    assert!(errors.contains("1 span in the gold"), "{errors}");
    let report = folder.path().join("report.html");
    let arguments = ["compare", gold.to_str().expect("text"), "--report", report.to_str().expect("text")];
    assert_eq!(run(&arguments, "").0, Outcome::Clean);
    let page = std::fs::read_to_string(report).expect("the report was written");
    assert!(page.contains("What the gold changed") && !page.contains("<script"), "{page}");
}
