//! What stands on pages besides the article.

use postil::domain::article::draft::Remark;
use postil::domain::document::Role;

use super::{draft, file, kept, left_out, lines, page, pages};

const FIRST: [&str; 3] = [
    "The ferry was late on the first day of the year, and",
    "the crew blamed the ice, which had come down from the",
    "lakes in the night and lay before the harbour like a",
];
const SECOND: [&str; 2] = ["field of broken plates; but the passengers, who had", "waited since six, blamed the crew."];

fn three_pages() -> Vec<u8> {
    let content = |n: usize, text: &[&str]| {
        let head = if n.is_multiple_of(2) { "12 The Ferry Gazette" } else { "Winter number" };
        lines(60.0, 570.0, &[head]) + &lines(60.0, 500.0, text) + &lines(290.0, 30.0, &[&format!("{}", n + 11)])
    };
    file(&pages(&[
        content(0, &FIRST),
        content(1, &SECOND),
        content(2, &["The ice of other years is forgotten."]),
        content(3, &["The gazette did not ask."]),
    ]))
}

#[test]
fn heads_of_left_and_right_pages_and_page_numbers_are_left_out() {
    let draft = draft(&three_pages());
    assert_eq!(
        left_out(&draft),
        ["12 The Ferry Gazette", "11", "Winter number", "12", "12 The Ferry Gazette", "13", "Winter number", "14"]
    );
}

#[test]
fn a_paragraph_goes_on_over_a_page_break() {
    let draft = draft(&three_pages());
    let whole = [FIRST.join(" "), SECOND.join(" ")].join(" ");
    assert_eq!(kept(&draft)[0], (Role::Paragraph, whole.as_str()));
    assert_eq!(kept(&draft).len(), 3);
}

#[test]
fn what_is_left_out_can_be_taken_back() {
    let mut draft = draft(&three_pages());
    let place = draft.pieces().iter().position(|piece| !piece.kept).expect("something is left out");
    assert!(draft.keep(place, true));
    assert!(kept(&draft).iter().any(|(_, words)| *words == "12 The Ferry Gazette"));
}

#[test]
fn what_the_file_calls_furniture_is_left_out() {
    let head = "/Artifact << /Type /Pagination /Subtype /Header >> BDC\n".to_owned()
        + &lines(60.0, 580.0, &["Gazette"])
        + "EMC\n";
    let draft = draft(&page(&(head + &lines(60.0, 500.0, &FIRST))));
    assert_eq!(left_out(&draft), ["Gazette"]);
    assert_eq!(kept(&draft).len(), 1);
}

#[test]
fn text_that_runs_another_way_is_left_out() {
    let stamp = "BT /F 10 Tf 0 1 -1 0 20 100 Tm (Draft of the fourth of May) Tj ET\n\
                 BT /F 60 Tf 0.7 0.7 -0.7 0.7 100 100 Tm (COPY) Tj ET\n";
    let draft = draft(&page(&(stamp.to_owned() + &lines(60.0, 500.0, &FIRST))));
    assert_eq!(left_out(&draft), ["Draft of the fourth of May", "COPY"]);
    assert_eq!(kept(&draft), [(Role::Paragraph, FIRST.join(" ").as_str())]);
}

#[test]
fn a_page_that_lies_on_its_side_is_read() {
    let turned = format!("q 0 1 -1 0 600 0 cm\n{}Q", lines(60.0, 500.0, &FIRST));
    assert_eq!(kept(&draft(&page(&turned))), [(Role::Paragraph, FIRST.join(" ").as_str())]);
}

#[test]
fn pages_without_text_are_counted() {
    let draft = draft(&file(&pages(&[lines(60.0, 500.0, &FIRST), "10 10 100 100 re f".to_owned(), String::new()])));
    assert_eq!(draft.remarks, [Remark::PagesWithoutText(2)]);
}
