//! The waiting room, where fans wait for their turn in a big on-sale: its settings, the draw, the
//! tokens and passes of fans, and their odds.
//!
//! From entries to places:
//!
//! ```
//! use domain::EventId;
//! use domain::waiting::{Beacon, BeaconProof, Closing, DrawEntry, DrawKey, DrawNumber, DrawnPlaces, MerkleTree, SealedEntries, Seed};
//!
//! // Published when the room is created: the commitment and the beacon.
//! let (event, draw, seed, beacon) = (EventId(42), DrawNumber::FIRST, Seed([7; 32]), Beacon::None);
//! // At the close: the entries are sealed, and the closing is shown to every fan.
//! let entries = SealedEntries::seal([DrawEntry([2; 16]), DrawEntry([1; 16])]);
//! let root = MerkleTree::of(&entries).root();
//! let closing = Closing::of(event, draw, seed.commitment(), &beacon, entries.count(), root);
//! // With the beacon's value: everybody's place.
//! let key = DrawKey::of(&seed, closing, BeaconProof::None.value());
//! let places = DrawnPlaces::draw(entries, key);
//! assert!(places.place_of(DrawEntry([1; 16])).is_some());
//! ```
//!
//! `docs/waiting-room.md` describes the draw for those who check it.

mod beacon;
mod draw;
mod entries;
mod hashing;
mod hex;
mod merkle;
mod now;
mod odds;
mod places;
mod record;
mod room;
mod rounds;
mod standing;
mod token;
mod wish;
mod work;

pub use beacon::{
    AnnouncedText, BadAnnouncedText, BadBeacon, BadBeaconKind, Beacon, BeaconKind, BeaconProof,
    BeaconValue, RoundSignature,
};
pub use draw::{Closing, Commitment, DrawKey, DrawNumber, Seed};
pub use entries::{DrawEntry, EntriesFault, SealedEntries};
pub use hex::BadHex;
pub use merkle::{InclusionProof, MerkleTree, Root, TreeHash};
pub use now::{AGAIN_MS, DrawNow, LineNow, LineSeats};
pub use odds::{CallRate, Eta, LineHabits, MAX_ETA_SECONDS, Odds};
pub use places::{BadPlace, DrawnPlaces, LinePlace, PlacesHash};
pub use record::{BadRecord, DrawOutcome, DrawRecord, DrawSeal};
pub use room::{
    ClaimOutcome, ClaimSeconds, EntriesPerAddress, LimitError, PassTerms, PlacesPerSecond,
    RoomMode, RoomReason, RoomSettings, RoomState, RoomTarget, ShopSeconds, WorkBits,
};
pub use rounds::{
    BadChain, ChainHash, ChainKey, DrandChain, DrandRound, ROUND_AFTER_CLOSE, RoundTimes,
    SEAL_AFTER_CLOSE,
};
pub use standing::{FanStanding, FanState};
pub use token::{BadToken, EntryKey, Pass, PassKey, QueueToken, TokenKey};
pub use wish::{MAX_WISHES, TurnRequest};
pub use work::EntryWork;
