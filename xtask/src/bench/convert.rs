//! The benchmark of conversions: documents a second between formats, beside other programs' own libraries in the same run.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::interop;
use crate::steps::{Failure, cargo, root, run, run_and_read, say};

/// How many documents are converted.
const DOCUMENTS: usize = 10_000;
/// How many words each has.
const WORDS: usize = 180;
/// How many spans each has.
const SPANS: usize = 20;
/// The first formats there are, each with the ending of its file; without one it is a folder.
const FORMATS: [(&str, &str); 6] = [
    ("postil", ".json"),
    ("jsonl", ".jsonl"),
    ("prodigy", ".jsonl"),
    ("spacy", ".spacy"),
    ("hf", ""),
    ("hf-tokens", ""),
];
/// Of these, what is only written.
const ONLY_WRITTEN: &str = "spacy";

/// Converts the documents from each format to each, and has Python scripts do the same where they have a library for it.
///
/// # Errors
/// If the program can't be built or a conversion fails.
pub(crate) fn measure() -> Result<(), Failure> {
    say("Building the command line for speed (three minutes the first time)");
    run(cargo().args(["build", "--package", "postil", "--profile", "native"]), "the reason stands above")?;
    let program = root().join("target/native/postil");
    let folder = root().join("target/bench/convert");
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|error| Failure::io(folder.display(), &error))?;
    }
    fs::create_dir_all(&folder).map_err(|error| Failure::io(folder.display(), &error))?;
    let source = folder.join("source.jsonl");
    write_documents(&source).map_err(|error| Failure::io(source.display(), &error))?;
    let mut inputs: Vec<(&str, PathBuf)> = Vec::new();
    for (name, ending) in FORMATS.into_iter().filter(|(name, _)| *name != ONLY_WRITTEN) {
        let input = folder.join(format!("from-{name}{ending}"));
        convert(&program, &source, name, &input)?;
        inputs.push((name, input));
    }
    say(&format!(
        "\nDocuments a second, {DOCUMENTS} documents of {WORDS} words and {SPANS} spans; from (row) to (column):\n"
    ));
    let names: Vec<String> = FORMATS.iter().map(|(name, _)| format!("{name:>10}")).collect();
    say(&format!("{:>10}{}", "", names.concat()));
    for (from, input) in &inputs {
        let mut row = format!("{from:>10}");
        for (to, ending) in FORMATS {
            let output = folder.join(format!("{from}-to-{to}{ending}"));
            let seconds = convert(&program, input, to, &output)?;
            row.push_str(&format!("{:>10.0}", DOCUMENTS as f64 / seconds));
        }
        say(&row);
    }
    match interop::readers()? {
        Some(python) => {
            say("\nThe same by Python scripts with the readers' own libraries:\n");
            let script = Path::new("tests/interop/bench.py");
            let mut command = Command::new(python);
            command.current_dir(root()).arg(script).arg(&source).arg(&folder);
            let (_, succeeded) = run_and_read(&mut command, "the reason stands above")?;
            if succeeded { Ok(()) } else { Err(Failure::new("the Python script failed", "the reason stands above")) }
        }
        None => Ok(()),
    }
}

/// Converts; how long it took, in seconds.
fn convert(program: &Path, input: &Path, to: &str, output: &Path) -> Result<f64, Failure> {
    let begin = Instant::now();
    let mut command = Command::new(program);
    command.arg("convert").arg(input).args(["--to", to, "-o"]).arg(output).stderr(Stdio::null());
    run(&mut command, "run the same command by hand to see why")?;
    Ok(begin.elapsed().as_secs_f64())
}

/// Writes the documents as JSONL: words of a small list in an order that is always the same, spans of one to three words.
fn write_documents(path: &Path) -> std::io::Result<()> {
    const LIST: [&str; 16] = [
        "the",
        "Union",
        "signed",
        "accord",
        "Oslo",
        "harbour",
        "ministry",
        "of",
        "trade",
        "protection",
        "summit",
        "talks",
        "Norway",
        "café",
        "😀",
        "agreed",
    ];
    const LABELS: [&str; 3] = ["actor", "agreement", "focus-area"];
    let mut chance = 0x9e37_79b9_7f4a_7c15_u64;
    let mut below = |n: usize| {
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (chance >> 33) as usize % n
    };
    let mut file = BufWriter::new(File::create(path)?);
    for number in 0..DOCUMENTS {
        let words: Vec<&str> = (0..WORDS).map(|_| LIST[below(LIST.len())]).collect();
        let mut starts = Vec::with_capacity(WORDS);
        let mut at = 0;
        for word in &words {
            starts.push(at);
            at += word.chars().count() + 1;
        }
        write!(file, "{{\"id\":\"d{number}\",\"text\":\"{}.\",\"spans\":[", words.join(" "))?;
        for span in 0..SPANS {
            let first = below(WORDS - 3);
            let last = first + below(3);
            let end = starts[last] + words[last].chars().count();
            let comma = if span == 0 { "" } else { "," };
            write!(file, "{comma}{{\"start\":{},\"end\":{end},\"label\":\"{}\"}}", starts[first], LABELS[below(3)])?;
        }
        writeln!(file, "]}}")?;
    }
    file.flush()
}
