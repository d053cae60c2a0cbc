//! Articles come in from whatever there is, and only the article: pages with their furniture, old encodings, many files at once, other tabs.

use std::fs::File;

use serde_json::{Value, json};

use crate::page::{Page, keys};
use crate::webdriver::{Profile, page_address, wait};

const PREVIEW: &str = "Is this the article?";

/// An article as it is copied from a page, with what stands around it.
const COPIED: &str = "Harbour Gazette\n\nSubscribe\n\nPorts of Ask and Embla agree on cranes\n\nby Mara Lindqvist\n\nMarch 3, 2026\n\n\
    The towns of Ask and Embla signed the harbour accord on Monday, after talks that had gone on for more than three years.\n\n\
    Both ports will share their cranes from May on, said Mara Holm, who led the talks for the Union of Ports in the north.\n\n\
    The Union of Ports pays for the first two years; after that the towns share the costs of the cranes by their tonnage.\n\n\
    Sign up for our newsletter and never miss a story. By subscribing, you agree to our Privacy Policy.\n\n\
    Mara Lindqvist is a reporter for the Harbour Gazette. She covers ports.\n\nView all posts\n";

/// A saved page in which everything tries to get out.
fn hostile_page() -> String {
    let paragraphs = [
        "The towns of Ask and Embla signed the harbour accord on Monday, after talks that had gone on for three years.",
        "Both ports will share their cranes from May on, said Mara Holm, who led the talks for the Union of Ports.",
        "The Union of Ports pays for the first two years; after that the towns share the costs by their tonnage.",
    ];
    let body: String = paragraphs.iter().map(|words| format!("<p onclick=\"top.hit=1\">{words}</p>")).collect();
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><base href=\"https://evil.example/\">\
         <meta http-equiv=\"refresh\" content=\"0;url=https://evil.example/refresh\">\
         <link rel=\"stylesheet\" href=\"https://evil.example/a.css\"><title>Ports agree</title>\
         <meta property=\"article:published_time\" content=\"2026-03-03T08:00:00Z\"><meta name=\"author\" content=\"Mara Lindqvist\">\
         <script>top.hit = 1; fetch('https://evil.example/script')</script></head>\
         <body onload=\"top.hit=1\"><nav><ul><li><a href=\"javascript:top.hit=1\">Home</a></li><li>Shop</li></ul></nav>\
         <article><h1>Ports agree</h1>{body}<img src=\"https://evil.example/x.png\" onerror=\"top.hit=1\">\
         <svg><script>top.hit=1</script></svg><math><mtext><table><mglyph><style><!--</style>\
         <img title=\"--&gt;&lt;img src=1 onerror=top.hit=1&gt;\"></math><iframe src=\"https://evil.example/frame\"></iframe>\
         <p>&lt;script&gt;top.hit=1&lt;/script&gt; is what the mayor wrote on the wall of the town hall, to everybody’s surprise.</p>\
         </article><footer>Imprint and contact</footer></body></html>"
    )
}

/// The text of the open article, block by block.
fn blocks(page: &Page) -> Vec<String> {
    page.article();
    let all = "return [...document.querySelectorAll('[data-block]')].map(it => it.textContent)";
    let all = page.browser.run(all, &json!([]));
    all.as_array().expect("a list").iter().map(|block| block.as_str().expect("text").trim().to_owned()).collect()
}

