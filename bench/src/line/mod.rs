//! Uses a waiting room: switches it on as an operator does, and joins it, watches it and takes
//! turns as fans do.

mod fans;
mod look;
mod passes;
mod room;
mod shopper;
mod shoppers;
mod sockets;

pub use fans::{FanInLine, ask_places, ask_to_join, join};
pub use look::{HallLook, called_in_vain};
pub use passes::with_passes;
pub use room::{RoomLimits, announce, close_room, line_now, open_room, until_line};
pub use shoppers::{ShoppingResult, shop};
pub use sockets::{open_sockets, still_open};
