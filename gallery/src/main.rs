//! The gallery: the site's components in their states, with fixtures and without a server.

#[cfg(target_arch = "wasm32")]
mod buyer;
#[cfg(target_arch = "wasm32")]
mod fixtures;
#[cfg(target_arch = "wasm32")]
mod head;
#[cfg(target_arch = "wasm32")]
mod page;
#[cfg(target_arch = "wasm32")]
mod query;
#[cfg(target_arch = "wasm32")]
mod stories;
#[cfg(target_arch = "wasm32")]
mod story;

#[cfg(target_arch = "wasm32")]
fn main() {
    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(page::Page);
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("The gallery runs in a browser: `trunk serve` opens it.");
}
