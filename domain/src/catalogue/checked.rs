//! Checks filters that come from outside: pages and the API accept only filters that a search can
//! use.

use time::{OffsetDateTime, macros::datetime};

use super::{EventFilter, EventSort, MAX_EVENTS_PAGE};

/// The longest text of a search, in characters.
pub const LONGEST_SEARCH: usize = 200;

/// The largest radius, in kilometres: a little more than half of the earth's circumference.
pub const FURTHEST_KM: f64 = 20_100.0;

/// The longest name of a category and the longest cursor, in characters.
const LONGEST_NAME: usize = 100;
const LONGEST_CURSOR: usize = 400;

/// The earliest time that databases and search servers can store, with a margin for calculations.
const FIRST_TIME: OffsetDateTime = datetime!(0001-01-01 0:00 UTC);
const LAST_TIME: OffsetDateTime = datetime!(9999-01-01 0:00 UTC);

/// Whether a search can filter by this time.
#[must_use]
pub fn is_a_time(moment: OffsetDateTime) -> bool {
    // Compares seconds since 1970, which are the same in every time zone: near the limits, some
    // time zones cannot show the moment.
    (FIRST_TIME.unix_timestamp()..=LAST_TIME.unix_timestamp()).contains(&moment.unix_timestamp())
}

/// A fault of a filter: its field and what the field must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FilterFault {
    /// Name of the field, as addresses write it.
    pub field: &'static str,
    /// What the value must be.
    pub expected: &'static str,
}

impl EventFilter {
    /// Returns the filter if a search can use it. Callers check every filter from outside here, so
    /// that a search runs or the request is rejected with reasons.
    ///
    /// # Errors
    /// Every fault of the filter.
    pub fn checked(self) -> Result<Self, Vec<FilterFault>> {
        let faults = self.faults();
        if faults.is_empty() {
            Ok(self)
        } else {
            Err(faults)
        }
    }

    /// Removes the fields that no search can use. Pages use this, because their visitors followed a
    /// link and did not write the filter.
    #[must_use]
    pub fn mended(mut self) -> Self {
        for fault in self.faults() {
            match fault.field {
                "q" => self.q = None,
                "category" => self.category = None,
                "from" => self.from = None,
                "to" => self.to = None,
                "near" => (self.near, self.radius_km) = (None, None),
                "radius_km" => self.radius_km = None,
                "sort" => self.sort = EventSort::Date,
                "max_price" => self.max_price = None,
                "cursor" => self.cursor = None,
                _ => self.limit = self.limit.clamp(1, MAX_EVENTS_PAGE),
            }
        }
        if self.near.is_none() && self.sort == EventSort::Distance {
            self.sort = EventSort::Date;
        }
        self
    }

