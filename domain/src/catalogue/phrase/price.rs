//! The highest price that a search names.

use super::{PhraseWords, words};
use crate::{Currency, Money};

/// The highest price that a search names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PhrasePrice {
    /// The number in hundredths: 4950 for "49.50".
    pub hundredths: i64,
    /// The currency, if the search names it.
    pub currency: Option<Currency>,
}

impl PhrasePrice {
    /// The amount in the currency that the search names, else in `usual`.
    #[must_use]
    pub fn money(self, usual: Currency) -> Money {
        let currency = self.currency.unwrap_or(usual);
        Money::new(
            self.hundredths * 10_i64.pow(currency.decimals() as u32) / 100,
            currency,
        )
    }
}

/// The highest price that the first words name, and the number of these words.
pub(super) fn price_said(
    words: &[String],
    languages: &[&PhraseWords],
    sold_in: &[Currency],
) -> Option<(PhrasePrice, usize)> {
    // "<50" has no space.
    if let Some(amount) = words
        .first()?
        .strip_prefix('<')
        .filter(|rest| !rest.is_empty())
    {
        return sum(amount, words.get(1..)?, languages, sold_in)
            .map(|(price, count)| (price, count + 1));
    }
    let (must_name_currency, before) = words::limit_said(words, languages)?;
    let named = currency_named(words.get(before)?, languages, sold_in);
    let at = before + usize::from(named.is_some());
    let (amount, groups) = whole_amount(words.get(at..)?)?;
    let (price, after) = sum(&amount, words.get(at + groups..)?, languages, sold_in)?;
    let currency = named.or(price.currency);
    if must_name_currency && currency.is_none() {
        return None;
    }
    Some((PhrasePrice { currency, ..price }, at + groups + after))
}

/// The amount that the words begin with, without the space that groups its thousands ("1 000"), and
/// the number of its words.
fn whole_amount(words: &[String]) -> Option<(String, usize)> {
    let first = words.first()?;
    let leading = |word: &str| word.bytes().take_while(u8::is_ascii_digit).count();
    let is_first = (1..=3).contains(&first.len()) && leading(first) == first.len();
    Some(
        match words
            .get(1)
            .filter(|second| is_first && leading(second) == 3)
        {
            Some(second) => (format!("{first}{second}"), 2),
            None => (first.clone(), 1),
        },
    )
}

/// An amount and its currency, and how many of the words after it belong to it.
fn sum(
    text: &str,
    after: &[String],
    languages: &[&PhraseWords],
    sold_in: &[Currency],
) -> Option<(PhrasePrice, usize)> {
    let (sign, bare) = text.split_at(text.find(|letter: char| letter.is_ascii_digit())?);
    let (number, unit) = bare.split_at(
        bare.find(|letter: char| !letter.is_ascii_digit() && letter != '.' && letter != ',')
            .unwrap_or(bare.len()),
    );
    let before = if sign.is_empty() {
        None
    } else {
        Some(currency_named(sign, languages, sold_in)?)
    };
    let behind = if unit.is_empty() {
        None
    } else {
        Some(currency_named(unit, languages, sold_in)?)
    };
    let (whole, cents) = number.split_once(['.', ',']).unwrap_or((number, ""));
    if whole.len() > 6
        || cents.len() > 2
        || !cents.bytes().all(|byte| byte.is_ascii_digit())
        || words::is_measure(after, languages)
    {
        return None;
    }
    let cents: i64 = format!("{cents:0<2}").parse().ok()?;
    let named = after
        .first()
        .and_then(|word| currency_named(word, languages, sold_in));
    let price = PhrasePrice {
        hundredths: whole.parse::<i64>().ok()? * 100 + cents,
        currency: before.or(behind).or(named),
    };
    Some((price, usize::from(named.is_some())))
}

/// The currency that a word names by its sign, name or code. If several currencies have the name,
/// it is the first of them in which the shop sells something.
fn currency_named(
    word: &str,
    languages: &[&PhraseWords],
    sold_in: &[Currency],
) -> Option<Currency> {
    let mut letters = word.chars();
    if let (Some(sign), None) = (letters.next(), letters.next())
        && let Some(currency) = Currency::of_sign(sign)
    {
        return Some(currency);
    }
    if let Some(codes) = words::currency_said(word, languages) {
        let named: Vec<Currency> = codes
            .iter()
            .filter_map(|code| code.parse::<Currency>().ok())
            .collect();
        return named
            .iter()
            .find(|currency| sold_in.contains(currency))
            .or(named.first())
            .copied();
    }
    sold_in
        .iter()
        .copied()
        .find(|currency| currency.code().eq_ignore_ascii_case(word))
}
