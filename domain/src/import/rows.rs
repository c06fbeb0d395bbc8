//! Lists of rows: `floor,zone,row,start,end`, the seats of a row numbered from `start` to `end`.
//!
//! Such a list says nothing of where a row is, so the picture is a likely one: rows bend around the stage in the order of the list,
//! long ones further around it; short zones of one row stand at the sides as boxes; zones named for an organ or a choir are behind
//! the stage.

use std::collections::{BTreeMap, HashMap};

use super::{Fault, Imported, reader::short};
use crate::plan::generate::{Numbering, Path, PlanMaker, RowMaker, section};
use crate::plan::{SeatingPlan, Section, Shape};

const COLUMNS: [&str; 5] = ["floor", "zone", "row", "start", "end"];
/// The most seats that a row may have; more is a slip of the pen.
const MAX_ROW: u32 = 2000;
/// A zone of one row with no more seats than this is a box.
const BOX_SEATS: u32 = 14;

#[derive(Debug)]
struct Line {
    floor: String,
    zone: String,
    row: String,
    start: u32,
    end: u32,
}

impl Line {
    fn seats(&self) -> u32 {
        self.end - self.start + 1
    }
}

pub fn read(text: &str, name: &str) -> Result<Imported<SeatingPlan>, Vec<Fault>> {
    let (lines, faults) = lines(text);
    if !faults.is_empty() {
        return Err(faults);
    }
    if lines.is_empty() {
        return Err(vec![Fault::new("line 2", "there is no row in this file")]);
    }
    Ok(Imported { value: lay_out(&lines, name), notes: Vec::new() })
}

fn lines(text: &str) -> (Vec<Line>, Vec<Fault>) {
    let mut faults = Vec::new();
    let mut lines: Vec<Line> = Vec::new();
    // Which numbers a row has so far, to find those that it has twice.
    let mut taken: HashMap<[String; 3], Vec<(u32, u32, usize)>> = HashMap::new();
    let mut header = None;
    for (index, content) in text.lines().enumerate() {
        let number = index + 1;
        let mut fault = |what: String| faults.push(Fault::new(format!("line {number}"), what));
        if content.trim().is_empty() {
            continue;
        }
        let Some(fields) = fields(content) else {
            fault("a quotation mark is not closed".to_owned());
            continue;
        };
        let Some(order) = &header else {
            match order_of(&fields) {
                Ok(order) => header = Some(order),
                Err(what) => {
                    fault(what);
                    return (lines, faults);
                }
            }
            continue;
        };
        if fields.len() != COLUMNS.len() {
            fault(format!("a line has {} fields, this one has {}", COLUMNS.len(), fields.len()));
            continue;
        }
        let field = |column: usize| fields[order[column]].as_str();
        let before = faults.len();
        for column in [0, 1] {
            if field(column).is_empty() {
                faults.push(Fault::new(format!("line {number}"), format!("`{}` is empty", COLUMNS[column])));
            }
        }
        let mut seat = |column: usize| match field(column).parse::<u32>() {
            Ok(seat) if seat <= 1_000_000 => seat,
            _ => {
                let what = format!("`{}` is a whole number, not `{}`", COLUMNS[column], short(field(column)));
                faults.push(Fault::new(format!("line {number}"), what));
                0
            }
        };
        let (start, end) = (seat(3), seat(4));
        if faults.len() > before {
            continue;
        }
        let mut fault = |what: String| faults.push(Fault::new(format!("line {number}"), what));
        if start > end {
            fault(format!("the row starts at {start} and ends before it, at {end}"));
            continue;
        }
        if end - start >= MAX_ROW {
            fault(format!("{} seats are more than the {MAX_ROW} that a row may have", end - start + 1));
            continue;
        }
        let [floor, zone, row] = [0, 1, 2].map(|column| field(column).to_owned());
        let ranges = taken.entry([floor.clone(), zone.clone(), row.clone()]).or_default();
        if let Some((_, _, other)) = ranges.iter().find(|(first, last, _)| start <= *last && *first <= end) {
            fault(format!("row `{row}` of `{zone}` has some of these numbers already, in line {other}"));
            continue;
        }
        ranges.push((start, end, number));
        lines.push(Line { floor, zone, row, start, end });
    }
    if header.is_none() && faults.is_empty() {
        faults.push(Fault::new("line 1", format!("the file is empty; its first line is {}", COLUMNS.join(","))));
    }
    (lines, faults)
}

