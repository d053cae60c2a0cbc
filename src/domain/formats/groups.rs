//! Which files belong together: those of a folder format, and every other file by itself.

use std::io::{self, BufRead};

use super::detect::detect;
use super::export::SPLITS;
use super::files::Files;
use super::{Format, Shape};

/// Files that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Their paths.
    pub paths: Vec<String>,
    /// Their format, if it is known.
    pub format: Option<Format>,
}

/// Puts the files into groups. A folder format takes the files it reads; of the others, each is looked at by itself, or together
/// with what is left. `format` is what they are known to be, if somebody knows.
pub fn groups(files: &dyn Files, format: Option<Format>) -> Vec<Group> {
    // How an export was split stands in its files too.
    let mut rest: Vec<String> = files.paths();
    if rest.len() > 1 {
        rest.retain(|path| file_name(path) != SPLITS);
    }
    let mut groups = Vec::new();
    while rest.len() > 1 {
        let whole = format.or_else(|| detect(&Only { files, paths: &rest }));
        let Some(folder) = whole.filter(|format| matches!(format.shape(), Shape::Folder(_))) else {
            break;
        };
        let (claimed, others): (Vec<String>, Vec<String>) = if format.is_some() {
            (rest, Vec::new())
        } else {
            rest.into_iter().partition(|path| claims(folder, files, path))
        };
        rest = others;
        if claimed.is_empty() {
            break;
        }
        groups.push(Group { paths: claimed, format: Some(folder) });
    }
    for path in rest {
        let paths = vec![path];
        let format = format.or_else(|| detect(&Only { files, paths: &paths }));
        groups.push(Group { paths, format });
    }
    groups
}

/// Whether the file is one that the folder format reads.
fn claims(folder: Format, files: &dyn Files, path: &str) -> bool {
    let ends = |endings: &[&str]| endings.iter().any(|ending| path.ends_with(ending));
    let alone = || detect(&Only { files, paths: &[path.to_owned()] });
    let is_its_own = || alone().is_none_or(|format| format == folder);
    match folder {
        Format::Brat => {
            ends(&[".ann", ".txt", ".a1", ".a2", ".conf"])
                || ["documents.jsonl", "label-set.json"].contains(&file_name(path))
        }
        Format::Hf | Format::HfTokens => {
            file_name(path) == "README.md" || path.starts_with("data/") || path.contains("/data/") || is_its_own()
        }
        Format::CasXmi => ends(&[".xmi", ".xml"]),
        Format::CasJson => ends(&[".json"]) && is_its_own(),
        Format::WebannoTsv => ends(&[".tsv"]) && is_its_own(),
        Format::LabelStudio => ends(&[".json", ".jsonl", ".xml"]) && is_its_own(),
        _ => true,
    }
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Some of the files, by their paths.
pub struct Only<'a> {
    /// All of them.
    pub files: &'a dyn Files,
    /// The paths of those that are meant.
    pub paths: &'a [String],
}

impl Files for Only<'_> {
    fn paths(&self) -> Vec<String> {
        self.paths.to_vec()
    }

    fn open(&self, path: &str) -> io::Result<Box<dyn BufRead + '_>> {
        self.files.open(path)
    }
}
