//! The names of countries. Only the server needs them, for the addresses of venues.

use crate::Language;

/// The countries of the demo season, by ISO 3166, with names in the order of [`Language::ALL`].
const COUNTRIES: [(&str, [&str; 6]); 20] = [
    (
        "FI",
        [
            "Finnland",
            "Finland",
            "Finlande",
            "Finlândia",
            "Suomi",
            "Finland",
        ],
    ),
    (
        "SE",
        ["Schweden", "Sweden", "Suède", "Suécia", "Ruotsi", "Sverige"],
    ),
    (
        "NO",
        ["Norwegen", "Norway", "Norvège", "Noruega", "Norja", "Norge"],
    ),
    (
        "DK",
        [
            "Dänemark",
            "Denmark",
            "Danemark",
            "Dinamarca",
            "Tanska",
            "Danmark",
        ],
    ),
    (
        "EE",
        [
            "Estland", "Estonia", "Estonie", "Estónia", "Viro", "Estland",
        ],
    ),
    (
        "LV",
        [
            "Lettland", "Latvia", "Lettonie", "Letónia", "Latvia", "Lettland",
        ],
    ),
    (
        "DE",
        [
            "Deutschland",
            "Germany",
            "Allemagne",
            "Alemanha",
            "Saksa",
            "Tyskland",
        ],
    ),
    (
        "AT",
        [
            "Österreich",
            "Austria",
            "Autriche",
            "Áustria",
            "Itävalta",
            "Österrike",
        ],
    ),
    (
        "CH",
        [
            "Schweiz",
            "Switzerland",
            "Suisse",
            "Suíça",
            "Sveitsi",
            "Schweiz",
        ],
    ),
    (
        "NL",
        [
            "Niederlande",
            "Netherlands",
            "Pays-Bas",
            "Países Baixos",
            "Alankomaat",
            "Nederländerna",
        ],
    ),
    (
        "BE",
        [
            "Belgien", "Belgium", "Belgique", "Bélgica", "Belgia", "Belgien",
        ],
    ),
    (
        "FR",
        [
            "Frankreich",
            "France",
            "France",
            "França",
            "Ranska",
            "Frankrike",
        ],
    ),
    (
        "ES",
        [
            "Spanien", "Spain", "Espagne", "Espanha", "Espanja", "Spanien",
        ],
    ),
    (
        "IT",
        ["Italien", "Italy", "Italie", "Itália", "Italia", "Italien"],
    ),
    (
        "GB",
        [
            "Vereinigtes Königreich",
            "United Kingdom",
            "Royaume-Uni",
            "Reino Unido",
            "Iso-Britannia",
            "Storbritannien",
        ],
    ),
    (
        "IE",
        [
            "Irland", "Ireland", "Irlande", "Irlanda", "Irlanti", "Irland",
        ],
    ),
    (
        "PL",
        ["Polen", "Poland", "Pologne", "Polónia", "Puola", "Polen"],
    ),
    (
        "PT",
        [
            "Portugal",
            "Portugal",
            "Portugal",
            "Portugal",
            "Portugali",
            "Portugal",
        ],
    ),
    (
        "CZ",
        [
            "Tschechien",
            "Czechia",
            "Tchéquie",
            "Chéquia",
            "Tšekki",
            "Tjeckien",
        ],
    ),
    (
        "US",
        [
            "Vereinigte Staaten",
            "United States",
            "États-Unis",
            "Estados Unidos",
            "Yhdysvallat",
            "USA",
        ],
    ),
];

impl Language {
    /// The name of the country with this two-letter code. None if it has no name here.
    #[must_use]
    pub fn country(self, code: &str) -> Option<&'static str> {
        let (_, names) = COUNTRIES.iter().find(|(known, _)| *known == code)?;
        let place = Self::ALL.iter().position(|language| *language == self)?;
        names.get(place).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_has_its_name_in_each_language() {
        let names = Language::ALL.map(|language| language.country("FI").unwrap_or_default());
        assert_eq!(
            names,
            [
                "Finnland",
                "Finland",
                "Finlande",
                "Finlândia",
                "Suomi",
                "Finland"
            ]
        );
        assert_eq!(Language::English.country("XX"), None);
    }
}
