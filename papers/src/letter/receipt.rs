//! Receipts and credit notes in letters.

use domain::{Currency, Money};

use super::escaped;
use crate::{Language, ReceiptFacts, money::money, texts::LettersTexts, when};

/// Label and amount of each line of a receipt or a credit note, of its total, and of the VAT within
/// it.
fn receipt_lines(
    letter: &LettersTexts,
    receipt: &ReceiptFacts,
    currency: Currency,
) -> Vec<(String, String)> {
    let money = |amount: i64| money(letter.language(), Money::new(amount, currency));
    let lines = receipt
        .lines
        .iter()
        .map(|line| (line.what.clone(), money(line.amount)));
    let sum = |part: fn(&domain::selling::ReceiptLine) -> i64| {
        receipt.lines.iter().map(part).sum::<i64>()
    };
    let total = (letter.receipt_total(), money(sum(|line| line.amount)));
    let vat = (receipt.vat_basis_points > 0).then(|| {
        (
            letter.vat(&rate(letter.language(), receipt.vat_basis_points)),
            money(sum(|line| line.vat)),
        )
    });
    lines.chain([total]).chain(vat).collect()
}

/// A receipt or a credit note in a letter as plain text.
pub(crate) fn receipt_text(
    letter: &LettersTexts,
    title: &str,
    receipt: &ReceiptFacts,
    currency: Currency,
) -> String {
    let mut text = format!(
        "\n{title}\n{}: {}\n",
        letter.receipt_date(),
        when::day(receipt.at)
    );
    for (what, amount) in receipt_lines(letter, receipt, currency) {
        text.push_str(&format!("  {what}: {amount}\n"));
    }
    text.push_str(&format!(
        "{}:\n{}\n",
        letter.receipt_sold_by(),
        receipt.issuer
    ));
    text
}

/// A receipt or a credit note in a letter as HTML.
pub(crate) fn receipt_html(
    letter: &LettersTexts,
    title: &str,
    receipt: &ReceiptFacts,
    currency: Currency,
) -> String {
    let row = |(what, amount): (String, String)| {
        format!(
            "<tr><th scope=\"row\">{}</th><td>{}</td></tr>",
            escaped(&what),
            escaped(&amount)
        )
    };
    let rows: String = receipt_lines(letter, receipt, currency)
        .into_iter()
        .map(row)
        .collect();
    format!(
        "<h2>{}</h2><p>{}: {}</p><table><tbody>{rows}</tbody></table><p>{}:</p><p class=\"issuer\">{}</p>",
        escaped(title),
        escaped(&letter.receipt_date()),
        when::day(receipt.at),
        escaped(&letter.receipt_sold_by()),
        escaped(&receipt.issuer),
    )
}

/// A rate of VAT in per cent: 10, 25.5.
fn rate(language: Language, basis_points: u32) -> String {
    let text = format!("{}.{:02}", basis_points / 100, basis_points % 100);
    language.decimal(text.trim_end_matches('0').trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use domain::selling::ReceiptLine;

    use super::*;
    use crate::{fixture::two_tickets, letter::letter};

    #[test]
    fn a_receipt_lists_the_sold_items_with_the_included_vat() {
        let mut facts = two_tickets();
        let line = |what: &str| ReceiptLine {
            what: what.to_owned(),
            amount: 4_500,
            vat: 409,
        };
        facts.receipt = Some(ReceiptFacts {
            number: "FR-17".to_owned(),
            issuer: "Lahti Opera\nFI12345678".to_owned(),
            at: facts.event.starts_at,
            lines: vec![
                line("Stalls, row 4, seat 12"),
                line("Stalls, row 4, seat 13"),
            ],
            vat_basis_points: 1_000,
        });
        let letter = letter(&facts);
        for words in [
            "Receipt FR-17",
            "Total: €90",
            "VAT 10 % included: €8.18",
            "Lahti Opera\nFI12345678",
            "2026-11-27",
        ] {
            assert!(letter.text.contains(words), "{words}: {}", letter.text);
        }
        assert!(letter.html.contains("<td>€8.18</td>"), "{}", letter.html);
        assert_eq!(
            [1_000, 2_550, 250, 0].map(|points| rate(Language::English, points)),
            ["10", "25.5", "2.5", "0"]
        );
        assert_eq!(rate(Language::Finnish, 2_550), "25,5");
    }
}
