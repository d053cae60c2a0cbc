//! What is measured, and how. Every figure is taken inside the page by `probe.js`, of real clicks, keys and wheel turns.

use std::time::Instant;

use serde_json::{Value, json};

use crate::articles::{Article, NAME};
use crate::server;
use crate::table::{self, Figures, Row};
use crate::webdriver::{Browser, Profile, page_address, wait};

const PROBE: &str = include_str!("probe.js");
/// How often an article is opened.
const OPENINGS: usize = 5;
/// How often a span is added and deleted.
const EDITS: usize = 15;
/// Turns of the wheel, and how far each one scrolls, in CSS pixels.
const TURNS: usize = 120;
const TURN: usize = 400;
const DELETE: &str = "\u{e017}";
const ENTER: &str = "\u{e007}";
const CONTROL: &str = "\u{e009}";
/// How often a name stands in the article whose mentions are tagged together.
const MENTIONS: usize = 2_000;
/// How many articles a big library has.
const MANY: usize = 3_000;
const ALL_FOUND: &str =
    "return document.querySelector('.find-bar output').innerText.replace(/\\D/g, '').endsWith(arguments[0])";

/// Measures all articles and prints a table for each.
pub(crate) fn run() {
    let articles = [
        Article::new("3 KB", 3_000, 30),
        Article::new("50 KB", 50_000, 500),
        Article::new("1 MB", 1_000_000, 10_000),
        Article::new("3 MB", 3_000_000, 50_000),
    ];
    let styles = ["", "p { content-visibility: auto; contain-intrinsic-size: auto 15em }"];
    let pages = articles.iter().flat_map(|article| styles.map(|style| article.plain_page(style))).collect();
    let plain = server::serve(pages);
    table::explain(OPENINGS, EDITS);
    for (n, article) in articles.iter().enumerate() {
        let (title, own) = of_postil(article);
        let whole = of_plain(&format!("{plain}/{}", 2 * n));
        let lazy = of_plain(&format!("{plain}/{}", 2 * n + 1));
        table::print(&title, &own, &whole, &lazy);
    }
    tag_all();
    next_article();
}

/// Tags a name in the middle of a long article, sees all its mentions, and tags them.
fn tag_all() {
    let profile = Profile::new();
    let browser = browser(&profile);
    let article = Article::of_mentions(1_000_000, MENTIONS);
    let file = profile.postil_file("article.json", &article.file());
    browser.go(&page_address());
    browser.by_role("button", "Open a file…").type_in(&file.display().to_string());
    wait("the article", || {
        (browser.run("return !!document.querySelector('[data-block]')", &json!([])) == true).then_some(())
    });
    let (mut seen, mut tagged) = (Vec::new(), Vec::new());
    for _ in 0..OPENINGS {
        browser.press(&[], "/");
        browser.by_role("searchbox", "Find in the article (/)").type_in(NAME);
        wait("all matches", || (browser.run(ALL_FOUND, &json!([MENTIONS])) == true).then_some(()));
        browser.press(&[], ENTER);
        browser.press(&[], "1");
        browser.by_role("combobox", "Kind");
        browser.run("probe.watchUntil('keydown', () => document.querySelector('dialog[open] .row'))", &json!([]));
        browser.press(&[], "a");
        seen.push(shown_after(&browser));
        let marked = "document.querySelectorAll('mark').length";
        let more = format!("const before = {marked}; probe.watchUntil('click', () => {marked} > before)");
        browser.run(&more, &json!([]));
        browser.by_role("button", &format!("Tag {} places", table::thousands(MENTIONS - 1))).click();
        tagged.push(shown_after(&browser));
        for _ in 0..2 {
            browser.press(&[CONTROL], "z");
        }
        saved(&browser);
    }
    table::print_one(&format!("{MENTIONS} mentions in 1 MB, key to list shown"), &seen);
    table::print_one(&format!("{MENTIONS} mentions in 1 MB, click to marks shown"), &tagged);
}

