//! Compares the provider's ledger with the shop's tables.

use testing::TestDatabase;

/// The state of the ledger and the tables after a storm.
#[derive(Debug)]
pub struct Books {
    pub captured: i64,
    pub given_back: i64,
    pub paid_back: i64,
    pub closed: i64,
    pub notices: i64,
    /// Where they disagree.
    pub faults: Vec<String>,
}

/// Every way in which money and tickets can disagree.
const FAULTS: &str = "
    select format('charge %s is captured, and booking %s is %s', c.payment_id, b.id, b.status)
    from sandbox_charge c join payment p on p.id = c.payment_id join booking b on b.event_id = p.event_id and b.id = p.booking_id
    where c.state = 'captured' and b.status <> 'confirmed'
    union all
    select format('booking %s is confirmed and was charged %s times', b.id, count(c.payment_id))
    from booking b
    left join payment p on p.event_id = b.event_id and p.booking_id = b.id
    left join sandbox_charge c on c.payment_id = p.id and c.state = 'captured' and c.refunded = 0 and c.amount = b.amount
    where b.status = 'confirmed' group by b.id having count(c.payment_id) <> 1
    union all
    select format('booking %s is %s and has %s live tickets for %s seats', b.id, b.status, count(t.id), s.seats)
    from booking b
    join lateral (select count(*) as seats from booking_seat s where s.event_id = b.event_id and s.booking_id = b.id) s on true
    left join ticket t on t.event_id = b.event_id and t.booking_id = b.id and t.voided_at is null
    group by b.id, b.status, s.seats having count(t.id) <> case when b.status = 'confirmed' then s.seats else 0 end
    union all
    select format('charge %s still reserves money', payment_id) from sandbox_charge where state = 'authorised'
    union all
    select format('charge %s: %s of %s was paid back', c.payment_id, coalesce(sum(r.amount), 0), c.amount)
    from sandbox_charge c left join sandbox_refund r on r.payment_id = c.payment_id
    group by c.payment_id having coalesce(sum(r.amount), 0) not in (0, c.amount) or coalesce(sum(r.amount), 0) <> c.refunded
    union all
    select format('payment %s is %s, and its charge is %s', p.id, p.state, coalesce(c.state, 'nowhere'))
    from payment p left join sandbox_charge c on c.payment_id = p.id
    where (p.state, coalesce(c.state, 'nowhere')) not in (
        ('captured', 'captured'), ('voided', 'voided'), ('returned', 'refunded'), ('lost', 'voided'), ('lapsed', 'closed'), ('failed', 'closed'),
        ('failed', 'nowhere'))
    union all
    select format('payment %s needs a person: %s', id, alarm) from payment where alarm is not null";

impl Books {
    pub async fn read(database: &TestDatabase) -> Self {
        let charges = async |state: &str| {
            database
                .number(&format!(
                    "select count(*) from sandbox_charge where state = '{state}'"
                ))
                .await
        };
        Self {
            captured: charges("captured").await,
            given_back: charges("voided").await,
            paid_back: charges("refunded").await,
            closed: charges("closed").await,
            notices: database.number("select count(*) from payment_notice").await,
            faults: sqlx::query_scalar(FAULTS)
                .fetch_all(database.pool())
                .await
                .expect("the books can be read"),
        }
    }
}
