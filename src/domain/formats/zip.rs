//! Zips: what comes in, within limits, and what goes out.
//!
//! The central directory alone tells what there is; sizes it declares are never trusted, what comes out is measured while it is
//! inflated. Source: APPNOTE.TXT 6.3.10 of PKWARE.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};
use rawzip::time::UtcDateTime;
use rawzip::{
    CompressionMethod, DataDescriptorOutput, ZipArchive, ZipArchiveEntryWayfinder, ZipArchiveWriter,
    ZipFileHeaderRecord, ZipSliceArchive,
};

use super::files::InMemory;

/// The most entries a zip may have, folders included.
pub const MOST_ENTRIES: usize = 10_000;
/// The most that is read from one zip, in bytes.
pub const MOST_BYTES: usize = 512 << 20;
/// The largest file that is read from a zip, in bytes.
pub const LARGEST_FILE: usize = 64 << 20;
/// How many times its packed size a file may have.
pub const HIGHEST_RATIO: usize = 200;
/// A file of no more bytes may have any ratio: a page of blanks is no attack.
const SMALL_FILE: usize = 1 << 20;
/// The longest path, in bytes.
const LONGEST_PATH: usize = 1024;
/// The level of compression, from 0 to 10; beyond it texts hardly become smaller, and writing takes twice as long.
const LEVEL: u8 = 6;
/// A regular file that everybody may read.
const MODE: u32 = 0o100_644;
/// 1 January 1980, the first day zips can tell, in seconds since 1970.
const NO_TIME: i64 = 315_532_800;

/// What was in a zip.
#[derive(Clone, Debug, Default)]
pub struct Unzipped {
    /// The files, in the order of their paths. A folder that holds them all is left away.
    pub files: InMemory,
    /// The paths of files that were not read, and why not.
    pub left_out: Vec<(String, LeftOut)>,
}

/// Why a file of a zip was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// Its path leads out of the folder, is too long or has control characters.
    UnsafePath,
    /// It is a link or a device.
    NoFile,
    /// It is encrypted.
    Encrypted,
    /// It is packed by something else than deflate.
    Method,
    /// It is larger than [`LARGEST_FILE`].
    TooLarge,
    /// It grows more than [`HIGHEST_RATIO`] times.
    Bomb,
    /// With it, more than [`MOST_BYTES`] would have been read.
    TooMuch,
    /// It is an archive itself, and no document.
    Archive,
    /// It is cut off, or not what its checksum and size say.
    Damaged,
}

impl LeftOut {
    /// The reason in words.
    pub fn described(self) -> &'static str {
        match self {
            Self::UnsafePath => "its path is not a safe one",
            Self::NoFile => "it is a link or a device",
            Self::Encrypted => "it is encrypted",
            Self::Method => "it is packed by another method than deflate",
            Self::TooLarge => "it is larger than 64 MB",
            Self::Bomb => "it grows more than 200 times when unpacked",
            Self::TooMuch => "the zip holds more than 512 MB",
            Self::Archive => "it is an archive inside an archive",
            Self::Damaged => "it is damaged",
        }
    }
}

/// Why nothing can be read from a zip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ZipError {
    /// It is no zip, or its directory is damaged or cut off.
    Malformed,
    /// It has more than [`MOST_ENTRIES`].
    TooManyEntries,
}

impl ZipError {
    /// The reason in words.
    pub fn described(self) -> &'static str {
        match self {
            Self::Malformed => "the zip is damaged or cut off",
            Self::TooManyEntries => "the zip has more than 10,000 entries",
        }
    }
}

/// Whether the bytes begin like a zip.
pub fn looks_like(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// Whether a zip is a document of a word processor or a book, which are zips themselves.
pub fn is_document(bytes: &[u8]) -> bool {
    const NAMES: [&str; 3] = ["[Content_Types].xml", "mimetype", "META-INF/container.xml"];
    looks_like(bytes) && Archive::open(bytes).is_ok_and(|archive| NAMES.iter().any(|name| archive.has(name)))
}

/// A zip whose files are read one by one, by the names they have in it. No name is ever a path on a disk.
pub struct Archive<'a> {
    archive: ZipSliceArchive<&'a [u8]>,
    entries: BTreeMap<String, Entry>,
    room: usize,
}

impl<'a> Archive<'a> {
    /// Reads the directory of a zip.
    ///
    /// # Errors
    /// If it can't be read, or has too many entries.
    pub fn open(bytes: &'a [u8]) -> Result<Self, ZipError> {
        let (archive, entries) = directory(bytes)?;
        let named = |entry: Entry| (entry.name.replace('\\', "/").trim_start_matches('/').to_owned(), entry);
        let entries = entries.into_iter().map(named).collect();
        Ok(Self { archive, entries, room: MOST_BYTES })
    }

