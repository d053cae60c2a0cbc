//! Running commands, and saying what failed and what to do about it.

use std::fmt;
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Why a task could not be done, and what the person at the keyboard can do.
#[derive(Debug)]
pub(crate) struct Failure {
    what: String,
    advice: String,
}

impl Failure {
    /// Makes a failure from what went wrong and what to do about it.
    pub(crate) fn new(what: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { what: what.into(), advice: advice.into() }
    }

    /// Makes a failure of reading or writing `what`.
    pub(crate) fn io(what: impl fmt::Display, error: &io::Error) -> Self {
        Self::new(format!("{what}: {error}"), "check that the folder exists, is yours and has space left")
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "failed: {}\n  what to do: {}", self.what, self.advice)
    }
}

/// Prints a line.
pub(crate) fn say(line: &str) {
    // Nothing is lost if nobody reads any more.
    let _ = writeln!(io::stdout(), "{line}");
}

/// The folder of the project.
pub(crate) fn root() -> PathBuf {
    // Asked at run time, because a clone may be moved after xtask was built.
    let package = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    package.as_deref().and_then(|folder| folder.parent()).map_or_else(|| PathBuf::from("."), PathBuf::from)
}

/// The Cargo that runs this program.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}

/// Runs a command to its end, its output shown as it comes.
///
/// # Errors
/// If it cannot be started or ends with a code other than zero.
pub(crate) fn run(command: &mut Command, advice: &str) -> Result<(), Failure> {
    let status = command.status().map_err(|error| not_started(command, &error, advice))?;
    if status.success() { Ok(()) } else { Err(Failure::new(format!("{} ({status})", line(command)), advice)) }
}

/// Runs a command to its end and also returns what it wrote to its standard output, which is shown as it comes.
///
/// # Errors
/// If it cannot be started. Ending with a code other than zero is the `false` beside the output.
pub(crate) fn run_and_read(command: &mut Command, advice: &str) -> Result<(String, bool), Failure> {
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(|error| not_started(command, &error, advice))?;
    let mut output = Vec::new();
    if let Some(mut stdout) = child.stdout.take() {
        let mut part = [0; 4096];
        // In parts as they come, not in lines, so that a slow test is seen while it runs.
        while let Ok(count @ 1..) = stdout.read(&mut part) {
            output.extend_from_slice(&part[..count]);
            let _ = io::stdout().write_all(&part[..count]).and_then(|()| io::stdout().flush());
        }
    }
    let status = child.wait().map_err(|error| Failure::io(line(command), &error))?;
    Ok((String::from_utf8_lossy(&output).into_owned(), status.success()))
}

/// Runs a command out of sight; what it wrote to its standard output, or nothing if it is not there or fails.
pub(crate) fn ask(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

fn not_started(command: &Command, error: &io::Error, advice: &str) -> Failure {
    let program = command.get_program().to_string_lossy();
    if error.kind() == ErrorKind::NotFound {
        Failure::new(format!("`{program}` is not installed or not on PATH"), advice)
    } else {
        Failure::new(format!("{}: {error}", line(command)), advice)
    }
}

/// The command as it would be typed: the program without its folder.
fn line(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let words = program.file_stem().into_iter().chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use std::process::{Command, Stdio};

    use super::{cargo, run, run_and_read};

    #[test]
    fn a_missing_program_is_named_with_the_advice() {
        let failure = run(&mut Command::new("no-such-program-here"), "install it").unwrap_err().to_string();
        assert!(failure.contains("`no-such-program-here` is not installed"), "{failure}");
        assert!(failure.ends_with("what to do: install it"), "{failure}");
    }

    #[test]
    fn a_failing_command_is_named_with_its_arguments() {
        let failure = run(cargo().arg("no-such-command").stderr(Stdio::null()), "look above").unwrap_err().to_string();
        assert!(failure.starts_with("failed: cargo no-such-command ("), "{failure}");
    }

    #[test]
    fn output_is_handed_back_beside_success() {
        let (output, succeeded) = run_and_read(cargo().arg("--version"), "").unwrap();
        assert!(succeeded && output.starts_with("cargo "), "{output}");
    }
}
