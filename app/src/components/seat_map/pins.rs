//! What stands on the seats and moves by itself: the buyer's own, the one that has the focus, rings that breathe or run outward. A
//! handful of elements, animated by the style sheet, so that a canvas is never drawn for an animation.

use domain::SeatNo;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, Event, HtmlElement};

use super::{
    canvas::{division, style},
    excerpt::Excerpt,
    scene::Scene,
};

/// The disc with check and halo.
const MARK: &str = r#"<svg viewBox="-2 -2 4 4"><circle class="seat-map__halo" r="1.42"/><circle class="seat-map__disc" r="1.12"/><path class="seat-map__check" d="M-.5.02-.14.4.52-.38"/></svg>"#;
/// The buyer's own seats are never smaller than this, in pixels: they are to be found from afar.
const SMALLEST_MARK: f64 = 5.0;
/// No more rings breathe at once: a hall full of them would only flicker, and cost a phone its battery.
pub(super) const MOST_BREATHING: usize = 40;

/// What a pin says of its seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pin {
    /// The buyer's own.
    Yours,
    /// Being held for the buyer at this moment.
    Pending,
    /// Has the focus, in the list or by the keyboard.
    Focus,
    /// Is pointed at.
    Hover,
    /// Held by someone: breathes.
    Held,
    /// Has just become something else.
    Changed,
    /// Was the buyer's choice and is someone else's now.
    Lost,
    /// Is offered for one that was lost.
    Offered,
}

impl Pin {
    fn class(self) -> &'static str {
        match self {
            Self::Yours => "seat-map__pin seat-map__mark",
            Self::Pending => "seat-map__pin seat-map__mark seat-map__mark--pending",
            Self::Focus => "seat-map__pin seat-map__focus",
            Self::Hover => "seat-map__pin seat-map__hover",
            Self::Held => "seat-map__pin seat-map__breath",
            Self::Changed => "seat-map__pin seat-map__change",
            Self::Lost => "seat-map__pin seat-map__ripple",
            Self::Offered => "seat-map__pin seat-map__offered",
        }
    }

    /// Goes away when its animation has ended.
    fn passes(self) -> bool {
        matches!(self, Self::Changed | Self::Lost)
    }
}

/// All pins, on a layer that is moved together with the sheet below it.
pub(super) struct Pins {
    layer: HtmlElement,
    pins: Vec<(Pin, SeatNo, HtmlElement)>,
    excerpt: Option<Excerpt>,
    ended: Closure<dyn FnMut(Event)>,
}

impl Drop for Pins {
    fn drop(&mut self) {
        let _ = self.layer.remove_event_listener_with_callback("animationend", self.ended.as_ref().unchecked_ref());
    }
}

impl Pins {
    /// No pins yet, in `parent`.
    pub(super) fn new(parent: &HtmlElement) -> Option<Self> {
        let layer = division("seat-map__pins")?;
        parent.append_child(&layer).ok()?;
        let ended = Closure::<dyn FnMut(Event)>::new(|event: Event| {
            let passed = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            if let Some(passed) = passed.filter(|passed| passed.matches(".seat-map__change, .seat-map__ripple").unwrap_or(false)) {
                passed.remove();
            }
        });
        layer.add_event_listener_with_callback("animationend", ended.as_ref().unchecked_ref()).ok()?;
        Some(Self { layer, pins: Vec::new(), excerpt: None, ended })
    }

    /// Another sheet is shown: the pins are put where their seats are on it.
    pub(super) fn lay_on(&mut self, excerpt: Excerpt, scene: &Scene) {
        self.excerpt = Some(excerpt);
        self.pins.retain(|(pin, _, element)| !pin.passes() || element.is_connected());
        for (pin, seat, element) in &self.pins {
            lay(*pin, *seat, element, &excerpt, scene);
        }
    }

    /// Makes the pins of one kind stand on these seats and no others; those that stand there already stay as they are.
    pub(super) fn set(&mut self, pin: Pin, seats: &[SeatNo], scene: &Scene) {
        self.pins.retain(|(kind, seat, element)| {
            let stays = *kind != pin || seats.contains(seat);
            if !stays {
                element.remove();
            }
            stays
        });
        for seat in seats {
            if !self.pins.iter().any(|(kind, other, _)| *kind == pin && other == seat) {
                self.add(pin, *seat, scene);
            }
        }
    }

    /// The seat that has the focus.
    pub(super) fn focused(&self) -> Option<SeatNo> {
        self.pins.iter().find(|(pin, ..)| *pin == Pin::Focus).map(|(_, seat, _)| *seat)
    }

    /// Adds a pin.
    pub(super) fn add(&mut self, pin: Pin, seat: SeatNo, scene: &Scene) {
        let Some(element) = division(pin.class()) else { return };
        if matches!(pin, Pin::Yours | Pin::Pending) {
            element.set_inner_html(MARK);
            let _ = element.set_attribute("data-mark", &seat.0.to_string());
        }
        if pin == Pin::Offered {
            let _ = element.set_attribute("data-offered", &seat.0.to_string());
        }
        if let Some(excerpt) = &self.excerpt {
            lay(pin, seat, &element, excerpt, scene);
        }
        let _ = self.layer.append_child(&element);
        if pin == Pin::Lost {
            // Also where nothing moves and so no animation ends.
            let gone = element.clone();
            set_timeout(move || gone.remove(), std::time::Duration::from_millis(1500));
        }
        if pin.passes() {
            self.pins.retain(|(pin, _, element)| !pin.passes() || element.is_connected());
        }
        self.pins.push((pin, seat, element));
    }
}

fn lay(pin: Pin, seat: SeatNo, element: &HtmlElement, excerpt: &Excerpt, scene: &Scene) {
    let Some(centre) = scene.centre(seat) else { return };
    let (x, y) = excerpt.on_canvas(centre);
    let mut radius = scene.radius_of(seat) * excerpt.scale;
    if !matches!(pin, Pin::Held | Pin::Changed) {
        radius = radius.max(SMALLEST_MARK);
    }
    let dpr = excerpt.dpr;
    // Property by property: the pages' content security policy lets nobody write a style attribute.
    for (property, pixels) in [("left", x / dpr), ("top", y / dpr), ("--r", radius)] {
        style(element, property, &format!("{pixels:.2}px"));
    }
}
