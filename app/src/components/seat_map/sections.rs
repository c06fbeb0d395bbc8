//! Sections and standing areas on the map: what is free there, and going into a section and out again.

use domain::{AreaIndex, SeatNo};
use leptos::prelude::*;
use web_sys::Element;

use super::{
    Tally,
    geometry::{bounds, outline},
    view::MapView,
};

impl MapView {
    /// Writes on sections and areas what is free there.
    pub(super) fn set_tally(&self, tally: &Tally) {
        // A few held seats breathe; a hall full of them would only flicker, and cost a phone its battery.
        let _ = self.svg.toggle_attribute_with_force("data-crowded", tally.availability().held > 120);
        let mut state = self.state.borrow_mut();
        let plan = self.hall.plan();
        if self.hall.sections_first() {
            for (number, section) in plan.sections.iter().enumerate() {
                let free = (tally.section(number), tally.section_level(number));
                if state.sections[number].replace(free) == Some(free) {
                    continue;
                }
                let Some(element) = self.layers.sections.children().item(number as u32) else { continue };
                let seats: usize = section.rows.iter().map(|row| row.numbers.len()).sum();
                let from = tally.section_from(&self.hall, number).map_or_else(String::new, |price| format!(", from {price}"));
                let name = match free.0 {
                    0 => format!("{}, full", section.name),
                    count => format!("{}, {count} free of {seats} seats{from}", section.name),
                };
                write_free(&element, free.0, seats as u32, free.1, &name);
            }
        }
        for (number, area) in plan.areas.iter().enumerate() {
            let index = AreaIndex(number as u16);
            let free = tally.area(index);
            if state.areas[number].replace(free) == Some(free) {
                continue;
            }
            let Some(element) = self.layers.areas.children().item(number as u32) else { continue };
            let first = self.hall.index().area_places(index).map_or(0, |places| places.start);
            let price = self.hall.area_price(index).map_or_else(String::new, |price| format!(", {price}"));
            let name = match free {
                0 => format!("{}, full, standing{price}", area.name),
                free => format!("{}, {free} free, standing{price}", area.name),
            };
            write_free(&element, free, area.capacity, self.hall.level_index(SeatNo(first)), &name);
        }
    }

    /// Opens a section: its seats are drawn and looked at.
    pub(super) fn open_section(&self, number: usize, focus: bool) {
        let Some(section) = self.hall.plan().sections.get(number) else { return };
        let mut start = 0;
        for before in &self.hall.plan().sections[..number] {
            start += before.rows.iter().map(|row| row.numbers.len() as u32).sum::<u32>();
        }
        let seats = section.rows.iter().map(|row| row.numbers.len() as u32).sum::<u32>();
        self.draw_seats(start..start + seats);
        self.draw_marks();
        self.mark_open(Some(number));
        self.events.opened.set(Some(number));
        let free = self.state.borrow().sections[number].map_or(0, |(free, _)| free);
        self.events.said.set(format!("{}: {free} of {seats} seats free. Escape goes back to the whole hall.", section.name));
        let mut to = self.viewport.get();
        to.show(bounds(&outline(section)).padded(self.radius * 2.0));
        self.glide_to(to);
        self.first_stop();
        if focus {
            self.focus_roving();
        }
    }

    /// Goes back from a section to all of them.
    pub(super) fn close_section(&self, focus: bool) {
        let Some(number) = self.events.opened.get_untracked() else { return };
        self.draw_seats(0..0);
        self.draw_marks();
        self.mark_open(None);
        self.events.opened.set(None);
        self.glide_home();
        self.first_stop();
        if let Some(section) = self.layers.sections.children().item(number as u32) {
            self.rove_to(&section);
            if focus {
                self.focus_roving();
            }
        }
    }

    fn mark_open(&self, open: Option<usize>) {
        let _ = self.svg.toggle_attribute_with_force("data-open", open.is_some());
        let sections = self.layers.sections.children();
        for number in 0..sections.length() {
            if let Some(section) = sections.item(number) {
                let _ = section.toggle_attribute_with_force("data-open", open == Some(number as usize));
            }
        }
    }
}

fn write_free(element: &Element, free: u32, of: u32, level: Option<usize>, name: &str) {
    let _ = element.set_attribute("aria-label", name);
    // Five steps from none to all.
    let step = if free == 0 { 0 } else { 1 + (free * 4 / of.max(1)).min(3) };
    let _ = element.set_attribute("data-free", &step.to_string());
    match level {
        Some(level) => drop(element.set_attribute("data-level", &level.to_string())),
        None => drop(element.remove_attribute("data-level")),
    }
    if let Some(text) = element.last_element_child() {
        // The space is not seen: it parts the name from the number for whoever has both read out as one text.
        text.set_text_content(Some(&if free == 0 { " full".to_owned() } else { format!(" {free} free") }));
    }
}
