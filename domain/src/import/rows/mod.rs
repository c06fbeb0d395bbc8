//! Reads lists of rows: `floor,zone,row,start,end`. A row has the seats from `start` to `end`.

mod lines;
mod numbers;
mod picture;
mod places;
mod table;

use super::{Fault, FileContent};
use crate::plan::SeatingPlan;

/// Required columns.
const COLUMNS: [&str; 5] = ["floor", "zone", "row", "start", "end"];
/// Optional columns.
const MORE_COLUMNS: [&str; 6] = [
    "step",
    "standing",
    "accessible",
    "companion",
    "note",
    "entrance",
];

pub fn read(text: &str, name: &str) -> Result<FileContent<SeatingPlan>, Vec<Fault>> {
    let mut faults = Vec::new();
    let records = table::records(text, &mut faults);
    let zones = lines::zones(&records, &mut faults);
    if faults.is_empty() && zones.is_empty() {
        faults.push(Fault::new("line 2", "there is no row in this file"));
    }
    // Sorts by line: some faults come from splitting the file, others from reading the lines.
    faults.sort_by_key(|fault| {
        fault
            .place
            .trim_start_matches("line ")
            .parse::<usize>()
            .unwrap_or_default()
    });
    if faults.is_empty() {
        Ok(FileContent {
            value: picture::plan(&zones, name),
            notes: Vec::new(),
        })
    } else {
        Err(faults)
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
        let found: Vec<(&str, &str)> = faults
            .iter()
            .map(|fault| (fault.place.as_str(), fault.what.as_str()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_list_of_rows_becomes_a_plan() {
        let plan = read_plan(HALL, PlanFormat::Rows, "Hall")
            .expect("a plan")
            .value;
        assert_eq!(plan.seat_count(), 203);
        let names: Vec<&str> = plan
            .sections
            .iter()
            .map(|section| section.name.as_str())
            .collect();
        assert_eq!(names, ["Stalls", "Box 1, left", "Balcony", "Organ loft"]);
        assert_eq!(plan.sections[2].rows[0].numbers[0], "54");
        assert_eq!(overlaps(&plan, 5), []);
    }

    #[test]
    fn many_zones_of_a_floor_stand_side_by_side() {
        let mut list = "floor,zone,row,start,end\n".to_owned();
        // The zones of two floors alternate. Each floor has separate rings.
        for zone in ["A", "B", "C", "D", "E"] {
            for (floor, seats) in [("Ground", 20), ("Upper", 28)] {
                (1..=8).for_each(|row| list.push_str(&format!("{floor},{zone},{row},1,{seats}\n")));
            }
        }
        let (few, many) = (plan(HALL), plan(&list));
        assert_eq!(overlaps(&many, 5), []);
        assert_eq!(many.faults(), []);
        assert_eq!(
            many.categories,
            ["Ground", "Upper"],
            "blocks of a floor are equally good"
        );
        assert!(
            many.height < 2 * many.width,
            "an arena is no corridor: {} × {}",
            many.width,
            many.height
        );
        let first = |section: usize| {
            (
                many.sections[section].rows[0].x[0],
                many.sections[section].rows[0].y[0],
            )
        };
        let ((left, _), (right, _)) = (first(0), first(2));
        assert!(
            left + 500 < right,
            "from left to right in the order of the list"
        );
        let middles = |plan: &crate::plan::SeatingPlan| {
            let middle = |row: &crate::plan::Row| row.x[row.x.len() / 2];
            plan.sections
                .iter()
                .map(|section| middle(&section.rows[0]))
                .collect::<Vec<i32>>()
        };
        let stalls_and_balcony = middles(&few);
        assert!(
            (stalls_and_balcony[0] - stalls_and_balcony[2]).abs() < 60,
            "two tiers stand behind each other: {stalls_and_balcony:?}"
        );
    }

    #[test]
    fn columns_may_stand_in_any_order() {
        let plan = read_plan(
            "zone,floor,end,start,row\r\nA,G,3,1,x\r\n",
            PlanFormat::Rows,
            "Hall",
        )
        .expect("a plan")
        .value;
        assert_eq!(
            (plan.sections[0].name.as_str(), plan.seat_count()),
            ("A", 3)
        );
    }

    fn plan(text: &str) -> crate::plan::SeatingPlan {
        read_plan(text, PlanFormat::Rows, "Hall")
            .expect("a plan")
            .value
    }

    #[test]
    fn a_row_in_several_lines_is_one_row_with_aisles() {
        let plan = plan(
            "floor,zone,row,start,end\nG,Stalls,1,1,8\nG,Stalls,1,9,16\nG,Stalls,2,1,8\nG,Stalls,2,9,12\nG,Stalls,2,13,16\n",
        );
        let rows = &plan.sections[0].rows;
        assert_eq!(rows.len(), 2);
        assert_eq!(
            (rows[0].numbers.len(), &rows[0].aisles_after),
            (16, &vec![7])
        );
        assert_eq!(
            (rows[1].numbers.len(), &rows[1].aisles_after),
            (16, &vec![7, 11])
        );
    }

    #[test]
    fn the_limit_of_seats_holds_for_a_row_in_several_lines() {
        check(
            "floor,zone,row,start,end\nG,A,1,1,1500\nG,A,1,1501,2000\nG,A,1,2001,2001\n",
            &[(
                "line 4",
                "2001 seats are more than the 2000 that a row may have",
            )],
        );
    }

    #[test]
    fn numbers_are_as_the_list_gives_them() {
        let plan = plan(
            "floor,zone,row,start,end,step\nG,A,1,10,1,\nG,A,2,1,9,2\nG,A,2,10,2,2\nG,A,3,a,e,\nG,A,4,F,B,2\n",
        );
        let numbers = |row: usize| plan.sections[0].rows[row].numbers.join(" ");
        assert_eq!(numbers(0), "10 9 8 7 6 5 4 3 2 1");
        assert_eq!(
            numbers(1),
            "1 3 5 7 9 10 8 6 4 2",
            "odd numbers on one side, even ones on the other"
        );
        assert_eq!(
            (numbers(2).as_str(), numbers(3).as_str()),
            ("a b c d e", "F D B")
        );
        check(
            "floor,zone,row,start,end,step\nG,A,1,1,8,2\n",
            &[(
                "line 2",
                "from 1 in steps of 2 the numbers never reach 8; 7 or 9 would be right",
            )],
        );
        check(
            "floor,zone,row,start,end,step\nG,A,1,1,8,0\n",
            &[(
                "line 2",
                "`step` must be a whole number from 1 to 100, not `0`",
            )],
        );
    }

    #[test]
    fn lists_are_read_as_spreadsheets_write_them() {
        for text in [
            "floor;zone;row;start;end\r\nParkett;Mitte;1;1;10\r\n",
            "sep=;\r\nfloor;zone;row;start;end\r\nParkett;Mitte;1;1;10\r\n",
            "floor\tzone\trow\tstart\tend\nParkett\tMitte\t1\t1\t10\n",
            "\u{feff}floor,zone,row,start,end,,\nParkett,Mitte,1,1,10,,\n,,,,,,\n,,,,\n",
        ] {
            let plan = plan(text);
            assert_eq!(
                (plan.sections[0].name.as_str(), plan.seat_count()),
                ("Mitte", 10),
                "{text:?}"
            );
        }
        check(
            "floor:zone:row:start:end\nA:B:1:1:2\n",
            &[(
                "line 1",
                "the first line names the columns floor, zone, row, start, end; `floor` is missing. It was read with `,` between them",
            )],
        );
    }

    #[test]
    fn standing_room_and_places_for_wheelchairs_are_columns() {
        let plan = plan(
            "floor,zone,row,start,end,standing,accessible,companion\nG,Pit,,,,400,,\nG,Stalls,1,1,10,,1 10,2 9\nG,Stalls,2,1,10,,3-4,\nG,Floor,,,,50,,\n",
        );
        assert_eq!((plan.seat_count(), plan.capacity()), (20, 470));
        let areas: Vec<(&str, &str, u32)> = plan
            .areas
            .iter()
            .map(|area| (area.id.as_str(), area.name.as_str(), area.capacity))
            .collect();
        assert_eq!(areas, [("pit", "Pit", 400), ("floor", "Floor", 50)]);
        let rows = &plan.sections[0].rows;
        assert_eq!(
            (&rows[0].accessible, &rows[0].companion, &rows[1].accessible),
            (&vec![0, 9], &vec![1, 8], &vec![2, 3])
        );
        assert_eq!(overlaps(&plan, 5), []);
        check(
            "floor,zone,row,start,end,standing,accessible\nG,Pit,1,1,4,400,\nG,A,1,1,4,,9\nG,B,,,,0,\nG,C,,,,5,\nG,C,,,,6,\n",
            &[
                (
                    "line 2",
                    "standing room has no row and no seats: leave `row`, `start` and `end` empty, or `standing`",
                ),
                (
                    "line 3",
                    "`accessible` names seat `9`, and this line has 1 to 4",
                ),
                (
                    "line 4",
                    "`standing` must be a whole number from 1 to 200000, not `0`",
                ),
                ("line 6", "standing room `C` is there already, in line 5"),
            ],
        );
    }

    #[test]
    fn a_restricted_view_and_the_entrance_are_columns() {
        let plan = plan(
            "floor,zone,row,start,end,standing,note,entrance\nG,Stalls,1,1,4,,,Door A\nG,Stalls,1,5,6,,behind a pillar,\nG,Box,,1,2,,,\nG,Pit,,,,50,,Door B\n",
        );
        let note = "behind a pillar".to_owned();
        assert_eq!(
            plan.sections[0].rows[0].notes,
            [(4, note.clone()), (5, note)]
        );
        assert_eq!(
            (
                plan.sections[0].entrance.as_deref(),
                &plan.sections[1].entrance
            ),
            (Some("Door A"), &None)
        );
        assert_eq!(plan.areas[0].entrance.as_deref(), Some("Door B"));
        check(
            "floor,zone,row,start,end,standing,note,entrance\nG,A,1,1,4,,,Door A\nG,A,2,1,4,,,Door B\nG,C,,,,5,dark,\n",
            &[
                (
                    "line 3",
                    "zone `A` has the entrance `Door A` already, not `Door B`",
                ),
                ("line 4", "standing room has no seats: leave `note` empty"),
            ],
        );
    }

    #[test]
    fn control_characters_and_long_texts_are_named_by_line() {
        let control = |letter: u32, code: &str| {
            format!("letter {letter} of this text is the control character U+{code}: leave it out")
        };
        let long = format!(
            "this has 201 letters, and 200 are the most; it begins `{}…`",
            "ä".repeat(40)
        );
        check(
            &format!(
                "floor,zone,row,start,end,note\nG,A\u{0}B,1,1,2,\nG\u{7f}F,A,1,1,2,\nG,A,x\u{1b}[2J,1,2,\nG,A,1,1,2,\"dark\rcorner\"\nG,{},1,1,2,\n",
                "ä".repeat(201)
            ),
            &[
                ("line 2", &control(2, "0000")),
                ("line 3", &control(2, "007F")),
                ("line 4", &control(2, "001B")),
                ("line 5", &control(5, "000D")),
                ("line 6", &long),
            ],
        );
    }

    #[test]
    fn every_bad_line_is_named() {
        check(
            "",
            &[(
                "line 1",
                "the file is empty; its first line must name the columns floor, zone, row, start, end",
            )],
        );
        check(
            "floor,zone,row,start\n",
            &[(
                "line 1",
                "the first line names the columns floor, zone, row, start, end; `end` is missing. It was read with `,` between them",
            )],
        );
        check(
            "floor,zone,row,start,end,x\n",
            &[(
                "line 1",
                "there is no column `x`; there are floor, zone, row, start, end, and if needed step, standing, accessible, companion, note, entrance",
            )],
        );
        check(
            "floor,zone,row,start,end\n",
            &[("line 2", "there is no row in this file")],
        );
        check(
            "floor,zone,row,start,end\nG,A,1,1\nG,,1,1,2\nG,A,1,one,2.5\nG,A,2,1,20\n\nG,A,2,20,30\nG,A,3,1,90000\nG,\"A,4,1,2\n",
            &[
                ("line 2", "a line must have 5 fields, not 4"),
                ("line 3", "`zone` is empty"),
                (
                    "line 4",
                    "`start` and `end` must be whole numbers, or single letters, not `one` and `2.5`",
                ),
                ("line 7", "row `2` of `A` has seat `20` already, in line 5"),
                (
                    "line 8",
                    "90000 seats are more than the 2000 that a row may have",
                ),
                ("line 9", "a quotation mark is not closed"),
            ],
        );
    }
}
