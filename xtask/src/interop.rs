//! The check by other programs: they load our exports of a hard document, and everything they find is compared with it.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use crate::steps::{Failure, ask, cargo, root, run as run_step, run_and_read, say};
use crate::tools::{NETWORK, cache};

/// What is converted.
const SOURCE: &str = "tests/fixtures/interop.json";
/// Where the readers stand.
const CHECKS: &str = "tests/interop";
/// The oldest Python that will do, as a minor version of 3.
const OLDEST: u32 = 11;
/// All readers but one.
const READERS: Environment =
    Environment { name: "readers", requirements: "requirements.txt", newest: None, cost: "about 3 minutes, 1.2 GB" };
/// doccano.
const DOCCANO: Environment = Environment {
    name: "doccano",
    requirements: "requirements-doccano.txt",
    // Its pandas is older than Python 3.12.
    newest: Some(11),
    cost: "about 2 minutes, 0.7 GB",
};
/// Independent implementations of measures of agreement.
const AGREEMENT: Environment = Environment {
    name: "agreement",
    requirements: "requirements-agreement.txt",
    // Its numpy is older than Python 3.13.
    newest: Some(12),
    cost: "about 2 minutes, 1 GB",
};
/// Each format by its name for `convert`, and the ending of its file; without one it is a folder.
const FORMATS: [(&str, Option<&str>); 18] = [
    ("postil", Some("json")),
    ("jsonl", Some("jsonl")),
    ("prodigy", Some("jsonl")),
    ("spacy", Some("spacy")),
    ("hf", None),
    ("hf-tokens", None),
    ("conll", Some("conll")),
    ("bioes", Some("bioes")),
    ("doccano", Some("jsonl")),
    ("label-studio", None),
    ("brat", None),
    ("cas-json", None),
    ("cas-xmi", None),
    ("webanno-tsv", None),
    ("w3c", Some("jsonld")),
    ("gliner", Some("json")),
    ("chat", Some("jsonl")),
    ("csv", Some("csv")),
];

/// A virtual environment with pinned packages.
struct Environment {
    name: &'static str,
    requirements: &'static str,
    /// The newest Python it can be made with, as a minor version of 3.
    newest: Option<u32>,
    cost: &'static str,
}

/// A Python that can make virtual environments.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Python {
    program: PathBuf,
    /// The minor version of 3.
    minor: u32,
}

/// The Python with independent measures of agreement; nothing, which is said, if there is none for it.
///
/// # Errors
/// If the packages can't be installed.
pub(crate) fn measures() -> Result<Option<PathBuf>, Failure> {
    let pythons = pythons();
    let Some(python) = AGREEMENT.python(&pythons) else {
        say("skipped, no Python: measures of agreement are checked with Python 3.11 or 3.12 and its module `venv`");
        return Ok(None);
    };
    AGREEMENT.made(python).map(Some)
}

/// Holds our measures of agreement against independent implementations on random cases and such as are written by hand. What the check printed, and
/// whether all agreed; nothing if there is no Python for it, which is said.
///
/// # Errors
/// If the packages can't be installed, or the program can't be built.
pub(crate) fn agreement() -> Result<Option<(String, bool)>, Failure> {
    let Some(python) = measures()? else {
        return Ok(None);
    };
    say("Comparing measures of agreement with independent implementations (about 2 minutes)");
    run_step(cargo().args(["build", "--quiet", "--package", "postil", "--bin", "postil"]), "the reason stands above")?;
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    let program = target.join("debug").join(format!("postil{}", env::consts::EXE_SUFFIX));
    let mut command = Command::new(python);
    command.current_dir(root()).arg(Path::new(CHECKS).join("agreement.py")).arg(program);
    command.arg(root().join("target").join("agreement"));
    command.envs([("PYTHONUTF8", "1"), ("PYTHONDONTWRITEBYTECODE", "1")]);
    run_and_read(&mut command, "look whether the virtual environment is whole").map(Some)
}

/// Runs the checks that are named, or all; whether everything agreed.
///
/// # Errors
/// If what they need can't be installed or built.
pub(crate) fn run_all(names: &[String]) -> Result<bool, Failure> {
    let formats: Vec<String> = names.iter().filter(|name| *name != AGREEMENT.name).cloned().collect();
    let agrees = |checked: Option<(String, bool)>| checked.is_none_or(|(_, agrees)| agrees);
    let is_wanted = names.is_empty() || formats.len() < names.len();
    let measures = if is_wanted { agrees(agreement()?) } else { true };
    let exports = if names.is_empty() || !formats.is_empty() { agrees(run(&formats)?) } else { true };
    Ok(measures && exports)
}