#[test]
fn of_a_copied_page_only_the_article_is_kept_and_what_was_left_out_can_be_taken_back() {
    let profile = Profile::new();
    let page = Page::open(&profile);
    page.add_pasted(COPIED);
    let said = page.dialog_saying(PREVIEW, "left out");
    assert!(said.contains("6 pieces kept, 5 left out"), "{said}");
    // By keyboard alone: down to the second piece, which is a button of the page, and back.
    page.browser.by_role("checkbox", "Keep “Harbour Gazette”").click();
    page.browser.press(&[], keys::DOWN);
    page.browser.press(&[], " ");
    page.dialog_saying(PREVIEW, "8 pieces kept, 3 left out");
    page.browser.press(&[], " ");
    page.browser.by_role("checkbox", "Keep “Harbour Gazette”").click();
    page.dialog_saying(PREVIEW, "6 pieces kept, 5 left out");
    page.click("button", "Add the article");
    let kept = blocks(&page);
    assert_eq!(kept.len(), 6, "{kept:?}");
    assert_eq!((kept[0].as_str(), kept[1].as_str()), ("Ports of Ask and Embla agree on cranes", "by Mara Lindqvist"));
    assert!(kept[5].ends_with("tonnage."), "{kept:?}");

    // Work on it moves along when it is made anew; what goes with its paragraph is listed, not lost.
    page.click_text("sk and Embla signed", 2);
    page.type_keys("1");
    page.click_text("olm, who led", 2);
    page.type_keys("1");
    page.is_saved();
    page.click("button", "What belongs to the article");
    page.browser
        .by_role("checkbox", "Keep “Both ports will share their cranes from May on, said Mara Holm, who led the talk”")
        .click();
    page.browser.by_role("checkbox", "Keep “Harbour Gazette”").click();
    page.click("button", "Save");
    let said = page.report();
    assert!(said.contains("Holm"), "the span without a place is named: {said}");
    page.shows(&[("Ask".into(), "Actor".into())]);
    let anew = blocks(&page);
    assert_eq!((anew.len(), anew[0].as_str()), (6, "Harbour Gazette"), "{anew:?}");
    page.reload();
    assert_eq!(blocks(&page), anew);
    page.shows(&[("Ask".into(), "Actor".into())]);
    // Putting the title right needs no new text.
    page.click("button", "What belongs to the article");
    page.write("Title", "Cranes");
    page.click("button", "Save");
    wait("the new title", || page.browser.all_by_role("dialog").is_empty().then_some(()));
    page.shows(&[("Ask".into(), "Actor".into())]);
    page.go("#/");
    let library = page.library();
    assert!(library.iter().any(|article| article.contains("Cranes")), "{library:?}");
    page.close();
}

#[test]
fn a_saved_page_brings_its_article_and_nothing_that_runs() {
    let profile = Profile::new();
    let page = Page::open(&profile);
    page.drop_file(&profile.file("ports.html", hostile_page()));
    let said = page.dialog_saying(PREVIEW, "left out");
    assert!(said.contains("Imprint and contact") && said.contains("Shop"), "{said}");
    assert_eq!(page.written("Byline"), "Mara Lindqvist");
    assert_eq!(page.written("Published"), "2026-03-03T08:00:00Z");
    assert_eq!(page.written("Language"), "en");
    page.click("button", "Add the article");
    let kept = blocks(&page);
    assert_eq!((kept.len(), kept[0].as_str()), (5, "Ports agree"), "{kept:?}");
    assert!(kept[4].starts_with("<script>top.hit=1</script> is what"), "{kept:?}");
    assert_eq!(page.browser.run("return window.hit ?? null", &json!([])), Value::Null);
    page.close();
}

#[test]
fn the_encoding_of_a_text_can_be_put_right() {
    let words = "Räte über Öle für Bäche. Die Städte Bö und Ämä einigten sich über Kräne und Zölle, sagte der Bürgermeister von Bö.";
    let bytes: Vec<u8> = words.chars().map(|character| character as u8).collect();
    let profile = Profile::new();
    let page = Page::open(&profile);
    page.drop_file(&profile.file("rat.txt", bytes));
    page.dialog_saying(PREVIEW, "it was read as what it looks like");
    page.choose("KOI8-R");
    page.dialog_saying(PREVIEW, "RДte");
    page.choose("windows-1252");
    page.dialog_saying(PREVIEW, "Räte über Öle");
    page.click("button", "Add the article");
    assert_eq!(blocks(&page), [words]);
    page.close();
}

#[test]
fn many_files_come_together_and_a_broken_one_stops_none() {
    let profile = Profile::new();
    let page = Page::open(&profile);
    let mut paths = Vec::new();
    for n in 0..300 {
        let words =
            format!("Article {n}\n\nThe town of Ask signed accord number {n} on a Monday, after talks of {n} years.\n");
        paths.push(profile.file(&format!("{n:03}.txt"), words));
    }
    paths.push(profile.file("broken.pdf", "%PDF-1.7\n1 0 obj <</Type /Catalog"));
    paths.push(
        profile
            .file("deep.html", format!("<!DOCTYPE html>{}words{}", "<div>".repeat(100_000), "</div>".repeat(100_000))),
    );
    paths.push(profile.file("page.html", hostile_page()));
    page.drop_files(&paths);
    let said = page.report();
    assert!(said.contains("301 articles added."), "{said}");
    assert!(said.contains("broken.pdf") && said.contains("deep.html"), "{said}");
    assert!(said.contains("2 files could not be added."), "{said}");
    // The same again changes nothing.
    page.drop_files(&paths[..300]);
    let said = page.report();
    assert!(said.contains("Nothing in the file is new.") && said.contains("300 articles were here already"), "{said}");
    page.close();
}

