//! The two faces of the program: the page in a browser, the command line on a machine.

#[cfg(target_arch = "wasm32")]
fn main() {
    postil::ui::mount();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    // An argument that is no text can still be called by a name in a message.
    postil::cli::run(std::env::args_os().skip(1).map(|argument| argument.to_string_lossy().into_owned()))
}