/// Goes from one article of a big library to the next by key.
fn next_article() {
    let profile = Profile::new();
    let browser = browser(&profile);
    let articles: Vec<Value> = (0..MANY)
        .map(|n| {
            let article = Article::new("3 KB", 3_000, 0);
            json!({ "id": format!("a{n}"), "text": format!("Article {n}\n\n{}", article.paragraphs[1..].join("\n\n")) })
        })
        .collect();
    let file = profile.postil_file("articles.json", &json!({ "documents": articles, "annotation_sets": [] }));
    browser.go(&page_address());
    browser.by_role("button", "Open a file…").type_in(&file.display().to_string());
    browser.by_role("dialog", "What was added");
    browser.by_role("button", "Close").click();
    browser.go(&format!("{}#/article/a0", page_address()));
    wait("the article", || {
        (browser.run("return !!document.querySelector('[data-block]')", &json!([])) == true).then_some(())
    });
    let mut turned = Vec::new();
    for _ in 0..EDITS {
        let title = "document.querySelector('h1[data-block]')?.innerText";
        let other = format!(
            "const before = {title}; probe.watchUntil('keydown', () => {title} !== undefined && {title} !== before)"
        );
        browser.run(&other, &json!([]));
        browser.press(&[CONTROL], ENTER);
        turned.push(shown_after(&browser));
        saved(&browser);
    }
    table::print_one(&format!("{MANY} articles, key to next one shown"), &turned);
}

fn shown_after(browser: &Browser) -> f64 {
    shown(browser);
    number(browser, "probe.shown")
}

/// A browser whose pages are measured.
fn browser(profile: &Profile) -> Browser {
    let browser = Browser::open(profile, &[], &[]);
    browser.cdp("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": PROBE }));
    browser.cdp("Performance.enable", &json!({}));
    browser
}

fn of_postil(article: &Article) -> (String, Figures) {
    let profile = Profile::new();
    let browser = browser(&profile);
    let mut figures = Figures::default();
    let file = profile.postil_file("article.json", &article.file());
    let length = std::fs::metadata(&file).expect("a file just written is there").len();
    browser.go(&page_address());
    let begin = Instant::now();
    browser.by_role("button", "Open a file…").type_in(&file.display().to_string());
    shown(&browser);
    let imported = begin.elapsed();
    saved(&browser);
    let title = format!(
        "{}, {} spans (the file of {:.1} MB took {:.1} s to import)",
        article.name,
        article.spans.len(),
        length as f64 / 1e6,
        imported.as_secs_f64(),
    );

    open(&browser, &mut figures);
    memory(&browser, &mut figures);
    for _ in 0..OPENINGS {
        browser.by_role("button", "Undo (Ctrl+Z)");
        browser.go(&format!("{}#/", page_address()));
        let link = wait("the article in the library", || {
            let links = browser.all_by_role("link").into_iter();
            links.filter(|(name, _)| name.starts_with("An article")).map(|(_, link)| link).next()
        });
        browser.run("probe.watchClick()", &json!([]));
        link.click();
        shown(&browser);
        figures.add(Row::OpenedInside, number(&browser, "probe.shown - probe.clicked"));
    }
    edit(&browser, &mut figures);
    scroll(&browser, &mut figures);

    for _ in 0..OPENINGS {
        browser.go(&format!("{}#/", page_address()));
        browser.by_role("button", "New project");
        let made = "[...document.querySelectorAll('button.primary')].some(it => it.type === 'submit' && !it.disabled)";
        let script = format!("probe.watchUntil('hashchange', () => {made}); location.hash = '#/export'");
        browser.run(&script, &json!([]));
        figures.add(Row::Export, shown_after(&browser));
    }
    browser.expect_download();
    browser.by_role("button", "Download").click();
    assert!(!browser.downloaded(&profile).is_empty(), "the files that were made are handed over");
    (title, figures)
}

fn of_plain(address: &str) -> Figures {
    let profile = Profile::new();
    let browser = browser(&profile);
    let mut figures = Figures::default();
    browser.go(address);
    open(&browser, &mut figures);
    memory(&browser, &mut figures);
    edit(&browser, &mut figures);
    scroll(&browser, &mut figures);
    figures
}

/// Loads the page again and again.
fn open(browser: &Browser, figures: &mut Figures) {
    for _ in 0..OPENINGS {
        browser.post("refresh", &json!({}));
        shown(browser);
        figures.add(Row::FirstText, number(browser, "probe.first"));
        figures.add(Row::Opened, number(browser, "probe.shown"));
    }
}

