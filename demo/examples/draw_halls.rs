//! `draw_halls FOLDER [PLAN…]`: draws the halls of the demo season, and plans of other files, as
//! SVG files for review.

use std::{env, fmt::Write as _, fs, path::PathBuf};

use domain::import::{PlanFormat, read_plan};
use domain::plan::{SeatingPlan, Shape};

const COLOURS: [&str; 6] = [
    "#f4efc3", "#9fdcb5", "#5cc0c9", "#5a97d6", "#7f6fc4", "#93478f",
];

fn main() -> std::io::Result<()> {
    let folder = PathBuf::from(env::args().nth(1).unwrap_or_else(|| ".".to_owned()));
    let mut plans = demo::halls::all();
    for file in env::args().skip(2) {
        let text = fs::read_to_string(&file)?;
        match read_plan(&text, PlanFormat::guess(&file, &text), "Imported") {
            Ok(imported) => plans.push(imported.value),
            Err(faults) => faults.iter().for_each(|fault| println!("{file}: {fault}")),
        }
    }
    for plan in plans {
        let name = plan.name.to_lowercase().replace([',', ' '], "-");
        fs::write(folder.join(format!("{name}.svg")), draw(&plan))?;
        println!(
            "{name}: {} seats, {} places, {} bytes of plan",
            plan.seat_count(),
            plan.capacity(),
            plan.canonical_json().len()
        );
    }
    Ok(())
}

fn draw(plan: &SeatingPlan) -> String {
    let mut svg = format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {1}" font-family="sans-serif" text-anchor="middle"><rect width="{0}" height="{1}" fill="#17141c"/>"##,
        plan.width, plan.height
    );
    svg += &shape(&plan.stage.shape, r##"fill="#8a4b3a""##);
    for decoration in &plan.decorations {
        let fill = decoration.fill.as_deref().unwrap_or("none");
        let stroke = decoration.stroke.as_deref().unwrap_or("#777");
        let style = format!(r##"fill="{fill}" stroke="{stroke}" stroke-width="4""##);
        svg += &decoration
            .shape
            .as_ref()
            .map(|one| shape(one, &style))
            .unwrap_or_default();
        if let (Some(text), Some(at)) = (&decoration.text, decoration.at) {
            let _ = write!(
                svg,
                r##"<text x="{}" y="{}" font-size="{}" fill="#999">{text}</text>"##,
                at.x,
                at.y,
                decoration.size.unwrap_or(90)
            );
        }
    }
    for area in &plan.areas {
        svg += &shape(
            &area.shape,
            &format!(
                r##"fill="{}" fill-opacity="0.5""##,
                COLOURS[usize::from(area.category)]
            ),
        );
    }
    for row in plan.sections.iter().flat_map(|section| &section.rows) {
        for index in 0..row.numbers.len() {
            let seat = index as u16;
            let (x, y, r) = (row.x[index], row.y[index], row.radius_of(seat));
            let fill = COLOURS[usize::from(row.category_of(seat))];
            let noted = row.notes.iter().any(|(of, _)| *of == seat);
            let _ = if row.accessible.contains(&seat) {
                write!(
                    svg,
                    r##"<rect x="{}" y="{}" width="{}" height="{}" fill="{fill}"/>"##,
                    x - r,
                    y - r,
                    2 * r,
                    2 * r
                )
            } else {
                write!(
                    svg,
                    r##"<circle cx="{x}" cy="{y}" r="{r}" fill="{fill}" opacity="{}"/>"##,
                    if noted { 0.6 } else { 1.0 }
                )
            };
        }
    }
    svg + "</svg>"
}

fn shape(shape: &Shape, style: &str) -> String {
    match shape {
        Shape::Rectangle {
            x,
            y,
            width,
            height,
            turn,
        } => format!(
            r##"<rect x="{x}" y="{y}" width="{width}" height="{height}" transform="rotate({turn} {} {})" {style}/>"##,
            x + width / 2,
            y + height / 2
        ),
        Shape::Ellipse { x, y, rx, ry, turn } => {
            format!(
                r##"<ellipse cx="{x}" cy="{y}" rx="{rx}" ry="{ry}" transform="rotate({turn} {x} {y})" {style}/>"##
            )
        }
        Shape::Polygon { points } => {
            let points: Vec<String> = points
                .iter()
                .map(|point| format!("{},{}", point.x, point.y))
                .collect();
            format!(r##"<polygon points="{}" {style}/>"##, points.join(" "))
        }
    }
}
