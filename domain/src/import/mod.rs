//! Reading seating plans and events from files.
