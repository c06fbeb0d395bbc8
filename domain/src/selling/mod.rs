//! Bookings: what a buyer may ask for and what comes of it.

mod booking;
mod email;
mod idempotency;
mod payment_progress;
mod payment_state;
mod price_type;
mod promo_code;
mod receipt;
mod refund;
mod reprice;
mod request;
mod seat_request;
mod ticket_code;

pub use booking::{Booking, BookingAnswer, BookingPayment, BookingSeat, BookingStatus, Ticket};
pub use email::{BadEmailAddress, EmailAddress};
pub use idempotency::{BadIdempotencyKey, IdempotencyKey};
pub use payment_progress::{PaymentProgress, PaymentStage};
pub use payment_state::PaymentState;
pub use price_type::{LevelPrice, PriceType, PriceTypeRef, PriceTypes, SeatChoice};
pub use promo_code::{BadPromoCode, CodeRefusal, PromoCode};
pub use receipt::{ReceiptLine, vat_pro_rata, vat_within};
pub use refund::{Refund, RefundCause, RefundQuote, RefundRefusal, RefundState, RefundedTicket};
pub use reprice::{RepriceRequest, SeatPriceType};
pub use request::{AreaQuantity, BestAvailable, BookingRequest, DEFAULT_HOLD_SECONDS, MAX_SEATS};
pub use seat_request::{RequestFault, SeatRequest};
pub use ticket_code::{TicketClaim, TicketCode};
