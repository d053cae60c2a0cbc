//! From a pasted article to a file another program reads.

use jsonschema::Validator;
use serde_json::{Value, json};

use crate::page::keys::{ALT, CONTROL, DELETE, ENTER, ESCAPE, HOME, RIGHT, SHIFT, TAB};
use crate::page::{Listed, Page, parsed};
use crate::webdriver::{Profile, wait};

const SCHEMA: &str = include_str!("../../schemas/postil-1.schema.json");

/// Emoji of one, two and eleven UTF-16 units stand before the spans.
const ARTICLE: &str = "🚢 Night ferries return to the Orne 🌊

By Mara Lindqvist

👩‍👩‍👧‍👦 On Monday the towns of Ask and Embla signed the Harbour Accord 🙂, which the fishers’ union had asked for.

The treaty covers flood defence and café terraces ☕. The Orne Basin Authority 🇸🇪 pays for the quay.

Critics call it a floodgate for lawyers 😀.
";

fn spans<const N: usize>(all: [(&str, &str); N]) -> Vec<Listed> {
    all.map(|(quote, label)| (quote.to_owned(), label.to_owned())).to_vec()
}

#[test]
fn an_article_is_pasted_tagged_kept_and_exported() {
    let profile = Profile::new();
    let page = Page::open(&profile);
    page.add_article(ARTICLE);

    // By mouse, the label chosen at the selection. Whole words are taken, without punctuation around them.
    page.drag("rbour Acc", None);
    page.browser.by_role("toolbar", "Tag the selection as");
    page.type_keys("2");
    page.shows(&spans([("Harbour Accord", "Agreement")]));
    // One within another, by double-click.
    page.click_text("ccord", 2);
    page.type_keys("3");
    page.shows(&spans([("Harbour Accord", "Agreement"), ("Accord", "Focus area")]));
    // One that crosses another.
    page.drag("owns of Ask and Embla signed the Harb", None);
    page.type_keys("1");
    let crossing = "towns of Ask and Embla signed the Harbour";
    page.shows(&spans([(crossing, "Actor"), ("Harbour Accord", "Agreement"), ("Accord", "Focus area")]));

    // With a label kept ready.
    page.browser.press(&[], ESCAPE);
    page.type_keys("1");
    page.drag("rne Basin Autho", None);
    page.click_text("ritics", 2);
    page.type_keys("1");
    // Exact characters.
    page.drag("floodg", Some(ALT));
    page.type_keys("3");
    page.shows(&spans([
        (crossing, "Actor"),
        ("Harbour Accord", "Agreement"),
        ("Accord", "Focus area"),
        ("Orne Basin Authority", "Actor"),
        ("Critics", "Actor"),
        ("floodg", "Focus area"),
    ]));

    // By keyboard alone: into the text, past the ship, two words on.
    page.browser.press(&[], ESCAPE);
    focus_the_text(&page);
    page.browser.press(&[], HOME);
    page.browser.press(&[], RIGHT);
    page.browser.press(&[], RIGHT);
    page.browser.press(&[SHIFT, CONTROL], RIGHT);
    page.browser.press(&[SHIFT, CONTROL], RIGHT);
    page.type_keys("3");
    // By looking for it.
    page.find("flood defence");
    page.type_keys("3");
    page.browser.press(&[], ESCAPE);
    page.browser.press(&[], ESCAPE);
    page.shows(&spans([
        ("Night ferries", "Focus area"),
        (crossing, "Actor"),
        ("Harbour Accord", "Agreement"),
        ("Accord", "Focus area"),
        ("flood defence", "Focus area"),
        ("Orne Basin Authority", "Actor"),
        ("Critics", "Actor"),
        ("floodg", "Focus area"),
    ]));

    // Another label, by key and by hand; an attribute; a note.
    page.click_text("ritics", 1);
    page.type_keys("3");
    page.click_text("rne Basin", 1);
    page.click("radio", "Agreement");
    page.click("radio", "Actor");
    page.click("combobox", "Kind");
    page.type_keys("Inter");
    page.browser.press(&[], ENTER);
    page.click("textbox", "Note");
    page.type_keys("Who pays? ☎");
    page.browser.press(&[], ESCAPE);
    // Deleted, back, and deleted again.
    page.click_text("loodg", 1);
    page.browser.press(&[], DELETE);
    let seven = spans([
        ("Night ferries", "Focus area"),
        (crossing, "Actor"),
        ("Harbour Accord", "Agreement"),
        ("Accord", "Focus area"),
        ("flood defence", "Focus area"),
        ("Orne Basin Authority", "Actor"),
        ("Critics", "Focus area"),
    ]);
    let mut eight = seven.clone();
    eight.extend(spans([("floodg", "Focus area")]));
    page.shows(&seven);
    page.click("button", "Undo (Ctrl+Z)");
    page.shows(&eight);
    page.browser.press(&[CONTROL, SHIFT], "z");
    page.shows(&seven);
    page.is_saved();

    // Nothing is lost when the page is loaded again, not even what can be undone.
    page.reload();
    page.shows(&seven);
    page.browser.press(&[CONTROL], "z");
    page.shows(&eight);
    page.is_saved();
    page.close();

    let page = Page::open(&profile);
    page.open_article("🚢 Night ferries");
    page.shows(&eight);
    page.browser.press(&[CONTROL, SHIFT], "z");
    page.shows(&seven);
    page.browser.press(&[CONTROL], "z");
    page.shows(&eight);
    page.is_saved();

    let bytes = page.export(&profile);
    let file = parsed(&bytes);
    assert_eq!(complaints(&file), [""; 0]);
    assert_eq!(exported(&file), eight);
    let authority = file["annotation_sets"][0]["spans"].as_array().expect("a list").iter();
    let authority = authority.filter(|span| span["quote"] == "Orne Basin Authority").collect::<Vec<_>>();
    assert_eq!(authority.len(), 1);
    assert_eq!(authority[0]["note"], "Who pays? ☎");
    assert_eq!(authority[0]["attributes"], json!({ "kind": "International organisation" }));
    page.close();

    // Another browser has the same from the file.
    let other = Profile::new();
    let page = Page::open(&other);
    page.choose_file(&other.file("from-a-colleague.json", &bytes));
    assert!(page.report().contains("1 article added. 1 annotation set added."));
    page.article();
    page.shows(&eight);
    page.close();
}

