//! The label set is edited: a label added, used by its key, deleted with its spans given another; what is written stays; the set goes out alone and
//! comes back.

use serde_json::{Value, json};

use crate::page::{Page, keys, parsed};
use crate::webdriver::{Profile, poll, wait};

const TEXT: &str = "The Orne Basin Authority pays for the quay at Embla, as the Harbour Accord says.";

/// The labels in their order, with their keys.
fn labels(page: &Page) -> Vec<(String, String)> {
    let script = "return [...document.querySelectorAll('[aria-label=Labels] .label-button')]
        .map(row => [row.querySelector('kbd').innerText, row.querySelector('.name').innerText])";
    serde_json::from_value(page.browser.run(script, &json!([]))).expect("pairs of words")
}

#[track_caller]
fn wait_labels(page: &Page, expected: &[(&str, &str)]) {
    let mut seen = Vec::new();
    let there = poll(|| {
        seen = labels(page);
        seen.iter().map(|(key, name)| (key.as_str(), name.as_str())).eq(expected.iter().copied()).then_some(())
    });
    assert!(there.is_some(), "the labels are {seen:?} instead of {expected:?}");
}

/// Adds something by the field for its name.
fn add(page: &Page, field: &str, name: &str) {
    let element = page.browser.by_role("textbox", field);
    element.click();
    element.type_in(name);
    page.browser.press(&[], keys::ENTER);
}

/// Presses the dialog's own button, which has the name of the one that opened it and stands after it.
fn delete_in_dialog(page: &Page, name: &str) {
    let buttons = page.browser.all_by_role("button");
    buttons.iter().rev().find(|(found, _)| found == name).expect("the dialog has the button").1.click();
}

fn has(page: &Page, words: &str) -> bool {
    page.browser.run("return document.body.innerText.includes(arguments[0])", &json!([words])) == true
}

#[test]
fn a_label_is_added_used_by_its_key_and_deleted_with_its_spans_given_another() {
    let profile = Profile::new();
    let page = Page::open(&profile);
    page.add_article(TEXT);
    page.go("#/labels");
    let before = [("1", "Actor"), ("2", "Agreement"), ("3", "Focus area")];
    wait_labels(&page, &before);

    add(&page, "Name of the new label", "Place");
    wait_labels(&page, &[before[0], before[1], before[2], ("4", "Place")]);
    // A key that another label has is refused.
    page.write("Key", "1");
    wait("the refusal", || has(&page, "The key 1 is Actor’s").then_some(()));
    page.click("button", "Dismiss");
    page.write("Key", "q");
    page.click("radio", "Pink");
    page.write("Definition", "Somewhere on a map.");
    add(&page, "Name of the new attribute", "Size");
    page.browser.by_role("button", "Delete Size");
    page.is_saved();
    page.write("Guidelines, in Markdown", "# Where things are [x](javascript:1)");
    page.is_saved();

    page.reload();
    let with_place = [before[0], before[1], before[2], ("q", "Place")];
    wait_labels(&page, &with_place);
    page.click("button", "q Place");
    wait("the card", || (page.written("Definition") == "Somewhere on a map.").then_some(()));
    let pink = page.browser.by_role("radio", "Pink");
    assert_eq!(page.browser.run("return arguments[0].checked", &json!([Value::from(&pink)])), true);
    let links = page.browser.run("return document.querySelectorAll('.markdown a').length", &json!([]));
    assert_eq!(links, 0, "only addresses of web pages are links");

    page.library();
    page.open_article("The Orne");
    page.find("Embla");
    page.type_keys("q");
    page.shows(&[("Embla".into(), "Place".into())]);
    page.browser.by_role("textbox", "Size");
    page.is_saved();

    page.go("#/labels");
    wait_labels(&page, &with_place);
    page.click("button", "q Place");
    page.click("button", "Delete Place");
    page.dialog_saying("Delete Place", "1 span in 1 article has this label.");
    page.click("radio", "Give them another label");
    page.choose("Focus area");
    delete_in_dialog(&page, "Delete Place");
    wait_labels(&page, &before);
    page.is_saved();
    page.library();
    page.open_article("The Orne");
    page.shows(&[("Embla".into(), "Focus area".into())]);
    // It can be undone in the article; the label is named as files name it.
    page.browser.press(&[keys::CONTROL], "z");
    page.shows(&[("Embla".into(), "place".into())]);
    page.is_saved();

    // The step that deleted the label is undone where it was made.
    page.go("#/labels");
    page.click("button", "Undo (Ctrl+Z)");
    wait_labels(&page, &with_place);
    page.browser.press(&[keys::CONTROL, keys::SHIFT], "z");
    wait_labels(&page, &before);
    page.browser.press(&[keys::CONTROL], "z");
    wait_labels(&page, &with_place);
    page.is_saved();

    page.browser.expect_download();
    page.click("button", "Save label set");
    let file = page.browser.downloaded(&profile);
    assert_eq!(parsed(&file)["documents"], json!([]));
    let path = profile.file("places.labels.postil.json", file);
    page.library();
    page.click("button", "New project");
    page.dialog_saying("New project", "Name of the project");
    page.type_keys("Other");
    page.browser.press(&[], keys::ENTER);
    page.go("#/labels");
    wait_labels(&page, &before);
    page.browser.by_role("button", "Open label set…").type_in(&path.display().to_string());
    page.dialog_saying("Label set", "The file has 4 labels.");
    page.click("button", "Add what is new");
    wait_labels(&page, &with_place);
    page.is_saved();
    page.close();
}

#[test]
fn another_tab_sees_the_label_set_as_it_is_now() {
    let profile = Profile::new();
    let page = Page::open(&profile);
    page.go("#/labels");
    let first = page.browser.send("GET", "window", &Value::Null).expect("a session has a tab");
    let second = page.browser.post("window/new", &json!({ "type": "tab" }))["handle"].clone();
    page.turn_to(second.as_str().expect("a handle is text"));
    page.go("#/labels");
    page.click("button", "Delete Actor");
    page.dialog_saying("Delete Actor", "No span has this label.");
    delete_in_dialog(&page, "Delete Actor");
    let left = [("2", "Agreement"), ("3", "Focus area")];
    wait_labels(&page, &left);
    page.is_saved();
    page.turn_to(first.as_str().expect("a handle is text"));
    wait_labels(&page, &left);
}
