//! The words beside a seat, section or area that is pointed at or has the focus.

use domain::SeatNo;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

use super::{seats::word, view::MapView};

impl MapView {
    /// Says beside a seat what it is.
    pub(super) fn show_tip(&self, event: &Event) {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let Some(element) = target.and_then(|target| target.closest("[data-seat], [data-section], [data-area]").ok().flatten()) else {
            return self.tip.set_hidden(true);
        };
        let text = match element.get_attribute("data-seat").and_then(|number| number.parse().ok()).map(SeatNo) {
            Some(seat) => {
                let price = self.hall.price(seat).map_or_else(String::new, |price| format!("{price} · "));
                let remarks: String = self.hall.remarks(seat).iter().map(|remark| format!("\n{remark}")).collect();
                format!("{}\n{price}{}{remarks}", self.hall.place_name(seat), word(self.look(seat)))
            }
            None => element.get_attribute("aria-label").unwrap_or_default().replacen(", ", "\n", 1),
        };
        self.tip.set_text_content(Some(&text));
        self.tip.set_hidden(false);
        let around = self.box_element.get_bounding_client_rect();
        let seat = element.get_bounding_client_rect();
        let half = f64::from(self.tip.offset_width()) / 2.0;
        let middle = seat.left() + seat.width() / 2.0 - around.left();
        let left = middle.clamp(half + 4.0, (around.width() - half - 4.0).max(half + 4.0));
        let above = seat.top() - around.top() - f64::from(self.tip.offset_height()) - 10.0;
        let top = if above < 4.0 { (seat.bottom() - around.top() + 10.0).min(around.height() - 60.0) } else { above };
        let style = web_sys::HtmlElement::style(&self.tip);
        let _ = style.set_property("left", &format!("{left:.0}px"));
        let _ = style.set_property("top", &format!("{top:.0}px"));
    }
}
