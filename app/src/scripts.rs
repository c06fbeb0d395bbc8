//! The scripts of a page: for one on which something goes on, all that brings it alive; for a document, next to nothing until it is
//! used. The list of events loads a style sheet and no more. See docs/weight.md.

use leptos::{nonce::use_nonce, prelude::*};
use leptos_router::location::RequestUrl;

/// Whether something goes on by itself on the page at this address: seats that change, holds that run out.
fn is_busy(address: &RequestUrl) -> bool {
    let url = address.parse().unwrap_or_default();
    ["/events/", "/checkout/", "/bookings"].iter().any(|busy| url.path().starts_with(busy))
}

/// The scripts of the page at the address that is asked for.
#[component]
pub(crate) fn Scripts(options: LeptosOptions) -> impl IntoView {
    let address = use_context::<RequestUrl>().unwrap_or_default();
    if is_busy(&address) {
        return view! { <HydrationScripts options /> }.into_any();
    }
    let file = |kind: &str| format!("/{}/{}.{kind}", options.site_pkg_dir, options.output_name);
    let script = format!("{}({:?}, {:?})", include_str!("wake.js"), file("js"), file("wasm"));
    view! {
        <script type="module" nonce=use_nonce()>
            {script}
        </script>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_looks_through_is_a_document_and_what_one_watches_is_not() {
        let is_busy = |address: &str| is_busy(&RequestUrl::new(address));
        for document in ["/", "/?q=mahler", "/venues", "/venues/sibelius-hall-lahti", "/performers/3", "/no/such/page"] {
            assert!(!is_busy(document), "{document}");
        }
        for busy in [
            "/events/sibelius-2",
            "/checkout/0193a000",
            "/bookings",
            "/bookings/0193a000?problem=booking_state",
            "http://leptos.dev/events/x",
        ] {
            assert!(is_busy(busy), "{busy}");
        }
    }

    #[test]
    fn a_document_names_what_would_bring_it_alive_and_loads_none_of_it() {
        let options = LeptosOptions::builder().output_name("frontrow").site_pkg_dir("pkg/hash").build();
        let html = Owner::new().with(|| view! { <Scripts options /> }.to_html());
        assert!(html.contains(r#"("/pkg/hash/frontrow.js", "/pkg/hash/frontrow.wasm")"#), "{html}");
        assert!(!html.contains("preload"), "{html}");
    }
}
