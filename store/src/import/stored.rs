//! Compares a stored event with the file.

use domain::{
    EventId,
    import::{AnnouncedFacts, FieldChange, NewEvent, name_key},
};
use sqlx::PgConnection;
use time::{Duration, OffsetDateTime};

use super::{ImportError, checked_event::CheckedEvent, price, price_types};
use crate::Error;

/// The differences between a stored event and the file.
#[derive(Debug, Default)]
pub(super) struct Differences {
    /// The number of sold tickets.
    pub sold: u32,
    /// Changes to facts that buyers rely on.
    pub announced: Vec<FieldChange>,
    /// Changes to other columns of the event.
    pub own: Vec<FieldChange>,
    pub prices: bool,
    pub price_types: bool,
    pub performers: bool,
    /// Whether the event was never put up for sale.
    pub unopened: bool,
    pub blocks: Blocks,
}

/// Seats to block and unblock, so that exactly the seats of the file are blocked.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    pub block: Vec<i32>,
    pub unblock: Vec<i32>,
    /// Seats to block that buyers have.
    pub taken: Vec<i32>,
}

impl Differences {
    /// Finds the differences of an event.
    pub async fn of(
        connection: &mut PgConnection,
        id: EventId,
        event: &NewEvent,
        checked: &CheckedEvent,
    ) -> Result<Self, ImportError> {
        let stored = StoredEvent::read(connection, id).await?;
        let announced = stored.announced()?.changes(&AnnouncedFacts {
            title: event.title.clone(),
            venue: checked.venue_name.clone(),
            starts_at: checked.starts_at,
            on_sale_at: checked.on_sale_at.unwrap_or(stored.on_sale_at),
            currency: event.price_levels.first().map(|level| level.price.currency),
        });
        let names = performers_of(connection, id).await?;
        let wanted = event
            .performers
            .iter()
            .map(|performer| name_key(&performer.name));
        Ok(Self {
            sold: stored.sold.unsigned_abs(),
            announced,
            own: stored.own(event, checked),
            prices: price::differ(connection, id, &event.price_levels, &checked.ranges).await?,
            price_types: price_types::differ(connection, id, event.price_types.as_deref()).await?,
            performers: !names.iter().map(|name| name_key(name)).eq(wanted),
            unopened: !stored.is_open,
            blocks: blocks(connection, id, checked.blocked.as_deref()).await?,
        })
    }

    /// All changes, for people.
    pub fn all(&self) -> Vec<FieldChange> {
        let mut all: Vec<FieldChange> = self.announced.iter().chain(&self.own).cloned().collect();
        let mut add = |field: &'static str, differs: bool| {
            if differs && !all.iter().any(|change| change.field == field) {
                all.push(FieldChange::in_field(field));
            }
        };
        add("price_levels", self.prices);
        add("price_types", self.price_types);
        add("performers", self.performers);
        add("seats", self.unopened);
        if !(self.blocks.block.is_empty() && self.blocks.unblock.is_empty()) {
            let counted = |seats: &[i32], what: &str| format!("{} seats {what}", seats.len());
            let (from, to) = (
                counted(&self.blocks.unblock, "unblocked"),
                counted(&self.blocks.block, "blocked"),
            );
            all.push(FieldChange::in_field_as("blocked", format!("{to}, {from}")));
        }
        all
    }

    /// Whether there is nothing to write.
    pub fn is_empty(&self) -> bool {
        self.all().is_empty()
    }

    /// Whether a column of the event must be written.
    pub fn own_columns(&self) -> bool {
        !(self.announced.is_empty() && self.own.is_empty())
    }
}

struct StoredEvent {
    title: String,
    category: String,
    description: String,
    venue: String,
    starts_at: OffsetDateTime,
    ends_at: OffsetDateTime,
    on_sale_at: OffsetDateTime,
    hold_seconds: i32,
    max_seats: i32,
    avoid_single_seats: bool,
    hold_extension: bool,
    buyer_limit: Option<i32>,
    series: Option<String>,
    currency: Option<String>,
    sold: i32,
    is_open: bool,
}