    fn faults(&self) -> Vec<FilterFault> {
        let longer = |text: &Option<String>, longest: usize| {
            text.as_ref()
                .is_some_and(|text| text.chars().count() > longest)
        };
        let no_time =
            |moment: Option<OffsetDateTime>| moment.is_some_and(|moment| !is_a_time(moment));
        let no_way = |km: f64| !(km > 0.0 && km <= FURTHEST_KM);
        let ends_first = matches!((self.from, self.to), (Some(from), Some(to)) if to <= from);
        let checks = [
            (
                "q",
                longer(&self.q, LONGEST_SEARCH),
                "has 200 characters at the most",
            ),
            (
                "category",
                longer(&self.category, LONGEST_NAME),
                "has 100 characters at the most",
            ),
            ("from", no_time(self.from), "is in the years 1 to 9998"),
            ("to", no_time(self.to), "is in the years 1 to 9998"),
            ("to", ends_first, "is later than `from`"),
            (
                "near",
                self.near.is_some_and(|near| !near.is_on_earth()),
                "is on earth",
            ),
            (
                "radius_km",
                self.radius_km.is_some_and(no_way),
                "is a number of kilometres above 0",
            ),
            (
                "radius_km",
                self.radius_km.is_some() && self.near.is_none(),
                "needs `near`",
            ),
            (
                "sort",
                self.sort == EventSort::Distance && self.near.is_none(),
                "by distance needs `near`",
            ),
            (
                "max_price",
                self.max_price.is_some_and(|price| price < 0),
                "is not negative",
            ),
            (
                "cursor",
                longer(&self.cursor, LONGEST_CURSOR),
                "is the `next_cursor` of the page before",
            ),
            (
                "limit",
                !(1..=MAX_EVENTS_PAGE).contains(&self.limit),
                "is 1 to 100",
            ),
        ];
        let found = checks.into_iter().filter(|(_, is_wrong, _)| *is_wrong);
        found
            .map(|(field, _, expected)| FilterFault { field, expected })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::GeoPoint;

    fn filter() -> EventFilter {
        EventFilter {
            limit: 20,
            ..EventFilter::default()
        }
    }

    #[track_caller]
    fn refused(filter: EventFilter, fields: &[&str]) {
        let faults = filter.checked().expect_err("is refused");
        assert_eq!(
            faults.iter().map(|fault| fault.field).collect::<Vec<_>>(),
            fields
        );
    }

    #[test]
    fn a_valid_filter_passes_unchanged() {
        let near = Some(GeoPoint {
            lat: 60.98,
            lon: 25.66,
        });
        let whole = EventFilter {
            q: Some("ä".repeat(200)),
            category: Some("opera".to_owned()),
            from: Some(datetime!(0001-01-01 0:00 UTC)),
            to: Some(datetime!(9999-01-01 0:00 UTC)),
            near,
            radius_km: Some(20_100.0),
            max_price: Some(0),
            sort: EventSort::Distance,
            limit: 100,
            ..filter()
        };
        assert_eq!(whole.clone().checked(), Ok(whole));
        assert_eq!(filter().checked(), Ok(filter()));
    }

    #[test]
    fn every_fault_of_a_filter_is_reported() {
        let nowhere = |lat, lon| EventFilter {
            near: Some(GeoPoint { lat, lon }),
            ..filter()
        };
        refused(
            EventFilter {
                q: Some("ä".repeat(201)),
                limit: 0,
                ..filter()
            },
            &["q", "limit"],
        );
        refused(
            EventFilter {
                category: Some("x".repeat(101)),
                ..filter()
            },
            &["category"],
        );
        refused(
            EventFilter {
                cursor: Some("x".repeat(401)),
                ..filter()
            },
            &["cursor"],
        );
        refused(
            EventFilter {
                limit: 101,
                ..filter()
            },
            &["limit"],
        );
        refused(
            EventFilter {
                max_price: Some(-1),
                ..filter()
            },
            &["max_price"],
        );
        refused(nowhere(91.0, 0.0), &["near"]);
        refused(nowhere(0.0, -180.5), &["near"]);
        refused(nowhere(f64::NAN, 0.0), &["near"]);
        for radius in [0.0, -1.0, 20_101.0, f64::NAN, f64::INFINITY] {
            refused(
                EventFilter {
                    radius_km: Some(radius),
                    ..nowhere(0.0, 0.0)
                },
                &["radius_km"],
            );
        }
        refused(
            EventFilter {
                radius_km: Some(5.0),
                sort: EventSort::Distance,
                ..filter()
            },
            &["radius_km", "sort"],
        );
    }

    #[test]
    fn a_filter_refuses_times_outside_the_limits() {
        for moment in [
            datetime!(-9999-01-01 0:00 UTC),
            datetime!(0000-12-31 0:00 UTC),
            datetime!(9999-12-31 23:59:59 -23:00),
        ] {
            refused(
                EventFilter {
                    from: Some(moment),
                    ..filter()
                },
                &["from"],
            );
            refused(
                EventFilter {
                    to: Some(moment),
                    ..filter()
                },
                &["to"],
            );
        }
        let (from, to) = (
            Some(datetime!(2026-02-02 0:00 UTC)),
            Some(datetime!(2026-02-02 1:00 +1)),
        );
        refused(
            EventFilter {
                from,
                to,
                ..filter()
            },
            &["to"],
        );
    }

    #[test]
    fn a_mended_filter_is_valid() {
        let nowhere = Some(GeoPoint {
            lat: 91.0,
            lon: 0.0,
        });
        let long = Some("x".repeat(1000));
        for wrong in [
            EventFilter {
                q: long.clone(),
                category: long.clone(),
                cursor: long,
                ..filter()
            },
            EventFilter {
                near: nowhere,
                radius_km: Some(-1.0),
                sort: EventSort::Distance,
                ..filter()
            },
            EventFilter {
                radius_km: Some(5.0),
                max_price: Some(-1),
                limit: 0,
                ..EventFilter::default()
            },
            EventFilter {
                from: Some(datetime!(2030-01-02 0:00 UTC)),
                to: Some(datetime!(2030-01-01 0:00 UTC)),
                ..filter()
            },
        ] {
            assert!(wrong.clone().checked().is_err(), "{wrong:?}");
            assert_eq!(wrong.mended().checked().err(), None);
        }
        let right = EventFilter {
            q: Some("mahler".to_owned()),
            max_price: Some(5000),
            ..filter()
        };
        assert_eq!(right.clone().mended(), right);
    }
}
