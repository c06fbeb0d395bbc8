//! The parts of an event's page.

mod about;
mod best_form;
mod hero;
mod not_yet;
mod other_dates;

pub use about::About;
pub use best_form::{AreaOffer, BestForm, Offers};
pub use hero::Hero;
pub use not_yet::NotYet;
pub use other_dates::{InsteadOfSoldOut, OtherDates, by_title};
