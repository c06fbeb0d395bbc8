//! The gallery: the parts of the site in their states, on made-up data and with no server.

#[cfg(target_arch = "wasm32")]
mod basket_sheets;
#[cfg(target_arch = "wasm32")]
mod best_sheets;
#[cfg(target_arch = "wasm32")]
mod booking_sheets;
#[cfg(target_arch = "wasm32")]
mod buyer;
#[cfg(target_arch = "wasm32")]
mod checkout_sheet;
#[cfg(target_arch = "wasm32")]
mod event_page_sheets;
#[cfg(target_arch = "wasm32")]
mod event_sheets;
#[cfg(target_arch = "wasm32")]
mod found_sheet;
#[cfg(target_arch = "wasm32")]
mod head;
#[cfg(target_arch = "wasm32")]
mod line_sheet;
#[cfg(target_arch = "wasm32")]
mod list_sheet;
#[cfg(target_arch = "wasm32")]
mod made_up;
#[cfg(target_arch = "wasm32")]
mod map_sheet;
#[cfg(target_arch = "wasm32")]
mod page;
#[cfg(target_arch = "wasm32")]
mod page_sheets;
#[cfg(target_arch = "wasm32")]
mod plain_svg;
#[cfg(target_arch = "wasm32")]
mod poster_sheet;
#[cfg(target_arch = "wasm32")]
mod price_sheet;
#[cfg(target_arch = "wasm32")]
mod problem_sheet;
#[cfg(target_arch = "wasm32")]
mod reservation_sheet;
#[cfg(target_arch = "wasm32")]
mod search_sheet;
#[cfg(target_arch = "wasm32")]
mod sheet;
#[cfg(target_arch = "wasm32")]
mod small_sheets;
#[cfg(target_arch = "wasm32")]
mod wanted;

#[cfg(target_arch = "wasm32")]
fn main() {
    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(page::Page);
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("The gallery runs in a browser: `trunk serve` opens it.");
}
