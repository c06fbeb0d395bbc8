//! The Fluent files of all languages.

use std::{fs, io, path::Path};

use fluent_syntax::{
    ast::{Entry, Message},
    parser::{ParserError, parse_runtime},
};

use crate::{Language, message::TranslatedMessage};

/// Why the texts cannot be read. Names the file and, if known, the message.
#[derive(Debug, thiserror::Error)]
pub enum TranslationError {
    /// A file or folder cannot be read.
    #[error("{path}: {source}")]
    Unreadable {
        /// The file or folder.
        path: String,
        /// The cause.
        source: io::Error,
    },
    /// A folder is not a language of the site.
    #[error(
        "{0}: no language of the site has this code (Language in translations/src/language.rs)"
    )]
    UnknownLanguage(String),
    /// A file is not Fluent, or uses an unsupported part of Fluent.
    #[error("{file}: {what}")]
    Unusable {
        /// The file.
        file: String,
        /// The fault.
        what: String,
    },
}

/// All texts in all languages.
#[derive(Debug, Clone, Default)]
pub struct Translations {
    pub(crate) files: Vec<TranslationFile>,
}

/// The texts of a surface in one language.
#[derive(Debug, Clone)]
pub(crate) struct TranslationFile {
    pub(crate) language: Language,
    /// The name of the file without `.ftl`.
    pub(crate) surface: String,
    pub(crate) messages: Vec<TranslatedMessage>,
}

impl Translations {
    /// Reads `folder/LANGUAGE/SURFACE.ftl`.
    ///
    /// # Errors
    /// If a file or folder cannot be read, is for an unknown language, or is not Fluent.
    pub fn read(folder: &Path) -> Result<Self, TranslationError> {
        let mut translations = Self::default();
        for code in names(folder)? {
            let language = Language::of_code(&code)
                .ok_or_else(|| TranslationError::UnknownLanguage(code.clone()))?;
            for name in names(&folder.join(&code))? {
                let Some(surface) = name.strip_suffix(".ftl") else {
                    continue;
                };
                let path = folder.join(&code).join(&name);
                let source =
                    fs::read_to_string(&path).map_err(|source| unreadable(&path, source))?;
                translations.add(language, surface, &source)?;
            }
        }
        Ok(translations)
    }

    /// Adds the text of a file.
    ///
    /// # Errors
    /// If it is not Fluent, or has two messages with the same name.
    pub fn add(
        &mut self,
        language: Language,
        surface: &str,
        source: &str,
    ) -> Result<(), TranslationError> {
        let file = format!("{}/{surface}.ftl", language.code());
        let unusable = |what| TranslationError::Unusable {
            file: file.clone(),
            what,
        };
        let resource = parse_runtime(source.to_owned())
            .map_err(|(_, errors)| unusable(first_error(source, &errors)))?;
        let mut messages: Vec<TranslatedMessage> = Vec::new();
        for entry in resource.body {
            match entry {
                Entry::Message(message) => messages.extend(parts(message)),
                Entry::Term(term) => {
                    return Err(unusable(format!(
                        "-{} is a term, which the site does not have",
                        term.id.name
                    )));
                }
                _ => {}
            }
        }
        let is_repeated = |(place, message): &(usize, &TranslatedMessage)| {
            messages[..*place]
                .iter()
                .any(|other| other.name == message.name)
        };
        if let Some((_, message)) = messages.iter().enumerate().find(is_repeated) {
            return Err(unusable(format!("{} is there twice", message.name)));
        }
        self.files.push(TranslationFile {
            language,
            surface: surface.to_owned(),
            messages,
        });
        Ok(())
    }

    /// The languages that have texts, in the order of their own names.
    pub fn languages(&self) -> impl Iterator<Item = Language> {
        Language::ALL
            .into_iter()
            .filter(move |language| self.has(*language))
    }

    /// Whether there are texts in this language.
    pub(crate) fn has(&self, language: Language) -> bool {
        self.files.iter().any(|file| file.language == language)
    }

