//! What a person does in the program, in the program's own words, and what they see.

use std::path::Path;

use serde_json::{Value, json};

use crate::webdriver::{Browser, Element, Profile, page_address, poll, wait};
use keys::{CONTROL, ENTER};

/// Keys without a character, as WebDriver writes them.
pub(crate) mod keys {
    pub(crate) const TAB: &str = "\u{e004}";
    pub(crate) const ENTER: &str = "\u{e007}";
    pub(crate) const SHIFT: &str = "\u{e008}";
    pub(crate) const CONTROL: &str = "\u{e009}";
    pub(crate) const ALT: &str = "\u{e00a}";
    pub(crate) const ESCAPE: &str = "\u{e00c}";
    pub(crate) const HOME: &str = "\u{e011}";
    pub(crate) const LEFT: &str = "\u{e012}";
    pub(crate) const RIGHT: &str = "\u{e014}";
    pub(crate) const DOWN: &str = "\u{e015}";
    pub(crate) const DELETE: &str = "\u{e017}";
}

/// What a file says.
#[track_caller]
pub(crate) fn parsed(file: &[u8]) -> Value {
    serde_json::from_slice(file).expect("the file is JSON")
}

/// A span as the list shows it: its text and the name of its label.
pub(crate) type Listed = (String, String);

/// The program in a browser.
pub(crate) struct Page {
    pub(crate) browser: Browser,
}