/// Has every reader load our exports of the formats named, or of all. What the check printed, and whether all agreed;
/// nothing if there is no Python for it, which is said.
///
/// # Errors
/// If the readers can't be installed, or the program can't be built.
pub(crate) fn run(formats: &[String]) -> Result<Option<(String, bool)>, Failure> {
    let mut chosen: Vec<_> =
        FORMATS.iter().filter(|(name, _)| formats.is_empty() || formats.iter().any(|format| format == name)).collect();
    if let Some(unknown) = formats.iter().find(|format| FORMATS.iter().all(|(name, _)| name != format)) {
        let names: Vec<&str> = FORMATS.iter().map(|(name, _)| *name).collect();
        return Err(Failure::new(format!("there is no format `{unknown}`"), format!("choose of {}", names.join(", "))));
    }
    let Some(readers) = readers()? else {
        return Ok(None);
    };
    let pythons = pythons();
    let mut command = Command::new(&readers);
    if chosen.iter().any(|(name, _)| *name == DOCCANO.name) {
        if let Some(python) = DOCCANO.python(&pythons) {
            command.env("DOCCANO_PYTHON", DOCCANO.made(python)?);
        } else {
            say("doccano is skipped: it needs Python 3.11");
            chosen.retain(|(name, _)| *name != DOCCANO.name);
        }
        if chosen.is_empty() {
            return Ok(None);
        }
    }
    let exports = exported(&chosen)?;
    command.current_dir(root()).arg(Path::new(CHECKS).join("check.py")).arg(SOURCE).arg(exports);
    command.args(chosen.iter().map(|(name, _)| name)).envs([("PYTHONUTF8", "1"), ("PYTHONDONTWRITEBYTECODE", "1")]);
    run_and_read(&mut command, "look whether the virtual environment is whole").map(Some)
}

/// The Python with all readers but doccano; nothing, which is said, if there is none for it.
///
/// # Errors
/// If the readers can't be installed.
pub(crate) fn readers() -> Result<Option<PathBuf>, Failure> {
    let pythons = pythons();
    let Some(python) = READERS.python(&pythons) else {
        say(&format!("skipped, no Python: this check needs Python 3.{OLDEST} or newer with its module `venv`"));
        return Ok(None);
    };
    READERS.made(python).map(Some)
}

/// Converts the source to each format; the folder of the exports. What could not be converted is left to the check to miss.
fn exported(formats: &[&(&str, Option<&str>)]) -> Result<PathBuf, Failure> {
    say("Building the command line (a minute the first time), and converting");
    run_step(cargo().args(["build", "--quiet", "--package", "postil", "--bin", "postil"]), "the reason stands above")?;
    let folder = root().join("target").join("interop");
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|error| Failure::io(folder.display(), &error))?;
    }
    for (name, ending) in formats {
        let place = folder.join(name);
        let path = ending.map_or_else(|| place.clone(), |ending| place.join(format!("data.{ending}")));
        let parent = path.parent().unwrap_or(&folder);
        fs::create_dir_all(parent).map_err(|error| Failure::io(parent.display(), &error))?;
        let mut convert = cargo();
        convert.args([
            "run",
            "--quiet",
            "--package",
            "postil",
            "--bin",
            "postil",
            "--",
            "convert",
            SOURCE,
            "--to",
            name,
        ]);
        // What was not converted is missed by the check; why stands above it.
        if let Err(failure) = run_step(convert.arg("-o").arg(path), "the reason stands above") {
            say(&failure.to_string());
        }
    }
    Ok(folder)
}

