//! Finds the meaning of typed words: which exist, which are unfinished, which have typing errors,
//! and which synonyms they have. The vocabulary, a table of all words in documents, answers this.

use std::collections::BTreeSet;

use time::OffsetDateTime;

use super::{
    spelling::{slips, slips_allowed, slips_so_far},
    synonyms,
};
use crate::{Error, Pool};

/// The most words of a search that count.
pub(super) const MAX_WORDS: i32 = 10;

/// The most alternatives for a word, the nearest first.
const MAX_ALTERNATIVES: usize = 12;

/// A word of a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SearchWord {
    /// The typed word, folded.
    pub typed: String,
    /// Whether a document has exactly this word.
    pub known: bool,
    /// Whether words that begin with it match too.
    pub begins: bool,
    /// Other words that match too: synonyms, and words of which it may be a misspelling.
    pub others: BTreeSet<String>,
    /// The two words that it becomes if a space is inserted.
    pub halves: Option<(String, String)>,
}

impl SearchWord {
    fn is_missing(&self) -> bool {
        !self.known && !self.begins && self.others.is_empty() && self.halves.is_none()
    }

    /// The text search query for documents with this word.
    fn wide(&self) -> String {
        let mut choices = Vec::new();
        if self.begins {
            choices.push(format!("{}:*", quoted(&self.typed)));
        } else if self.known {
            choices.push(quoted(&self.typed));
        }
        choices.extend(self.others.iter().map(|other| quoted(other)));
        choices.extend(
            self.halves
                .iter()
                .map(|(left, right)| format!("({} & {})", quoted(left), quoted(right))),
        );
        format!("({})", choices.join(" | "))
    }

    /// The same query without errors and beginnings.
    fn narrow(&self) -> String {
        if self.known {
            quoted(&self.typed)
        } else {
            self.wide()
        }
    }
}

/// A word, quoted for a text search query.
fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\\', "\\\\").replace('\'', "''"))
}

/// The words of a search that can find something.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Meaning {
    words: Vec<SearchWord>,
    /// Typed words that no document has.
    missing: Vec<String>,
}

impl Meaning {
    /// A meaning with exactly these words.
    pub fn of<'a>(words: impl IntoIterator<Item = &'a &'a str>) -> Self {
        let word = |typed: &&str| SearchWord {
            typed: (*typed).to_owned(),
            known: true,
            begins: false,
            others: BTreeSet::new(),
            halves: None,
        };
        Self {
            words: words.into_iter().map(word).collect(),
            missing: Vec::new(),
        }
    }

    /// The typed words that no document has.
    pub fn missing(&self) -> &[String] {
        &self.missing
    }

    /// The typed words, and the text search query of each.
    pub fn each(&self) -> (Vec<String>, Vec<String>) {
        self.words
            .iter()
            .map(|word| (word.typed.clone(), word.wide()))
            .unzip()
    }

    /// Whether no word of the search can find anything.
    pub fn is_hopeless(&self) -> bool {
        self.words.is_empty()
    }

    /// The number of words that can find something.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// The text search query for documents that lack at most `leave_out` of the words.
    pub fn wide(&self, leave_out: usize) -> String {
        let choices = subsets(
            self.words.len(),
            self.words.len() - leave_out.min(self.words.len() - 1),
        );
        let all_of = |chosen: &Vec<usize>| {
            let words: Vec<String> = chosen
                .iter()
                .map(|&index| self.words[index].wide())
                .collect();
            words.join(" & ")
        };
        choices
            .iter()
            .map(|chosen| format!("({})", all_of(chosen)))
            .collect::<Vec<_>>()
            .join(" | ")
    }

    /// The text search query for the best documents: all words as typed.
    pub fn narrow(&self) -> String {
        self.words
            .iter()
            .map(SearchWord::narrow)
            .collect::<Vec<_>>()
            .join(" & ")
    }

    /// Whether this word of a text matches the search.
    pub fn means(&self, folded: &str) -> bool {
        self.words.iter().any(|word| {
            folded == word.typed
                || (word.begins && folded.starts_with(&word.typed))
                || word.others.contains(folded)
                || word
                    .halves
                    .as_ref()
                    .is_some_and(|(left, right)| folded == left || folded == right)
        })
    }
}

/// Every way to choose `size` of `count` items.
fn subsets(count: usize, size: usize) -> Vec<Vec<usize>> {
    (0..1_u32 << count)
        .filter(|chosen| chosen.count_ones() as usize == size)
        .map(|chosen| {
            (0..count)
                .filter(|index| chosen & (1 << index) != 0)
                .collect()
        })
        .collect()
}

