//! PostgreSQL's disk is full for a while. PostgreSQL may refuse commits and even stop, but it keeps
//! what it has acknowledged. When the disk has room again and PostgreSQL runs, the shop sells.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, ensure};

use super::{FEWEST, Returns};
use crate::{
    Torture, checks,
    crowd::Crowd,
    findings::{ScenarioFindings, ScenarioVerdict},
    shop::{Database, Shop},
};

/// The size of the disk: enough for the run, and quick to fill.
const DISK_MIB: u64 = 512;

/// How long the disk is full.
const FULL: Duration = Duration::from_secs(3);

pub async fn run(torture: &Torture) -> anyhow::Result<ScenarioVerdict> {
    let disk = match Disk::mount() {
        Ok(disk) => disk,
        Err(fault) => {
            return Ok(ScenarioVerdict::Skipped(format!(
                "no small disk can be mounted here: {fault:#}"
            )));
        }
    };
    let mut shop = Shop::open(torture, Database::In(disk.0.clone()), Default::default()).await?;
    let crowd = Crowd::gather(torture, &shop)?;
    let mut findings = ScenarioFindings::default();
    let mut probe = crowd.probe(&shop);
    let mut returns = Returns::default();
    let mut went_down = 0;
    let began = Instant::now();
    let mut times = 0;
    while began.elapsed() < torture.scale.breaking || times < FEWEST {
        times += 1;
        tokio::time::sleep(Duration::from_secs(1)).await;
        let ballast = disk.0.join("ballast");
        fill(&ballast)?;
        tokio::time::sleep(FULL).await;
        fs::remove_file(&ballast)?;
        if !shop.cluster.runs().await? {
            // PostgreSQL stopped. Its supervisor would start it now that there is room.
            went_down += 1;
            shop.cluster.start().await?;
        }
        let back = Instant::now();
        returns.wait_for_all(&mut probe, back, &mut findings).await;
    }
    findings.note(format!(
        "full {times} times, PostgreSQL went down {went_down} times"
    ));
    returns.note("returns of a server", &mut findings);
    checks::after(torture, &mut shop, crowd, &mut findings).await?;
    // The disk can be unmounted when no file on it is open.
    drop(shop);
    drop(disk);
    Ok(ScenarioVerdict::Done(findings))
}

/// Writes until the disk is full.
fn fill(ballast: &Path) -> anyhow::Result<()> {
    use std::io::Write;
    let mut file = fs::File::create(ballast)?;
    let zeros = vec![0_u8; 64 << 10];
    loop {
        match file.write_all(&zeros) {
            Ok(()) => {}
            Err(fault) if fault.kind() == std::io::ErrorKind::StorageFull => return Ok(()),
            Err(fault) => return Err(fault.into()),
        }
    }
}

/// A small disk in memory. Dropping it unmounts it.
struct Disk(PathBuf);

impl Disk {
    fn mount() -> anyhow::Result<Self> {
        ensure!(rustix::process::geteuid().is_root(), "only root can");
        let path = std::env::temp_dir().join(format!(
            "frontrow-torture-disk-{}",
            uuid::Uuid::new_v4().simple()
        ));
        fs::create_dir(&path)?;
        let disk = Self(path);
        let mut mount = Command::new("mount");
        mount
            .args([
                "-t",
                "tmpfs",
                "-o",
                &format!("size={DISK_MIB}m,mode=711"),
                "frontrow-torture",
            ])
            .arg(&disk.0);
        let output = mount.output().context("there is no `mount`")?;
        ensure!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr).trim()
        );
        Ok(disk)
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // If nothing is mounted, the path is an empty directory.
        let _ = Command::new("umount")
            .arg(&self.0)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        let _ = fs::remove_dir(&self.0);
    }
}
