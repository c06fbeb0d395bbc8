//! Messages for a buyer who chooses seats: full sentences, friendly and exact.

use domain::{
    Money, Problem, ProblemCode, SeatNo, SeatStatus,
    selling::{Booking, BookingStatus},
};
use ui::{
    components::basket::BasketMessage,
    format,
    hall::{Hall, numbers_in_words, seats_in_words},
};

use crate::texts::ChoosingTexts;

/// What happened to a hold, with a link to its booking.
pub(super) fn became(booking: &Booking, texts: ChoosingTexts) -> BasketMessage {
    let seats = count(&booking.seats);
    match (booking.status, booking.payment) {
        (BookingStatus::Confirmed, _) => {
            BasketMessage::note(texts.paid(seats)).leading(booking, texts.paid_link())
        }
        (_, Some(_)) => {
            BasketMessage::note(texts.checking()).leading(booking, texts.booking_link())
        }
        (BookingStatus::Expired, None) => BasketMessage::trouble(texts.ended(seats)),
        (_, None) => BasketMessage::note(texts.gone(seats)).leading(booking, texts.booking_link()),
    }
}

/// "Stalls, row 1, seats 3 and 4: someone was faster. We hold Stalls, row 2, seats 3 and 4 for you
/// instead: €90. …"
pub(super) fn instead(
    hall: &Hall,
    asked: &[SeatNo],
    held: &[SeatNo],
    total: Money,
    texts: ChoosingTexts,
) -> String {
    texts.instead(
        &seats_in_words(hall, asked),
        &seats_in_words(hall, held),
        &format::money(total),
        count(held),
    )
}

/// A rejection as a sentence for people.
pub(super) fn refusal(problem: &Problem, texts: ChoosingTexts) -> String {
    use ProblemCode as C;
    match problem.code {
        // The server rendered the link to the line above the hall.
        C::WaitingRoom => texts.refused_turn(),
        C::Internal => texts.refused_internal(),
        C::Busy | C::RequestInProgress => texts.refused_busy(),
        C::TooManyRequests => texts.refused_wait(),
        C::SeatsTaken => texts.refused_taken(),
        C::SoldOut => texts.refused_sold_out(),
        C::TooManySeats => problem.max_seats.map_or_else(
            || texts.refused(),
            |seats| texts.refused_booking_limit(seats),
        ),
        C::BuyerLimit => problem
            .buyer_limit
            .map_or_else(|| texts.refused(), |seats| texts.refused_buyer_limit(seats)),
        C::NotOnSale | C::NotOnSaleYet => texts.refused_off(),
        C::CookiesBlocked => texts.refused_cookies(),
        C::BookingState | C::HoldExpired | C::PaymentInProgress => texts.refused_state(),
        _ => texts.refused(),
    }
}

/// "Someone took Stalls, row 12, seat 14 a moment ago. Seats 15 and 16 in the same row are free:
/// take them?"
pub(super) fn lost(hall: &Hall, lost: &[SeatNo], offer: &[SeatNo], texts: ChoosingTexts) -> String {
    let then = match numbers_in_row_of(hall, lost, offer) {
        _ if offer.is_empty() => texts.lost_none(),
        Some(numbers) => texts.offer_in_row(count(offer), &capitalised(numbers)),
        None => texts.offer(count(offer), &seats_in_words(hall, offer)),
    };
    format!("{} {then}", texts.lost(&seats_in_words(hall, lost)))
}

/// "Stalls, row 12, seat 14 is sold. Seat 15 in the same row is free."
pub(super) fn not_to_be_had(
    hall: &Hall,
    seat: SeatNo,
    status: SeatStatus,
    near: &[SeatNo],
    texts: ChoosingTexts,
) -> String {
    let name = hall.place_name(seat);
    let gone = if status == SeatStatus::Held {
        texts.held(&name)
    } else {
        texts.sold(&name)
    };
    match numbers_in_row_of(hall, &[seat], near) {
        _ if near.is_empty() => gone,
        Some(number) => format!("{gone} {}", texts.near_in_row(&capitalised(number))),
        None => format!("{gone} {}", texts.near(&seats_in_words(hall, near))),
    }
}

