//! Reads CSV as spreadsheets write it: with commas, semicolons or tabs, and with empty lines at the
//! end.

use super::{COLUMNS, MORE_COLUMNS};
use crate::import::{
    Fault,
    reader::{LONGEST_NAME, short, text_fault},
};

/// The characters that can separate fields.
const SEPARATORS: [char; 4] = [',', ';', '\t', '|'];

/// A line of the list.
#[derive(Debug)]
pub struct Record {
    /// Number of the line in the file, from 1.
    pub line: usize,
    fields: Vec<(&'static str, String)>,
}

impl Record {
    /// The field of this column. Empty if the list has no such column.
    pub fn field(&self, column: &str) -> &str {
        self.fields
            .iter()
            .find(|(name, _)| *name == column)
            .map_or("", |(_, text)| text.as_str())
    }
}

/// The lines after the header. A line with a fault is reported by its number.
pub fn records(text: &str, faults: &mut Vec<Fault>) -> Vec<Record> {
    let mut records = Vec::new();
    let mut header: Option<(char, Vec<&'static str>)> = None;
    let mut separator = None;
    for (index, content) in text.lines().enumerate() {
        let line = index + 1;
        let place = || format!("line {line}");
        if content.trim().is_empty() {
            continue;
        }
        // Excel may write a first line that names the separator.
        if header.is_none()
            && separator.is_none()
            && let Some(named) = content.trim().strip_prefix("sep=")
        {
            separator = named.chars().next();
            continue;
        }
        let Some((separator, columns)) = &header else {
            match columns_of(content, separator) {
                Ok(found) => header = Some(found),
                Err(what) => {
                    faults.push(Fault::new(place(), what));
                    return records;
                }
            }
            continue;
        };
        let Some(mut fields) = fields(content, *separator) else {
            faults.push(Fault::new(place(), "a quotation mark is not closed"));
            continue;
        };
        if fields.iter().all(String::is_empty) {
            continue;
        }
        while fields.len() > columns.len() && fields.last().is_some_and(String::is_empty) {
            fields.pop();
        }
        if fields.len() != columns.len() {
            faults.push(Fault::new(
                place(),
                format!(
                    "a line must have {} fields, not {}",
                    columns.len(),
                    fields.len()
                ),
            ));
            continue;
        }
        if let Some(what) = fields
            .iter()
            .find_map(|field| text_fault(field, LONGEST_NAME, &[]))
        {
            faults.push(Fault::new(place(), what));
            continue;
        }
        records.push(Record {
            line,
            fields: columns
                .iter()
                .copied()
                .zip(fields)
                .filter(|(name, _)| !name.is_empty())
                .collect(),
        });
    }
    if header.is_none() && faults.is_empty() {
        faults.push(Fault::new(
            "line 1",
            format!(
                "the file is empty; its first line must name the columns {}",
                COLUMNS.join(", ")
            ),
        ));
    }
    records
}

/// The separator and the column of each field. A column without a name is empty.
fn columns_of(content: &str, named: Option<char>) -> Result<(char, Vec<&'static str>), String> {
    let split = |separator: char| fields(content, separator).unwrap_or_default();
    let known = |field: &String| {
        COLUMNS
            .iter()
            .chain(&MORE_COLUMNS)
            .copied()
            .find(|name| field.eq_ignore_ascii_case(name))
    };
    // The first of the separators that give the most known columns.
    let fits = |separator: &char| {
        split(*separator)
            .iter()
            .filter(|field| known(field).is_some())
            .count()
    };
    let separator = named.unwrap_or_else(|| {
        SEPARATORS
            .iter()
            .rev()
            .copied()
            .max_by_key(fits)
            .unwrap_or(',')
    });
    let mut header = split(separator);
    while header.last().is_some_and(String::is_empty) {
        header.pop();
    }
    if let Some(missing) = COLUMNS
        .iter()
        .find(|name| !header.iter().any(|field| field.eq_ignore_ascii_case(name)))
    {
        let columns = COLUMNS.join(", ");
        return Err(format!(
            "the first line names the columns {columns}; `{missing}` is missing. It was read with `{separator}` between them"
        ));
    }
    let mut columns: Vec<&'static str> = Vec::new();
    for field in &header {
        let column = match known(field) {
            Some(column) => column,
            None if field.is_empty() => "",
            None => {
                let (columns, more) = (COLUMNS.join(", "), MORE_COLUMNS.join(", "));
                return Err(format!(
                    "there is no column `{}`; there are {columns}, and if needed {more}",
                    short(field)
                ));
            }
        };
        if !column.is_empty() && columns.contains(&column) {
            return Err(format!("the column `{column}` is there twice"));
        }
        columns.push(column);
    }
    Ok((separator, columns))
}

/// The fields of a line. A field in quotation marks may contain separators; a doubled quotation
/// mark stands for one. `None` if a quotation mark is not closed.
fn fields(line: &str, separator: char) -> Option<Vec<String>> {
    let mut fields = vec![String::new()];
    let mut quoted = false;
    let mut letters = line.trim_end_matches('\r').chars().peekable();
    while let Some(letter) = letters.next() {
        let field = fields.last_mut()?;
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                field.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if field.trim().is_empty() => {
                field.clear();
                quoted = true;
            }
            letter if letter == separator && !quoted => fields.push(String::new()),
            letter => field.push(letter),
        }
    }
    (!quoted).then(|| fields.iter().map(|field| field.trim().to_owned()).collect())
}
