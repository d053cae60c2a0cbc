//! An article is marked in the list of its sentences by the keyboard alone, with a key of one's own, under a rule for spans.

use serde_json::json;

use crate::page::{Page, keys};
use crate::webdriver::{Profile, wait};

const TEXT: &str = "The Orne Basin Authority pays for the quay. Embla signed the Harbour Accord on Monday.";

/// Goes to what has the role and the name as Tab does, and presses Enter there.
fn press_on(page: &Page, name: &str) {
    let button = page.browser.by_role("button", name);
    page.browser.run("arguments[0].focus()", &json!([serde_json::Value::from(&button)]));
    page.browser.press(&[], keys::ENTER);
}

fn says(page: &Page, words: &str) {
    wait(words, || page.statuses().iter().any(|said| said.contains(words)).then_some(()));
}

fn listed(text: &str, label: &str) -> (String, String) {
    (text.to_owned(), label.to_owned())
}

#[test]
fn sentences_are_opened_to_their_words_and_labelled_by_keyboard_alone() {
    let profile = Profile::new();
    let page = Page::open(&profile);
    page.add_article(TEXT);
    page.go("#/labels");
    page.browser.by_role("combobox", "May share text with other spans");
    page.choose("With none");
    page.is_saved();
    page.browser.post("back", &json!({}));
    page.article();

    page.browser.press(&[], "l");
    press_on(&page, "Words of sentence 1");
    press_on(&page, "Orne");
    says(&page, "From Orne. Now press the last word");
    press_on(&page, "Authority");
    says(&page, "Selected: Orne Basin Authority");
    page.browser.press(&[], "1");
    let authority = listed("Orne Basin Authority", "Actor");
    page.shows(std::slice::from_ref(&authority));
    page.browser.by_role("button", "Actor: Orne Basin Authority");

    // Actors share text with none.
    press_on(&page, "Basin");
    press_on(&page, "Basin");
    says(&page, "Selected: Basin");
    page.browser.press(&[], "3");
    says(&page, "Orne Basin Authority (Actor) is in the way");
    page.shows(std::slice::from_ref(&authority));

    // Another key for the list, which this browser remembers; the one before means nothing any more.
    page.browser.press(&[], "?");
    let key = "Key for: Show the text as a list, or no longer";
    page.write(key, "n");
    assert_eq!(page.written(key), "l", "the next span's key is refused");
    page.write(key, "w");
    page.browser.press(&[], keys::ESCAPE);
    page.is_saved();
    page.reload();
    page.browser.by_role("button", "Words of sentence 1");
    page.browser.press(&[], "l");
    page.browser.by_role("button", "Words of sentence 1");
    page.browser.press(&[], "w");
    page.article();
    let marks =
        page.browser.run("return [...document.querySelectorAll('mark')].map(mark => mark.ariaDescription)", &json!([]));
    assert_eq!(marks, json!(["Actor"]));

    page.go("#/");
    page.browser.by_role("button", "Today: 1 span, 0 articles done, 0 min");
}
