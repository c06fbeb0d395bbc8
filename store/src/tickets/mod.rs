//! Tickets after their sale: the keys of their codes, scans at doors, and transfers to other
//! people. The rules are in `migrations/0006_tickets.sql` and `migrations/0014_doors.sql`.

mod keys;
mod list;
mod scan;
mod transfer;

pub use keys::{TicketKeyRow, add_first_key, keys, rotate_keys};
pub use list::{BadDoorMark, DoorMark, DoorTicketRow, door_mark, door_tickets};
pub use scan::{NewScan, ScanResult, scan};
pub use transfer::{
    HeldTicket, NewTransfer, OwnTicket, TransferOutcome, held_ticket, ticket_of_buyer, transfer,
};
