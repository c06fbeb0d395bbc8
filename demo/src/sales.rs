//! The seats that are already sold. They are invented, and follow how people buy: mostly two or
//! three side by side, the better seats first.

use std::collections::HashSet;

use domain::SeatNo;
use domain::plan::PlanIndex;

/// A small random generator (SplitMix64): the same season always sells the same seats.
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// A generator whose seed is a name.
    #[must_use]
    pub fn of(name: &str) -> Self {
        Self(name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        }))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A random number from 0 to below 1.
    pub fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A random whole number from 0 to below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    /// A random size of a party.
    fn party(&mut self) -> usize {
        match self.next() % 20 {
            0..=2 => 1,
            3..=12 => 2,
            13..=15 => 3,
            16..=18 => 4,
            _ => 6,
        }
    }
}

/// Parties that together buy `share` of the seats and spots that are not blocked.
#[must_use]
pub fn parties(
    plan: &PlanIndex,
    blocked: &HashSet<SeatNo>,
    share: f64,
    dice: &mut Dice,
) -> Vec<Vec<SeatNo>> {
    let mut groups: Vec<(f64, Vec<SeatNo>)> = Vec::new();
    let categories = plan.plan().categories.len() as f64;
    let mut cut = |run: &mut Vec<SeatNo>, category: u16, dice: &mut Dice| {
        let mut rest = run.as_slice();
        while !rest.is_empty() {
            let (party, others) = rest.split_at(dice.party().min(rest.len()));
            // Better seats go first, with some randomness.
            groups.push((
                f64::from(category) / categories + 1.3 * dice.share(),
                party.to_vec(),
            ));
            rest = others;
        }
        run.clear();
    };
    for (_, row, seats) in plan.rows() {
        let mut run = Vec::new();
        for (index, seat) in seats.enumerate() {
            let index = index as u16;
            let seat = SeatNo(seat);
            if blocked.contains(&seat) {
                cut(&mut run, row.category, dice);
                continue;
            }
            run.push(seat);
            if row.aisles_after.contains(&index) {
                cut(&mut run, row.category, dice);
            }
        }
        cut(&mut run, row.category, dice);
    }
    let mut standing: Vec<SeatNo> = Vec::new();
    for place in plan.seat_count()..plan.capacity() {
        if !blocked.contains(&SeatNo(place)) {
            standing.push(SeatNo(place));
        }
    }
    cut(&mut standing, 0, dice);

    let free: usize = groups.iter().map(|(_, party)| party.len()).sum();
    let mut wanted = (free as f64 * share).round() as usize;
    groups.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut sold = Vec::new();
    for (_, mut party) in groups {
        if wanted == 0 {
            break;
        }
        party.truncate(wanted);
        wanted -= party.len();
        sold.push(party);
    }
    sold
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::halls;

    #[test]
    fn the_share_is_sold_in_parties_of_neighbours_and_each_seat_once() {
        let plan = PlanIndex::new(halls::sibelius_hall());
        let blocked: HashSet<SeatNo> = (0..29).map(SeatNo).collect();
        for share in [0.0, 0.4, 0.97, 1.0] {
            let sold = parties(&plan, &blocked, share, &mut Dice::of("test"));
            let seats: Vec<SeatNo> = sold.iter().flatten().copied().collect();
            assert_eq!(seats.len(), (1200.0 * share).round() as usize);
            assert_eq!(seats.iter().collect::<HashSet<_>>().len(), seats.len());
            assert!(seats.iter().all(|seat| !blocked.contains(seat)));
            assert!(
                sold.iter()
                    .all(|party| party.len() <= 6 && party.is_sorted())
            );
        }
    }
}