impl Environment {
    /// The Python it is made with.
    fn python<'a>(&self, pythons: &'a [Python]) -> Option<&'a Python> {
        pythons.iter().find(|python| self.newest.is_none_or(|newest| python.minor <= newest))
    }

    /// The environment's own Python, after its packages were installed if they were not there.
    fn made(&self, python: &Python) -> Result<PathBuf, Failure> {
        let requirements = root().join(CHECKS).join(self.requirements);
        let wanted = fs::read(&requirements).map_err(|error| Failure::io(requirements.display(), &error))?;
        let home = cache()?.join(format!("{}-3.{}-{:016x}", self.name, python.minor, digest(&wanted)));
        let inside = home.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
        // Written last, so that what was interrupted is never taken for whole.
        let whole = home.join("whole");
        if whole.exists() && ask(Command::new(&inside).arg("--version")).is_some() {
            return Ok(inside);
        }
        say(&format!("Installing the packages of {}/{} ({}, once)", CHECKS, self.requirements, self.cost));
        let venv = "see whether `python3 -m venv` works; on Debian and its like: sudo apt-get install python3-venv";
        run_step(Command::new(&python.program).args(["-m", "venv", "--clear"]).arg(&home), venv)?;
        let mut pip = Command::new(&inside);
        pip.args(["-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check", "--requirement"]);
        run_step(pip.arg(&requirements), NETWORK)?;
        fs::write(&whole, "").map_err(|error| Failure::io(whole.display(), &error))?;
        Ok(inside)
    }
}

/// The Pythons on PATH that can make virtual environments: the version the packages were pinned for first.
fn pythons() -> Vec<Python> {
    let mut names = vec!["python3.11", "python3", "python3.12", "python3.13"];
    if cfg!(windows) {
        names.push("python");
    }
    names.into_iter().filter_map(|name| answer(name, &python_says(name)?)).collect()
}

/// What a Python says of its version, if it has the modules that are needed.
fn python_says(name: &str) -> Option<String> {
    let program = "import sys, venv, ensurepip; print(*sys.version_info[:2], sys.executable)";
    ask(Command::new(name).args(["-c", program]).env_remove("PYTHONHOME"))
}

/// The Python that said so, if it is new enough.
fn answer(name: &str, said: &str) -> Option<Python> {
    let (major, rest) = said.trim().split_once(' ')?;
    let (minor, program) = rest.split_once(' ')?;
    let minor = minor.parse().ok().filter(|minor| major == "3" && *minor >= OLDEST)?;
    let program = if program.is_empty() || env::consts::FAMILY == "unix" { name } else { program };
    Some(Python { program: PathBuf::from(program), minor })
}

/// FNV-1a, which is the same in every version of this program.
fn digest(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::{AGREEMENT, CHECKS, DOCCANO, FORMATS, Python, READERS, SOURCE, answer, digest, run};
    use crate::steps::root;

    fn python(minor: u32) -> Python {
        Python { program: PathBuf::from("python3"), minor }
    }

    #[test]
    fn a_python_is_taken_if_it_is_new_enough() {
        assert_eq!(answer("python3", "3 11 /usr/bin/python3\n"), Some(python(11)));
        assert_eq!(answer("python3", "3 10 /usr/bin/python3\n"), None);
        assert_eq!(answer("python3", "2 7 /usr/bin/python\n"), None);
        assert_eq!(answer("python3", "no Python here"), None);
    }

    #[test]
    fn doccano_gets_a_python_that_is_old_enough() {
        let pythons = [python(13), python(11)];
        assert_eq!(READERS.python(&pythons), Some(&python(13)));
        assert_eq!(DOCCANO.python(&pythons), Some(&python(11)));
        assert_eq!(DOCCANO.python(&pythons[..1]), None);
    }

    #[test]
    fn the_environments_are_named_after_their_packages() {
        assert_eq!(digest(b""), 0xcbf2_9ce4_8422_2325);
        assert_ne!(digest(b"spacy==3.8.18"), digest(b"spacy==3.8.17"));
    }

    #[test]
    fn everything_the_check_needs_is_there() {
        for file in [SOURCE.to_owned(), format!("{CHECKS}/check.py"), format!("{CHECKS}/agreement.py")] {
            assert!(root().join(&file).is_file(), "{file}");
        }
        for environment in [READERS, DOCCANO, AGREEMENT] {
            let pins = std::fs::read_to_string(root().join(CHECKS).join(environment.requirements)).unwrap();
            let packages = pins.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
            for package in packages {
                assert!(package.contains("=="), "{package} has no exact version");
            }
        }
    }

    #[test]
    fn a_format_there_is_not_is_named_with_those_there_are() {
        let failure = run(&["brta".to_owned()]).unwrap_err().to_string();
        assert!(failure.contains("`brta`") && FORMATS.iter().all(|(name, _)| failure.contains(name)), "{failure}");
    }
}
