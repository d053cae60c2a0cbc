//! Reading documents of word processors: DOCX and ODT.

use std::fs;
use std::path::Path;

use postil::domain::article::draft::Remark;
use postil::domain::article::reader::{Kind, Unread, read};
use postil::domain::formats::zip;

use crate::support::drafts::{assert_read, draft, drafts, shown};

const SPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="mc" xmlns:wps="wps" xmlns:v="v""#;
const STYLES: &str = r#"<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="sv-SE" w:eastAsia="ja-JP"/></w:rPr></w:rPrDefault></w:docDefaults>
    <w:style w:type="paragraph" w:styleId="Rubrik"><w:name w:val="Title"/></w:style>
    <w:style w:type="paragraph" w:styleId="Rubrik1"><w:name w:val="heading 1"/></w:style>
    <w:style w:type="paragraph" w:styleId="Egen"><w:name w:val="Egen"/><w:basedOn w:val="Mellan"/></w:style>
    <w:style w:type="paragraph" w:styleId="Mellan"><w:name w:val="Mellan"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
    <w:style w:type="paragraph" w:styleId="Ring"><w:name w:val="Ring"/><w:basedOn w:val="Ring"/></w:style>
    <w:style w:type="paragraph" w:styleId="Punkt"><w:name w:val="List Bullet"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
    <w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>"#;

