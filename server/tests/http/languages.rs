//! The languages of the site. The address of a page chooses its language. If English is the only
//! language, most of these tests have nothing to check.

use reqwest::StatusCode;
use serde_json::json;
use server::config::Config;
use ui::texts::{LANGUAGES, Language};

use crate::shop::{Answer, GOOD_CARD, Shop, key};

/// The languages besides English.
fn others() -> impl Iterator<Item = Language> {
    LANGUAGES
        .iter()
        .copied()
        .filter(|language| *language != Language::English)
}

/// The links and form targets of a page, except the links that change the language.
fn ways(page: &str) -> Vec<&str> {
    let (before, switch) = page
        .split_once("site-footer-languages")
        .unwrap_or((page, ""));
    let after = switch.split_once("</ul>").map_or("", |(_, after)| after);
    let values = [before, after].into_iter().flat_map(|part| {
        let named = ["href=\"", "action=\"", "formaction=\""].into_iter();
        named.flat_map(move |name| {
            part.split(name)
                .skip(1)
                .filter_map(|rest| rest.split('"').next())
        })
    });
    values.filter(|value| value.starts_with('/')).collect()
}

/// Whether all languages share this address.
fn is_common(path: &str) -> bool {
    let files = [
        "/api/",
        "/pkg/",
        "/fonts/",
        "/icons/",
        "/posters/",
        "/favicon.svg",
        "/site.webmanifest",
    ];
    files.iter().any(|begin| path.starts_with(begin))
}

#[tokio::test]
async fn the_address_chooses_the_language_and_every_link_of_the_page_stays_in_it() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let caller = shop.caller().begin().await;
    let event = format!("/events/{}", event.slug);
    let paths = [
        "/",
        "/?q=opera",
        &event,
        "/venues",
        "/venues/town-hall",
        "/bookings",
        "/sign-in",
        "/no/such/page",
    ];
    for language in LANGUAGES.iter().copied() {
        let code = language.code();
        for path in paths {
            let page = Answer::of(
                caller
                    .get(&language.address(path))
                    .header("accept", "text/html"),
            )
            .await;
            let found = if path.starts_with("/no/") {
                StatusCode::NOT_FOUND
            } else {
                StatusCode::OK
            };
            assert_eq!(page.status, found, "{code} {path}");
            assert!(
                page.text.contains(&format!("<html lang=\"{code}\"")),
                "{code} {path}: {}",
                page.text
            );
            let ways = ways(&page.text);
            assert!(ways.len() > 5, "{code} {path}: {ways:?}");
            for way in ways.into_iter().filter(|way| !is_common(way)) {
                let of = Language::of_path(way.split(['?', '#']).next().unwrap_or_default())
                    .map(|(of, _)| of);
                assert_eq!(of.unwrap_or_default(), language, "{way} on {path}");
            }
        }
    }
}

#[tokio::test]
async fn a_page_links_to_itself_in_every_other_language() {
    let public_url = Some("https://tickets.example".parse().expect("an address"));
    let shop = Shop::open_with(Config {
        public_url,
        ..Config::default()
    })
    .await;
    let caller = shop.caller();
    for language in others() {
        let page = Answer::of(caller.get(&language.address("/venues?cursor=1"))).await;
        for other in LANGUAGES {
            let (code, address) = (other.code(), other.marked_address("/venues?cursor=1"));
            let link = page
                .text
                .split("<a ")
                .find(|link| link.contains(&format!("href=\"{address}\"")))
                .expect(code);
            for part in [
                format!(" lang=\"{code}\""),
                format!("hreflang=\"{code}\""),
                format!(">{}<", other.name()),
            ] {
                assert!(link.contains(&part), "{part}: {link}");
            }
        }
        let home = Answer::of(caller.get(&language.address("/"))).await.text;
        for other in LANGUAGES {
            let address = format!("https://tickets.example{}", other.address("/"));
            assert!(
                home.contains(&format!("hreflang=\"{}\"", other.code()))
                    && home.contains(&format!("href=\"{address}\"")),
                "{home}"
            );
        }
        assert!(home.contains("hreflang=\"x-default\""), "{home}");
    }
}

