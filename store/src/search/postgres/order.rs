//! The orders of a list. Each page begins after a position in the order (keyset pagination), with
//! an index if one exists.

use domain::Currency;
use sqlx::{Postgres, QueryBuilder};

use super::filters::{ResolvedFilter, push_filters};
use crate::{
    Error,
    search::{currencies::UNPRICED, cursor::Cursor, moment},
};

const STARTS: &str = "(extract(epoch from d.starts_at) * 1000000)::bigint";

/// The soonest first.
pub(super) fn by_date(
    query: &mut QueryBuilder<Postgres>,
    wanted: &ResolvedFilter<'_>,
    cursor: Option<&Cursor>,
) -> Result<(), Error> {
    query
        .push("select d.event_id, ")
        .push(STARTS)
        .push(" as a, 0::bigint as b, 0::bigint as c from search_document d");
    push_filters(query, wanted);
    if let Some(Cursor {
        keys: [starts, ..],
        id,
        ..
    }) = cursor
    {
        query
            .push(" and (d.starts_at, d.event_id) > (")
            .push_bind(moment(*starts)?)
            .push(", ")
            .push_bind(*id)
            .push(")");
    }
    query.push(" order by d.starts_at, d.event_id");
    Ok(())
}

/// The number of a document's currency, like `Currency::number`. The number of an event without
/// prices is the largest.
const CURRENCY: &str =
    "('x' || encode(convert_to(d.currency, 'UTF8'), 'hex'))::bit(24)::integer::bigint";

/// One currency after the other, in the order of their codes. In each, the cheapest first.
pub(super) fn by_price(
    query: &mut QueryBuilder<Postgres>,
    wanted: &ResolvedFilter<'_>,
    cursor: Option<&Cursor>,
) -> Result<(), Error> {
    query
        .push("select d.event_id, ")
        .push(CURRENCY)
        .push(" as a, d.price_from as b, ")
        .push(STARTS)
        .push(" as c from search_document d");
    push_filters(query, wanted);
    if let Some(Cursor {
        keys: [currency, price, starts],
        id,
        ..
    }) = cursor
    {
        let code = Currency::of_number(*currency).map_or_else(
            || UNPRICED.to_owned(),
            |currency| currency.code().to_owned(),
        );
        query
            .push(" and (d.currency, d.price_from, d.starts_at, d.event_id) > (")
            .push_bind(code)
            .push(", ")
            .push_bind(*price);
        query
            .push(", ")
            .push_bind(moment(*starts)?)
            .push(", ")
            .push_bind(*id)
            .push(")");
    }
    query.push(" order by d.currency, d.price_from, d.starts_at, d.event_id");
    Ok(())
}

/// The nearest first: venues by their distance in whole metres, then the events of each.
pub(super) fn by_distance(
    query: &mut QueryBuilder<Postgres>,
    wanted: &ResolvedFilter<'_>,
    cursor: Option<&Cursor>,
) -> Result<(), Error> {
    let near = wanted.filter.near.ok_or(Error::BadCursor)?;
    query
        .push("select d.event_id, here.metres as a, ")
        .push(STARTS)
        .push(" as b, 0::bigint as c from (select v.id, (1000 * (v.spot <-> search_spot(");
    query.push_bind(near.lat).push(", ").push_bind(near.lon);
    query.push(
        ")))::bigint as metres from venue v where v.spot is not null order by metres) here join search_document d on d.venue_id = here.id",
    );
    push_filters(query, wanted);
    if let Some(Cursor {
        keys: [metres, starts, _],
        id,
        ..
    }) = cursor
    {
        query.push(" and here.metres >= ").push_bind(*metres);
        query
            .push(" and (here.metres, d.starts_at, d.event_id) > (")
            .push_bind(*metres)
            .push(", ");
        query
            .push_bind(moment(*starts)?)
            .push(", ")
            .push_bind(*id)
            .push(")");
    }
    query.push(" order by here.metres, d.starts_at, d.event_id");
    Ok(())
}

/// The best match first, in coarse steps. Among equals, events on sale come first, and of these the
/// soonest. Having all words exactly as typed counts for more than their position.
pub(super) fn by_relevance(
    query: &mut QueryBuilder<Postgres>,
    wanted: &ResolvedFilter<'_>,
    narrow: &str,
    cursor: Option<&Cursor>,
) {
    let wide = wanted.wide.clone().unwrap_or_default();
    query
        .push("select event_id, a, b, c from (select d.event_id, -(case when d.words @@ ")
        .push_bind(narrow.to_owned());
    query
        .push("::tsquery then 40 else 0 end + floor(20 * ts_rank('{0.05, 0.3, 0.6, 1}', d.words, ")
        .push_bind(wide);
    query
        .push("::tsquery)))::bigint as a, case when d.cancelled or d.ends_at <= ")
        .push_bind(wanted.as_of);
    query
        .push(" then 3 when d.sold_out then 2 when d.on_sale_at > ")
        .push_bind(wanted.as_of);
    query
        .push(" then 1 else 0 end::bigint as b, ")
        .push(STARTS)
        .push(" as c from search_document d");
    push_filters(query, wanted);
    query.push(") found");
    if let Some(Cursor {
        keys: [a, b, c],
        id,
        ..
    }) = cursor
    {
        query
            .push(" where (a, b, c, event_id) > (")
            .push_bind(*a)
            .push(", ")
            .push_bind(*b)
            .push(", ")
            .push_bind(*c);
        query.push(", ").push_bind(*id).push(")");
    }
    query.push(" order by a, b, c, event_id");
}
