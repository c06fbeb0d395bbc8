//! The addresses of pages, for search engines. An event has a page and a search document from the
//! moment when it is put up for sale.

use time::OffsetDateTime;

use crate::{Error, Pool};

/// One file of the sitemap covers this many numbers of events, venues or performers, so it names at
/// most this many addresses. The protocol allows 50,000. A file of this size is read and written
/// within milliseconds.
const NUMBERS_IN_A_FILE: i32 = 2_000;

/// The most files that an index may name, by the protocol. It is reached after tens of millions of
/// events.
const MOST_FILES: usize = 50_000;

/// The kind of the pages of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SitemapKind {
    /// Events.
    Events,
    /// Venues.
    Venues,
    /// Performers.
    Performers,
}

/// A file of the sitemap: the pages whose numbers lie in its span. The span never moves, so a file
/// changes only when one of its pages changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SitemapFile {
    /// The kind of its pages.
    pub kind: SitemapKind,
    /// Its place among the files of its kind, from 0.
    pub place: i32,
}

impl SitemapFile {
    /// The first and the last number that it covers. None beyond the largest number.
    fn span(self) -> Option<(i32, i32)> {
        let first = self.place.checked_mul(NUMBERS_IN_A_FILE)?;
        Some((first, first.saturating_add(NUMBERS_IN_A_FILE - 1)))
    }
}

/// A page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SitemapPage {
    /// The last part of its address: a slug, or the number of a performer.
    pub name: String,
    /// When it was last changed. None for a performer without future events.
    pub changed_at: Option<OffsetDateTime>,
}

/// The files that have pages: those of events, then of venues, then of performers.
///
/// # Errors
/// The database failed.
pub async fn files(pool: &Pool) -> Result<Vec<SitemapFile>, Error> {
    // One index lookup for each file.
    let places = sqlx::query!(
        r#"
        select
            array(
                select place from generate_series(0, (select max(event_id) / $1::integer from search_document)) place
                where exists (
                    select from search_document
                    where event_id between place::bigint * $1::integer and place::bigint * $1::integer + $1::integer - 1
                )
                order by place
            ) as "events!",
            array(
                select place from generate_series(0, (select max(id) / $1::integer from venue)) place
                where exists (
                    select from venue where id between place::bigint * $1::integer and place::bigint * $1::integer + $1::integer - 1
                )
                order by place
            ) as "venues!",
            array(
                select place from generate_series(0, (select max(id) / $1::integer from performer)) place
                where exists (
                    select from performer where id between place::bigint * $1::integer and place::bigint * $1::integer + $1::integer - 1
                )
                order by place
            ) as "performers!"
        "#,
        NUMBERS_IN_A_FILE
    )
    .fetch_one(pool)
    .await?;
    let kinds = [
        (SitemapKind::Events, places.events),
        (SitemapKind::Venues, places.venues),
        (SitemapKind::Performers, places.performers),
    ];
    let files = kinds.into_iter().flat_map(|(kind, places)| {
        places
            .into_iter()
            .map(move |place| SitemapFile { kind, place })
    });
    Ok(files.take(MOST_FILES).collect())
}

/// The pages of a file, in order of their numbers. A file that the index does not name has none.
///
/// # Errors
/// The database failed.
pub async fn pages(pool: &Pool, file: SitemapFile) -> Result<Vec<SitemapPage>, Error> {
    let Some((first, last)) = file.span() else {
        return Ok(Vec::new());
    };
    match file.kind {
        SitemapKind::Events => events(pool, first, last).await,
        SitemapKind::Venues => venues(pool, first, last).await,
        SitemapKind::Performers => performers(pool, first, last).await,
    }
}

async fn events(pool: &Pool, first: i32, last: i32) -> Result<Vec<SitemapPage>, Error> {
    let pages = sqlx::query_as!(
        SitemapPage,
        r#"
        select e.slug as "name!", d.changed_at as "changed_at?"
        from search_document d join event e on e.id = d.event_id
        where d.event_id between $1 and $2
        order by d.event_id
        "#,
        first,
        last
    );
    Ok(pages.fetch_all(pool).await?)
}

/// The pages of venues. The page of a venue shows its next hundred events, so it changes when one
/// of these changes.
async fn venues(pool: &Pool, first: i32, last: i32) -> Result<Vec<SitemapPage>, Error> {
    let pages = sqlx::query_as!(
        SitemapPage,
        r#"
        select v.slug as "name!", greatest(v.created_at, shown.changed_at) as "changed_at?"
        from venue v
        cross join lateral (
            select max(next.changed_at) as changed_at
            from (
                select d.changed_at from search_document d
                where d.venue_id = v.id and d.ends_at > now() and d.starts_at > now() - interval '4 days'
                order by d.starts_at, d.event_id limit 100
            ) next
        ) shown
        where v.id between $1 and $2
        order by v.id
        "#,
        first,
        last
    );
    Ok(pages.fetch_all(pool).await?)
}

/// The pages of performers. They change like the pages of venues.
async fn performers(pool: &Pool, first: i32, last: i32) -> Result<Vec<SitemapPage>, Error> {
    let pages = sqlx::query_as!(
        SitemapPage,
        r#"
        select p.id::text as "name!", shown.changed_at as "changed_at?"
        from performer p
        cross join lateral (
            select max(next.changed_at) as changed_at
            from (
                select d.changed_at from event_performer ep join search_document d on d.event_id = ep.event_id
                where ep.performer_id = p.id and d.ends_at > now()
                order by d.starts_at, d.event_id limit 100
            ) next
        ) shown
        where p.id between $1 and $2
        order by p.id
        "#,
        first,
        last
    );
    Ok(pages.fetch_all(pool).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_spans_of_files_follow_each_other_and_end_with_the_numbers() {
        let span = |place| {
            SitemapFile {
                kind: SitemapKind::Events,
                place,
            }
            .span()
        };
        assert_eq!((span(0), span(1)), (Some((0, 1_999)), Some((2_000, 3_999))));
        assert_eq!(span(1_073_741), Some((2_147_482_000, i32::MAX)));
        assert_eq!(span(1_073_742), None);
    }
}
