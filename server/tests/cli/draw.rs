//! `frontrow verify-draw` on a draw that other code wrote (`scripts/check-draw.py --example`).

use std::{fs, process::Command};

use domain::{
    EventId,
    waiting::{
        Beacon, BeaconProof, Closing, DrawEntry, DrawKey, DrawNumber, DrawOutcome, DrawRecord,
        DrawSeal, DrawnPlaces, MerkleTree, SealedEntries, Seed,
    },
};
use time::OffsetDateTime;

use crate::program::{CommandOutput, Folder, run};

const RECORD: &str = include_str!("../../../domain/tests/fixtures/draw/DRAW.json");
const ENTRIES: &str = include_str!("../../../domain/tests/fixtures/draw/entries.txt");
const CLOSING: &str = "467eff73fbe845518a7dbdaa8b831e868c0332c3933ce7e79be52147aa96cd93";
const FIRST: &str = "63d454201f5214ed5c918925deb83f72";

fn verify(record: &str, entries: &str, options: &[&str]) -> CommandOutput {
    let folder = Folder::new();
    let (draw, list) = (
        folder.path().join("DRAW.json"),
        folder.path().join("entries.txt"),
    );
    fs::write(&draw, record).expect("the record is written");
    fs::write(&list, entries).expect("the entries are written");
    let words = [
        "verify-draw",
        draw.to_str().expect("text"),
        "--entries",
        list.to_str().expect("text"),
    ];
    run(&[&words[..], options].concat())
}

/// The names of the steps in order, and the result of the last one.
fn steps(ran: &CommandOutput) -> (Vec<&str>, &str) {
    let lines: Vec<&str> = ran
        .out
        .lines()
        .filter(|line| !line.starts_with("Every step passed."))
        .collect();
    let names = lines
        .iter()
        .filter_map(|line| line.split_whitespace().nth(1))
        .collect();
    let verdict = lines
        .last()
        .and_then(|line| line.split_whitespace().next())
        .unwrap_or_default();
    (names, verdict)
}

#[track_caller]
fn fails_at(ran: &CommandOutput, step: &str) {
    let (names, verdict) = steps(ran);
    assert_eq!(
        (ran.code, names.last().copied(), verdict),
        (1, Some(step), "FAILED"),
        "{}{}",
        ran.out,
        ran.err
    );
}

/// The text with another digit in place of the byte after `before`.
fn with_another_digit(text: &str, before: &str) -> String {
    let at = text.find(before).expect("it is there") + before.len();
    let other = if text.as_bytes()[at] == b'1' {
        "2"
    } else {
        "1"
    };
    format!("{}{other}{}", &text[..at], &text[at + 1..])
}

