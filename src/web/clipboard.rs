//! What comes from the clipboard, or from another window by dragging.

use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, DataTransfer, Event};

/// What was copied, as text and as a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Copied {
    /// The text.
    pub text: String,
    /// The HTML; empty if it was copied from something without.
    pub html: String,
}

impl Copied {
    /// What a paste or a drop brings.
    pub fn of(data: &DataTransfer) -> Self {
        let get = |kind| data.get_data(kind).unwrap_or_default();
        Self { text: get("text/plain"), html: get("text/html") }
    }
}

/// What a paste event brings; `None` if the event is no paste.
pub fn pasted(event: &Event) -> Option<Copied> {
    event.dyn_ref::<ClipboardEvent>()?.clipboard_data().map(|data| Copied::of(&data))
}
