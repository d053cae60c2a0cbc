//! The two faces of the program: the page in a browser, the command line on a machine.

#[cfg(target_arch = "wasm32")]
fn main() {
    postil::ui::mount();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    postil::cli::run(std::env::args().skip(1))
}
