//! Telling what a source is.

use std::fs;
use std::path::Path;

use postil::domain::article::reader::sources::{Content, Source, sources};
use postil::domain::article::reader::unpack::{PassedOver, told_apart};
use postil::domain::article::reader::{Kind, Unread, needs_reader, read};
use postil::domain::formats::zip;
use proptest::prelude::*;

use crate::support::cases;

#[track_caller]
fn assert_kind(path: &str, content: impl AsRef<[u8]>, kind: Kind) {
    let content = content.as_ref();
    assert_eq!(Kind::of(path, content), kind, "{path}: {}", String::from_utf8_lossy(&content[..content.len().min(80)]));
    if std::str::from_utf8(content).is_ok() {
        assert_eq!(needs_reader(path, content), kind != Kind::Text, "{path}");
    }
}

#[test]
fn a_page_is_told_whatever_its_name() {
    for page in [
        "<!DOCTYPE html><title>x</title>",
        "\u{feff}\n <!doctype HTML>\n<p>x",
        "<html lang=sv><body>x",
        "<HEAD><title>x</title></HEAD>",
        "<!-- saved from url=(0019)https://example.org/ -->\n<html>",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"x\">\n<html>",
        "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'/>",
        "<div class=\"a\"><p>Hamnen</p></div>",
        "<p>Hamnen växer.</p>\n<p>Mer än någonsin.</p>",
        "Hamnbladet\n<p>Hamnen växer.</p>\n<h2>Mer</h2>\n<p>Än någonsin.</p>",
    ] {
        for name in ["", "a.txt", "a.html"] {
            assert_kind(name, page, Kind::Html);
        }
        let wide: Vec<u8> = format!("\u{feff}{page}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_kind("", wide, Kind::Html);
    }
    assert_kind("a.html", "Some <b>bold</b> words", Kind::Html);
}

#[test]
fn a_text_about_html_is_a_text() {
    for text in [
        "The element <p> stands for a paragraph, and <div> for anything.",
        "<3 is a heart, and <html is not closed",
        "a < b and c > d",
        "<rss><channel/></rss>",
        "<https://example.org/>",
        "A file begins with %PDF-1.7, they say.",
        "Subject: ports\nFrom: Mara\n\nDear all",
        "",
    ] {
        assert_kind("a.txt", text, Kind::Text);
    }
    assert_kind("a.html", "no tags at all", Kind::Text);
}

#[test]
fn markdown_is_told_by_its_name() {
    for name in ["a.md", "b/A.MARKDOWN"] {
        assert_kind(name, "# Hamnen", Kind::Markdown);
        assert_kind(name, "<div align=center><p>Hamnen</p></div>\n\n# Hamnen", Kind::Markdown);
        assert_kind(name, "<!DOCTYPE html><html>", Kind::Html);
    }
    assert_kind("a.txt", "# Hamnen", Kind::Text);
}

#[test]
fn a_saved_page_is_told_by_the_head_of_the_mail() {
    let blink = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/\r\nSubject: x\r\n\r\n";
    let explorer =
        "MIME-Version: 1.0\nContent-Type: multipart/related;\n\ttype=\"text/html\";\n\tboundary=\"b\"\n\n--b";
    for page in [blink, explorer, "Mime-Version: 1.0\nContent-Type: text/html\n\n<p>x"] {
        assert_kind("a", page, Kind::Mhtml);
    }
}

#[test]
fn files_in_zips_and_of_other_kinds_are_told() {
    let zip = |names: &[(&str, &str)]| {
        zip::write(
            &names.iter().map(|(name, content)| ((*name).to_owned(), content.as_bytes().to_vec())).collect::<Vec<_>>(),
        )
    };
    let docx = zip(&[("[Content_Types].xml", "x"), ("word/document2.xml", "x")]);
    assert_kind("a", &docx, Kind::Docx);
    assert_kind("a.docx", &docx[..docx.len() - 9], Kind::Docx);
    assert_kind("a", zip(&[("mimetype", "application/epub+zip"), ("META-INF/container.xml", "x")]), Kind::Epub);
    assert_kind("a", zip(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "x")]), Kind::Odt);
    assert_kind("a.docx", zip(&[("[Content_Types].xml", "x"), ("xl/workbook.xml", "x")]), Kind::Text);
    assert_kind("a", zip(&[("a.txt", "x")]), Kind::Text);
    assert_kind("a.txt", b"%PDF-1.7\n%\xe2\xe3", Kind::Pdf);
    assert_kind("a", b"junk\n%PDF-1.4\n...\nstartxref\n0\n%%EOF", Kind::Pdf);
    assert!(needs_reader("a", &docx));
}

