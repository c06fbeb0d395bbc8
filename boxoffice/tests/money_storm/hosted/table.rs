//! Prints the numbers of a storm.

use std::fmt::Debug;

use super::{
    books::{PageBooks, PageOutcome},
    fate::{CrashPoint, MoneyWay, NoticeFate, PageFate, ProviderMood},
    storm::PageStorm,
};

/// Prints the outcomes of payments by their faults.
pub fn print(storm: &PageStorm, books: &PageBooks) {
    println!("                       payments     sold given back nothing paid");
    line("all", storm, books, |_| true);
    for_each("crash", &CrashPoint::ALL, storm, books, |fate| fate.crash);
    for_each("notices", &NoticeFate::ALL, storm, books, |fate| {
        fate.notices
    });
    for_each("provider", &ProviderMood::ALL, storm, books, |fate| {
        fate.provider
    });
    for_each("money", &MoneyWay::ALL, storm, books, |fate| fate.money);
}

fn for_each<T: Debug + PartialEq>(
    axis: &str,
    values: &[T],
    storm: &PageStorm,
    books: &PageBooks,
    of: impl Fn(&PageFate) -> T,
) {
    for value in values {
        line(&format!("{axis} {value:?}"), storm, books, |fate| {
            of(fate) == *value
        });
    }
}

fn line(name: &str, storm: &PageStorm, books: &PageBooks, is_meant: impl Fn(&PageFate) -> bool) {
    let ends = storm
        .buyers
        .iter()
        .zip(&books.outcomes)
        .filter(|(buyer, _)| is_meant(&buyer.fate));
    let ends: Vec<PageOutcome> = ends.map(|(_, outcome)| *outcome).collect();
    let count = |wanted: PageOutcome| ends.iter().filter(|outcome| **outcome == wanted).count();
    let [sold, back, nothing] = [
        PageOutcome::Sold,
        PageOutcome::GivenBack,
        PageOutcome::NothingPaid,
    ]
    .map(count);
    println!(
        "{name:22} {:>8} {sold:>8} {back:>10} {nothing:>12}",
        ends.len()
    );
}
