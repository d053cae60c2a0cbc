//! Articles in languages without spaces, and the interface in another language.

use serde_json::{Value, json};

use crate::page::Page;
use crate::page::keys::{CONTROL, ESCAPE, HOME, RIGHT, SHIFT};
use crate::webdriver::{Profile, wait};

const ARTICLE: &str = "東京都知事は協定に署名した\n\nASEANの会議で、外務大臣が合意を発表した。";

#[test]
fn words_without_spaces_are_tagged_and_the_interface_becomes_korean() {
    let profile = Profile::new();
    let page = Page::open(&profile);
    page.add_article(ARTICLE);
    let language = "return document.querySelector('[data-block]').lang";
    assert_eq!(page.browser.run(language, &json!([])), "ja");

    // One character is touched, the word is tagged; by keys word by word.
    page.drag("定", None);
    page.browser.by_role("toolbar", "Tag the selection as");
    page.type_keys("2");
    let listed = |quote: &str, label: &str| (quote.to_owned(), label.to_owned());
    page.shows(&[listed("協定", "Agreement")]);
    page.browser.press(&[], ESCAPE);
    page.browser.run("arguments[0].focus()", &json!([Value::from(&page.article())]));
    page.browser.press(&[], HOME);
    page.browser.press(&[CONTROL], RIGHT);
    page.browser.press(&[CONTROL, SHIFT], RIGHT);
    page.type_keys("1");
    page.shows(&[listed("都知事", "Actor"), listed("協定", "Agreement")]);
    page.is_saved();

    // What is half written stays when the language changes, and so does the focus.
    page.library();
    page.click("DisclosureTriangle", "Add articles");
    page.browser.by_role("textbox", "Text of the article").click();
    page.type_keys("draft");
    page.browser.by_role("combobox", "Language");
    page.choose("한국어");
    page.browser.by_role("combobox", "언어");
    assert_eq!(page.browser.run("return document.documentElement.lang", &json!([])), "ko");
    assert_eq!(page.browser.run("return document.activeElement.tagName", &json!([])), "SELECT");
    assert_eq!(page.written("문서 텍스트"), "draft");

    // It is Korean everywhere, and after a reload.
    page.reload();
    page.browser.by_role("link", "레이블").click();
    page.browser.by_role("link", "보관함").click();
    let link = wait("the article in the library", || {
        let links = page.browser.all_by_role("link").into_iter();
        links.filter(|(name, _)| name.starts_with("東京")).map(|(_, link)| link).next()
    });
    link.click();
    page.browser.by_role("document", "문서 본문");
    page.browser.by_role("button", "실행 취소 (Ctrl+Z)");
    let marks = "return [...document.querySelectorAll('mark')].map(mark => mark.innerText)";
    wait("both marks", || (page.browser.run(marks, &json!([])) == json!(["都知事", "協定"])).then_some(()));
    page.close();
}
