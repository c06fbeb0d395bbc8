//! The gallery: the parts of the site in their states, on made-up data and with no server.

#[cfg(target_arch = "wasm32")]
mod halls;
#[cfg(target_arch = "wasm32")]
mod map_sheet;
#[cfg(target_arch = "wasm32")]
mod plain_svg;
#[cfg(target_arch = "wasm32")]
mod small_sheets;
#[cfg(target_arch = "wasm32")]
mod traffic;
#[cfg(target_arch = "wasm32")]
mod wanted;

#[cfg(target_arch = "wasm32")]
fn main() {
    use leptos::prelude::*;

    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(|| {
        let wanted = wanted::Wanted::here();
        let parts = (!wanted.alone).then(|| view! { <small_sheets::SmallSheets /> });
        view! {
            <main id="main">
                <map_sheet::MapSheet wanted />
                {parts}
            </main>
        }
    });
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("The gallery runs in a browser: `trunk serve` opens it.");
}
