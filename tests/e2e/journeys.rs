//! The same work by mouse, by keyboard and by finger: every kind of span, attributes, relations; the three files are equal.

use serde_json::{Value, json};

use crate::page::keys::{ALT, CONTROL, ENTER, ESCAPE, LEFT, TAB};
use crate::page::{Page, parsed};
use crate::webdriver::{Element, Profile, wait};

const ARTICLE: &str = "A pact for trade

😀 On Monday South Korea and Japan signed the Seoul Chip Accord, which covers supply chains of chips and batteries.
";

/// What is in the file, without names and times.
fn work(file: &Value) -> Value {
    let text: Vec<char> = file["documents"][0]["text"].as_str().expect("a text").chars().collect();
    let quote = |part: &Value| -> String {
        let at = |end: &str| part[end].as_u64().expect("an offset") as usize;
        text[at("start")..at("end")].iter().collect()
    };
    let set = &file["annotation_sets"][0];
    let spans = set["spans"].as_array().expect("spans");
    let marked = |span: &Value| -> Vec<String> {
        match span["fragments"].as_array().filter(|parts| !parts.is_empty()) {
            Some(parts) => parts.iter().map(quote).collect(),
            None => vec![quote(span)],
        }
    };
    let of = |id: &Value| spans.iter().find(|span| span["id"] == *id).map(marked);
    let told: Vec<Value> = spans
        .iter()
        .map(|span| json!([marked(span), span["label"], span.get("attributes").cloned().unwrap_or_default()]))
        .collect();
    let mut relations: Vec<String> = set["relations"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|link| format!("{:?} {} {:?}", of(&link["from"]), link["type"], of(&link["to"])))
        .collect();
    relations.sort();
    json!({ "spans": told, "relations": relations })
}

/// What all three journeys lead to.
fn expected() -> Value {
    json!({
        "spans": [
            [["South Korea"], "actor", { "kind": "State" }],
            [["Japan"], "actor", { "kind": "State" }],
            [["Seoul Chip Accord"], "agreement", { "status": "Signed" }],
            [["Seoul"], "actor", { "kind": "Other" }],
            [["Chip"], "focus-area", Value::Null],
            [["supply chains", "chips"], "focus-area", Value::Null],
        ],
        "relations": [
            r#"Some(["Seoul Chip Accord"]) "covers" Some(["supply chains", "chips"])"#,
            r#"Some(["South Korea"]) "party-to" Some(["Seoul Chip Accord"])"#,
        ],
    })
}

/// Waits until something is waited for, or until nothing is any more.
#[track_caller]
fn awaits(page: &Page, something: bool) {
    wait("the strip over the article", || {
        let groups = page.browser.all_by_role("group");
        (groups.iter().any(|(name, _)| name == "One more step") == something).then_some(())
    });
}

/// Ends the journey: what is exported is what was to be done.
#[track_caller]
fn arrives(page: Page, profile: &Profile) {
    page.is_saved();
    let file = parsed(&page.export(profile));
    assert_eq!(work(&file), expected());
    page.close();
}

/// Chooses the option whose name begins like this in the list that has the focus.
fn say(page: &Page, value: &str) {
    page.type_keys(value);
    page.browser.press(&[], ENTER);
}

#[test]
fn by_mouse() {
    let profile = Profile::new();
    let page = Page::open(&profile);
    page.add_article(ARTICLE);
    let tag = |stretch: &str, label: &str, attribute: Option<(&str, &str)>| {
        page.drag(stretch, None);
        page.browser.by_role("toolbar", "Tag the selection as");
        offered(&page, label).click();
        if let Some((name, value)) = attribute {
            page.click("combobox", name);
            say(&page, value);
        }
    };
    tag("South Korea", "Actor", Some(("Kind", "State")));
    tag("Japan", "Actor", Some(("Kind", "State")));
    tag("Seoul Chip Accord", "Agreement", Some(("Status", "Signed")));
    tag("Seoul Ch", "Actor", None);
    page.click("button", "End one word earlier");
    page.click("combobox", "Kind");
    say(&page, "Other");
    tag("Chip A", "Focus area", None);
    page.click("button", "End one word earlier");
    tag("supply chains", "Focus area", None);
    page.click("button", "Add text");
    awaits(&page, true);
    page.click_text("chips and", 2);
    page.click("button", "Cancel");
    page.click_text("outh Korea", 1);
    page.click("button", "Relate");
    page.click_text("ccord, which", 1);
    awaits(&page, false);
    page.click_text("ccord, which", 1);
    page.click("button", "Relate");
    page.click_text("upply chains", 1);
    awaits(&page, false);
    arrives(page, &profile);
}

/// The label at the selected text; the palette at the side has it too, with a count.
#[track_caller]
fn offered<'a>(page: &'a Page, label: &str) -> Element<'a> {
    wait("the label at the selection", || {
        let buttons = page.browser.all_by_role("button").into_iter();
        buttons.rev().find(|(name, _)| name.ends_with(label)).map(|(_, button)| button)
    })
}

