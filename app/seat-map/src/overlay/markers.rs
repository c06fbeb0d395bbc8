//! Markers: the buyer's own seats, the focused seat, pulsing and expanding rings. They are a few
//! elements that the style sheet animates, so that no animation redraws a canvas.

use domain::{SeatNo, SeatStatus};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, Event, HtmlElement};

use crate::{
    camera::{RenderRegion, Viewport},
    geometry::{Bounds, Polygon},
    hall::Marks,
    layout::{ACCESSIBLE, Block, NO_LEVEL, Scene},
    page::prefers_stillness,
    paint::{division, style_px},
    sums::decimals,
};

/// The check mark on a disc with a halo.
const MARK: &str = r#"<svg viewBox="-2 -2 4 4"><circle class="seat-map__halo" r="1.42"/><circle class="seat-map__disc" r="1.12"/><path class="seat-map__check" d="M-.5.02-.14.4.52-.38"/></svg>"#;
/// The minimum radius of markers on the buyer's seats, in CSS pixels, so that they are visible from
/// afar.
const SMALLEST_MARK: f64 = 5.0;
/// If more held seats than this are in view, none pulses: a hall full of rings would flicker, and
/// drain a phone's battery.
const MOST_BREATHING: usize = 40;
/// The minimum seat radius for pulsing rings, in CSS pixels.
const BREATHING_PX: f64 = 4.0;
/// Up to this many seats that change at once are animated, if their radius is at least
/// `CHANGING_PX`, in CSS pixels.
const FEW: usize = 24;
const CHANGING_PX: f64 = 3.0;

/// The kinds of marker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Marker {
    /// The buyer's own seat.
    Yours,
    /// A request to hold the seat is in flight.
    Pending,
    /// Focused, in the list or with the keyboard.
    Focus,
    /// Under the mouse.
    Hover,
    /// Held by someone else; pulses.
    Held,
    /// Its status has just changed.
    Changed,
    /// Picked by the buyer, and just taken by someone else.
    Lost,
    /// Offered in place of a lost seat.
    Offered,
}

impl Marker {
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

    /// Whether it marks the buyer's own seat.
    fn is_own(self) -> bool {
        matches!(self, Self::Yours | Self::Pending)
    }

    /// Whether it disappears at the end of its animation.
    fn passes(self) -> bool {
        matches!(self, Self::Changed | Self::Lost)
    }
}

/// All markers, on a layer that moves with the viewport tile below.
pub(crate) struct Markers {
    layer: HtmlElement,
    markers: Vec<(Marker, SeatNo, HtmlElement)>,
    /// The ring round the focused section or standing area, and the bounds of that block.
    ring: Option<(Bounds, HtmlElement)>,
    region: Option<RenderRegion>,
    ended: Closure<dyn FnMut(Event)>,
}

impl Drop for Markers {
    fn drop(&mut self) {
        let _ = self.layer.remove_event_listener_with_callback(
            "animationend",
            self.ended.as_ref().unchecked_ref(),
        );
    }
}

impl Markers {
    /// An empty set of markers, in `parent`.
    pub(crate) fn new(parent: &HtmlElement) -> Option<Self> {
        let layer = division("seat-map__pins")?;
        parent.append_child(&layer).ok()?;
        let ended = Closure::<dyn FnMut(Event)>::new(|event: Event| {
            let passed = event
                .target()
                .and_then(|target| target.dyn_into::<Element>().ok());
            if let Some(passed) = passed.filter(|passed| {
                passed
                    .matches(".seat-map__change, .seat-map__ripple")
                    .unwrap_or(false)
            }) {
                passed.remove();
            }
        });
        layer
            .add_event_listener_with_callback("animationend", ended.as_ref().unchecked_ref())
            .ok()?;
        Some(Self {
            layer,
            markers: Vec::new(),
            ring: None,
            region: None,
            ended,
        })
    }

    /// Moves the markers to the positions of their seats on another viewport tile.
    pub(crate) fn lay_on(&mut self, region: RenderRegion, scene: &Scene) {
        self.region = Some(region);
        self.markers
            .retain(|(marker, _, element)| !marker.passes() || element.is_connected());
        self.lay_all(scene);
        self.lay_ring();
    }