    /// A sentence for each text that another language lacks, and for each text that only another
    /// language has. Empty if the translations are complete.
    #[must_use]
    pub fn differences(&self) -> Vec<String> {
        let others = self
            .languages()
            .filter(|language| *language != Language::English);
        others
            .flat_map(|language| {
                differences(
                    language.code(),
                    &self.texts(Language::English),
                    &self.texts(language),
                )
            })
            .collect()
    }

    /// `SURFACE NAME` for each text of a language.
    fn texts(&self, language: Language) -> Vec<String> {
        let files = self.files.iter().filter(|file| file.language == language);
        files
            .flat_map(|file| {
                file.messages
                    .iter()
                    .map(|message| format!("{} {}", file.surface, message.name))
            })
            .collect()
    }
}

fn differences(code: &str, english: &[String], other: &[String]) -> Vec<String> {
    let missing = english
        .iter()
        .filter(|text| !other.contains(text))
        .map(|text| format!("{code} lacks {text}"));
    let needless = other
        .iter()
        .filter(|text| !english.contains(text))
        .map(|text| format!("{code} has {text}, which English lacks"));
    missing.chain(needless).collect()
}

/// A message and its attributes, each with its Rust name.
fn parts(message: Message<String>) -> Vec<TranslatedMessage> {
    let name = message.id.name.replace('-', "_");
    let attributes = message.attributes.into_iter().map(|attribute| {
        let name = format!("{name}_{}", attribute.id.name.replace('-', "_"));
        TranslatedMessage::new(name, attribute.value)
    });
    let attributes: Vec<TranslatedMessage> = attributes.collect();
    message
        .value
        .map(|value| TranslatedMessage::new(name, value))
        .into_iter()
        .chain(attributes)
        .collect()
}

fn first_error(source: &str, errors: &[ParserError]) -> String {
    errors.first().map_or_else(String::new, |error| {
        let line = source
            .bytes()
            .take(error.pos.start)
            .filter(|byte| *byte == b'\n')
            .count()
            + 1;
        format!("line {line}: {error}")
    })
}

/// The names in a folder without hidden files, in alphabetical order, so that each build generates
/// the same code.
fn names(folder: &Path) -> Result<Vec<String>, TranslationError> {
    let entries = fs::read_dir(folder).map_err(|source| unreadable(folder, source))?;
    let mut names = Vec::new();
    for entry in entries {
        names.push(
            entry
                .map_err(|source| unreadable(folder, source))?
                .file_name()
                .to_string_lossy()
                .into_owned(),
        );
    }
    names.retain(|name| !name.starts_with('.'));
    names.sort();
    Ok(names)
}

fn unreadable(path: &Path, source: io::Error) -> TranslationError {
    TranslationError::Unreadable {
        path: path.display().to_string(),
        source,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn added(source: &str) -> Result<Translations, TranslationError> {
        let mut translations = Translations::default();
        translations.add(Language::English, "line", source)?;
        Ok(translations)
    }

    #[test]
    fn missing_and_superfluous_texts_of_a_language_are_named() {
        let texts = |source| added(source).expect("Fluent").texts(Language::English);
        let english =
            texts("place = Your place\nleave = Leave\n    .hint = You lose your place.\n");
        assert_eq!(english, ["line place", "line leave", "line leave_hint"]);
        let finnish = texts("place = Paikkasi\nleave = Poistu\nwait = Odota\n");
        assert_eq!(
            differences("fi", &english, &finnish),
            [
                "fi lacks line leave_hint",
                "fi has line wait, which English lacks"
            ]
        );
        assert_eq!(differences("fi", &english, &english), [] as [&str; 0]);
    }

    #[test]
    fn a_file_that_is_not_fluent_is_named_with_the_line() {
        let error = added("place = Your place\n\nthis is no message\n")
            .expect_err("an error")
            .to_string();
        assert!(error.starts_with("en/line.ftl: line 3: "), "{error}");
    }

    #[test]
    fn two_messages_with_one_name_and_terms_are_rejected() {
        let error = |source| added(source).expect_err("an error").to_string();
        assert_eq!(
            error("a-b = 1\na = 2\n    .b = 3\n"),
            "en/line.ftl: a_b is there twice"
        );
        assert_eq!(
            error("-shop = Frontrow\n"),
            "en/line.ftl: -shop is a term, which the site does not have"
        );
    }
}
