//! Reading text in any encoding.

use encoding_rs::Encoding;
use postil::domain::article::draft::{Draft, Remark};
use postil::domain::article::reader::sources::{Content, Source, sources};
use postil::domain::article::reader::{ENCODINGS, Unread, needs_reader, read};
use proptest::prelude::*;

use crate::support::cases;

/// A text and the encoding it is in.
const TEXTS: [(&str, &str); 12] = [
    (
        "windows-1252",
        "Le café de l’hôtel était fermé. « C’est déjà l’été », répondit-elle à son frère aîné, près du château.",
    ),
    ("windows-1251", "Порт принял больше судов, чем когда-либо весной, сообщило руководство в четверг."),
    ("KOI8-R", "Порт принял больше судов, чем когда-либо весной, сообщило руководство в четверг."),
    ("windows-1250", "Příliš žluťoučký kůň úpěl ďábelské ódy. Přístav letos přijal více lodí než kdykoli předtím."),
    ("windows-1253", "Το λιμάνι δέχθηκε περισσότερα πλοία από ποτέ την άνοιξη, είπε η διοίκηση την Πέμπτη."),
    ("windows-1255", "הנמל קיבל יותר אוניות מאי פעם באביב, אמרה ההנהלה ביום חמישי."),
    (
        "Shift_JIS",
        "港は春にこれまでで最も多くの船を受け入れた。経営陣は木曜日にそう述べた。新しいクレーンも建てられる。",
    ),
    ("EUC-JP", "港は春にこれまでで最も多くの船を受け入れた。経営陣は木曜日にそう述べた。新しいクレーンも建てられる。"),
    ("ISO-2022-JP", "港は春にこれまでで最も多くの船を受け入れた。経営陣は木曜日にそう述べた。"),
    ("EUC-KR", "항구는 봄에 그 어느 때보다 많은 배를 받았다고 경영진이 목요일에 말했다. 새 기중기도 세워진다."),
    ("Big5", "港口在春天接納了比以往更多的船隻，管理層在星期四這樣說。新的起重機也將建成。"),
    ("gb18030", "港口在春天接纳了比以往更多的船只，管理层在星期四这样说。新的起重机也将建成。"),
];

fn encoded(encoding: &str, text: &str) -> Vec<u8> {
    match encoding {
        "UTF-16LE" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        "UTF-16BE" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        _ => Encoding::for_label(encoding.as_bytes()).expect("it is an encoding").encode(text).0.into_owned(),
    }
}

fn text(bytes: &[u8], said: Option<&str>) -> Draft {
    read("a.txt", bytes, said).expect("it is a text").remove(0)
}

#[track_caller]
fn assert_text(bytes: &[u8], said: Option<&str>, expected: &str, encoding: &str, remarks: &[Remark]) {
    let draft = text(bytes, said);
    assert_eq!(draft.text().as_str(), expected);
    assert_eq!(draft.encoding.as_deref(), Some(encoding));
    assert_eq!(draft.remarks, remarks);
}

#[test]
fn every_encoding_that_is_offered_is_known_by_that_name() {
    for name in ENCODINGS {
        assert_eq!(Encoding::for_label(name.as_bytes()).map(Encoding::name), Some(name));
    }
}

#[test]
fn the_encoding_is_guessed_where_nothing_says_it() {
    for (encoding, content) in TEXTS {
        let bytes = encoded(encoding, content);
        // What only the wider of two encodings has is rare, so that the other one serves for both.
        let named = match encoding {
            "gb18030" => "GBK",
            "KOI8-R" => "KOI8-U",
            other => other,
        };
        assert_text(&bytes, None, content, named, &[Remark::EncodingGuessed]);
        assert!(needs_reader("a.txt", &bytes), "{encoding}");
    }
}

#[test]
fn what_somebody_says_counts_most() {
    for (encoding, content) in TEXTS {
        assert_text(&encoded(encoding, content), Some(encoding), content, encoding, &[]);
    }
    assert_text("é".as_bytes(), Some(" latin1 "), "Ã©", "windows-1252", &[]);
    assert_text(b"\xef\xbb\xbf\xc3\xa9", Some("windows-1252"), "ï»¿Ã©", "windows-1252", &[]);
    assert_text("é".as_bytes(), Some("no such encoding"), "é", "UTF-8", &[]);
    assert_text(b"caf\xe9 noir", Some("utf-8"), "caf\u{fffd} noir", "UTF-8", &[Remark::Unreadable(1)]);
}

#[test]
fn utf_8_is_read_with_and_without_mark() {
    assert_text("Hamnen växer".as_bytes(), None, "Hamnen växer", "UTF-8", &[]);
    assert_text("\u{feff}Hamnen växer".as_bytes(), None, "Hamnen växer", "UTF-8", &[]);
    assert!(!needs_reader("a.txt", "\u{feff}Hamnen växer".as_bytes()));
}

#[test]
fn utf_8_with_a_few_bad_bytes_stays_utf_8() {
    let mut bytes = "Åäö på svenska är så här långt, då är även övriga ord på något sätt åtkomliga för läsaren där."
        .repeat(3)
        .into_bytes();
    bytes.truncate(bytes.len() - 1);
    bytes.extend(b"\xff.");
    let draft = text(&bytes, None);
    assert!(draft.text().as_str().starts_with("Åäö på svenska"));
    assert_eq!(draft.remarks.last(), Some(&Remark::Unreadable(1)));
}

#[test]
fn utf_16_is_read_with_and_without_mark() {
    let japanese = TEXTS[6].1.replace('。', "。\n");
    for content in ["The port grew.\nMore than ever.", "Порт вырос. Больше.", japanese.trim()] {
        for encoding in ["UTF-16LE", "UTF-16BE"] {
            assert_text(&encoded(encoding, &format!("\u{feff}{content}")), None, content, encoding, &[]);
            assert_text(&encoded(encoding, content), None, content, encoding, &[Remark::EncodingGuessed]);
            assert!(needs_reader("a.txt", &encoded(encoding, content)));
        }
    }
}