    /// Whether there is a file of the name.
    pub fn has(&self, name: &str) -> bool {
        self.entries.contains_key(name)
    }

    /// The names of all files and folders.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }

    /// Reads a file; `None` if there is none of the name.
    ///
    /// # Errors
    /// If it can't be read, or with what was read before is too much.
    pub fn read(&mut self, name: &str) -> Option<Result<Vec<u8>, LeftOut>> {
        let content = unpacked(&self.archive, self.entries.get(name)?, self.room);
        self.room -= content.as_ref().map_or(0, Vec::len);
        Some(content)
    }
}

/// What the directory says of a file or folder.
struct Entry {
    name: String,
    is_dir: bool,
    mode: u32,
    is_encrypted: bool,
    size: u64,
    method: CompressionMethod,
    place: ZipArchiveEntryWayfinder,
}

impl From<&ZipFileHeaderRecord<'_>> for Entry {
    fn from(record: &ZipFileHeaderRecord<'_>) -> Self {
        let flags = record.flags();
        Self {
            name: name_of(record),
            is_dir: record.is_dir(),
            mode: record.mode().value(),
            is_encrypted: flags.is_encrypted() || flags.has_strong_encryption() || flags.is_masked(),
            size: record.uncompressed_size_hint(),
            method: record.compression_method(),
            place: record.wayfinder(),
        }
    }
}

/// Reads the directory.
fn directory(bytes: &[u8]) -> Result<(ZipSliceArchive<&[u8]>, Vec<Entry>), ZipError> {
    let archive = ZipArchive::from_slice(bytes).map_err(|_| ZipError::Malformed)?;
    if archive.entries_hint() > MOST_ENTRIES as u64 {
        return Err(ZipError::TooManyEntries);
    }
    let mut entries = Vec::new();
    for entry in archive.entries() {
        entries.push(Entry::from(&entry.map_err(|_| ZipError::Malformed)?));
        if entries.len() > MOST_ENTRIES {
            return Err(ZipError::TooManyEntries);
        }
    }
    if entries.len() as u64 != archive.entries_hint() {
        return Err(ZipError::Malformed);
    }
    Ok((archive, entries))
}

/// Reads the files in a zip. Folders, what macOS adds, and files whose name or folder begins with a dot are passed over.
///
/// # Errors
/// If its directory can't be read, or has too many entries.
pub fn read(bytes: &[u8]) -> Result<Unzipped, ZipError> {
    let (archive, entries) = directory(bytes)?;
    let mut unzipped = Unzipped::default();
    let mut room = MOST_BYTES;
    for entry in entries.into_iter().filter(|entry| !entry.is_dir) {
        let read = match safe_path(&entry.name) {
            Path::Safe(path) => unpacked(&archive, &entry, room).map(|content| (path, content)),
            Path::Passed => continue,
            Path::Unsafe => Err(LeftOut::UnsafePath),
        };
        let read = read.and_then(|(path, content)| {
            let is_foreign = is_archive(&content) && !is_document(&content);
            if is_foreign { Err(LeftOut::Archive) } else { Ok((path, content)) }
        });
        match read {
            Ok((path, content)) => {
                room -= content.len();
                unzipped.files.0.push((path, content));
            }
            Err(why) => unzipped.left_out.push((entry.name, why)),
        }
    }
    strip_common_folder(&mut unzipped.files.0);
    make_unique(&mut unzipped.files.0);
    unzipped.files.0.sort();
    Ok(unzipped)
}

/// The name as it is written: in UTF-8, or else in the character set of the first PCs, which zips have without saying so.
fn name_of(entry: &ZipFileHeaderRecord<'_>) -> String {
    const UPPER: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀\
                         αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";
    let path = entry.file_path();
    let bytes = path.as_bytes();
    match std::str::from_utf8(bytes) {
        Ok(name) => name.to_owned(),
        Err(_) => {
            let upper: Vec<char> = UPPER.chars().collect();
            bytes
                .iter()
                .map(|byte| if *byte < 128 { char::from(*byte) } else { upper[usize::from(byte - 128)] })
                .collect()
        }
    }
}

enum Path {
    /// With `/` between the folders, and nothing to leave out.
    Safe(String),
    Unsafe,
    /// Nobody means it to be read.
    Passed,
}

fn safe_path(name: &str) -> Path {
    let slashed = name.replace('\\', "/");
    let has_drive = slashed.as_bytes().get(1) == Some(&b':');
    let parts: Vec<&str> = slashed.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    if slashed.starts_with('/')
        || has_drive
        || slashed.len() > LONGEST_PATH
        || parts.is_empty()
        || parts.contains(&"..")
        || slashed.contains(char::is_control)
    {
        return Path::Unsafe;
    }
    if parts.iter().any(|part| part.starts_with('.') || *part == "__MACOSX") {
        return Path::Passed;
    }
    Path::Safe(parts.join("/"))
}