#[test]
fn a_sound_draw_passes_every_step() {
    let ran = verify(RECORD, ENTRIES, &["--entry", FIRST, "--closing", CLOSING]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    let (names, verdict) = steps(&ran);
    assert_eq!(
        names,
        [
            "record",
            "commitment",
            "beacon",
            "round",
            "entries",
            "count",
            "root",
            "closing",
            "key",
            "places",
            "entry"
        ]
    );
    assert_eq!(verdict, "ok");
    assert!(ran.out.contains("has place 1 of 1000"), "{}", ran.out);
    assert!(
        ran.out.ends_with(
            "Every step passed. Anyone can check this draw. Nobody could choose the result.\n"
        ),
        "{}",
        ran.out
    );
}

#[test]
fn one_changed_byte_fails_the_step_that_checks_it() {
    let changes = [
        ("\"commitment\": \"", "commitment"),
        ("\"seed\": \"", "commitment"),
        ("/65741", "beacon"),
        ("\"signature\": \"", "beacon"),
        ("\"value\": \"", "beacon"),
        ("\"closes_at\": \"2023-09-15T10:59:", "round"),
        ("\"count\": ", "count"),
        ("\"root\": \"", "root"),
        ("\"event\": ", "closing"),
        ("\"closing\": \"", "closing"),
        ("\"key\": \"", "key"),
        ("\"places\": \"", "places"),
    ];
    for (before, step) in changes {
        fails_at(
            &verify(&with_another_digit(RECORD, before), ENTRIES, &[]),
            step,
        );
    }
    // The changed entry still comes first in the order.
    fails_at(
        &verify(
            RECORD,
            &with_another_digit(ENTRIES, "00cb885ff245fc4bed32b941dc8ce17"),
            &[],
        ),
        "root",
    );
}

#[test]
fn an_invalid_file_fails_with_the_place_of_the_error() {
    let no_seed = verify(
        &RECORD.replacen("\"seed\": \"00", "\"seed\": \"0g", 1),
        ENTRIES,
        &[],
    );
    fails_at(&no_seed, "record");
    assert!(
        no_seed.out.contains("`seed`") && no_seed.out.contains("64 hexadecimal digits"),
        "{}",
        no_seed.out
    );
    let no_entry = verify(RECORD, &ENTRIES.replacen("00cb", "00cB", 1), &[]);
    fails_at(&no_entry, "entries");
    assert!(no_entry.out.contains("line 1"), "{}", no_entry.out);
    let twice = verify(RECORD, &format!("{}{ENTRIES}", &ENTRIES[..33]), &[]);
    fails_at(&twice, "entries");
    assert!(twice.out.contains("line 2"), "{}", twice.out);
    fails_at(&verify("", ENTRIES, &[]), "record");

    let too_large = verify(&" ".repeat(65 << 10), ENTRIES, &[]);
    assert_eq!(too_large.code, 1);
    assert!(
        too_large.err.contains("more than 65536 bytes"),
        "{}",
        too_large.err
    );
    let missing = run(&[
        "verify-draw",
        "/nowhere/DRAW.json",
        "--entries",
        "/nowhere/entries.txt",
    ]);
    assert_eq!(missing.code, 1);
    assert!(
        missing.err.contains("cannot read /nowhere/DRAW.json"),
        "{}",
        missing.err
    );
}

#[test]
fn a_round_from_before_the_seal_fails() {
    let late = RECORD.replacen(
        "\"sealed_at\": \"2023-09-15T10:59:43Z\"",
        "\"sealed_at\": \"2023-09-15T11:00:03Z\"",
        1,
    );
    fails_at(&verify(&late, ENTRIES, &[]), "round");
}

#[test]
fn a_fan_finds_out_if_the_closing_or_the_entry_is_not_in_the_draw() {
    let other = "0".repeat(64);
    fails_at(&verify(RECORD, ENTRIES, &["--closing", &other]), "closing");
    fails_at(
        &verify(RECORD, ENTRIES, &["--entry", &other[..32]]),
        "entry",
    );
}

#[test]
fn a_round_that_another_key_signed_fails() {
    // The key of a test chain of drand.
    let key = "a1ee12542360bf75742bcade13d6134e7d5283d9eb782887c47d3d9725f05805d37b0106b7f744395bf82c175dd7434a\
               169e998f188a657a030d588892c0cd2c01f996aaf331c4d8bc5b9734bbe261d09e7d2d39ef88b635077f262bd7bbb30f";
    fails_at(&verify(RECORD, ENTRIES, &["--chain-key", key]), "beacon");
}

#[test]
fn a_draw_of_an_unknown_chain_needs_its_key() {
    let ran = verify(&RECORD.replacen("drand/52", "drand/53", 1), ENTRIES, &[]);
    fails_at(&ran, "beacon");
    assert!(ran.out.contains("--chain-key"), "{}", ran.out);
}

/// A draw without a beacon, in the form that the shop writes.
fn without_beacon() -> (DrawRecord, SealedEntries) {
    let (event, draw, seed, beacon) = (EventId(7), DrawNumber::FIRST, Seed([7; 32]), Beacon::None);
    let entries = SealedEntries::seal((0..=255).map(|number| DrawEntry([number; 16])));
    let root = MerkleTree::of(&entries).root();
    let closing = Closing::of(
        event,
        draw,
        seed.commitment(),
        &beacon,
        entries.count(),
        root,
    );
    let value = BeaconProof::None.value();
    let key = DrawKey::of(&seed, closing, value);
    let places = DrawnPlaces::draw(entries.clone(), key).hash();
    let now = OffsetDateTime::UNIX_EPOCH;
    let outcome = Some(DrawOutcome {
        drawn_at: now,
        seed,
        proof: BeaconProof::None,
        value,
        key,
        places,
    });
    let seal = Some(DrawSeal {
        sealed_at: now,
        count: entries.count(),
        root,
        closing,
        outcome,
    });
    (
        DrawRecord {
            event,
            draw,
            commitment: seed.commitment(),
            beacon,
            closes_at: now,
            seal,
        },
        entries,
    )
}

#[test]
fn a_draw_without_a_beacon_says_that_fans_must_trust_the_organiser() {
    let (mut record, entries) = without_beacon();
    let ran = verify(
        &serde_json::to_string(&record).expect("JSON"),
        &entries.to_lines(),
        &[],
    );
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert!(
        ran.out.contains("For the rest, you trust the organiser."),
        "{}",
        ran.out
    );
    if let Some(seal) = &mut record.seal {
        seal.outcome = None;
    }
    let before = verify(
        &serde_json::to_string(&record).expect("JSON"),
        &entries.to_lines(),
        &[],
    );
    fails_at(&before, "record");
    assert!(
        before.out.contains("this draw is not over yet"),
        "{}",
        before.out
    );
}

/// If the machine has no python3, nothing is compared.
#[test]
fn a_script_in_another_language_agrees() {
    let (record, entries) = without_beacon();
    let own = (
        serde_json::to_string(&record).expect("JSON"),
        entries.to_lines(),
    );
    for (record, entries) in [(RECORD, ENTRIES), (own.0.as_str(), own.1.as_str())] {
        let folder = Folder::new();
        let (draw, list) = (
            folder.path().join("DRAW.json"),
            folder.path().join("entries.txt"),
        );
        fs::write(&draw, record).expect("the record is written");
        fs::write(&list, entries).expect("the entries are written");
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../scripts/check-draw.py");
        let Ok(ran) = Command::new("python3")
            .arg(script)
            .args([&draw, &list])
            .output()
        else {
            return;
        };
        assert!(
            ran.status.success(),
            "{}{}",
            String::from_utf8_lossy(&ran.stdout),
            String::from_utf8_lossy(&ran.stderr)
        );
    }
}
