//! The HTML document around the site. Only the server makes it.

use leptos::{hydration::AutoReload, prelude::*};
use leptos_meta::{HashedStylesheet, MetaTags};

/// The fonts that the first screen needs: text and titles, Latin letters.
const FIRST_FONTS: [&str; 2] = ["/fonts/figtree-latin-wght-normal.woff2", "/fonts/fraunces-latin-opsz-normal.woff2"];

/// The document. What is not the site itself (style, fonts, the scripts that bring it alive) is named here and nowhere else.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    let fonts = FIRST_FONTS.map(|href| view! { <link rel="preload" href=href r#as="font" r#type="font/woff2" crossorigin="anonymous" /> });
    view! {
        <!DOCTYPE html>
        <html lang="en">
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
                <meta name="color-scheme" content="light dark" />
                <meta name="theme-color" content="#faf7f1" media="(prefers-color-scheme: light)" />
                <meta name="theme-color" content="#191513" media="(prefers-color-scheme: dark)" />
                <meta name="format-detection" content="telephone=no" />
                <link rel="icon" href="/favicon.svg" r#type="image/svg+xml" />
                <link rel="manifest" href="/site.webmanifest" />
                {fonts}
                <HashedStylesheet options=options.clone() id="style" />
                <AutoReload options=options.clone() />
                <HydrationScripts options />
                <MetaTags />
            </head>
            <body>
                <crate::App />
            </body>
        </html>
    }
}