fn unpacked(archive: &ZipSliceArchive<&[u8]>, entry: &Entry, room: usize) -> Result<Vec<u8>, LeftOut> {
    const FILE_TYPE: u32 = 0o170_000;
    const REGULAR: u32 = 0o100_000;
    if entry.mode & FILE_TYPE & !REGULAR != 0 {
        return Err(LeftOut::NoFile);
    }
    if entry.is_encrypted {
        return Err(LeftOut::Encrypted);
    }
    if entry.size > LARGEST_FILE as u64 {
        return Err(LeftOut::TooLarge);
    }
    let packed = archive.get_entry(entry.place).map_err(|_| LeftOut::Damaged)?;
    let data = packed.data();
    let content = match entry.method {
        CompressionMethod::STORE if data.len() > LARGEST_FILE => return Err(LeftOut::TooLarge),
        CompressionMethod::STORE if data.len() > room => return Err(LeftOut::TooMuch),
        CompressionMethod::STORE => data.to_vec(),
        CompressionMethod::DEFLATE => inflated(data, room)?,
        _ => return Err(LeftOut::Method),
    };
    let promised = packed.claim_verifier();
    if promised.uncompressed_size != content.len() as u64 || promised.crc != rawzip::crc32(&content) {
        return Err(LeftOut::Damaged);
    }
    Ok(content)
}

fn inflated(data: &[u8], room: usize) -> Result<Vec<u8>, LeftOut> {
    let by_ratio = data.len().saturating_mul(HIGHEST_RATIO).max(SMALL_FILE);
    let most = by_ratio.min(LARGEST_FILE).min(room);
    decompress_to_vec_with_limit(data, most).map_err(|error| match error.status {
        TINFLStatus::HasMoreOutput if most == room => LeftOut::TooMuch,
        TINFLStatus::HasMoreOutput if most == LARGEST_FILE => LeftOut::TooLarge,
        TINFLStatus::HasMoreOutput => LeftOut::Bomb,
        _ => LeftOut::Damaged,
    })
}

/// Whether it begins like a zip, gzip, 7z, RAR, xz, bzip2 or Zstandard file.
fn is_archive(content: &[u8]) -> bool {
    const MARKS: [&[u8]; 6] =
        [b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\xfd7zXZ\0", b"BZh", b"\x28\xb5\x2f\xfd"];
    // “BZh” may begin a text; in an archive the size of its blocks and a mark follow.
    let is_bzip2 = content.get(4..10) == Some(b"1AY&SY");
    looks_like(content) || MARKS.iter().any(|mark| content.starts_with(mark) && (*mark != b"BZh" || is_bzip2))
}

fn strip_common_folder(files: &mut [(String, Vec<u8>)]) {
    let folder_of = |path: &str| path.split_once('/').map(|(folder, _)| folder.to_owned());
    let Some(folder) = files.first().and_then(|(path, _)| folder_of(path)) else {
        return;
    };
    if files.iter().all(|(path, _)| folder_of(path).as_ref() == Some(&folder)) {
        for (path, _) in files {
            path.drain(..=folder.len());
        }
    }
}

/// Renames files whose path another one has, but for upper and lower case.
fn make_unique(files: &mut [(String, Vec<u8>)]) {
    let mut taken = BTreeSet::new();
    for (path, _) in files {
        if taken.insert(path.to_lowercase()) {
            continue;
        }
        let name = path.rfind('/').map_or(0, |slash| slash + 1);
        let dot = path[name..].rfind('.').map_or(path.len(), |dot| name + dot);
        let (stem, ending) = path.split_at(dot);
        if let Some(free) = (2..).map(|n| format!("{stem}-{n}{ending}")).find(|free| taken.insert(free.to_lowercase()))
        {
            *path = free;
        }
    }
}

/// Writes files into a zip. The same files make the same bytes: they carry no time.
///
/// # Panics
/// If a path has 64 KB or more.
pub fn write(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    written(files).expect("a vector takes every byte, and no path has 64 KB")
}

fn written(files: &[(String, Vec<u8>)]) -> Result<Vec<u8>, rawzip::Error> {
    let mut archive = ZipArchiveWriter::new(Vec::new());
    for (path, content) in files {
        // Readers of streams take sizes that follow the data only with deflate, so that nothing is merely stored.
        let file = archive.new_file(path).compression_method(CompressionMethod::DEFLATE);
        // Info-ZIP takes names for UTF-8 only if they come from Unix.
        let file = file.unix_permissions(MODE);
        let (mut entry, _) = file.last_modified(UtcDateTime::from_unix(NO_TIME)).start()?;
        entry.write_all(&compress_to_vec(content, LEVEL))?;
        entry.finish(DataDescriptorOutput::new(rawzip::crc32(content), content.len() as u64))?;
    }
    archive.finish()
}
