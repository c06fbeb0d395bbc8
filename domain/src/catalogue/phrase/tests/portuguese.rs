use super::*;

const PAGE: PageLanguage = PageLanguage(PhraseWords::PORTUGUESE);

#[test]
fn portuguese_names_days() {
    PAGE.days(&[
        ("hoje", TODAY),
        ("hoje à noite", TONIGHT),
        ("hoje a noite", TONIGHT),
        ("amanhã", TOMORROW),
        ("esta semana", THIS_WEEK),
        ("este fim de semana", THIS_WEEKEND),
        ("este fim-de-semana", THIS_WEEKEND),
        ("próxima semana", NEXT_WEEK),
        ("próximo fim de semana", NEXT_WEEKEND),
        ("na sexta", ON_FRIDAY),
        ("na sexta-feira", ON_FRIDAY),
        ("na próxima sexta-feira", FRIDAY_AFTER_TODAY),
        ("sexta que vem", FRIDAY_AFTER_TODAY),
        (
            "no sábado",
            PhraseDays::Weekday(Weekday::Saturday, WhichWeekday::FromToday),
        ),
        ("em março", IN_MARCH),
        ("em marco", IN_MARCH),
        ("em março 2027", IN_MARCH_2027),
        ("em março de 2027", IN_MARCH_2027),
        ("em maio", IN_MAY),
        ("this weekend", THIS_WEEKEND),
    ]);
}

#[test]
fn portuguese_names_prices() {
    PAGE.prices(&[
        ("até 50 €", 5000, Some("EUR")),
        ("até 49,90 €", 4990, Some("EUR")),
        ("até 50 euros", 5000, Some("EUR")),
        ("menos de 50", 5000, None),
        ("abaixo de 50 €", 5000, Some("EUR")),
        ("até R$ 50", 5000, Some("BRL")),
        ("até R$50", 5000, Some("BRL")),
        ("menos de 50 reais", 5000, Some("BRL")),
        ("under 50", 5000, None),
    ]);
}

#[test]
fn portuguese_names_nearness() {
    PAGE.nearness(&["perto de mim", "perto daqui", "aqui perto"]);
}

#[test]
fn portuguese_words_with_another_meaning_are_searched_for() {
    PAGE.words(&[
        "março",
        "Águas de Março",
        "sexta",
        "na Quinta da Regaleira",
        "até 10 de março",
        "menos de 12 anos",
        "até amanhã",
        "\"hoje à noite\"",
    ]);
}
