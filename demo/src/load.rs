//! Loads the season into a database.

use std::{collections::HashSet, fmt};

use boxoffice::{TicketKeys, TicketSigner};
use domain::import::resolve;
use domain::plan::PlanIndex;
use domain::selling::{PromoCode, TicketClaim, TicketKind};
use domain::{BuyerId, EventId, TicketId};
use store::import::{
    ImportError, ImportedSale, OnProgress, Progress, add_sales, analyze, has_bookings,
    put_missing_event, put_venue,
};
use store::promo_codes::{self, CodeScope, Discount, NewPromoCode};
use store::{Pool, operating};
use time::{Date, Duration, OffsetDateTime};

use crate::sales::{Dice, parties};
use crate::season::{Popularity, Season, SeasonEvent, season};

/// The promo code of the season: 10 % off "Peter and the Wolf".
pub const PROMO_CODE: &str = "WOLF10";

/// How many hours before an event with price types its tickets can still be refunded.
const REFUND_HOURS: u32 = 48;

/// The result of loading the season.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LoadedSeason {
    /// The number of venues.
    pub venues: u32,
    /// The number of new events.
    pub events_created: u32,
    /// The number of existing events, which stay unchanged.
    pub events_there: u32,
    /// The number of sold seats and spots in all of them.
    pub seats_sold: u64,
}

impl fmt::Display for LoadedSeason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "demo season: {} venues, {} events new, {} there already, {} places sold",
            self.venues, self.events_created, self.events_there, self.seats_sold
        )
    }
}

/// Loads the season as of this day.
///
/// # Errors
/// The database failed. What was loaded before stays, and a repeat continues from there.
pub async fn load(
    pool: &Pool,
    today: Date,
    progress: OnProgress<'_>,
) -> Result<LoadedSeason, ImportError> {
    let season = season(today);
    let keys = TicketKeys::load(pool).await?;
    let mut loaded = LoadedSeason::default();
    let mut tell = |step: &str, done: usize, total: usize| {
        progress(Progress {
            step: step.to_owned(),
            done: done as u64,
            total: total as u64,
        });
    };

    for (done, (venue, plans)) in season.venues.iter().enumerate() {
        tell("Venues and seating plans", done, season.venues.len());
        put_venue(pool, venue, plans).await?;
        loaded.venues += 1;
    }
    let total = season.events.len();
    for (done, event) in season.events.iter().enumerate() {
        tell("Events and their seats", done, total);
        let (id, created) = put_missing_event(pool, &event.event).await?;
        if created {
            loaded.events_created += 1;
            if event.event.price_types.is_some() {
                // This comes before the sales, because a booking keeps the terms of its sale.
                let mut connection = pool.acquire().await?;
                operating::set_refunds(&mut connection, id, Some(REFUND_HOURS), 100, 0).await?;
            }
        } else {
            loaded.events_there += 1;
        }
        if event.opens < today
            && event.popularity != Popularity::Fresh
            && !has_bookings(pool, id).await?
        {
            let sales = made_up_sales(&season, event, id, today, keys.signer());
            loaded.seats_sold += add_sales(pool, id, &sales).await?;
        }
    }
    put_promo_code(pool).await?;
    if loaded.events_created > 0 {
        analyze(pool).await?;
    }
    tell("Events and their seats", total, total);
    Ok(loaded)
}

/// Adds a promo code for the events with price types. An existing code stays unchanged.
async fn put_promo_code(pool: &Pool) -> Result<(), ImportError> {
    let Some(series) = promo_codes::series_of(pool, "peter-and-the-wolf").await? else {
        return Ok(());
    };
    let code = PROMO_CODE
        .parse::<PromoCode>()
        .map_err(|fault| store::Error::Corrupt(fault.to_string()))?;
    let new = NewPromoCode {
        code,
        scope: CodeScope::Series(series),
        discount: Discount::Percent(10),
        max_uses: Some(1_000),
        max_per_buyer: None,
        min_seats: None,
        valid_from: None,
        valid_until: None,
    };
    let mut connection = pool.acquire().await?;
    promo_codes::add(&mut connection, &new).await?;
    Ok(())
}

/// Invented bookings, spread over the time since sales opened.
fn made_up_sales(
    season: &Season,
    event: &SeasonEvent,
    id: EventId,
    today: Date,
    signer: &TicketSigner,
) -> Vec<ImportedSale> {
    let wanted = |plan: &&domain::plan::SeatingPlan| Some(&plan.name) == event.event.plan.as_ref();
    let Some(plan) = season
        .venues
        .iter()
        .flat_map(|(_, plans)| plans)
        .find(wanted)
    else {
        return Vec::new();
    };
    let plan = PlanIndex::new(plan.clone());
    let blocked: HashSet<_> = resolve::places(
        &plan,
        event.event.blocked.as_deref().unwrap_or_default(),
        "",
    )
    .unwrap_or_default()
    .into_iter()
    .collect();
    let share = match event.popularity {
        Popularity::Fresh => 0.0,
        Popularity::Sold(share) => share,
        Popularity::SoldOut => 1.0,
    };
    let mut dice = Dice::of(event.event.slug.as_deref().unwrap_or_default());
    let since = event.opens.midnight().assume_utc() + Duration::hours(10);
    let until = OffsetDateTime::now_utc().min(today.midnight().assume_utc());
    let moment =
        |dice: &mut Dice| since + (until - since).max(Duration::ZERO) * dice.share().powi(3);

    let parties = parties(&plan, &blocked, share, &mut dice);
    let sale = |party: Vec<domain::SeatNo>| {
        let ticket = |seat| {
            let ticket = TicketId::new();
            (
                seat,
                ticket,
                signer
                    .sign(
                        TicketClaim {
                            ticket,
                            event: id,
                            seat,
                        },
                        TicketKind::FullPrice,
                    )
                    .to_string(),
            )
        };
        ImportedSale {
            buyer: BuyerId::new(),
            at: moment(&mut dice),
            tickets: party.into_iter().map(ticket).collect(),
        }
    };
    parties.into_iter().map(sale).collect()
}