#[test]
fn what_is_utf_8_only_by_its_bytes_is_decoded() {
    for (encoding, content) in [("UTF-16LE", "The port grew."), TEXTS[8]] {
        let found = sources("a.txt", &encoded(encoding, content), None, true);
        let [Source { content: Content::Text(text, decoding), .. }] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!(String::from_utf8_lossy(text), content);
        assert_eq!(decoding.encoding.as_deref(), Some(encoding));
    }
}

#[test]
fn a_page_says_its_encoding() {
    let page = |head: &str, encoding: &str, words: &str| {
        let words = format!("{words} ").repeat(4);
        let mut bytes =
            format!("<!DOCTYPE html><html><head>{head}<title>x</title></head><body><article><p>").into_bytes();
        bytes.extend(encoded(encoding, &words));
        bytes.extend(b"</p></article></body></html>");
        let draft = read("a.html", &bytes, None).expect("it is a page").remove(0);
        assert!(draft.text().as_str().contains(words.trim()), "{head}: {}", draft.text().as_str());
        (draft.encoding.expect("it was decoded"), draft.remarks.contains(&Remark::EncodingGuessed))
    };
    let japanese = TEXTS[6].1;
    let french = TEXTS[0].1;
    for (head, encoding, words) in [
        ("<meta charset=shift_jis>", "Shift_JIS", japanese),
        ("<META CHARSET = 'Shift_JIS' />", "Shift_JIS", japanese),
        ("<!-- <meta charset=utf-8> --><meta name=a charset=\"sjis\">", "Shift_JIS", japanese),
        ("<meta http-equiv=Content-Type content='text/html; charset=EUC-JP'>", "EUC-JP", japanese),
        ("<meta content='text/html; charset=\"big5\"' http-equiv=content-type>", "Big5", TEXTS[10].1),
        ("<meta charset=iso-8859-1>", "windows-1252", french),
    ] {
        assert_eq!(page(head, encoding, words), (encoding.to_owned(), false), "{head}");
    }
    // Declared wrongly, or not at all.
    assert_eq!(page("<meta charset=utf-8>", "windows-1252", french), ("windows-1252".into(), true));
    assert_eq!(page("<meta charset=utf-8>", "Shift_JIS", japanese), ("Shift_JIS".into(), true));
    assert_eq!(page("<meta charset=gb2312>", "UTF-8", japanese), ("UTF-8".into(), false));
    assert_eq!(page("<meta charset=utf-16>", "UTF-8", french), ("UTF-8".into(), false));
    assert_eq!(page("<meta charset=euc-kr>", "windows-1251", TEXTS[1].1), ("windows-1251".into(), true));
    assert_eq!(page("<meta charset=nonsense>", "UTF-8", french), ("UTF-8".into(), false));
    assert_eq!(page("", "UTF-8", french), ("UTF-8".into(), false));
}

#[test]
fn an_xml_declaration_says_the_encoding() {
    let words = format!("{} ", TEXTS[0].1).repeat(3);
    let mut bytes =
        b"<?xml version='1.0' encoding='ISO-8859-1'?><html xmlns='http://www.w3.org/1999/xhtml'><body><p>".to_vec();
    bytes.extend(encoded("windows-1252", &words));
    bytes.extend(b"</p></body></html>");
    let draft = read("a.xhtml", &bytes, None).expect("it is a page").remove(0);
    assert!(draft.text().as_str().contains(words.trim()));
    assert!(!draft.remarks.contains(&Remark::EncodingGuessed));
}

#[test]
fn what_is_no_text_is_told() {
    let noise: Vec<u8> = (0..5000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    for bytes in
        [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0".to_vec(), noise, b"GIF89a\x01\0\x01\0\x80\0\0".to_vec(), vec![0; 100]]
    {
        assert_eq!(read("a.txt", &bytes, None), Err(Unread::Binary));
    }
    assert_eq!(read("a.txt", b"", None), Err(Unread::Empty));
    assert_eq!(read("a.txt", b" \n\t\xc2\xa0", None), Err(Unread::Empty));
    assert!(matches!(read("a.rtf", b"{\\rtf1\\ansi Hamnen}", None), Err(Unread::Broken(why)) if why.contains("RTF")));
}

proptest! {
    #![proptest_config(cases(64))]

    /// All but the yen sign: Shift_JIS and EUC-JP write it as the byte of the backslash (Encoding Standard, 12.2.2, 12.3.2).
    #[test]
    fn what_was_encoded_comes_back_when_the_encoding_is_said(text in "Words[ -~]{0,20}[\u{a1}-\u{a4}\u{a6}-\u{5ff}\u{3041}-\u{3096}\u{4e00}-\u{9fa5}\u{ac00}-\u{d7a3}]{0,20}[ -~]{0,20}[a-z]") {
        for name in ENCODINGS {
            let bytes = if name.starts_with("UTF-16") {
                encoded(name, &text)
            } else {
                let (bytes, _, has_gaps) = Encoding::for_label(name.as_bytes()).expect("it is an encoding").encode(&text);
                if has_gaps {
                    continue;
                }
                bytes.into_owned()
            };
            let drafts = read("a", &bytes, Some(name)).expect("it is a text");
            prop_assert_eq!(drafts[0].text().as_str(), text.as_str(), "{}", name);
            prop_assert_eq!(drafts[0].encoding.as_deref(), Some(name));
            prop_assert_eq!(&drafts[0].remarks, &[]);
        }
    }
}
