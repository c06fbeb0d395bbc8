//! Reads JSON and collects every fault.

use std::{cell::RefCell, collections::HashSet, fmt::Display};

use serde_json::{Map, Value};

use super::{Fault, strict::StrictValue};

/// The longest name, in characters.
pub const LONGEST_NAME: usize = 200;
/// The longest text of paragraphs, in characters.
const LONGEST_TEXT: usize = 20_000;

/// The faults and remarks so far.
#[derive(Debug, Default)]
pub struct Findings {
    faults: RefCell<Vec<Fault>>,
    notes: RefCell<Vec<Fault>>,
}

impl Findings {
    /// Parses the text.
    pub fn parse(text: &str) -> Result<Value, Vec<Fault>> {
        serde_json::from_str(text)
            .map(|StrictValue(value)| value)
            .map_err(|error| {
                let what = error.to_string();
                let what = what.split(" at line ").next().unwrap_or_default();
                let what = if error.is_data() {
                    what.to_owned()
                } else {
                    format!("this is not JSON: {what}")
                };
                vec![Fault::new(
                    format!("line {}, column {}", error.line(), error.column()),
                    what,
                )]
            })
    }

    /// The value, if there are no faults.
    pub fn finish<T>(self, value: Option<T>) -> Result<(T, Vec<Fault>), Vec<Fault>> {
        let faults = self.faults.into_inner();
        match value {
            Some(value) if faults.is_empty() => Ok((value, self.notes.into_inner())),
            _ => Err(faults),
        }
    }

    /// Whether there are no faults so far.
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

/// A JSON value with its place.
#[derive(Debug, Clone)]
pub struct Node<'a> {
    value: &'a Value,
    pointer: String,
    findings: &'a Findings,
}

/// A JSON object with its allowed fields.
#[derive(Debug, Clone)]
pub struct Object<'a> {
    map: &'a Map<String, Value>,
    pointer: String,
    findings: &'a Findings,
}

impl<'a> Node<'a> {
    /// The whole document.
    pub fn root(value: &'a Value, findings: &'a Findings) -> Self {
        Self {
            value,
            pointer: String::new(),
            findings,
        }
    }

    /// The JSON pointer of the value.
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// Adds a fault at this place.
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
        self.fault(format!("this must be {wanted}, not {found}"));
        None
    }

    /// An object without other fields than these.
    pub fn object(&self, fields: &[&str]) -> Option<Object<'a>> {
        let Value::Object(map) = self.value else {
            return self.wrong("an object");
        };
        for name in map.keys().filter(|name| !fields.contains(&name.as_str())) {
            self.findings.fault(
                &join(&self.pointer, name),
                format!(
                    "there is no field `{}` here; there are {}",
                    short(name),
                    fields.join(", ")
                ),
            );
        }
        Some(Object {
            map,
            pointer: self.pointer.clone(),
            findings: self.findings,
        })
    }

    /// A list.
    pub fn list(&self) -> Option<Vec<Node<'a>>> {
        let Value::Array(list) = self.value else {
            return self.wrong("a list");
        };
        let node = |(index, value)| Node {
            value,
            pointer: join(&self.pointer, index),
            findings: self.findings,
        };
        Some(list.iter().enumerate().map(node).collect())
    }

    /// A text of one line. It may be empty.
    pub fn text(&self) -> Option<&'a str> {
        self.text_of(LONGEST_NAME, &[])
    }

    /// A text of several lines.
    pub fn paragraphs(&self) -> Option<&'a str> {
        self.text_of(LONGEST_TEXT, &['\n', '\r', '\t'])
    }

    fn text_of(&self, longest: usize, allowed: &[char]) -> Option<&'a str> {
        let Value::String(text) = self.value else {
            return self.wrong("a text");
        };
        match text_fault(text, longest, allowed) {
            Some(what) => {
                self.fault(what);
                None
            }
            None => Some(text),
        }
    }

    /// A text of one line that is not empty.
    pub fn words(&self) -> Option<&'a str> {
        let text = self.text()?.trim();
        if text.is_empty() {
            self.fault("this is empty, and needs a text");
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
        self.fault(format!(
            "this must be one of {}, not `{}`",
            known.join(", "),
            short(text)
        ));
        None
    }

    /// A number from −1,000,000 to 1,000,000.
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
        if number > 0.0 {
            Some(number)
        } else {
            self.wrong("a number above 0")
        }
    }

    /// A whole number in a range.
    pub fn whole(&self, least: i64, most: i64) -> Option<i64> {
        match self.value.as_i64() {
            Some(number) if (least..=most).contains(&number) => Some(number),
            _ => self.wrong(&format!("a whole number from {least} to {most}")),
        }
    }

    /// A boolean.
    pub fn truth(&self) -> Option<bool> {
        let truth = self.value.as_bool();
        if truth.is_none() {
            self.wrong("true or false")
        } else {
            truth
        }
    }
}

impl<'a> Object<'a> {
    /// A field that must be there.
    pub fn required(&self, name: &str) -> Option<Node<'a>> {
        let node = self.optional(name);
        if node.is_none() {
            self.findings
                .fault(&self.pointer, format!("`{name}` is missing"));
        }
        node
    }

    /// A field that may be left out.
    pub fn optional(&self, name: &str) -> Option<Node<'a>> {
        let value = self.map.get(name)?;
        Some(Node {
            value,
            pointer: join(&self.pointer, name),
            findings: self.findings,
        })
    }

    /// A field that may be left out or be null.
    pub fn nullable(&self, name: &str) -> Option<Node<'a>> {
        self.optional(name).filter(|node| !node.value.is_null())
    }
}

/// Collects values that must be unique.
#[derive(Debug, Default)]
pub struct UniqueValues(HashSet<String>);

impl UniqueValues {
    /// Adds a fault if the value was there before.
    pub fn add(&mut self, node: &Node<'_>, value: &str) {
        self.add_as(node, value, value);
    }

    /// Adds a fault if the value's key was there before.
    pub fn add_as(&mut self, node: &Node<'_>, value: &str, key: &str) {
        if !self.0.insert(key.to_owned()) {
            node.fault(format!("`{}` is there twice", short(value)));
        }
    }
}

fn join(pointer: &str, step: impl Display) -> String {
    format!(
        "{pointer}/{}",
        step.to_string().replace('~', "~0").replace('/', "~1")
    )
}

/// The fault of a text, if it has one: it is too long (`longest` counts characters), or has a
/// character that no page and no table can show.
pub fn text_fault(text: &str, longest: usize, allowed: &[char]) -> Option<String> {
    let length = text.chars().count();
    if length > longest {
        return Some(format!(
            "this has {length} letters, and {longest} are the most; it begins `{}`",
            short(text)
        ));
    }
    let control = |letter: char| letter.is_control() && !allowed.contains(&letter);
    let (index, found) = text
        .chars()
        .enumerate()
        .find(|(_, letter)| control(*letter))?;
    Some(format!(
        "letter {} of this text is the control character U+{:04X}: leave it out",
        index + 1,
        u32::from(found)
    ))
}

/// The beginning of a long text.
pub fn short(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
