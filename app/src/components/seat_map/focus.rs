//! What can have the focus, and which of it Tab comes to: one stop for the whole map, from which arrow keys lead on.

use domain::SeatNo;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::{geometry::bounds, markup, view::MapView};

impl MapView {
    /// Everything that can have the focus, with its place: seats that are drawn, or else sections; and areas.
    pub(super) fn stops(&self) -> Vec<(Element, (f64, f64))> {
        let state = self.state.borrow();
        let index = self.hall.index();
        let mut stops: Vec<_> = state
            .drawn
            .clone()
            .zip(&state.seats)
            .filter_map(|(number, element)| {
                let (x, y) = index.seat(SeatNo(number))?.centre();
                Some((element.clone(), (f64::from(x), f64::from(y))))
            })
            .collect();
        let plan = self.hall.plan();
        if stops.is_empty() {
            let sections = self.layers.sections.children();
            stops.extend(
                plan.sections
                    .iter()
                    .enumerate()
                    .filter_map(|(number, section)| Some((sections.item(number as u32)?, markup::seats_centre(section)?))),
            );
        }
        let areas = self.layers.areas.children();
        stops.extend(
            plan.areas.iter().enumerate().filter_map(|(number, area)| Some((areas.item(number as u32)?, bounds(&area.shape).centre()))),
        );
        stops
    }

    /// Makes the first free seat (or section) the one that Tab comes to.
    pub(super) fn first_stop(&self) {
        let stops = self.stops();
        let free = stops.iter().find(|(element, _)| element.get_attribute("data-status").as_deref() == Some("available"));
        if let Some((element, _)) = free.or_else(|| stops.first()) {
            self.rove_to(element);
        }
    }

    /// Makes this element the one that Tab comes to.
    pub(super) fn rove_to(&self, element: &Element) {
        if let Some(before) = self.state.borrow_mut().roving.replace(element.clone()) {
            let _ = before.set_attribute("tabindex", "-1");
        }
        let _ = element.set_attribute("tabindex", "0");
    }

    /// Moves the focus to where Tab would come to.
    pub(super) fn focus_roving(&self) {
        let element = self.state.borrow().roving.clone();
        if let Some(element) = element {
            let _ = element.unchecked_ref::<HtmlElement>().focus();
        }
    }
}
