//! Parts of the API description that all calls share: who may call, the refusals that any call can
//! meet, and the rule that a parameter is never null.

use serde_json::{Map, Value, json};

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// The largest 32-bit number, which is the type of identifiers.
const LARGEST: i64 = i32::MAX as i64;

/// A refusal that all calls of one kind can meet.
struct CommonRefusal {
    status: &'static str,
    says: &'static str,
    /// The headers of the answer.
    headers: &'static [(&'static str, &'static str)],
}

const RETRY_AFTER: &[(&str, &str)] = &[("Retry-After", "Seconds after which to try again")];

const ANY: [CommonRefusal; 3] = [
    CommonRefusal {
        status: "401",
        says: "`unauthorized`: the bearer token is wrong or has run out",
        headers: &[("WWW-Authenticate", "What to send instead")],
    },
    CommonRefusal {
        status: "429",
        says: "`too_many_requests`: see the limits at the top",
        headers: RETRY_AFTER,
    },
    CommonRefusal {
        status: "503",
        says: "`busy`: a repeated request with the same `Idempotency-Key` does nothing twice",
        headers: RETRY_AFTER,
    },
];

const CHANGES: [CommonRefusal; 2] = [
    CommonRefusal {
        status: "403",
        says: "`cross_origin`: a page of another site asked for it",
        headers: &[],
    },
    CommonRefusal {
        status: "413",
        says: "`body_too_large`: over 64 KiB",
        headers: &[],
    },
];

const JSON_BODY: [CommonRefusal; 2] = [
    CommonRefusal {
        status: "400",
        says: "`malformed_body`: not JSON",
        headers: &[],
    },
    CommonRefusal {
        status: "415",
        says: "`unsupported_media_type`: send `Content-Type: application/json`",
        headers: &[],
    },
];

/// Completes the description. `server` is the address of the API, without the path of a call.
pub(super) fn complete(document: &mut Value, server: &str) {
    document["servers"] = json!([{"url": server}]);
    document["components"]["securitySchemes"] = json!({
        "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT", "description": "A token of `POST /api/v1/sessions`"},
        "session": {
            "type": "apiKey", "in": "cookie", "name": "frontrow_session",
            "description": "The cookie of a browser, which the first choice of a seat or the first hold sets; behind TLS, `__Host-frontrow_session`"
        },
        "staff": {"type": "http", "scheme": "bearer", "description": "A token that `frontrow token door`, `box-office` or `operator` prints once"},
        "operator": {"type": "http", "scheme": "bearer", "description": "A token that `frontrow token operator NAME` prints once"},
    });
    // Most calls accept a buyer, and need none.
    document["security"] = json!([{}, {"bearer": []}, {"session": []}]);
    let paths = document["paths"].as_object_mut().into_iter().flatten();
    for (path, item) in paths {
        for method in METHODS {
            if let Some(operation) = item.get_mut(method) {
                complete_call(operation, path, method);
            }
        }
    }
    let schemas = document["components"]["schemas"]
        .as_object_mut()
        .into_iter()
        .flatten();
    schemas.for_each(|(_, schema)| bound_integers(schema));
}

fn complete_call(operation: &mut Value, path: &str, method: &str) {
    let is_change = method != "get";
    let has_json = operation["requestBody"]["content"]
        .get("application/json")
        .is_some();
    // A provider's notice is checked by its signature and parsed after that, whatever its content
    // type.
    let is_notice = path.starts_with("/api/v1/webhooks/");
    let refusals = ANY
        .iter()
        .chain(CHANGES.iter().filter(|_| is_change))
        .chain(JSON_BODY.iter().filter(|_| has_json && !is_notice));
    let responses = &mut operation["responses"];
    if let Value::Object(responses) = responses {
        refusals.for_each(|refusal| add(responses, refusal));
    }
    // An optional body is present or absent, never null.
    if let Some(schema) = operation.pointer_mut("/requestBody/content/application~1json/schema") {
        never_null(schema);
    }
    for parameter in operation
        .get_mut("parameters")
        .and_then(Value::as_array_mut)
        .into_iter()
        .flatten()
    {
        never_null(&mut parameter["schema"]);
        bound_integers(&mut parameter["schema"]);
    }
    if path.starts_with("/api/v1/bookings/") {
        operation["security"] = json!([{"bearer": []}, {"session": []}]);
    }
}

fn add(responses: &mut Map<String, Value>, refusal: &CommonRefusal) {
    let known = responses.entry(refusal.status).or_insert_with(|| {
        let content = json!({"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}});
        json!({"description": "", "content": content})
    });
    let code = refusal.says.split(':').next().unwrap_or(refusal.says);
    let said = known["description"].as_str().unwrap_or_default();
    if !said.contains(code) {
        known["description"] = if said.is_empty() {
            refusal.says.into()
        } else {
            format!("{said}; {}", refusal.says).into()
        };
    }
    for (name, about) in refusal.headers {
        let kind = if *name == "Retry-After" {
            json!({"type": "integer", "minimum": 1})
        } else {
            json!({"type": "string"})
        };
        known["headers"][name] = json!({"description": about, "schema": kind});
    }
}

/// An optional parameter is present or absent: `null` would be an ordinary text.
fn never_null(schema: &mut Value) {
    let without_null = |list: &mut Vec<Value>, is_null: fn(&Value) -> bool| {
        list.retain(|kind| !is_null(kind));
        (list.len() == 1).then(|| list.remove(0))
    };
    if let Value::Array(kinds) = &mut schema["type"]
        && let Some(only) = without_null(kinds, |kind| kind == "null")
    {
        schema["type"] = only;
    }
    if let Some(Value::Array(kinds)) = schema.get_mut("oneOf")
        && let Some(only) = without_null(kinds, |kind| kind["type"] == "null")
    {
        *schema = only;
    }
    if schema["type"].is_null()
        && let Value::Object(schema) = schema
    {
        schema.remove("type");
    }
}

/// Adds the maximum of each 32-bit number, because `format` only informs people.
fn bound_integers(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            if members
                .get("format")
                .is_some_and(|format| format == "int32")
                && !members.contains_key("maximum")
            {
                members.insert("maximum".to_owned(), LARGEST.into());
            }
            members
                .iter_mut()
                .for_each(|(_, member)| bound_integers(member));
        }
        Value::Array(members) => members.iter_mut().for_each(bound_integers),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_optional_parameter_is_not_null() {
        let mut numbers = json!({"type": ["integer", "null"], "format": "int32", "minimum": 1});
        never_null(&mut numbers);
        assert_eq!(
            numbers,
            json!({"type": "integer", "format": "int32", "minimum": 1})
        );
        let mut named =
            json!({"oneOf": [{"type": "null"}, {"$ref": "#/components/schemas/EventSort"}]});
        never_null(&mut named);
        assert_eq!(named, json!({"$ref": "#/components/schemas/EventSort"}));
    }

    #[test]
    fn a_calls_own_refusals_are_kept_beside_the_common_ones() {
        let mut call = json!({"responses": {"401": {"description": "`bad_signature`"}}});
        complete_call(&mut call, "/api/v1/webhooks/{provider}", "post");
        let said = call["responses"]["401"]["description"]
            .as_str()
            .unwrap_or_default();
        assert!(
            said.starts_with("`bad_signature`; `unauthorized`"),
            "{said}"
        );
        let mut statuses: Vec<_> = call["responses"]
            .as_object()
            .into_iter()
            .flatten()
            .map(|(status, _)| status.as_str())
            .collect();
        statuses.sort_unstable();
        assert_eq!(statuses, ["401", "403", "413", "429", "503"]);
    }
}
