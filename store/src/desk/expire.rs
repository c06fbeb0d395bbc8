//! Ending lapsed bookings. A batch does this before everything else.

/// Lapsed bookings of the event to be ended. How many were is the outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Expire {
    /// How many at the most.
    pub limit: u32,
}

/// What a batch asks for.
#[derive(Debug, Default)]
pub(super) struct ExpireArguments {
    /// How many lapsed bookings are ended at the most: the greatest limit of all commands. 0 ends none.
    pub limit: u32,
    commands: usize,
}

impl ExpireArguments {
    pub fn push(&mut self, expire: &Expire) {
        self.limit = self.limit.max(expire.limit);
        self.commands += 1;
    }

    /// How many commands ask for it.
    pub fn commands(&self) -> usize {
        self.commands
    }

    /// All of the batch's commands together ended so many.
    pub fn outcomes(&self, expired: u32) -> Vec<u32> {
        vec![expired; self.commands]
    }
}
