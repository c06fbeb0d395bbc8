//! A party that no row has room for, over the fewest rows.

use super::{
    ALONE, COMPANY,
    layout::distance,
    measure::Measure,
    search::{Piece, Search},
    vacancy::{SIZES, Sizes, Vacancy, alone, members, over_rows, sums},
};

/// How many pairs of places are looked at, that an answer takes some tens of microseconds however the hall is sold: all of them where
/// few places are left, and where many are, the company around the best is near anyway.
const PAIRS: usize = 20_000;

/// Around how many places the party is tried to gather at least.
const PLACES: usize = 4;

/// What it takes to share a party out, in pairs of places, by the square of the number of rows.
const SHARING: usize = 20;

/// Rows that take the same numbers of people: of those, only the nearest matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Kind {
    sizes: Sizes,
    in_pairs: Sizes,
}

/// A row that may be one of those.
struct Candidate {
    /// Its index in the zone.
    row: usize,
    /// Index of its kind.
    kind: usize,
}

/// The middle of a run.
struct Place {
    /// Index of its candidate.
    of: usize,
    /// What the seat there costs.
    cost: u32,
    seat: u32,
    centre: (f64, f64),
}

/// So many people of the party in a row.
#[derive(Clone, Copy)]
struct Share {
    /// Index of the candidate.
    of: usize,
    people: u32,
    /// The share that was given out before, by its index.
    before: Option<usize>,
}

/// The candidates of a search, and how many of them it takes.
struct Rows {
    fewest: usize,
    kinds: Vec<Kind>,
    candidates: Vec<Candidate>,
    places: Vec<Place>,
}

