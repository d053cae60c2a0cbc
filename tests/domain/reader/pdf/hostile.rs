//! Files that are broken, locked, empty or made to do harm.

use miniz_oxide::deflate::compress_to_vec_zlib;
use postil::domain::article::draft::Remark;
use postil::domain::article::reader::Unread;
use proptest::prelude::*;

use super::{draft, file, fixture, lines, page, pages, stream, try_draft};
use crate::support::cases;

#[test]
fn a_file_with_a_password_is_said_to_have_one() {
    assert_eq!(try_draft(&fixture("encrypted-password.pdf")), Err(Unread::Encrypted));
    assert_eq!(draft(&fixture("encrypted-no-password.pdf")).text().as_str(), "The gate was locked at nine.");
    assert_eq!(draft(&fixture("encrypted-no-password-rc4.pdf")).text().as_str(), "The gate was locked at nine.");
}

#[test]
fn a_file_without_text_is_said_to_have_none() {
    assert_eq!(try_draft(&page("10 10 100 100 re f")), Err(Unread::NoText));
    assert_eq!(try_draft(&page("BT /F 10 Tf 50 500 Td (   ) Tj ET")), Err(Unread::NoText));
}

#[test]
fn a_broken_file_says_so_or_is_mended() {
    assert!(matches!(try_draft(b"%PDF-1.7\n"), Err(Unread::Broken(_))));
    assert!(matches!(try_draft(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"), Err(Unread::Broken(_))));
    let whole = page(&lines(50.0, 500.0, &["The gate was locked."]));
    let text = String::from_utf8(whole.clone()).expect("the file is text");
    let at = text.rfind("startxref").expect("it says where its table is");
    // Without its table, with a table that points elsewhere, and cut off.
    let lost = text.replace("startxref\n", "startxref\n9");
    for broken in [&text[..at], lost.as_str(), &text[..at - 60]] {
        assert_eq!(draft(broken.as_bytes()).text().as_str(), "The gate was locked.");
    }
}

#[test]
fn a_bad_page_does_not_cost_the_others() {
    let good = lines(50.0, 500.0, &["The gate was locked."]);
    let mut objects = pages(&[good.clone(), "BT (".to_owned(), good.clone()]);
    objects[5] = stream("/Filter /FlateDecode", "this is not deflated");
    let draft = draft(&file(&objects));
    assert_eq!(draft.text().as_str().matches("The gate was locked.").count(), 2);
    assert_eq!(draft.remarks, [Remark::PagesWithoutText(1)]);
}

#[test]
fn pages_that_hold_themselves_and_drawings_that_draw_themselves_end() {
    let good = lines(50.0, 500.0, &["The gate was locked."]);
    let mut objects = pages(&[good + "/X Do"]);
    objects[1] = objects[1].replace("/Kids [", "/Kids [2 0 R ").replace("<< /Font", "<< /XObject << /X 5 0 R >> /Font");
    objects.push(stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 600 600]",
        "/X Do /X Do /X Do /X Do /X Do /X Do /X Do /X Do",
    ));
    let draft = draft(&file(&objects));
    assert_eq!(draft.text().as_str(), "The gate was locked.");
}

#[test]
fn only_so_many_pages_are_read() {
    let mut objects = pages(&[lines(50.0, 500.0, &["A"])]);
    let kids = " << /Type /Page /Parent 2 0 R /Contents 4 0 R >>".repeat(2000);
    objects[1] = objects[1].replace("/Kids [", &format!("/Kids [{kids} "));
    let draft = draft(&file(&objects));
    assert_eq!(draft.remarks, [Remark::CutOff]);
    assert_eq!(draft.text().as_str().matches('A').count(), 2000);
}

/// Objects with a stream of 300 MB packed into 300 KB as the last one.
fn with_bomb(mut objects: Vec<String>, dictionary: &str) -> Vec<u8> {
    let packed = compress_to_vec_zlib(&vec![b' '; 300 << 20], 1);
    let mark = "@@@@";
    objects.push(stream(dictionary, mark).replace("/Length 4", &format!("/Length {}", packed.len())));
    let file = file(&objects);
    let at = file.windows(mark.len()).position(|window| window == mark.as_bytes()).expect("the mark is there");
    [&file[..at], &packed, &file[at + mark.len()..]].concat()
}

#[test]
fn streams_that_become_huge_are_not_unpacked() {
    let mut objects = pages(&[lines(50.0, 500.0, &["The gate was locked."]), String::new()]);
    objects[4] = objects[4].replace("/Contents 6 0 R", "/Contents 7 0 R");
    let bombed = with_bomb(objects, "/Filter /FlateDecode");
    assert_eq!(draft(&bombed).remarks, [Remark::PagesWithoutText(1)]);
    // Of what the file is made of itself nothing else can be read.
    let objects = pages(&[lines(50.0, 500.0, &["The gate was locked."])]);
    let bombed = with_bomb(objects, "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode");
    assert_eq!(try_draft(&bombed), Err(Unread::TooLong));
}

#[test]
fn tables_of_widths_that_stand_for_billions_are_not_filled() {
    let font = |own: &str, inner: &str| {
        format!(
            "/K << /Type /Font /Subtype /Type0 /BaseFont /Any /Encoding /Identity-H {own} /DescendantFonts [<< /Type /Font \
             /Subtype /CIDFontType2 /BaseFont /Any /CIDSystemInfo << /Registry (Adobe) /Ordering (Korea1) >> {inner} >>] >>"
        )
    };
    let simple =
        "/K << /Type /Font /Subtype /Type1 /BaseFont /Any /FirstChar 4000000000 /LastChar 4000000001 /Widths [1 1] >>";
    for font in [font("", "/W [0 4294967295 500]"), font("", "/W2 [0 4294967295 1 2 3]"), simple.to_owned()] {
        let mut objects = pages(&[lines(50.0, 500.0, &["The gate was locked."]) + "BT /K 10 Tf <0041> Tj ET"]);
        objects[1] = objects[1].replace("/Font <<", &format!("/Font << {font}"));
        assert_eq!(draft(&file(&objects)).text().as_str(), "The gate was locked.");
    }
}

#[test]
fn numbers_without_measure_are_passed_over() {
    let content = "BT /F 999999999999999999999999999999 Tf 50 500 Td (far) Tj /F 0 Tf (none) Tj /F 10 Tf 999999999999999999999999999999 0 0 999999999999999999999999999999 0 0 Tm (off) Tj 0 0 0 0 0 0 Tm (flat) Tj \
                   1 0 0 1 999999999 500 Tm (away) Tj ET\n";
    let draft = draft(&page(&(content.to_owned() + &lines(50.0, 500.0, &["The gate was locked."]))));
    assert_eq!(draft.text().as_str(), "The gate was locked.");
}

#[test]
fn nested_arrays_and_unclosed_states_are_survived() {
    let deep = "[".repeat(100_000);
    let content = format!("{}{}", "q ".repeat(100_000), lines(50.0, 500.0, &["The gate was locked."]));
    let mut objects = pages(&[content]);
    objects.push(deep);
    assert_eq!(draft(&file(&objects)).text().as_str(), "The gate was locked.");
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn a_file_with_bytes_changed_never_panics(
        name in prop::sample::select(vec!["chromium-news.pdf", "libreoffice-columns.pdf", "encrypted-no-password-rc4.pdf"]),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..24),
    ) {
        let mut bytes = fixture(name);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = try_draft(&bytes);
    }

    #[test]
    fn instructions_in_any_order_never_panic(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "BT", "ET", "q", "Q", "cm", "Tf", "/F", "/C", "/X", "Td", "TD", "Tm", "T*", "Tj", "TJ", "'", "\"", "Tc", "Tw", "Tz",
                "TL", "Ts", "Do", "gs", "BDC", "BMC", "EMC", "/Artifact", "(words)", "(a b)", "<4142", ">", "[", "]", "<<", ">>", "0",
                "1", "-1", "12", "0.5", "500", "-99999", "1e9",
            ]),
            0..120,
        ),
    ) {
        let _ = try_draft(&page(&words.join(" ")));
    }
}
