//! `frontrow sales`

use std::process::ExitCode;

use anyhow::anyhow;
use clap::Args;
use store::{EventKey, sales};

use super::database::DatabaseOptions;

/// The options of `frontrow sales`.
#[derive(Debug, Args)]
pub(super) struct SalesReport {
    /// The event: its number or its slug.
    #[arg(value_name = "EVENT")]
    event: EventKey,
    /// Print comma-separated values for spreadsheets. Amounts are in minor units: cents.
    #[arg(long, env = "FRONTROW_CSV")]
    csv: bool,
    #[command(flatten)]
    database: DatabaseOptions,
}

impl SalesReport {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let database = self.database.open().await?;
        let counted = async {
            let event = store::events::id_of(&database.pool, &self.event).await?;
            let event = event.ok_or_else(|| anyhow!("there is no event `{}`", self.event))?;
            Ok::<_, anyhow::Error>(sales::by_level(&database.pool, event).await?)
        }
        .await;
        database.close().await?;
        let levels = counted?;
        if self.csv {
            say!("price_level,price,currency,sold,held,refunded,takings,vat");
            for level in &levels {
                let (name, price) = (quoted(&level.name), level.price.amount);
                let sales::LevelSales {
                    sold,
                    held,
                    refunded,
                    takings,
                    vat,
                    ..
                } = level;
                say!(
                    "{name},{price},{},{sold},{held},{refunded},{takings},{vat}",
                    level.price.currency
                );
            }
        } else {
            for level in &levels {
                let money = |amount| domain::Money::new(amount, level.price.currency);
                say!(
                    "{}, {}: {} sold, {} held, {} refunded; takings {}, VAT in them {}",
                    level.name,
                    level.price,
                    level.sold,
                    level.held,
                    level.refunded,
                    money(level.takings),
                    money(level.vat)
                );
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// A field of CSV (RFC 4180). Spreadsheets interpret text that begins with one of `=+-@` as a
/// formula.
fn quoted(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@']);
    format!(
        "\"{}{}\"",
        if formula { "'" } else { "" },
        text.replace('"', "\"\"")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_commas_or_formulas_stays_one_plain_field() {
        assert_eq!(quoted("Front, \"best\""), "\"Front, \"\"best\"\"\"");
        assert_eq!(quoted("=1+1"), "\"'=1+1\"");
    }
}