    /// Positions each marker on its seat. Markers of the buyer's seats shrink with the distance
    /// between them, so that none hides another's check mark.
    fn lay_all(&self, scene: &Scene) {
        let Some(region) = &self.region else { return };
        let own: Vec<(f64, f64)> = self
            .markers
            .iter()
            .filter(|(marker, ..)| marker.is_own())
            .filter_map(|(_, seat, _)| scene.centre(*seat))
            .collect();
        for (marker, seat, element) in &self.markers {
            let Some(centre) = scene.centre(*seat) else {
                continue;
            };
            let away = |other: &(f64, f64)| (other.0 - centre.0).hypot(other.1 - centre.1);
            let next = own
                .iter()
                .map(away)
                .filter(|away| *away > 0.0)
                .fold(f64::MAX, f64::min);
            lay(*marker, *seat, element, region, scene, next);
        }
    }

    /// Sets the seats that have markers of this kind. Existing markers stay, with their animation.
    pub(crate) fn set(&mut self, marker: Marker, seats: &[SeatNo], scene: &Scene) {
        self.markers.retain(|(kind, seat, element)| {
            let stays = *kind != marker || seats.contains(seat);
            if !stays {
                element.remove();
            }
            stays
        });
        for seat in seats {
            if !self
                .markers
                .iter()
                .any(|(kind, other, _)| *kind == marker && other == seat)
            {
                self.add(marker, *seat, scene);
            }
        }
    }

    /// Updates the markers of the buyer's seats. Returns the seats that were lost since `before`.
    pub(crate) fn mark<'a>(
        &mut self,
        before: &Marks,
        marks: &'a Marks,
        scene: &Scene,
    ) -> &'a [SeatNo] {
        let (pending, ready): (Vec<_>, Vec<_>) = marks
            .seats()
            .partition(|seat| marks.pending && !marks.yours.contains(seat));
        self.set(Marker::Yours, &ready, scene);
        self.set(Marker::Pending, &pending, scene);
        self.set(Marker::Offered, &marks.offered, scene);
        let lost = if marks.lost_at == before.lost_at {
            &[][..]
        } else {
            &marks.lost[..]
        };
        for seat in lost {
            self.add(Marker::Lost, *seat, scene);
        }
        lost
    }

    /// Animates changed seats, if they are few, large enough and in view. The buyer's picked seats
    /// are left out.
    pub(crate) fn show_changes(
        &mut self,
        changed: &[u32],
        picked: &[SeatNo],
        viewport: &Viewport,
        scene: &Scene,
    ) {
        if changed.len() > FEW
            || viewport.scale() * scene.radius < CHANGING_PX
            || prefers_stillness()
        {
            return;
        }
        for seat in changed.iter().copied().map(SeatNo) {
            if !picked.contains(&seat)
                && scene
                    .centre(seat)
                    .is_some_and(|centre| viewport.view.contains(centre))
            {
                self.add(Marker::Changed, seat, scene);
            }
        }
    }

    /// Lets held seats in view pulse, if they are few and large enough. The buyer's own seats are
    /// left out.
    pub(crate) fn breathe(
        &mut self,
        statuses: &[SeatStatus],
        marks: &Marks,
        viewport: &Viewport,
        scene: &Scene,
    ) {
        let mut held: Vec<SeatNo> = Vec::new();
        if viewport.scale() * scene.radius >= BREATHING_PX && !prefers_stillness() {
            let mine = |seat: SeatNo| marks.seats().any(|own| own == seat);
            let looks_held = |seat: SeatNo| {
                let at = seat.0 as usize;
                statuses[at] == SeatStatus::Held
                    && scene.flags[at] & ACCESSIBLE == 0
                    && scene.level[at] != NO_LEVEL
            };
            let seats = scene.grid.seats_near(&viewport.view).map(SeatNo);
            held.extend(
                seats
                    .filter(|seat| looks_held(*seat) && !mine(*seat))
                    .take(MOST_BREATHING + 1),
            );
            if held.len() > MOST_BREATHING {
                held.clear();
            }
        }
        self.set(Marker::Held, &held, scene);
    }

    /// Draws a ring round the focused section or standing area, in place of the previous ring.
    pub(crate) fn set_ring(&mut self, block: Option<&Block>) {
        if let Some((_, element)) = self.ring.take() {
            element.remove();
        }
        let Some((block, element)) =
            block.and_then(|block| Some((block, division("seat-map__ring")?)))
        else {
            return;
        };
        element.set_inner_html(&ring_of(&block.around, &block.shape));
        let _ = self.layer.append_child(&element);
        self.ring = Some((block.around, element));
        self.lay_ring();
    }

    fn lay_ring(&self) {
        let (Some((around, element)), Some(region)) = (&self.ring, &self.region) else {
            return;
        };
        let (x, y, width, height) = region.box_on_canvas(around);
        for (property, pixels) in [
            ("left", x),
            ("top", y),
            ("width", width),
            ("height", height),
        ] {
            style_px(element, property, pixels / region.dpr, 2);
        }
    }

    /// The focused seat.
    pub(crate) fn focused(&self) -> Option<SeatNo> {
        self.markers
            .iter()
            .find(|(marker, ..)| *marker == Marker::Focus)
            .map(|(_, seat, _)| *seat)
    }

    /// Adds a marker.
    pub(crate) fn add(&mut self, marker: Marker, seat: SeatNo, scene: &Scene) {
        let Some(element) = division(marker.class()) else {
            return;
        };
        if marker.is_own() {
            element.set_inner_html(MARK);
            let _ = element.set_attribute("data-mark", &seat.0.to_string());
        }
        if marker == Marker::Offered {
            let _ = element.set_attribute("data-offered", &seat.0.to_string());
        }
        if let Some(region) = &self.region {
            lay(marker, seat, &element, region, scene, f64::MAX);
        }
        let _ = self.layer.append_child(&element);
        if marker.passes() {
            // With reduced motion, and while the map is hidden, no animation runs, so no
            // `animationend` event would remove it.
            let gone = element.clone();
            set_timeout(
                move || gone.remove(),
                std::time::Duration::from_millis(1500),
            );
        }
        if marker.passes() {
            self.markers
                .retain(|(marker, _, element)| !marker.passes() || element.is_connected());
        }
        self.markers.push((marker, seat, element));
        if marker.is_own() {
            // The neighbours of the marker may need to shrink.
            self.lay_all(scene);
        }
    }
}

