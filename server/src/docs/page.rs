//! `GET /api/docs`: the OpenAPI document as a page.

use std::fmt::Write as _;

use domain::ProblemCode;
use serde_json::Value;

use super::html::{escape, inline, prose};

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// A call.
struct ApiCall<'a> {
    method: &'static str,
    path: &'a str,
    about: &'a Value,
}

/// The page. `description` is the OpenAPI document.
pub(super) fn render(description: &Value, stylesheet: &str) -> String {
    let calls = calls(description);
    let mut out = String::with_capacity(64 * 1024);
    let _ = write!(out, "{}", HEAD.replace("{stylesheet}", &escape(stylesheet)));
    out.push_str(&prose(text(&description["info"], "description")));
    out.push_str(r#"<p>The same for programs: <a href="/api/v1/openapi.json">openapi.json</a> (OpenAPI 3.1).</p>"#);
    contents(&mut out, description, &calls);
    for tag in list(&description["tags"]) {
        let name = text(tag, "name");
        let _ = write!(
            out,
            "<section><h2>{}</h2>{}",
            escape(name),
            prose(text(tag, "description"))
        );
        for call in calls.iter().filter(|call| call.about["tags"][0] == name) {
            write_call(&mut out, call);
        }
        out.push_str("</section>");
    }
    problems(&mut out);
    schemas(&mut out, &description["components"]["schemas"]);
    out.push_str("</article></main></body></html>");
    out
}

const HEAD: &str = r##"<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>For developers · Frontrow</title><link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="{stylesheet}"></head><body><a class="skip-link" href="#main">Skip to the content</a>
<header class="site-header"><div class="site-header-inner"><a class="logo" href="/" aria-label="Frontrow, what is on"><img class="logo-mark" src="/favicon.svg" alt="" width="34" height="34"><span class="logo-name">Frontrow</span></a>
<nav aria-label="Main"><ul class="site-nav"><li><a href="/">What’s on</a></li><li><a href="/venues">Venues</a></li><li><a href="/bookings">My bookings</a></li></ul></nav>
</div></header><main id="main" tabindex="-1"><article class="docs"><h1>The API</h1>"##;

fn calls(description: &Value) -> Vec<ApiCall<'_>> {
    let paths = description["paths"].as_object().into_iter().flatten();
    paths
        .flat_map(|(path, item)| {
            METHODS.into_iter().filter_map(move |method| {
                Some(ApiCall {
                    method,
                    path,
                    about: item.get(method)?,
                })
            })
        })
        .collect()
}

