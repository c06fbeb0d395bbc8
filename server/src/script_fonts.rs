//! The fonts with which the server draws letters. Fonts for Latin letters are in the program. Noto
//! fonts for other scripts are on disk (`scripts/setup-fonts`): each is read when a title first
//! needs it, and stays in memory. All of them take 30 MB.

use std::{
    collections::BTreeSet,
    env, fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use resvg::usvg::fontdb::Database;

const LATIN: [&[u8]; 8] = [
    include_bytes!("../fonts/figtree-latin-400.ttf"),
    include_bytes!("../fonts/figtree-latin-600.ttf"),
    include_bytes!("../fonts/figtree-latin-800.ttf"),
    include_bytes!("../fonts/figtree-latin-ext-400.ttf"),
    include_bytes!("../fonts/figtree-latin-ext-600.ttf"),
    include_bytes!("../fonts/figtree-latin-ext-800.ttf"),
    include_bytes!("../fonts/fraunces-latin-560.ttf"),
    include_bytes!("../fonts/fraunces-latin-ext-560.ttf"),
];

const CJK: &str = "NotoSansCJK-Bold.ttc";
const ARABIC: &str = "NotoSansArabic-Bold.ttf";
const HEBREW: &str = "NotoSansHebrew-Bold.ttf";
const GREEK_AND_CYRILLIC: &str = "NotoSans-Bold.ttf";
const GEORGIAN: &str = "NotoSansGeorgian-Bold.ttf";

/// Blocks of Unicode, and the font file for each.
const SCRIPTS: [(char, char, &str); 40] = [
    ('\u{250}', '\u{52f}', GREEK_AND_CYRILLIC),
    ('\u{530}', '\u{58f}', "NotoSansArmenian-Bold.ttf"),
    ('\u{590}', '\u{5ff}', HEBREW),
    ('\u{600}', '\u{6ff}', ARABIC),
    ('\u{750}', '\u{77f}', ARABIC),
    ('\u{780}', '\u{7bf}', "NotoSansThaana-Bold.ttf"),
    ('\u{8a0}', '\u{8ff}', ARABIC),
    ('\u{900}', '\u{97f}', "NotoSansDevanagari-Bold.ttf"),
    ('\u{980}', '\u{9ff}', "NotoSansBengali-Bold.ttf"),
    ('\u{a00}', '\u{a7f}', "NotoSansGurmukhi-Bold.ttf"),
    ('\u{a80}', '\u{aff}', "NotoSansGujarati-Bold.ttf"),
    ('\u{b00}', '\u{b7f}', "NotoSansOriya-Bold.ttf"),
    ('\u{b80}', '\u{bff}', "NotoSansTamil-Bold.ttf"),
    ('\u{c00}', '\u{c7f}', "NotoSansTelugu-Bold.ttf"),
    ('\u{c80}', '\u{cff}', "NotoSansKannada-Bold.ttf"),
    ('\u{d00}', '\u{d7f}', "NotoSansMalayalam-Bold.ttf"),
    ('\u{d80}', '\u{dff}', "NotoSansSinhala-Bold.ttf"),
    ('\u{e00}', '\u{e7f}', "NotoSansThai-Bold.ttf"),
    ('\u{e80}', '\u{eff}', "NotoSansLao-Bold.ttf"),
    ('\u{1000}', '\u{109f}', "NotoSansMyanmar-Bold.ttf"),
    ('\u{10a0}', '\u{10ff}', GEORGIAN),
    ('\u{1100}', '\u{11ff}', CJK),
    ('\u{1200}', '\u{139f}', "NotoSansEthiopic-Bold.ttf"),
    ('\u{13a0}', '\u{13ff}', "NotoSansCherokee-Bold.ttf"),
    (
        '\u{1400}',
        '\u{167f}',
        "NotoSansCanadianAboriginal-Bold.ttf",
    ),
    ('\u{1780}', '\u{17ff}', "NotoSansKhmer-Bold.ttf"),
    ('\u{1c90}', '\u{1cbf}', GEORGIAN),
    ('\u{1d00}', '\u{1fff}', GREEK_AND_CYRILLIC),
    ('\u{2d00}', '\u{2d2f}', GEORGIAN),
    ('\u{2e80}', '\u{a4cf}', CJK),
    ('\u{a640}', '\u{a69f}', GREEK_AND_CYRILLIC),
    ('\u{a960}', '\u{a97f}', CJK),
    ('\u{ac00}', '\u{d7ff}', CJK),
    ('\u{f900}', '\u{faff}', CJK),
    ('\u{fb1d}', '\u{fb4f}', HEBREW),
    ('\u{fb50}', '\u{fdff}', ARABIC),
    ('\u{fe30}', '\u{fe4f}', CJK),
    ('\u{fe70}', '\u{fefe}', ARABIC),
    ('\u{ff00}', '\u{ffef}', CJK),
    ('\u{20000}', '\u{3ffff}', CJK),
];

/// The file with this letter. None for letters of the program's own fonts, and of scripts without a
/// font.
pub(crate) fn file_of(letter: char) -> Option<&'static str> {
    SCRIPTS
        .iter()
        .find(|(first, last, _)| (*first..=*last).contains(&letter))
        .map(|(.., file)| *file)
}

