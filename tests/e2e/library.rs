//! The library of many articles: found by what is in them, assigned, filtered, gone through by key, deleted and brought back.

use serde_json::{Value, json};

use crate::page::keys::{CONTROL, DOWN, ENTER};
use crate::page::{Page, parsed};
use crate::webdriver::{Profile, wait};

/// The titles of the articles that are listed.
fn titles(page: &Page) -> Vec<String> {
    let script = "return [...document.querySelectorAll('[role=listitem] .document-title')].map(it => it.innerText)";
    serde_json::from_value(page.browser.run(script, &json!([]))).expect("texts")
}

#[track_caller]
fn lists(page: &Page, expected: &[&str]) {
    wait(&format!("{expected:?} in the library"), || (titles(page) == expected).then_some(()));
}

#[track_caller]
fn says(page: &Page, words: &str) {
    wait(&format!("“{words}”"), || page.statuses().iter().any(|said| said.contains(words)).then_some(()));
}

/// Looks for words instead of what was looked for before.
fn look_for(page: &Page, words: &str) {
    page.browser.by_role("searchbox", "Search titles, text and annotations").click();
    page.browser.press(&[CONTROL], "a");
    page.type_keys(words);
}

#[test]
fn many_articles_are_found_assigned_and_gone_through() {
    let profile = Profile::new();
    let page = Page::open(&profile);
    for (title, text) in [
        ("Tide tables", "The harbour board prints them every year."),
        ("Night ferries", "The operator of the line is not named."),
        ("Ferry fares", "The council agreed to a lower price."),
    ] {
        if title != "Tide tables" {
            page.click("DisclosureTriangle", "Add articles");
        }
        page.add_article(&format!("{title}\n\n{text}"));
        if title == "Night ferries" {
            page.find("operator");
            page.type_keys("1");
            page.write("Note", "Which company, exactly?");
            page.is_saved();
        }
        page.library();
    }
    lists(&page, &["Ferry fares", "Night ferries", "Tide tables"]);

    // An article is found by its text and opens where the words stand.
    look_for(&page, "lower PRICE");
    lists(&page, &["Ferry fares"]);
    assert!(page.browser.run("return document.querySelector('mark.found').innerText", &json!([])) == "lower price");
    page.browser.press(&[], DOWN);
    page.browser.press(&[], ENTER);
    page.article();
    page.browser.by_role("searchbox", "Find in the article (/)");

    // The search is still there; a note is found too, and opens at its span.
    page.library();
    lists(&page, &["Ferry fares"]);
    look_for(&page, "which company");
    lists(&page, &["Night ferries"]);
    page.open_article("Night ferries");
    assert_eq!(page.written("Note"), "Which company, exactly?");
    page.library();
    look_for(&page, " ");
    lists(&page, &["Ferry fares", "Night ferries", "Tide tables"]);

    // Two are chosen by key, and assigned.
    page.browser.press(&[], DOWN);
    page.type_keys("xjx");
    says(&page, "2 articles chosen");
    page.click("button", "Assign…");
    page.browser.by_role("combobox", "Name of the annotator");
    page.type_keys("jonas");
    page.browser.press(&[], ENTER);
    page.choose("Nobody");
    lists(&page, &["Tide tables"]);
    page.choose("jonas");
    lists(&page, &["Ferry fares", "Night ferries"]);
    assert!(page.library()[0].contains("for jonas"));

    // With the list narrowed nothing is chosen any more. Both are deleted and come back, still assigned.
    page.click("checkbox", "Choose all shown");
    says(&page, "2 articles chosen");
    page.click("button", "Move to the trash");
    says(&page, "0 of 1 article");
    page.browser.run("document.querySelector('.trash summary').click()", &json!([]));
    page.click("button", "Bring all back");
    lists(&page, &["Ferry fares", "Night ferries"]);
    let file = parsed(&page.export(&profile));
    let documents = file["documents"].as_array().expect("documents").iter();
    let assigned: Vec<&Value> = documents.filter(|document| document["assignee"] == "jonas").collect();
    assert_eq!(assigned.len(), 2);
    page.close();
}
