//! Readers of untrusted input and of files of other programs never panic. Readers that are not
//! public are tested beside their code.

use domain::{
    EventId, SeatNo, TicketId,
    import::{Fault, PlanFormat, read_events, read_plan},
    selling::{CodeForm, PromoCode, TicketClaim, TicketCode, TicketKeyNumber, TicketKind},
};
use testing::fuzz;

const PRETIX: &[u8] = include_bytes!("../../domain/tests/fixtures/pretix-everything.json");
const ROWS: &[u8] = b"floor,zone,row,start,end\nGround,Stalls,1,1,12\nGround,\"Stalls, left\",2,1,14\nFirst,Organ,A,3,9\n";

/// Contains the example of a file of events.
const DOCS: &str = include_str!("../../docs/import.md");

fn text(input: &[u8]) -> String {
    String::from_utf8_lossy(input).into_owned()
}

/// The faults of a file, in a few words each.
fn told<T>(read: Result<T, Vec<Fault>>) -> String {
    match read {
        Ok(_) => "read".to_owned(),
        Err(faults) => faults
            .iter()
            .take(3)
            .map(|fault| fault.what.chars().take(40).collect::<String>())
            .collect(),
    }
}

#[test]
fn reading_codes_of_tickets_panics_on_no_input() {
    let claim = TicketClaim {
        ticket: TicketId::new(),
        event: EventId(7),
        seat: SeatNo(1228),
    };
    let forms = [
        CodeForm::Fr1,
        CodeForm::Fr2 {
            key: TicketKeyNumber::FIRST,
            kind: TicketKind::Reduced,
        },
    ];
    let good = forms.map(|form| {
        TicketCode {
            form,
            claim,
            signature: [9; 64],
        }
        .to_string()
        .into_bytes()
    });
    fuzz("codes of tickets", &good, |input| {
        let read = text(input).parse::<TicketCode>();
        if let Ok(code) = read {
            assert_eq!(
                code.to_string().parse(),
                Ok(code),
                "a code is read as it is written"
            );
        }
        format!("{:?}", read.map(|code| code.form))
    });
}

#[test]
fn reading_promo_codes_panics_on_no_input() {
    fuzz(
        "promo codes",
        &[b"SPRING-10".to_vec(), b" spring - 10 ".to_vec()],
        |input| {
            let read = text(input).parse::<PromoCode>();
            if let Ok(code) = &read {
                assert_eq!(
                    code.as_str().parse::<PromoCode>().as_ref(),
                    Ok(code),
                    "a code is read as it is written"
                );
            }
            read.map_or_else(|fault| fault.to_string(), |_| "read".to_owned())
        },
    );
}

#[test]
fn reading_seating_plans_panics_on_no_input() {
    fuzz(
        "seating plans",
        &[PRETIX.to_vec(), ROWS.to_vec()],
        |input| {
            let text = text(input);
            told(read_plan(&text, PlanFormat::guess("plan", &text), "Hall"))
        },
    );
}

#[test]
fn reading_events_to_import_panics_on_no_input() {
    let example = DOCS
        .split("```json\n")
        .nth(1)
        .and_then(|rest| rest.split("```").next())
        .expect("an example");
    fuzz(
        "events to import",
        &[example.as_bytes().to_vec()],
        |input| told(read_events(&text(input))),
    );
}
