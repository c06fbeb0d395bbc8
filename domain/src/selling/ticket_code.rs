//! The text of a ticket's QR code: a claim and an Ed25519 signature, so that a door can check it
//! without a network.
//!
//! New tickets have the second form. `FR2.` + base32 (RFC 4648, without padding) of one byte (upper
//! 6 bits: the number of the key; lower 2 bits: the kind), 16 bytes ticket, 4 bytes event, 4 bytes
//! seat (big-endian) and 64 bytes signature: 147 characters, all in the alphanumeric mode of QR
//! codes. `FR1.` + base64url of the same bytes without the first is the old form. It stays valid
//! for ever. The signature covers the prefix and all bytes before the signature.
//!
//! This module defines the layout. The box office signs and checks.

use std::{fmt, str::FromStr};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use data_encoding::BASE32_NOPAD;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use uuid::Uuid;

use crate::{EventId, SeatNo, TicketId};

/// The longest text that is decoded, in bytes. A longer text is no code.
const LONGEST_TEXT: usize = 512;

const FR1: &str = "FR1.";
const FR2: &str = "FR2.";
const PREFIX_BYTES: usize = 4;
const CLAIM_BYTES: usize = 24;
const SIGNATURE_BYTES: usize = 64;

/// The claim of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TicketClaim {
    /// The ticket.
    pub ticket: TicketId,
    /// The event that it admits to.
    pub event: EventId,
    /// The seat it is for.
    pub seat: SeatNo,
}

/// What a door asks for besides the ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TicketKind {
    /// Nothing.
    FullPrice,
    /// Proof of the reduction.
    Reduced,
    /// The person whom the visitor accompanies.
    Companion,
    /// Nothing: the ticket was free.
    Free,
}

impl TicketKind {
    const ALL: [Self; 4] = [Self::FullPrice, Self::Reduced, Self::Companion, Self::Free];

    /// The kind of a ticket with this price, in minor units. Its price type may be for companions,
    /// or may make it cheaper.
    #[must_use]
    pub const fn of(amount: i64, is_companion: bool, is_reduced: bool) -> Self {
        match (amount, is_companion, is_reduced) {
            (_, true, _) => Self::Companion,
            (_, false, true) => Self::Reduced,
            (0, false, false) => Self::Free,
            _ => Self::FullPrice,
        }
    }

    const fn bits(self) -> u8 {
        match self {
            Self::FullPrice => 0,
            Self::Reduced => 1,
            Self::Companion => 2,
            Self::Free => 3,
        }
    }
}

/// The number of a signing key, from 0 to 63.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TicketKeyNumber(u8);

impl TicketKeyNumber {
    /// The number of the key that signed the first form.
    pub const FIRST: Self = Self(0);

    /// None for a number above 63.
    #[must_use]
    pub const fn new(number: u8) -> Option<Self> {
        if number < 64 {
            Some(Self(number))
        } else {
            None
        }
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> u8 {
        self.0
    }

    /// The number of the next key; none after the last one.
    #[must_use]
    pub const fn successor(self) -> Option<Self> {
        Self::new(self.0 + 1)
    }
}

impl fmt::Display for TicketKeyNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The form of a code, with the additional data of this form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeForm {
    /// The first form.
    Fr1,
    /// The second form.
    Fr2 {
        /// The signing key.
        key: TicketKeyNumber,
        /// What the door asks for.
        kind: TicketKind,
    },
}

impl CodeForm {
    /// The signing key.
    #[must_use]
    pub const fn key(self) -> TicketKeyNumber {
        match self {
            Self::Fr1 => TicketKeyNumber::FIRST,
            Self::Fr2 { key, .. } => key,
        }
    }

    /// What the door asks for.
    #[must_use]
    pub const fn kind(self) -> TicketKind {
        match self {
            Self::Fr1 => TicketKind::FullPrice,
            Self::Fr2 { kind, .. } => kind,
        }
    }