/// Where each column is.
fn order_of(header: &[String]) -> Result<[usize; 5], String> {
    let mut order = [0; 5];
    for (column, name) in COLUMNS.iter().enumerate() {
        match header.iter().position(|field| field.eq_ignore_ascii_case(name)) {
            Some(position) => order[column] = position,
            None => return Err(format!("the first line names the columns {}; `{name}` is missing", COLUMNS.join(","))),
        }
    }
    match header.iter().find(|field| !COLUMNS.iter().any(|name| field.eq_ignore_ascii_case(name))) {
        Some(other) => Err(format!("there is no column `{}`; there are {}", short(other), COLUMNS.join(","))),
        None if header.len() > COLUMNS.len() => Err("a column is there twice".to_owned()),
        None => Ok(order),
    }
}

/// The fields of a line; a field in quotation marks may hold commas, and a doubled mark stands for one. None for an open mark.
fn fields(line: &str) -> Option<Vec<String>> {
    let mut fields = vec![String::new()];
    let mut quoted = false;
    let mut letters = line.trim_end_matches('\r').chars().peekable();
    while let Some(letter) = letters.next() {
        let field = fields.last_mut()?;
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                field.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if field.trim().is_empty() => {
                field.clear();
                quoted = true;
            }
            ',' if !quoted => fields.push(String::new()),
            letter => field.push(letter),
        }
    }
    (!quoted).then(|| fields.iter().map(|field| field.trim().to_owned()).collect())
}

fn lay_out(lines: &[Line], name: &str) -> SeatingPlan {
    let mut zones: Vec<(&str, &str, Vec<&Line>)> = Vec::new();
    for line in lines {
        match zones.iter_mut().find(|(floor, zone, _)| (*floor, *zone) == (line.floor.as_str(), line.zone.as_str())) {
            Some((_, _, rows)) => rows.push(line),
            None => zones.push((&line.floor, &line.zone, vec![line])),
        }
    }
    let floors: BTreeMap<&str, ()> = zones.iter().map(|(floor, ..)| (*floor, ())).collect();
    let mut named: BTreeMap<&str, u32> = BTreeMap::new();
    zones.iter().for_each(|(_, zone, _)| *named.entry(zone).or_default() += 1);

    let categories: Vec<String> = zones.iter().map(|(floor, zone, _)| title(floor, zone, named[zone] > 1)).collect();
    let mut picture = Picture::default();
    let sections: Vec<Section> = (zones.iter().enumerate())
        .map(|(index, (floor, _, rows))| {
            let level = (floors.len() > 1).then_some(*floor);
            let behind = is_behind(&categories[index]);
            let boxed = rows.len() == 1 && rows[0].seats() <= BOX_SEATS && zones.len() > 1;
            picture.begin_zone();
            let rows = rows.iter().map(|line| picture.row(line, boxed, behind).category(index as u16));
            section(&categories[index], level, rows.collect::<Vec<_>>())
        })
        .collect();

    let stage = Shape::Rectangle { x: -700, y: -800, width: 1400, height: 700, turn: 0 };
    let names: Vec<&str> = categories.iter().map(String::as_str).collect();
    PlanMaker::new(name, "Stage", stage, (0, -300), &names).with_all(sections).finish()
}

fn title(floor: &str, zone: &str, ambiguous: bool) -> String {
    if ambiguous { format!("{floor}, {zone}") } else { zone.to_owned() }
}

fn is_behind(zone: &str) -> bool {
    let zone = zone.to_lowercase();
    ["organ", "urku", "choir", "chor", "behind"].iter().any(|word| zone.contains(word))
}

/// How far the hall has been filled.
struct Picture {
    /// Radius of the next row in front of the stage.
    front: f64,
    /// The same behind it.
    behind: f64,
    /// How many boxes there are.
    boxes: u32,
}

impl Default for Picture {
    fn default() -> Self {
        Self { front: 1500.0, behind: 1150.0, boxes: 0 }
    }
}

impl Picture {
    /// Zones keep a passage between them.
    fn begin_zone(&mut self) {
        self.front += 70.0;
        self.behind += 35.0;
    }

