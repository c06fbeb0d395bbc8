//! Lists of events.

use domain::catalogue::{EventFilter, EventsPage};

use crate::error::AppError;

/// A page of the events that match `filter`.
pub(in crate::pages) async fn list_events(filter: EventFilter) -> Result<EventsPage, AppError> {
    let office = crate::context::office()?;
    // Parts of the filter come from the URL.
    let filter = filter.checked().map_err(refusal)?;
    let page = EventsPage::clone(&*office.events(&filter).await?);
    crate::context::shows(&page.events);
    Ok(page)
}

fn refusal(faults: Vec<domain::catalogue::FilterFault>) -> AppError {
    let faults: Vec<String> = faults
        .iter()
        .map(|fault| format!("{}: {}", fault.field, fault.expected))
        .collect();
    AppError::refuse(
        domain::Problem::new(domain::ProblemCode::InvalidRequest).detail(faults.join("; ")),
    )
}
