//! Money as people read it.

use domain::Money;
use translations::Language;

/// `€45.50`.
pub(crate) fn money(language: Language, amount: Money) -> String {
    language.amount(&amount.digits(), amount.currency.unit())
}
