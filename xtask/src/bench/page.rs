//! The benchmark of the built page in Chromium.

use crate::browser::{self, Stage};
use crate::dist;
use crate::steps::{Failure, cargo, run, say};
use crate::tools::Tools;

/// Builds for release, serves the page and measures it.
///
/// # Errors
/// If a tool is missing, the build fails or the benchmark does.
pub(crate) fn measure() -> Result<(), Failure> {
    let driver = browser::driver()?;
    dist::build(&Tools::for_page(true)?, true)?;
    let stage = Stage::open(&driver)?;
    say("Measuring (about 10 minutes; leave the machine alone meanwhile)");
    let mut command = cargo();
    // What is measured is the page; the driver of it may as well be the build the tests have made.
    command.args(["bench", "--profile", "dev", "--package", "postil", "--bench", "page"]);
    stage.tell(&mut command);
    run(&mut command, "the reason stands above")
}
