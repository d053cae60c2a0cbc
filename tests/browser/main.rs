//! What only a browser can show: its database, its selection, its `Intl`, and what the page draws.
#![cfg(target_arch = "wasm32")]
#![cfg(test)]

use wasm_bindgen_test::wasm_bindgen_test_configure;

mod intl;
mod names;
mod segmenter;
mod selection;
mod storage;
mod text;

wasm_bindgen_test_configure!(run_in_browser);
