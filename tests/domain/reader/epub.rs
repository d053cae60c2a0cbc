//! Reading books.

use std::fs;
use std::path::Path;

use postil::domain::article::draft::Draft;
use postil::domain::article::reader::Unread;
use postil::domain::formats::zip;

use crate::support::drafts::{drafts, shown};

const CONTAINER: &str = r#"<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>"#;
const METADATA: &str = "<dc:title>The Harbour</dc:title><dc:creator>Mara Lindqvist</dc:creator><dc:creator>Jon Berg</dc:creator>\
                        <dc:date>2024-06-07</dc:date><dc:language>en-GB</dc:language><dc:publisher>Quay Press</dc:publisher>";
const PROSE: &str = "The harbour took in more ships than ever during the spring, its managers say.";

fn zipped(files: &[(&str, &str)]) -> Vec<u8> {
    zip::write(
        &files.iter().map(|(name, content)| ((*name).to_owned(), content.as_bytes().to_vec())).collect::<Vec<_>>(),
    )
}

fn chapter(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>Junk</title></head><body>{body}</body></html>"
    )
}

/// A package document: items as identifier, target and properties; all of them are in the spine, in this order.
fn opf(items: &[(&str, &str, &str)], more: &str) -> String {
    let manifest: String = items
        .iter()
        .map(|(id, href, properties)| {
            format!(r#"<item id="{id}" href="{href}" media-type="application/xhtml+xml" properties="{properties}"/>"#)
        })
        .collect();
    let spine: String = items.iter().map(|(id, ..)| format!(r#"<itemref idref="{id}"/>"#)).collect();
    format!(
        "<package xmlns:dc=\"x\"><metadata>{METADATA}</metadata><manifest>{manifest}{}</manifest><spine toc=\"ncx\">{spine}</spine>{more}</package>",
        r#"<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>"#
    )
}

fn titles(drafts: &[Draft]) -> Vec<&str> {
    drafts.iter().map(|draft| draft.metadata.title.as_deref().unwrap_or("-")).collect()
}

#[test]
fn each_chapter_is_an_article_in_the_order_of_the_spine() {
    let book = zipped(&[
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", CONTAINER),
        (
            "OEBPS/book.opf",
            &opf(
                &[
                    ("cover", "cover.xhtml", ""),
                    ("nav", "nav.xhtml", "nav"),
                    ("title", "title.xhtml", ""),
                    ("about", "about.xhtml", ""),
                    ("b", "text/b%20%C3%A9.xhtml", ""),
                    ("a", "../other/a.xhtml#start", ""),
                    ("lost", "lost.xhtml", ""),
                    ("c", "text/c.xhtml", ""),
                ],
                r#"<guide><reference type="cover" href="cover.xhtml"/></guide>"#,
            ),
        ),
        (
            "OEBPS/nav.xhtml",
            &chapter(&format!(
                "<nav epub:type=\"toc\"><ol><li><a href=\"text/c.xhtml#s\">The <i>third</i></a></li></ol></nav><nav epub:type=\"landmarks\"><a \
                 epub:type=\"titlepage\" href=\"about.xhtml\">About</a></nav><p>{PROSE}</p>"
            )),
        ),
        ("OEBPS/cover.xhtml", &chapter(&format!("<p>{PROSE}</p>"))),
        ("OEBPS/title.xhtml", &chapter("<h1>The Harbour</h1><p>Mara Lindqvist</p>")),
        ("OEBPS/about.xhtml", &chapter(&format!("<p>{PROSE}</p>"))),
        (
            "OEBPS/text/b é.xhtml",
            &chapter(&format!("<h2>One</h2><p>{PROSE}</p><h2>Later</h2><ul><li>Cranes</li></ul>")),
        ),
        ("other/a.xhtml", &chapter(&format!("<h1>2</h1><p>{PROSE}</p>"))),
        ("OEBPS/text/c.xhtml", &chapter(&format!("<p>{PROSE}</p>"))),
        (
            "OEBPS/toc.ncx",
            "<!DOCTYPE ncx PUBLIC \"a\" \"b\"><ncx><navMap><navPoint><navLabel><text>Two, at last</text></navLabel><content \
             src=\"../other/a.xhtml\"/></navPoint></navMap></ncx>",
        ),
    ]);
    let read = drafts("a.epub", &book).expect("it can be read");
    assert_eq!(titles(&read), ["One", "Two, at last", "The third"]);
    assert_eq!(shown(&read[0]), format!("T One\nP {PROSE}\nH Later\nL Cranes"));
    assert_eq!(shown(&read[1]), format!("T 2\nP {PROSE}"));
    for draft in &read {
        assert_eq!(draft.metadata.byline.as_deref(), Some("Mara Lindqvist, Jon Berg"));
        assert_eq!(draft.metadata.published.as_deref(), Some("2024-06-07"));
        assert_eq!(draft.metadata.language.as_deref(), Some("en-GB"));
        assert_eq!(draft.metadata.site.as_deref(), Some("Quay Press"));
    }
}

#[test]
fn what_a_word_processor_writes_is_read() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/docs/harbour.epub");
    let read = drafts("harbour.epub", &fs::read(path).expect("the fixture is there")).expect("it can be read");
    let all = read.iter().map(shown).collect::<Vec<_>>().join("\n");
    assert!(all.contains("Hamnen i Göteborg tog emot fler"), "{all}");
    assert!(all.contains("Längre kajer"), "{all}");
    assert_eq!(read[0].metadata.byline.as_deref(), Some("Mara Lindqvist"));
}

#[test]
fn elements_that_close_themselves_end_there() {
    let empty = format!(
        "<html xmlns=\"x\"><head><title/><script src=\"a.js\"/></head><body>{}<p>{PROSE}<br/>More.</p></body></html>",
        "<div/><a id='b'/>".repeat(2000)
    );
    let book = zipped(&[
        ("META-INF/container.xml", CONTAINER),
        ("OEBPS/book.opf", &opf(&[("a", "a.xhtml", "")], "")),
        ("OEBPS/a.xhtml", &empty),
    ]);
    assert_eq!(shown(&drafts("a.epub", &book).expect("it can be read")[0]), format!("P {PROSE}⏎More."));
}

#[test]
fn a_locked_book_is_told_and_hidden_fonts_are_no_lock() {
    let book = |algorithm: &str| {
        zipped(&[
            ("META-INF/container.xml", CONTAINER),
            (
                "META-INF/encryption.xml",
                &format!(
                    "<encryption><enc:EncryptedData><enc:EncryptionMethod Algorithm=\"{algorithm}\"/></enc:EncryptedData></encryption>"
                ),
            ),
            ("OEBPS/book.opf", &opf(&[("a", "a.xhtml", "")], "")),
            ("OEBPS/a.xhtml", &chapter(&format!("<p>{PROSE}</p>"))),
        ])
    };
    assert_eq!(drafts("a.epub", &book("http://www.w3.org/2001/04/xmlenc#aes128-cbc")), Err(Unread::Encrypted));
    let read = drafts("a.epub", &book("http://www.idpf.org/2008/embedding")).expect("only its fonts are hidden");
    assert_eq!(titles(&read), ["The Harbour"]);
}

#[test]
fn a_broken_book_says_what_is_broken() {
    let broken = |files: &[(&str, &str)]| match drafts("a.epub", &zipped(files)) {
        Err(Unread::Broken(why)) => why,
        other => panic!("{other:?}"),
    };
    assert_eq!(broken(&[("META-INF/container.xml", "<container/>")]), "META-INF/container.xml names no book");
    assert_eq!(broken(&[("META-INF/container.xml", CONTAINER)]), "OEBPS/book.opf is missing");
    let lost = opf(&[("a", "../../../etc/passwd", "")], "");
    assert_eq!(broken(&[("META-INF/container.xml", CONTAINER), ("OEBPS/book.opf", &lost)]), "etc/passwd is missing");
    let empty = zipped(&[("META-INF/container.xml", CONTAINER), ("OEBPS/book.opf", "<package/>")]);
    assert_eq!(drafts("a.epub", &empty), Err(Unread::Empty));
    assert!(matches!(drafts("a.epub", &empty[..empty.len() - 4]), Err(Unread::Broken(_))));
}

#[test]
fn one_bad_chapter_costs_no_other() {
    let book = zipped(&[
        ("META-INF/container.xml", CONTAINER),
        (
            "OEBPS/book.opf",
            &opf(&[("a", "a.xhtml", ""), ("b", "b.xhtml", ""), ("c", "c.xhtml", ""), ("a2", "a.xhtml", "")], "<broken"),
        ),
        ("OEBPS/a.xhtml", &chapter(&format!("<h1>One</h1><p>{PROSE} &nbsp; &l9;"))),
        ("OEBPS/b.xhtml", &format!("<html><body>{}{PROSE}", "<div>".repeat(100_000))),
        ("OEBPS/c.xhtml", &chapter(&format!("<h1>Three</h1><p>{PROSE}</p>"))),
    ]);
    assert_eq!(titles(&drafts("a.epub", &book).expect("it can be read")), ["One", "Three"]);
}
