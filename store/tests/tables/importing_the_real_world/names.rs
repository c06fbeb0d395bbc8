//! Which event, venue and performer a name means.

use domain::{catalogue::EventFilter, import::VenueDetails};
use serde_json::{Value, json};
use store::import::ImportOptions;

use super::{counts, event, faults, house, houses, import, import_with, sell};

#[tokio::test]
async fn two_showings_in_a_day_are_two_events_in_one_file_or_two() {
    let database = houses(&["Town Hall"]).await;
    let (matinee, evening) = (
        event("Nutcracker", "Town Hall", "2027-12-18T14:00"),
        event("Nutcracker", "Town Hall", "2027-12-18T19:30"),
    );
    assert_eq!(
        counts(&import(&database, std::slice::from_ref(&matinee)).await),
        (1, 0, 0)
    );
    sell(&database, "nutcracker-2027-12-18", 3).await;
    let put = import(&database, std::slice::from_ref(&evening)).await;
    assert_eq!(
        (counts(&put), put.slugs),
        ((1, 0, 0), vec!["nutcracker-2027-12-18-1930".to_owned()])
    );
    let sold = "select count(*) from ticket t join event e on e.id = t.event_id where e.starts_at = '2027-12-18 12:00Z'";
    assert_eq!(
        database.number(sold).await,
        1,
        "the ticket is still for the matinee"
    );
    for file in [
        &[matinee.clone(), evening.clone()][..],
        &[evening.clone(), matinee.clone()],
        &[evening],
    ] {
        let put = import(&database, file).await;
        assert_eq!((put.created, put.updated), (0, 0));
    }
    assert_eq!(database.number("select count(*) from event").await, 2);
    let twice = faults(
        import_with(
            &database,
            &[matinee.clone(), matinee],
            &ImportOptions::default(),
        )
        .await,
    );
    assert_eq!(
        twice,
        [
            "/events/1: this is the same event as /events/0: title, venue and start are the same. Leave one out, or give this one a slug"
        ]
    );
}

#[tokio::test]
async fn a_file_cannot_list_one_event_with_and_without_a_slug() {
    let database = houses(&["Town Hall"]).await;
    let unnamed = event("Nutcracker", "Town Hall", "2027-12-18T14:00");
    let mut named = unnamed.clone();
    named["slug"] = json!("the-nutcracker");
    let refused =
        faults(import_with(&database, &[named, unnamed], &ImportOptions::default()).await);
    assert_eq!(
        refused,
        [
            "/events/1: this is the same event as /events/0: title, venue and start are the same. Leave one out, or give this one a slug"
        ]
    );
}

#[tokio::test]
async fn one_title_can_be_on_in_three_venues_on_the_same_evening() {
    let database = houses(&["Town Hall", "Kino Two", "Kino Three"]).await;
    let file = ["Town Hall", "Kino Two", "Kino Three"]
        .map(|house| event("Opera Live", house, "2027-10-09T19:00"));
    let put = import(&database, &file).await;
    assert_eq!(
        put.slugs,
        [
            "opera-live-2027-10-09",
            "opera-live-2027-10-09-1900",
            "opera-live-2027-10-09-1900-2"
        ]
    );
    assert_eq!(counts(&import(&database, &file).await), (0, 0, 3));
}

#[tokio::test]
async fn names_without_latin_letters_are_distinct() {
    let database = houses(&["東京ドーム", "Зал 2", "Сцена 2"]).await;
    assert_eq!(
        database
            .number("select count(*) from venue where slug ~ '[a-z]'")
            .await,
        3
    );
    let again = house(&database, "ЗАЛ 2", VenueDetails::default())
        .await
        .expect("the same house");
    assert!(!again.venue_created, "capitals do not matter");
    let mut choir = event("第九演奏会", "Зал 2", "2027-12-20T14:00");
    choir["performers"] =
        json!([{"name": "Хор Северный ветер"}, {"name": "東風楽団"}, {"name": "!!!"}]);
    let other = event("クリスマスコンサート", "Зал 2", "2027-12-20T19:00");
    assert_eq!(
        counts(&import(&database, std::slice::from_ref(&choir)).await),
        (1, 0, 0)
    );
    assert_eq!(counts(&import(&database, &[other, choir]).await), (1, 0, 1));
    assert_eq!(
        database
            .number("select count(*) from event where slug ~ '[a-z]'")
            .await,
        2
    );
    assert_eq!(
        database
            .number("select count(distinct slug) from performer")
            .await,
        3
    );
}

#[tokio::test]
async fn titles_of_other_scripts_are_found_with_their_punctuation_and_by_the_words_inside_them() {
    let database = houses(&["Town Hall"]).await;
    let titles = [
        "「第九」演奏会",
        "ヨハン・シュトラウス",
        "東京フィルハーモニー交響楽団",
        "《茶馆》",
    ];
    let file: Vec<Value> = (5..)
        .zip(titles)
        .map(|(day, title)| event(title, "Town Hall", &format!("2099-07-{day:02}T19:30")))
        .collect();
    import(&database, &file).await;
    let office = database.box_office().await;
    for (q, title) in [
        ("「第九」演奏会", titles[0]),
        ("演奏会", titles[0]),
        ("シュトラウス", titles[1]),
        ("ヨハン・シュトラウス", titles[1]),
        ("交響楽団", titles[2]),
        ("《茶馆》", titles[3]),
        ("馆", titles[3]),
    ] {
        let filter = EventFilter {
            q: Some(q.to_owned()),
            highlights: true,
            limit: 20,
            ..EventFilter::default()
        };
        let page = office.events(&filter).await.expect("a page");
        let found: Vec<&str> = page
            .events
            .iter()
            .map(|event| event.title.as_str())
            .collect();
        assert_eq!(found, [title], "{q}");
        let highlights = page.events[0].highlights.as_ref().expect("highlights");
        assert!(highlights.title.iter().any(|piece| piece.matched), "{q}");
    }
}

#[tokio::test]
async fn performers_with_the_same_slug_base_are_distinct() {
    let database = houses(&["Town Hall"]).await;
    let mut both = event("Duo", "Town Hall", "2027-07-05T19:30");
    both["performers"] = json!([{"name": "Müller"}, {"name": "Mueller"}]);
    import(&database, std::slice::from_ref(&both)).await;
    assert_eq!(
        database
            .number("select count(*) from performer where slug in ('mueller', 'mueller-2')")
            .await,
        2
    );
    assert_eq!(counts(&import(&database, &[both]).await), (0, 0, 1));
}
