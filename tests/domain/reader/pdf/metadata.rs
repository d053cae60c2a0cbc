//! What a file says about itself.

use postil::domain::document::{Metadata, Role};

use super::{draft, file_with, fixture, kept, lines, pages, stream};

const TEXT: [&str; 2] = ["The ferry was late on the first day of the year, and", "the crew blamed the ice."];

/// A file with a heading over its text, this dictionary about itself, and these objects more, numbered from 6.
fn about(info: &str, catalog: &str, more: &[String]) -> Vec<u8> {
    let heading = "BT /F 20 Tf 60 540 Td (The late ferry) Tj ET\n".to_owned();
    let mut objects = pages(&[heading + &lines(60.0, 500.0, &TEXT)]);
    objects[0] = format!("<< /Type /Catalog /Pages 2 0 R {catalog} >>");
    objects.push(format!("<< {info} >>"));
    objects.extend(more.iter().cloned());
    file_with(&objects, "/Info 5 0 R")
}

fn said(info: &str) -> Metadata {
    draft(&about(info, "", &[])).metadata
}

#[test]
fn a_word_processor_says_title_author_date_and_language() {
    let metadata = draft(&fixture("libreoffice-columns.pdf")).metadata;
    assert_eq!(metadata.title.as_deref(), Some("Counting the wells of Oster Vale"));
    assert_eq!(metadata.byline.as_deref(), Some("Milena Harsk"));
    assert_eq!(metadata.language.as_deref(), Some("en-GB"));
    assert!(metadata.published.is_some_and(|date| date.len() == 20 && date.contains('T') && date.ends_with('Z')));
}

#[test]
fn dates_become_iso_8601() {
    let date = |date: &str| said(&format!("/CreationDate (D:{date})")).published;
    assert_eq!(date("20310407182205+09'00'").as_deref(), Some("2031-04-07T18:22:05+09:00"));
    assert_eq!(date("20310407182205Z").as_deref(), Some("2031-04-07T18:22:05Z"));
    assert_eq!(date("20310407182205-03'30'").as_deref(), Some("2031-04-07T18:22:05-03:30"));
    assert_eq!(date("yesterday"), None);
}

#[test]
fn what_programs_write_for_a_title_is_none() {
    for junk in [
        "Microsoft Word - ferry_v3.docx",
        "ferry.indd",
        "untitled",
        "Untitled-2",
        "Document1",
        "C:\\\\a\\\\b.doc",
        "  ",
        "file:///a",
    ] {
        assert_eq!(said(&format!("/Title ({junk})")).title.as_deref(), Some("The late ferry"), "{junk}");
    }
    assert_eq!(said("/Author (unknown)").byline, None);
}

#[test]
fn titles_may_be_utf_16_or_pdfdocencoding() {
    assert_eq!(said("/Title <FEFF D56D AD6C 0021>").title.as_deref(), Some("항구!"));
    assert_eq!(said("/Author (Ren\\351 \\212 Vadrel)").byline.as_deref(), Some("René − Vadrel"));
    assert_eq!(said("/Author <EFBBBF52656EC3A9>").byline.as_deref(), Some("René"));
}

#[test]
fn an_xmp_packet_says_what_the_dictionary_does_not() {
    let packet = "<?xpacket begin=''?><x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF><rdf:Description><dc:title><rdf:Alt>\
        <rdf:li xml:lang='x-default'>The late ferry &amp; the ice</rdf:li></rdf:Alt></dc:title><dc:creator><rdf:Seq>\
        <rdf:li>Oda Fennick</rdf:li><rdf:li>Ines Vadrel</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF>";
    let file = about(
        "/Title (ferry.pdf)",
        "/Metadata 6 0 R /Lang (en_US)",
        &[stream("/Type /Metadata /Subtype /XML", packet)],
    );
    let metadata = draft(&file).metadata;
    assert_eq!(metadata.title.as_deref(), Some("The late ferry & the ice"));
    assert_eq!(metadata.byline.as_deref(), Some("Oda Fennick, Ines Vadrel"));
    assert_eq!(metadata.language.as_deref(), Some("en-US"));
}

#[test]
fn the_largest_heading_is_the_title_unless_the_file_names_another() {
    let role = |info: &str| kept(&draft(&about(info, "", &[])))[0].0;
    assert_eq!(role(""), Role::Title);
    assert_eq!(role("/Title (The Late Ferry | Gazette)"), Role::Title);
    assert_eq!(role("/Title (Annual Report of the Harbour)"), Role::Heading);
    assert_eq!(said("/Title (Annual Report of the Harbour)").title.as_deref(), Some("Annual Report of the Harbour"));
}