    /// The bytes of a claim that the signature covers.
    #[must_use]
    pub fn signed_bytes(self, claim: &TicketClaim) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(PREFIX_BYTES + 1 + CLAIM_BYTES);
        match self {
            Self::Fr1 => bytes.extend_from_slice(FR1.as_bytes()),
            Self::Fr2 { key, kind } => {
                bytes.extend_from_slice(FR2.as_bytes());
                bytes.push((key.0 << 2) | kind.bits());
            }
        }
        bytes.extend_from_slice(claim.ticket.0.as_bytes());
        bytes.extend_from_slice(&claim.event.0.to_be_bytes());
        bytes.extend_from_slice(&claim.seat.0.to_be_bytes());
        bytes
    }
}

/// A claim with a signature that has not been checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TicketCode {
    /// The form of the code.
    pub form: CodeForm,
    /// The claim.
    pub claim: TicketClaim,
    /// The signature over [`Self::signed_bytes`].
    pub signature: [u8; SIGNATURE_BYTES],
}

/// The text is not a ticket's code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("this is not a ticket's code")]
pub struct BadTicketCode;

impl TicketCode {
    /// The bytes that the signature covers.
    #[must_use]
    pub fn signed_bytes(&self) -> Vec<u8> {
        self.form.signed_bytes(&self.claim)
    }
}

impl fmt::Display for TicketCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = [&self.signed_bytes()[PREFIX_BYTES..], &self.signature[..]].concat();
        match self.form {
            CodeForm::Fr1 => write!(f, "{FR1}{}", URL_SAFE_NO_PAD.encode(bytes)),
            CodeForm::Fr2 { .. } => write!(f, "{FR2}{}", BASE32_NOPAD.encode(&bytes)),
        }
    }
}