/// Goes to the article's text by Tab alone.
fn focus_the_text(page: &Page) {
    wait("the text to have the focus", || {
        let active =
            page.browser.run("return document.activeElement === arguments[0]", &json!([Value::from(&page.article())]));
        if active == true {
            return Some(());
        }
        page.browser.press(&[], TAB);
        None
    });
}

/// What an independent validator says against the file.
fn complaints(file: &Value) -> Vec<String> {
    let schema = serde_json::from_str(SCHEMA).expect("the schema is JSON");
    let validator: Validator = jsonschema::validator_for(&schema).expect("the schema is one");
    validator.iter_errors(file).map(|error| error.to_string()).collect()
}

/// The spans of the file in reading order, each held against its text in code points.
fn exported(file: &Value) -> Vec<Listed> {
    let text: Vec<char> = file["documents"][0]["text"].as_str().expect("a text").chars().collect();
    assert_eq!(text.iter().collect::<String>(), ARTICLE);
    let names = |id: &Value| {
        let labels = file["label_set"]["labels"].as_array().expect("labels");
        let label = labels.iter().find(|label| label["id"] == *id).expect("a label of the label set");
        label["name"].as_str().expect("a name").to_owned()
    };
    let spans = file["annotation_sets"][0]["spans"].as_array().expect("spans");
    let at = |span: &Value, end: &str| usize::try_from(span[end].as_u64().expect("an offset")).expect("a small one");
    let spans = spans.iter().map(|span| {
        let quote: String = text[at(span, "start")..at(span, "end")].iter().collect();
        assert_eq!(span["quote"], quote.as_str());
        (quote, names(&span["label"]))
    });
    spans.collect()
}
