//! Annotators' files are dropped and compared, their conflicts settled by keyboard, the gold and a report taken away; what is decided stays when
//! another file comes.

use serde_json::{Value, json};

use crate::page::{Page, keys, parsed};
use crate::webdriver::{Browser, Profile, wait};

const TEXT: &str = "🙂 The Union signed the Oslo Accord on fish quotas. Norway’s parliament agreed.";

/// A span over the first place where the words stand.
fn span(id: &str, label: &str, words: &str) -> Value {
    let byte = TEXT.find(words).expect("the text has the words");
    let start = TEXT[..byte].chars().count();
    json!({ "id": id, "label": label, "start": start, "end": start + words.chars().count(), "quote": words })
}

fn with_kind(mut span: Value, kind: &str) -> Value {
    span["attributes"] = json!({ "kind": kind });
    span
}

/// One annotator's file.
fn work(profile: &Profile, annotator: &str, spans: &[Value], relations: &[Value]) -> std::path::PathBuf {
    let fields = json!({
        "project": { "id": "fish", "name": "Fish" },
        "documents": [{ "id": "d", "text": TEXT }],
        "annotation_sets": [{ "id": annotator, "document": "d", "annotator": annotator, "spans": spans, "relations": relations }],
    });
    profile.postil_file(&format!("{annotator}.json"), &fields)
}

fn relation(from: &str, to: &str) -> Value {
    json!({ "id": "r", "type": "party-to", "from": from, "to": to })
}

/// Drops a file on the place where annotators are compared.
fn bring(page: &Page, file: &std::path::Path) {
    page.drop_file(file);
    page.report();
}

/// How much is settled, as the bar says it.
fn settled(page: &Page) -> String {
    let script = "return document.querySelector('.settled-count')?.innerText ?? ''";
    page.browser.run(script, &json!([])).as_str().unwrap_or_default().to_owned()
}

#[track_caller]
fn wait_settled(page: &Page, expected: &str) {
    wait(expected, || (settled(page) == expected).then_some(()));
}

/// The conflict that is shown: its kind.
fn kind(page: &Page) -> String {
    let script = "return document.querySelector('#conflict-heading')?.innerText ?? ''";
    page.browser.run(script, &json!([])).as_str().unwrap_or_default().to_owned()
}

