//! Bodies of plain HTML forms.

use axum::extract::{FromRequest, Request};
use domain::{Problem, ProblemCode};
use http::header;

use super::body::read;
use crate::error::ApiError;

/// The fields of a form, in order. An empty field counts as absent.
pub(crate) struct FormFields(Vec<(String, String)>);

impl FormFields {
    /// The first field with this name.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// All fields with this name.
    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0
            .iter()
            .filter(move |(field, value)| field == name && !value.trim().is_empty())
            .map(|(_, value)| value.trim())
    }
}

impl<S: Send + Sync> FromRequest<S> for FormFields {
    type Rejection = ApiError;

    async fn from_request(request: Request, _: &S) -> Result<Self, ApiError> {
        let kind = request
            .headers()
            .get(header::CONTENT_TYPE)
            .map(|value| value.as_bytes().to_ascii_lowercase())
            .unwrap_or_default();
        if !kind.is_empty() && !kind.starts_with(b"application/x-www-form-urlencoded") {
            return Err(Problem::new(ProblemCode::UnsupportedMediaType)
                .detail("Send the form as a browser does.")
                .into());
        }
        let bytes = read(request).await?;
        Ok(Self(form_urlencoded::parse(&bytes).into_owned().collect()))
    }
}
