//! A message of a Fluent file, and its short form.
//!
//! Only parts of Fluent that the short form supports are allowed: text, variables (`{ $city }`,
//! `{ NUMBER($count) }`), string literals (`{ "\u00A0" }`), and one choice by a number. Everything
//! else fails the build, so that no text is silently wrong.

use std::fmt::Write;

use fluent_syntax::{
    ast::{Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey},
    unicode::unescape_unicode_to_string,
};

use crate::Language;

/// A message, or an attribute of one.
#[derive(Debug, Clone)]
pub(crate) struct TranslatedMessage {
    /// The name of its method: `sold_out`, `sold_out_action` for the attribute `.action`.
    pub(crate) name: String,
    pattern: Pattern<String>,
}

/// A variable of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MessageVariable {
    /// The name, as a parameter in Rust.
    pub(crate) name: String,
    /// Whether it is a number: it chooses a case, or is in `NUMBER`.
    pub(crate) is_count: bool,
}

impl TranslatedMessage {
    pub(crate) const fn new(name: String, pattern: Pattern<String>) -> Self {
        Self { name, pattern }
    }

    /// The variables, in the order of the text.
    pub(crate) fn variables(&self) -> Vec<MessageVariable> {
        let mut found = Vec::new();
        collect(&self.pattern.elements, &mut found);
        found
    }

    /// The short form for [`crate::Texts`]. `variables` are those of the English message, in its
    /// order.
    ///
    /// # Errors
    /// If the message uses a part of Fluent that the short form does not support.
    pub(crate) fn short_form(
        &self,
        variables: &[MessageVariable],
        language: Language,
    ) -> Result<String, String> {
        let elements = &self.pattern.elements;
        let Some((place, selector, variants)) = elements.iter().enumerate().find_map(choice) else {
            return plain(elements, variables);
        };
        let (before, after) = (
            plain(&elements[..place], variables)?,
            plain(&elements[place + 1..], variables)?,
        );
        let number = index(selector, variables)?;
        let mut ordered: Vec<&Variant<String>> = variants.iter().collect();
        // The default always matches, so it comes last.
        ordered.sort_by_key(|variant| variant.default);
        let mut form = format!("|{number}");
        for variant in ordered {
            let text = plain(&variant.value.elements, variables)?;
            // Writing to a string never fails.
            let _ = write!(form, "|{}={before}{text}{after}", key(variant, language)?);
        }
        Ok(form)
    }
}

type SelectExpression<'p> = (usize, &'p InlineExpression<String>, &'p [Variant<String>]);

fn choice((place, element): (usize, &PatternElement<String>)) -> Option<SelectExpression<'_>> {
    match element {
        PatternElement::Placeable {
            expression: Expression::Select { selector, variants },
        } => Some((place, selector, variants.as_slice())),
        _ => None,
    }
}

fn plain(
    elements: &[PatternElement<String>],
    variables: &[MessageVariable],
) -> Result<String, String> {
    let mut form = String::new();
    for element in elements {
        match element {
            // Text over several lines of the file becomes one line.
            PatternElement::TextElement { value } => {
                form.push_str(&unmarked(value)?.replace('\n', " "))
            }
            PatternElement::Placeable {
                expression: Expression::Inline(InlineExpression::StringLiteral { value }),
            } => {
                form.push_str(unmarked(&unescape_unicode_to_string(value))?);
            }
            PatternElement::Placeable {
                expression: Expression::Inline(inline),
            } => {
                // Writing to a string never fails.
                let _ = write!(form, "{{{}}}", index(inline, variables)?);
            }
            PatternElement::Placeable {
                expression: Expression::Select { .. },
            } => {
                return Err("has more than one choice: write a message for each".to_owned());
            }
        }
    }
    Ok(form)
}

/// Text without the characters that the short form reserves.
fn unmarked(text: &str) -> Result<&str, String> {
    match text.find(['{', '}', '|']) {
        Some(_) => Err("has one of the characters { } |".to_owned()),
        None => Ok(text),
    }
}

fn key(variant: &Variant<String>, language: Language) -> Result<&str, String> {
    match &variant.key {
        _ if variant.default => Ok("*"),
        VariantKey::NumberLiteral { value } if value.parse::<u32>().is_ok() => Ok(value.as_str()),
        VariantKey::Identifier { name } if language.plurals().contains(&name.as_str()) => {
            Ok(name.as_str())
        }
        VariantKey::NumberLiteral { value: name } | VariantKey::Identifier { name } => {
            Err(format!(
                "has the case [{name}], which is neither a whole number nor a plural of this language"
            ))
        }
    }
}

fn index(
    inline: &InlineExpression<String>,
    variables: &[MessageVariable],
) -> Result<usize, String> {
    let (name, _) = variable(inline).ok_or(
        "has something else than text, variables, string literals and a choice by a number",
    )?;
    let place = variables.iter().position(|variable| variable.name == name);
    place.ok_or_else(|| format!("uses ${name}, which the English text does not have"))
}

fn collect(elements: &[PatternElement<String>], found: &mut Vec<MessageVariable>) {
    for element in elements {
        match element {
            PatternElement::TextElement { .. } => {}
            PatternElement::Placeable {
                expression: Expression::Inline(inline),
            } => note(inline, false, found),
            PatternElement::Placeable {
                expression: Expression::Select { selector, variants },
            } => {
                note(selector, true, found);
                for variant in variants {
                    collect(&variant.value.elements, found);
                }
            }
        }
    }
}

fn note(inline: &InlineExpression<String>, chooses: bool, found: &mut Vec<MessageVariable>) {
    let Some((name, is_number)) = variable(inline) else {
        return;
    };
    let is_count = chooses || is_number;
    match found.iter_mut().find(|known| known.name == name) {
        Some(known) => known.is_count |= is_count,
        None => found.push(MessageVariable { name, is_count }),
    }
}

/// The name of a variable in Rust, and whether it is marked as a number.
fn variable(inline: &InlineExpression<String>) -> Option<(String, bool)> {
    match inline {
        InlineExpression::VariableReference { id } => Some((id.name.replace('-', "_"), false)),
        InlineExpression::FunctionReference { id, arguments }
            if id.name == "NUMBER" && arguments.named.is_empty() =>
        {
            match arguments.positional.as_slice() {
                [InlineExpression::VariableReference { id }] => {
                    Some((id.name.replace('-', "_"), true))
                }
                _ => None,
            }
        }
        _ => None,
    }
}
