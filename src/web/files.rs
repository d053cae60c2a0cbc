//! Files in and out of the page.

use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, DataTransfer, File, FileList, FileSystemDirectoryEntry, FileSystemEntry,
    FileSystemFileEntry, HtmlAnchorElement, Url,
};

/// The files of a list, in order.
pub fn listed(list: Option<FileList>) -> Vec<File> {
    list.map(|list| (0..list.length()).filter_map(|n| list.get(n)).collect()).unwrap_or_default()
}

/// Whether something dragged over the page brings files.
pub fn brings_files(dragged: &DataTransfer) -> bool {
    dragged.types().iter().any(|kind| kind == "Files")
}

/// Whether something dragged over the page brings text, or a part of a page.
pub fn brings_text(dragged: &DataTransfer) -> bool {
    dragged.types().iter().any(|kind| kind == "text/plain" || kind == "text/html")
}

/// The path of a chosen file: below the chosen folder, or its name.
pub fn path(file: &File) -> String {
    let below = Reflect::get(file, &"webkitRelativePath".into()).ok().and_then(|path| path.as_string());
    below.filter(|path| !path.is_empty()).unwrap_or_else(|| file.name())
}

/// The files that were dropped, those in folders too, each by its path. What was dropped must be taken hold of before the event
/// ends; that happens in the call, the files come later.
pub fn dropped(data: &DataTransfer) -> impl Future<Output = Vec<(String, File)>> + use<> {
    let items = data.items();
    let entries: Vec<FileSystemEntry> = (0..items.length())
        .filter_map(|n| items.get(n))
        .filter_map(|item| item.webkit_get_as_entry().ok().flatten())
        .collect();
    let plain = listed(data.files());
    async move {
        let mut files = Vec::new();
        for entry in entries {
            below(entry, &mut files).await;
        }
        if files.is_empty() {
            files = plain.into_iter().map(|file| (file.name(), file)).collect();
        }
        files.sort_by(|(one, _), (other, _)| one.cmp(other));
        files
    }
}

/// The files in an entry, and below it. What the browser can't read is left out.
async fn below(entry: FileSystemEntry, files: &mut Vec<(String, File)>) {
    let mut waiting = vec![entry];
    while let Some(entry) = waiting.pop() {
        let path = entry.full_path().trim_start_matches('/').to_owned();
        if let Some(entry) = entry.dyn_ref::<FileSystemFileEntry>().filter(|entry| entry.is_file()) {
            let got = answered(|resolve, reject| entry.file_with_callback_and_callback(resolve, reject)).await;
            files.extend(got.and_then(|file| file.dyn_into().ok()).map(|file| (path, file)));
        } else if let Some(folder) = entry.dyn_ref::<FileSystemDirectoryEntry>() {
            let reader = folder.create_reader();
            // A reader tells a hundred entries at a time, and none at the end.
            while let Some(part) = answered(|resolve, reject| {
                // It can be asked again and again.
                let _ = reader.read_entries_with_callback_and_callback(resolve, reject);
            })
            .await
            {
                let part: Array = part.unchecked_into();
                if part.length() == 0 {
                    break;
                }
                waiting.extend(part.iter().map(JsCast::unchecked_into));
            }
        }
    }
}

/// What is handed to the first of two callbacks; nothing if the second is called.
async fn answered(ask: impl FnOnce(&Function, &Function)) -> Option<JsValue> {
    let mut ask = Some(ask);
    let promise = Promise::new(&mut |resolve, reject| {
        if let Some(ask) = ask.take() {
            ask(&resolve, &reject);
        }
    });
    JsFuture::from(promise).await.ok()
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
    let made = || -> Result<(), JsValue> {
        let address = Address::of(kind, bytes)?;
        let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
        let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
        link.set_href(&address.0);
        link.set_download(name);
        link.click();
        // The browser has taken hold of the blob once the click returned; a later task may let go of the address.
        gloo::timers::callback::Timeout::new(60_000, move || drop(address)).forget();
        Ok(())
    };
    made().map_err(|error| words(&error))
}

/// An address for bytes in memory, as long as it is held.
#[derive(Debug)]
pub struct Address(pub String);

impl Address {
    /// Makes one for bytes of a media type.
    ///
    /// # Errors
    /// If the browser refuses.
    pub fn of(kind: &str, bytes: &[u8]) -> Result<Self, JsValue> {
        let parts = Array::of1(&Uint8Array::from(bytes));
        let options = BlobPropertyBag::new();
        options.set_type(kind);
        let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options)?;
        Url::create_object_url_with_blob(&blob).map(Self)
    }
}

impl Drop for Address {
    fn drop(&mut self) {
        // An address that is gone already needs no letting go.
        let _ = Url::revoke_object_url(&self.0);
    }
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
    let message = Reflect::get(error, &"message".into()).ok().and_then(|message| message.as_string());
    message.or_else(|| error.as_string()).unwrap_or_else(|| "unknown".into())
}
