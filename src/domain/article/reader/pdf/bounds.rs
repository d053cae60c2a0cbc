//! How much may be unpacked: a small file may hold streams that become gigabytes.

use hayro_syntax::object::Stream;
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

/// The longest a single stream may become, in bytes.
const LONGEST_STREAM: usize = 128 << 20;
/// The longest all streams of a file may become, in bytes; fonts and pages that are read anew count anew.
const LONGEST_TOGETHER: usize = 512 << 20;
/// How many times longer deflate makes its input at most, rounded up.
const DEFLATE: usize = 1100;
/// How many times longer LZW makes its input at most, rounded up.
const LZW: usize = 2700;
/// How many times longer run lengths make their input at most.
const RUN_LENGTH: usize = 64;
/// How many times longer a stream of objects becomes that can't be looked into, at most in earnest.
const UNSEEN: usize = 100;

/// What may still be unpacked of a file.
pub(super) struct Budget {
    left: usize,
}

impl Budget {
    pub(super) fn new() -> Self {
        Self { left: LONGEST_TOGETHER }
    }

    /// Whether nothing more may be unpacked.
    pub(super) fn is_spent(&self) -> bool {
        self.left == 0
    }

    /// Whether the stream may be unpacked; what it comes to is taken off.
    pub(super) fn allows(&mut self, stream: &Stream<'_>) -> bool {
        let packers = stream.filters().iter().map(|filter| Packer::of(*filter)).collect::<Vec<_>>();
        let length = length(&stream.raw_data(), &packers);
        if length > LONGEST_STREAM {
            return false;
        }
        let is_allowed = length <= self.left;
        self.left = self.left.saturating_sub(length);
        is_allowed
    }
}

/// What a stream is packed with, as far as that makes it shorter.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Packer {
    Deflate,
    Lzw,
    RunLength,
    Other,
}

impl Packer {
    fn of(filter: hayro_syntax::Filter) -> Self {
        match filter {
            hayro_syntax::Filter::FlateDecode => Self::Deflate,
            hayro_syntax::Filter::LzwDecode => Self::Lzw,
            hayro_syntax::Filter::RunLengthDecode => Self::RunLength,
            _ => Self::Other,
        }
    }

    fn factor(self) -> usize {
        match self {
            Self::Deflate => DEFLATE,
            Self::Lzw => LZW,
            Self::RunLength => RUN_LENGTH,
            Self::Other => 1,
        }
    }
}

/// How long a stream becomes at most: exactly where deflate comes first, else by what its packers can do.
fn length(raw: &[u8], packers: &[Packer]) -> usize {
    let (start, rest) = match packers {
        [Packer::Deflate, rest @ ..] => (inflated(raw).unwrap_or(raw.len().saturating_mul(DEFLATE)), rest),
        all => (raw.len(), all),
    };
    rest.iter().fold(start, |length, packer| length.saturating_mul(packer.factor()))
}

/// How long deflated data becomes, [`usize::MAX`] if that is too long; nothing if it is broken. A zlib header is skipped.
fn inflated(raw: &[u8]) -> Option<usize> {
    let has_header = matches!(raw, [method, flags, ..]
        if method & 0x0f == 8 && (u16::from(*method) << 8 | u16::from(*flags)) % 31 == 0 && flags & 0x20 == 0);
    let data = if has_header { &raw[2..] } else { raw };
    match decompress_to_vec_with_limit(data, LONGEST_STREAM) {
        Ok(whole) => Some(whole.len()),
        Err(error) if error.status == TINFLStatus::HasMoreOutput => Some(usize::MAX),
        Err(_) => None,
    }
}

/// Whether the streams that hold a file's own objects and their places may be unpacked, which happens as it is opened.
/// They are found by what their dictionaries must say; those of an encrypted file can't be looked into.
pub(super) fn may_be_opened(bytes: &[u8]) -> bool {
    let mut left = LONGEST_TOGETHER;
    let mut end = 0;
    for at in places(bytes, b"stream") {
        let after = at + b"stream".len();
        if bytes[..at].ends_with(b"end") {
            end = after;
            continue;
        }
        let dictionary = &bytes[end..at];
        end = after;
        let says = |names: &[&[u8]]| names.iter().map(|name| named(dictionary, name)).sum::<usize>();
        // Names may be written with escapes.
        if says(&[b"/First", b"/W"]) == 0 && !dictionary.contains(&b'#') {
            continue;
        }
        let data = &bytes[end..];
        let data = data.strip_prefix(b"\r").unwrap_or(data);
        let data = data.strip_prefix(b"\n").unwrap_or(data);
        let unseen = || places(data, b"endstream").next().unwrap_or(data.len());
        let deflated = says(&[b"/FlateDecode", b"/Fl"]);
        let length = match (deflated, says(&[b"/LZWDecode", b"/LZW", b"/RunLengthDecode", b"/RL"])) {
            (0, 0) => inflated(data).unwrap_or(0),
            (1, 0) => inflated(data).unwrap_or_else(|| unseen().saturating_mul(UNSEEN)),
            (0, 1) => unseen().saturating_mul(LZW),
            // Nobody packs objects twice in earnest.
            _ => unseen().saturating_mul(DEFLATE * DEFLATE),
        };
        if length > LONGEST_STREAM || length > left {
            return false;
        }
        left -= length;
    }
    true
}

/// How often a name stands in a dictionary.
fn named(dictionary: &[u8], name: &[u8]) -> usize {
    let ends = |at: &usize| dictionary.get(at + name.len()).is_none_or(|byte| !byte.is_ascii_alphanumeric());
    places(dictionary, name).filter(ends).count()
}

/// Where the words stand in the bytes.
fn places<'a>(bytes: &'a [u8], words: &'a [u8]) -> impl Iterator<Item = usize> {
    bytes.windows(words.len()).enumerate().filter(move |(_, window)| *window == words).map(|(at, _)| at)
}