#[test]
fn by_keyboard() {
    let profile = Profile::new();
    let page = Page::open(&profile);
    page.add_article(ARTICLE);
    let press = |held: &[&str], key: &str| page.browser.press(held, key);
    let let_go = || (0..3).for_each(|_| press(&[], ESCAPE));
    let tag = |words: &str, key: &str, attribute: Option<(&str, &str)>| {
        page.find(words);
        page.type_keys(key);
        wait("the details", || {
            page.browser.all_by_role("textbox").iter().any(|(name, _)| name == "Note").then_some(())
        });
        if let Some((name, value)) = attribute {
            wait("the field to have the focus", || {
                let focused = "return document.activeElement.closest('label')?.firstChild.innerText ?? ''";
                if page.browser.run(focused, &json!([])) == name {
                    return Some(());
                }
                press(&[], TAB);
                None
            });
            say(&page, value);
        }
        let_go();
    };
    tag("South Korea", "1", Some(("Kind", "State")));
    tag("Japan", "1", Some(("Kind", "State")));
    tag("Seoul Chip Accord", "2", Some(("Status", "Signed")));
    tag("Seoul", "1", Some(("Kind", "Other")));
    page.find("Chip Accord");
    page.type_keys("3");
    press(&[ALT], LEFT);
    let_go();
    page.find("supply chains");
    page.type_keys("3");
    page.type_keys("f");
    awaits(&page, true);
    page.find("chips");
    press(&[], ENTER);
    let_go();
    let_go();
    // From the first span the third one is two steps away, from there the last one three.
    page.type_keys("n");
    for steps in [2, 3] {
        // By its key, and by its name.
        if steps == 2 {
            page.type_keys("r");
        } else {
            press(&[CONTROL], "k");
            page.browser.by_role("combobox", "Type what you want to do");
            page.type_keys("rel");
            press(&[], ENTER);
        }
        awaits(&page, true);
        (0..steps).for_each(|_| page.type_keys("n"));
        press(&[], ENTER);
        awaits(&page, false);
        // Back from the first to the third.
        (0..2).for_each(|_| page.type_keys("n"));
    }
    arrives(page, &profile);
}

/// Taps a place of the window.
fn tap(page: &Page, [x, y]: [f64; 2]) {
    let point = json!({ "type": "touchStart", "touchPoints": [{ "x": x, "y": y }] });
    page.browser.cdp("Input.dispatchTouchEvent", &point);
    page.browser.cdp("Input.dispatchTouchEvent", &json!({ "type": "touchEnd", "touchPoints": [] }));
}

#[test]
fn by_finger() {
    let profile = Profile::new();
    let page = Page::open(&profile);
    page.add_article(ARTICLE);
    page.browser.cdp(
        "Emulation.setDeviceMetricsOverride",
        &json!({ "width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": true }),
    );
    page.browser.cdp("Emulation.setTouchEmulationEnabled", &json!({ "enabled": true }));
    let scrolled = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' });
        const place = arguments[0].getBoundingClientRect();
        return [place.left + place.width / 2, place.top + place.height / 2]";
    let tap_element = |element: &Element<'_>| {
        let place = page.browser.run(scrolled, &json!([Value::from(element)]));
        tap(&page, serde_json::from_value(place).expect("a place"));
    };
    let tap_button = |name: &str| tap_element(&page.browser.by_role("button", name));
    let tap_word = |words: &str| {
        let top = "arguments[0].scrollIntoView({ block: 'start', behavior: 'instant' })";
        page.browser.run(top, &json!([Value::from(&page.article())]));
        tap(&page, page.place_of(words)[0]);
    };
    // The first word, the last word, the label at the thumb.
    let tag = |first: &str, last: Option<&str>, label: &str| {
        tap_word(first);
        page.browser.by_role("toolbar", "Tag the selection as");
        if let Some(last) = last {
            tap_word(last);
        }
        tap_element(&offered(&page, label));
        wait("the details", || {
            page.browser.all_by_role("textbox").iter().any(|(name, _)| name == "Note").then_some(())
        });
    };
    let say = |attribute: &str, value: &str| {
        let list = page.browser.by_role("combobox", attribute);
        // The list of options is the phone's own.
        list.type_in(value);
    };
    tag("outh Korea", Some("orea and"), "Actor");
    say("Kind", "State");
    tag("apan", None, "Actor");
    say("Kind", "State");
    tag("eoul", Some("ccord, which"), "Agreement");
    say("Status", "Signed");
    // Within a mark a tap picks; the selection begins beside it and is made shorter.
    tag("the Seoul", Some("eoul Chip"), "Actor");
    tap_button("Start one word later");
    say("Kind", "Other");
    tag("the Seoul", Some("hip Accord"), "Focus area");
    tap_button("Start one word later");
    tap_button("Start one word later");
    tag("upply", Some("hains of"), "Focus area");
    tap_button("Add text");
    awaits(&page, true);
    tap_word("chips and");
    tap_button("Add chips");
    tap_button("Cancel");
    awaits(&page, false);
    tap_word("outh Korea");
    tap_button("Relate");
    awaits(&page, true);
    tap_word("ccord, which");
    awaits(&page, false);
    tap_word("ccord, which");
    tap_button("Relate");
    awaits(&page, true);
    tap_word("upply");
    awaits(&page, false);
    page.browser.cdp("Emulation.clearDeviceMetricsOverride", &json!({}));
    arrives(page, &profile);
}
