//! What the page of an event is made of.

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