/// Finds the meaning of `q` in the vocabulary of the moment `as_of`, or in the current one.
///
/// Misspelled words are found by their common trigrams. In short words, one error in the middle
/// leaves too few: two swapped letters in a word of up to seven letters, or a wrong letter in a
/// word of four. For these, every possible correction is looked up.
pub(super) async fn understand(
    pool: &Pool,
    q: &str,
    as_of: Option<OffsetDateTime>,
) -> Result<Meaning, Error> {
    let q = q.replace('\0', " ");
    let rows = sqlx::query!(
        r#"
        select asked.word as "word!", asked.place = max(asked.place) over () as "last!",
            exists (select from search_word w where w.word = asked.word and w.first_at <= asked.until) as "known!",
            exists (
                select from search_word w
                where w.word ~>=~ asked.word and w.word ~<~ (asked.word || chr(1114111)) and w.first_at <= asked.until
            ) as "begun!",
            array(
                select w.word from search_word w
                where w.word % asked.word and length(asked.word) > 3 and w.first_at <= asked.until
                group by w.word
                order by similarity(w.word, asked.word) desc, w.word
                limit 40
            ) as "similar!",
            array(
                select w.word
                from generate_series(1, length(asked.word) - 1) at, search_word w
                where length(asked.word) between 4 and 7 and w.first_at <= asked.until
                  and w.word = left(asked.word, at - 1) || substr(asked.word, at + 1, 1) || substr(asked.word, at, 1) || substr(asked.word, at + 2)
                union
                select w.word
                from generate_series(1, 4) at, search_word w
                where length(asked.word) = 4 and w.first_at <= asked.until and w.word like overlay(asked.word placing '_' from at for 1)
                order by 1
                limit 40
            ) as "slipped!",
            array(
                select cut from generate_series(2, length(asked.word) - 2) cut
                where exists (select from search_word w where w.word = left(asked.word, cut) and w.first_at <= asked.until)
                  and exists (select from search_word w where w.word = substr(asked.word, cut + 1) and w.first_at <= asked.until)
            ) as "cuts!"
        from (
            select word, min(place) as place, coalesce($2::timestamptz, 'infinity') as until
            from regexp_split_to_table(search_fold($1), '\s+') with ordinality split (word, place)
            where word <> '' and length(word) <= 40
            group by word
            order by place
            limit $3
        ) asked
        order by asked.place
        "#,
        q,
        as_of,
        i64::from(MAX_WORDS)
    )
    .fetch_all(pool)
    .await?;
    let only_fillers = rows
        .iter()
        .all(|row| synonyms::FILLERS.contains(&row.word.as_str()));
    let mut meaning = Meaning::default();
    for row in rows {
        if !only_fillers && synonyms::FILLERS.contains(&row.word.as_str()) {
            continue;
        }
        let similar: BTreeSet<&str> = row
            .similar
            .iter()
            .chain(&row.slipped)
            .map(String::as_str)
            .collect();
        let word = word(
            row.word, row.last, row.known, row.begun, &similar, &row.cuts,
        );
        // An unknown word finds nothing. It must not keep the other words from finding something.
        if word.is_missing() {
            meaning.missing.push(word.typed);
        } else {
            meaning.words.push(word);
        }
    }
    Ok(meaning)
}

fn word(
    typed: String,
    last: bool,
    known: bool,
    begun: bool,
    similar: &BTreeSet<&str>,
    cuts: &[i32],
) -> SearchWord {
    // The last word may be unfinished. Another word is unfinished only if it is unknown.
    let begins = begun && (last || !known);
    let mut others: BTreeSet<String> = synonyms::of(&typed).map(str::to_owned).collect();
    let allowed = slips_allowed(typed.chars().count());
    // If other words begin with it, the visitor means one of those, not a similar word.
    if !known && !begun && allowed > 0 {
        let distance = |candidate: &str| {
            let finished = slips(&typed, candidate);
            // Somebody who is typing has not finished the last word.
            if last && finished > allowed {
                slips_so_far(&typed, candidate) + 1
            } else {
                finished
            }
        };
        let mut near: Vec<(usize, &str)> = similar
            .iter()
            .map(|candidate| (distance(candidate), *candidate))
            .collect();
        near.retain(|(slips, _)| *slips <= allowed);
        near.sort();
        near.truncate(MAX_ALTERNATIVES);
        for (_, meant) in near {
            others.extend(synonyms::of(meant).map(str::to_owned));
            others.insert(meant.to_owned());
        }
    }
    let halves = if known || begun || !others.is_empty() {
        None
    } else {
        cuts.first().map(|&cut| halves(&typed, cut))
    };
    SearchWord {
        typed,
        known,
        begins,
        others,
        halves,
    }
}

fn halves(word: &str, cut: i32) -> (String, String) {
    let cut = cut.unsigned_abs() as usize;
    (
        word.chars().take(cut).collect(),
        word.chars().skip(cut).collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(typed: &str, known: bool, begins: bool) -> SearchWord {
        SearchWord {
            typed: typed.to_owned(),
            known,
            begins,
            others: BTreeSet::new(),
            halves: None,
        }
    }

    #[test]
    fn a_query_has_every_word_and_then_all_but_one() {
        let words = vec![
            plain("mahler", true, false),
            plain("resur", false, true),
            plain("o'x", true, false),
        ];
        let meaning = Meaning {
            words,
            missing: vec![],
        };
        assert_eq!(meaning.wide(0), "(('mahler') & ('resur':*) & ('o''x'))");
        assert_eq!(
            meaning.wide(1),
            "(('mahler') & ('resur':*)) | (('mahler') & ('o''x')) | (('resur':*) & ('o''x'))"
        );
        assert_eq!(meaning.narrow(), "'mahler' & ('resur':*) & 'o''x'");
        assert!(
            meaning.means("resurrection") && meaning.means("mahler") && !meaning.means("mahlers")
        );
    }

    #[test]
    fn a_misspelled_word_finds_the_meant_word_and_its_synonyms() {
        let similar = BTreeSet::from(["tchaikovsky", "chaika"]);
        let found = word("tchaikowski".to_owned(), false, false, false, &similar, &[]);
        assert!(found.others.contains("tchaikovsky") && !found.others.contains("chaika"));
        let begun = word("sib".to_owned(), true, false, true, &BTreeSet::new(), &[]);
        assert_eq!((begun.begins, begun.others.len()), (true, 0));
    }

    #[test]
    fn two_words_written_as_one_are_split() {
        let found = word(
            "swanlake".to_owned(),
            true,
            false,
            false,
            &BTreeSet::new(),
            &[4],
        );
        assert_eq!(found.halves, Some(("swan".to_owned(), "lake".to_owned())));
    }
}
