//! The program `frontrow`.

// Leptos' views are types as deep as the pages.
#![recursion_limit = "512"]

fn main() -> std::process::ExitCode {
    server::cli::run()
}
