//! How fast the program is on short and long articles, beside a plain page of the same article measured in the same run.
//! Run by `cargo xtask bench`.

#[cfg(not(target_arch = "wasm32"))]
mod articles;
#[cfg(not(target_arch = "wasm32"))]
mod measure;
#[cfg(not(target_arch = "wasm32"))]
mod server;
#[cfg(not(target_arch = "wasm32"))]
mod table;
#[cfg(not(target_arch = "wasm32"))]
#[path = "../../tests/support/webdriver.rs"]
mod webdriver;

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    measure::run();
}

/// A browser is driven from outside.
#[cfg(target_arch = "wasm32")]
fn main() {}
