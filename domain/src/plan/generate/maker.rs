//! Assembles the parts of a plan.

use crate::plan::{Area, Decoration, Point, Row, SeatingPlan, Section, Shape, Stage};

/// Free space around the whole plan, in plan units.
const MARGIN: i32 = 150;

/// A builder of a plan. Its origin is the caller's choice.
#[derive(Debug, Clone)]
pub struct PlanMaker {
    plan: SeatingPlan,
}

/// A section of these rows.
#[must_use]
pub fn section(
    name: &str,
    level: Option<&str>,
    rows: impl IntoIterator<Item = impl Into<Row>>,
) -> Section {
    Section {
        name: name.to_owned(),
        level: level.map(str::to_owned),
        outline: None,
        entrance: None,
        rows: rows.into_iter().map(Into::into).collect(),
    }
}

impl PlanMaker {
    /// A plan with a stage and categories, the best first, and without seats.
    #[must_use]
    pub fn new(
        name: &str,
        stage_name: &str,
        stage: Shape,
        focus: (i32, i32),
        categories: &[&str],
    ) -> Self {
        let stage = Stage {
            name: stage_name.to_owned(),
            shape: stage,
            focus: Point {
                x: focus.0,
                y: focus.1,
            },
        };
        Self {
            plan: SeatingPlan {
                name: name.to_owned(),
                width: 0,
                height: 0,
                stage,
                categories: categories
                    .iter()
                    .map(|&category| category.to_owned())
                    .collect(),
                sections: Vec::new(),
                areas: Vec::new(),
                decorations: Vec::new(),
            },
        }
    }

    /// Adds a section.
    #[must_use]
    pub fn with(mut self, section: Section) -> Self {
        self.plan.sections.push(section);
        self
    }

    /// Adds sections.
    #[must_use]
    pub fn with_all(mut self, sections: impl IntoIterator<Item = Section>) -> Self {
        self.plan.sections.extend(sections);
        self
    }

    /// Adds a standing area.
    #[must_use]
    pub fn standing(
        mut self,
        id: &str,
        name: &str,
        capacity: u32,
        category: u16,
        shape: Shape,
    ) -> Self {
        self.plan.areas.push(Area {
            id: id.to_owned(),
            name: name.to_owned(),
            capacity,
            category,
            shape,
            entrance: None,
        });
        self
    }

    /// Adds a text.
    #[must_use]
    pub fn text(mut self, text: &str, at: (i32, i32), size: i32) -> Self {
        let at = Some(Point { x: at.0, y: at.1 });
        self.plan.decorations.push(Decoration {
            shape: None,
            text: Some(text.to_owned()),
            at,
            size: Some(size),
            fill: None,
            stroke: None,
        });
        self
    }

    /// Adds a shape that has no seats.
    #[must_use]
    pub fn draw(mut self, shape: Shape, text: Option<&str>) -> Self {
        let text = text.map(str::to_owned);
        self.plan.decorations.push(Decoration {
            shape: Some(shape),
            text,
            at: None,
            size: None,
            fill: None,
            stroke: None,
        });
        self
    }

    /// The plan, moved so that its upper left corner is (0, 0), with a margin.
    #[must_use]
    pub fn finish(self) -> SeatingPlan {
        let mut plan = self.plan;
        let bounds = PlanBounds::of(&plan);
        shift(&mut plan, MARGIN - bounds.left, MARGIN - bounds.top);
        plan.width = bounds.right - bounds.left + 2 * MARGIN;
        plan.height = bounds.bottom - bounds.top + 2 * MARGIN;
        plan
    }
}

/// Sets the size of the plan. Makes it larger if something sticks out, and returns whether
/// something did.
#[cfg(feature = "import")]
pub(crate) fn frame(plan: &mut SeatingPlan, width: i32, height: i32) -> bool {
    let bounds = PlanBounds::of(plan);
    let (left, top) = (bounds.left.min(0), bounds.top.min(0));
    shift(plan, -left, -top);
    plan.width = bounds.right.max(width) - left;
    plan.height = bounds.bottom.max(height) - top;
    (plan.width, plan.height) != (width, height)
}

/// Moves the whole plan.
fn shift(plan: &mut SeatingPlan, dx: i32, dy: i32) {
    for row in plan
        .sections
        .iter_mut()
        .flat_map(|section| &mut section.rows)
    {
        row.x.iter_mut().for_each(|x| *x += dx);
        row.y.iter_mut().for_each(|y| *y += dy);
    }
    let outlines = plan
        .sections
        .iter_mut()
        .filter_map(|section| section.outline.as_mut());
    let drawn = plan
        .decorations
        .iter_mut()
        .filter_map(|one| one.shape.as_mut());
    let areas = plan.areas.iter_mut().map(|area| &mut area.shape);
    outlines
        .chain(drawn)
        .chain(areas)
        .chain([&mut plan.stage.shape])
        .for_each(|shape| move_shape(shape, dx, dy));
    let points = plan
        .decorations
        .iter_mut()
        .filter_map(|one| one.at.as_mut());
    points
        .chain([&mut plan.stage.focus])
        .for_each(|point| move_point(point, dx, dy));
}

struct PlanBounds {
    left: i32,
    top: i32,
    right: i32,
    bottom: i32,
}

impl Default for PlanBounds {
    fn default() -> Self {
        Self {
            left: i32::MAX,
            top: i32::MAX,
            right: i32::MIN,
            bottom: i32::MIN,
        }
    }
}

