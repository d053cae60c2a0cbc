//! Files in and out of the page.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, DataTransfer, File, FileList, HtmlAnchorElement, Url};

/// The files of a list, in order.
pub fn listed(list: Option<FileList>) -> Vec<File> {
    list.map(|list| (0..list.length()).filter_map(|n| list.get(n)).collect()).unwrap_or_default()
}

/// Whether something dragged over the page brings files.
pub fn brings_files(dragged: &DataTransfer) -> bool {
    dragged.types().iter().any(|kind| kind == "Files")
}

/// The bytes of a file.
///
/// # Errors
/// If the browser can't read it: it was moved, or permission was taken back.
pub async fn read(file: &File) -> Result<Vec<u8>, String> {
    let buffer = JsFuture::from(file.array_buffer()).await.map_err(|error| words(&error))?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

/// Hands bytes to the reader as a download with the given name.
///
/// # Errors
/// If the browser refuses to make the file.
pub fn download(name: &str, kind: &str, bytes: &[u8]) -> Result<(), String> {
    let parts = Array::of1(&Uint8Array::from(bytes));
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let made = || -> Result<(), JsValue> {
        let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options)?;
        let address = Url::create_object_url_with_blob(&blob)?;
        let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
        let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
        link.set_href(&address);
        link.set_download(name);
        link.click();
        // The browser has taken hold of the blob once the click returned; a later task may let go of the address.
        gloo::timers::callback::Timeout::new(60_000, move || drop(Url::revoke_object_url(&address))).forget();
        Ok(())
    };
    made().map_err(|error| words(&error))
}

/// A file name that every system takes, made from a title; something must follow it, since a few words alone name devices.
pub fn safe_name(title: &str) -> String {
    let is_forbidden = |character: char| {
        let turns_text =
            matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        let is_reserved = "<>:\"/\\|?*#%".contains(character);
        character.is_control() || character.is_whitespace() || turns_text || is_reserved
    };
    let words = title.split(is_forbidden).filter(|word| !word.is_empty());
    let joined = words.collect::<Vec<_>>().join("-");
    let short: String = joined.trim_matches(['.', '-']).chars().take(60).collect();
    if short.is_empty() { "postil".into() } else { short }
}

/// What the browser says of an error.
pub fn words(error: &JsValue) -> String {
    let message = js_sys::Reflect::get(error, &"message".into()).ok().and_then(|message| message.as_string());
    message.or_else(|| error.as_string()).unwrap_or_else(|| "unknown".into())
}