/// Adds spans in the middle of the article, by double-click and key, and deletes them by key.
fn edit(browser: &Browser, figures: &mut Figures) {
    browser.run("probe.scrollTo(0.5)", &json!([]));
    for n in 0..EDITS {
        let [x, y] = wait("words to be marked", || {
            let words: Vec<[f64; 2]> = serde_json::from_value(browser.run("return probe.words()", &json!([]))).ok()?;
            // Other words each time; there are fewer of them where there are many marks.
            words.get(n * 7 % words.len().max(1)).copied()
        });
        let click = [json!({ "type": "pointerDown", "button": 0 }), json!({ "type": "pointerUp", "button": 0 })];
        let mut steps = vec![json!({ "type": "pointerMove", "x": x as i64, "y": y as i64 })];
        steps.extend(click.iter().chain(&click).cloned());
        let mouse =
            json!({ "type": "pointer", "id": "mouse", "parameters": { "pointerType": "mouse" }, "actions": steps });
        browser.post("actions", &json!({ "actions": [mouse] }));
        for (key, painted, script) in [("1", Row::Add, Row::AddScript), (DELETE, Row::Delete, Row::DeleteScript)] {
            browser.run("probe.watchKey()", &json!([]));
            browser.press(&[], key);
            wait("a span to come or go", || {
                (browser.run("return probe.edit", &json!([])) != Value::Null).then_some(())
            });
            figures.add(painted, number(browser, "probe.edit.painted"));
            figures.add(script, number(browser, "probe.edit.script"));
            saved(browser);
        }
    }
}

/// Turns the wheel, from the start of the article on.
fn scroll(browser: &Browser, figures: &mut Figures) {
    if number(browser, "probe.room()") < (TURNS * TURN) as f64 / 4.0 {
        return;
    }
    browser.run("probe.scrollTo(0)", &json!([]));
    let turn = json!({ "type": "scroll", "x": 640, "y": 450, "deltaX": 0, "deltaY": TURN, "duration": 0 });
    let wheel = json!({ "type": "wheel", "id": "wheel", "actions": vec![turn; TURNS] });
    browser.run("probe.watchFrames()", &json!([]));
    browser.post("actions", &json!({ "actions": [wheel] }));
    let frames: Vec<f64> =
        serde_json::from_value(browser.run("return probe.stopFrames()", &json!([]))).expect("lengths");
    assert!(number(browser, "probe.position()") > TURN as f64, "the wheel scrolls");
    for frame in frames {
        figures.add(Row::Frame, frame);
    }
}

/// Weighs the page as it was just loaded: the driver keeps alive whatever element it was asked for.
fn memory(browser: &Browser, figures: &mut Figures) {
    browser.cdp("HeapProfiler.collectGarbage", &json!({}));
    let metrics = browser.cdp("Performance.getMetrics", &json!({}));
    let mut metrics = metrics["metrics"].as_array().expect("a list of metrics").iter();
    let heap = metrics.find(|metric| metric["name"] == "JSHeapUsedSize").and_then(|metric| metric["value"].as_f64());
    let heap = heap.expect("the heap is among the metrics");
    figures.add(Row::Memory, (heap + number(browser, "probe.wasmBytes()")) / 1e6);
    figures.add(Row::Nodes, number(browser, "probe.nodes()"));
}

/// Waits until the article is drawn.
fn shown(browser: &Browser) {
    wait("the article", || {
        let answer = browser.run("return globalThis.probe?.shown ?? null", &json!([]));
        (answer != Value::Null).then_some(())
    });
}

/// Waits until every edit is saved; a plain page saves nothing.
fn saved(browser: &Browser) {
    let script = "return document.querySelector('.saved-state')?.innerText ?? 'Saved in this browser'";
    wait("“Saved in this browser”", || (browser.run(script, &json!([])) == "Saved in this browser").then_some(()));
}

fn number(browser: &Browser, expression: &str) -> f64 {
    let value = browser.run(&format!("return {expression}"), &json!([]));
    value.as_f64().unwrap_or_else(|| panic!("{expression} is {value}"))
}
