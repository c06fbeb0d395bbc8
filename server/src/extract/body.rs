//! JSON bodies.

use axum::extract::{FromRequest, Request};
use bytes::Bytes;
use domain::{FieldError, Problem, ProblemCode};
use http::{HeaderMap, header};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde::de::DeserializeOwned;

use crate::{config::MAX_BODY, error::ApiError};

/// The body of a request, which must be JSON of this shape.
pub(crate) struct JsonBody<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for JsonBody<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, _: &S) -> Result<Self, ApiError> {
        if !is_json(request.headers()) {
            return Err(not_json());
        }
        let bytes = read(request).await?;
        parse(&bytes).map(Self)
    }
}

/// The body of a request, which may be empty.
pub(crate) struct OptionalJsonBody<T>(pub(crate) Option<T>);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for OptionalJsonBody<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, _: &S) -> Result<Self, ApiError> {
        let is_json = is_json(request.headers());
        let bytes = read(request).await?;
        if bytes.is_empty() {
            return Ok(Self(None));
        }
        if !is_json {
            return Err(not_json());
        }
        parse(&bytes).map(|value| Self(Some(value)))
    }
}

fn not_json() -> ApiError {
    Problem::new(ProblemCode::UnsupportedMediaType)
        .detail("Send the body with `Content-Type: application/json`.")
        .into()
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let kind = kind
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"))
}

/// The whole body, up to the limit.
pub(crate) async fn read(request: Request) -> Result<Bytes, ApiError> {
    match Limited::new(request.into_body(), MAX_BODY).collect().await {
        Ok(body) => Ok(body.to_bytes()),
        Err(error) if too_large(&*error) => Err(over_the_limit()),
        Err(_) => Err(Problem::new(ProblemCode::MalformedBody)
            .detail("The body ended before it was complete.")
            .into()),
    }
}

/// Whether the body is over the limit of this extractor, or over that of the layer around every
/// route.
fn too_large(error: &(dyn std::error::Error + 'static)) -> bool {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if error.is::<LengthLimitError>() {
            return true;
        }
        cause = error.source();
    }
    false
}

/// The answer to a body over the limit.
pub(crate) fn over_the_limit() -> ApiError {
    Problem::new(ProblemCode::BodyTooLarge)
        .detail(format!("A body may have {MAX_BODY} bytes."))
        .into()
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ApiError> {
    // serde would also accept a list in place of an object, with the fields in order.
    if bytes.trim_ascii_start().starts_with(b"[") {
        let message = "is an object, not a list".to_owned();
        return Err(ApiError::invalid(vec![FieldError {
            field: "body".to_owned(),
            message,
        }]));
    }
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let place = error.path().to_string();
        let inner = error.into_inner();
        if inner.is_data() {
            ApiError::invalid(vec![field_error(&place, &inner.to_string())])
        } else {
            malformed(&inner)
        }
    })?;
    reader.end().map_err(|error| malformed(&error))?;
    Ok(value)
}

fn malformed(error: &serde_json::Error) -> ApiError {
    Problem::new(ProblemCode::MalformedBody)
        .detail(format!("The body is not JSON: {error}."))
        .into()
}

/// For an unknown or missing field, serde's message has the field's name, and the path has the
/// object around it.
fn field_error(place: &str, message: &str) -> FieldError {
    let message = message.split(" at line ").next().unwrap_or(message);
    let named = ["unknown field `", "missing field `"]
        .iter()
        .find_map(|start| message.strip_prefix(start))
        .and_then(|rest| rest.split('`').next());
    let field = match (place, named) {
        (".", Some(name)) => name.to_owned(),
        (".", None) => "body".to_owned(),
        // The path of an unknown field may already end with its name.
        (place, Some(name)) if place == name || place.ends_with(&format!(".{name}")) => {
            place.to_owned()
        }
        (place, Some(name)) => format!("{place}.{name}"),
        (place, None) => place.to_owned(),
    };
    FieldError {
        field,
        message: message.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use domain::selling::{BookingRequest, PromoCode, RepriceRequest};

    use super::*;

    #[track_caller]
    fn check(body: &str, code: ProblemCode, field: Option<&str>) {
        let problem = parse::<BookingRequest>(body.as_bytes())
            .expect_err("is refused")
            .0;
        assert_eq!(problem.code, code, "{body}: {problem:?}");
        assert_eq!(
            problem.errors.first().map(|error| error.field.as_str()),
            field,
            "{body}: {problem:?}"
        );
    }

    #[test]
    fn an_error_of_a_body_names_the_invalid_field() {
        check("", ProblemCode::MalformedBody, None);
        check("{", ProblemCode::MalformedBody, None);
        check("{} {}", ProblemCode::MalformedBody, None);
        check("[[1]]", ProblemCode::InvalidRequest, Some("body"));
        check(r#"{"seat":[1]}"#, ProblemCode::InvalidRequest, Some("seat"));
        check(
            r#"{"seats":[1,-2]}"#,
            ProblemCode::InvalidRequest,
            Some("seats[1]"),
        );
        check(
            r#"{"best_available":{}}"#,
            ProblemCode::InvalidRequest,
            Some("best_available.quantity"),
        );
        check(
            r#"{"best_available":{"quantity":1,"colour":2}}"#,
            ProblemCode::InvalidRequest,
            Some("best_available.colour"),
        );
    }

    #[test]
    fn reading_bodies_of_patch_panics_on_no_input() {
        let good = [
            r#"{"seats":[{"seat":412,"price_type":7},{"seat":413}],"code":"spring-10"}"#,
            r#"{"seats":null}"#,
            r#"{"code":""}"#,
        ];
        testing::fuzz(
            "bodies of PATCH",
            &good.map(|body| body.as_bytes().to_vec()),
            |input| match parse::<RepriceRequest>(input) {
                Ok(wish) => format!(
                    "{wish:?} {:?}",
                    wish.code.as_deref().map(str::parse::<PromoCode>)
                ),
                Err(refused) => format!(
                    "{:?} {:?} {:?}",
                    refused.0.code, refused.0.errors, refused.0.detail
                ),
            },
        );
    }
}
