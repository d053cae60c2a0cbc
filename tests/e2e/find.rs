//! What fits a regular expression is found, stepped through and tagged together; a wrong one is told of.

use serde_json::json;

use crate::page::{Page, keys};
use crate::webdriver::{Profile, wait};

const TEXT: &str = "Signed in 2019, in force from 2024, worth 24 million.";

#[test]
fn what_fits_an_expression_is_tagged_together() {
    let profile = Profile::new();
    let page = Page::open(&profile);
    page.add_article(TEXT);
    page.browser.press(&[], "/");
    let field = page.browser.by_role("searchbox", "Find in the article (/)");
    page.click("checkbox", "Regular expression");
    field.type_in(r"\d{4");
    let has = |words: &str| page.browser.run("return document.body.innerText.includes(arguments[0])", &json!([words]));
    wait("the complaint", || (has("This is no regular expression") == true).then_some(()));
    field.type_in("}");
    wait("two matches", || (has("1 of 2") == true).then_some(()));
    page.browser.press(&[], keys::DOWN);
    wait("the second match", || (has("2 of 2") == true).then_some(()));
    page.click("button", "Tag them");
    page.click("button", "Tag 2 places");
    page.shows(&["2019", "2024"].map(|year| (year.to_owned(), "Actor".to_owned())));
    page.is_saved();
    page.close();
}
