//! The numbers or letters on the seats of a row.

use crate::import::reader::short;

/// The most seats of a row. More is a typing error.
pub const MAX_ROW: u32 = 2000;
/// The highest number of a seat.
const MAX_NUMBER: u32 = 1_000_000;
/// The largest step from one number to the next.
const MAX_STEP: u32 = 100;

/// The numbers from `start` to `end` in this step, in this order: 10 to 1 counts down.
///
/// # Errors
/// What is wrong and what would be right.
pub fn numbers(start: &str, end: &str, step: &str) -> Result<Vec<String>, String> {
    let step = match step {
        "" => 1,
        step => {
            let number = step
                .parse::<u32>()
                .ok()
                .filter(|step| (1..=MAX_STEP).contains(step));
            number.ok_or_else(|| {
                format!(
                    "`step` must be a whole number from 1 to {MAX_STEP}, not `{}`",
                    short(step)
                )
            })?
        }
    };
    if let (Some(first), Some(last)) = (number(start), number(end)) {
        return Ok(counted(first, last, step)?
            .iter()
            .map(u32::to_string)
            .collect());
    }
    if let (Some(first), Some(last)) = (letter(start), letter(end))
        && first.is_ascii_uppercase() == last.is_ascii_uppercase()
    {
        let letters = counted(u32::from(first), u32::from(last), step).map_err(|_| {
            format!(
                "from {} in steps of {step} the letters never reach {}",
                char::from(first),
                char::from(last)
            )
        })?;
        return Ok(letters
            .into_iter()
            .filter_map(char::from_u32)
            .map(String::from)
            .collect());
    }
    Err(format!(
        "`start` and `end` must be whole numbers, or single letters, not `{}` and `{}`",
        short(start),
        short(end)
    ))
}

fn number(text: &str) -> Option<u32> {
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse()
        .ok()
        .filter(|number| plain && *number <= MAX_NUMBER)
}

fn letter(text: &str) -> Option<u8> {
    match text.as_bytes() {
        [letter] if letter.is_ascii_alphabetic() => Some(*letter),
        _ => None,
    }
}

fn counted(first: u32, last: u32, step: u32) -> Result<Vec<u32>, String> {
    let apart = first.abs_diff(last);
    let seats = apart / step + 1;
    if seats > MAX_ROW {
        return Err(format!(
            "{seats} seats are more than the {MAX_ROW} that a row may have"
        ));
    }
    let at = |index: u32| {
        if first <= last {
            first + index * step
        } else {
            first - index * step
        }
    };
    if !apart.is_multiple_of(step) {
        let before = at(seats - 1);
        let after = if first <= last {
            before + step
        } else {
            before.saturating_sub(step)
        };
        return Err(format!(
            "from {first} in steps of {step} the numbers never reach {last}; {before} or {after} would be right"
        ));
    }
    Ok((0..seats).map(at).collect())
}
