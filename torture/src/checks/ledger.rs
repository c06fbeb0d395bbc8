//! Checks that all answers to buyers were true.

use std::collections::BTreeMap;

use anyhow::Context;
use reqwest::{Method, StatusCode};
use serde_json::Value;
use sqlx::Row;
use uuid::Uuid;

use crate::{
    crowd::{Call, Crowd, Fate, Reply},
    findings::ScenarioFindings,
    shop::Shop,
};

/// The number of buyers who read their tickets again, at each server.
const LOOKS: usize = 10;

/// A booking in the tables.
struct StoredBooking {
    event: i32,
    status: String,
    seats: Vec<u32>,
    tickets: Vec<(Uuid, u32, String)>,
}

/// Compares the ledger with the tables.
pub async fn is_kept(
    shop: &Shop,
    crowd: &Crowd,
    findings: &mut ScenarioFindings,
) -> anyhow::Result<()> {
    let tables = bookings(shop).await?;
    let paid: Vec<(Uuid, String, usize)> = {
        let book = crowd.town.ledger.book();
        book.wrong
            .iter()
            .for_each(|what| findings.violated(what.clone()));
        book.never_answered
            .iter()
            .for_each(|call| findings.violated(format!("never answered: {call}")));
        for (id, entry) in &book.bookings {
            match tables.get(id) {
                None => findings.violated(format!(
                    "booking {id} was acknowledged ({:?}), and is not there",
                    entry.fate
                )),
                Some(row) if row.seats != entry.seats || row.event != entry.event.0 => {
                    findings.violated(format!(
                        "booking {id} of event {} was told seats {:?}, and has {:?} of event {}",
                        entry.event, entry.seats, row.seats, row.event
                    ));
                }
                Some(row) => fate_is_kept(*id, &entry.fate, row, findings),
            }
        }
        // The probe does not wait for every answer.
        let asked = tables
            .iter()
            .filter(|(_, row)| row.event != shop.probe_event.0);
        let unknown = asked
            .filter(|(id, _)| !book.bookings.contains_key(id))
            .count();
        findings.must(unknown == 0, || {
            format!("{unknown} bookings were made of which no buyer was told")
        });
        let (held, tickets) = book.counts();
        let repeated: u64 = book.repeated.values().sum();
        findings.must(held > 0 && tickets > 0, || {
            format!("{held} bookings and {tickets} tickets in all: nothing was tried")
        });
        findings.note(format!(
            "{held} bookings, {} refused, {tickets} tickets",
            book.refused
        ));
        let why: Vec<String> = book
            .repeated
            .iter()
            .map(|(why, count)| format!("{count} {why}"))
            .collect();
        findings.note(format!(
            "{repeated} calls repeated ({})",
            if why.is_empty() {
                "none".to_owned()
            } else {
                why.join(", ")
            }
        ));
        let paid = book
            .bookings
            .iter()
            .filter_map(|(id, entry)| match &entry.fate {
                Fate::Paid(tickets) => Some((*id, entry.token.clone(), tickets.len())),
                _ => None,
            });
        paid.take(LOOKS).collect()
    };
    for (id, token, count) in paid {
        for address in &crowd.town.addresses {
            let (path, token) = (format!("/api/v1/bookings/{id}"), Some(token.clone()));
            let call = Call {
                method: Method::GET,
                path,
                token,
                key: None,
                body: Value::Null,
            };
            let shown = match call.send(&crowd.town.client, address).await {
                Reply::Decided(StatusCode::OK, body) => {
                    body["booking"]["tickets"].as_array().map(Vec::len)
                }
                _ => None,
            };
            findings.must(shown == Some(count), || {
                format!(
                    "the buyer of booking {id} is shown {shown:?} of {count} tickets by {address}"
                )
            });
        }
    }
    Ok(())
}

fn fate_is_kept(id: Uuid, fate: &Fate, row: &StoredBooking, findings: &mut ScenarioFindings) {
    let kept = match fate {
        // Every hold has ended by now.
        Fate::Held => matches!(row.status.as_str(), "expired" | "cancelled"),
        Fate::Released => matches!(row.status.as_str(), "cancelled" | "expired"),
        Fate::NotPaid => row.status == "expired",
        Fate::Paid(tickets) => {
            let mut told = tickets.clone();
            told.sort();
            row.status == "confirmed" && row.tickets == told
        }
    };
    let told = if let Fate::Paid(tickets) = fate {
        format!("paid, with {} tickets", tickets.len())
    } else {
        format!("{fate:?}")
    };
    findings.must(kept, || {
        format!(
            "booking {id} was {told}, and is {} with {} tickets",
            row.status,
            row.tickets.len()
        )
    });
}

async fn bookings(shop: &Shop) -> anyhow::Result<BTreeMap<Uuid, StoredBooking>> {
    let events: Vec<i32> = shop.events.iter().map(|event| event.0).collect();
    let rows = sqlx::query(
        "select b.id, b.event_id, b.status,
                array(select s.seat_no from booking_seat s where s.event_id = b.event_id and s.booking_id = b.id order by s.seat_no),
                coalesce((select jsonb_agg(jsonb_build_array(t.id, t.seat_no, t.code) order by t.id)
                          from ticket t where t.event_id = b.event_id and t.booking_id = b.id and t.voided_at is null), '[]')
         from booking b where b.event_id = any ($1) or b.event_id = $2",
    )
    .bind(&events)
    .bind(shop.probe_event.0)
    .fetch_all(&shop.pool)
    .await?;
    let mut bookings = BTreeMap::new();
    for row in rows {
        let tickets = serde_json::from_value(row.get::<Value, _>(4))
            .context("tickets that cannot be read")?;
        let seats = row
            .get::<Vec<i32>, _>(3)
            .into_iter()
            .map(i32::unsigned_abs)
            .collect();
        bookings.insert(
            row.get(0),
            StoredBooking {
                event: row.get(1),
                status: row.get(2),
                seats,
                tickets,
            },
        );
    }
    Ok(bookings)
}
