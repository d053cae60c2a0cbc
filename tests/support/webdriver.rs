//! A browser, driven through WebDriver: a session on a profile folder of its own, elements by accessible role and name,
//! real key presses. What a test or a benchmark needs beyond that, it sends as commands of the protocol.

use std::env;
use std::fmt;
use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use ureq::Agent;

/// Chromium's arguments stand here, for the browser tests too.
const CAPABILITIES: &str = include_str!("../../webdriver.json");
/// The longest wait for anything the page should do, in a debug build on a slow machine.
const PATIENCE: Duration = Duration::from_secs(60);
/// The key under which WebDriver names an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// The address of the page, which ends in a slash.
pub(crate) fn page_address() -> String {
    setting("POSTIL_URL")
}

pub(crate) fn setting(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| {
        panic!("{name} is not set: this needs the built page and ChromeDriver; run `cargo xtask test` or `cargo xtask bench`")
    })
}

/// Asks again and again until there is an answer; `None` if there is none within a minute.
pub(crate) fn poll<T>(mut ask: impl FnMut() -> Option<T>) -> Option<T> {
    let begin = Instant::now();
    loop {
        let answer = ask();
        if answer.is_some() || begin.elapsed() > PATIENCE {
            return answer;
        }
        thread::sleep(Duration::from_millis(15));
    }
}

/// Asks again and again until there is an answer.
///
/// # Panics
/// If there is none within a minute.
#[track_caller]
pub(crate) fn wait<T>(what: &str, ask: impl FnMut() -> Option<T>) -> T {
    match poll(ask) {
        Some(answer) => answer,
        None => panic!("waited in vain for {what}"),
    }
}

/// A folder that is deleted with this value: the browser's profile and its downloads.
#[derive(Debug)]
pub(crate) struct Profile(PathBuf);

impl Profile {
    /// Makes an empty folder.
    pub(crate) fn new() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = env::temp_dir().join(format!("postil-browser-{}-{number}", std::process::id()));
        fs::create_dir_all(folder.join("downloads")).expect("the folder for temporary files takes a new one");
        Self(folder)
    }

    /// Where downloads go.
    pub(crate) fn downloads(&self) -> PathBuf {
        self.0.join("downloads")
    }

    /// Writes a file to be opened or dropped in the browser; returns its path.
    pub(crate) fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        fs::write(&path, bytes).expect("the profile's folder takes a file");
        path
    }

    /// Writes a Postil file with these fields.
    pub(crate) fn postil_file(&self, name: &str, fields: &Value) -> PathBuf {
        let fields = fields.to_string();
        self.file(name, format!("{{\"format\":\"postil\",\"version\":1,{}", fields.trim_start_matches('{')))
    }

    /// The only file that was downloaded, once it has so many bytes; it is taken away, so that the next one is the only one too.
    fn downloaded(&self, length: u64) -> Vec<u8> {
        wait("the downloaded file", || {
            let entries = fs::read_dir(self.downloads()).expect("the folder is there");
            let mut files = entries.map(|entry| entry.expect("an entry can be read").path());
            let path = files.find(|file| fs::metadata(file).is_ok_and(|file| file.len() == length))?;
            let bytes = fs::read(&path).ok()?;
            // The browser gives a file its name last: when that comes in between, the next round finds it by the new one.
            fs::remove_file(&path).ok().map(|()| bytes)
        })
    }
}

impl Drop for Profile {
    fn drop(&mut self) {
        // The browser may be writing its last files still.
        for _ in 0..50 {
            if fs::remove_dir_all(&self.0).is_ok() {
                return;
            }
            thread::sleep(Duration::from_millis(100));
        }
    }
}

/// Why a command was not done, as WebDriver says it.
pub(crate) struct Fault(String);

impl fmt::Debug for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A browser with a window. It is closed with this value; its profile stays until that is dropped too.
#[derive(Debug)]
pub(crate) struct Browser {
    agent: Agent,
    session: String,
}

