//! The command line, run in the tests' own process.

use std::io::{self, Write};
use std::path::Path;

use postil::cli::{Outcome, Streams, command};

use crate::support::samples::FIXTURE;

const FIXTURE_PATH: &str = "tests/fixtures/postil-1.json";

/// Runs the command; returns what came of it, what it wrote and what it complained of.
fn run(arguments: &[&str], input: &str) -> (Outcome, String, String) {
    let (mut output, mut errors) = (Vec::new(), Vec::new());
    let mut streams = Streams { input: &mut input.as_bytes(), output: &mut output, errors: &mut errors };
    let outcome = command(arguments.iter().map(ToString::to_string), &mut streams).expect("nothing stops the writing");
    let text = |bytes| String::from_utf8(bytes).expect("the output is text");
    (outcome, text(output), text(errors))
}

#[test]
fn help_and_version_are_printed() {
    let (outcome, output, errors) = run(&["--help"], "");
    assert_eq!((outcome, errors.as_str()), (Outcome::Clean, ""));
    assert!(output.contains("postil check FILE…") && output.contains("--version"));
    assert_eq!(run(&["-h"], "").1, output);
    let version = format!("postil {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(run(&["--version"], ""), (Outcome::Clean, version.clone(), String::new()));
    assert_eq!(run(&["-V"], "").1, version);
}

#[test]
fn wrong_usage_is_told() {
    for arguments in [&[][..], &["frobnicate"], &["check"], &["check", "--all"], &["--helpp"]] {
        let (outcome, output, errors) = run(arguments, "");
        assert_eq!((outcome, output.as_str()), (Outcome::WrongUsage, ""), "{arguments:?}");
        assert!(errors.contains("postil --help"), "{errors}");
    }
}

#[test]
fn a_sound_file_is_counted() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(FIXTURE_PATH);
    let path = path.to_str().expect("the path is text");
    let counts = "2 documents, 3 annotation sets, 7 spans, 2 relations; nothing wrong\n";
    let both = format!("{path}: {counts}-: {counts}");
    assert_eq!(run(&["check", path, "-"], FIXTURE), (Outcome::Clean, both, String::new()));
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
            "-: 2 documents, 1 annotation set, 2 spans, 0 relations; 17 problems",
            "version 2 is newer than 1, the newest known here: the file may say more than was read",
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
        ]
    );
}

#[test]
fn a_file_that_cannot_be_read_does_not_stop_the_others() {
    let (outcome, output, errors) = run(&["check", "no/such/file.json", "-"], FIXTURE);
    assert_eq!(outcome, Outcome::Reported);
    assert!(output.starts_with("-: 2 documents"));
    assert!(errors.starts_with("no/such/file.json: "), "{errors}");
    for (input, complaint) in [
        ("", "-: not JSON, or cut off: line 1, column 0\n"),
        ("{\"format\": \"postil\",\n  oops", "-: not JSON, or cut off: line 2, column 3\n"),
        ("{}", "-: JSON, but not Postil's: the field `format` is not \"postil\"\n"),
    ] {
        assert_eq!(run(&["check", "-"], input), (Outcome::Reported, String::new(), complaint.to_owned()));
    }
    let mut errors = Vec::new();
    let mut streams = Streams { input: &mut &b"{\"a\": \xff}"[..], output: &mut io::sink(), errors: &mut errors };
    command(["check", "-"].map(str::to_owned).into_iter(), &mut streams).unwrap();
    assert_eq!(errors, b"-: not UTF-8 text: the first wrong byte is number 6, from 0\n");
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
    let mut streams = Streams { input: &mut FIXTURE.as_bytes(), output: &mut Gone, errors: &mut io::sink() };
    let outcome = command(["check", "-"].map(str::to_owned).into_iter(), &mut streams);
    assert_eq!(outcome.err().map(|error| error.kind()), Some(io::ErrorKind::BrokenPipe));
}
