//! What pages of one browser tell each other. On HTTP/1.1 a browser has six connections for each server, and a stream takes one for as long
//! as it lasts: with six of them nothing else comes through. So a page out of sight gives its own back as soon as another opens one.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{BroadcastChannel, Event};

/// On which pages tell that they open a stream.
const CHANNEL: &str = "frontrow-streams";

/// The other pages of this browser.
pub(super) struct OtherTabs {
    channel: BroadcastChannel,
    /// Kept for as long as the browser may call it.
    _on_message: Closure<dyn FnMut(Event)>,
}

impl OtherTabs {
    /// Listens, and calls `then` whenever another page opens a stream. None where a browser has no such channels.
    pub(super) fn listen(mut then: impl FnMut() + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(CHANNEL).ok()?;
        let on_message = Closure::<dyn FnMut(Event)>::new(move |_| then());
        channel.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        Some(Self { channel, _on_message: on_message })
    }

    /// Tells that this page opens a stream.
    pub(super) fn tell(&self) {
        let _ = self.channel.post_message(&"opens".into());
    }
}

impl Drop for OtherTabs {
    fn drop(&mut self) {
        self.channel.set_onmessage(None);
        self.channel.close();
    }
}
