//! Converts between the search form's fields and a query.

use leptos::wasm_bindgen::{JsCast, JsValue};
use ui::search::SearchQuery;
use web_sys::{Element, FormData, HtmlFormElement};

/// The query in the form.
pub(super) fn read(form: &HtmlFormElement) -> SearchQuery {
    let data = FormData::new_with_form(form).ok();
    SearchQuery::read(|name| data.as_ref()?.get(name).as_string())
}

/// Fills the form with a query.
pub(super) fn fill(form: &HtmlFormElement, asked: &SearchQuery) {
    each(form, |name, field| {
        say(field, asked.get(name).unwrap_or_default())
    });
}

/// Clears the fields with these names.
pub(super) fn clear(form: &HtmlFormElement, names: &[&str]) {
    each(form, |name, field| {
        if names.contains(&name) {
            say(field, "");
        }
    });
}

fn each(form: &HtmlFormElement, act: impl Fn(&str, &Element)) {
    let Ok(fields) = form.query_selector_all("[name]") else {
        return;
    };
    for field in (0..fields.length()).filter_map(|at| fields.get(at)) {
        if let Some(field) = field.dyn_ref::<Element>()
            && let Some(name) = field.get_attribute("name")
        {
            act(&name, field);
        }
    }
}

/// Sets the value of an input or select. Setting a property that a field lacks has no effect.
fn say(field: &Element, value: &str) {
    let set =
        |property: &str, value: JsValue| _ = js_sys::Reflect::set(field, &property.into(), &value);
    match field.get_attribute("type").as_deref() {
        Some("checkbox") => set("checked", (!value.is_empty()).into()),
        Some("hidden") => {
            set("value", value.into());
            set("disabled", value.is_empty().into());
        }
        _ => set("value", value.into()),
    }
}
