//! Query parameters. The answer names every unknown, doubled or invalid one together.

use std::{convert::Infallible, fmt::Display, str::FromStr};

use axum::extract::FromRequestParts;
use domain::FieldError;
use http::request::Parts;

use crate::error::{ApiError, MOST_ERRORS};

/// The parameters of a request that have not been read yet, and the faults of those that were.
#[derive(Debug, Default)]
pub(crate) struct Parameters {
    left: Vec<(String, String)>,
    errors: Vec<FieldError>,
}

impl<S: Sync> FromRequestParts<S> for Parameters {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::parse(parts.uri.query().unwrap_or_default()))
    }
}

impl Parameters {
    pub(crate) fn parse(query: &str) -> Self {
        Self {
            left: form_urlencoded::parse(query.as_bytes())
                .into_owned()
                .collect(),
            errors: Vec::new(),
        }
    }

    /// Reads a parameter as text. An empty one is a fault: a program that forgot the value would
    /// get the answer to another question.
    pub(crate) fn text(&mut self, name: &str) -> Option<String> {
        let value = self.text_or_empty(name)?;
        if value.is_empty() {
            self.fault(name, "is empty: give it a value, or leave it out");
            return None;
        }
        Some(value)
    }

    /// Reads a parameter as text that may be empty, for parameters whose description defines that
    /// case.
    pub(crate) fn text_or_empty(&mut self, name: &str) -> Option<String> {
        let (mine, left) = std::mem::take(&mut self.left)
            .into_iter()
            .partition::<Vec<_>, _>(|(field, _)| field == name);
        self.left = left;
        if mine.len() > 1 {
            self.fault(name, "is there several times; send it once");
        }
        mine.into_iter()
            .next()
            .map(|(_, value)| value.trim().to_owned())
    }

    /// Reads and parses a parameter; `expected` describes valid values.
    pub(crate) fn parsed<T: FromStr>(&mut self, name: &str, expected: &str) -> Option<T> {
        self.with(name, |text| text.parse().map_err(|_| expected.to_owned()))
    }

    /// Reads and parses a parameter, with the parser's own message.
    pub(crate) fn with<T, E: Display>(
        &mut self,
        name: &str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        let text = self.text(name)?;
        parse(&text)
            .map_err(|error| self.fault(name, error.to_string()))
            .ok()
    }

    /// Notes that a parameter is invalid.
    pub(crate) fn fault(&mut self, name: &str, message: impl Into<String>) {
        self.errors.push(FieldError {
            field: name.to_owned(),
            message: message.into(),
        });
    }

    /// Refuses the request if there was a fault, or unread parameters are left.
    pub(crate) fn finish(mut self) -> Result<(), ApiError> {
        // Later ones would not be named anyway.
        for (name, _) in std::mem::take(&mut self.left).into_iter().take(MOST_ERRORS) {
            self.fault(&name, "is not a parameter of this call");
        }
        if self.errors.is_empty() {
            Ok(())
        } else {
            Err(ApiError::invalid(self.errors))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_is_named() {
        let mut parameters = Parameters::parse("limit=x&q=a&q=b&colour=red&venue=");
        assert_eq!(parameters.parsed::<u32>("limit", "is a number"), None);
        assert_eq!(parameters.text("q").as_deref(), Some("a"));
        assert_eq!(parameters.parsed::<i32>("venue", "is a number"), None);
        let problem = parameters.finish().expect_err("is refused").0;
        let fields: Vec<_> = problem
            .errors
            .iter()
            .map(|error| error.field.as_str())
            .collect();
        assert_eq!(fields, ["limit", "q", "venue", "colour"]);
    }
}
