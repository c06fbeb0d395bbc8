//! Processor time and memory of the processes that take part, as the kernel counts them.

use std::{fs, time::Instant};

use anyhow::{Context, anyhow};

/// Processor time used so far, in seconds.
#[derive(Debug, Clone, Copy)]
pub struct Sample {
    at: Instant,
    server: f64,
    postgres: f64,
    generator: f64,
    stolen: f64,
}

/// Processor time used between two samples, in seconds.
#[derive(Debug, Clone, Copy)]
pub struct Cost {
    /// How long it was.
    pub elapsed: f64,
    /// By the server.
    pub server: f64,
    /// By PostgreSQL, all its processes.
    pub postgres: f64,
    /// By this program.
    pub generator: f64,
    /// By other machines on the same host: it was asked for, and not given. Where there is much of it, figures say less.
    pub stolen: f64,
}

impl Sample {
    /// Of a server, a database and this program, now.
    ///
    /// # Errors
    /// When one of them is gone.
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

    /// What was used since.
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
    /// Who used how much of the machine, in words.
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

/// How many processors there are.
pub fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// Resident memory of a process, KiB.
///
/// # Errors
/// When it is gone.
pub fn resident_kib(pid: u32) -> anyhow::Result<u64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).with_context(|| format!("process {pid} is gone"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let number = line.and_then(|line| line.split_whitespace().next()).and_then(|number| number.parse().ok());
    number.ok_or_else(|| anyhow!("process {pid} has no resident memory"))
}

struct Times {
    parent: i32,
    own: f64,
    /// Of children that have ended.
    ended: f64,
}

/// A process with its children, those that have ended included: PostgreSQL has a process for each connection.
fn family(parent: i32) -> anyhow::Result<f64> {
    let first = times(parent)?;
    let mut sum = first.own + first.ended;
    for entry in fs::read_dir("/proc")? {
        let Some(pid) = entry?.file_name().to_str().and_then(|name| name.parse::<i32>().ok()) else { continue };
        // One that ended meanwhile is counted with its parent, or next time.
        if let Ok(child) = times(pid)
            && child.parent == parent
        {
            sum += child.own;
        }
    }
    Ok(sum)
}

fn times(pid: i32) -> anyhow::Result<Times> {
    let text = fs::read_to_string(format!("/proc/{pid}/stat")).with_context(|| format!("process {pid} is gone"))?;
    parse(&text, rustix::param::clock_ticks_per_second() as f64).ok_or_else(|| anyhow!("/proc/{pid}/stat cannot be read"))
}

/// Time that the host gave to other machines, of all processors: the eighth count of the first line.
fn stolen() -> anyhow::Result<f64> {
    let text = fs::read_to_string("/proc/stat")?;
    let count = text.split_whitespace().nth(8).and_then(|count| count.parse::<f64>().ok());
    Ok(count.context("/proc/stat cannot be read")? / rustix::param::clock_ticks_per_second() as f64)
}

/// `4803 (postgres) S 1 …`: the name may have spaces and brackets of its own, so fields are counted from the last bracket.
fn parse(stat: &str, ticks: f64) -> Option<Times> {
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let seconds = |index: usize| fields.get(index)?.parse::<f64>().ok().map(|count| count / ticks);
    Some(Times { parent: fields.get(1)?.parse().ok()?, own: seconds(11)? + seconds(12)?, ended: seconds(13)? + seconds(14)? })
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
        let before = Sample::take(std::process::id(), std::process::id() as i32).expect("we are here");
        let mut sum = 0_u64;
        let after = loop {
            sum = (0..5_000_000).fold(sum, |sum: u64, number| std::hint::black_box(sum.wrapping_add(number)));
            let after = Sample::take(std::process::id(), std::process::id() as i32).expect("we are here");
            if after.generator > before.generator {
                break after;
            }
        };
        assert!(before.until(&after).server > 0.0);
        assert!(resident_kib(std::process::id()).expect("we are here") > 0);
    }
}
