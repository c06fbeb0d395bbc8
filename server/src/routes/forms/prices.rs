//! `POST /bookings/{id}/prices`: chooses price types and a promo code.

use axum::{extract::State, response::Response};
use domain::{
    BookingId, BuyerId, PriceTypeId, Problem, ProblemCode,
    selling::{RepriceRequest, SeatPriceType},
};

use super::see_other;
use crate::{
    error::{ApiError, ApiResult},
    extract::{BuyerOrNew, FormFields, Id},
    state::AppState,
};

/// Redirects to the checkout, which shows the new total or the refusal.
pub(crate) async fn choose(
    State(state): State<AppState>,
    BuyerOrNew(buyer): BuyerOrNew,
    Id(id): Id<BookingId>,
    form: FormFields,
) -> ApiResult<Response> {
    Ok(see_other(&match chosen(&state, buyer, id, &form).await {
        Ok(()) => format!("/checkout/{id}"),
        // A booking of another buyer has a page that says so.
        Err(ApiError(problem)) if problem.code == ProblemCode::NotFound => {
            format!("/bookings/{id}")
        }
        Err(ApiError(problem)) => format!("/checkout/{id}?{}", told(&problem)),
    }))
}

/// First the price types, then the code, so that a refused code does not undo the price types.
async fn chosen(
    state: &AppState,
    buyer: BuyerId,
    id: BookingId,
    form: &FormFields,
) -> ApiResult<()> {
    let office = &state.boxoffice;
    let before = office.booking(buyer, id).await?;
    let wanted: Option<Vec<SeatPriceType>> = form.all("price").map(choice).collect();
    let wanted = wanted.ok_or(ApiError::from(ProblemCode::PriceTypeNotOffered))?;
    if !wanted.is_empty() {
        office
            .reprice(
                buyer,
                id,
                RepriceRequest {
                    seats: Some(wanted),
                    code: None,
                },
            )
            .await?;
    }
    let code = form.get("code").unwrap_or_default();
    // The code that the booking already has is not another try.
    if !code.eq_ignore_ascii_case(before.code.as_deref().unwrap_or_default()) {
        office
            .reprice(
                buyer,
                id,
                RepriceRequest {
                    seats: None,
                    code: Some(code.to_owned()),
                },
            )
            .await?;
    }
    Ok(())
}

/// `412:7` is seat 412 with price type 7; `412:` is the price of its level.
fn choice(text: &str) -> Option<SeatPriceType> {
    let (seat, price_type) = text.split_once(':')?;
    let price_type = if price_type.is_empty() {
        None
    } else {
        Some(price_type.parse::<PriceTypeId>().ok()?)
    };
    Some(SeatPriceType {
        seat: seat.parse().ok()?,
        price_type,
    })
}

fn told(problem: &Problem) -> String {
    let reason = problem
        .reason
        .map(|reason| format!("&reason={}", reason.as_str()))
        .unwrap_or_default();
    format!("problem={}{reason}", problem.code.as_str())
}

#[cfg(test)]
mod tests {
    use domain::SeatNo;

    use super::*;

    #[test]
    fn a_choice_has_a_seat_and_an_optional_price_type() {
        assert_eq!(
            choice("412:7"),
            Some(SeatPriceType {
                seat: SeatNo(412),
                price_type: Some(PriceTypeId(7))
            })
        );
        assert_eq!(
            choice("412:"),
            Some(SeatPriceType {
                seat: SeatNo(412),
                price_type: None
            })
        );
        for text in ["", "412", ":7", "a:7", "412:b", "412:7:1", "-1:7"] {
            assert_eq!(choice(text), None, "{text}");
        }
    }
}
