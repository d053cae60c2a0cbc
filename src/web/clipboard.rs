//! What comes from the clipboard.

use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, Event};

/// The plain text a paste event brings; `None` if the event is no paste.
pub fn pasted(event: &Event) -> Option<String> {
    event.dyn_ref::<ClipboardEvent>()?.clipboard_data()?.get_data("text/plain").ok()
}
