//! Effects of signals.

use leptos::prelude::Effect;

/// Runs `then` in the browser, and again when a signal that it has read changes. Never runs it on the server.
///
/// All effects have one type for Leptos: its task for effects costs a kilobyte of code for each type.
pub fn effect(then: impl FnMut() + 'static) {
    follow(Box::new(then));
}

fn follow(mut then: Box<dyn FnMut()>) {
    Effect::new(move |_: Option<()>| then());
}