impl FromStr for TicketCode {
    type Err = BadTicketCode;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.len() > LONGEST_TEXT {
            return Err(BadTicketCode);
        }
        let (form, bytes) = match text.split_at_checked(PREFIX_BYTES) {
            Some((FR1, body)) => (
                CodeForm::Fr1,
                URL_SAFE_NO_PAD.decode(body).map_err(|_| BadTicketCode)?,
            ),
            Some((FR2, body)) => {
                let bytes = BASE32_NOPAD
                    .decode(body.as_bytes())
                    .map_err(|_| BadTicketCode)?;
                let (mark, rest) = bytes.split_first().ok_or(BadTicketCode)?;
                let kind = TicketKind::ALL[usize::from(mark & 3)];
                (
                    CodeForm::Fr2 {
                        key: TicketKeyNumber(mark >> 2),
                        kind,
                    },
                    rest.to_vec(),
                )
            }
            _ => return Err(BadTicketCode),
        };
        let (claim, signature) = bytes
            .split_first_chunk::<CLAIM_BYTES>()
            .ok_or(BadTicketCode)?;
        let four = |from: usize| {
            [
                claim[from],
                claim[from + 1],
                claim[from + 2],
                claim[from + 3],
            ]
        };
        let claim = TicketClaim {
            ticket: TicketId(Uuid::from_slice(&claim[..16]).map_err(|_| BadTicketCode)?),
            event: EventId(i32::from_be_bytes(four(16))),
            seat: SeatNo(u32::from_be_bytes(four(20))),
        };
        Ok(Self {
            form,
            claim,
            signature: signature.try_into().map_err(|_| BadTicketCode)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(form: CodeForm) -> TicketCode {
        let claim = TicketClaim {
            ticket: TicketId::new(),
            event: EventId(7),
            seat: SeatNo(1228),
        };
        TicketCode {
            form,
            claim,
            signature: [9; SIGNATURE_BYTES],
        }
    }

    /// The second form with every combination of key and kind.
    fn second_forms() -> impl Iterator<Item = CodeForm> {
        let keys = (0..=u8::MAX).map_while(TicketKeyNumber::new);
        keys.flat_map(|key| TicketKind::ALL.map(|kind| CodeForm::Fr2 { key, kind }))
    }

    #[test]
    fn a_code_reads_back_as_it_was_written_in_either_form() {
        assert_eq!(second_forms().count(), 256);
        for form in second_forms().chain([CodeForm::Fr1]) {
            let code = code(form);
            assert_eq!(code.to_string().parse(), Ok(code));
        }
        assert_eq!(TicketKeyNumber::new(64), None);
        assert_eq!(
            TicketKeyNumber::new(63).and_then(TicketKeyNumber::successor),
            None
        );
    }

    #[test]
    fn a_free_ticket_can_need_a_companion_or_a_proof() {
        let kinds = [(0, true), (4_500, true), (0, false), (4_500, false)]
            .map(|(amount, reduced)| TicketKind::of(amount, false, reduced));
        assert_eq!(
            kinds,
            [
                TicketKind::Reduced,
                TicketKind::Reduced,
                TicketKind::Free,
                TicketKind::FullPrice
            ]
        );
        assert_eq!(TicketKind::of(0, true, true), TicketKind::Companion);
    }

    #[test]
    fn a_code_of_the_second_form_has_147_characters_of_the_alphanumeric_mode() {
        for form in second_forms() {
            let text = code(form).to_string();
            assert_eq!(text.len(), 147, "{text}");
            assert!(
                text.bytes()
                    .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'.'),
                "{text}"
            );
        }
    }

    #[test]
    fn the_signature_is_over_the_prefix_and_all_bytes_before_it() {
        let kind = TicketKind::Companion;
        let code = code(CodeForm::Fr2 {
            key: TicketKeyNumber(5),
            kind,
        });
        let signed = code.signed_bytes();
        assert_eq!((&signed[..5], signed.len()), (&b"FR2.\x16"[..], 29));
        let bytes = BASE32_NOPAD
            .decode(&code.to_string().as_bytes()[4..])
            .expect("base32");
        assert_eq!(
            (&bytes[..25], &bytes[25..]),
            (&signed[4..], &code.signature[..])
        );
        let first = TicketCode {
            form: CodeForm::Fr1,
            ..code
        };
        assert_eq!(first.signed_bytes(), [&b"FR1."[..], &signed[5..]].concat());
    }

    #[test]
    fn a_text_that_is_no_ticket_code_is_refused() {
        let (second, first) = (
            code(CodeForm::Fr2 {
                key: TicketKeyNumber::FIRST,
                kind: TicketKind::Free,
            }),
            code(CodeForm::Fr1),
        );
        let (second, first) = (second.to_string(), first.to_string());
        let long = format!("FR2.{}", "A".repeat(600));
        let lower = second.to_lowercase();
        let swapped = [
            second.replace("FR2.", "FR1."),
            first.replace("FR1.", "FR2."),
        ];
        let with_end = format!("{second}A");
        let mut texts = vec![
            "",
            "FR1.",
            "FR2.",
            "FR3.AAAA",
            "FR1.AAAA",
            "FR2.AAAA",
            "hello",
            "FR2",
            "ÄÖÜ.AAAA",
            "FR2.\u{0}",
            "日本の切符",
        ];
        texts.extend([long.as_str(), &lower, &swapped[0], &swapped[1], &with_end]);
        texts.extend((0..second.len()).map(|end| &second[..end]));
        texts.extend((0..first.len()).map(|end| &first[..end]));
        for text in texts {
            assert_eq!(text.parse::<TicketCode>(), Err(BadTicketCode), "{text}");
        }
    }

    #[test]
    fn a_code_with_a_flipped_bit_is_another_code_or_none() {
        let code = code(CodeForm::Fr2 {
            key: TicketKeyNumber::FIRST,
            kind: TicketKind::FullPrice,
        });
        let text = code.to_string().into_bytes();
        for place in 0..text.len() {
            for bit in 0..8 {
                let mut flipped = text.clone();
                flipped[place] ^= 1 << bit;
                let Ok(flipped) = String::from_utf8(flipped) else {
                    continue;
                };
                assert_ne!(flipped.parse(), Ok(code), "{flipped}");
            }
        }
    }
}
