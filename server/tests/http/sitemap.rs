//! `GET /sitemap.xml` and `GET /robots.txt`

use domain::moment;
use server::config::Config;

use crate::shop::{Answer, Shop};

const SITE: &str = "https://tickets.example";

async fn public_shop() -> Shop {
    Shop::open_with(config()).await
}

fn config() -> Config {
    Config {
        public_url: Some(SITE.parse().expect("an address")),
        ..Config::default()
    }
}

/// The addresses between `<loc>` and `</loc>`.
fn locations(text: &str) -> Vec<&str> {
    text.split("<loc>")
        .skip(1)
        .filter_map(|rest| Some(rest.split_once("</loc>")?.0))
        .collect()
}

#[tokio::test]
async fn the_sitemap_has_the_full_address_and_last_change_of_every_page() {
    let shop = public_shop().await;
    let event = shop.event().await;
    shop.database.execute("insert into performer (slug, name) values ('quartet', 'The Quartet'), ('nobody', 'Nobody')").await;
    let performer = shop
        .database
        .number("select id::bigint from performer where slug = 'quartet'")
        .await;
    shop.database
        .execute(&format!(
            "insert into event_performer values ({}, {performer}, 0)",
            event.id
        ))
        .await;
    // An event that was never put up for sale has no page.
    let draft = "insert into event (slug, title, category, venue_id, plan_hash, starts_at, ends_at, on_sale_at)
                 select 'draft', 'Draft', category, venue_id, plan_hash, starts_at, ends_at, on_sale_at from event";
    shop.database.execute(draft).await;
    let caller = shop.caller();

    let index = Answer::of(caller.get("/sitemap.xml")).await;
    assert_eq!(index.is_ok().header("content-type"), "application/xml");
    assert_eq!(index.header("cache-control"), "public, max-age=60");
    let files = locations(&index.text);
    assert_eq!(
        files,
        ["events-0", "venues-0", "performers-0"]
            .map(|file| format!("{SITE}/sitemap.xml?file={file}"))
    );

    let mut pages = Vec::new();
    for file in files {
        let path = file.strip_prefix(SITE).expect("an address of the shop");
        let listed = Answer::of(caller.get(path)).await;
        let entries = listed.is_ok().text.matches("<url>").count();
        assert_eq!(locations(&listed.text).len(), entries);
        let changes: Vec<&str> = listed
            .text
            .split("<lastmod>")
            .skip(1)
            .filter_map(|rest| Some(rest.split_once("</lastmod>")?.0))
            .collect();
        assert!(
            !changes.is_empty() && changes.iter().all(|at| moment::parse(at).is_some()),
            "{}",
            listed.text
        );
        pages.extend(locations(&listed.text).into_iter().map(str::to_owned));
    }
    let nobody = performer + 1;
    let paths = [
        format!("/events/{}", event.slug),
        "/venues/town-hall".to_owned(),
        format!("/performers/{performer}"),
        format!("/performers/{nobody}"),
    ];
    assert_eq!(pages, paths.each_ref().map(|path| format!("{SITE}{path}")));
    for path in paths {
        Answer::of(caller.get(&path)).await.is_ok();
    }
}

#[tokio::test]
async fn many_events_are_in_several_files_of_the_sitemap() {
    let shop = public_shop().await;
    let first = shop.event().await;
    shop.database
        .execute("select setval(pg_get_serial_sequence('event', 'id'), 5999)")
        .await;
    let far = shop.event().await;
    let caller = shop.caller();
    let index = Answer::of(caller.get("/sitemap.xml")).await;
    let files = locations(&index.is_ok().text);
    assert_eq!(
        files,
        ["events-0", "events-3", "venues-0"].map(|file| format!("{SITE}/sitemap.xml?file={file}"))
    );
    for (file, event) in [("events-0", first), ("events-3", far)] {
        let listed = Answer::of(caller.get(&format!("/sitemap.xml?file={file}"))).await;
        assert_eq!(
            locations(&listed.is_ok().text),
            [format!("{SITE}/events/{}", event.slug)],
            "{file}"
        );
    }
    Answer::of(caller.get("/sitemap.xml?file=events-1"))
        .await
        .is_problem(404, "not_found");
    Answer::of(caller.get("/sitemap.xml?file=events--1"))
        .await
        .is_problem(422, "invalid_request")
        .names("file");
}

#[tokio::test]
async fn a_caller_who_has_the_sitemap_gets_304() {
    let shop = public_shop().await;
    shop.event().await;
    let caller = shop.caller();
    for path in ["/sitemap.xml", "/sitemap.xml?file=events-0"] {
        let first = Answer::of(caller.get(path)).await;
        let again = Answer::of(
            caller
                .get(path)
                .header("if-none-match", first.is_ok().header("etag")),
        )
        .await;
        assert_eq!(
            (again.status.as_u16(), again.text.as_str()),
            (304, ""),
            "{path}"
        );
    }
}

#[tokio::test]
async fn robots_txt_names_the_sitemap_only_if_the_shop_has_a_public_address() {
    let shop = public_shop().await;
    let robots = Answer::of(shop.caller().get("/robots.txt")).await;
    assert_eq!(
        robots.is_ok().header("content-type"),
        "text/plain; charset=utf-8"
    );
    assert!(
        robots
            .text
            .lines()
            .any(|line| line == format!("Sitemap: {SITE}/sitemap.xml")),
        "{}",
        robots.text
    );
    let nameless = shop.caller_of_another_server(Config::default()).await;
    assert!(
        !Answer::of(nameless.get("/robots.txt"))
            .await
            .text
            .contains("Sitemap:")
    );
    Answer::of(nameless.get("/sitemap.xml"))
        .await
        .is_problem(404, "not_found");
}
