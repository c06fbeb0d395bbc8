//! Splits a party over the fewest rows when no row has room for all.

use super::{
    ALONE, COMPANY,
    layout::distance,
    measure::Measure,
    search::{BlockSearch, SeatPiece},
    vacancy::{SIZES, Sizes, Vacancy, alone, members, over_rows, sums},
};

/// The most pairs of places that are compared, so that an answer takes tens of microseconds in any
/// hall. Where few places are left, this covers all pairs. Where many are left, the best places
/// have others nearby.
const PAIRS: usize = 20_000;

/// The smallest number of places around which the party is placed.
const PLACES: usize = 4;

/// The effort of distributing a party over n rows is this number × n², counted in pairs of places.
const SHARING: usize = 20;

/// Rows that take the same numbers of people. Only the nearest rows of a kind matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct RowKind {
    sizes: Sizes,
    in_pairs: Sizes,
}

/// A row that the party may use.
struct Candidate {
    /// Index of the row in the zone.
    row: usize,
    /// Index of the kind in [`Rows::kinds`].
    kind: usize,
}

/// The middle of a run.
struct RunMiddle {
    /// Index of its candidate in [`Rows::candidates`].
    of: usize,
    /// Cost of the seat.
    cost: u32,
    seat: u32,
    centre: (f64, f64),
}

/// The part of the party in one row.
#[derive(Clone, Copy)]
struct Share {
    /// Index of the candidate in [`Rows::candidates`].
    of: usize,
    people: u32,
    /// Index of the previous share of the same solution.
    before: Option<usize>,
}

/// The candidates of a search, and the number of rows that the party needs.
struct Rows {
    fewest: usize,
    kinds: Vec<RowKind>,
    candidates: Vec<Candidate>,
    places: Vec<RunMiddle>,
}

