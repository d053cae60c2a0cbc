//! The character maps that Chinese, Japanese and Korean files only name (ISO 32000-1, 9.7.5.2): as much of each as tells where
//! codes begin and end, and what they mean by the encoding it is of. Their glyphs' numbers are not known, nor needed.

use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GBK, SHIFT_JIS};

/// A character map of the standard's.
#[derive(Clone, Copy)]
pub(super) struct Named {
    codes: Codes,
    is_vertical: bool,
}

/// What the codes of a map are.
#[derive(Clone, Copy)]
enum Codes {
    Utf16,
    Utf32,
    ShiftJis,
    /// One byte as in ASCII, else two.
    Bytes(&'static Encoding),
}

impl Named {
    /// The map of a name, if it is one of them.
    pub(super) fn of(name: &str) -> Option<Self> {
        let (name, is_vertical) = match name.strip_suffix("-V") {
            Some(name) => (name, true),
            None => (name.strip_suffix("-H")?, false),
        };
        let codes = match name {
            "90ms-RKSJ" | "90msp-RKSJ" | "90pv-RKSJ" | "83pv-RKSJ" | "Add-RKSJ" | "Ext-RKSJ" => Codes::ShiftJis,
            "EUC" => Codes::Bytes(EUC_JP),
            "KSCms-UHC" | "KSCms-UHC-HW" | "KSC-EUC" | "KSCpc-EUC" => Codes::Bytes(EUC_KR),
            "GBK-EUC" | "GBKp-EUC" | "GBK2K" | "GB-EUC" | "GBpc-EUC" => Codes::Bytes(GBK),
            "ETen-B5" | "ETenms-B5" | "B5pc" | "HKscs-B5" => Codes::Bytes(BIG5),
            _ if name.starts_with("Uni") && (name.contains("-UCS2") || name.contains("-UTF16")) => Codes::Utf16,
            _ if name.starts_with("Uni") && name.contains("-UTF32") => Codes::Utf32,
            _ => return None,
        };
        Some(Self { codes, is_vertical })
    }

    /// The map itself, in which every code is its glyph's number.
    pub(super) fn map(self) -> &'static [u8] {
        macro_rules! both {
            ($count:literal, $ranges:literal) => {
                if self.is_vertical {
                    concat!("/WMode 1 def ", $count, " begincidrange ", $ranges, " endcidrange").as_bytes()
                } else {
                    concat!("/WMode 0 def ", $count, " begincidrange ", $ranges, " endcidrange").as_bytes()
                }
            };
        }
        match self.codes {
            Codes::Utf16 => both!(3, "<0000> <D7FF> 0 <E000> <FFFF> 57344 <D800DC00> <DBFFDFFF> 3623935744"),
            Codes::Utf32 => both!(1, "<00000000> <0010FFFF> 0"),
            Codes::ShiftJis => both!(4, "<00> <80> 0 <A0> <DF> 160 <8140> <9FFC> 33088 <E040> <FCFC> 57408"),
            Codes::Bytes(_) => both!(2, "<00> <80> 0 <8140> <FEFE> 33088"),
        }
    }

    /// What a code means.
    pub(super) fn text(self, code: u32) -> Option<String> {
        let bytes = code.to_be_bytes();
        let bytes = &bytes[bytes.iter().position(|byte| *byte != 0).unwrap_or(3)..];
        match self.codes {
            Codes::Utf32 => char::from_u32(code).map(String::from),
            Codes::Utf16 => {
                let units = [(code >> 16) as u16, code as u16];
                String::from_utf16(if code > 0xffff { &units } else { &units[1..] }).ok()
            }
            Codes::ShiftJis => decoded(SHIFT_JIS, bytes),
            Codes::Bytes(encoding) => decoded(encoding, bytes),
        }
    }

    /// How wide a code is where nothing says so, in thousandths of the font's size: letters of one byte are half as wide.
    pub(super) fn width(self, code: u32) -> f64 {
        let is_half = match self.codes {
            Codes::Utf16 | Codes::Utf32 => code < 0x100 || (0xff61..=0xff9f).contains(&code),
            Codes::ShiftJis | Codes::Bytes(_) => code < 0x100,
        };
        if is_half { 500.0 } else { 1000.0 }
    }
}

fn decoded(encoding: &'static Encoding, bytes: &[u8]) -> Option<String> {
    encoding.decode_without_bom_handling_and_without_replacement(bytes).map(String::from)
}