    fn row(&mut self, line: &Line, boxed: bool, behind: bool) -> RowMaker {
        let seats = line.seats() as usize;
        let length = 50.0 * seats as f64;
        let row = if boxed {
            // Left, right, left…, along the walls from the stage backwards.
            let side = if self.boxes.is_multiple_of(2) { -1.0 } else { 1.0 };
            let start = -700.0 + f64::from(self.boxes / 2) * (f64::from(BOX_SEATS) * 50.0 + 100.0);
            self.boxes += 1;
            let path = Path::line((side * 1000.0, start), (side * 1000.0, start + length));
            RowMaker::centred(&line.row, &path, seats, 50.0)
        } else if behind {
            // At most the half circle that faces away from the hall.
            self.behind = self.behind.max(length / 2.6);
            let path = Path::arc((0.0, -300.0), self.behind, self.behind, 255.0, 105.0);
            self.behind += 90.0;
            RowMaker::centred(&line.row, &path, seats, 50.0)
        } else {
            self.front = self.front.max(length / 2.4);
            let path = Path::arc((0.0, -1300.0), self.front, self.front, -70.0, 70.0);
            self.front += 90.0;
            RowMaker::centred(&line.row, &path, seats, 50.0)
        };
        row.numbered(Numbering::Up(line.start))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{PlanFormat, read_plan};
    use crate::plan::generate::overlaps;

    const HALL: &str = "floor,zone,row,start,end\n\
        Ground,Stalls,1,1,16\nGround,Stalls,2,17,44\nGround,\"Box 1, left\",0,45,53\n\
        Upper,Balcony,1,54,141\nUpper,Organ loft,1,142,203\n";

    fn check(text: &str, expected: &[(&str, &str)]) {
        let faults = read_plan(text, PlanFormat::Rows, "Hall").expect_err("the file is broken");
        let found: Vec<(&str, &str)> = faults.iter().map(|fault| (fault.place.as_str(), fault.what.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_list_of_rows_becomes_a_plan() {
        let plan = read_plan(HALL, PlanFormat::Rows, "Hall").expect("a plan").value;
        assert_eq!(plan.seat_count(), 203);
        let names: Vec<&str> = plan.sections.iter().map(|section| section.name.as_str()).collect();
        assert_eq!(names, ["Stalls", "Box 1, left", "Balcony", "Organ loft"]);
        assert_eq!(plan.sections[2].rows[0].numbers[0], "54");
        assert_eq!(overlaps(&plan, 5), []);
    }

    #[test]
    fn columns_may_stand_in_any_order() {
        let plan = read_plan("zone,floor,end,start,row\r\nA,G,3,1,x\r\n", PlanFormat::Rows, "Hall").expect("a plan").value;
        assert_eq!((plan.sections[0].name.as_str(), plan.seat_count()), ("A", 3));
    }

    #[test]
    fn every_bad_line_is_named() {
        check("", &[("line 1", "the file is empty; its first line is floor,zone,row,start,end")]);
        check("floor,zone,row,start\n", &[("line 1", "the first line names the columns floor,zone,row,start,end; `end` is missing")]);
        check("floor,zone,row,start,end,x\n", &[("line 1", "there is no column `x`; there are floor,zone,row,start,end")]);
        check("floor,zone,row,start,end\n", &[("line 2", "there is no row in this file")]);
        check(
            "floor,zone,row,start,end\nG,A,1,1\nG,,1,1,2\nG,A,1,one,2.5\nG,A,1,9,3\nG,A,2,1,20\n\nG,A,2,20,30\nG,A,3,1,90000\nG,\"A,4,1,2\n",
            &[
                ("line 2", "a line has 5 fields, this one has 4"),
                ("line 3", "`zone` is empty"),
                ("line 4", "`start` is a whole number, not `one`"),
                ("line 4", "`end` is a whole number, not `2.5`"),
                ("line 5", "the row starts at 9 and ends before it, at 3"),
                ("line 8", "row `2` of `A` has some of these numbers already, in line 6"),
                ("line 9", "90000 seats are more than the 2000 that a row may have"),
                ("line 10", "a quotation mark is not closed"),
            ],
        );
    }
}
