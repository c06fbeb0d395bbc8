//! Pictures of posters. Share cards are PNG, because previews of links do not support SVG. In a
//! poster with letters for which a browser may have no font, the letters are shapes. The drawings
//! are those of pages (`markup::poster`).

use std::sync::Arc;

use bytes::Bytes;
use markup::poster::{Bill, card, svg};
use moka::future::Cache;
use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::{Options, Tree, WriteOptions, fontdb::Database},
};
use sha2::{Digest, Sha256};
use thiserror::Error;
use tokio::sync::Semaphore;

use crate::script_fonts::ScriptFonts;

/// The most pictures in memory, some 50 KiB each. A card is requested many times at once when its
/// link is shared.
const KEPT: u64 = 256;

/// The drawing could not be converted.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("a poster could not be drawn: {0}")]
pub(crate) struct DrawError(String);

impl DrawError {
    fn of(what: &dyn std::fmt::Display) -> Self {
        Self(what.to_string())
    }
}

/// Converts a drawing into a picture.
type Drawer = fn(&str, Arc<Database>) -> Result<Vec<u8>, DrawError>;

/// The latest pictures, and the shared state for making them.
#[derive(Clone)]
pub(crate) struct ShareCards {
    fonts: Arc<ScriptFonts>,
    pictures: Cache<[u8; 32], Bytes>,
    /// The permit to draw. One at a time, so that pictures do not take cores from selling.
    turn: Arc<Semaphore>,
}

impl ShareCards {
    pub(crate) fn new() -> Self {
        Self {
            fonts: Arc::new(ScriptFonts::new()),
            pictures: Cache::new(KEPT),
            turn: Arc::new(Semaphore::new(1)),
        }
    }

    /// The share card of an event, as PNG.
    pub(crate) async fn of(&self, bill: &Bill) -> Result<Bytes, DrawError> {
        self.picture(card(bill), pixels).await
    }

    /// The poster of an event, as SVG.
    pub(crate) async fn poster(&self, bill: &Bill) -> Result<Bytes, DrawError> {
        if bill.is_in_other_letters() {
            self.picture(svg(bill), shapes).await
        } else {
            Ok(svg(bill).into())
        }
    }

    /// Callers who ask for the same picture at the same time share one drawing.
    async fn picture(&self, drawing: String, drawer: Drawer) -> Result<Bytes, DrawError> {
        let key = Sha256::digest(&drawing).into();
        self.pictures
            .try_get_with(key, self.draw(drawing, drawer))
            .await
            .map_err(|fault| DrawError::clone(&fault))
    }

    async fn draw(&self, drawing: String, drawer: Drawer) -> Result<Bytes, DrawError> {
        let _turn = self
            .turn
            .acquire()
            .await
            .map_err(|closed| DrawError::of(&closed))?;
        let fonts = Arc::clone(&self.fonts);
        let drawn = tokio::task::spawn_blocking(move || drawer(&drawing, fonts.of(&drawing)));
        drawn
            .await
            .map_err(|ended| DrawError::of(&ended))?
            .map(Bytes::from)
    }
}

fn tree(drawing: &str, fontdb: Arc<Database>) -> Result<Tree, DrawError> {
    Tree::from_str(
        drawing,
        &Options {
            fontdb,
            ..Options::default()
        },
    )
    .map_err(|wrong| DrawError::of(&wrong))
}

fn pixels(drawing: &str, fonts: Arc<Database>) -> Result<Vec<u8>, DrawError> {
    let tree = tree(drawing, fonts)?;
    let size = tree.size().to_int_size();
    let mut pixels =
        Pixmap::new(size.width(), size.height()).ok_or_else(|| DrawError::of(&"it has no size"))?;
    resvg::render(&tree, Transform::identity(), &mut pixels.as_mut());
    pixels.encode_png().map_err(|wrong| DrawError::of(&wrong))
}

/// The drawing with its letters as shapes. Its title is added again for screen readers.
fn shapes(drawing: &str, fonts: Arc<Database>) -> Result<Vec<u8>, DrawError> {
    let drawn = tree(drawing, fonts)?.to_string(&WriteOptions::default());
    let between = |text: &str| {
        Some(
            text.split_once("<title>")?
                .1
                .split_once("</title>")?
                .0
                .to_owned(),
        )
    };
    let title = between(drawing).unwrap_or_default();
    let (head, rest) = drawn
        .split_once('>')
        .ok_or_else(|| DrawError::of(&"it has no beginning"))?;
    Ok(format!(r#"{head} role="img"><title>{title}</title>{rest}"#).into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::script_fonts::file_of;

    fn bill(title: &str) -> Bill {
        Bill {
            slug: "rusalka".to_owned(),
            category: "opera".to_owned(),
            title: title.to_owned(),
            day: "Fri 27 Nov".to_owned(),
            place: "Sibelius Hall, Lahti".to_owned(),
        }
    }

    #[tokio::test]
    async fn a_card_has_its_size_and_contains_letters() {
        let cards = ShareCards::new();
        let rusalka = cards.of(&bill("Dvořák: Rusalka")).await.expect("a card");
        assert!(rusalka.starts_with(b"\x89PNG"));
        let (width, height) = (
            u32::from_be_bytes(rusalka[16..20].try_into().expect("four")),
            u32::from_be_bytes(rusalka[20..24].try_into().expect("four")),
        );
        assert_eq!((width, height), markup::poster::CARD_SIZE);
        // Without fonts the letters would be missing, and all titles would look alike.
        assert_ne!(
            rusalka,
            cards.of(&bill("Dvořák: Jakobín")).await.expect("a card")
        );
        assert_eq!(
            rusalka,
            cards.of(&bill("Dvořák: Rusalka")).await.expect("a card")
        );
    }

    #[tokio::test]
    async fn titles_of_every_script_are_drawn_with_their_letters() {
        let cards = ShareCards::new();
        // Both titles have the same number of letters, so as boxes they would be the same picture.
        for (one, other) in [
            ("Щелкунчик", "Лебединое"),
            ("Όπερα", "Μήδεα"),
            ("ليلة", "نهار"),
            ("שלום", "עולם"),
            ("रात", "दिन"),
            ("ดนตรี", "กีตาร"),
            ("თეატრი", "სიმღერ"),
            ("第九演奏会", "東京交響楽"),
            ("서울", "부산"),
        ] {
            let file = one.chars().find_map(file_of).expect("a script");
            if cards.fonts.read(file).is_none() {
                eprintln!("skipped: {one} (no {file}; scripts/setup-fonts)");
                continue;
            }
            let [one_card, other_card] = [
                cards.of(&bill(one)).await.expect("a card"),
                cards.of(&bill(other)).await.expect("a card"),
            ];
            assert_ne!(one_card, other_card, "{one} and {other}");
        }
    }

    #[tokio::test]
    async fn a_poster_in_other_letters_needs_no_font_and_keeps_its_title() {
        let cards = ShareCards::new();
        let poster = cards.poster(&bill("第九演奏会")).await.expect("a poster");
        let poster = std::str::from_utf8(&poster).expect("text");
        assert!(
            poster.starts_with("<svg") && poster.contains("<path") && !poster.contains("<text"),
            "{poster}"
        );
        assert!(
            poster.contains("<title>第九演奏会. Fri 27 Nov, Sibelius Hall, Lahti</title>"),
            "{poster}"
        );
        let latin = cards.poster(&bill("Rusalka")).await.expect("a poster");
        assert_eq!(latin, markup::poster::svg(&bill("Rusalka")).into_bytes());
    }
}
