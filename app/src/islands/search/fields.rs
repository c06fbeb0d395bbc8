//! The fields of the search's form: what they say as an address, and an address in them.

use leptos::wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, FormData, HtmlFormElement};

use crate::search::SearchQuery;

/// What the form asks for.
pub(super) fn read(form: &HtmlFormElement) -> SearchQuery {
    let data = FormData::new_with_form(form).ok();
    SearchQuery::read(|name| data.as_ref()?.get(name).as_string())
}

/// Makes the form ask for this.
pub(super) fn fill(form: &HtmlFormElement, asked: &SearchQuery) {
    each(form, |name, field| say(field, asked.get(name).unwrap_or_default()));
}

/// Makes the form say nothing under these names.
pub(super) fn clear(form: &HtmlFormElement, names: &[&str]) {
    each(form, |name, field| {
        if names.contains(&name) {
            say(field, "");
        }
    });
}

fn each(form: &HtmlFormElement, act: impl Fn(&str, &Element)) {
    let Ok(fields) = form.query_selector_all("[name]") else { return };
    for field in (0..fields.length()).filter_map(|at| fields.get(at)) {
        if let Some(field) = field.dyn_ref::<Element>()
            && let Some(name) = field.get_attribute("name")
        {
            act(&name, field);
        }
    }
}

/// Inputs and selects have these properties; one that a field lacks says nothing to it.
fn say(field: &Element, value: &str) {
    let set = |property: &str, value: JsValue| _ = js_sys::Reflect::set(field, &property.into(), &value);
    match field.get_attribute("type").as_deref() {
        Some("checkbox") => set("checked", (!value.is_empty()).into()),
        Some("hidden") => {
            set("value", value.into());
            set("disabled", value.is_empty().into());
        }
        _ => set("value", value.into()),
    }
}