impl StoredEvent {
    async fn read(connection: &mut PgConnection, id: EventId) -> Result<Self, Error> {
        let row = sqlx::query_as!(
            StoredEvent,
            r#"select e.title, e.category, e.description, v.name as venue, e.starts_at, e.ends_at, e.on_sale_at, e.hold_seconds, e.max_seats,
                      e.avoid_single_seats, e.hold_extension, e.buyer_limit, s.title as "series?",
                      (select min(p.currency) from price_level p where p.event_id = e.id) as currency,
                      coalesce(count.sold, 0) as "sold!", count.event_id is not null as "is_open!"
               from event e
               join venue v on v.id = e.venue_id
               left join series s on s.id = e.series_id
               left join event_version count on count.event_id = e.id
               where e.id = $1"#,
            id.0
        );
        Ok(row.fetch_one(connection).await?)
    }

    fn announced(&self) -> Result<AnnouncedFacts, Error> {
        let currency = match &self.currency {
            Some(code) => Some(
                code.parse()
                    .map_err(|_| Error::Corrupt(format!("the currency `{code}`")))?,
            ),
            None => None,
        };
        Ok(AnnouncedFacts {
            title: self.title.clone(),
            venue: self.venue.clone(),
            starts_at: self.starts_at,
            on_sale_at: self.on_sale_at,
            currency,
        })
    }

    /// Changes to the columns that no buyer relies on.
    fn own(&self, event: &NewEvent, checked: &CheckedEvent) -> Vec<FieldChange> {
        let minutes = |span: Duration| span.whole_minutes();
        let series = |title: Option<&str>| title.map(name_key);
        let mut changes = Vec::new();
        let mut add = |field: &'static str, from: String, to: Option<String>| {
            if let Some(to) = to.filter(|to| *to != from) {
                changes.push(FieldChange::of(field, from, to));
            }
        };
        add(
            "category",
            self.category.clone(),
            Some(event.category.clone()),
        );
        add(
            "duration_minutes",
            minutes(self.ends_at - self.starts_at).to_string(),
            Some(minutes(checked.ends_at - checked.starts_at).to_string()),
        );
        add(
            "hold_seconds",
            self.hold_seconds.to_string(),
            event.hold_seconds.map(|seconds| seconds.to_string()),
        );
        add(
            "max_seats",
            self.max_seats.to_string(),
            event.max_seats.map(|seats| seats.to_string()),
        );
        let limit = self
            .buyer_limit
            .map_or_else(|| "twice max_seats".to_owned(), |seats| seats.to_string());
        add(
            "buyer_limit",
            limit,
            event.buyer_limit.map(|seats| seats.to_string()),
        );
        add(
            "hold_extension",
            self.hold_extension.to_string(),
            event.hold_extension.map(|truth| truth.to_string()),
        );
        add(
            "avoid_single_seats",
            self.avoid_single_seats.to_string(),
            event.avoid_single_seats.map(|truth| truth.to_string()),
        );
        if self.description != event.description {
            changes.push(FieldChange::in_field("description"));
        }
        if series(self.series.as_deref()) != series(event.series.as_deref()) {
            changes.push(FieldChange::in_field("series"));
        }
        changes
    }
}

/// The names of the performers, in order.
async fn performers_of(
    connection: &mut PgConnection,
    event: EventId,
) -> Result<Vec<String>, Error> {
    let names = sqlx::query_scalar!(
        "select p.name from event_performer ep join performer p on p.id = ep.performer_id where ep.event_id = $1 order by ep.position",
        event.0
    );
    Ok(names.fetch_all(connection).await?)
}

/// The changes after which exactly these seats are blocked. A hold that has ended does not keep a
/// seat.
async fn blocks(
    connection: &mut PgConnection,
    event: EventId,
    wanted: Option<&[i32]>,
) -> Result<Blocks, Error> {
    let Some(wanted) = wanted else {
        return Ok(Blocks::default());
    };
    let rows = sqlx::query!(
        r#"select seat_no, case when status = 1 and expires_at <= clock_timestamp() then 0 else status end as "status!",
                  seat_no = any ($2) as "wanted!"
           from seat_status where event_id = $1 and (seat_no = any ($2) or status = 3) order by seat_no"#,
        event.0,
        wanted
    )
    .fetch_all(connection)
    .await?;
    let mut blocks = Blocks::default();
    for row in rows {
        match (row.wanted, row.status) {
            (true, 0) => blocks.block.push(row.seat_no),
            (true, 3) => {}
            (true, _) => blocks.taken.push(row.seat_no),
            (false, _) => blocks.unblock.push(row.seat_no),
        }
    }
    Ok(blocks)
}
