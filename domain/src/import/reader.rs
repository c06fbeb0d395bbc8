//! Walking through JSON while collecting everything that is wrong with it.

use std::{cell::RefCell, collections::HashSet, fmt::Display};

use serde_json::{Map, Value};

use super::Fault;

/// What was found wrong, and what is worth a remark.
#[derive(Debug, Default)]
pub struct Findings {
    faults: RefCell<Vec<Fault>>,
    notes: RefCell<Vec<Fault>>,
}

impl Findings {
    /// Parses the text.
    pub fn parse(text: &str) -> Result<Value, Vec<Fault>> {
        serde_json::from_str(text).map_err(|error| {
            let what = error.to_string();
            let what = what.split(" at line ").next().unwrap_or_default();
            vec![Fault::new(format!("line {}, column {}", error.line(), error.column()), format!("this is not JSON: {what}"))]
        })
    }

    /// The value if nothing was wrong.
    pub fn finish<T>(self, value: Option<T>) -> Result<(T, Vec<Fault>), Vec<Fault>> {
        let faults = self.faults.into_inner();
        match value {
            Some(value) if faults.is_empty() => Ok((value, self.notes.into_inner())),
            _ => Err(faults),
        }
    }

    /// Whether nothing was wrong so far.
    pub fn clean(&self) -> bool {
        self.faults.borrow().is_empty()
    }

    /// Adds a fault.
    pub fn fault(&self, place: &str, what: impl Into<String>) {
        let place = if place.is_empty() { "/" } else { place };
        self.faults.borrow_mut().push(Fault::new(place, what));
    }

    /// Adds a remark.
    pub fn note(&self, place: &str, what: impl Into<String>) {
        self.notes.borrow_mut().push(Fault::new(place, what));
    }
}

/// A value with its place.
#[derive(Debug, Clone)]
pub struct Node<'a> {
    value: &'a Value,
    pointer: String,
    findings: &'a Findings,
}

/// An object whose fields are known.
#[derive(Debug, Clone)]
pub struct Object<'a> {
    map: &'a Map<String, Value>,
    pointer: String,
    findings: &'a Findings,
}

impl<'a> Node<'a> {
    /// The whole document.
    pub fn root(value: &'a Value, findings: &'a Findings) -> Self {
        Self { value, pointer: String::new(), findings }
    }

    /// Its JSON pointer.
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// Says that something is wrong here.
    pub fn fault(&self, what: impl Into<String>) {
        self.findings.fault(&self.pointer, what);
    }

    fn wrong<T>(&self, wanted: &str) -> Option<T> {
        let found = match self.value {
            Value::Null => "null".to_owned(),
            Value::Bool(value) => value.to_string(),
            Value::Number(value) => format!("the number {value}"),
            Value::String(value) => format!("the text `{}`", short(value)),
            Value::Array(_) => "a list".to_owned(),
            Value::Object(_) => "an object".to_owned(),
        };
        self.fault(format!("this is {wanted}, not {found}"));
        None
    }

    /// An object with none but these fields.
    pub fn object(&self, fields: &[&str]) -> Option<Object<'a>> {
        let Value::Object(map) = self.value else { return self.wrong("an object") };
        for name in map.keys().filter(|name| !fields.contains(&name.as_str())) {
            self.findings
                .fault(&join(&self.pointer, name), format!("there is no field `{}` here; there are {}", short(name), fields.join(", ")));
        }
        Some(Object { map, pointer: self.pointer.clone(), findings: self.findings })
    }

    /// A list.
    pub fn list(&self) -> Option<Vec<Node<'a>>> {
        let Value::Array(list) = self.value else { return self.wrong("a list") };
        let node = |(index, value)| Node { value, pointer: join(&self.pointer, index), findings: self.findings };
        Some(list.iter().enumerate().map(node).collect())
    }

    /// A text.
    pub fn text(&self) -> Option<&'a str> {
        match self.value {
            Value::String(text) => Some(text),
            _ => self.wrong("a text"),
        }
    }

    /// A text with something in it.
    pub fn words(&self) -> Option<&'a str> {
        let text = self.text()?.trim();
        if text.is_empty() {
            self.fault("this is not empty");
            return None;
        }
        Some(text)
    }

    /// One of these texts.
    pub fn one_of(&self, known: &[&str]) -> Option<&'a str> {
        let text = self.text()?;
        if known.contains(&text) {
            return Some(text);
        }
        self.fault(format!("this is one of {}, not `{}`", known.join(", "), short(text)));
        None
    }

    /// A number within reach.
    pub fn number(&self) -> Option<f64> {
        match self.value.as_f64() {
            Some(number) if number.abs() <= 1e6 => Some(number),
            Some(_) => self.wrong("a number between -1000000 and 1000000"),
            None => self.wrong("a number"),
        }
    }

    /// A number above zero.
    pub fn size(&self) -> Option<f64> {
        let number = self.number()?;
        if number > 0.0 { Some(number) } else { self.wrong("a number above 0") }
    }

    /// A whole number in a range.
    pub fn whole(&self, least: i64, most: i64) -> Option<i64> {
        match self.value.as_i64() {
            Some(number) if (least..=most).contains(&number) => Some(number),
            _ => self.wrong(&format!("a whole number from {least} to {most}")),
        }
    }

    /// Yes or no.
    pub fn truth(&self) -> Option<bool> {
        let truth = self.value.as_bool();
        if truth.is_none() { self.wrong("true or false") } else { truth }
    }
}

impl<'a> Object<'a> {
    /// A field that must be there.
    pub fn required(&self, name: &str) -> Option<Node<'a>> {
        let node = self.optional(name);
        if node.is_none() {
            self.findings.fault(&self.pointer, format!("`{name}` is missing"));
        }
        node
    }

    /// A field that may be left out.
    pub fn optional(&self, name: &str) -> Option<Node<'a>> {
        let value = self.map.get(name)?;
        Some(Node { value, pointer: join(&self.pointer, name), findings: self.findings })
    }

    /// A field that may be left out or be null.
    pub fn nullable(&self, name: &str) -> Option<Node<'a>> {
        self.optional(name).filter(|node| !node.value.is_null())
    }
}

/// Collects values that must differ.
#[derive(Debug, Default)]
pub struct Unique(HashSet<String>);

impl Unique {
    /// Says so if the value was there before.
    pub fn add(&mut self, node: &Node<'_>, value: &str) {
        if !self.0.insert(value.to_owned()) {
            node.fault(format!("`{}` is there twice", short(value)));
        }
    }
}

fn join(pointer: &str, step: impl Display) -> String {
    format!("{pointer}/{}", step.to_string().replace('~', "~0").replace('/', "~1"))
}

/// The beginning of a long text.
pub fn short(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
