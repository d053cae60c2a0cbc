//! What spans mention is gathered across articles: said by key in one, gathered and undone in the register; and what is tagged in one article is
//! tagged in the whole project, and taken back there.

use serde_json::{Value, json};

use crate::page::keys::{CONTROL, ENTER};
use crate::page::{Page, parsed};
use crate::webdriver::{Profile, wait};

#[track_caller]
fn shows(page: &Page, words: &str) {
    wait(&format!("“{words}”"), || {
        let found = page.browser.run("return document.body.innerText.includes(arguments[0])", &json!([words]));
        (found == true).then_some(())
    });
}

#[track_caller]
fn shows_spans(page: &Page, expected: &[(&str, &str)]) {
    let expected: Vec<_> = expected.iter().map(|(text, label)| ((*text).to_owned(), (*label).to_owned())).collect();
    page.shows(&expected);
}

#[test]
fn mentions_are_gathered_and_tagged_over_the_whole_project() {
    let profile = Profile::new();
    let page = Page::open(&profile);
    page.add_article("Night ferries\n\nVarnhold sails at night. Officials of Varnhold agreed.");
    page.library();
    page.click("DisclosureTriangle", "Add articles");
    page.add_article("Tide tables\n\nThe board of Varnhold prints them.");

    // What is tagged here is tagged in all articles, and taken back in all of them by one key.
    page.find("Varnhold");
    page.type_keys("1");
    page.type_keys("a");
    page.click("radio", "Whole project");
    page.click("button", "Tag 2 places");
    shows(&page, "2 places in 1 article tagged.");
    page.article().click();
    page.browser.press(&[CONTROL], "z");
    shows(&page, "Taken back: 2 spans in 1 article.");
    shows_spans(&page, &[("Varnhold", "Actor")]);
    page.type_keys("n");
    page.type_keys("a");
    page.click("radio", "Whole project");
    page.click("button", "Tag 2 places");
    shows(&page, "2 places in 1 article tagged.");

    // By key the span mentions a new entry, which has its text as its name.
    page.type_keys("e");
    page.browser.press(&[], ENTER);
    wait("the entry", || {
        let field = page.browser.by_role("combobox", "Mention of");
        let value = page.browser.run("return arguments[0].value", &json!([Value::from(&field)]));
        (value == "Varnhold").then_some(())
    });
    page.is_saved();

    // In the register the others are found, linked in one step, taken back and linked again.
    page.go("#/register");
    shows(&page, "1 mention in 1 article");
    page.click("button", "Link 2 spans");
    shows(&page, "3 mentions in 2 articles");
    page.click("button", "Undo: 2 spans in 1 article linked to Varnhold.");
    shows(&page, "Taken back: 2 spans in 1 article.");
    shows(&page, "1 mention in 1 article");
    page.click("button", "Link 2 spans");
    shows(&page, "3 mentions in 2 articles");
    page.browser.by_role("textbox", "Link: a web address, or a Wikidata item such as Q42").click();
    page.type_keys("Q99");
    page.browser.press(&[], ENTER);
    page.browser.by_role("link", "Open the link");
    page.is_saved();

    // All of it is in the file.
    let file: Value = parsed(&page.export(&profile));
    let entry = &file["label_set"]["register"][0];
    assert_eq!((&entry["id"], &entry["link"]), (&json!("varnhold"), &json!("https://www.wikidata.org/wiki/Q99")));
    let spans = file["annotation_sets"]
        .as_array()
        .expect("sets")
        .iter()
        .flat_map(|set| set["spans"].as_array().expect("spans"));
    let entries: Vec<&Value> = spans.map(|span| &span["entry"]).collect();
    assert_eq!(entries, [&json!("varnhold"); 3]);
    page.close();
}
