//! Arithmetic and number formatting by the browser. Rust's own implementations would add seven
//! kilobytes of WebAssembly.

/// Sine and cosine of an angle in radians.
pub(crate) fn sin_cos(angle: f64) -> (f64, f64) {
    #[cfg(target_arch = "wasm32")]
    return (js_sys::Math::sin(angle), js_sys::Math::cos(angle));
    #[cfg(not(target_arch = "wasm32"))]
    angle.sin_cos()
}

/// Raises `base` to the power `exponent`.
pub(crate) fn power(base: f64, exponent: f64) -> f64 {
    #[cfg(target_arch = "wasm32")]
    return js_sys::Math::pow(base, exponent);
    #[cfg(not(target_arch = "wasm32"))]
    base.powf(exponent)
}

/// Formats a number with `count` decimals, for CSS.
pub(crate) fn decimals(number: f64, count: u8) -> String {
    #[cfg(target_arch = "wasm32")]
    return js_sys::Number::from(number)
        .to_fixed(count)
        .map(String::from)
        .unwrap_or_default();
    #[cfg(not(target_arch = "wasm32"))]
    format!("{number:.count$}", count = usize::from(count))
}

/// Clamps a number. `f64::clamp` formats its limits in a panic message, which would pull Rust's
/// number formatting into the WebAssembly.
pub(crate) fn between(number: f64, least: f64, most: f64) -> f64 {
    number.max(least).min(most)
}
