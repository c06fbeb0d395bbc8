//! Loading the season into the store.

use std::{collections::HashSet, fmt};

use boxoffice::TicketSigner;
use domain::import::resolve;
use domain::plan::PlanIndex;
use domain::selling::{PromoCode, TicketClaim};
use domain::{BuyerId, EventId, TicketId};
use store::import::{ImportError, OnProgress, Progress, Sale, add_sales, analyze, has_bookings, put_missing_event, put_venue};
use store::promo_codes::{self, CodeScope, Discount, NewPromoCode};
use store::{Pool, operating};
use time::{Date, Duration, OffsetDateTime};

use crate::sales::{Dice, parties};
use crate::season::{Popularity, Season, SeasonEvent, season};

/// The size of the key that tickets are signed with.
const KEY_BYTES: usize = 32;

/// The promo code of the season: 10 % off "Peter and the Wolf".
pub const PROMO_CODE: &str = "WOLF10";

/// How many hours before an event with price types its tickets can still be given back.
const REFUND_HOURS: u32 = 48;

/// What came of loading the season.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Loaded {
    /// Venues of the season.
    pub venues: u32,
    /// Events that are new.
    pub events_created: u32,
    /// Events that were there already and stay as they are.
    pub events_there: u32,
    /// Places sold in them now.
    pub seats_sold: u64,
}

impl fmt::Display for Loaded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "demo season: {} venues, {} events new, {} there already, {} places sold",
            self.venues, self.events_created, self.events_there, self.seats_sold
        )
    }
}

/// Loads the season as it stands today.
///
/// # Errors
/// The database's failures. What was loaded until then stays; loading again goes on from there.
pub async fn load(pool: &Pool, today: Date, progress: OnProgress<'_>) -> Result<Loaded, ImportError> {
    let season = season(today);
    let signer = signer(pool).await?;
    let mut loaded = Loaded::default();
    let mut tell = |step: &str, done: usize, total: usize| {
        progress(Progress { step: step.to_owned(), done: done as u64, total: total as u64 });
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
                // Before anything is sold: a booking keeps the terms of its sale.
                let mut connection = pool.acquire().await?;
                operating::set_refunds(&mut connection, id, Some(REFUND_HOURS), 100, 0).await?;
            }
        } else {
            loaded.events_there += 1;
        }
        if event.opens < today && event.popularity != Popularity::Fresh && !has_bookings(pool, id).await? {
            let sales = made_up_sales(&season, event, id, today, &signer);
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

/// A code for the events that have price types. One that is there stays as it is.
async fn put_promo_code(pool: &Pool) -> Result<(), ImportError> {
    let Some(series) = promo_codes::series_of(pool, "peter-and-the-wolf").await? else { return Ok(()) };
    let code = PROMO_CODE.parse::<PromoCode>().map_err(|fault| store::Error::Corrupt(fault.to_string()))?;
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

async fn signer(pool: &Pool) -> Result<TicketSigner, ImportError> {
    let key = store::secrets::load_or_create(pool, "ticket", KEY_BYTES).await?;
    let wrong = || store::Error::Corrupt("a ticket key of another size than 32 bytes".to_owned());
    Ok(TicketSigner::new(&key).ok_or_else(wrong)?)
}

/// The bookings of everyone who has bought so far, spread over the time since sales opened.
fn made_up_sales(season: &Season, event: &SeasonEvent, id: EventId, today: Date, signer: &TicketSigner) -> Vec<Sale> {
    let wanted = |plan: &&domain::plan::SeatingPlan| Some(&plan.name) == event.event.plan.as_ref();
    let Some(plan) = season.venues.iter().flat_map(|(_, plans)| plans).find(wanted) else { return Vec::new() };
    let plan = PlanIndex::new(plan.clone());
    let blocked: HashSet<_> = resolve::places(&plan, &event.event.blocked, "").unwrap_or_default().into_iter().collect();
    let share = match event.popularity {
        Popularity::Fresh => 0.0,
        Popularity::Sold(share) => share,
        Popularity::SoldOut => 1.0,
    };
    let mut dice = Dice::of(event.event.slug.as_deref().unwrap_or_default());
    let since = event.opens.midnight().assume_utc() + Duration::hours(10);
    let until = OffsetDateTime::now_utc().min(today.midnight().assume_utc());
    let moment = |dice: &mut Dice| since + (until - since).max(Duration::ZERO) * dice.share().powi(3);

    let parties = parties(&plan, &blocked, share, &mut dice);
    let sale = |party: Vec<domain::SeatNo>| {
        let ticket = |seat| {
            let ticket = TicketId::new();
            (seat, ticket, signer.sign(TicketClaim { ticket, event: id, seat }).to_string())
        };
        Sale { buyer: BuyerId::new(), at: moment(&mut dice), tickets: party.into_iter().map(ticket).collect() }
    };
    parties.into_iter().map(sale).collect()
}
