//! The benchmark of finding articles in pages.

use std::path::Path;

use crate::steps::{Failure, cargo, run};

/// Measures on the pages in a folder, each with what Readability.js finds in it.
///
/// # Errors
/// If the benchmark can't be built or a page can't be read.
pub(crate) fn measure(folder: &Path) -> Result<(), Failure> {
    let folder = folder.canonicalize().map_err(|error| Failure::io(folder.display(), &error))?;
    let mut command = cargo();
    command.args(["bench", "--profile", "native", "--package", "postil", "--bench", "extract", "--"]).arg(folder);
    run(&mut command, "the reason stands above")
}
