//! Share cards as pictures: where links are shown, no drawing is read, only pixels. The drawing is the app's (`app::poster::card`).

use std::sync::Arc;

use app::poster::{Bill, card};
use bytes::Bytes;
use moka::future::Cache;
use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::{Options, Tree, fontdb},
};
use sha2::{Digest, Sha256};
use thiserror::Error;
use tokio::sync::Semaphore;

/// The most cards in memory, some 50 KiB each. A card is asked for when its link is shared, then many times at once.
const KEPT: u64 = 256;

const FONTS: [&[u8]; 8] = [
    include_bytes!("../fonts/figtree-latin-400.ttf"),
    include_bytes!("../fonts/figtree-latin-600.ttf"),
    include_bytes!("../fonts/figtree-latin-800.ttf"),
    include_bytes!("../fonts/figtree-latin-ext-400.ttf"),
    include_bytes!("../fonts/figtree-latin-ext-600.ttf"),
    include_bytes!("../fonts/figtree-latin-ext-800.ttf"),
    include_bytes!("../fonts/fraunces-latin-560.ttf"),
    include_bytes!("../fonts/fraunces-latin-ext-560.ttf"),
];

/// The drawing could not be turned into a picture.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("a share card could not be drawn: {0}")]
pub(crate) struct DrawError(String);

/// The latest cards, and what they are made with.
#[derive(Clone)]
pub(crate) struct ShareCards {
    fonts: Arc<fontdb::Database>,
    cards: Cache<[u8; 32], Bytes>,
    /// Who draws. One at a time: pictures must not take the processors from those who sell.
    turn: Arc<Semaphore>,
}

impl ShareCards {
    pub(crate) fn new() -> Self {
        let mut fonts = fontdb::Database::new();
        for font in FONTS {
            fonts.load_font_data(font.to_vec());
        }
        Self { fonts: Arc::new(fonts), cards: Cache::new(KEPT), turn: Arc::new(Semaphore::new(1)) }
    }

    /// The card of an event, as PNG. Those who ask for the same card at the same time wait for one drawing of it.
    pub(crate) async fn of(&self, bill: &Bill) -> Result<Bytes, DrawError> {
        let drawing = card(bill);
        let key = Sha256::digest(&drawing).into();
        self.cards.try_get_with(key, self.draw(drawing)).await.map_err(|fault| DrawError::clone(&fault))
    }

    async fn draw(&self, drawing: String) -> Result<Bytes, DrawError> {
        let fault = |what: &dyn std::fmt::Display| DrawError(what.to_string());
        let _turn = self.turn.acquire().await.map_err(|closed| fault(&closed))?;
        let fonts = Arc::clone(&self.fonts);
        let drawn = tokio::task::spawn_blocking(move || picture(&drawing, fonts));
        drawn.await.map_err(|ended| fault(&ended))?.map(Bytes::from)
    }
}

fn picture(drawing: &str, fontdb: Arc<fontdb::Database>) -> Result<Vec<u8>, DrawError> {
    let fault = |what: &dyn std::fmt::Display| DrawError(what.to_string());
    let tree = Tree::from_str(drawing, &Options { fontdb, ..Options::default() }).map_err(|wrong| fault(&wrong))?;
    let size = tree.size().to_int_size();
    let mut pixels = Pixmap::new(size.width(), size.height()).ok_or_else(|| fault(&"it has no size"))?;
    resvg::render(&tree, Transform::identity(), &mut pixels.as_mut());
    pixels.encode_png().map_err(|wrong| fault(&wrong))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_card_is_a_picture_of_its_size_with_letters_in_it() {
        let bill = |title: &str| Bill {
            slug: "rusalka".to_owned(),
            category: "opera".to_owned(),
            title: title.to_owned(),
            day: "Fri 27 Nov".to_owned(),
            place: "Sibelius Hall, Lahti".to_owned(),
        };
        let cards = ShareCards::new();
        let rusalka = cards.of(&bill("Dvořák: Rusalka")).await.expect("a card");
        assert!(rusalka.starts_with(b"\x89PNG"));
        let (width, height) =
            (u32::from_be_bytes(rusalka[16..20].try_into().expect("four")), u32::from_be_bytes(rusalka[20..24].try_into().expect("four")));
        assert_eq!((width, height), app::poster::CARD_SIZE);
        // Without fonts the letters would be left out, and all titles look alike.
        assert_ne!(rusalka, cards.of(&bill("Dvořák: Jakobín")).await.expect("a card"));
        assert_eq!(rusalka, cards.of(&bill("Dvořák: Rusalka")).await.expect("a card"));
    }
}
