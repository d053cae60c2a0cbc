//! Fuzzing the importers with libFuzzer, each by itself.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::steps::{Failure, ask, cargo, root, run, say};

/// The formats that are read, by their names on the command line, and the readers of articles.
const FORMATS: [&str; 16] = [
    "postil",
    "jsonl",
    "prodigy",
    "hf",
    "hf-tokens",
    "conll",
    "bioes",
    "doccano",
    "label-studio",
    "brat",
    "cas-json",
    "cas-xmi",
    "webanno-tsv",
    "w3c",
    "csv",
    READERS,
];

/// All readers of articles together.
const READERS: &str = "readers";

/// A smoke test's time for each importer, in seconds.
const SMOKE: u32 = 5;

/// What `cargo fuzz` gives the compiler, but for sanitizers, which the stable compiler has not.
const INSTRUMENTED: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1 --cfg fuzzing";

const CORPUS: &str =
    "the reason stands above; the input that did it stands in target/fuzz/artifacts and belongs into a test";

/// Fuzzes each importer for a few seconds, in the same way every time.
///
/// # Errors
/// If the fuzzer can't be built, or an importer fails.
pub(crate) fn smoke() -> Result<(), Failure> {
    fuzz(None, SMOKE, Some(1))
}

/// Fuzzes one importer, or each, for so many seconds, going on from what was found before.
///
/// # Errors
/// If the fuzzer can't be built, or an importer fails.
pub(crate) fn run_all(only: Option<&str>, seconds: u32) -> Result<(), Failure> {
    fuzz(only, seconds, None)
}

/// Fuzzes, beginning with exports of the hard document of the tests. With a seed, nothing found before is used.
fn fuzz(only: Option<&str>, seconds: u32, seed: Option<u32>) -> Result<(), Failure> {
    if let Some(name) = only.filter(|name| !FORMATS.contains(name)) {
        return Err(Failure::new(format!("no importer `{name}`"), format!("there are {}", FORMATS.join(", "))));
    }
    let program = build()?;
    for format in FORMATS.into_iter().filter(|format| only.is_none_or(|name| name == *format)) {
        say(&format!("Fuzzing {format} ({seconds} s)"));
        let corpus = match seed {
            None => folder(&format!("corpus/{format}"))?,
            Some(_) => emptied(&folder(&format!("smoke/{format}"))?)?,
        };
        let seeds = seeds(format)?;
        let artifacts = folder("artifacts")?;
        let mut command = Command::new(&program);
        command.env("POSTIL_FUZZ", format).current_dir(root()).arg(&corpus).arg(&seeds).args([
            format!("-max_total_time={seconds}"),
            "-timeout=10".into(),
            "-rss_limit_mb=2048".into(),
            "-max_len=65536".into(),
            "-verbosity=0".into(),
            "-print_final_stats=1".into(),
            format!("-artifact_prefix={}/{format}-", artifacts.display()),
        ]);
        command.args(seed.map(|seed| format!("-seed={seed}")));
        run(&mut command, CORPUS)?;
    }
    Ok(())
}

fn build() -> Result<PathBuf, Failure> {
    let target = root().join("target/fuzz/build");
    let host = ask(Command::new("rustc").current_dir(root()).args(["--print", "host-tuple"]));
    let host = host.ok_or_else(|| Failure::new("rustc does not run", "install Rust through rustup"))?;
    let host = host.trim();
    let mut command = cargo();
    // With --target, build scripts are left uninstrumented.
    command.args(["build", "--release", "--manifest-path", "fuzz/Cargo.toml", "--target", host]);
    command.env("RUSTFLAGS", INSTRUMENTED).env("CARGO_TARGET_DIR", &target);
    run(&mut command, "the reason stands above; the fuzzer needs a C++ compiler")?;
    Ok(target.join(host).join("release/postil-fuzz"))
}

/// The hard document in the format, as one input of the fuzzer; for the readers, the files of their tests.
fn seeds(format: &str) -> Result<PathBuf, Failure> {
    if format == READERS {
        return seeds_of_readers();
    }
    let exported = folder("exported")?.join(format);
    let seeds = folder(&format!("seeds/{format}"))?;
    let mut command = cargo();
    command.args([
        "run",
        "--quiet",
        "--package",
        "postil",
        "--",
        "convert",
        "tests/fixtures/interop.json",
        "--to",
        format,
        "-o",
    ]);
    run(command.arg(&exported).stderr(std::process::Stdio::null()), "the reason stands above")?;
    let mut input = Vec::new();
    collect(&exported, &exported, &mut input)?;
    let file = seeds.join("hard");
    fs::write(&file, input).map_err(|error| Failure::io(file.display(), &error))?;
    Ok(seeds)
}

fn seeds_of_readers() -> Result<PathBuf, Failure> {
    const PAGE: &str = "<!DOCTYPE html><title>Ports</title><nav>Home</nav><article><h1>Ports</h1><p>Ask and Embla <b>signed</b> \
                        on Monday.<br>Both pay.</p><table><tr><td>1<td>2</table></article>";
    let seeds = folder("seeds/readers")?;
    let failed = |error| Failure::io(seeds.display(), &error);
    fs::write(seeds.join("page.html"), PAGE).map_err(failed)?;
    for fixtures in ["tests/fixtures/docs", "tests/fixtures/pdf"] {
        for file in fs::read_dir(root().join(fixtures)).map_err(failed)?.flatten() {
            fs::copy(file.path(), seeds.join(file.file_name())).map_err(failed)?;
        }
    }
    Ok(seeds)
}

fn collect(root: &Path, path: &Path, input: &mut Vec<u8>) -> Result<(), Failure> {
    let failed = |error| Failure::io(path.display(), &error);
    if path.is_dir() {
        let mut entries: Vec<PathBuf> =
            fs::read_dir(path).map_err(failed)?.flatten().map(|entry| entry.path()).collect();
        entries.sort();
        return entries.iter().try_for_each(|entry| collect(root, entry, input));
    }
    if path != root {
        let below = path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace('\\', "/");
        input.extend(format!("%%%% {below}\n").into_bytes());
    }
    input.extend(fs::read(path).map_err(failed)?);
    if input.last() != Some(&b'\n') {
        input.push(b'\n');
    }
    Ok(())
}

fn emptied(folder: &Path) -> Result<PathBuf, Failure> {
    let failed = |error| Failure::io(folder.display(), &error);
    fs::remove_dir_all(folder).and_then(|()| fs::create_dir_all(folder)).map_err(failed)?;
    Ok(folder.to_path_buf())
}

fn folder(name: &str) -> Result<PathBuf, Failure> {
    let folder = root().join("target/fuzz").join(name);
    fs::create_dir_all(&folder).map_err(|error| Failure::io(folder.display(), &error))?;
    Ok(folder)
}
