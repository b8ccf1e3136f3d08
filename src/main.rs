//! The two programs of Feuillet, chosen by the target: the reader in the browser, the publisher natively.

#[cfg(target_arch = "wasm32")]
fn main() {
    feuillet::browser::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    feuillet::command::run()
}
