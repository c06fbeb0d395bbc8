//! `frontrow venue`

use std::process::ExitCode;

use clap::{Args, Subcommand};
use domain::import::{SoldEvents, VenueDetails};
use store::import::set_venue;

use super::{database::DatabaseOptions, import::explained, operator::operator};

/// The options of `frontrow venue`.
#[derive(Debug, Args)]
pub(super) struct VenueCommand {
    #[command(subcommand)]
    action: VenueAction,
}

#[derive(Debug, Subcommand)]
enum VenueAction {
    /// Set details of a venue. Omitted ones stay unchanged.
    Set(SetVenue),
}

/// The options of `frontrow venue set`.
#[derive(Debug, Args)]
struct SetVenue {
    /// The venue, by name or slug.
    venue: String,
    /// The new name. The venue's address on the site stays.
    #[arg(long, env = "FRONTROW_VENUE_NAME", value_name = "NAME")]
    name: Option<String>,
    #[command(flatten)]
    details: DetailOptions,
    /// Change the time zone even if tickets of future events are sold, although their local times
    /// change.
    #[arg(long, env = "FRONTROW_CHANGE_SOLD")]
    change_sold: bool,
    /// Print what would change, and change nothing.
    #[arg(long, env = "FRONTROW_DRY_RUN")]
    dry_run: bool,
    #[command(flatten)]
    database: DatabaseOptions,
}

/// The details of a venue.
#[derive(Debug, Clone, Args)]
pub(super) struct DetailOptions {
    /// Town of the venue.
    #[arg(long, env = "FRONTROW_VENUE_CITY", value_name = "TOWN")]
    city: Option<String>,
    /// Country of the venue: a code of two letters, such as FI.
    #[arg(long, env = "FRONTROW_VENUE_COUNTRY", value_name = "CODE")]
    country: Option<String>,
    /// Street and number of the venue.
    #[arg(long, env = "FRONTROW_VENUE_ADDRESS", value_name = "TEXT")]
    address: Option<String>,
    /// Degrees north of the venue; with --lon.
    #[arg(
        long,
        env = "FRONTROW_VENUE_LAT",
        value_name = "DEGREES",
        allow_negative_numbers = true
    )]
    lat: Option<f64>,
    /// Degrees east of the venue; with --lat.
    #[arg(
        long,
        env = "FRONTROW_VENUE_LON",
        value_name = "DEGREES",
        allow_negative_numbers = true
    )]
    lon: Option<f64>,
    /// IANA time zone of the venue, as Europe/Helsinki.
    #[arg(long, env = "FRONTROW_VENUE_TIMEZONE", value_name = "ZONE")]
    timezone: Option<String>,
}

impl From<DetailOptions> for VenueDetails {
    fn from(told: DetailOptions) -> Self {
        let DetailOptions {
            city,
            country,
            address,
            lat,
            lon,
            timezone,
        } = told;
        Self {
            name: None,
            address,
            city,
            country,
            lat,
            lon,
            timezone,
        }
    }
}

impl VenueCommand {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        match self.action {
            VenueAction::Set(set) => set.run().await,
        }
    }
}

impl SetVenue {
    async fn run(self) -> anyhow::Result<ExitCode> {
        let details = VenueDetails {
            name: self.name,
            ..self.details.into()
        };
        let sold = if self.change_sold {
            SoldEvents::Change
        } else {
            SoldEvents::Keep
        };
        let by = (!self.dry_run).then(operator);
        let database = self.database.open().await?;
        let set = set_venue(&database.pool, &self.venue, details, sold, by.as_ref()).await;
        database.close().await?;
        let set = set.map_err(|error| explained(error, &self.venue))?;
        say!(
            "venue {}: {}",
            set.slug,
            if set.changes.is_empty() {
                "nothing is different"
            } else {
                "changed"
            }
        );
        for change in &set.changes {
            say!("  {change}");
        }
        if self.dry_run {
            say!("This was a dry run: nothing was changed.");
        }
        Ok(ExitCode::SUCCESS)
    }
}
