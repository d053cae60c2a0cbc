//! Reading web pages saved as one file.

use postil::domain::article::draft::Remark;
use postil::domain::article::reader::Unread;

use crate::support::drafts::{draft, drafts, shown};

const PROSE: &str = "Le port a reçu plus de navires que jamais au printemps, déclare sa direction jeudi.";

fn page(words: &str) -> String {
    format!(
        "<!DOCTYPE html><html><head><title>Le port</title></head><body><article><h1>Le port grandit</h1><p>{words}</p><p>{words}</p><p>{words}</p></article></body></html>"
    )
}

fn quoted_printable(bytes: &[u8]) -> String {
    let line = |chunk: &[u8]| chunk.iter().map(|byte| format!("={byte:02X}")).collect::<String>();
    bytes.chunks(24).map(line).collect::<Vec<_>>().join("=\r\n")
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let number = chunk.iter().fold(0_u32, |number, byte| number << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for n in 0..4 {
            let digit = DIGITS[(number >> (18 - 6 * n)) as usize & 63];
            out.push(if n <= chunk.len() { char::from(digit) } else { '=' });
        }
        if out.len() % 77 == 76 {
            out.push('\n');
        }
    }
    out
}

fn saved(head: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let parts: String = parts.iter().map(|(head, body)| format!("------B----\r\n{head}\r\n\r\n{body}\r\n")).collect();
    format!("{head}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----B----\"\r\n\r\n\r\n{parts}------B------\r\n").into_bytes()
}

#[test]
fn a_page_saved_by_chromium_is_read() {
    let bytes = saved(
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/port\r\nSubject: Le port\r\nDate: Fri, 7 Jun 2024 10:15:00 -0000",
        &[
            (
                "Content-Type: text/html\r\nContent-ID: <frame-1@mhtml.blink>\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://example.org/port",
                &quoted_printable(page(PROSE).as_bytes()),
            ),
            (
                "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-Location: https://example.org/a.png",
                "iVBORw0KGgo=",
            ),
            ("Content-Type: text/html\r\nContent-ID: <frame-2@mhtml.blink>", "<p>An advertisement in a frame</p>"),
        ],
    );
    let draft = draft("a.mhtml", &bytes);
    assert!(shown(&draft).contains(&format!("P {PROSE}")), "{}", shown(&draft));
    assert!(!draft.text().as_str().contains("advertisement"));
    assert_eq!(draft.metadata.source.as_deref(), Some("https://example.org/port"));
    assert_eq!(draft.metadata.published, None, "it was saved then, not published");
    assert_eq!(draft.encoding.as_deref(), Some("UTF-8"));
}

#[test]
fn the_charset_of_the_part_counts_and_then_that_of_the_page() {
    let latin = encoding_rs::WINDOWS_1252.encode(&page(PROSE)).0.into_owned();
    let marked = encoding_rs::WINDOWS_1252
        .encode(&page(PROSE).replace("<head>", "<head><meta charset=iso-8859-1>"))
        .0
        .into_owned();
    for (kind, content) in [("text/html; charset=\"iso-8859-1\"", &latin), ("text/html", &marked)] {
        let head = format!(
            "Content-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\nContent-Location: file:///C:/port.html"
        );
        let draft = draft("a.mht", &saved("From: x", &[(&head, &base64(content))]));
        assert!(draft.text().as_str().contains(PROSE), "{kind}");
        assert_eq!(draft.encoding.as_deref(), Some("windows-1252"));
        assert!(!draft.remarks.contains(&Remark::EncodingGuessed));
        assert_eq!(draft.metadata.source, None, "a place on somebody's disk is no source");
    }
}

#[test]
fn the_page_is_the_part_that_start_names() {
    let bytes = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b; start=\"<two>\"\n\n--b\nContent-Type: text/html\nContent-ID: <one>\n\n\
                 <p>A frame that comes first</p>\n--b\nContent-Type: text/html\nContent-ID: <two>\n\n<p>The page itself, with its words</p>\n--b--";
    assert_eq!(shown(&draft("a.mht", bytes.as_bytes())), "P The page itself, with its words");
}

#[test]
fn what_is_broken_is_told() {
    let without = saved("From: x", &[("Content-Type: text/plain", "Words")]);
    assert_eq!(drafts("a.mht", &without), Err(Unread::Broken("there is no page in it".into())));
    assert_eq!(drafts("a.mht", &saved("From: x", &[("Content-Type: text/html", "")])), Err(Unread::Empty));
    let head = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n";
    let many = format!("{head}{}", "--b\n\n".repeat(200_000));
    assert_eq!(drafts("a.mht", many.as_bytes()), Err(Unread::TooLong));
    let nested: String =
        (0..200).map(|n| format!("Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n")).collect();
    assert!(matches!(drafts("a.mht", format!("{head}--b\n{nested}").as_bytes()), Err(Unread::Broken(_))));
}