impl Browser {
    /// Opens a window on a profile. `arguments` come on top of the usual ones; of `logs` the browser keeps a record.
    pub(crate) fn open(profile: &Profile, arguments: &[&str], logs: &[&str]) -> Self {
        let driver = setting("WEBDRIVER_URL");
        // The driver is on this machine, whatever proxy the environment names.
        let agent: Agent = Agent::config_builder().http_status_as_error(false).proxy(None).build().into();
        let mut capabilities: Value = serde_json::from_str(CAPABILITIES).expect("webdriver.json is JSON");
        let options = &mut capabilities["goog:chromeOptions"];
        let own = [format!("--user-data-dir={}", profile.0.display()), "--window-size=1280,900".to_owned()];
        let more = own.into_iter().chain(arguments.iter().map(|argument| (*argument).to_owned()));
        options["args"].as_array_mut().expect("webdriver.json lists arguments").extend(more.map(Value::from));
        options["prefs"] = json!({ "download.default_directory": profile.downloads() });
        capabilities["goog:loggingPrefs"] = logs.iter().map(|log| ((*log).to_owned(), json!("ALL"))).collect();
        let mut browser = Self { agent, session: format!("{driver}/session") };
        let opened = browser.send("POST", "", &json!({ "capabilities": { "alwaysMatch": capabilities } }));
        let id = opened.expect("ChromeDriver opens a window")["sessionId"].as_str().map(str::to_owned);
        browser.session = format!("{driver}/session/{}", id.expect("a session has a name"));
        browser
    }

    /// Sends a command of the protocol and returns its value.
    pub(crate) fn send(&self, method: &str, command: &str, body: &Value) -> Result<Value, Fault> {
        let slash = if command.is_empty() { "" } else { "/" };
        let address = format!("{}{slash}{command}", self.session);
        let answer = match method {
            "GET" => self.agent.get(&address).call(),
            "DELETE" => self.agent.delete(&address).call(),
            _ => self.agent.post(&address).content_type("application/json").send(body.to_string()),
        };
        // Logs and results are as long as they are.
        let text = answer.and_then(|mut answer| answer.body_mut().with_config().limit(u64::MAX).read_to_string());
        let text = text.map_err(|error| Fault(format!("{method} {address}: {error}")))?;
        let mut answer: Value = serde_json::from_str(&text).map_err(|error| Fault(format!("{error} in {text}")))?;
        match answer["value"].take() {
            Value::Object(fault) if fault.contains_key("error") => {
                Err(Fault(format!("{command}: {}: {}", fault["error"], fault["message"])))
            }
            value => Ok(value),
        }
    }

    /// Sends a command that can't fail unless something is broken.
    #[track_caller]
    pub(crate) fn post(&self, command: &str, body: &Value) -> Value {
        self.send("POST", command, body).unwrap_or_else(|fault| panic!("{fault:?}"))
    }

    /// Runs the body of a function in the page, with `arguments`, and returns what it returns or promises.
    #[track_caller]
    pub(crate) fn run(&self, script: &str, arguments: &Value) -> Value {
        self.post("execute/sync", &json!({ "script": script, "args": arguments }))
    }

    /// Calls a method of the browser's own protocol.
    #[track_caller]
    pub(crate) fn cdp(&self, method: &str, parameters: &Value) -> Value {
        self.post("goog/cdp/execute", &json!({ "cmd": method, "params": parameters }))
    }

    /// Goes to an address.
    pub(crate) fn go(&self, address: &str) {
        self.post("url", &json!({ "url": address }));
    }

    /// Notes how long the next file is that the page hands over.
    pub(crate) fn expect_download(&self) {
        self.run(NOTE_LENGTH_OF_DOWNLOAD, &json!([]));
    }

    /// The file that was expected, once it is whole; it is taken away from the downloads.
    pub(crate) fn downloaded(&self, profile: &Profile) -> Vec<u8> {
        let length = || self.run("return window.lengthOfDownload ?? null", &json!([])).as_u64();
        profile.downloaded(wait("the file is handed over", length))
    }

