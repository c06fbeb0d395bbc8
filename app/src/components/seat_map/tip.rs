//! The words beside a seat, section or area that is pointed at or has the focus.

use std::fmt::Write as _;

use domain::SeatStatus;

use super::{
    canvas::style,
    view::{Hit, MapView},
};

/// Of what is not known yet.
const ASKING: &str = "we are asking what is free";

impl MapView {
    /// Says beside what was found what it is; nothing, where there is nothing.
    pub(super) fn show_tip(&self, hit: Hit) {
        let Some((text, centre, room)) = self.said_of(hit) else { return self.hide_tip() };
        self.tip_of.set(Some(hit));
        self.tip.set_text_content(Some(&text));
        self.tip.set_hidden(false);
        let viewport = self.viewport.get();
        let (width, height) = viewport.size();
        let (x, y) = viewport.on_screen(centre);
        let room = room * viewport.scale() + 10.0;
        let half = f64::from(self.tip.offset_width()) / 2.0;
        let tall = f64::from(self.tip.offset_height());
        let left = x.clamp(half + 4.0, (width - half - 4.0).max(half + 4.0));
        let above = y - room - tall;
        let top = if above < 4.0 { (y + room).min(height - tall - 4.0) } else { above };
        style(&self.tip, "left", &format!("{left:.0}px"));
        style(&self.tip, "top", &format!("{top:.0}px"));
    }

    /// Puts the words away.
    pub(super) fn hide_tip(&self) {
        if self.tip_of.take().is_some() {
            self.tip.set_hidden(true);
        }
    }

    /// The words, where they belong, and how large what they are about is (from its middle, in plan units).
    fn said_of(&self, hit: Hit) -> Option<(String, (f64, f64), f64)> {
        match hit {
            Hit::Nothing => None,
            Hit::Seat(seat) => {
                let mut text = self.hall.place_name(seat);
                text.push('\n');
                if let Some(price) = self.hall.price(seat) {
                    let _ = write!(text, "{price} · ");
                }
                text.push_str(self.word(seat));
                for remark in self.hall.remarks(seat) {
                    text.push('\n');
                    text.push_str(&remark);
                }
                Some((text, self.scene.centre(seat)?, self.scene.radius_of(seat)))
            }
            Hit::Section(number) => {
                let block = self.scene.sections.get(number)?;
                let free = self.with_ground(|ground| ground.free_in(number));
                let mut text = self.hall.plan().sections.get(number)?.name.clone();
                let _ = match free.map(|free| free.count) {
                    None => write!(text, "\n{ASKING}"),
                    Some(0) => write!(text, "\n{}", if self.looks_at_all() { "full" } else { "none of these" }),
                    Some(count) => write!(text, "\n{} free of {} seats", crate::format::thousands(count), block.places),
                };
                let from = self.with_ground(|ground| ground.lowest_price(number)).filter(|_| free.is_some_and(|free| free.count > 0));
                if let Some(from) = from {
                    let _ = write!(text, ", {from}");
                }
                Some((text, block.middle, 0.0))
            }
            Hit::Area(area) => {
                let block = self.scene.areas.get(usize::from(area.0))?;
                let free = self.with_ground(|ground| ground.free_in_area(area));
                let mut text = block.name.clone();
                let _ = match free.map(|free| free.count) {
                    None => write!(text, "\n{ASKING}"),
                    Some(0) if self.looks_at_all() => write!(text, "\nfull, standing"),
                    Some(0) => write!(text, "\nnone of these"),
                    Some(count) => write!(text, "\n{} free, standing", crate::format::thousands(count)),
                };
                if let Some(price) = self.hall.area_price(area).filter(|_| free.is_none_or(|free| free.count > 0)) {
                    let _ = write!(text, ", {price}");
                }
                Some((text, block.middle, 0.0))
            }
        }
    }

    fn looks_at_all(&self) -> bool {
        self.state.borrow().filter.is_all()
    }

    /// What a seat is to this buyer, in words.
    fn word(&self, seat: domain::SeatNo) -> &'static str {
        let mine = self.state.borrow().marks.look_of(seat, self.feed.status(seat));
        mine.unwrap_or_else(|| {
            if self.hall.level_index(seat).is_none() {
                return "not for sale";
            }
            if !self.feed.known() {
                return "we are asking whether it is free";
            }
            match self.feed.status(seat) {
                SeatStatus::Available => "available",
                SeatStatus::Held => "held by someone",
                SeatStatus::Sold => "sold",
                SeatStatus::Blocked => "not for sale",
            }
        })
    }
}
