//! The filters of the search, which its form contains. The search itself is in
//! `ui::components::search`.

mod filters;
mod hidden_fields;

pub use filters::Filters;
pub use hidden_fields::HiddenFields;
