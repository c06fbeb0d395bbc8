//! The servers' clocks are wrong, in both directions. Only the database's decides when a hold ends: every buyer checks the end they are
//! told against their own clock. It decides when a pass of a waiting room ends, too.

use std::{path::PathBuf, time::Duration};

use anyhow::Context;
use time::{OffsetDateTime, format_description::well_known::Rfc2822};

use super::waiting_room;
use crate::{
    Torture, checks,
    crowd::Crowd,
    findings::{Findings, Verdict},
    shop::{Database, Disguise, Shop},
};

/// How wrong, in seconds.
const OFF: i64 = 600;

pub async fn run(torture: &Torture) -> anyhow::Result<Verdict> {
    let Some(library) = library() else {
        return Ok(Verdict::Skipped("libfaketime is not here; try: apt-get install libfaketime".to_owned()));
    };
    let disguises = [OFF, -OFF].map(|seconds| Disguise {
        env: vec![
            ("LD_PRELOAD".to_owned(), library.display().to_string()),
            ("FAKETIME".to_owned(), format!("{seconds:+}")),
            // What passes is as long as ever; what the time is, is wrong.
            ("FAKETIME_DONT_FAKE_MONOTONIC".to_owned(), "1".to_owned()),
            ("DONT_FAKE_MONOTONIC".to_owned(), "1".to_owned()),
        ],
    });
    let mut shop = Shop::open(torture, Database::Own, disguises).await?;
    for (address, expected) in shop.addresses().iter().zip([OFF, -OFF]) {
        let off = off_by(address).await?;
        if (off - expected).abs() > 5 {
            return Ok(Verdict::Skipped(format!("libfaketime does not take here: a clock is off by {off} s instead of {expected}")));
        }
    }
    let crowd = Crowd::gather(torture, &shop)?;
    let mut findings = Findings::default();
    tokio::time::sleep(torture.scale.breaking.max(Duration::from_secs(2))).await;
    waiting_room::passes_are_taken_everywhere(torture, &shop, &mut findings).await?;
    findings.note(format!("clocks off by {OFF:+} and {:+} s", -OFF));
    checks::after(torture, &mut shop, crowd, &mut findings).await?;
    Ok(Verdict::Done(findings))
}

/// Debian's, of whichever architecture: the one for programs with several threads.
fn library() -> Option<PathBuf> {
    let places = std::fs::read_dir("/usr/lib").ok()?.flatten().map(|entry| entry.path().join("faketime/libfaketimeMT.so.1"));
    places.chain([PathBuf::from("/usr/lib/faketime/libfaketimeMT.so.1")]).find(|path| path.exists())
}

/// By how many seconds a server's clock is off: it says its time with every answer.
async fn off_by(address: &str) -> anyhow::Result<i64> {
    let answer = reqwest::get(format!("{address}/healthz")).await?;
    let date = answer.headers().get("date").and_then(|date| date.to_str().ok()).context("an answer without a date")?;
    // HTTP writes GMT where the mail's format wants an offset.
    let time = OffsetDateTime::parse(&date.replace("GMT", "+0000"), &Rfc2822)?;
    Ok((time - OffsetDateTime::now_utc()).whole_seconds())
}
