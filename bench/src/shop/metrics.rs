//! The server's metrics at `/metrics`.

use std::net::SocketAddr;

use anyhow::bail;

use crate::load::{Client, request};

/// The counters that the benchmark reads, at one time.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Metrics {
    /// Notifications sent to other servers.
    pub notifies: f64,
    /// Committed batches.
    pub batches: f64,
    /// Commands in these batches.
    pub batched: f64,
    /// Bookings whose seats were held.
    pub holds: f64,
}

impl Metrics {
    /// Reads the metrics of a server.
    ///
    /// # Errors
    /// If it does not answer as expected.
    pub async fn read(server: SocketAddr) -> anyhow::Result<Self> {
        let mut client = Client::connect(server, None).await?;
        let mut request = Vec::new();
        request::get(&mut request, "/metrics", "");
        let answer = client.ask(&request).await?;
        if answer.status != 200 {
            bail!("/metrics answers {}", answer.status);
        }
        Ok(Self::parse(&String::from_utf8_lossy(answer.body)))
    }

    fn parse(text: &str) -> Self {
        // Series with the same name and different labels are added up.
        let sum = |name: &str| -> f64 {
            let lines = text.lines().filter_map(|line| line.strip_prefix(name));
            let values = lines
                .filter(|rest| rest.starts_with([' ', '{']))
                .filter_map(|rest| rest.rsplit(' ').next());
            values.filter_map(|value| value.parse::<f64>().ok()).sum()
        };
        Self {
            notifies: sum("frontrow_notifies_total"),
            batches: sum("frontrow_batch_size_count"),
            batched: sum("frontrow_batch_size_sum"),
            holds: sum("frontrow_holds_total"),
        }
    }

    /// The increase since an earlier reading.
    pub fn since(&self, earlier: &Self) -> Self {
        Self {
            notifies: self.notifies - earlier.notifies,
            batches: self.batches - earlier.batches,
            batched: self.batched - earlier.batched,
            holds: self.holds - earlier.holds,
        }
    }

    /// Commands in an average batch.
    pub fn mean_batch(&self) -> f64 {
        if self.batches > 0.0 {
            self.batched / self.batches
        } else {
            0.0
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn series_are_added_up_and_names_must_match_completely() {
        let text = "# TYPE frontrow_holds_total counter\nfrontrow_holds_total 7\nfrontrow_holds_total_more 9\n\
                    frontrow_batch_size_bucket{le=\"1\"} 2\nfrontrow_batch_size_sum{kind=\"hold\"} 10\n\
                    frontrow_batch_size_sum{kind=\"pay\"} 2\nfrontrow_batch_size_count{kind=\"hold\"} 4\nfrontrow_notifies_total 3\n";
        let read = Metrics::parse(text);
        assert_eq!(
            read,
            Metrics {
                notifies: 3.0,
                batches: 4.0,
                batched: 12.0,
                holds: 7.0
            }
        );
        assert_eq!(read.mean_batch(), 3.0);
    }
}
