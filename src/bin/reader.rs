//! The reader module: web pages, PDF and the like over the same domain, loaded when first needed.

#[cfg(target_arch = "wasm32")]
fn main() {
    postil::web::worker::serve(postil::app::jobs::run_reader);
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