    /// The only element with the role and the accessible name, once it is there.
    #[track_caller]
    pub(crate) fn by_role(&self, role: &str, name: &str) -> Element<'_> {
        wait(&format!("the {role} “{name}”"), || {
            let mut all = self.all_by_role(role).into_iter().filter(|(found, _)| found == name);
            let (_, element) = all.next()?;
            assert!(all.next().is_none(), "there is more than one {role} “{name}”");
            Some(element)
        })
    }

    /// Every element with the role, with its accessible name.
    pub(crate) fn all_by_role(&self, role: &str) -> Vec<(String, Element<'_>)> {
        let found = self.send("POST", "elements", &json!({ "using": "css selector", "value": candidates(role) }));
        let found = found.unwrap_or_default();
        let elements = found.as_array().into_iter().flatten().filter_map(|found| Element::of(self, found));
        // An element may be gone by the time it is asked.
        elements
            .filter(|element| element.computed("role").as_deref() == Some(role))
            .filter_map(|element| Some((element.computed("label")?, element)))
            .collect()
    }

    /// Presses and releases a key while others are held.
    pub(crate) fn press(&self, held: &[&str], key: &str) {
        let step = |kind: &str, key: &str| json!({ "type": kind, "value": key });
        let down = held.iter().chain([&key]).map(|key| step("keyDown", key));
        let up = [key].into_iter().chain(held.iter().rev().copied()).map(|key| step("keyUp", key));
        let steps: Vec<Value> = down.chain(up).collect();
        self.post("actions", &json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": steps }] }));
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if thread::panicking() {
            let shown = json!({ "script": "return location.href + '\\n' + document.body.innerText", "args": [] });
            let shown = self.send("POST", "execute/sync", &shown);
            eprintln!("the page showed: {shown:#?}");
        }
        // ChromeDriver answers once the browser is gone; one that does not go is ended by `cargo xtask`.
        let _ = self.send("DELETE", "", &Value::Null);
    }
}

/// A download can be told to be whole only by its length.
const NOTE_LENGTH_OF_DOWNLOAD: &str = "
    delete window.lengthOfDownload;
    window.addressOf ??= URL.createObjectURL;
    URL.createObjectURL = blob => {
        window.lengthOfDownload = blob.size;
        return window.addressOf.call(URL, blob);
    };";

/// Where elements of a role may be found, for `computedrole` to decide.
fn candidates(role: &str) -> &str {
    match role {
        "button" => "button, input[type=file]",
        "checkbox" => "input[type=checkbox]",
        "combobox" => "select, input[list], input[role=combobox]",
        "dialog" => "dialog[open]",
        "DisclosureTriangle" => "summary",
        "link" => "a[href]",
        "option" => "option",
        "radio" => "input[type=radio]",
        "textbox" => "textarea, input:not([type]), input[type=text]",
        "searchbox" => "input[type=search]",
        _ => "[role]",
    }
}

/// An element of the page.
#[derive(Debug)]
pub(crate) struct Element<'a> {
    browser: &'a Browser,
    id: String,
}

impl<'a> Element<'a> {
    fn of(browser: &'a Browser, found: &Value) -> Option<Self> {
        Some(Self { browser, id: found[ELEMENT].as_str()?.to_owned() })
    }

    fn computed(&self, what: &str) -> Option<String> {
        let told = self.browser.send("GET", &format!("element/{}/computed{what}", self.id), &Value::Null);
        told.ok()?.as_str().map(str::to_owned)
    }

    /// Moves the pointer to it and clicks.
    #[track_caller]
    pub(crate) fn click(&self) {
        self.browser.post(&format!("element/{}/click", self.id), &json!({}));
    }

    /// Types into it; a file's path into a file field.
    #[track_caller]
    pub(crate) fn type_in(&self, text: &str) {
        self.browser.post(&format!("element/{}/value", self.id), &json!({ "text": text }));
    }
}

/// The element as an argument of a script.
impl From<&Element<'_>> for Value {
    fn from(element: &Element<'_>) -> Self {
        json!({ ELEMENT: element.id })
    }
}
