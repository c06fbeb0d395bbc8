//! Bookings: requests of buyers and their results.

mod booking;
mod booking_number;
mod door;
mod email;
mod extension;
mod idempotency;
mod payment_progress;
mod payment_refusal;
mod payment_state;
mod price_type;
mod promo_code;
mod receipt;
mod refund;
mod refund_terms;
mod reprice;
mod request;
mod seat_request;
mod shown_total;
mod sign_in_code;
mod ticket_code;
mod transfer;

pub use booking::{
    Booking, BookingAnswer, BookingPayment, BookingSeat, BookingStatus, GivenTicket, Ticket,
};
pub use booking_number::{BadBookingNumber, BookingNumber};
pub use door::{BadDoorName, DoorName};
pub use email::{BadEmailAddress, EmailAddress};
pub use extension::{EXTENDABLE_BEFORE_END, ExtensionRefusal};
pub use idempotency::{BadIdempotencyKey, IdempotencyKey};
pub use payment_progress::{PaymentProgress, PaymentStage};
pub use payment_refusal::PaymentRefusal;
pub use payment_state::PaymentState;
pub use price_type::{LevelPrice, PriceType, PriceTypeRef, PriceTypes, SeatChoice};
pub use promo_code::{BadPromoCode, CodeRefusal, PromoCode};
pub use receipt::{ReceiptLine, vat_pro_rata, vat_within};
pub use refund::{Refund, RefundCause, RefundQuote, RefundRefusal, RefundState, RefundedTicket};
pub use refund_terms::{RefundOffer, RefundTerms};
pub use reprice::{RepriceRequest, SeatPriceType};
pub use request::{
    AreaQuantity, BestAvailable, BookingRequest, DEFAULT_HOLD_SECONDS, MAX_SEATS, Otherwise,
};
pub use seat_request::{RequestFault, SeatRequest};
pub use shown_total::{BadShownTotal, ShownTotal};
pub use sign_in_code::{BadSignInCode, SignInCode};
pub use ticket_code::{
    BadTicketCode, CodeForm, TicketClaim, TicketCode, TicketKeyNumber, TicketKind,
};
pub use transfer::TransferRefusal;
