//! The seal round every stored value.

use super::crc32;

/// The first byte of every value.
const MARK: u8 = b'P';
/// The version that is written. Older ones are read; a newer one was written by a newer program.
const VERSION: u8 = 1;
const HEADER: usize = 6;

/// Why a stored value can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// A newer version of the program wrote it.
    TooNew(u8),
    /// Its bytes are not those that were written.
    Damaged,
    /// It holds something else than it should.
    Malformed,
}

/// Seals a payload: mark, version, CRC-32 of the payload (little-endian), payload.
pub fn seal(payload: &[u8]) -> Vec<u8> {
    let mut sealed = Vec::with_capacity(HEADER + payload.len());
    sealed.extend([MARK, VERSION]);
    sealed.extend(crc32::hash(payload).to_le_bytes());
    sealed.extend(payload);
    sealed
}

/// Opens a sealed value.
///
/// # Errors
/// If it is damaged, or of a newer version.
pub fn open(sealed: &[u8]) -> Result<&[u8], Unreadable> {
    let (header, payload) = sealed.split_at_checked(HEADER).ok_or(Unreadable::Damaged)?;
    if header[0] != MARK {
        return Err(Unreadable::Damaged);
    }
    if header[1] > VERSION {
        return Err(Unreadable::TooNew(header[1]));
    }
    if header[1] != VERSION || header[2..] != crc32::hash(payload).to_le_bytes() {
        return Err(Unreadable::Damaged);
    }
    Ok(payload)
}

/// Opens a sealed value that is text.
pub(super) fn open_text(sealed: &[u8]) -> Result<&str, Unreadable> {
    std::str::from_utf8(open(sealed)?).map_err(|_| Unreadable::Malformed)
}
