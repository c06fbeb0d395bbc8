//! countdown
