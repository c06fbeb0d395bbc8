//! Faults that an operator has switched on at the sandbox. They are stored with its ledger, so
//! every running server sees them.

use std::{fmt, str::FromStr};

use crate::{Error, Pool};

/// A fault of the sandbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LedgerFault {
    /// Notices arrive five seconds late.
    LateNotices,
    /// No notice arrives. This overrides the other faults.
    LostNotices,
    /// Each notice arrives twice.
    DoubledNotices,
    /// The notice of reserved money arrives after the notice of captured money.
    ReorderedNotices,
    /// With each notice comes a copy that is signed with a wrong key.
    ForgedNotices,
    /// The first call of each kind for a payment does its work and answers with a server error.
    ErrorAfterSuccess,
    /// The first call of each kind for a payment does nothing and gets no answer.
    TimeOuts,
}

impl LedgerFault {
    /// Every fault.
    pub const ALL: [Self; 7] = [
        Self::LateNotices,
        Self::LostNotices,
        Self::DoubledNotices,
        Self::ReorderedNotices,
        Self::ForgedNotices,
        Self::ErrorAfterSuccess,
        Self::TimeOuts,
    ];

    /// The word in the tables and on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::LateNotices => "late-notices",
            Self::LostNotices => "lost-notices",
            Self::DoubledNotices => "doubled-notices",
            Self::ReorderedNotices => "reordered-notices",
            Self::ForgedNotices => "forged-notices",
            Self::ErrorAfterSuccess => "error-after-success",
            Self::TimeOuts => "time-outs",
        }
    }
}

impl fmt::Display for LedgerFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for LedgerFault {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        let known = Self::ALL.into_iter().find(|fault| fault.as_str() == word);
        known.ok_or_else(|| format!("the faults are {}", Self::ALL.map(Self::as_str).join(", ")))
    }
}

/// The faults that are switched on. Faults that this program does not know are left out.
pub async fn on(pool: &Pool) -> Result<Vec<LedgerFault>, Error> {
    let words = sqlx::query_scalar!("select fault from sandbox_fault order by fault")
        .fetch_all(pool)
        .await?;
    Ok(words.iter().filter_map(|word| word.parse().ok()).collect())
}

/// Switches these faults on, and all others off.
pub async fn switch(pool: &Pool, faults: &[LedgerFault]) -> Result<(), Error> {
    let words: Vec<String> = faults
        .iter()
        .map(|fault| fault.as_str().to_owned())
        .collect();
    sqlx::query!(
        "with ended as (delete from sandbox_fault where fault <> all ($1))
         insert into sandbox_fault (fault) select unnest($1::text[]) on conflict do nothing",
        &words
    )
    .execute(pool)
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fault_reads_back_from_its_word() {
        for fault in LedgerFault::ALL {
            assert_eq!(fault.as_str().parse::<LedgerFault>(), Ok(fault));
        }
        assert!(
            "late"
                .parse::<LedgerFault>()
                .is_err_and(|why| why.contains("late-notices, lost-notices"))
        );
    }
}
