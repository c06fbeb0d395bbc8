//! Venues.

use domain::{
    VenueId,
    catalogue::{VenueDetail, VenuePage, VenueSummary, VenuesPage},
};

use crate::{Error, Pool, VenueKey};

/// The path of a plan in the API.
pub(crate) fn plan_url(hash: &str) -> String {
    format!("/api/v1/seating-plans/{hash}")
}

/// All venues, by name.
pub async fn list(pool: &Pool) -> Result<VenuesPage, Error> {
    let rows = sqlx::query!(
        r#"
        select v.id, v.slug, v.name, v.city, v.country, v.lat, v.lon,
            coalesce((select max(p.capacity) from seating_plan p where p.venue_id = v.id), 0) as "capacity!",
            (select count(*) from event e where e.venue_id = v.id and e.ends_at > now() and e.cancelled_at is null) as "upcoming!"
        from venue v
        order by v.name
        limit 1000
        "#
    )
    .fetch_all(pool)
    .await?;
    let venues = rows
        .into_iter()
        .map(|row| VenueSummary {
            id: VenueId(row.id),
            slug: row.slug,
            name: row.name,
            city: row.city,
            country: row.country,
            lat: row.lat,
            lon: row.lon,
            capacity: row.capacity.unsigned_abs(),
            upcoming_events: u32::try_from(row.upcoming).unwrap_or(u32::MAX),
        })
        .collect();
    Ok(VenuesPage { venues })
}

/// A venue with its largest plan.
pub async fn page(pool: &Pool, key: &VenueKey) -> Result<Option<VenuePage>, Error> {
    let (id, slug) = key.parts();
    let row = sqlx::query!(
        r#"
        select v.id, v.slug, v.name, v.address, v.city, v.country, v.lat, v.lon, v.timezone, v.description, v.facilities,
            plan.hash as "hash?", plan.capacity as "capacity?"
        from venue v
        left join lateral (
            select p.hash, p.capacity from seating_plan p where p.venue_id = v.id order by p.capacity desc, p.created_at desc limit 1
        ) plan on true
        where v.id = $1 or v.slug = $2
        "#,
        id,
        slug
    )
    .fetch_optional(pool)
    .await?;
    Ok(row.map(|row| VenuePage {
        venue: VenueDetail {
            id: VenueId(row.id),
            slug: row.slug,
            name: row.name,
            address: row.address,
            city: row.city,
            country: row.country,
            lat: row.lat,
            lon: row.lon,
            timezone: row.timezone,
            description: row.description,
            facilities: row.facilities,
            capacity: row.capacity.unwrap_or_default().unsigned_abs(),
            seating_plan_url: row.hash.as_deref().map(plan_url),
        },
    }))
}