/// The fonts that were needed so far.
#[derive(Debug)]
pub(crate) struct ScriptFonts {
    places: Vec<PathBuf>,
    loaded: Mutex<LoadedFonts>,
}

#[derive(Debug, Clone)]
struct LoadedFonts {
    fonts: Arc<Database>,
    /// The files that were tried. A missing one is not tried again.
    files: BTreeSet<&'static str>,
}

impl ScriptFonts {
    /// The fonts for Latin letters.
    pub fn new() -> Self {
        let mut fonts = Database::new();
        for font in LATIN {
            fonts.load_font_data(font.to_vec());
        }
        Self {
            places: places(),
            loaded: Mutex::new(LoadedFonts {
                fonts: Arc::new(fonts),
                files: BTreeSet::new(),
            }),
        }
    }

    /// Fonts with all letters of a text, as far as this machine has them. Reads files, so do not
    /// call it on an async thread.
    pub fn of(&self, text: &str) -> Arc<Database> {
        let wanted: BTreeSet<&'static str> = text.chars().filter_map(file_of).collect();
        let mut loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        let missing: Vec<&'static str> = wanted.difference(&loaded.files).copied().collect();
        if !missing.is_empty() {
            let mut fonts = Database::clone(&loaded.fonts);
            for file in missing {
                match self.read(file) {
                    Some(font) => fonts.load_font_data(font),
                    None => {
                        tracing::warn!(
                            file,
                            "no font for some letters of a title: they are boxes on its poster; run scripts/setup-fonts"
                        )
                    }
                }
                loaded.files.insert(file);
            }
            loaded.fonts = Arc::new(fonts);
        }
        Arc::clone(&loaded.fonts)
    }

    /// A file, from the first directory that has it.
    pub fn read(&self, file: &str) -> Option<Vec<u8>> {
        self.places
            .iter()
            .find_map(|place| fs::read(place.join(file)).ok())
    }
}

/// `FRONTROW_FONTS` if it is set; `fonts` in the target directory of the program's build; the
/// directories of Debian's packages.
fn places() -> Vec<PathBuf> {
    let named = env::var_os("FRONTROW_FONTS")
        .filter(|place| !place.is_empty())
        .map(PathBuf::from);
    let program = env::current_exe().unwrap_or_default();
    // The program is in target/release, a test in target/debug/deps.
    let beside = program
        .ancestors()
        .skip(1)
        .take(3)
        .map(|dir| dir.join("fonts"));
    let system = [
        "/usr/share/fonts/truetype/noto",
        "/usr/share/fonts/opentype/noto",
    ]
    .map(|place| Path::new(place).to_path_buf());
    named.into_iter().chain(beside).chain(system).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_letter_has_the_file_of_its_script() {
        for (letter, file) in [
            ('Щ', GREEK_AND_CYRILLIC),
            ('ω', GREEK_AND_CYRILLIC),
            ('ي', ARABIC),
            ('ש', HEBREW),
            ('第', CJK),
            ('서', CJK),
            ('ー', CJK),
        ] {
            assert_eq!(file_of(letter), Some(file), "{letter}");
        }
        for letter in ['a', 'ř', '–', '“', '€', ' '] {
            assert_eq!(file_of(letter), None, "{letter}");
        }
        assert!(
            SCRIPTS.is_sorted_by(|one, other| one.1 < other.0),
            "blocks follow one another"
        );
    }
}