impl<M: Measure> Search<'_, M> {
    /// Pieces over as few rows as possible, near each other; none when there are too few seats. No row has room for all.
    pub fn over_rows(&self, vacancies: &[Vacancy]) -> Option<Vec<Piece>> {
        let rows = self.candidates(vacancies)?;
        let mut best: Option<(u64, Vec<Share>, (f64, f64))> = None;
        for place in self.anchors(&rows) {
            // The anchor is the best place of its party: a worse one makes none better.
            if best.as_ref().is_some_and(|(cost, _, _)| u64::from(place.cost) * u64::from(self.party) > *cost) {
                break;
            }
            if let Some((cost, shares)) = self.gather(&rows, place)
                && best.as_ref().is_none_or(|(least, _, _)| cost < *least)
            {
                best = Some((cost, shares, place.centre));
            }
        }
        let (_, shares, centre) = best?;
        let parts = shares.iter().map(|share| self.part(&self.runs(rows.candidates[share.of].row), share.people, centre));
        parts.collect::<Option<Vec<_>>>().map(|parts| parts.into_iter().flat_map(|(_, pieces)| pieces).collect())
    }

    /// The rows to choose from. With nobody alone, if that takes no more of them.
    fn candidates(&self, vacancies: &[Vacancy]) -> Option<Rows> {
        let party = self.party;
        let fewest = |sizes: fn(&Vacancy, u32) -> Sizes| {
            let mut counts = vec![0; 2 << party];
            vacancies.iter().for_each(|vacancy| counts[sizes(vacancy, party) as usize] += 1);
            let counts = counts.iter().enumerate().filter(|(_, rows)| **rows > 0).map(|(sizes, rows)| (sizes as Sizes, *rows));
            over_rows(counts, party).iter().position(|people| people >> party & 1 == 1)
        };
        let rows = fewest(Vacancy::apart)?;
        let in_pairs = fewest(Vacancy::in_pairs) == Some(rows);

        let mut all = Rows { fewest: rows, kinds: Vec::new(), candidates: Vec::new(), places: Vec::new() };
        for vacancy in vacancies {
            let pairs = vacancy.in_pairs(party);
            let kind = Kind { sizes: if in_pairs { pairs } else { vacancy.apart(party) }, in_pairs: pairs };
            if kind.sizes == 0 {
                continue;
            }
            let known = all.kinds.iter().position(|known| *known == kind);
            let kind = known.unwrap_or_else(|| {
                all.kinds.push(kind);
                all.kinds.len() - 1
            });
            let of = all.candidates.len();
            all.candidates.push(Candidate { row: vacancy.row, kind });
            self.each_run(vacancy.row, |run| {
                if !in_pairs || run.seats.len() > 1 {
                    let (cost, seat) = self.middle(&run);
                    all.places.push(Place { of, cost, seat, centre: self.layout.centre(seat) });
                }
            });
        }
        Some(all)
    }

    /// The best places of rows that can be among the fewest, best first.
    fn anchors<'r>(&self, rows: &'r Rows) -> Vec<&'r Place> {
        let mut counts = vec![0; rows.kinds.len()];
        rows.candidates.iter().for_each(|candidate| counts[candidate.kind] += 1);
        let fits = |kind: usize| {
            let others = rows.kinds.iter().zip(&counts).enumerate();
            let others = others.map(|(other, (of, count))| (of.sizes, count - usize::from(other == kind)));
            let others = over_rows(others, self.party)[rows.fewest - 1];
            sums(others, rows.kinds[kind].sizes, self.party) >> self.party & 1 == 1
        };
        let fits: Vec<bool> = (0..rows.kinds.len()).map(fits).collect();
        let mut places: Vec<&Place> = rows.places.iter().filter(|place| fits[rows.candidates[place.of].kind]).collect();
        let most = (PAIRS / (rows.places.len() + SHARING * rows.fewest * rows.fewest)).max(PLACES);
        if most < places.len() {
            places.select_nth_unstable_by_key(most, |place| (place.cost, place.seat));
            places.truncate(most);
        }
        places.sort_unstable_by_key(|place| (place.cost, place.seat));
        places
    }

    /// The party around a place: who sits in which row, at the least cost.
    fn gather(&self, rows: &Rows, anchor: &Place) -> Option<(u64, Vec<Share>)> {
        let party = self.party as usize;
        let alone = |kind: usize, people: u32| u64::from(alone(rows.kinds[kind].in_pairs, people)) * ALONE;
        // What was given out, and by number of further rows and of people the least cost and the last share of it.
        let mut shares: Vec<Share> = Vec::new();
        let mut least: Vec<[Option<(u64, usize)>; SIZES]> = vec![[None; SIZES]; rows.fewest];
        let own = rows.candidates[anchor.of].kind;
        for people in members(rows.kinds[own].sizes) {
            least[0][people as usize] = Some((u64::from(anchor.cost) * u64::from(people) + alone(own, people), shares.len()));
            shares.push(Share { of: anchor.of, people, before: None });
        }
        for (kind, near) in self.nearest(rows, anchor).into_iter().enumerate() {
            for (each, of) in near {
                for further in (1..rows.fewest).rev() {
                    for seated in 1..party {
                        let Some((cost, before)) = least[further - 1][seated] else { continue };
                        for people in members(rows.kinds[kind].sizes).take_while(|people| seated + *people as usize <= party) {
                            let cost = cost + each * u64::from(people) + alone(kind, people);
                            let slot = &mut least[further][seated + people as usize];
                            if slot.is_none_or(|(least, _)| cost < least) {
                                *slot = Some((cost, shares.len()));
                                shares.push(Share { of, people, before: Some(before) });
                            }
                        }
                    }
                }
            }
        }
        let (cost, mut last) = least[rows.fewest - 1][party].map(|(cost, last)| (cost, Some(last)))?;
        let given = std::iter::from_fn(|| {
            let share = shares[last?];
            last = share.before;
            Some(share)
        });
        Some((cost, given.collect()))
    }

    /// Of each kind the rows nearest to a place, as many as may be needed, after what a seat there costs with the way to it.
    fn nearest(&self, rows: &Rows, anchor: &Place) -> Vec<Vec<(u64, usize)>> {
        let mut nearest: Vec<Vec<(u64, usize)>> = vec![Vec::new(); rows.kinds.len()];
        for places in rows.places.chunk_by(|one, next| one.of == next.of) {
            let of = places[0].of;
            if of == anchor.of {
                continue;
            }
            let cost = |place: &Place| u64::from(place.cost) + COMPANY * u64::from(distance(place.centre, anchor.centre));
            let cost = places.iter().map(cost).min().unwrap_or(u64::MAX);
            let near = &mut nearest[rows.candidates[of].kind];
            if near.len() + 1 < rows.fewest || near.last().is_some_and(|(last, _)| cost < *last) {
                near.insert(near.partition_point(|(other, _)| *other <= cost), (cost, of));
                near.truncate(rows.fewest - 1);
            }
        }
        nearest
    }
}
