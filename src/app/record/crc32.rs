//! CRC-32 as in IEEE 802.3 and zip, eight bytes at a time ("slicing by 8", Kounavis and Berry, 2005).
//!
//! Not `crc32fast`: its sixteen tables are a thirteenth of the first load. These eight are made when first needed.

use std::sync::OnceLock;

/// The polynomial with its lowest power first.
const POLYNOMIAL: u32 = 0xedb8_8320;

/// What becomes of a byte with so many more bytes after it, by that number and the byte.
static TABLES: OnceLock<[[u32; 256]; 8]> = OnceLock::new();

fn tables() -> [[u32; 256]; 8] {
    let shifted = |crc: u32| if crc & 1 == 1 { (crc >> 1) ^ POLYNOMIAL } else { crc >> 1 };
    let alone: [u32; 256] = std::array::from_fn(|byte| (0..8).fold(byte as u32, |crc, _| shifted(crc)));
    let mut tables = [alone; 8];
    for after in 1..8 {
        tables[after] = tables[after - 1].map(|crc| (crc >> 8) ^ alone[(crc & 0xff) as usize]);
    }
    tables
}

/// The checksum of the bytes.
pub(super) fn hash(bytes: &[u8]) -> u32 {
    let tables = TABLES.get_or_init(tables);
    let (eights, rest) = bytes.as_chunks::<8>();
    let mut crc = !0;
    for eight in eights {
        let value = u64::from_le_bytes(*eight) ^ u64::from(crc);
        crc = (0..8).fold(0, |sum, n| sum ^ tables[7 - n][(value >> (8 * n)) as usize & 0xff]);
    }
    for byte in rest {
        crc = (crc >> 8) ^ tables[0][(crc as u8 ^ byte) as usize];
    }
    !crc
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::hash;

    #[test]
    fn agrees_with_another_implementation() {
        // The check value of the CRC catalogue (CRC-32/ISO-HDLC).
        assert_eq!(hash(b"123456789"), 0xcbf4_3926);
        let bytes: Vec<u8> = (0..1000_u32).map(|n| (n * 31 % 251) as u8).collect();
        for length in 0..bytes.len() {
            assert_eq!(hash(&bytes[..length]), crc32fast::hash(&bytes[..length]), "of {length} bytes");
        }
    }
}
