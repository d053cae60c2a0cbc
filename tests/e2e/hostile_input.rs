//! Text from strangers stays text, wherever it is shown.

use std::fs;

use serde_json::{Value, json};

use crate::page::{Page, parsed};
use crate::webdriver::{Profile, wait};

/// Does something if it is taken for HTML, for an address or for the end of an attribute.
const HOSTILE: &str = "<img src=x onerror=globalThis.owned=1>";

fn hostile(field: &str) -> String {
    format!("{field} {HOSTILE} javascript:globalThis.owned=1 '\"><script>globalThis.owned=1</script>{{{{7*7}}}}")
}

fn fields() -> Value {
    let text = format!("{}\n\nAsk {HOSTILE} signed.\n", hostile("title"));
    let start = text.chars().count() - "Ask".len() - HOSTILE.len() - " signed.\n".len() - 1;
    let quote = format!("Ask {HOSTILE}");
    let span = |id: &str| {
        json!({
            "id": hostile(id), "label": hostile("label-id"), "start": start, "end": start + quote.len(), "quote": quote,
            "attributes": { hostile("attribute-id"): hostile("value") }, "note": hostile("note"),
        })
    };
    json!({
        "project": { "id": hostile("project-id"), "name": hostile("project") },
        "guidelines": hostile("guidelines"),
        "label_set": {
            "labels": [{
                "id": hostile("label-id"), "name": hostile("label"), "key": "<", "definition": hostile("definition"),
                "examples": [hostile("example")],
                "attributes": [{
                    "id": hostile("attribute-id"), "name": hostile("attribute"), "type": "choice",
                    "options": [hostile("value"), hostile("option")],
                }],
            }],
            "relations": [{ "id": hostile("relation-id"), "name": hostile("relation") }],
        },
        "documents": [{
            "id": hostile("document-id"), "text": text, "added": hostile("added"),
            "metadata": {
                "title": hostile("title"), "author": hostile("author"), "published": hostile("published"),
                "language": hostile("language"), "url": "javascript:globalThis.owned=1", "source": hostile("source"),
            },
        }],
        "annotation_sets": [{
            "id": hostile("set"), "document": hostile("document-id"), "annotator": HOSTILE,
            "spans": [span("one"), span("two")],
            "relations": [{
                "id": hostile("r"), "type": hostile("relation-id"), "from": hostile("one"), "to": hostile("two"),
            }],
        }],
    })
}

#[test]
fn hostile_text_stays_text_in_every_place() {
    let profile = Profile::new();
    let page = Page::open(&profile);
    // The annotator's own name, by hand; the file's annotations stand under it.
    page.click("button", "Annotator: annotator");
    page.browser.by_role("combobox", "Name of the annotator");
    page.type_keys(HOSTILE);
    page.click("button", "Use this name");
    page.browser.by_role("button", &format!("Annotator: {HOSTILE}"));
    assert_text(&page, &[]);

    let name = format!("{HOSTILE}.json");
    let whole = fs::read(profile.postil_file("whole.json", &fields())).expect("a file just written can be read");
    page.drop_file(&profile.file(&name, &whole[..whole.len() / 2]));
    assert!(page.refusal().contains(&name));
    page.drop_file(&profile.file(&name, &whole));
    let said = page.report();
    assert!(said.contains(&name) && said.contains(&hostile("project")), "{said}");
    assert!(!said.contains("to look at"), "{said}");

    // The article with its details, then both again after a reload.
    for _ in 0..2 {
        page.article();
        page.browser.press(&[], "n");
        page.browser.by_role("textbox", "Note");
        assert_text(&page, &["title", "label", "attribute", "value", "note", "relation"]);
        assert_eq!(page.spans()[0].1, hostile("label"));
        page.reload();
    }
    let library = page.library();
    assert!(library[0].contains(&hostile("title")), "{library:?}");
    assert_text(&page, &["project", "title"]);
    page.browser.by_role("button", &format!("Annotator: {HOSTILE}"));
    let exported = parsed(&page.export(&profile));
    assert_text(&page, &["project"]);
    assert_eq!(exported["project"]["name"], hostile("project"));
    assert_eq!(exported["annotation_sets"][0]["spans"][1]["note"], hostile("note"));

    // In the trash and in the message about it.
    page.go("#/");
    page.click("button", &format!("Move “{}” to the trash", hostile("title")));
    page.click("DisclosureTriangle", "Trash 1");
    page.browser.by_role("button", &format!("Bring back “{}”", hostile("title")));
    assert_text(&page, &["title"]);
    page.close();
}

/// Nothing on the page was made of hostile text but text, and the text of these fields is shown as it is.
fn assert_text(page: &Page, shown: &[&str]) {
    let harm = page.browser.run(HARM, &json!([]));
    assert_eq!(harm, json!([]));
    for field in shown {
        wait(&format!("the text of “{field}”"), || {
            let said = page.browser.run(TEXT, &json!([]));
            said.as_str().is_some_and(|said| said.contains(&hostile(field))).then_some(())
        });
    }
}

/// What a hostile string may have left in the page, if anything.
const HARM: &str = "
    const found = [];
    if ('owned' in globalThis) found.push('a script ran');
    for (const it of document.querySelectorAll('img:not([src^=blob]), iframe, object, embed, base, script:not([src]), style')) found.push(it.outerHTML);
    const bookmarklet = it => it.className === 'bookmarklet' && it.textContent === 'Send to Postil';
    for (const it of [...document.querySelectorAll('[href], [src], [action], [formaction]')].filter(it => !bookmarklet(it)))
      for (const name of ['href', 'src', 'action', 'formaction']) {
        const address = it.getAttribute(name);
        if (address !== null && new URL(address, document.baseURI).origin !== location.origin) found.push(it.outerHTML);
      }
    for (const it of document.querySelectorAll('*'))
      for (const {name} of it.attributes) if (name.startsWith('on')) found.push(it.outerHTML);
    return found;";

/// All text of the page, with what stands in its fields.
const TEXT: &str = "
    const fields = [...document.querySelectorAll('input, textarea, select')].map(it => it.value);
    return [document.body.textContent, ...fields].join('\\n');";