impl PlanBounds {
    fn of(plan: &SeatingPlan) -> Self {
        let mut bounds = Self::default();
        for row in plan.sections.iter().flat_map(|section| &section.rows) {
            for index in 0..row.numbers.len() {
                bounds.add(row.x[index], row.y[index], row.radius_of(index as u16));
            }
        }
        let shapes = plan
            .areas
            .iter()
            .map(|area| &area.shape)
            .chain([&plan.stage.shape]);
        for shape in shapes.chain(plan.decorations.iter().filter_map(|one| one.shape.as_ref())) {
            bounds.add_shape(shape);
        }
        for (at, size) in plan
            .decorations
            .iter()
            .filter_map(|one| Some((one.at?, one.size.unwrap_or_default())))
        {
            bounds.add(at.x, at.y, size);
        }
        bounds
    }

    fn add(&mut self, x: i32, y: i32, around: i32) {
        self.left = self.left.min(x - around);
        self.top = self.top.min(y - around);
        self.right = self.right.max(x + around);
        self.bottom = self.bottom.max(y + around);
    }

    /// For a turned shape, adds the circle around it.
    fn add_shape(&mut self, shape: &Shape) {
        match shape {
            Shape::Rectangle {
                x,
                y,
                width,
                height,
                turn: 0,
            } => {
                self.add(*x, *y, 0);
                self.add(x + width, y + height, 0);
            }
            Shape::Rectangle {
                x,
                y,
                width,
                height,
                ..
            } => {
                let reach = f64::from(*width).hypot(f64::from(*height)) / 2.0;
                self.add(x + width / 2, y + height / 2, reach.ceil() as i32);
            }
            Shape::Ellipse {
                x,
                y,
                rx,
                ry,
                turn: 0,
            } => {
                self.add(x - rx, y - ry, 0);
                self.add(x + rx, y + ry, 0);
            }
            Shape::Ellipse { x, y, rx, ry, .. } => self.add(*x, *y, *rx.max(ry)),
            Shape::Polygon { points } => points
                .iter()
                .for_each(|point| self.add(point.x, point.y, 0)),
        }
    }
}

fn move_shape(shape: &mut Shape, dx: i32, dy: i32) {
    match shape {
        Shape::Rectangle { x, y, .. } | Shape::Ellipse { x, y, .. } => {
            *x += dx;
            *y += dy;
        }
        Shape::Polygon { points } => points
            .iter_mut()
            .for_each(|point| move_point(point, dx, dy)),
    }
}

fn move_point(point: &mut Point, dx: i32, dy: i32) {
    point.x += dx;
    point.y += dy;
}

#[cfg(test)]
mod tests {
    use super::super::{Ring, RowWedge, Side, StraightRows, overlaps};
    use super::*;

    fn stage() -> Shape {
        Shape::Rectangle {
            x: -400,
            y: -500,
            width: 800,
            height: 400,
            turn: 0,
        }
    }

    #[test]
    fn a_plan_of_every_kind_of_block_has_no_faults_and_no_overlaps() {
        let ring = Ring {
            centre: (0.0, 0.0),
            half_width: 4000.0,
            half_height: 4000.0,
            corner: 2000.0,
        };
        let bowl = Side::ALL.map(|side| {
            section(
                &format!("{side:?}"),
                Some("Bowl"),
                ring.block((side, 0, 1), 5, 80.0, 120.0, |row| row.to_string()),
            )
        });
        let plan = PlanMaker::new("Test", "Stage", stage(), (0, -100), &["A", "B"])
            .with(section(
                "Fan",
                None,
                RowWedge::new(1800.0, 6, -40.0, 40.0).make(|row| row.to_string()),
            ))
            .with(section(
                "Block",
                None,
                StraightRows::new((0.0, 200.0), vec![vec![4, 8, 4]; 10])
                    .make(|row| row.to_string()),
            ))
            .with_all(bowl)
            .standing(
                "floor",
                "Floor",
                500,
                1,
                Shape::Ellipse {
                    x: -2500,
                    y: 0,
                    rx: 300,
                    ry: 300,
                    turn: 0,
                },
            )
            .text("Foyer", (0, 4200), 90)
            .finish();
        assert_eq!(plan.faults(), []);
        assert_eq!(overlaps(&plan, 10), []);
        assert_eq!(
            plan.sections[1]
                .rows
                .iter()
                .map(|row| row.numbers.len())
                .sum::<usize>(),
            160
        );
        let (xs, ys): (Vec<i32>, Vec<i32>) = plan
            .sections
            .iter()
            .flat_map(|section| &section.rows)
            .flat_map(|row| row.x.iter().copied().zip(row.y.iter().copied()))
            .unzip();
        assert!(
            xs.iter().all(|x| (0..plan.width).contains(x))
                && ys.iter().all(|y| (0..plan.height).contains(y))
        );
    }

    #[test]
    fn seats_in_one_place_are_found() {
        let rows = StraightRows::new((0.0, 0.0), vec![vec![3]]).make(|_| "1".to_owned());
        let again = StraightRows::new((20.0, 0.0), vec![vec![3]]).make(|_| "2".to_owned());
        let plan = PlanMaker::new("Test", "Stage", stage(), (0, 0), &["A"])
            .with(section("S", None, rows.into_iter().chain(again)))
            .finish();
        assert_eq!(overlaps(&plan, 1).len(), 1);
    }
}
