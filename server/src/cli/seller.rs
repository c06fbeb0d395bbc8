//! `frontrow seller`

use std::process::ExitCode;

use anyhow::bail;
use clap::{Args, Subcommand};
use store::{
    EventKey, Pool,
    letters::{self, Seller as SellerRow},
};

use super::database::DatabaseOptions;

/// The options of `frontrow seller`.
#[derive(Debug, Args)]
pub(super) struct SellerArgs {
    #[command(subcommand)]
    what: SellerCommand,
}

#[derive(Debug, Subcommand)]
enum SellerCommand {
    /// Add a seller, with the details that receipts print, or change the seller with this name.
    /// Existing receipts stay unchanged.
    Set(SellerTerms),
    /// Assign a seller to an event: its buyers get receipts from now on.
    Event(SoldEvent),
    /// List the sellers.
    List(SellerListOptions),
}

#[derive(Debug, Args)]
struct SellerListOptions {
    #[command(flatten)]
    database: DatabaseOptions,
}

#[derive(Debug, Args)]
struct SellerTerms {
    /// The name on receipts.
    #[arg(value_name = "NAME")]
    name: String,
    /// Street and number, postal code and town.
    #[arg(long, value_name = "ADDRESS")]
    address: String,
    /// The country, as two letters: FI.
    #[arg(long, value_name = "CODE")]
    country: String,
    /// The number for VAT.
    #[arg(long, value_name = "NUMBER")]
    vat_id: Option<String>,
    /// The reason why there is no VAT, if the law requires it on receipts.
    #[arg(long, value_name = "TEXT")]
    exempt: Option<String>,
    /// The prefix of each receipt's number: "2027-".
    #[arg(long, default_value = "", value_name = "PREFIX")]
    prefix: String,
    #[command(flatten)]
    database: DatabaseOptions,
}

#[derive(Debug, Args)]
struct SoldEvent {
    /// Number or slug of the event.
    #[arg(value_name = "EVENT")]
    event: EventKey,
    /// The name of the seller.
    #[arg(value_name = "NAME")]
    seller: String,
    /// The VAT within the prices, in per cent: 10, 25.5.
    #[arg(long, value_name = "PERCENT", value_parser = basis_points)]
    vat: u32,
    #[command(flatten)]
    database: DatabaseOptions,
}

/// Per cent with at most two decimals, in basis points. At most 99.99 %.
fn basis_points(text: &str) -> Result<u32, String> {
    let wrong = || format!("`{text}` is no rate of VAT: write 10 or 25.5");
    let (whole, rest) = text.split_once('.').unwrap_or((text, "0"));
    if whole.is_empty()
        || rest.is_empty()
        || rest.len() > 2
        || whole.len() > 2
        || !(whole.to_owned() + rest)
            .bytes()
            .all(|digit| digit.is_ascii_digit())
    {
        return Err(wrong());
    }
    format!("{whole}{rest:0<2}").parse().map_err(|_| wrong())
}

impl SellerArgs {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let options = match &self.what {
            SellerCommand::Set(SellerTerms { database, .. })
            | SellerCommand::Event(SoldEvent { database, .. })
            | SellerCommand::List(SellerListOptions { database }) => database,
        };
        let database = options.open().await?;
        let done = run(&database.pool, self.what).await;
        database.close().await?;
        done?;
        Ok(ExitCode::SUCCESS)
    }
}

async fn run(pool: &Pool, command: SellerCommand) -> anyhow::Result<()> {
    match command {
        SellerCommand::Set(terms) => {
            let SellerTerms {
                name,
                address,
                country,
                vat_id,
                exempt,
                prefix,
                ..
            } = terms;
            letters::set_seller(
                pool,
                &SellerRow {
                    name: name.clone(),
                    address,
                    country,
                    vat_id,
                    exempt_text: exempt,
                    prefix,
                },
            )
            .await?;
            say!("{name} is saved");
        }
        SellerCommand::Event(SoldEvent {
            event, seller, vat, ..
        }) => {
            if !letters::set_event_seller(pool, &event, &seller, vat).await? {
                bail!("there is no event {event}, or no seller called `{seller}`");
            }
            say!("{seller} sells event {event}");
        }
        SellerCommand::List(_) => {
            for seller in letters::sellers(pool).await? {
                say!(
                    "{}  {}, {}  {}",
                    seller.name,
                    seller.address,
                    seller.country,
                    seller.vat_id.unwrap_or_default()
                );
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_of_vat_is_parsed_in_per_cent() {
        assert_eq!(
            ["10", "25.5", "7.25", "0", "0.5"].map(basis_points),
            [Ok(1_000), Ok(2_550), Ok(725), Ok(0), Ok(50)]
        );
        for text in ["", "100", "-1", "1.234", "1.", ".5x", "ten", "1,5"] {
            assert!(basis_points(text).is_err(), "{text}");
        }
    }
}
