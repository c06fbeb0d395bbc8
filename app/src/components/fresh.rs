//! Text that changes, on a page that the browser may translate. A translator puts nodes of its own in the place of an element's: a change of
//! the old ones is seen by nobody. So the whole element is replaced.

use leptos::{either::Either, prelude::*};

/// An element with this text. Another one takes its place whenever the text changes.
pub fn fresh_text(text: impl Fn() -> String + Send + 'static) -> AnyView {
    text_element(Box::new(text))
}

/// One function for all texts: each further type of closure would be one more copy in what browsers load.
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

/// A view that replaces all of itself whenever it changes.
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

/// What was on the other side before is taken away, and not brought up to date.
fn in_turn(is_odd: Option<bool>, view: AnyView) -> Either<AnyView, AnyView> {
    if is_odd == Some(true) { Either::Left(view) } else { Either::Right(view) }
}