impl Page {
    /// Opens the browser on a profile, and the program in it.
    pub(crate) fn open(profile: &Profile) -> Self {
        let browser = Browser::open(profile, &[], &["browser", "performance"]);
        let origin = page_address();
        let permissions = json!({ "origin": origin, "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] });
        browser.cdp("Browser.grantPermissions", &permissions);
        let page = Self { browser };
        page.library();
        page
    }

    /// Goes to a place of the program.
    pub(crate) fn go(&self, place: &str) {
        self.browser.go(&format!("{}{place}", page_address()));
    }

    /// Loads the page again.
    pub(crate) fn reload(&self) {
        self.browser.post("refresh", &json!({}));
    }

    /// Closes the browser, after which nothing may have gone wrong that nobody saw: no message in the console, no
    /// breach of the content security policy, nothing asked of any other host.
    pub(crate) fn close(self) {
        let said = self.log("browser");
        assert!(said.is_empty(), "the console says: {said:#?}");
        let elsewhere: Vec<String> = self.requests().into_iter().filter(|url| !is_own(url)).collect();
        assert!(elsewhere.is_empty(), "asked of others: {elsewhere:?}");
    }

    fn log(&self, kind: &str) -> Vec<String> {
        let entries = self.browser.post("se/log", &json!({ "type": kind }));
        let entries = entries.as_array().expect("a log is a list");
        entries.iter().map(|entry| entry["message"].as_str().expect("an entry has a message").to_owned()).collect()
    }

    /// The addresses the page has asked for.
    fn requests(&self) -> Vec<String> {
        let requests = self.log("performance").into_iter().filter_map(|entry| {
            let entry: Value = serde_json::from_str(&entry).expect("an entry is JSON");
            let event = &entry["message"];
            // The page that a new tab begins with is the browser's own.
            let by_browser = event["params"]["documentURL"].as_str().is_some_and(|url| url.starts_with("chrome://"));
            let sent = event["method"] == "Network.requestWillBeSent" && !by_browser;
            sent.then(|| event["params"]["request"]["url"].as_str().expect("a request has an address").to_owned())
        });
        let requests: Vec<String> = requests.collect();
        assert!(requests.iter().any(|url| url.ends_with(".wasm")), "the log shows what was asked: {requests:?}");
        requests
    }

    /// Puts text on the clipboard and pastes it where the focus is.
    pub(crate) fn paste(&self, text: &str) {
        self.browser.run("return navigator.clipboard.writeText(arguments[0])", &json!([text]));
        self.browser.press(&[CONTROL], "v");
    }

    /// Puts a piece of a page on the clipboard, as page and as text, and pastes it where the focus is.
    pub(crate) fn paste_page(&self, html: &str, text: &str) {
        let copy = "const item = (kind, words) => [kind, new Blob([words], { type: kind })];
            const items = [item('text/html', arguments[0]), item('text/plain', arguments[1])];
            return navigator.clipboard.write([new ClipboardItem(Object.fromEntries(items))])";
        self.browser.run(copy, &json!([html, text]));
        self.browser.press(&[CONTROL], "v");
    }

    /// Pastes text into the box for articles and asks to add it.
    #[track_caller]
    pub(crate) fn add_pasted(&self, text: &str) {
        let field = self.browser.by_role("textbox", "Text of the article");
        field.click();
        self.paste(text);
        // The key is through before the paste is.
        wait("the pasted text", || {
            (self.browser.run("return arguments[0].value", &json!([Value::from(&field)])) == text).then_some(())
        });
        self.click("button", "Add and open");
    }

    /// Adds an article by pasting it, and waits until it is open.
    #[track_caller]
    pub(crate) fn add_article(&self, text: &str) {
        self.add_pasted(text);
        self.article();
    }

    /// Opens an article of the library.
    #[track_caller]
    pub(crate) fn open_article(&self, title: &str) {
        let link = wait("the article in the library", || {
            let links = self.browser.all_by_role("link").into_iter();
            links.filter(|(name, _)| name.starts_with(title)).map(|(_, link)| link).next()
        });
        link.click();
        self.article();
    }

    /// The article's text, once it is there.
    #[track_caller]
    pub(crate) fn article(&self) -> Element<'_> {
        self.browser.by_role("document", "Text of the article")
    }

    /// Clicks what has the role and the name.
    #[track_caller]
    pub(crate) fn click(&self, role: &str, name: &str) {
        self.browser.by_role(role, name).click();
    }

    /// What is written in a field.
    #[track_caller]
    pub(crate) fn written(&self, name: &str) -> String {
        let field = self.browser.by_role("textbox", name);
        let value = self.browser.run("return arguments[0].value", &json!([Value::from(&field)]));
        value.as_str().expect("a field has a value").to_owned()
    }

    /// Writes in a field instead of what is there, and leaves it.
    #[track_caller]
    pub(crate) fn write(&self, name: &str, text: &str) {
        let field = self.browser.by_role("textbox", name);
        field.click();
        self.browser.press(&[CONTROL], "a");
        field.type_in(if text.is_empty() { keys::DELETE } else { text });
        self.browser.press(&[], keys::TAB);
    }

    /// The tabs, in no certain order.
    pub(crate) fn tabs(&self) -> Vec<String> {
        let tabs = self.browser.send("GET", "window/handles", &Value::Null).expect("the browser lists its tabs");
        tabs.as_array().into_iter().flatten().filter_map(|tab| tab.as_str().map(str::to_owned)).collect()
    }

    /// Goes on in another tab.
    pub(crate) fn turn_to(&self, tab: &str) {
        self.browser.post("window", &json!({ "handle": tab }));
    }

    /// Chooses files in the file dialog.
    pub(crate) fn choose_file(&self, path: &Path) {
        self.browser.by_role("button", "Open a file…").type_in(&path.display().to_string());
    }

    /// Drops a file on the page.
    pub(crate) fn drop_file(&self, path: &Path) {
        self.drop_files(&[path]);
    }

    /// Drops files on the page, all together.
    pub(crate) fn drop_files(&self, paths: &[impl AsRef<Path>]) {
        let paths: Vec<&Path> = paths.iter().map(AsRef::as_ref).collect();
        let data = json!({ "items": [], "files": paths, "dragOperationsMask": 1 });
        for kind in ["dragEnter", "dragOver", "drop"] {
            self.browser.cdp("Input.dispatchDragEvent", &json!({ "type": kind, "x": 400, "y": 300, "data": data }));
        }
    }

    /// What the dialog says that reports what was added; closes it.
    #[track_caller]
    pub(crate) fn report(&self) -> String {
        self.dialog("What was added")
    }

    /// What the dialog says that reports why nothing was added; closes it.
    #[track_caller]
    pub(crate) fn refusal(&self) -> String {
        self.dialog("Nothing was added")
    }

    #[track_caller]
    fn dialog(&self, name: &str) -> String {
        let dialog = self.browser.by_role("dialog", name);
        let said = self.browser.run("return arguments[0].innerText", &json!([Value::from(&dialog)]));
        self.click("button", "Close");
        wait("the dialog to close", || self.browser.all_by_role("dialog").is_empty().then_some(()));
        said.as_str().expect("text").to_owned()
    }

    /// What a dialog says once the words are in it; leaves it open.
    #[track_caller]
    pub(crate) fn dialog_saying(&self, name: &str, words: &str) -> String {
        wait(&format!("“{words}” in the dialog “{name}”"), || {
            let (_, dialog) = self.browser.all_by_role("dialog").into_iter().find(|(found, _)| found == name)?;
            // The dialog may have given way to another one since it was found.
            let asked = json!({ "script": "return arguments[0].innerText", "args": [Value::from(&dialog)] });
            let said = self.browser.send("POST", "execute/sync", &asked).ok()?;
            said.as_str().filter(|said| said.contains(words)).map(str::to_owned)
        })
    }

    /// Gives what must not come some time, and sees that no dialog has.
    pub(crate) fn dialog_free_for_a_moment(&self) {
        std::thread::sleep(std::time::Duration::from_secs(1));
        assert!(self.browser.all_by_role("dialog").is_empty());
    }

    /// Chooses an option of a list.
    #[track_caller]
    pub(crate) fn choose(&self, option: &str) {
        self.click("option", option);
    }

    /// Types characters, one key after another.
    pub(crate) fn type_keys(&self, text: &str) {
        for character in text.chars() {
            self.browser.press(&[], character.encode_utf8(&mut [0; 4]));
        }
    }

    /// Where the first and the last character of a stretch of the article stand in the window; the stretch is unique.
    #[track_caller]
    pub(crate) fn place_of(&self, stretch: &str) -> [[f64; 2]; 2] {
        wait(&format!("“{stretch}” in the article"), || {
            let found = self.browser.run(PLACE_OF, &json!([Value::from(&self.article()), stretch]));
            serde_json::from_value::<[[f64; 2]; 2]>(found).ok()
        })
    }

    /// Drags the pointer over a stretch of the article, from its first character to its last, while a key may be held.
    #[track_caller]
    pub(crate) fn drag(&self, stretch: &str, held: Option<&str>) {
        let [from, to] = self.place_of(stretch);
        let middle = [f64::midpoint(from[0], to[0]), f64::midpoint(from[1], to[1])];
        let mouse = [to_point(from), button("pointerDown"), to_point(middle), to_point(to), button("pointerUp")];
        let key = |kind: &str| held.map(|key| json!({ "type": kind, "value": key }));
        let pause = || json!({ "type": "pause" });
        // Step by step with the pointer: the key goes down before the button, and up after it.
        let mut keyboard = vec![key("keyDown").unwrap_or_else(pause)];
        keyboard.extend(mouse.iter().map(|_| pause()));
        keyboard.push(key("keyUp").unwrap_or_else(pause));
        let mouse: Vec<Value> = [pause()].into_iter().chain(mouse).collect();
        self.act(&mouse, &keyboard);
    }

    /// Clicks in the article, on the first character of a stretch.
    #[track_caller]
    pub(crate) fn click_text(&self, stretch: &str, times: usize) {
        let [at, _] = self.place_of(stretch);
        let clicks = (0..times).flat_map(|_| [button("pointerDown"), button("pointerUp")]);
        self.act(&[to_point(at)].into_iter().chain(clicks).collect::<Vec<_>>(), &[]);
    }

    fn act(&self, mouse: &[Value], keyboard: &[Value]) {
        let sources = json!([
            { "type": "pointer", "id": "mouse", "parameters": { "pointerType": "mouse" }, "actions": mouse },
            { "type": "key", "id": "keyboard", "actions": keyboard },
        ]);
        self.browser.post("actions", &json!({ "actions": sources }));
    }

    /// Looks for words in the article and selects the first place where they are.
    #[track_caller]
    pub(crate) fn find(&self, words: &str) {
        self.browser.press(&[], "/");
        self.browser.by_role("searchbox", "Find in the article (/)");
        self.type_keys(words);
        wait("a match", || {
            let said = self.browser.run("return document.querySelector('.find-bar output').innerText", &json!([]));
            said.as_str().filter(|said| said.starts_with("1 of")).map(drop)
        });
        self.browser.press(&[], ENTER);
    }

    /// The spans in the list, in its order.
    pub(crate) fn spans(&self) -> Vec<Listed> {
        let all = self.browser.run(LISTED, &json!([]));
        serde_json::from_value(all).expect("the list is one")
    }

    /// Waits until the list shows exactly these spans, by text and label.
    #[track_caller]
    pub(crate) fn shows(&self, expected: &[Listed]) {
        let mut seen = Vec::new();
        let all_there = poll(|| {
            seen = self.spans();
            (seen == expected).then_some(())
        });
        assert!(all_there.is_some(), "the list shows {seen:#?} instead of {expected:#?}");
    }

    /// Waits until the program says that everything is saved.
    #[track_caller]
    pub(crate) fn is_saved(&self) {
        wait("“Saved in this browser”", || {
            self.statuses().iter().any(|said| said == "Saved in this browser").then_some(())
        });
    }

    /// Everything the page says in passing.
    pub(crate) fn statuses(&self) -> Vec<String> {
        let said = self
            .browser
            .run("return [...document.querySelectorAll('[role=status]')].map(it => it.innerText)", &json!([]));
        serde_json::from_value(said).expect("texts")
    }

    /// The articles as the library lists them, each with its facts.
    pub(crate) fn library(&self) -> Vec<String> {
        self.go("#/");
        self.browser.by_role("button", "New project");
        let list = self.browser.run(LIBRARY, &json!([]));
        serde_json::from_value(list).expect("texts")
    }

    /// Exports the project; returns the file.
    pub(crate) fn export(&self, profile: &Profile) -> Vec<u8> {
        self.go("#/export");
        self.download(profile)
    }

    /// Downloads what is asked for on the page of exports, once it is made; returns the file.
    pub(crate) fn download(&self, profile: &Profile) -> Vec<u8> {
        let is_ready =
            "return [...document.querySelectorAll('button')].some(it => it.innerText === 'Download' && !it.disabled)";
        wait("the files are made", || (self.browser.run(is_ready, &json!([])) == true).then_some(()));
        self.browser.expect_download();
        self.click("button", "Download");
        self.browser.downloaded(profile)
    }
}

fn to_point([x, y]: [f64; 2]) -> Value {
    json!({ "type": "pointerMove", "duration": 20, "x": x as i64, "y": y as i64 })
}

fn button(kind: &str) -> Value {
    json!({ "type": kind, "button": 0 })
}

fn is_own(url: &str) -> bool {
    let own = page_address();
    url.starts_with(&own) || ["blob:", "data:"].iter().any(|scheme| url.starts_with(scheme))
}

const PLACE_OF: &str = "
    const [article, stretch] = arguments;
    const nodes = [];
    let all = '';
    for (const block of article.querySelectorAll('[data-block]')) {
      const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        nodes.push([all.length, walker.currentNode]);
        all += walker.currentNode.data;
      }
      all += '\\n';
    }
    const start = all.indexOf(stretch);
    if (start < 0 || all.indexOf(stretch, start + 1) >= 0) return null;
    const box = at => {
      const [from, node] = nodes.findLast(([from]) => from <= at);
      const range = document.createRange();
      range.setStart(node, at - from);
      range.setEnd(node, at - from + 1);
      return range.getBoundingClientRect();
    };
    const first = box(start), last = box(start + stretch.length - 1);
    return [[first.left + 2, first.top + first.height / 2], [last.right - 1, last.top + last.height / 2]];";

const LISTED: &str = "
    const list = document.querySelector('[role=list][aria-label=Spans]');
    return [...(list?.querySelectorAll('[role=listitem] button') ?? [])]
      .map(row => [...row.querySelectorAll(':scope > :not([aria-hidden])')].map(part => part.innerText));";

const LIBRARY: &str = "
    const list = document.querySelector('[role=list][aria-label=Articles]');
    return [...(list?.querySelectorAll('[role=listitem]') ?? [])].map(row => row.innerText);";
