//! Ends lapsed bookings. A batch does this before everything else.

/// Ends lapsed bookings of the event. The outcome is the number of ended bookings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Expire {
    /// The most bookings to end.
    pub limit: u32,
}

/// The arguments of the SQL function.
#[derive(Debug, Default)]
pub(super) struct ExpireArguments {
    /// The most bookings to end: the largest limit of all commands. 0 ends none.
    pub limit: u32,
    commands: usize,
}

impl ExpireArguments {
    pub fn push(&mut self, expire: &Expire) {
        self.limit = self.limit.max(expire.limit);
        self.commands += 1;
    }

    /// The number of these commands in the batch.
    pub fn commands(&self) -> usize {
        self.commands
    }

    /// The outcome of each command: the number `expired` of bookings that the batch ended.
    pub fn outcomes(&self, expired: u32) -> Vec<u32> {
        vec![expired; self.commands]
    }
}
