//! boxoffice