fn relationships(parts: &[(&str, &str)]) -> String {
    let one = |(n, (kind, target)): (usize, &(&str, &str))| {
        format!(r#"<Relationship Id="r{n}" Type="http://x/relationships/{kind}" Target="{target}"/>"#)
    };
    format!("<Relationships>{}</Relationships>", parts.iter().enumerate().map(one).collect::<String>())
}

/// A document with this in its body, and other parts of the package.
fn document(body: &str, parts: &[(&str, &str, &str)]) -> Vec<u8> {
    let part = |name: &str, content: &str| (name.to_owned(), content.as_bytes().to_vec());
    let targets: Vec<(&str, &str)> =
        [("styles", "styles.xml")].into_iter().chain(parts.iter().map(|(kind, name, _)| (*kind, *name))).collect();
    let mut files = vec![
        part("[Content_Types].xml", "<Types/>"),
        part("_rels/.rels", &relationships(&[("officeDocument", "/word/document.xml")])),
        part("word/document.xml", &format!("<w:document {SPACES}><w:body>{body}</w:body></w:document>")),
        part("word/styles.xml", &format!("<w:styles {SPACES}>{STYLES}</w:styles>")),
        part("word/_rels/document.xml.rels", &relationships(&targets)),
    ];
    for (kind, name, content) in parts {
        let path = if *kind == "core" { (*name).to_owned() } else { format!("word/{name}") };
        files.push((path, content.as_bytes().to_vec()));
    }
    zip::write(&files)
}

fn paragraph(style: &str, runs: &str) -> String {
    format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>"#)
}

fn run(words: &str) -> String {
    format!("<w:r><w:t>{words}</w:t></w:r>")
}

fn plain(words: &str) -> String {
    paragraph("", &run(words))
}

/// What a document with this body is read as.
#[track_caller]
fn body(body: &str, expected: &[&str]) {
    assert_read("a.docx", &document(body, &[]), expected);
}

fn fixture(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/docs").join(name))
        .expect("the fixture is there")
}

#[test]
fn what_a_word_processor_writes_is_read() {
    for name in ["harbour.docx", "harbour.odt"] {
        let bytes = fixture(name);
        let draft = draft(name, &bytes);
        let lines: Vec<String> =
            shown(&draft).lines().filter(|line| !line.starts_with("P- ")).map(str::to_owned).collect();
        assert_eq!(
            lines,
            [
                "T Hamnen växer",
                "P Hamnen i Göteborg tog emot fler fartyg än någonsin under våren, säger ledningen.",
                "H Vad som kommer",
                "L Nya kranar",
                "L Längre kajer",
                "P År⇥Fartyg",
                "P 2023⇥412",
                "P En rad⏎och en till.⇥Efter  tabben.",
                "P I rutan bredvid",
                "P Enligt hamnens egen räkning.",
            ],
            "{name}"
        );
        assert!(shown(&draft).contains("P- Hamnbladet nummer tolv"), "{name}: the header is left out");
        assert_eq!(draft.metadata.title.as_deref(), Some("Hamnen växer"), "{name}");
        assert_eq!(draft.metadata.byline.as_deref(), Some("Mara Lindqvist"), "{name}");
        assert!(draft.metadata.published.is_some_and(|date| date.starts_with("2024-06-07T10:15:00")), "{name}");
        assert_eq!(draft.metadata.language.as_deref(), Some("sv-SE"), "{name}");
    }
    assert_eq!(Kind::of("", &fixture("harbour.docx")), Kind::Docx);
    assert_eq!(Kind::of("", &fixture("harbour.odt")), Kind::Odt);
}

#[test]
fn styles_tell_roles_whatever_they_are_called() {
    let text = [
        paragraph("Rubrik", &run("Hamnen")),
        paragraph("TOC1", &run("Mer ...... 3")),
        paragraph("Rubrik1", &run("Mer")),
        paragraph("Egen", &run("Ännu mer")),
        paragraph("Ring", &run("Text")),
        paragraph("Punkt", &run("Punkt")),
        r#"<w:p><w:pPr><w:pStyle w:val="Punkt"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr><w:r><w:t>Ingen punkt</w:t></w:r></w:p>"#.into(),
        r#"<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:r><w:t>Rubrik</w:t></w:r></w:p>"#.into(),
        r#"<w:p><w:pPr><w:pStyle w:val="Rubrik1"/><w:outlineLvl w:val="9"/></w:pPr><w:r><w:t>Ingen rubrik</w:t></w:r></w:p>"#.into(),
        paragraph("Heading2", &run("Utan stil")),
    ];
    body(
        &text.concat(),
        &[
            "T Hamnen",
            "P- Mer ...... 3",
            "H Mer",
            "H Ännu mer",
            "P Text",
            "L Punkt",
            "P Ingen punkt",
            "H Rubrik",
            "P Ingen rubrik",
            "H Utan stil",
        ],
    );
}

#[test]
fn runs_are_joined_and_their_marks_become_characters() {
    body(
        r#"<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t xml:space="preserve">a </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>b</w:t><w:tab/>
           <w:t>c</w:t><w:br/><w:t>d</w:t><w:noBreakHyphen/><w:t>e</w:t><w:softHyphen/><w:t>f &amp; g&#x21;</w:t><w:sym w:font="Wingdings" w:char="F0E0"/><w:sym w:char="2192"/></w:r></w:p>"#,
        &["P a b⇥c⏎d\u{2011}e\u{ad}f & g!→"],
    );
}

#[test]
fn what_nobody_reads_is_dropped() {
    body(
        r#"<w:p><w:r><w:t>Kvar</w:t></w:r><w:del><w:r><w:delText> borta</w:delText></w:r></w:del><w:ins><w:r><w:t> nytt</w:t></w:r></w:ins>
           <w:moveFrom><w:r><w:t> flyttat</w:t></w:r></w:moveFrom><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>
           <w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t> 7</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>
           <w:r><w:rPr><w:vanish/></w:rPr><w:t> dolt</w:t></w:r><w:hyperlink><w:r><w:t> länk</w:t></w:r></w:hyperlink>
           <w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Klicka här</w:t></w:r></w:sdtContent></w:sdt>
           <w:sdt><w:sdtContent><w:r><w:t> fält</w:t></w:r></w:sdtContent></w:sdt>
           <w:r><w:ruby><w:rt><w:r><w:t>とうきょう</w:t></w:r></w:rt><w:rubyBase><w:r><w:t> 東京</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>"#,
        &["P Kvar nytt 7 länk fält 東京"],
    );
}

#[test]
fn a_paragraph_whose_end_was_deleted_goes_on_in_the_next() {
    let deleted = r#"<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t>Hamnen </w:t></w:r></w:p>"#;
    body(&format!("{deleted}{}", plain("växer")), &["P Hamnen växer"]);
    body(deleted, &["P Hamnen"]);
}

#[test]
fn text_boxes_come_once_and_after_their_paragraph() {
    let boxed = |words: &str| format!("<w:txbxContent>{}</w:txbxContent>", plain(words));
    body(
        &format!(
            "<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict>{}\
             </w:pict></mc:Fallback></mc:AlternateContent><w:t>Stycket</w:t></w:r></w:p>{}",
            boxed("Rutan"),
            boxed("Rutan"),
            plain("Nästa"),
        ),
        &["P Stycket", "P Rutan", "P Nästa"],
    );
}

#[test]
fn a_row_of_a_table_is_a_piece_but_layout_is_none() {
    let cell = |content: &str| format!("<w:tc><w:tcPr/>{content}</w:tc>");
    let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let table = |rows: &[String]| format!("<w:tbl><w:tblPr/>{}</w:tbl>", rows.concat());
    let inner = table(&[row(&[cell(&plain("x")), cell(&plain("y"))])]);
    body(
        &table(&[
            row(&[cell(&plain("År")), cell(&plain("Fartyg"))]),
            row(&[cell(&plain("2023")), cell(&format!("{}{}", plain("412"), plain("stora")))]),
            row(&[cell(&format!("{}{}", paragraph("Rubrik1", &run("Ensam")), plain("cell"))), cell(&plain(""))]),
            row(&[cell(&inner)]),
        ]),
        &["P År⇥Fartyg", "P 2023⇥412⏎stora", "H Ensam", "P cell", "P x⇥y"],
    );
}

#[test]
fn notes_come_last_and_headers_are_left_out() {
    let notes = |element: &str, words: &str| {
        format!(
            r#"<w:{element}s {SPACES}><w:{element} w:type="separator"><w:p><w:r><w:t>---</w:t></w:r></w:p></w:{element}><w:{element} w:id="1">{}</w:{element}></w:{element}s>"#,
            plain(words)
        )
    };
    let header = format!("<w:hdr {SPACES}>{}</w:hdr>", plain("Hamnbladet"));
    let bytes = document(
        &plain("Hamnen växer."),
        &[
            ("footnotes", "footnotes.xml", &notes("footnote", "En fotnot.")),
            ("endnotes", "endnotes.xml", &notes("endnote", "En slutnot.")),
            ("header", "header1.xml", &header),
            ("header", "header2.xml", &header),
            ("footer", "footer1.xml", &format!("<w:ftr {SPACES}>{}</w:ftr>", plain("Sida 1"))),
            ("comments", "comments.xml", &format!("<w:comments {SPACES}>{}</w:comments>", plain("En kommentar"))),
        ],
    );
    assert_read("a.docx", &bytes, &["P- Hamnbladet", "P Hamnen växer.", "P En fotnot.", "P En slutnot.", "P- Sida 1"]);
}

#[test]
fn properties_count_unless_a_program_made_them_up() {
    let known = |title: &str, creator: &str, created: &str| {
        let core = format!(
            "<cp><dc:title>{title}</dc:title><dc:creator>{creator}</dc:creator><dcterms:created>{created}</dcterms:created></cp>"
        );
        let draft = draft("a.docx", &document(&plain("Hamnen växer."), &[("core", "docProps/core.xml", &core)]));
        (draft.metadata.title, draft.metadata.byline, draft.metadata.published)
    };
    let some = |words: &str| Some(words.to_owned());
    assert_eq!(
        known("Hamnen &amp;\n havet", "Mara Lindqvist", "2024-06-07T10:15:00Z"),
        (some("Hamnen & havet"), some("Mara Lindqvist"), some("2024-06-07T10:15:00Z"))
    );
    for title in ["Document1", "Microsoft Word - hamn.doc", "hamn_final2.docx", "Untitled 3", "Dokument", ""] {
        assert_eq!(known(title, "python-docx", "2013-12-23T23:15:00Z"), (None, None, None), "{title}");
    }
    assert_eq!(known("", "Windows User", "1601-01-01T00:00:00Z"), (None, None, None));
}

#[test]
fn the_language_is_that_of_most_of_the_text() {
    let said = |runs: &str| draft("a.docx", &document(&format!("<w:p>{runs}</w:p>"), &[])).metadata.language;
    let german = r#"<w:r><w:rPr><w:lang w:val="de-DE"/></w:rPr><w:t>Der Hafen wächst weiter</w:t></w:r>"#;
    assert_eq!(said(&run("Hamnen växer")).as_deref(), Some("sv-SE"));
    assert_eq!(said(&format!("{german}{}", run("Hamnen"))).as_deref(), Some("de-DE"));
    assert_eq!(said(&run("港は成長している")).as_deref(), Some("ja-JP"));
}

#[test]
fn what_cannot_be_read_says_why() {
    let ole = |stream: &str| {
        let name: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
        [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(), &[0; 600], &name].concat()
    };
    assert_eq!(drafts("a.docx", &ole("EncryptedPackage")), Err(Unread::Encrypted));
    assert!(matches!(drafts("a.doc", &ole("WordDocument")), Err(Unread::Broken(why)) if why.contains("old format")));
    assert!(matches!(drafts("a.xls", &ole("Workbook")), Err(Unread::Broken(_))));
    assert_eq!(drafts("a.docx", &document("", &[])), Err(Unread::Empty));
    let whole = document(&plain("Hamnen växer."), &[]);
    for end in [10, whole.len() / 2, whole.len() - 5] {
        assert!(matches!(drafts("a.docx", &whole[..end]), Err(Unread::Broken(_))), "cut at {end}");
    }
    assert!(matches!(read("a.docx", &document("<w:p><w:r></w:p>", &[]), None), Err(Unread::Broken(_))));
}

#[test]
fn a_broken_end_costs_no_more_than_the_end() {
    let draft =
        assert_read("a.docx", &document(&format!("{}<w:p></w:q>", plain("Hamnen växer.")), &[]), &["P Hamnen växer."]);
    assert_eq!(draft.remarks, [Remark::CutOff]);
    let bytes = document(&plain("Hamnen växer."), &[("footnotes", "footnotes.xml", "<w:footnotes><w:footnote>")]);
    assert_eq!(crate::support::drafts::draft("a.docx", &bytes).remarks, [Remark::CutOff]);
}

#[test]
fn attacks_end_in_an_error_or_in_plain_text() {
    let laughs = |body: &str| {
        let definitions: String =
            (1..10).map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10))).collect();
        format!(
            "<!DOCTYPE d [<!ENTITY l0 \"ha\">{definitions}<!ENTITY e SYSTEM \"file:///etc/passwd\">]><w:document>{body}</w:document>"
        )
    };
    let package = |xml: &str| {
        zip::write(&[
            ("[Content_Types].xml".to_owned(), b"<Types/>".to_vec()),
            ("word/document.xml".to_owned(), xml.as_bytes().to_vec()),
        ])
    };
    assert_read("a.docx", &package(&laughs(&plain("a &l9; b &e;"))), &["P a &l9; b &e;"]);
    let deep = format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
    assert_eq!(drafts("a.docx", &package(&deep)), Err(Unread::TooDeep));
    let tables = format!("{}{}", "<w:tbl><w:tr><w:tc>".repeat(50_000), plain("x"));
    assert_eq!(drafts("a.docx", &package(&tables)), Err(Unread::TooDeep));
    let mut bomb = package(&format!("<w:document>{}</w:document>", " ".repeat(3 << 20)));
    assert_eq!(drafts("a.docx", &bomb), Err(Unread::TooLong));
    // The directory says that the document has 70 MB.
    let small = package("<w:document/>");
    let at = small.windows(17).rposition(|name| name == b"word/document.xml").expect("it is in the directory");
    bomb = small;
    bomb[at - 22..at - 18].copy_from_slice(&(70_u32 << 20).to_le_bytes());
    assert_eq!(drafts("a.docx", &bomb), Err(Unread::TooLong));
}

#[test]
fn an_encrypted_open_document_is_told() {
    let files = [
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("META-INF/manifest.xml", "<manifest><encryption-data/></manifest>"),
        ("content.xml", "x"),
    ];
    let bytes = zip::write(&files.map(|(name, content)| (name.to_owned(), content.as_bytes().to_vec())));
    assert_eq!(drafts("a.odt", &bytes), Err(Unread::Encrypted));
}