impl<M: Measure> BlockSearch<'_, M> {
    /// Pieces in as few rows as possible, near each other. None if there are too few seats. Call
    /// this only if no row has room for all.
    pub fn over_rows(&self, vacancies: &[Vacancy]) -> Option<Vec<SeatPiece>> {
        let rows = self.candidates(vacancies)?;
        let mut best: Option<(u64, Vec<Share>, (f64, f64))> = None;
        for place in self.anchors(&rows) {
            // The anchor has the lowest cost of its party, so places with a higher cost cannot
            // improve the result.
            if best
                .as_ref()
                .is_some_and(|(cost, _, _)| u64::from(place.cost) * u64::from(self.party) > *cost)
            {
                break;
            }
            if let Some((cost, shares)) = self.gather(&rows, place)
                && best.as_ref().is_none_or(|(least, _, _)| cost < *least)
            {
                best = Some((cost, shares, place.centre));
            }
        }
        let (_, shares, centre) = best?;
        let parts = shares.iter().map(|share| {
            self.part(
                &self.runs(rows.candidates[share.of].row),
                share.people,
                centre,
            )
        });
        parts
            .collect::<Option<Vec<_>>>()
            .map(|parts| parts.into_iter().flat_map(|(_, pieces)| pieces).collect())
    }

    /// The rows to choose from. Nobody sits alone if that needs no additional row.
    fn candidates(&self, vacancies: &[Vacancy]) -> Option<Rows> {
        let party = self.party;
        let fewest = |sizes: fn(&Vacancy, u32) -> Sizes| {
            let mut counts = vec![0; 2 << party];
            vacancies
                .iter()
                .for_each(|vacancy| counts[sizes(vacancy, party) as usize] += 1);
            let counts = counts
                .iter()
                .enumerate()
                .filter(|(_, rows)| **rows > 0)
                .map(|(sizes, rows)| (sizes as Sizes, *rows));
            over_rows(counts, party)
                .iter()
                .position(|people| people >> party & 1 == 1)
        };
        let rows = fewest(Vacancy::apart)?;
        let in_pairs = fewest(Vacancy::in_pairs) == Some(rows);

        let mut all = Rows {
            fewest: rows,
            kinds: Vec::new(),
            candidates: Vec::new(),
            places: Vec::new(),
        };
        for vacancy in vacancies {
            let pairs = vacancy.in_pairs(party);
            let kind = RowKind {
                sizes: if in_pairs {
                    pairs
                } else {
                    vacancy.apart(party)
                },
                in_pairs: pairs,
            };
            if kind.sizes == 0 {
                continue;
            }
            let known = all.kinds.iter().position(|known| *known == kind);
            let kind = known.unwrap_or_else(|| {
                all.kinds.push(kind);
                all.kinds.len() - 1
            });
            let of = all.candidates.len();
            all.candidates.push(Candidate {
                row: vacancy.row,
                kind,
            });
            self.each_run(vacancy.row, |run| {
                if !in_pairs || run.seats.len() > 1 {
                    let (cost, seat) = self.middle(&run);
                    all.places.push(RunMiddle {
                        of,
                        cost,
                        seat,
                        centre: self.layout.centre(seat),
                    });
                }
            });
        }
        Some(all)
    }

    /// The best places in rows that a solution with the fewest rows can contain, best first.
    fn anchors<'r>(&self, rows: &'r Rows) -> Vec<&'r RunMiddle> {
        let mut counts = vec![0; rows.kinds.len()];
        rows.candidates
            .iter()
            .for_each(|candidate| counts[candidate.kind] += 1);
        let fits = |kind: usize| {
            let others = rows.kinds.iter().zip(&counts).enumerate();
            let others =
                others.map(|(other, (of, count))| (of.sizes, count - usize::from(other == kind)));
            let others = over_rows(others, self.party)[rows.fewest - 1];
            sums(others, rows.kinds[kind].sizes, self.party) >> self.party & 1 == 1
        };
        let fits: Vec<bool> = (0..rows.kinds.len()).map(fits).collect();
        let mut places: Vec<&RunMiddle> = rows
            .places
            .iter()
            .filter(|place| fits[rows.candidates[place.of].kind])
            .collect();
        let most = (PAIRS / (rows.places.len() + SHARING * rows.fewest * rows.fewest)).max(PLACES);
        if most < places.len() {
            places.select_nth_unstable_by_key(most, |place| (place.cost, place.seat));
            places.truncate(most);
        }
        places.sort_unstable_by_key(|place| (place.cost, place.seat));
        places
    }

    /// The cheapest distribution of the party over rows around a place.
    fn gather(&self, rows: &Rows, anchor: &RunMiddle) -> Option<(u64, Vec<Share>)> {
        let party = self.party as usize;
        let alone =
            |kind: usize, people: u32| u64::from(alone(rows.kinds[kind].in_pairs, people)) * ALONE;
        // `least`: for each number of rows after the anchor's and each number of people, the lowest
        // cost and the index of its last share.
        let mut shares: Vec<Share> = Vec::new();
        let mut least: Vec<[Option<(u64, usize)>; SIZES]> = vec![[None; SIZES]; rows.fewest];
        let own = rows.candidates[anchor.of].kind;
        for people in members(rows.kinds[own].sizes) {
            least[0][people as usize] = Some((
                u64::from(anchor.cost) * u64::from(people) + alone(own, people),
                shares.len(),
            ));
            shares.push(Share {
                of: anchor.of,
                people,
                before: None,
            });
        }
        for (kind, near) in self.nearest(rows, anchor).into_iter().enumerate() {
            for (each, of) in near {
                for further in (1..rows.fewest).rev() {
                    for seated in 1..party {
                        let Some((cost, before)) = least[further - 1][seated] else {
                            continue;
                        };
                        for people in members(rows.kinds[kind].sizes)
                            .take_while(|people| seated + *people as usize <= party)
                        {
                            let cost = cost + each * u64::from(people) + alone(kind, people);
                            let slot = &mut least[further][seated + people as usize];
                            if slot.is_none_or(|(least, _)| cost < least) {
                                *slot = Some((cost, shares.len()));
                                shares.push(Share {
                                    of,
                                    people,
                                    before: Some(before),
                                });
                            }
                        }
                    }
                }
            }
        }
        let (cost, mut last) =
            least[rows.fewest - 1][party].map(|(cost, last)| (cost, Some(last)))?;
        let given = std::iter::from_fn(|| {
            let share = shares[last?];
            last = share.before;
            Some(share)
        });
        Some((cost, given.collect()))
    }

    /// For each kind, the rows nearest to a place, at most as many as a solution needs. Each has
    /// the cost of a seat there, distance included.
    fn nearest(&self, rows: &Rows, anchor: &RunMiddle) -> Vec<Vec<(u64, usize)>> {
        let mut nearest: Vec<Vec<(u64, usize)>> = vec![Vec::new(); rows.kinds.len()];
        for places in rows.places.chunk_by(|one, next| one.of == next.of) {
            let of = places[0].of;
            if of == anchor.of {
                continue;
            }
            let cost = |place: &RunMiddle| {
                u64::from(place.cost) + COMPANY * u64::from(distance(place.centre, anchor.centre))
            };
            let cost = places.iter().map(cost).min().unwrap_or(u64::MAX);
            let near = &mut nearest[rows.candidates[of].kind];
            if near.len() + 1 < rows.fewest || near.last().is_some_and(|(last, _)| cost < *last) {
                near.insert(
                    near.partition_point(|(other, _)| *other <= cost),
                    (cost, of),
                );
                near.truncate(rows.fewest - 1);
            }
        }
        nearest
    }
}
