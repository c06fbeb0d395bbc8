//! Measures how long a choice takes.
//! `cargo test --release -p boxoffice --test best -- --ignored --nocapture` prints the times.

use std::{collections::HashMap, hint::black_box, sync::Arc, time::Instant};

use boxoffice::EventPlan;
use domain::{
    EventId, PriceLevelId, SeatNo, SeatStatus,
    live::PackedStatuses,
    plan::{
        PlanIndex, Shape,
        generate::{PlanMaker, Ring, RowWedge, Side, section},
    },
    seating::best::{alternatives, best_available},
    selling::BestAvailable,
};

/// Whether the seat with this number is sold.
type SalePattern = fn(u32) -> bool;

const STATES: [(&str, SalePattern); 6] = [
    ("all free", |_| false),
    ("every 2nd free", |seat| seat % 2 == 1),
    ("every 3rd sold", |seat| seat % 3 == 0),
    ("half free, mixed", |seat| {
        seat.wrapping_mul(2_654_435_761) >> 31 == 1
    }),
    ("1 in 50 free", |seat| {
        seat.wrapping_mul(2_654_435_761) >> 16 > 1_310
    }),
    ("12 free", |seat| {
        seat % 4_001 != 7 && seat != 1_000 && seat % 5_003 != 9
    }),
];

#[test]
#[ignore = "prints times and checks nothing"]
fn measures_each_choice() {
    for (name, plan) in [("fan", fan()), ("stadium", bowl(52)), ("largest", bowl(96))] {
        let count = plan.index.seat_count();
        let middle = SeatNo(count / 3);
        println!("{name}, {count} seats");
        for (state, sold) in STATES {
            let status = |seat| {
                if sold(seat) {
                    SeatStatus::Sold
                } else {
                    SeatStatus::Available
                }
            };
            let statuses = PackedStatuses::from_statuses(
                (0..count).map(status).collect::<Vec<_>>().into_iter(),
            );
            for quantity in [1, 2, 4, 10] {
                let asked: Vec<SeatNo> =
                    (0..quantity).map(|seat| SeatNo(middle.0 + seat)).collect();
                let wish = BestAvailable {
                    quantity,
                    section: None,
                    price_level: None,
                    accessible: None,
                };
                let cheap = BestAvailable {
                    price_level: Some(PriceLevelId(2)),
                    ..wish.clone()
                };
                println!(
                    "  {state:18} {quantity:2}: best {:6.1} us, cheapest level {:6.1} us, alternatives {:6.1} us",
                    microseconds(
                        || best_available(&plan, &statuses, &wish).map(|seats| seats.len())
                    ),
                    microseconds(
                        || best_available(&plan, &statuses, &cheap).map(|seats| seats.len())
                    ),
                    microseconds(|| Some(alternatives(&plan, &statuses, &asked).len())),
                );
            }
        }
        let start = Instant::now();
        black_box(EventPlan::new(
            plan.event,
            plan.hash.clone(),
            plan.index.clone(),
            plan.ranges.clone(),
            HashMap::new(),
            10,
        ));
        println!(
            "  prepared in {:.1} ms",
            start.elapsed().as_secs_f64() * 1e3
        );
    }
}

/// The median of many runs.
fn microseconds(mut run: impl FnMut() -> Option<usize>) -> f64 {
    const RUNS: usize = 99;
    let mut times: Vec<_> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            black_box(run());
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[RUNS / 2].as_secs_f64() * 1e6
}

/// About 1,300 seats around a stage.
fn fan() -> EventPlan {
    let blocks = [
        ("Left", -60.0, -22.0),
        ("Middle", -20.0, 20.0),
        ("Right", 22.0, 60.0),
    ];
    let sections = blocks.map(|(name, from, to)| {
        section(
            name,
            None,
            RowWedge::new(700.0, 21, from, to).make(|row| (row + 1).to_string()),
        )
    });
    let stage = Shape::Rectangle {
        x: -400,
        y: -300,
        width: 800,
        height: 300,
        turn: 0,
    };
    priced(PlanMaker::new("Fan", "Stage", stage, (0, 0), &["All"]).with_all(sections.to_vec()))
}

/// A bowl with this number of rows.
fn bowl(rows: usize) -> EventPlan {
    let ring = Ring {
        centre: (0.0, 0.0),
        half_width: 6300.0,
        half_height: 4450.0,
        corner: 1500.0,
    };
    let mut sections = Vec::new();
    for tier in 0..rows.div_ceil(20) {
        let tier_rows = (rows - tier * 20).min(20);
        let ring = ring.out(tier as f64 * 20.0 * 85.0);
        for (number, side) in Side::ALL.into_iter().enumerate() {
            for part in 0..6 {
                let makers = ring.block((side, part, 6), tier_rows, 85.0, 130.0, |row| {
                    (row + 1).to_string()
                });
                sections.push(section(
                    &format!("Block {tier}-{number}-{part}"),
                    None,
                    makers,
                ));
            }
        }
    }
    let pitch = Shape::Rectangle {
        x: -5250,
        y: -3400,
        width: 10_500,
        height: 6800,
        turn: 0,
    };
    priced(PlanMaker::new("Bowl", "Pitch", pitch, (0, 0), &["All"]).with_all(sections))
}

/// Gives the last third of the seats another price level.
fn priced(maker: PlanMaker) -> EventPlan {
    let plan = maker.finish();
    let (hash, count) = (plan.hash(), plan.seat_count());
    let ranges = vec![
        (0, count * 2 / 3, PriceLevelId(1)),
        (count * 2 / 3 + 1, count - 1, PriceLevelId(2)),
    ];
    EventPlan::new(
        EventId(1),
        hash,
        Arc::new(PlanIndex::new(plan)),
        ranges,
        HashMap::new(),
        10,
    )
}
