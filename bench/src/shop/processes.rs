//! CPU time and memory of the processes, as counted by the kernel.

use std::{fs, time::Instant};

use anyhow::{Context, anyhow};

/// CPU time used so far, in seconds.
#[derive(Debug, Clone, Copy)]
pub struct Sample {
    at: Instant,
    server: f64,
    postgres: f64,
    generator: f64,
    stolen: f64,
}

/// CPU time used between two samples, in seconds.
#[derive(Debug, Clone, Copy)]
pub struct Cost {
    /// The elapsed time.
    pub elapsed: f64,
    /// CPU time of the server.
    pub server: f64,
    /// CPU time of all processes of PostgreSQL.
    pub postgres: f64,
    /// CPU time of this program.
    pub generator: f64,
    /// CPU time that other machines on the same host took from this one. If it is high, figures are
    /// less reliable.
    pub stolen: f64,
}

impl Sample {
    /// The CPU time of a server, a database and this program now.
    ///
    /// # Errors
    /// If one of them is gone.
    pub fn take(server: u32, postgres: i32) -> anyhow::Result<Self> {
        let own = times(std::process::id() as i32)?;
        Ok(Self {
            at: Instant::now(),
            server: times(server as i32)?.own,
            postgres: family(postgres)?,
            generator: own.own,
            stolen: stolen()?,
        })
    }

    /// The CPU time from this sample to a later one.
    pub fn until(&self, later: &Self) -> Cost {
        Cost {
            elapsed: later.at.duration_since(self.at).as_secs_f64(),
            server: later.server - self.server,
            postgres: later.postgres - self.postgres,
            generator: later.generator - self.generator,
            stolen: later.stolen - self.stolen,
        }
    }
}

impl Cost {
    /// Each process's share of the machine, in words.
    pub fn shares(&self) -> String {
        let whole = self.elapsed * cores() as f64;
        let percent = |used: f64| (used / whole * 100.0).round();
        format!(
            "of {} cores: server {} %, PostgreSQL {} %, load generator {} %, other machines {} %",
            cores(),
            percent(self.server),
            percent(self.postgres),
            percent(self.generator),
            percent(self.stolen)
        )
    }
}

/// The number of cores.
pub fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// The resident memory of a process, in KiB.
///
/// # Errors
/// If it is gone.
pub fn resident_kib(pid: u32) -> anyhow::Result<u64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status"))
        .with_context(|| format!("process {pid} is gone"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let number = line
        .and_then(|line| line.split_whitespace().next())
        .and_then(|number| number.parse().ok());
    number.ok_or_else(|| anyhow!("process {pid} has no resident memory"))
}

struct Times {
    parent: i32,
    own: f64,
    /// CPU time of children that have ended.
    ended: f64,
}

/// The CPU time of a process with its children, including ended ones: PostgreSQL has a process for
/// each connection.
fn family(parent: i32) -> anyhow::Result<f64> {
    let first = times(parent)?;
    let mut sum = first.own + first.ended;
    for entry in fs::read_dir("/proc")? {
        let Some(pid) = entry?
            .file_name()
            .to_str()
            .and_then(|name| name.parse::<i32>().ok())
        else {
            continue;
        };
        // A child that ends in the meantime is counted with its parent, or the next time.
        if let Ok(child) = times(pid)
            && child.parent == parent
        {
            sum += child.own;
        }
    }
    Ok(sum)
}

fn times(pid: i32) -> anyhow::Result<Times> {
    let text = fs::read_to_string(format!("/proc/{pid}/stat"))
        .with_context(|| format!("process {pid} is gone"))?;
    parse(&text, rustix::param::clock_ticks_per_second() as f64)
        .ok_or_else(|| anyhow!("/proc/{pid}/stat cannot be read"))
}

/// CPU time that the host gave to other machines, for all cores: the eighth number of the first
/// line.
fn stolen() -> anyhow::Result<f64> {
    let text = fs::read_to_string("/proc/stat")?;
    let count = text
        .split_whitespace()
        .nth(8)
        .and_then(|count| count.parse::<f64>().ok());
    Ok(
        count.context("/proc/stat cannot be read")?
            / rustix::param::clock_ticks_per_second() as f64,
    )
}

/// `4803 (postgres) S 1 …`: the name can contain spaces and brackets, so fields are counted from
/// the last bracket.
fn parse(stat: &str, ticks: f64) -> Option<Times> {
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let seconds = |index: usize| {
        fields
            .get(index)?
            .parse::<f64>()
            .ok()
            .map(|count| count / ticks)
    };
    Some(Times {
        parent: fields.get(1)?.parse().ok()?,
        own: seconds(11)? + seconds(12)?,
        ended: seconds(13)? + seconds(14)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_brackets_does_not_shift_the_fields() {
        let stat = "17 (a) b) S 4 17 17 0 -1 4194560 1 2 3 4 250 150 30 20 20 0 1 0 9 0 0";
        let times = parse(stat, 100.0).expect("parses");
        assert_eq!((times.parent, times.own, times.ended), (4, 4.0, 0.5));
    }

    #[test]
    fn the_time_of_this_process_grows() {
        let before =
            Sample::take(std::process::id(), std::process::id() as i32).expect("we are here");
        let mut sum = 0_u64;
        let after = loop {
            sum = (0..5_000_000).fold(sum, |sum: u64, number| {
                std::hint::black_box(sum.wrapping_add(number))
            });
            let after =
                Sample::take(std::process::id(), std::process::id() as i32).expect("we are here");
            if after.generator > before.generator {
                break after;
            }
        };
        assert!(before.until(&after).server > 0.0);
        assert!(resident_kib(std::process::id()).expect("we are here") > 0);
    }
}
