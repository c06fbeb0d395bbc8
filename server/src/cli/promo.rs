//! `frontrow promo`: promo codes.

use std::process::ExitCode;

use anyhow::{anyhow, bail};
use boxoffice::operating;
use clap::{ArgGroup, Args, Subcommand};
use domain::{Currency, Money, moment, selling::PromoCode};
use store::{
    EventKey, Pool,
    promo_codes::{self, CodeScope, Discount, NewPromoCode, PromoCodeRow},
};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use super::{counted::counted, database::DatabaseOptions, event::explained, operator::operator};

/// The options of `frontrow promo`.
#[derive(Debug, Args)]
pub(super) struct Promo {
    #[command(subcommand)]
    what: PromoCommand,
}

#[derive(Debug, Subcommand)]
enum PromoCommand {
    /// Create a promo code. It never changes: to change it, revoke it and create another.
    Add(PromoTerms),
    /// List all promo codes: what each takes off, for which events, and how often it is used.
    List(PromoListOptions),
    /// Revoke a promo code. Bookings that have it keep it.
    Revoke(OnePromoCode),
}

#[derive(Debug, Args)]
#[command(group(ArgGroup::new("discount").required(true).args(["percent", "amount"])))]
struct PromoTerms {
    /// 3 to 40 letters, digits, hyphens and underscores. Buyers may type it in small letters.
    #[arg(value_name = "CODE")]
    code: PromoCode,
    /// Per cent off the price of each seat.
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(1..=100))]
    percent: Option<u8>,
    /// An amount off the price of each seat, in minor units: 500 is 5 euros.
    #[arg(long, value_name = "AMOUNT", value_parser = clap::value_parser!(i64).range(1..=99_999_999), requires = "currency")]
    amount: Option<i64>,
    /// The currency of the amount: EUR.
    #[arg(long, value_name = "CURRENCY", requires = "amount")]
    currency: Option<Currency>,
    /// Number or slug of the only event that it is for.
    #[arg(long, value_name = "EVENT", conflicts_with = "series")]
    event: Option<EventKey>,
    /// Slug of the only series that it is for.
    #[arg(long, value_name = "SERIES")]
    series: Option<String>,
    /// How many bookings may have it.
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    max_uses: Option<u32>,
    /// How many bookings of one buyer may have it.
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..=1_000))]
    max_per_buyer: Option<u32>,
    /// How many seats a booking needs to have it.
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..=10))]
    min_seats: Option<u32>,
    /// When it begins to be valid: 2027-01-01T00:00:00Z.
    #[arg(long, value_name = "TIME", value_parser = moment_of)]
    from: Option<OffsetDateTime>,
    /// When it is no longer valid.
    #[arg(long, value_name = "TIME", value_parser = moment_of)]
    until: Option<OffsetDateTime>,
    #[command(flatten)]
    database: DatabaseOptions,
}

#[derive(Debug, Args)]
struct PromoListOptions {
    #[command(flatten)]
    database: DatabaseOptions,
}

#[derive(Debug, Args)]
struct OnePromoCode {
    /// The code.
    #[arg(value_name = "CODE")]
    code: PromoCode,
    #[command(flatten)]
    database: DatabaseOptions,
}

fn moment_of(text: &str) -> Result<OffsetDateTime, String> {
    moment::parse(text).ok_or_else(|| format!("`{text}` is no time: write 2027-01-01T00:00:00Z"))
}

impl Promo {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let options = match &self.what {
            PromoCommand::Add(PromoTerms { database, .. })
            | PromoCommand::List(PromoListOptions { database })
            | PromoCommand::Revoke(OnePromoCode { database, .. }) => database,
        };
        let database = options.open().await?;
        let done = run(&database.pool, self.what).await;
        database.close().await?;
        done?;
        Ok(ExitCode::SUCCESS)
    }
}

async fn run(pool: &Pool, command: PromoCommand) -> anyhow::Result<()> {
    match command {
        PromoCommand::Add(terms) => {
            let code = terms.code.clone();
            operating::add_promo_code(pool, &operator(), &new(pool, terms).await?)
                .await
                .map_err(explained)?;
            say!("{code} is given out");
        }
        PromoCommand::List(_) => {
            for code in promo_codes::all(pool).await? {
                say!("{}", line(&code)?);
            }
        }
        PromoCommand::Revoke(OnePromoCode { code, .. }) => {
            operating::revoke_promo_code(pool, &operator(), &code)
                .await
                .map_err(explained)?;
            say!("{code} is revoked");
        }
    }
    Ok(())
}

async fn new(pool: &Pool, terms: PromoTerms) -> anyhow::Result<NewPromoCode> {
    let scope = match (&terms.event, &terms.series) {
        (Some(event), _) => CodeScope::Event(
            store::events::id_of(pool, event)
                .await?
                .ok_or_else(|| anyhow!("there is no event {event}"))?,
        ),
        (None, Some(series)) => CodeScope::Series(
            promo_codes::series_of(pool, series)
                .await?
                .ok_or_else(|| anyhow!("there is no series `{series}`"))?,
        ),
        (None, None) => CodeScope::Everywhere,
    };
    let discount = match (terms.percent, terms.amount, terms.currency) {
        (Some(percent), ..) => Discount::Percent(percent),
        (None, Some(amount), Some(currency)) => Discount::PerSeat(Money::new(amount, currency)),
        (None, ..) => bail!("give --percent, or --amount with --currency"),
    };
    let PromoTerms {
        code,
        max_uses,
        max_per_buyer,
        min_seats,
        from,
        until,
        ..
    } = terms;
    Ok(NewPromoCode {
        code,
        scope,
        discount,
        max_uses,
        max_per_buyer,
        min_seats,
        valid_from: from,
        valid_until: until,
    })
}

/// A code, as a line of the list.
fn line(code: &PromoCodeRow) -> anyhow::Result<String> {
    let discount = match &code.discount {
        Discount::Percent(percent) => format!("{percent} % off"),
        Discount::PerSeat(money) => format!("{money} off each seat"),
    };
    let scope = match (&code.event, &code.series) {
        (Some(event), _) => format!("event {event}"),
        (None, Some(series)) => format!("series {series}"),
        (None, None) => "all events".to_owned(),
    };
    let uses = code.max_uses.map_or_else(
        || counted(code.uses, "use", "uses"),
        |most| format!("{} of {}", code.uses, counted(most, "use", "uses")),
    );
    let time = |moment: OffsetDateTime| anyhow::Ok(moment.replace_nanosecond(0)?.format(&Rfc3339)?);
    let state = match (code.revoked_at, code.valid_until) {
        (Some(moment), _) => format!("revoked {}", time(moment)?),
        (None, Some(moment)) => format!("until {}", time(moment)?),
        (None, None) => "valid".to_owned(),
    };
    Ok(format!(
        "{}  {discount}  {scope}  {uses}  {state}",
        code.code
    ))
}
