//! The benchmark of comparing annotators, beside pygamma-agreement in the same run.

use std::process::Command;

use crate::interop;
use crate::steps::{Failure, cargo, root, run, run_and_read, say};

/// Counts every two of twenty annotators, and measures gamma of two.
///
/// # Errors
/// If the benchmark can't be built or breaks off.
pub(crate) fn measure() -> Result<(), Failure> {
    say("Building for speed (three minutes the first time)");
    let spans = root().join("target").join("agreement-spans.csv");
    let mut bench = cargo();
    bench.args(["bench", "--package", "postil", "--bench", "agreement", "--profile", "native"]);
    run(bench.env("POSTIL_BENCH_SPANS", &spans), "the reason stands above")?;
    let Some(python) = interop::measures()? else {
        return Ok(());
    };
    let mut command = Command::new(python);
    command.current_dir(root()).arg("tests/interop/bench_agreement.py").arg(spans);
    let (_, succeeded) = run_and_read(&mut command, "the reason stands above")?;
    if succeeded { Ok(()) } else { Err(Failure::new("the Python script failed", "the reason stands above")) }
}
