//! The worker module: heavy work over the same domain, loaded when first needed.

#[cfg(target_arch = "wasm32")]
fn main() {
    postil::web::worker::serve(postil::app::jobs::run);
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
