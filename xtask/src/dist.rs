//! Building dist/ with Trunk, and what dist/ must be: small, and free of anything that ties it to one place.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::steps::{Failure, root, run, say};
use crate::tools::Tools;

/// The folder Trunk leaves the page in.
pub(crate) const FOLDER: &str = "dist";
const APP: &str = "postil_bg.wasm";
const WORKERS: [&str; 2] = ["worker_bg.wasm", "reader_bg.wasm"];
const KIB: usize = 1024;
/// The first load should stay under this.
const AIM: usize = 170 * KIB;
/// The first load must not go over this.
const GATE: usize = 570 * KIB;

/// Makes the modules a tenth smaller: the standard library is compiled along with the rest, for size, and a panic stops
/// at once without a message (builds for development keep theirs). Not stable yet; the toolchain is pinned.
pub(crate) const SMALL: [(&str, &str); 4] = [
    ("RUSTC_BOOTSTRAP", "1"),
    ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"),
    ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size"),
    ("RUSTFLAGS", "-Zlocation-detail=none -Zfmt-debug=none -Zunstable-options -Cpanic=immediate-abort"),
];

/// A file's size as it is and as a host sends it, in bytes.
struct Size {
    raw: usize,
    brotli: usize,
}

/// Builds the page for release and prints what it weighs.
///
/// # Errors
/// If a tool cannot be had or the build fails.
pub(crate) fn build_and_report() -> Result<(), Failure> {
    build(&Tools::for_page(true)?, true)?;
    weigh(APP)?;
    for worker in WORKERS {
        weigh(worker)?;
    }
    say(&format!("{FOLDER}/ can be served by any host, from any path."));
    Ok(())
}

/// Builds the page and its worker into dist/.
///
/// # Errors
/// If the code does not compile.
pub(crate) fn build(tools: &Tools, release: bool) -> Result<(), Failure> {
    let time = if release { "about 5 minutes the first time" } else { "about a minute the first time" };
    say(&format!("Building the page ({time})"));
    let mut trunk = tools.equip(Command::new("trunk"));
    trunk.args(["build", "--skip-version-check"]);
    if release {
        trunk.arg("--release").envs(SMALL);
    }
    // Trunk takes only `true` and `false` for it and stops at the usual `1`.
    trunk.env_remove("NO_COLOR");
    run(&mut trunk, "the reason stands above; `cargo xtask test --fast` shows errors of the code")
}

/// Holds the app's size against the first-load budget.
///
/// # Errors
/// If it is over the gate.
pub(crate) fn check_size() -> Result<(), Failure> {
    for worker in WORKERS {
        weigh(worker)?;
    }
    let size = weigh(APP)?;
    let (now, aim, gate) = (size.brotli / KIB, AIM / KIB, GATE / KIB);
    if size.brotli > GATE {
        return Err(Failure::new(
            format!("{APP} takes {now} KiB as brotli, over the gate of {gate} KiB"),
            "move what the first view does not need to the worker, or drop a dependency",
        ));
    }
    if size.brotli > AIM {
        say(&format!("{APP} is over the aim of {aim} KiB, still under the gate of {gate} KiB"));
    }
    Ok(())
}

/// Checks that the built page holds no inline script and no address that depends on where it is served.
///
/// # Errors
/// Names the first thing that is wrong.
pub(crate) fn check_page() -> Result<(), Failure> {
    let page = read("index.html")?;
    flaw(&String::from_utf8_lossy(&page)).map_or(Ok(()), |what| {
        Err(Failure::new(
            format!("{FOLDER}/index.html has {what}"),
            "put scripts into files and keep every address relative, beginning with ./",
        ))
    })
}

fn weigh(name: &str) -> Result<Size, Failure> {
    let bytes = read(name)?;
    let mut packed = Vec::new();
    let settings = brotli::enc::BrotliEncoderParams { quality: 11, ..Default::default() };
    brotli::BrotliCompress(&mut bytes.as_slice(), &mut packed, &settings).map_err(|error| Failure::io(name, &error))?;
    let size = Size { raw: bytes.len(), brotli: packed.len() };
    say(&format!("{name}: {:.1} KiB, {:.1} KiB as brotli", in_kib(size.raw), in_kib(size.brotli)));
    Ok(size)
}

fn in_kib(bytes: usize) -> f64 {
    bytes as f64 / KIB as f64
}

fn read(name: &str) -> Result<Vec<u8>, Failure> {
    let file = root().join(FOLDER).join(name);
    fs::read(&file).map_err(|error| Failure::io(Path::new(FOLDER).join(name).display(), &error))
}

/// What makes a page unfit for the policy or for a sub-path, if anything.
fn flaw(page: &str) -> Option<String> {
    // Comments and the policy itself may say anything.
    let markup: String = page.split("<!--").map(|part| part.split_once("-->").map_or(part, |(_, rest)| rest)).collect();
    for script in markup.split("<script").skip(1) {
        let (tag, rest) = script.split_once('>').unwrap_or((script, ""));
        let body = rest.split_once("</script").map_or(rest, |(body, _)| body);
        if !tag.contains(" src=") || !body.trim().is_empty() {
            return Some(format!("an inline script: <script{tag}>"));
        }
    }
    for tag in markup.split('<') {
        let tag = tag.split('>').next().unwrap_or_default();
        if tag.contains(" on") || tag.contains(" style=") {
            return Some(format!("an inline handler or style: <{tag}>"));
        }
        for attribute in [" src=", " href="] {
            let value = tag.split_once(attribute).map(|(_, value)| value.trim_start_matches(['"', '\'']));
            if value.is_some_and(|value| !value.starts_with("./")) {
                return Some(format!("an address that is not relative: <{tag}>"));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::flaw;

    #[test]
    fn a_page_of_relative_files_is_fit() {
        let page = "<!DOCTYPE html><head><!-- href=\"/x\" <script>x</script> --><link rel=\"icon\" href=\"./icon.svg\">\
                    <script type=\"module\" src=\"./boot.js\"></script></head><body><p id=\"boot\">On it.</p></body>";
        assert_eq!(flaw(page), None);
    }

    #[test]
    fn whatever_the_policy_or_a_sub_path_breaks_is_named() {
        for (page, named) in [
            ("<script>x</script>", "inline script"),
            ("<script type=\"module\">x</script>", "inline script"),
            ("<script src=\"./a.js\">x</script>", "inline script"),
            ("<body onload=\"x\">", "inline handler"),
            ("<p style=\"x\">", "style"),
            ("<link href=\"/a.css\">", "not relative"),
            ("<link href='//a.example/a.css'>", "not relative"),
            ("<script src=\"https://a.example/a.js\"></script>", "not relative"),
        ] {
            assert!(flaw(page).is_some_and(|what| what.contains(named)), "{page}: {:?}", flaw(page));
        }
    }
}
