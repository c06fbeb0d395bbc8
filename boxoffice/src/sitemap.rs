//! The addresses of pages, for search engines.

use store::sitemap::{SitemapFile, SitemapPage};

use crate::{BoxOffice, Refusal};

impl BoxOffice {
    /// The files of the sitemap that have pages.
    ///
    /// # Errors
    /// The database failed.
    pub async fn sitemap_files(&self) -> Result<Vec<SitemapFile>, Refusal> {
        Ok(store::sitemap::files(self.pool()).await?)
    }

    /// The pages of a file of the sitemap. A file that the index does not name has none.
    ///
    /// # Errors
    /// The database failed.
    pub async fn sitemap_pages(&self, file: SitemapFile) -> Result<Vec<SitemapPage>, Refusal> {
        Ok(store::sitemap::pages(self.pool(), file).await?)
    }
}