#[test]
fn documents_in_a_zip_are_no_archives() {
    let docx =
        zip::write(&[("[Content_Types].xml".into(), b"x".to_vec()), ("word/document.xml".into(), b"x".to_vec())]);
    let plain = zip::write(&[("a.txt".into(), b"x".to_vec())]);
    let unzipped = zip::read(&zip::write(&[("a.docx".into(), docx), ("b.zip".into(), plain)])).expect("it is a zip");
    assert_eq!(unzipped.files.0.len(), 1);
    assert_eq!(unzipped.left_out, [("b.zip".to_owned(), zip::LeftOut::Archive)]);
}

#[test]
fn a_spreadsheet_is_not_taken_apart() {
    let sheet = zip::write(&[("[Content_Types].xml".into(), b"x".to_vec()), ("xl/workbook.xml".into(), b"x".to_vec())]);
    let found = sources("a.xlsx", &sheet, None, true);
    assert_eq!(found, [Source { path: "a.xlsx".into(), content: Content::Unread(Unread::Binary) }]);
}

#[test]
fn what_is_no_article_is_passed_over_with_a_reason() {
    let paths = [
        "news/Hamnen.html",
        "news/Hamnen_files/ad.html",
        "news/Hamnen-Dateien/frame.htm",
        "news/Hamnen.css",
        "news/photo.JPG",
        "__MACOSX/news/._Hamnen.html",
        "news/.DS_Store",
        "news/~$brev.docx",
        "news/Hamnen2/brev.docx",
        "other_files/a.txt",
        "Makefile",
    ];
    let (read, passed) = told_apart(&paths);
    assert_eq!(read, ["news/Hamnen.html", "news/Hamnen2/brev.docx", "other_files/a.txt", "Makefile"]);
    let reasons: Vec<PassedOver> = passed.iter().map(|(_, why)| *why).collect();
    use PassedOver::{BesidePage, Media, PartOfPage, System};
    assert_eq!(reasons, [BesidePage, BesidePage, PartOfPage, Media, System, System, System]);
}

#[test]
fn real_pages_and_texts_are_told_apart() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/articles");
    let pages = fs::read_dir(folder.join("readability"))
        .into_iter()
        .flatten()
        .flatten()
        .map(|page| page.path().join("source.html"));
    let pages: Vec<Vec<u8>> = pages.filter_map(|page| fs::read(page).ok()).collect();
    if pages.is_empty() {
        eprintln!("no real articles at {}; nothing tested", folder.display());
    }
    for page in &pages {
        assert_kind("", page, Kind::Html);
    }
    let texts = fs::read_dir(&folder).into_iter().flatten().flatten().map(|text| text.path());
    for text in texts.filter(|path| path.extension().is_some_and(|ending| ending == "txt")) {
        assert_kind("", fs::read(text).expect("it is there"), Kind::Text);
    }
}

/// What a file of each kind begins with.
const BEGINNINGS: [&[u8]; 9] = [
    b"",
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    b"<!DOCTYPE html>",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=\"b\"\n\n--b\nContent-Type: text/html\n\n",
    b"\xff\xfe",
    b"---\ntitle: x\n",
    b"<?xml version='1.0' encoding='x'?>",
];

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), name in "[a-z]{0,3}(\\.(md|html|docx|epub|odt|txt))?") {
        for beginning in BEGINNINGS {
            let bytes = [beginning, &bytes].concat();
            let _ = needs_reader(&name, &bytes);
            let _ = read(&name, &bytes, None);
        }
    }

    #[test]
    fn no_xml_in_a_package_makes_a_reader_panic(xml in "(<(w:|)(p|r|t|tc|tr|tbl|ins|del|text-box|note|item id=\"a\" href=\"%\"|itemref idref=\"a\"|a href=\"../..\")/?>|</(w:|)(p|r|t|tc|tr|tbl)>|[ -~é]{1,4}|&[a-z#0-9]{0,3};?){0,30}") {
        let names = [
            vec!["[Content_Types].xml", "word/document.xml", "_rels/.rels", "word/_rels/document.xml.rels", "word/styles.xml", "docProps/core.xml"],
            vec!["META-INF/container.xml", "META-INF/encryption.xml"],
            vec!["content.xml", "styles.xml", "meta.xml"],
        ];
        for names in names {
            let mut files: Vec<(String, Vec<u8>)> = names.iter().map(|name| ((*name).to_owned(), xml.clone().into_bytes())).collect();
            files.push(("mimetype".into(), b"application/vnd.oasis.opendocument.text".to_vec()));
            let _ = read("", &zip::write(&files), None);
        }
        let container = "<rootfile full-path=\"a/b.opf\"/>".as_bytes().to_vec();
        let _ = read("", &zip::write(&[("META-INF/container.xml".into(), container), ("a/b.opf".into(), xml.into_bytes())]), None);
    }
}
