//! Text that changes, on a page that the browser may translate. A translator replaces an element's
//! text nodes with its own, so a change to the original nodes stays invisible. Here a change
//! replaces the whole element.

use leptos::{either::Either, prelude::*};

/// An element with this text. A change of the text replaces the element.
pub fn fresh_text(text: impl Fn() -> String + Send + 'static) -> AnyView {
    text_element(Box::new(text))
}

/// One function for all texts: each type of closure would add a copy to the code that browsers
/// load.
fn text_element(text: Box<dyn Fn() -> String + Send>) -> AnyView {
    let shown = StoredValue::new((false, String::new()));
    let element = move || {
        let text = text();
        let is_odd = shown.try_update_value(|(is_odd, before)| {
            if *before != text {
                *is_odd = !*is_odd;
                before.clone_from(&text);
            }
            *is_odd
        });
        in_turn(is_odd, view! { <span>{text}</span> }.into_any())
    };
    element.into_any()
}

/// A view that a change replaces entirely.
pub fn fresh_view(view: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let turn = StoredValue::new(false);
    let view = move || {
        let is_odd = turn.try_update_value(|is_odd| {
            *is_odd = !*is_odd;
            *is_odd
        });
        in_turn(is_odd, view())
    };
    view.into_any()
}

/// Alternates between two types, so that Leptos replaces the previous view instead of updating it.
fn in_turn(is_odd: Option<bool>, view: AnyView) -> Either<AnyView, AnyView> {
    if is_odd == Some(true) {
        Either::Left(view)
    } else {
        Either::Right(view)
    }
}
