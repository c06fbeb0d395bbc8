//! The servers' clocks are wrong, in both directions. Only the database's clock decides when a hold
//! ends: every buyer checks the end of their hold with their own clock. It also decides when a pass
//! of a waiting room ends.

use std::{path::PathBuf, time::Duration};

use anyhow::Context;
use time::{OffsetDateTime, format_description::well_known::Rfc2822};

use super::waiting_room;
use crate::{
    Torture, checks,
    crowd::Crowd,
    findings::{ScenarioFindings, ScenarioVerdict},
    shop::{Database, Disguise, Shop},
};

/// The error of the clocks, in seconds.
const OFF: i64 = 600;

pub async fn run(torture: &Torture) -> anyhow::Result<ScenarioVerdict> {
    let Some(library) = library() else {
        return Ok(ScenarioVerdict::Skipped(
            "libfaketime is not here; try: apt-get install libfaketime".to_owned(),
        ));
    };
    let disguises = [OFF, -OFF].map(|seconds| Disguise {
        env: vec![
            ("LD_PRELOAD".to_owned(), library.display().to_string()),
            ("FAKETIME".to_owned(), format!("{seconds:+}")),
            // Durations stay right; only the time of day is wrong.
            ("FAKETIME_DONT_FAKE_MONOTONIC".to_owned(), "1".to_owned()),
            ("DONT_FAKE_MONOTONIC".to_owned(), "1".to_owned()),
        ],
    });
    let mut shop = Shop::open(torture, Database::Own, disguises).await?;
    for (address, expected) in shop.addresses().iter().zip([OFF, -OFF]) {
        let off = off_by(address).await?;
        if (off - expected).abs() > 5 {
            return Ok(ScenarioVerdict::Skipped(format!(
                "libfaketime does not take here: a clock is off by {off} s instead of {expected}"
            )));
        }
    }
    let crowd = Crowd::gather(torture, &shop)?;
    let mut findings = ScenarioFindings::default();
    tokio::time::sleep(torture.scale.breaking.max(Duration::from_secs(2))).await;
    waiting_room::passes_are_taken_everywhere(torture, &shop, &mut findings).await?;
    findings.note(format!("clocks off by {OFF:+} and {:+} s", -OFF));
    checks::after(torture, &mut shop, crowd, &mut findings).await?;
    Ok(ScenarioVerdict::Done(findings))
}

/// Debian's library for any architecture, in the version for programs with several threads.
fn library() -> Option<PathBuf> {
    let places = std::fs::read_dir("/usr/lib")
        .ok()?
        .flatten()
        .map(|entry| entry.path().join("faketime/libfaketimeMT.so.1"));
    places
        .chain([PathBuf::from("/usr/lib/faketime/libfaketimeMT.so.1")])
        .find(|path| path.exists())
}

/// The error of a server's clock in seconds, from the `Date` header of an answer.
async fn off_by(address: &str) -> anyhow::Result<i64> {
    let answer = reqwest::Client::new()
        .get(format!("{address}/healthz"))
        .timeout(Duration::from_secs(5))
        .send()
        .await?;
    let date = answer
        .headers()
        .get("date")
        .and_then(|date| date.to_str().ok())
        .context("an answer without a date")?;
    // HTTP writes GMT where the mail format requires an offset.
    let time = OffsetDateTime::parse(&date.replace("GMT", "+0000"), &Rfc2822)?;
    Ok((time - OffsetDateTime::now_utc()).whole_seconds())
}
