//! Creates many small events at once with `COPY`, to try the shop at the size of a country.

use domain::{VenueId, plan::PlanHash};
use time::OffsetDateTime;

use crate::{Error, Pool};

/// An event without sales. Its venue, plan and performers must exist.
#[derive(Debug, Clone, PartialEq)]
pub struct ManyEvent {
    /// The slug of the event. If the slug exists, the event is skipped.
    pub slug: String,
    /// Title of the event.
    pub title: String,
    /// Its category.
    pub category: &'static str,
    /// Plain text.
    pub description: String,
    /// The venue.
    pub venue: VenueId,
    /// The plan.
    pub plan: PlanHash,
    /// When the event begins.
    pub starts_at: OffsetDateTime,
    /// Minutes from the beginning to the end.
    pub minutes: u32,
    /// When sales open.
    pub on_sale_at: OffsetDateTime,
    /// Numbers of the performers, the most prominent first.
    pub performers: Vec<i32>,
    /// The price of each seat, in euro cents.
    pub price: i64,
}

/// The numbers of performers, in the given order. Creates those whose slug does not exist.
pub async fn put_performers(
    pool: &Pool,
    performers: &[(String, String, String)],
) -> Result<Vec<i32>, Error> {
    let part = |which: fn(&(String, String, String)) -> &String| {
        performers
            .iter()
            .map(|one| which(one).clone())
            .collect::<Vec<_>>()
    };
    let slugs = part(|one| &one.0);
    sqlx::query!(
        "insert into performer (slug, name, role) select * from unnest($1::text[], $2::text[], $3::text[]) on conflict do nothing",
        &slugs,
        &part(|one| &one.1),
        &part(|one| &one.2)
    )
    .execute(pool)
    .await?;
    let ids = sqlx::query_scalar!(
        "select p.id from unnest($1::text[]) with ordinality wanted (slug, place) join performer p on p.slug = wanted.slug order by place",
        &slugs
    );
    Ok(ids.fetch_all(pool).await?)
}

/// Creates events and puts them up for sale, all or none. Returns the number of new events.
pub async fn add_many(pool: &Pool, events: &[ManyEvent]) -> Result<u64, Error> {
    let mut tx = pool.begin().await?;
    sqlx::query(
        "create temporary table many (slug text, title text, category text, description text, venue_id integer, plan_hash text,
            starts_at timestamptz, ends_at timestamptz, on_sale_at timestamptz, performers integer[], price bigint) on commit drop",
    )
    .execute(&mut *tx)
    .await?;
    let mut copy = tx.copy_in_raw("copy many from stdin").await?;
    let mut lines = String::new();
    for event in events {
        line(&mut lines, event);
        if lines.len() > 256 * 1024 {
            copy.send(lines.as_bytes()).await?;
            lines.clear();
        }
    }
    copy.send(lines.as_bytes()).await?;
    copy.finish().await?;
    // Existing events stay unchanged.
    sqlx::query("delete from many using event e where e.slug = many.slug")
        .execute(&mut *tx)
        .await?;
    sqlx::query("alter table many add column id integer")
        .execute(&mut *tx)
        .await?;
    for &step in STEPS {
        sqlx::query(step).execute(&mut *tx).await?;
    }
    let added: i64 = sqlx::query_scalar("select count(*) from many where id is not null")
        .fetch_one(&mut *tx)
        .await?;
    tx.commit().await?;
    Ok(added.unsigned_abs())
}

/// The steps that write an event, in the order of their foreign keys. `event_version` is last,
/// because an event with a version can be found.
const STEPS: &[&str] = &[
    "with added as (
         insert into event (slug, title, category, description, venue_id, plan_hash, starts_at, ends_at, on_sale_at)
         select slug, title, category, description, venue_id, plan_hash, starts_at, ends_at, on_sale_at from many
         on conflict do nothing
         returning id, slug
     )
     update many set id = added.id from added where added.slug = many.slug",
    "analyze many",
    "insert into event_performer (event_id, performer_id, position)
     select distinct on (many.id, performer) many.id, performer, place - 1
     from many, unnest(many.performers) with ordinality one (performer, place) where many.id is not null
     order by many.id, performer, place",
    "insert into price_level (event_id, name, color, amount, currency, position)
     select id, 'All places', '#4bc8d5', price, 'EUR', 0 from many where id is not null",
    "insert into event_seat_price (event_id, first_seat, last_seat, price_level_id)
     select many.id, 0, plan.capacity - 1, level.id
     from many join seating_plan plan on plan.hash = many.plan_hash join price_level level on level.event_id = many.id",
    "insert into seat_status (event_id, seat_no)
     select many.id, seat from many join seating_plan plan on plan.hash = many.plan_hash, generate_series(0, plan.capacity - 1) seat
     where many.id is not null",
    "insert into event_version (event_id, available)
     select many.id, plan.capacity from many join seating_plan plan on plan.hash = many.plan_hash where many.id is not null",
];

/// A line in the text format of `COPY`.
fn line(lines: &mut String, event: &ManyEvent) {
    let performers: Vec<String> = event.performers.iter().map(ToString::to_string).collect();
    let ends_at = event.starts_at + time::Duration::minutes(i64::from(event.minutes));
    let fields = [
        event.slug.clone(),
        event.title.clone(),
        event.category.to_owned(),
        event.description.clone(),
        event.venue.0.to_string(),
        event.plan.as_str().to_owned(),
        event.starts_at.to_string(),
        ends_at.to_string(),
        event.on_sale_at.to_string(),
        format!("{{{}}}", performers.join(",")),
        event.price.to_string(),
    ];
    for (index, field) in fields.iter().enumerate() {
        if index > 0 {
            lines.push('\t');
        }
        for letter in field.chars() {
            match letter {
                '\\' => lines.push_str("\\\\"),
                '\t' => lines.push_str("\\t"),
                '\n' => lines.push_str("\\n"),
                '\r' => lines.push_str("\\r"),
                other => lines.push(other),
            }
        }
    }
    lines.push('\n');
}
