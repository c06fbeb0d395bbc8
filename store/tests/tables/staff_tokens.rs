//! Tokens of people who work for the shop.

use domain::EventId;
use store::staff_tokens::{self, NewToken, StaffRole, TokenHolder};
use testing::{Hall, TestDatabase};

fn operator(name: &str) -> NewToken {
    NewToken {
        name: name.to_owned(),
        role: StaffRole::Operator,
        event: None,
        days: None,
    }
}

#[tokio::test]
async fn a_token_is_known_by_its_hash_until_it_is_revoked() {
    let database = TestDatabase::new().await;
    let mut connection = database.pool().acquire().await.expect("a connection");
    assert!(
        staff_tokens::add(&mut connection, &operator("anna"), &[1; 32])
            .await
            .expect("added")
    );
    assert!(
        !staff_tokens::add(&mut connection, &operator("anna"), &[2; 32])
            .await
            .expect("answered"),
        "a name has one valid token"
    );
    let holder = async |byte: u8| {
        staff_tokens::holder_of(database.pool(), &[byte; 32])
            .await
            .expect("read")
    };
    let anna = TokenHolder {
        name: "anna".to_owned(),
        role: StaffRole::Operator,
        event: None,
    };
    assert_eq!(
        (holder(1).await, holder(2).await),
        (Some(anna.clone()), None)
    );

    assert!(
        staff_tokens::revoke(&mut connection, "anna")
            .await
            .expect("revoked")
    );
    assert!(
        !staff_tokens::revoke(&mut connection, "anna")
            .await
            .expect("answered")
    );
    assert_eq!(holder(1).await, None);
    assert!(
        staff_tokens::add(&mut connection, &operator("anna"), &[2; 32])
            .await
            .expect("added")
    );
    assert_eq!(holder(2).await, Some(anna));
    let all = staff_tokens::all(database.pool()).await.expect("read");
    assert_eq!(
        all.iter()
            .map(|token| (token.name.as_str(), token.revoked_at.is_some()))
            .collect::<Vec<_>>(),
        [("anna", true), ("anna", false)]
    );
}

#[tokio::test]
async fn the_token_of_a_door_is_for_one_event_and_ends_a_day_after_it() {
    let database = TestDatabase::new().await;
    let event = Hall::default().open(&database).await;
    let mut connection = database.pool().acquire().await.expect("a connection");
    let door = NewToken {
        role: StaffRole::Door,
        event: Some(event.id),
        ..operator("north")
    };
    assert!(
        staff_tokens::add(&mut connection, &door, &[1; 32])
            .await
            .expect("added")
    );
    let holder = staff_tokens::holder_of(database.pool(), &[1; 32])
        .await
        .expect("read")
        .expect("valid");
    assert_eq!(
        (
            holder.role,
            holder.admits_to(event.id),
            holder.admits_to(EventId(event.id.0 + 1))
        ),
        (StaffRole::Door, true, false)
    );
    // If the event moves, the end of the token moves too.
    let ends_at = async |hours: &str| {
        let moved =
            "update event set starts_at = now() - interval '90 hours', ends_at = now() - interval";
        database.execute(&format!("{moved} '{hours} hours'")).await;
        staff_tokens::holder_of(database.pool(), &[1; 32])
            .await
            .expect("read")
    };
    assert_eq!(ends_at("25").await, None);
    assert!(ends_at("23").await.is_some());

    let no_event = NewToken {
        event: None,
        ..door.clone()
    };
    assert!(
        staff_tokens::add(
            &mut connection,
            &NewToken {
                name: "south".to_owned(),
                ..no_event
            },
            &[2; 32]
        )
        .await
        .is_err()
    );
    let brief = NewToken {
        days: Some(0),
        name: "brief".to_owned(),
        ..door
    };
    assert!(
        staff_tokens::add(&mut connection, &brief, &[3; 32])
            .await
            .expect("added")
    );
    assert_eq!(
        staff_tokens::holder_of(database.pool(), &[3; 32])
            .await
            .expect("read"),
        None,
        "it has ended"
    );
    let all = staff_tokens::all(database.pool()).await.expect("read");
    assert_eq!(
        all.iter().map(|token| token.is_expired).collect::<Vec<_>>(),
        [false, true]
    );
}