#[tokio::test]
async fn a_shared_page_is_cached_separately_in_each_language() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let caller = shop.caller();
    let path = format!("/events/{}", event.slug);
    for language in others().chain([Language::English]).chain(others()) {
        let page = Answer::of(caller.get(&language.address(&path))).await;
        assert!(
            page.is_ok()
                .text
                .contains(&format!("<html lang=\"{}\"", language.code())),
            "{}",
            page.text
        );
        assert!(
            page.header("cache-control").starts_with("public, "),
            "{:?}",
            page.headers
        );
        assert_eq!(page.header("vary"), "Cookie, Accept-Encoding");
    }
}

#[tokio::test]
async fn only_the_home_address_redirects_to_the_browsers_language() {
    let shop = Shop::open().await;
    for language in others() {
        let caller = shop.caller();
        let asked = |path: &str| {
            caller
                .get(path)
                .header("accept-language", format!("{}, en;q=0.5", language.code()))
        };
        let home = Answer::of(asked("/")).await;
        assert_eq!(
            (home.status, home.header("location")),
            (StatusCode::FOUND, language.address("/").as_str())
        );
        assert_eq!(
            (home.header("cache-control"), home.header("vary")),
            ("no-store", "Cookie, Accept-Language")
        );
        for path in ["/?q=opera", "/venues", language.address("/").as_str()] {
            Answer::of(asked(path)).await.is_ok();
        }
        let from_here = asked("/").header("referer", format!("http://{}/venues", caller.host()));
        Answer::of(from_here).await.is_ok();
        // A visitor who changes to English stays there.
        assert_eq!(Answer::of(asked("/en")).await.header("location"), "/");
        let english = Answer::of(asked("/")).await;
        assert!(
            english.is_ok().text.contains("<html lang=\"en\""),
            "{}",
            english.text
        );
    }
    let english = Answer::of(
        shop.caller()
            .get("/")
            .header("accept-language", "en-GB, fi;q=0.8"),
    )
    .await;
    assert_eq!(
        english.is_ok().header("vary"),
        "Cookie, Accept-Encoding, Accept-Language"
    );
}

#[tokio::test]
async fn the_choice_of_english_is_remembered_and_redirects_to_no_other_site() {
    let shop = Shop::open().await;
    let caller = shop.caller();
    for (asked, location) in [
        ("/en", "/"),
        ("/en/venues?cursor=1", "/venues?cursor=1"),
        ("/en/events/evening-1", "/events/evening-1"),
        ("/en//evil.example", "/"),
        ("/en/api/v1/events", "/"),
    ] {
        let answer = Answer::of(caller.get(asked)).await;
        assert_eq!(
            (answer.status, answer.header("location")),
            (StatusCode::SEE_OTHER, location),
            "{asked}"
        );
        let cookie = answer
            .cookies()
            .into_iter()
            .find(|cookie| cookie.starts_with("frontrow_language=en; "));
        assert!(
            cookie.is_some_and(|cookie| cookie.contains("Path=/;")),
            "{asked}: {:?}",
            answer.headers
        );
    }
}

#[tokio::test]
async fn only_pages_have_a_language_in_their_address() {
    let shop = Shop::open().await;
    let caller = shop.caller();
    for language in others() {
        for path in ["/api/v1/events", "/healthz", "/robots.txt", "/sitemap.xml"] {
            assert_eq!(
                Answer::of(caller.get(&language.address(path))).await.status,
                StatusCode::NOT_FOUND,
                "{path}"
            );
        }
        for (path, location) in [("/venues/", "/venues"), ("/events", "/")] {
            let answer = Answer::of(caller.get(&language.address(path))).await;
            let location = language.address(location);
            assert_eq!(
                (answer.status, answer.header("location")),
                (StatusCode::PERMANENT_REDIRECT, location.as_str()),
                "{path}"
            );
        }
        let slash = Answer::of(caller.get(&format!("{}/", language.address("/")))).await;
        assert_eq!(slash.header("location"), language.address("/"));
    }
}

