//! Tokens of people who operate the shop.

use store::staff_tokens;
use testing::TestDatabase;

#[tokio::test]
async fn a_token_is_known_by_its_hash_until_it_is_revoked() {
    let database = TestDatabase::new().await;
    let mut connection = database.pool().acquire().await.expect("a connection");
    assert!(staff_tokens::add(&mut connection, "anna", &[1; 32]).await.expect("added"));
    assert!(!staff_tokens::add(&mut connection, "anna", &[2; 32]).await.expect("answered"), "a name has one valid token");
    let name = async |byte: u8| staff_tokens::name_of(database.pool(), &[byte; 32]).await.expect("read");
    assert_eq!((name(1).await.as_deref(), name(2).await), (Some("anna"), None));

    assert!(staff_tokens::revoke(&mut connection, "anna").await.expect("revoked"));
    assert!(!staff_tokens::revoke(&mut connection, "anna").await.expect("answered"));
    assert_eq!(name(1).await, None);
    assert!(staff_tokens::add(&mut connection, "anna", &[2; 32]).await.expect("added"));
    assert_eq!(name(2).await.as_deref(), Some("anna"));
    let all = staff_tokens::all(database.pool()).await.expect("read");
    assert_eq!(
        all.iter().map(|token| (token.name.as_str(), token.revoked_at.is_some())).collect::<Vec<_>>(),
        [("anna", true), ("anna", false)]
    );
}
