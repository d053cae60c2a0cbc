//! What can't be read is refused in words, and nothing that was there before is touched.

use std::fmt::Write;

use serde_json::json;

use crate::page::{Listed, Page, parsed};
use crate::webdriver::Profile;

/// A page with one annotated article, and what the library and an export say of it.
struct Before {
    library: Vec<String>,
    file: Vec<u8>,
}

fn begin(profile: &Profile) -> (Page, Before) {
    let page = Page::open(profile);
    page.add_article("What was there before 🙂\n\nAsk signed the accord.\n");
    page.click_text("sk signed", 2);
    page.type_keys("1");
    page.shows(&listed(&[("Ask", "Actor")]));
    page.is_saved();
    let file = page.export(profile);
    let before = Before { library: page.library(), file };
    (page, before)
}

fn listed(all: &[(&str, &str)]) -> Vec<Listed> {
    all.iter().map(|(quote, label)| ((*quote).to_owned(), (*label).to_owned())).collect()
}

/// The library holds what it held and `more`, and what it held is the same to the last letter.
fn assert_kept(page: &Page, profile: &Profile, before: &Before, more: usize) {
    let library = page.library();
    assert_eq!(library.len(), before.library.len() + more, "{library:?}");
    assert!(before.library.iter().all(|article| library.contains(article)), "{library:?}");
    let (file, known) = (parsed(&page.export(profile)), parsed(&before.file));
    for part in ["documents", "annotation_sets"] {
        assert!(file[part].as_array().expect("a list").contains(&known[part][0]), "{part} of {file:#}");
    }
    page.go("#/");
}

#[test]
fn what_is_no_article_is_refused_and_nothing_changes() {
    let profile = Profile::new();
    let (page, before) = begin(&profile);
    let whole = String::from_utf8(before.file.clone()).expect("an export is text");
    let newer = whole.replacen("\"version\":1", "\"version\":7", 1);
    assert_ne!(newer, whole);

    page.click("DisclosureTriangle", "Add articles");
    page.add_pasted(" \n\t\n");
    let said = page.refusal();
    assert!(said.contains("There is no text in the pasted text. Nothing was added."), "{said}");

    for (name, bytes, words) in [
        ("empty.txt", Vec::new(), "There is no text in empty.txt. Nothing was added."),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0".to_vec(), "picture.txt can’t be read: it is no text"),
        ("book.epub", b"PK\x03\x04 cut off".to_vec(), "book.epub is broken"),
        ("cut.json", whole.as_bytes()[..whole.len() / 2].to_vec(), "broken or cut off at line"),
        ("newer.json", newer.into_bytes(), "was written by a newer version of Postil (format 7)"),
    ] {
        page.drop_file(&profile.file(name, bytes));
        let said = page.refusal();
        assert!(said.contains(words), "{name}: {said}");
        assert!(said.to_lowercase().contains("nothing was added"), "{name}: {said}");
    }
    assert_kept(&page, &profile, &before, 0);
    page.close();
}

#[test]
fn of_a_faulty_file_each_fault_is_named_and_the_rest_is_kept() {
    let profile = Profile::new();
    let (page, before) = begin(&profile);
    let span = |id: &str, label: &str, start: usize, end: usize, quote: &str| json!({ "id": id, "label": label, "start": start, "end": end, "quote": quote });
    let file = json!({
        "offset_unit": "utf16",
        "documents": [{ "id": "faulty", "text": "Faults 🙂 of many kinds\n\nEmbla paid.\n" }],
        "annotation_sets": [{
            "id": "set",
            "document": "faulty",
            "annotator": "annotator",
            "spans": [
                span("whole", "actor", 25, 30, "Embla"),
                span("far", "actor", 500, 505, "Embla"),
                span("inside", "actor", 8, 12, "? of"),
                span("whole", "agreement", 0, 6, "Faults"),
                span("strange", "ferry", 31, 35, "paid"),
                span("other", "actor", 18, 23, "words"),
            ],
        }],
    });
    page.drop_file(&profile.postil_file("faulty.json", &file));
    let said = page.report();
    for words in [
        "1 article added. 1 annotation set added.",
        "a span past the end of the text; left out",
        "a span that begins or ends inside a character; left out",
        "an id stands twice; the later one was renamed",
        "a label the label set doesn’t have; it was added",
        "the quote is not what stands at the offsets; the span was left out",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    page.shows(&listed(&[("Faults", "Agreement"), ("Embla", "Actor"), ("paid", "ferry")]));
    assert_kept(&page, &profile, &before, 1);
    page.close();
}

#[test]
fn a_paste_of_ten_megabytes_opens() {
    let profile = Profile::new();
    let (page, before) = begin(&profile);
    let mut text = String::from("Ten megabytes 🙂\n\n");
    for n in 0.. {
        if text.len() >= 10_000_000 {
            break;
        }
        write!(text, "Paragraph {n}: the towns of Ask and Embla signed the Harbour Accord on Monday.\n\n")
            .expect("a string takes all");
    }
    text.push_str("The very last words.\n");
    page.click("DisclosureTriangle", "Add articles");
    page.browser.by_role("textbox", "Text of the article").click();
    page.paste(&text);
    page.article();
    page.find("The very last words");
    page.type_keys("2");
    page.shows(&listed(&[("The very last words", "Agreement")]));
    page.is_saved();
    assert_kept(&page, &profile, &before, 1);
    page.close();
}