#[tokio::test]
async fn forms_keep_the_language_and_letters_and_papers_are_in_it() {
    for language in others() {
        let shop = Shop::open().await;
        let event = shop.event().await;
        let (caller, code) = (shop.caller(), language.code());
        let form = language.address(&format!("/events/{}/hold", event.slug));
        let first = Answer::of(caller.post(&form).form(&[("quantity", "1")])).await;
        assert_eq!(first.header("location"), format!("{form}?cookie=sent"));
        let held = caller
            .form(&form, &[("quantity", "1"), ("key", "form-1")])
            .await;
        let checkout = language.address("/checkout/");
        let booking = held
            .header("location")
            .strip_prefix(&checkout)
            .expect("the checkout")
            .to_owned();

        // The error is shown once, on the page in this language.
        let pay = language.address(&format!("/bookings/{booking}/pay"));
        let declined = caller
            .form(
                &pay,
                &[
                    ("card", "4000 0000 0000 0002"),
                    ("email", "ada@example.com"),
                ],
            )
            .await;
        assert_eq!(
            declined.told_at(),
            format!("{checkout}{booking}?problem=payment_declined")
        );
        let told = Answer::of(caller.get(declined.header("location"))).await;
        let forgets = format!("frontrow_told=; Path={checkout}{booking}; Max-Age=0; ");
        assert!(
            told.is_ok()
                .cookies()
                .iter()
                .any(|cookie| cookie.starts_with(&forgets)),
            "{:?}",
            told.headers
        );

        let paid = caller
            .form(&pay, &[("card", GOOD_CARD), ("email", "ada@example.com")])
            .await;
        assert_eq!(
            paid.header("location"),
            language.address(&format!("/bookings/{booking}"))
        );
        for table in ["contact", "letter"] {
            let written = shop
                .database
                .number(&format!(
                    "select count(*) from {table} where locale = '{code}'"
                ))
                .await;
            assert_eq!(written, 1, "{table}");
        }
        let page = Answer::of(caller.get(paid.header("location"))).await;
        assert!(
            page.is_ok()
                .text
                .contains(&format!("tickets.ics?language={code}")),
            "{}",
            page.text
        );
        let letters = Answer::of(caller.get(&language.address("/sandbox/letters"))).await;
        let link = language.address("/recover/");
        let link = letters
            .is_ok()
            .text
            .split(&format!("href=\"{link}"))
            .nth(1)
            .and_then(|rest| rest.split('"').next());
        let letter = Answer::of(
            caller.get(&language.address(&format!("/recover/{}", link.expect("a link")))),
        )
        .await;
        assert!(
            letter
                .is_ok()
                .text
                .contains(&format!("<html lang=\"{code}\"")),
            "{}",
            letter.text
        );
    }
}

#[tokio::test]
async fn programs_choose_the_language_of_letters_and_papers_by_a_header() {
    for language in others() {
        let shop = Shop::open().await;
        let event = shop.event().await;
        let (buyer, code) = (shop.caller(), language.code());
        let booking = buyer.hold(&event, &[1]).await;
        let token = Answer::of(
            buyer
                .post("/api/v1/sandbox/tokens")
                .json(&json!({"card": GOOD_CARD})),
        )
        .await
        .body["payment_token"]
            .clone();
        let body = json!({"payment_token": token, "email": "ada@example.com"});
        let path = booking["payment_url"].as_str().expect("a path");
        let sold = Answer::of(
            buyer
                .post(path)
                .header("idempotency-key", key())
                .header("accept-language", code)
                .json(&body),
        )
        .await;
        let sold = &sold.is_ok().body["booking"];
        assert_eq!(
            shop.database
                .number(&format!(
                    "select count(*) from letter where locale = '{code}'"
                ))
                .await,
            1
        );
        let number = booking["id"].as_str().expect("a number");
        let tickets = format!("/api/v1/bookings/{number}/tickets.pdf");
        let pdf = buyer
            .get(&format!("{tickets}?language={code}"))
            .send()
            .await
            .expect("an answer");
        assert_eq!(pdf.status(), StatusCode::OK);
        let calendar = format!("/api/v1/bookings/{number}/tickets.ics");
        let pass = format!(
            "/api/v1/tickets/{}/pass.pkpass",
            sold["tickets"][0]["id"].as_str().expect("a number")
        );
        for file in [tickets, calendar, pass] {
            for invalid in ["tlh", "", "fi-FI"] {
                let refused = Answer::of(buyer.get(&format!("{file}?language={invalid}"))).await;
                refused.is_problem(422, "invalid_request").names("language");
            }
        }
    }
}

