//! The WebAssembly entry of the site: hydrates what the server rendered, and nothing else.
#![cfg(target_arch = "wasm32")]
