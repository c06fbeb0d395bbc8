//! The program `frontrow`.

// The types of Leptos' views nest as deeply as the pages.
#![recursion_limit = "512"]

// Requests allocate many small pieces on all threads. With the system's allocator, that takes a
// tenth of the time of a read.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    server::cli::run()
}
