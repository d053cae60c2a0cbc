//! Small texts the browser keeps outside of the database. A browser that gives no such storage forgets them.

use web_sys::Storage;

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// What is kept under the name.
pub fn get(name: &str) -> Option<String> {
    storage()?.get_item(name).ok()?
}

/// Keeps a text under the name.
pub fn set(name: &str, text: &str) {
    if let Some(storage) = storage() {
        // Nothing hangs on it: what is not kept is as at first the next time.
        let _ = storage.set_item(name, text);
    }
}

/// Keeps nothing under the name any more.
pub fn remove(name: &str) {
    if let Some(storage) = storage() {
        // What is not there needs no removing.
        let _ = storage.remove_item(name);
    }
}
