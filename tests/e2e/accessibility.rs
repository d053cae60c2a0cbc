//! Every place of the program, light, dark and in forced colours, as axe-core and the browser's accessibility tree see it, and on a page that is
//! enlarged four times.

use std::fs;

use serde_json::json;

use crate::page::keys::{CONTROL, ESCAPE};
use crate::page::{Page, parsed};
use crate::webdriver::{Profile, setting, wait};

const ARTICLE: &str = "A pact for trade

On Monday South Korea and Japan signed the Seoul Chip Accord, which covers supply chains of chips and batteries.

وقعت كوريا الجنوبية الاتفاق";

/// How the page is looked at.
const LOOKS: [(&str, &str, &str); 3] =
    [("light", "light", "none"), ("dark", "dark", "none"), ("forced colours", "dark", "active")];
/// The success criteria of WCAG 2.2 A and AA, and what is good practice besides.
const AXE: &str = "return axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'],
        resultTypes: ['violations'],
    }).then(found => found.violations.map(it => it.id + ': ' + it.nodes.map(node => node.html.slice(0, 200)).join('\\n  ')))";
/// A window of 1280 pixels that is enlarged four times is so wide.
const NARROW: u32 = 320;

struct Examined {
    page: Page,
    axe: String,
    faults: Vec<String>,
}

impl Examined {
    /// Looks at what is on the screen in each way.
    fn look(&mut self, place: &str) {
        for (name, scheme, forced) in LOOKS {
            let features = json!([
                { "name": "prefers-color-scheme", "value": scheme },
                { "name": "forced-colors", "value": forced },
                { "name": "prefers-reduced-motion", "value": "reduce" },
            ]);
            self.page.browser.cdp("Emulation.setEmulatedMedia", &json!({ "features": features }));
            let has_axe = "return 'axe' in globalThis";
            if self.page.browser.run(has_axe, &json!([])) != true {
                self.page.browser.run(&format!("{}\nglobalThis.axe = axe;", self.axe), &json!([]));
            }
            let found: Vec<String> =
                serde_json::from_value(self.page.browser.run(AXE, &json!([]))).expect("a list of what is wrong");
            self.faults.extend(found.into_iter().map(|fault| format!("{place}, {name}: {fault}")));
        }
        let moving = "return document.getAnimations().filter(it => it.playState === 'running').length";
        if self.page.browser.run(moving, &json!([])) != 0 {
            self.faults.push(format!("{place}: something moves although less motion is wanted"));
        }
        self.narrow(place);
    }

    /// Looks whether all of a page that is enlarged four times is reached by scrolling in one direction (WCAG 1.4.10).
    fn narrow(&mut self, place: &str) {
        let size = json!({ "width": NARROW, "height": 256, "deviceScaleFactor": 1, "mobile": false });
        self.page.browser.cdp("Emulation.setDeviceMetricsOverride", &size);
        let too_wide = "return document.scrollingElement.scrollWidth - innerWidth";
        let over = self.page.browser.run(too_wide, &json!([])).as_f64().unwrap_or(f64::NAN);
        if over > 0.0 {
            self.faults.push(format!("{place}: {over} pixels wider than the enlarged page"));
        }
        self.page.browser.cdp("Emulation.clearDeviceMetricsOverride", &json!({}));
    }
}

#[test]
fn nothing_keeps_anybody_out() {
    let profile = Profile::new();
    let axe = fs::read_to_string(setting("POSTIL_AXE")).expect("axe-core is there");
    let mut examined = Examined { page: Page::open(&profile), axe, faults: Vec::new() };
    // axe-core makes functions of text, which the page itself may not.
    examined.page.browser.cdp("Page.setBypassCSP", &json!({ "enabled": true }));
    examined.page.reload();
    examined.page.browser.by_role("button", "New project");
    examined.look("the empty library");

    examined.page.add_article(ARTICLE);
    for (words, key) in [("South Korea", "1"), ("Seoul Chip Accord", "2"), ("Seoul", "1"), ("supply chains", "3")] {
        examined.page.find(words);
        examined.page.type_keys(key);
        examined.page.browser.press(&[], ESCAPE);
        examined.page.browser.press(&[], ESCAPE);
    }
    examined.page.shows(&spans());
    examined.look("an article");
    examined.page.type_keys("n");
    examined.look("a picked span");
    let described = descriptions_of_marks(&examined.page);
    // The accord is drawn in two parts, around and after the mark within it.
    let labels = ["Actor", "Actor", "Agreement", "Agreement", "Focus area"];
    assert!(
        described.len() == labels.len() && described.iter().zip(labels).all(|(said, label)| said.starts_with(label)),
        "{described:?}"
    );
    examined.page.type_keys("r");
    examined.page.browser.by_role("group", "One more step");
    examined.look("a relation that is being made");
    examined.page.browser.press(&[], ESCAPE);
    for (place, keys) in [("tag all", "a"), ("all keys", "?"), ("looking for words", "/")] {
        examined.page.type_keys(keys);
        examined.look(place);
        examined.page.browser.press(&[], ESCAPE);
    }
    examined.page.type_keys("l");
    examined.page.browser.by_role("button", "Words of sentence 1");
    examined.look("the list of sentences");
    examined.page.type_keys("l");
    examined.page.article();
    examined.page.browser.press(&[CONTROL], "k");
    examined.look("commands by name");
    examined.page.browser.press(&[], ESCAPE);
    let file = examined.page.export(&profile);
    examined.look("export");

    let mut theirs = parsed(&file);
    theirs["annotation_sets"][0]["annotator"] = json!("somebody else");
    theirs["annotation_sets"][0]["id"] = json!("theirs");
    theirs["annotation_sets"][0]["spans"][0]["label"] = json!("agreement");
    examined.page.library();
    examined.page.drop_file(&profile.postil_file("theirs.json", &theirs));
    examined.page.browser.by_role("dialog", "What was added");
    examined.look("what was added");
    examined.page.click("button", "Close");
    examined.page.library();
    examined.page.click("checkbox", "Choose “A pact for trade”");
    examined.look("the library");
    for (place, heading) in [("#/labels", "Labels"), ("#/register", "Register"), ("#/review", "Review")] {
        examined.page.go(place);
        wait("the place", || {
            let headings = examined.page.browser.all_by_role("link");
            headings.iter().any(|(name, _)| name == heading).then_some(())
        });
        examined.look(place);
    }
    let faults = std::mem::take(&mut examined.faults);
    examined.page.browser.run("document.querySelector('main').append(new Image())", &json!([]));
    examined.look("a place with a picture that says nothing");
    assert!(examined.faults.iter().any(|fault| fault.contains("image-alt")), "what is wrong is found");
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

fn spans() -> Vec<(String, String)> {
    [("South Korea", "Actor"), ("Seoul Chip Accord", "Agreement"), ("Seoul", "Actor"), ("supply chains", "Focus area")]
        .map(|(text, label)| (text.to_owned(), label.to_owned()))
        .to_vec()
}

/// What the accessibility tree says of the marks, sorted.
fn descriptions_of_marks(page: &Page) -> Vec<String> {
    let tree = page.browser.cdp("Accessibility.getFullAXTree", &json!({}));
    let nodes = tree["nodes"].as_array().expect("a tree of nodes").iter();
    let marks = nodes.filter(|node| node["role"]["value"] == "mark");
    let mut said: Vec<String> =
        marks.map(|node| node["description"]["value"].as_str().unwrap_or_default().to_owned()).collect();
    said.sort();
    said
}