/// The outline of a block as a white line above a wider dark one, so that it is visible on every
/// colour.
fn ring_of(around: &Bounds, Polygon(corners): &Polygon) -> String {
    let size = |length: f64| decimals(length, 0);
    let points: Vec<String> = corners
        .iter()
        .map(|(x, y)| size(x - around.x) + "," + &size(y - around.y))
        .collect();
    let line = ["<polygon points='", &points.join(" "), "'/>"].concat();
    [
        "<svg viewBox='0 0 ",
        &size(around.width),
        " ",
        &size(around.height),
        "'>",
        &line,
        &line,
        "</svg>",
    ]
    .concat()
}

/// Positions a marker. `next`: the distance to the nearest of the buyer's other seats, in plan
/// units.
fn lay(
    marker: Marker,
    seat: SeatNo,
    element: &HtmlElement,
    region: &RenderRegion,
    scene: &Scene,
    next: f64,
) {
    let Some(centre) = scene.centre(seat) else {
        return;
    };
    let (x, y) = region.on_canvas(centre);
    let mut radius = scene.radius_of(seat) * region.scale;
    if !matches!(marker, Marker::Held | Marker::Changed) {
        // The disc is slightly larger than its seat.
        let room = next * region.scale * 0.45;
        radius = radius.max(SMALLEST_MARK.min(room));
    }
    let dpr = region.dpr;
    // Sets each property separately: the content security policy forbids style attributes.
    for (property, pixels) in [("left", x / dpr), ("top", y / dpr), ("--r", radius)] {
        style_px(element, property, pixels, 2);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ring_of_a_block_follows_its_outline() {
        let corners = [(10.0, 20.0), (110.0, 20.0), (60.0, 70.0)];
        let around = Bounds::around(corners).expect("three corners");
        let line = "<polygon points='0,0 100,0 50,50'/>";
        assert_eq!(
            ring_of(&around, &Polygon(corners.to_vec())),
            format!("<svg viewBox='0 0 100 50'>{line}{line}</svg>")
        );
    }
}
