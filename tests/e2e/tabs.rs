//! One article in two tabs.

use serde_json::{Value, json};

use crate::page::{Listed, Page};
use crate::webdriver::Profile;

fn spans(all: &[(&str, &str)]) -> Vec<Listed> {
    all.iter().map(|(quote, label)| ((*quote).to_owned(), (*label).to_owned())).collect()
}

#[test]
fn edits_in_two_tabs_meet_and_both_stay() {
    let profile = Profile::new();
    let page = Page::open(&profile);
    page.add_article("Lights 🙂 on the harbour\n\nAsk and Embla signed the Harbour Accord on Monday.\n");
    let go_to = |tab: &Value| drop(page.browser.post("window", &json!({ "handle": tab })));
    let ask = |what: &str| page.browser.send("GET", what, &Value::Null).expect("a session has it");
    let (first, address) = (ask("window"), ask("url"));
    let second = page.browser.post("window/new", &json!({ "type": "tab" }))["handle"].clone();
    go_to(&second);
    page.browser.go(address.as_str().expect("an address is text"));
    page.shows(&[]);

    // What one tab does shows in the other.
    go_to(&first);
    page.click_text("arbour Accord", 2);
    page.type_keys("2");
    page.shows(&spans(&[("Harbour", "Agreement")]));
    go_to(&second);
    page.shows(&spans(&[("Harbour", "Agreement")]));

    // Both select, then both tag, neither waiting for the other.
    page.click_text("mbla", 2);
    go_to(&first);
    page.click_text("sk and", 2);
    page.type_keys("1");
    go_to(&second);
    page.type_keys("3");
    let all = spans(&[("Ask", "Actor"), ("Embla", "Focus area"), ("Harbour", "Agreement")]);
    page.shows(&all);
    page.is_saved();
    go_to(&first);
    page.shows(&all);
    page.is_saved();

    // Each tab takes back its own last edit or the other's, in the order in which they were made.
    for tab in [&first, &second] {
        go_to(tab);
        page.reload();
        page.shows(&all);
    }
    page.close();
}
