//! Sums that the browser does, and numbers that it writes. Rust brings its own ways, which weigh seven kilobytes.

/// Sine and cosine of an angle in radians.
pub(crate) fn sin_cos(angle: f64) -> (f64, f64) {
    #[cfg(target_arch = "wasm32")]
    return (js_sys::Math::sin(angle), js_sys::Math::cos(angle));
    #[cfg(not(target_arch = "wasm32"))]
    angle.sin_cos()
}

/// A number to the power of another.
pub(crate) fn power(base: f64, exponent: f64) -> f64 {
    #[cfg(target_arch = "wasm32")]
    return js_sys::Math::pow(base, exponent);
    #[cfg(not(target_arch = "wasm32"))]
    base.powf(exponent)
}

/// A number with this number of decimals, as styles have it.
pub(crate) fn decimals(number: f64, count: u8) -> String {
    #[cfg(target_arch = "wasm32")]
    return js_sys::Number::from(number).to_fixed(count).map(String::from).unwrap_or_default();
    #[cfg(not(target_arch = "wasm32"))]
    format!("{number:.count$}", count = usize::from(count))
}

/// A number, but no less than `least` and no more than `most`. `clamp` panics with the limits in its message, if they are the wrong way round:
/// then the browser would need Rust's way to write numbers after all.
pub(crate) fn between(number: f64, least: f64, most: f64) -> f64 {
    number.max(least).min(most)
}
