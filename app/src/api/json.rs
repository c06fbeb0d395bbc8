//! How the functions' arguments and answers travel: as JSON, read as text.
//!
//! `server_fn` reads JSON from bytes, and what comes with a page is read from text: the browser's half of the site would carry two
//! readers for each type that travels. With this there is one.

use http::Method;
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde::{Serialize, de::DeserializeOwned, de::Error as _};
use server_fn::{
    Bytes, ContentType, Decodes, Encodes, Format, FormatType,
    codec::{Encoding, FromReq, IntoReq, Post},
    error::{FromServerFnError, IntoAppError, ServerFnErrorErr},
    request::{ClientReq, Req},
};

use super::functions::{FindEvents, GetBookingCard, GetEventPage, GetPerformerPage, GetVenuePage, ListEvents, ListVenues, MyBookings};

/// JSON in the body of a `POST` and of its answer: for what changes something.
pub type Json = Post<JsonText>;

/// JSON in the query of a `GET`: for what only reads, so that whatever stands between counts and treats it as reading.
pub struct JsonQuery;

impl ContentType for JsonQuery {
    const CONTENT_TYPE: &'static str = JsonText::CONTENT_TYPE;
}

impl Encoding for JsonQuery {
    const METHOD: Method = Method::GET;
}

/// Has the arguments of a function travel in the query: what is generic cannot be implemented for types that are not known here.
macro_rules! asked_in_query {
    ($arguments:ty) => {
        impl<E: FromServerFnError, Request: ClientReq<E>> IntoReq<JsonQuery, Request, E> for $arguments {
            fn into_req(self, path: &str, accepts: &str) -> Result<Request, E> {
                Request::try_new_get(path, JsonQuery::CONTENT_TYPE, accepts, &to_query(&self)?)
            }
        }

        impl<E: FromServerFnError, Request: Req<E> + Send + 'static> FromReq<JsonQuery, Request, E> for $arguments {
            async fn from_req(request: Request) -> Result<Self, E> {
                from_query(request.as_query().unwrap_or_default())
            }
        }
    };
}

asked_in_query!(GetBookingCard);
asked_in_query!(GetEventPage);
asked_in_query!(FindEvents);
asked_in_query!(ListEvents);
asked_in_query!(ListVenues);
asked_in_query!(MyBookings);
asked_in_query!(GetPerformerPage);
asked_in_query!(GetVenuePage);

fn to_query<E: FromServerFnError>(arguments: &impl Serialize) -> Result<String, E> {
    let json = serde_json::to_string(arguments).map_err(|error| ServerFnErrorErr::Serialization(error.to_string()).into_app_error())?;
    Ok(utf8_percent_encode(&json, NON_ALPHANUMERIC).to_string())
}

fn from_query<T: DeserializeOwned, E: FromServerFnError>(query: &str) -> Result<T, E> {
    let wrong = |error: String| ServerFnErrorErr::Args(error).into_app_error();
    // Whoever sends it may end a query with an ampersand; within the JSON none is left as it is.
    let json = percent_decode_str(query.trim_end_matches('&')).decode_utf8().map_err(|error| wrong(error.to_string()))?;
    serde_json::from_str(&json).map_err(|error| wrong(error.to_string()))
}

/// JSON, read as text.
pub struct JsonText;

impl ContentType for JsonText {
    const CONTENT_TYPE: &'static str = "application/json";
}

impl FormatType for JsonText {
    const FORMAT_TYPE: Format = Format::Text;
}

impl<T: Serialize> Encodes<T> for JsonText {
    type Error = serde_json::Error;

    fn encode(value: &T) -> Result<Bytes, Self::Error> {
        serde_json::to_vec(value).map(Bytes::from)
    }
}

impl<T: DeserializeOwned> Decodes<T> for JsonText {
    type Error = serde_json::Error;

    fn decode(bytes: Bytes) -> Result<T, Self::Error> {
        serde_json::from_str(std::str::from_utf8(&bytes).map_err(serde_json::Error::custom)?)
    }
}
