//! Finding events on the pages: what an address of the list asks for, and what is shown for it.
//!
//! An address is read by the server alone, which also writes the addresses of all further choices: the browser shows them, and knows
//! neither days nor prices nor what a filter means.

mod asked;
mod found;
mod kinds;

#[cfg(feature = "ssr")]
mod answer;
#[cfg(feature = "ssr")]
mod choices;
#[cfg(feature = "ssr")]
mod clock;
#[cfg(feature = "ssr")]
mod month;
#[cfg(feature = "ssr")]
mod nothing;
#[cfg(feature = "ssr")]
mod reading;

pub use asked::Asked;
pub use found::{Choice, Day, DayEvent, Found, Month, Narrower, Shown};
pub use kinds::{KINDS, kind_label};

#[cfg(feature = "ssr")]
pub(crate) use answer::answer;