#[test]
fn three_annotators_are_compared_and_their_gold_is_settled_by_keyboard() {
    let profile = Profile::new();
    let page = Page::open(&profile);
    page.go("#/review");
    // Every kind of difference: border, label, only one, attribute, relation.
    let ann = [
        with_kind(span("1", "actor", "Union"), "State"),
        span("2", "agreement", "Oslo Accord"),
        span("3", "focus-area", "fish quotas"),
        span("4", "actor", "parliament"),
    ];
    let ben = [
        with_kind(span("1", "actor", "Union"), "Company"),
        span("2", "agreement", "the Oslo Accord"),
        span("3", "agreement", "fish quotas"),
    ];
    let cem = [
        with_kind(span("1", "actor", "Union"), "Other"),
        span("2", "agreement", "Oslo Accord"),
        span("5", "actor", "Norway"),
    ];
    let shown = |words: &str| {
        let script = "return document.querySelector('.review-body')?.innerText.includes(arguments[0])";
        page.browser.run(script, &json!([words])) == true
    };
    bring(&page, &work(&profile, "ann", &ann, &[relation("1", "2")]));
    bring(&page, &work(&profile, "ben", &ben, &[]));
    wait("two who are compared", || shown("2 annotators, 1 pair compared").then_some(()));
    bring(&page, &work(&profile, "cem", &cem, &[]));
    wait("three who are compared", || shown("3 annotators, 3 pairs compared").then_some(()));
    // Each figure opens the spans behind it.
    page.click("button", "2 other borders");
    page.dialog_saying("The spans behind it", "the Oslo Accord");
    page.browser.press(&[], keys::ESCAPE);

    page.click("link", TEXT);

    wait_settled(&page, "0 of 3 settled");
    page.type_keys("m");
    wait_settled(&page, "0 of 5 settled");
    assert_eq!(kind(&page), "Another attribute");
    page.type_keys("2");
    wait_settled(&page, "1 of 5 settled");
    assert_eq!(kind(&page), "A relation");
    page.type_keys("1");
    wait_settled(&page, "2 of 5 settled");
    assert_eq!(kind(&page), "Another label");
    // A reason goes with the decision; Escape leaves its field.
    page.type_keys("rl");
    page.browser.press(&[], keys::ESCAPE);
    page.type_keys("1");
    wait_settled(&page, "3 of 5 settled");
    assert_eq!(kind(&page), "Only some have it");
    page.type_keys("d");
    // What is put off comes last; the next one is drawn anew, a word longer.
    wait("the next conflict", || {
        page.browser
            .run("return document.querySelector('.proposal .quote')?.innerText", &json!([]))
            .as_str()
            .filter(|quote| *quote == "parliament")
            .map(drop)
    });
    page.type_keys("e");
    wait("the form", || {
        page.browser
            .run("return document.activeElement?.tagName === 'SELECT'", &json!([]))
            .as_bool()
            .filter(|there| *there)
    });
    for key in [keys::TAB, keys::ENTER, keys::TAB, keys::TAB, keys::TAB, keys::TAB, keys::ENTER] {
        page.browser.press(&[], key);
    }
    wait_settled(&page, "4 of 5 settled");
    page.type_keys("x");
    wait_settled(&page, "5 of 5 settled");
    page.browser.press(&[keys::CONTROL], "z");
    wait_settled(&page, "4 of 5 settled");
    page.browser.press(&[keys::CONTROL, keys::SHIFT], "z");
    wait_settled(&page, "5 of 5 settled");
    wait("everything is saved", || {
        page.browser
            .run("return document.body.innerText.includes('Saved in this browser')", &json!([]))
            .as_bool()
            .filter(|saved| *saved)
    });

    // Another file keeps what is decided, though two of four have Norway now.
    page.go("#/review");
    let dan = [
        with_kind(span("1", "actor", "Union"), "State"),
        span("2", "agreement", "Oslo Accord"),
        span("5", "actor", "Norway"),
    ];
    bring(&page, &work(&profile, "dan", &dan, &[]));
    wait("four who are compared", || shown("4 annotators, 6 pairs compared").then_some(()));
    page.click("link", TEXT);
    wait_settled(&page, "5 of 5 settled");
    page.reload();
    wait_settled(&page, "5 of 5 settled");

    let file = parsed(&page.export(&profile));
    let sets = file["annotation_sets"].as_array().expect("there are sets");
    assert_eq!(sets.len(), 5, "the four annotators' own sets are as they were");
    let gold = sets.iter().find(|set| set["annotator"] == "gold").expect("the gold is a set of its own");
    let spans: Vec<(&str, &str)> = gold["spans"]
        .as_array()
        .expect("it has spans")
        .iter()
        .map(|span| (span["quote"].as_str().unwrap_or_default(), span["label"].as_str().unwrap_or_default()))
        .collect();
    let expected = [
        ("Union", "actor"),
        ("Oslo Accord", "agreement"),
        ("fish quotas", "agreement"),
        ("Norway’s parliament", "actor"),
    ];
    assert_eq!(spans, expected);
    assert_eq!(
        (&gold["spans"][0]["attributes"]["kind"], &gold["relations"][0]["type"]),
        (&json!("Company"), &json!("party-to"))
    );
    let provenance = &gold["spans"][2]["provenance"];
    assert_eq!(
        (&provenance["from"], &provenance["by"], &provenance["reason"]),
        (&json!(["ben"]), &json!("annotator"), &json!("label"))
    );
    assert_eq!(provenance["rejected"][0]["annotators"], json!(["ann"]));
    let ben = sets.iter().find(|set| set["annotator"] == "ben").expect("ben's set is there");
    assert_eq!(ben["spans"].as_array().map(Vec::len), Some(3));

    page.go("#/review");
    wait("the button", || {
        page.browser.all_by_role("button").iter().any(|(name, _)| name == "Save a report").then_some(())
    });
    page.browser.expect_download();
    page.click("button", "Save a report");
    let report = page.browser.downloaded(&profile);
    page.close();
    let path = profile.file("report.html", report);
    let second = Profile::new();
    let reader = Browser::open(&second, &[], &["browser"]);
    reader.go(&format!("file://{}", path.display()));
    assert_eq!(
        reader.run("return document.querySelectorAll('h2').length >= 7 && document.scripts.length === 0", &json!([])),
        true
    );
    let words = reader.run("return document.body.innerText", &json!([]));
    let words = words.as_str().expect("it has words");
    assert!(
        words.contains("What the gold changed")
            && words.contains("Norway’s parliament")
            && words.contains("4 annotators"),
        "{words}"
    );
}
