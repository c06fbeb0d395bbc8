//! The number of free seats, in words.

use std::ops::Range;

use domain::{Money, SeatNo, SeatStatus, live::PackedStatuses};

use crate::{
    format,
    hall::{Hall, SeatFilter},
    live::SeatFeed,
    texts::SeatListTexts,
};

/// The number and the prices of free seats.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct FreeSeats {
    pub count: u32,
    /// The lowest and the highest price among them.
    pub prices: Option<(Money, Money)>,
}

impl FreeSeats {
    /// Counts the free seats that the filter shows; none while their statuses are unknown.
    pub fn among(
        hall: &Hall,
        feed: SeatFeed,
        filter: SeatFilter,
        seats: Range<u32>,
    ) -> Option<Self> {
        let count = |statuses: &PackedStatuses| {
            let mut free = Self::default();
            let wanted = |seat: &SeatNo| {
                statuses.get(*seat) == Some(SeatStatus::Available) && filter.shows(hall, *seat)
            };
            seats
                .map(SeatNo)
                .filter(wanted)
                .for_each(|seat| free.add(hall.price(seat)));
            free
        };
        feed.with_statuses(count)
    }

    fn add(&mut self, price: Option<Money>) {
        let Some(price) = price else { return };
        self.count += 1;
        self.prices = Some(self.prices.map_or((price, price), |(least, most)| {
            (
                if price.amount < least.amount {
                    price
                } else {
                    least
                },
                if price.amount > most.amount {
                    price
                } else {
                    most
                },
            )
        }));
    }

    /// "12 free, from €45".
    pub fn in_words(&self, texts: SeatListTexts) -> String {
        match self.prices {
            None => texts.free_none(),
            Some((least, most)) if least == most => {
                texts.free_price(self.count, &format::money(least))
            }
            Some((least, _)) => texts.free_from(self.count, &format::money(least)),
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::Currency;

    use super::*;
    use crate::texts::Language;

    #[test]
    fn free_seats_are_listed_with_their_price() {
        let euro = |amount| Some(Money::new(amount, Currency::EUR));
        let texts = SeatListTexts::of(Language::English);
        let mut free = FreeSeats::default();
        assert_eq!(free.in_words(texts), "none free");
        free.add(None);
        free.add(euro(4500));
        assert_eq!(free.in_words(texts), "1 free, €45");
        free.add(euro(4500));
        free.add(euro(6000));
        assert_eq!(free.in_words(texts), "3 free, from €45");
    }
}
