//! Reactive effects that share one type.

use leptos::prelude::Effect;

/// Runs `then` in the browser, and again whenever a signal that it reads changes. The server never
/// runs effects.
///
/// The closure is boxed so that Leptos compiles its effect task once: each closure type would add
/// about a kilobyte of WebAssembly.
pub fn effect(then: impl FnMut() + 'static) {
    follow(Box::new(then));
}

fn follow(mut then: Box<dyn FnMut()>) {
    Effect::new(move |_: Option<()>| then());
}
