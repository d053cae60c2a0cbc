//! What of a zip or a folder is to be read, and what is passed over with a reason.

use std::collections::BTreeSet;

/// Why a file is not taken for an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassedOver {
    /// It belongs to the system, not to people.
    System,
    /// It is a picture, a sound or a film.
    Media,
    /// It is a font, style or script.
    PartOfPage,
    /// It lies in the folder a browser saved beside a page.
    BesidePage,
}

impl PassedOver {
    /// The reason in words.
    pub fn described(self) -> &'static str {
        match self {
            Self::System => "it belongs to the system",
            Self::Media => "it is a picture, a sound or a film",
            Self::PartOfPage => "it is a font, style or script",
            Self::BesidePage => "it is part of a saved page",
        }
    }
}

const SYSTEM: [&str; 3] = ["__macosx", "thumbs.db", "desktop.ini"];
const MEDIA: [&str; 26] = [
    "png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "svgz", "bmp", "ico", "tif", "tiff", "heic", "mp3", "mp4",
    "m4a", "m4v", "ogg", "oga", "ogv", "wav", "webm", "mov", "avi", "flac", "mkv",
];
const PARTS: [&str; 11] = ["css", "js", "mjs", "map", "woff", "woff2", "ttf", "otf", "eot", "wasm", "swf"];

/// Tells files worth reading from others, by their paths with `/` between folders; keeps their order.
pub fn told_apart<'a>(paths: &[&'a str]) -> (Vec<&'a str>, Vec<(&'a str, PassedOver)>) {
    let pages: BTreeSet<String> = paths.iter().filter_map(|path| page_stem(path)).collect();
    let mut read = Vec::new();
    let mut passed = Vec::new();
    for path in paths {
        match why_not(path, &pages) {
            Some(why) => passed.push((*path, why)),
            None => read.push(*path),
        }
    }
    (read, passed)
}

/// The path of a page without its ending.
fn page_stem(path: &str) -> Option<String> {
    let (stem, ending) = path.rsplit_once('.')?;
    matches!(ending.to_ascii_lowercase().as_str(), "html" | "htm" | "xhtml").then(|| stem.to_owned())
}

fn why_not(path: &str, pages: &BTreeSet<String>) -> Option<PassedOver> {
    let lower = path.to_lowercase();
    let is_system = |part: &str| part.starts_with('.') || SYSTEM.contains(&part);
    // Word leaves the name of who has a document open beside it.
    if lower.split('/').any(is_system) || lower.rsplit('/').next().is_some_and(|name| name.starts_with("~$")) {
        return Some(PassedOver::System);
    }
    let ending = lower.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map_or("", |(_, ending)| ending);
    if MEDIA.contains(&ending) {
        return Some(PassedOver::Media);
    }
    if PARTS.contains(&ending) {
        return Some(PassedOver::PartOfPage);
    }
    let folders = path.match_indices('/').map(|(end, _)| &path[..end]);
    folders.into_iter().any(|folder| is_beside(folder, pages)).then_some(PassedOver::BesidePage)
}

/// What browsers add to a page's name for the folder they save beside it, in the languages they speak.
const BESIDE: [&str; 14] = [
    "_files",
    ".files",
    "_file",
    "-Dateien",
    "_fichiers",
    "_archivos",
    "_arquivos",
    "_ficheiros",
    "_bestanden",
    "-filer",
    "_pliki",
    "_soubory",
    "_dosyalar",
    ".fld",
];

/// Whether a folder is one browsers save beside a page.
fn is_beside(folder: &str, pages: &BTreeSet<String>) -> bool {
    BESIDE.iter().any(|ending| folder.strip_suffix(ending).is_some_and(|stem| pages.contains(stem)))
}