/// "Take seat 15", "Take 2 seats".
pub(super) fn take(hall: &Hall, offer: &[SeatNo], texts: ChoosingTexts) -> String {
    match offer {
        [_] => numbers_in_row_of(hall, offer, offer)
            .map_or_else(|| texts.take_it(), |number| texts.take(&number)),
        _ => texts.take_seats(count(offer)),
    }
}

/// The orphans that a selection leaves, and the label of the button that fixes it: "That would
/// leave seat 13 alone. Move one along?"
pub(super) fn leaves_orphan(
    hall: &Hall,
    chosen: &[SeatNo],
    orphans: &[SeatNo],
    instead: &[SeatNo],
    texts: ChoosingTexts,
) -> (String, String) {
    let alone = texts.alone(
        &numbers_in_row_of(hall, chosen, orphans).unwrap_or_else(|| seats_in_words(hall, orphans)),
    );
    let (then, button) = if instead.is_empty() {
        (texts.alone_mend(count(orphans)), String::new())
    } else if one_along(chosen, instead) {
        (texts.alone_move(), texts.move_along())
    } else {
        (
            texts.alone_others(count(instead), &seats_in_words(hall, instead)),
            take(hall, instead, texts),
        )
    };
    (format!("{alone} {then}"), button)
}

/// The seats found for a party, with their notes: "Stalls, row 1, seats 3 and 4 (behind a pillar):
/// chosen for you, …"
pub(super) fn found(hall: &Hall, seats: &[SeatNo], texts: ChoosingTexts) -> String {
    let (mut said, notes) = (seats_in_words(hall, seats), hall.notes(seats));
    if !notes.is_empty() {
        said += &format!(" ({})", notes.join("; "));
    }
    texts.found(&said, count(seats))
}

/// The message for a party that no row has room for.
pub(super) fn not_together(size: u32, narrowed: bool, texts: ChoosingTexts) -> String {
    match (size, narrowed) {
        (1, false) => texts.none(),
        (1, true) => texts.none_narrowed(),
        (_, false) => texts.apart(size),
        (_, true) => texts.apart_narrowed(size),
    }
}

fn count<T>(seats: &[T]) -> u32 {
    seats.len() as u32
}

/// "seat 15", "seats 15 and 16": the numbers of `seats`, if `seats` and `others` are all in one
/// row.
fn numbers_in_row_of(hall: &Hall, others: &[SeatNo], seats: &[SeatNo]) -> Option<String> {
    let row = |seat: &SeatNo| {
        hall.index()
            .seat(*seat)
            .map(|seat| (seat.section_index, seat.row_index))
    };
    let here = others.first().and_then(row)?;
    if others
        .iter()
        .chain(seats)
        .any(|seat| row(seat) != Some(here))
    {
        return None;
    }
    let numbers: Vec<String> = seats
        .iter()
        .filter_map(|seat| hall.index().seat(*seat))
        .map(|seat| seat.number().to_owned())
        .collect();
    (!numbers.is_empty()).then(|| numbers_in_words(&numbers, hall.texts()))
}

/// Whether a selection moved by exactly one seat.
fn one_along(chosen: &[SeatNo], instead: &[SeatNo]) -> bool {
    let sorted = |seats: &[SeatNo]| {
        let mut numbers: Vec<u32> = seats.iter().map(|seat| seat.0).collect();
        numbers.sort_unstable();
        numbers
    };
    let (chosen, instead) = (sorted(chosen), sorted(instead));
    chosen.len() == instead.len()
        && chosen
            .iter()
            .zip(&instead)
            .all(|(from, to)| from.abs_diff(*to) == 1)
}

/// "Seat 15". The text begins with a word from our translations. Uppercasing more than ASCII would
/// add Unicode tables to the code that browsers load.
fn capitalised(mut words: String) -> String {
    if let Some(first) = words.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    words
}

#[cfg(test)]
mod tests;
