//! The program `frontrow`.

// Leptos' views are types as deep as the pages.
#![recursion_limit = "512"]

// Requests are many small pieces of memory that come and go on all threads: what the system's allocator takes for them is a tenth of a read.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    server::cli::run()
}