fn contents(out: &mut String, description: &Value, calls: &[ApiCall<'_>]) {
    out.push_str(r#"<nav aria-label="Calls" class="docs-contents">"#);
    for tag in list(&description["tags"]) {
        let _ = write!(out, "<h2>{}</h2><ul>", escape(text(tag, "name")));
        for call in calls
            .iter()
            .filter(|call| call.about["tags"][0] == tag["name"])
        {
            let (id, method, path) = (
                text(call.about, "operationId"),
                call.method.to_uppercase(),
                escape(call.path),
            );
            let _ = write!(
                out,
                r##"<li><a href="#{id}"><code>{method} {path}</code></a></li>"##
            );
        }
        out.push_str("</ul>");
    }
    out.push_str(
        r##"<p><a href="#problems">Problems</a> · <a href="#schemas">Schemas</a></p></nav>"##,
    );
}

fn write_call(out: &mut String, call: &ApiCall<'_>) {
    let about = call.about;
    let id = text(about, "operationId");
    let _ = write!(
        out,
        r#"<section id="{id}" class="docs-call"><h3><code>{} {}</code></h3>"#,
        call.method.to_uppercase(),
        escape(call.path)
    );
    let summary = [text(about, "summary"), text(about, "description")];
    for sentence in summary.into_iter().filter(|sentence| !sentence.is_empty()) {
        out.push_str(&prose(sentence));
    }
    let parameters = list(&about["parameters"]);
    if !parameters.is_empty() {
        out.push_str(
            r#"<div class="docs-scroll" tabindex="0" role="group" aria-label="Parameters"><table><thead><tr><th scope="col">Parameter</th><th scope="col">Where</th><th scope="col">What</th></tr></thead><tbody>"#,
        );
        for parameter in parameters {
            let needed = if parameter["required"] == true {
                ""
            } else {
                " (optional)"
            };
            let (name, place) = (
                escape(text(parameter, "name")),
                escape(text(parameter, "in")),
            );
            let _ = write!(
                out,
                "<tr><td><code>{name}</code></td><td>{place}{needed}</td><td>{}</td></tr>",
                inline(text(parameter, "description"))
            );
        }
        out.push_str("</tbody></table></div>");
    }
    if let Some((kind, media)) = first_content(&about["requestBody"]) {
        let _ = write!(
            out,
            "<p>Body, <code>{}</code>: {}</p>",
            escape(kind),
            schema_name(&media["schema"])
        );
    }
    out.push_str(
        r#"<div class="docs-scroll" tabindex="0" role="group" aria-label="Answers"><table><thead><tr><th scope="col">Answer</th><th scope="col">Body</th><th scope="col">When</th></tr></thead><tbody>"#,
    );
    for (status, response) in about["responses"].as_object().into_iter().flatten() {
        let body = first_content(response)
            .map(|(_, media)| schema_name(&media["schema"]))
            .unwrap_or_default();
        let _ = write!(
            out,
            "<tr><td>{}</td><td>{body}</td><td>{}</td></tr>",
            escape(status),
            with_codes(text(response, "description"))
        );
    }
    out.push_str("</tbody></table></div></section>");
}

/// Links each problem code to its explanation.
fn with_codes(description: &str) -> String {
    let mut html = inline(description);
    for code in ProblemCode::ALL {
        let code = code.as_str();
        html = html.replace(
            &format!("<code>{code}</code>"),
            &format!(r##"<a href="#{code}"><code>{code}</code></a>"##),
        );
    }
    html
}

fn problems(out: &mut String) {
    out.push_str(r#"<section id="problems"><h2>Problems</h2><p>Every error is <code>application/problem+json</code>: <code>type</code>, <code>title</code>, <code>status</code>, <code>code</code> and often <code>detail</code>, with more members where said. Branch on <code>code</code>: a code never changes its meaning.</p><dl>"#);
    for code in ProblemCode::ALL {
        let (name, status, title) = (code.as_str(), code.status(), escape(code.title()));
        let _ = write!(
            out,
            r#"<dt id="{name}"><code>{name}</code> {status}</dt><dd>{title}.{}</dd>"#,
            inline(&extra(*code))
        );
    }
    out.push_str("</dl></section>");
}

/// The extra fields of a problem.
fn extra(code: ProblemCode) -> String {
    let text = match code {
        ProblemCode::InvalidRequest => {
            "`errors` lists each wrong field or parameter as `{field, message}`."
        }
        ProblemCode::LeavesSingleSeat => {
            "`seats` are those that would be left alone, `alternatives` as many as you asked for, moved along."
        }
        ProblemCode::SeatsTaken => {
            "`seats` are those lost, `alternatives` the nearest that are free and worth the same."
        }
        ProblemCode::TooManySeats => "`max_seats` is how many one booking may have.",
        ProblemCode::BuyerLimit => {
            "`buyer_limit` is how many seats one buyer may have of this event, pending and bought."
        }
        ProblemCode::WaitingRoom => "`queue_url` is where to join the line.",
        ProblemCode::ProofOfWork => {
            "`work` is `{entry, bits}`: find a number with which SHA-256 of the entry's 16 bytes and the number's 8 bytes, big-endian, begins with `bits` zero bits, and send it as `work`."
        }
        ProblemCode::NotNearFront => {
            "`again_ms` is the pause in milliseconds between two questions; add or take up to 30 %."
        }
        ProblemCode::ExtensionRefused => {
            "`reason` says why: one word of the schema `ExtensionRefusal`."
        }
        ProblemCode::BookingState => {
            "`reason` is `price_changed` if a payment named another `expected_total` than the booking's `total`."
        }
        ProblemCode::RefundRefused => "`reason` says why: one word of the schema `RefundRefusal`.",
        ProblemCode::TooManyRequests => {
            "`retry_after`, and the header `Retry-After`, say after how many seconds to try again."
        }
        ProblemCode::Busy | ProblemCode::LineFull | ProblemCode::RequestInProgress => {
            "`Retry-After` says when to try again."
        }
        _ => "",
    };
    if text.is_empty() {
        String::new()
    } else {
        format!(" {text}")
    }
}

fn schemas(out: &mut String, schemas: &Value) {
    out.push_str(r#"<section id="schemas"><h2>Schemas</h2>"#);
    for (name, schema) in schemas.as_object().into_iter().flatten() {
        let json = escape(&serde_json::to_string_pretty(schema).unwrap_or_default());
        let name = escape(name);
        let _ = write!(
            out,
            r#"<details id="schema-{name}"><summary><code>{name}</code></summary>{}<pre tabindex="0"><code>{json}</code></pre></details>"#,
            prose(text(schema, "description"))
        );
    }
    out.push_str("</section>");
}

fn schema_name(schema: &Value) -> String {
    let reference = schema["$ref"]
        .as_str()
        .and_then(|path| path.rsplit('/').next());
    match (reference, schema["type"].as_str()) {
        (Some(name), _) => format!(
            r##"<a href="#schema-{0}"><code>{0}</code></a>"##,
            escape(name)
        ),
        (None, Some(kind)) => format!("<code>{}</code>", escape(kind)),
        (None, None) => String::new(),
    }
}

fn first_content(body: &Value) -> Option<(&str, &Value)> {
    body["content"]
        .as_object()?
        .iter()
        .next()
        .map(|(kind, media)| (kind.as_str(), media))
}

fn text<'a>(value: &'a Value, member: &str) -> &'a str {
    value[member].as_str().unwrap_or_default()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}
