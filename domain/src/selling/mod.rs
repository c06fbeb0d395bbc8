//! Bookings: what a buyer may ask for and what comes of it.

mod booking;
mod email;
mod idempotency;
mod payment_progress;
mod payment_state;
mod receipt;
mod request;
mod seat_request;
mod ticket_code;

pub use booking::{Booking, BookingAnswer, BookingPayment, BookingSeat, BookingStatus, Ticket};
pub use email::{BadEmailAddress, EmailAddress};
pub use idempotency::{BadIdempotencyKey, IdempotencyKey};
pub use payment_progress::{PaymentProgress, PaymentStage};
pub use payment_state::PaymentState;
pub use receipt::{ReceiptLine, vat_within};
pub use request::{AreaQuantity, BestAvailable, BookingRequest, DEFAULT_HOLD_SECONDS, MAX_SEATS};
pub use seat_request::{RequestFault, SeatRequest};
pub use ticket_code::{TicketClaim, TicketCode};