#[test]
fn a_file_of_a_gigabyte_is_refused_unread() {
    let profile = Profile::new();
    let page = Page::open(&profile);
    let path = profile.file("endless.txt", "");
    File::options().write(true).open(&path).and_then(|file| file.set_len(1 << 30)).expect("a file may have holes");
    page.drop_file(&path);
    let said = page.refusal();
    assert!(said.contains("endless.txt is too long"), "{said}");
    assert!(page.library().is_empty());
    page.close();
}

#[test]
fn a_page_is_handed_over_by_the_bookmarklet_and_seen_before_it_is_kept() {
    let profile = Profile::new();
    let page = Page::open(&profile);
    page.click("DisclosureTriangle", "From a web page…");
    let bookmarklet = page.browser.by_role("link", "Send to Postil");
    let script = page
        .browser
        .run("return decodeURIComponent(arguments[0].getAttribute('href'))", &json!([Value::from(&bookmarklet)]));
    let script = script.as_str().and_then(|script| script.strip_prefix("javascript:")).expect("a script").to_owned();
    // The same host by its other name is another site.
    let site = page_address().replace("127.0.0.1", "localhost");
    page.browser.go(&format!("{site}icon.svg"));
    let reading = "document.documentElement.outerHTML";
    let script = script.replace(reading, &Value::from(hostile_page()).to_string());
    let tabs = page.tabs();
    page.browser.run(&script, &json!([]));
    let tab = wait("the tab of the program", || page.tabs().into_iter().find(|tab| !tabs.contains(tab)));
    page.turn_to(&tab);
    page.dialog_saying(PREVIEW, "left out");
    assert_eq!(page.written("Source"), format!("{site}icon.svg"));
    page.click("button", "Cancel");
    wait("the library without it", || page.library().is_empty().then_some(()));
    // What says that it is from elsewhere is not taken.
    page.turn_to(&tabs[0]);
    page.browser.run(&script.replace("location.href", "'https://other.example/'"), &json!([]));
    page.turn_to(&tab);
    page.dialog_free_for_a_moment();
    page.turn_to(&tabs[0]);
    page.browser.run(&script, &json!([]));
    page.turn_to(&tab);
    page.dialog_saying(PREVIEW, "left out");
    page.click("button", "Add the article");
    assert_eq!(blocks(&page)[0], "Ports agree");
}

#[test]
fn a_site_that_refuses_is_told_of_with_the_ways_that_work() {
    let profile = Profile::new();
    let page = Page::open(&profile);
    page.click("DisclosureTriangle", "From a web page…");
    for (address, said) in
        [("not an address", "is no address"), ("https://127.0.0.1:1/article", "Two ways always work")]
    {
        page.write("Address of the page", address);
        page.click("button", "Get the page");
        let told = page.refusal();
        assert!(told.contains(said), "{told}");
    }
    // A page of the program's own host can be had.
    page.write("Address of the page", &format!("{}index.html", page_address()));
    page.click("button", "Get the page");
    page.dialog_saying(PREVIEW, "Loading Postil");
    page.click("button", "Cancel");
    assert!(page.library().is_empty());
}

#[test]
fn a_pasted_piece_of_a_page_keeps_its_paragraphs() {
    let profile = Profile::new();
    let page = Page::open(&profile);
    page.browser.by_role("textbox", "Text of the article").click();
    let html = "<h1>Ports agree</h1><p>The towns of Ask and Embla signed\n the accord.</p><ul><li>Ask pays</li><li>Embla lends</li></ul>";
    let text = "Ports agree\n\nThe towns of Ask and Embla signed the accord.\n\nAsk pays\nEmbla lends";
    page.paste_page(html, text);
    wait("the pasted text", || {
        let value = page.browser.run("return document.querySelector('textarea').value", &json!([]));
        (value.as_str() == Some(text)).then_some(())
    });
    page.click("button", "Add and open");
    assert_eq!(
        blocks(&page),
        ["Ports agree", "The towns of Ask and Embla signed the accord.", "Ask pays", "Embla lends"]
    );
    let roles =
        page.browser.run("return [...document.querySelectorAll('[data-block]')].map(it => it.className)", &json!([]));
    assert!(roles[2].as_str().is_some_and(|class| class.contains("list-item")), "{roles}");
    page.close();
}
