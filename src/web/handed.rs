//! Pages that the bookmarklet hands over from another tab, by `postMessage`.
//!
//! Whoever opened this tab can send anything, so what comes is a page to be looked at, never more: it must come from the tab that
//! opened this one, and be of the site it says it is of.

use std::cell::Cell;

use gloo::events::EventListener;
use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Url, Window};

/// What this tab says once it listens.
const READY: &str = "postil-ready";
/// The longest page that is taken, in UTF-16 code units.
const LONGEST: u32 = 32 << 20;

/// A page that was handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handed {
    /// Its HTML.
    pub html: String,
    /// Where it is from.
    pub address: String,
}

/// Listens for one page from the tab that opened this one, as long as what comes back is held; nothing if no tab did.
pub fn listen(on_page: impl Fn(Handed) + 'static) -> Option<EventListener> {
    let window = web_sys::window()?;
    let opener = window.opener().ok().filter(|opener| !opener.is_null() && !opener.is_undefined())?;
    let listener = {
        let opener = opener.clone();
        let is_done = Cell::new(false);
        EventListener::new(&window, "message", move |event| {
            let Some(event) = event.dyn_ref::<MessageEvent>() else {
                return;
            };
            let is_from_opener = !is_done.get() && event.source().is_some_and(|source| JsValue::from(source) == opener);
            if let Some(page) = is_from_opener.then(|| page_in(event)).flatten() {
                is_done.set(true);
                on_page(page);
            }
        })
    };
    // Says nothing that another page may not know. What a window of another site is, can't be asked; it can be sent to.
    let _ = opener.unchecked_into::<Window>().post_message(&READY.into(), "*");
    Some(listener)
}

fn page_in(event: &MessageEvent) -> Option<Handed> {
    let data = event.data();
    let text = |name: &str| {
        let value = Reflect::get(&data, &name.into()).ok()?;
        let string = value.dyn_into::<js_sys::JsString>().ok()?;
        (string.length() <= LONGEST).then(|| String::from(string))
    };
    let url = Url::new(&text("address")?).ok()?;
    let is_web = matches!(url.protocol().as_str(), "https:" | "http:");
    (is_web && url.origin() == event.origin()).then_some(())?;
    Some(Handed { html: text("html")?, address: url.href() })
}

/// The bookmarklet: it opens this program in a tab and, once that listens, hands it the page it was clicked on. Nothing if the program
/// has no address that another page can open, as a file on disk.
pub fn bookmarklet() -> Option<String> {
    let location = web_sys::window()?.location();
    let origin = location.origin().ok().filter(|origin| origin.starts_with("http"))?;
    let program = location.href().ok()?.split('#').next()?.to_owned();
    let [origin, program] = [origin, program].map(|address| address.replace('\'', "%27").replace('\\', "%5C"));
    let script = format!(
        "(()=>{{const w=open('{program}#/receive/'+Date.now(),'postil');if(!w)return;\
         const f=e=>{{if(e.source===w&&e.origin==='{origin}'&&e.data==='{READY}'){{removeEventListener('message',f);\
         w.postMessage({{html:document.documentElement.outerHTML,address:location.href}},'{origin}')}}}};\
         addEventListener('message',f)}})()"
    );
    Some(format!("javascript:{}", String::from(js_sys::encode_uri_component(&script))))
}