#[tokio::test]
async fn the_description_names_the_languages_that_programs_may_choose() {
    let document = Answer::of(Shop::open().await.caller().get("/api/v1/openapi.json"))
        .await
        .body;
    let codes: Vec<_> = LANGUAGES.iter().map(|language| language.code()).collect();
    let paths = document["paths"].as_object().expect("paths").values();
    let calls = paths.flat_map(|path| path.as_object().expect("calls").values());
    let parameters = calls
        .filter_map(|call| call["parameters"].as_array())
        .flatten();
    let patterns: Vec<_> = parameters
        .filter(|parameter| parameter["name"] == "language")
        .map(|it| &it["schema"]["pattern"])
        .collect();
    assert_eq!(
        patterns,
        vec![&json!(format!("^({})$", codes.join("|"))); 3]
    );
}

#[tokio::test]
async fn a_problem_is_in_the_language_of_the_address() {
    let shop = Shop::open().await;
    for language in others() {
        let form = language.address("/events/evening-1/hold");
        let page = Answer::of(shop.caller().get(&form).header("accept", "text/html")).await;
        assert_eq!(page.status, StatusCode::METHOD_NOT_ALLOWED);
        assert!(
            page.text
                .contains(&format!("<html lang=\"{}\"", language.code())),
            "{}",
            page.text
        );
        assert!(
            page.text
                .contains(&format!("href=\"{}\"", language.address("/bookings"))),
            "{}",
            page.text
        );
    }
}

#[tokio::test]
async fn the_error_page_of_a_strangers_booking_has_no_english_sentence() {
    let shop = Shop::open().await;
    let event = shop.event().await;
    let booking = shop.caller().hold(&event, &[1]).await;
    let path = format!("/fi/bookings/{}", booking["id"].as_str().expect("a number"));
    for caller in [shop.caller(), shop.caller().begin().await] {
        let page = Answer::of(caller.get(&path).header("accept", "text/html")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        assert!(
            page.text
                .contains("Sinulla ei ole varausta, jolla on tämä numero."),
            "{}",
            page.text
        );
        assert!(
            !page.text.contains("There is no such booking"),
            "{}",
            page.text
        );
    }
    let list = Answer::of(
        shop.caller()
            .get("/fi/venues/town-hall?cursor=x")
            .header("accept", "text/html"),
    )
    .await;
    assert!(
        list.text.contains("Tässä osoitteessa ei ole sivua."),
        "{}",
        list.text
    );
    assert!(
        !list.text.contains("That page of the list"),
        "{}",
        list.text
    );
}

#[tokio::test]
async fn the_sitemap_names_each_page_in_every_language() {
    let public_url = Some("https://tickets.example".parse().expect("an address"));
    let shop = Shop::open_with(Config {
        public_url,
        ..Config::default()
    })
    .await;
    shop.event().await;
    let listed = Answer::of(shop.caller().get("/sitemap.xml?file=venues-0")).await;
    for language in others() {
        let address = format!(
            "https://tickets.example{}",
            language.address("/venues/town-hall")
        );
        let link = format!(
            "<xhtml:link rel=\"alternate\" hreflang=\"{}\" href=\"{address}\"/>",
            language.code()
        );
        assert!(listed.is_ok().text.contains(&link), "{}", listed.text);
    }
}
