//! Describes the machine of a measurement: figures mean nothing without their machine.

use std::{
    fs::{self, File},
    io::Write,
    path::Path,
    process::Command,
    time::Instant,
};

use anyhow::Context;
use time::{OffsetDateTime, macros::format_description};

/// The machine, the day and the code.
#[derive(Debug, Clone)]
pub struct Machine {
    processor: String,
    cores: usize,
    memory_gib: u64,
    kernel: String,
    /// The time to write 8 KiB durably to disk, in milliseconds, for each measurement. Every commit
    /// waits for this.
    sync: Vec<f64>,
    date: String,
    commit: String,
}

impl Machine {
    /// Inspects this machine, with the disk under `dir`, and the code in `root`.
    ///
    /// # Errors
    /// If the disk cannot be written.
    pub fn look(dir: &Path, root: &Path) -> anyhow::Result<Self> {
        let cpuinfo = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
        let meminfo = fs::read_to_string("/proc/meminfo").unwrap_or_default();
        let kib: u64 = field(&meminfo, "MemTotal")
            .and_then(|text| text.split(' ').next()?.parse().ok())
            .unwrap_or(0);
        let date = OffsetDateTime::now_utc().format(format_description!("[year]-[month]-[day]"))?;
        Ok(Self {
            processor: field(&cpuinfo, "model name")
                .unwrap_or("unknown processor")
                .to_owned(),
            cores: std::thread::available_parallelism().map_or(1, usize::from),
            memory_gib: (kib as f64 / 1_048_576.0).round() as u64,
            kernel: fs::read_to_string("/proc/sys/kernel/osrelease")
                .unwrap_or_default()
                .trim()
                .to_owned(),
            sync: vec![sync(dir)?],
            date,
            commit: commit(root),
        })
    }

    /// Measures the disk again, because other machines may share it.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn look_again(&mut self, dir: &Path) -> anyhow::Result<()> {
        self.sync.push(sync(dir)?);
        Ok(())
    }

    /// A description in a few sentences.
    pub fn words(&self) -> String {
        let sync: Vec<String> = self.sync.iter().map(|sync| format!("{sync:.2}")).collect();
        format!(
            "{}: {} with {} cores, {} GiB of memory, Linux {}; a write to disk takes {} ms (before and after the measurements). Code: {}. Server, PostgreSQL \
             and load generator share the machine.",
            self.date,
            self.processor,
            self.cores,
            self.memory_gib,
            self.kernel,
            sync.join(" and "),
            self.commit
        )
    }
}

/// The value of `name   : value` in one of the kernel's lists.
fn field<'a>(list: &'a str, name: &str) -> Option<&'a str> {
    let line = list.lines().find(|line| line.starts_with(name))?;
    line.split_once(':').map(|(_, value)| value.trim())
}

fn sync(dir: &Path) -> anyhow::Result<f64> {
    let path = dir.join("sync");
    let mut file =
        File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
    let mut times = Vec::new();
    for _ in 0..100 {
        let begun = Instant::now();
        file.write_all(&[0x5a; 8_192])?;
        file.sync_data()?;
        times.push(begun.elapsed().as_secs_f64() * 1_000.0);
    }
    fs::remove_file(&path)?;
    times.sort_by(f64::total_cmp);
    Ok(times[times.len() / 2])
}

fn commit(root: &Path) -> String {
    let git = |arguments: &[&str]| {
        let output = Command::new("git")
            .arg("-C")
            .arg(root)
            .args(arguments)
            .output()
            .ok()?;
        output
            .status
            .success()
            .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    };
    match (
        git(&["rev-parse", "--short", "HEAD"]),
        git(&[
            "status",
            "--porcelain",
            "--",
            ".",
            ":!bench/RESULTS.md",
            ":!bench/charts",
        ]),
    ) {
        (Some(commit), Some(changes)) if changes.is_empty() => format!("commit {commit}"),
        (Some(commit), _) => format!("commit {commit} with changes"),
        _ => "not from a repository".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kernels_lists_are_parsed() {
        let list = "processor\t: 0\nmodel name\t: Fast: one\nMemTotal:       24000000 kB\n";
        assert_eq!(
            (field(list, "model name"), field(list, "MemTotal")),
            (Some("Fast: one"), Some("24000000 kB"))
        );
        assert_eq!(field(list, "cache"), None);
    }
}
