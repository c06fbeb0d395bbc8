//! The system under test: two servers on one database, an event, its watchers, and the model.

use boxoffice::Watcher;
use domain::{BookingId, BuyerId, EventId, selling::IdempotencyKey};
use testing::{Hall, Server, TestDatabase, Viewer};
use tokio::task::JoinHandle;
use tokio_stream::StreamExt;

use crate::{
    acts::{Act, Answer, Deed},
    commands::{BUYERS, Command, NUMBERED, STANDING, Step, What},
    model::{Card, Model},
    order::explain,
    picture::Picture,
};

/// The longest wait for a condition.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(30);

/// Two servers and their database, for any number of events.
pub struct House {
    database: TestDatabase,
    servers: Vec<Server>,
}

/// An event, and its model.
struct Sale<'a> {
    house: &'a mut House,
    event: EventId,
    model: Model,
    buyers: Vec<BuyerId>,
    holds: Vec<Act>,
    payments: Vec<Act>,
    /// A watcher of each server, with the seats that it has seen.
    watchers: Vec<(Watcher, Viewer)>,
}

impl House {
    pub async fn open() -> Self {
        let database = TestDatabase::new().await;
        // The sandbox's ledger waits for the holder of this lock.
        database
            .execute(
                "create function wait_to_reserve() returns trigger language plpgsql as
                     'begin perform pg_advisory_xact_lock_shared(0); return new; end';
                 create trigger wait_to_reserve before insert on sandbox_charge for each row
                     when (new.state = 'authorised') execute function wait_to_reserve()",
            )
            .await;
        let servers = vec![
            Server::start(&database).await,
            Server::start(&database).await,
        ];
        Self { database, servers }
    }

    /// Runs these steps on a new event. An error says where the box office differs from the model.
    pub async fn sell(&mut self, steps: &[Step]) -> Result<(), String> {
        let hall = Hall {
            rows: NUMBERED / 6,
            seats: 6,
            standing: STANDING,
            hold_seconds: 3600,
            ..Hall::default()
        };
        let event = hall.open(&self.database).await.id;
        // The model has no limit of a buyer's seats; random sequences sometimes reach the usual
        // limit of twenty.
        self.database
            .execute(&format!(
                "update event set buyer_limit = 1000 where id = {event}"
            ))
            .await;
        let mut watchers = Vec::new();
        for server in &self.servers {
            watchers.push((watch(server, event, &Viewer::new()).await, Viewer::new()));
        }
        let buyers = (0..BUYERS).map(|_| BuyerId::new()).collect();
        let model = Model::new(NUMBERED, STANDING);
        let mut sale = Sale {
            house: self,
            event,
            model,
            buyers,
            holds: vec![],
            payments: vec![],
            watchers,
        };
        for (number, step) in steps.iter().enumerate() {
            sale.take(step)
                .await
                .map_err(|fault| format!("step {number}, {step:?}: {fault}"))?;
        }
        sale.close().await
    }
}

/// Resumes watching from a viewer's position.
async fn watch(server: &Server, event: EventId, viewer: &Viewer) -> Watcher {
    let since = viewer.position();
    server
        .call(move |office| async move { office.watch(event, since).await })
        .await
        .expect("the server lives")
        .expect("watches")
}

impl Sale<'_> {
    async fn take(&mut self, step: &Step) -> Result<(), String> {
        match step {
            Step::One(command) => self.together(std::slice::from_ref(command)).await,
            Step::Together(commands) => self.together(commands).await,
            Step::WhilePaying {
                server,
                of,
                meanwhile,
            } => self.while_paying(*server, of, meanwhile).await,
            Step::Killed {
                server,
                commands,
                answers,
                patience,
            } => self.killed(*server, commands, *answers, *patience).await,
        }
    }

    /// The operation of a command at this moment. None if the booking that it needs does not exist
    /// yet.
    fn resolve(&mut self, what: &What) -> Option<Act> {
        let booking = |index: &proptest::sample::Index| -> Option<(BookingId, BuyerId)> {
            let (id, claim) =
                (!self.model.claims.is_empty()).then(|| index.get(&self.model.claims))?;
            Some((*id, claim.buyer))
        };
        let act = match what {
            What::Hold { buyer, wish } => Act::Hold {
                buyer: self.buyers[*buyer],
                key: fresh_key(),
                wish: wish.clone(),
            },
            What::HoldAgain { of, other } => {
                let mut again = (!self.holds.is_empty())
                    .then(|| of.get(&self.holds))?
                    .clone();
                if let (Act::Hold { wish, .. }, Some(other)) = (&mut again, other) {
                    wish.clone_from(other);
                }
                return Some(again);
            }
            What::Release { of, by_stranger } => {
                let (booking, buyer) = booking(of)?;
                Act::Release {
                    booking,
                    buyer: if *by_stranger { BuyerId::new() } else { buyer },
                }
            }
            What::Extend { of, by_stranger } => {
                let (booking, buyer) = booking(of)?;
                Act::Extend {
                    booking,
                    buyer: if *by_stranger { BuyerId::new() } else { buyer },
                }
            }
            What::Pay {
                of,
                card,
                by_stranger,
            } => {
                let (booking, buyer) = booking(of)?;
                let token = format!("{}{}", token_of(*card), fresh_key().as_str());
                Act::Pay {
                    booking,
                    buyer: if *by_stranger { BuyerId::new() } else { buyer },
                    key: fresh_key(),
                    card: *card,
                    token,
                }
            }
            What::PayAgain { of } => {
                return (!self.payments.is_empty())
                    .then(|| of.get(&self.payments))
                    .cloned();
            }
            What::Lapse { of } => Act::Lapse(booking(of)?.0),
            What::Sweep => Act::Sweep,
            What::Revoke {
                of,
                mask,
                keep_seats,
            } => {
                let (_, claim) =
                    (!self.model.claims.is_empty()).then(|| of.get(&self.model.claims))?;
                let named = claim
                    .seats
                    .iter()
                    .enumerate()
                    .filter(|(place, _)| mask & (1 << (place % 8)) != 0);
                let seats: Vec<u32> = named.map(|(_, seat)| *seat).collect();
                let seats = if seats.is_empty() {
                    claim.seats.clone()
                } else {
                    seats
                };
                Act::Revoke {
                    booking: booking(of)?.0,
                    seats,
                    keep_seats: *keep_seats,
                }
            }
            What::Block { seats, block } => Act::Block {
                seats: seats.clone(),
                block: *block,
            },
        };
        match act {
            Act::Hold { .. } => self.holds.push(act.clone()),
            Act::Pay { .. } => self.payments.push(act.clone()),
            _ => {}
        }
        Some(act)
    }

    /// Sends an operation to a server.
    fn ask(&self, server: usize, act: &Act) -> JoinHandle<Answer> {
        let (event, asked) = (self.event, act.clone());
        if let Act::Lapse(booking) = act {
            // Letting time pass needs no server.
            return tokio::spawn(lapse(self.house.database.pool().clone(), *booking));
        }
        self.house.servers[server].call(move |office| asked.ask(office, event))
    }

    async fn together(&mut self, commands: &[Command]) -> Result<(), String> {
        let acts: Vec<(usize, Act)> = commands
            .iter()
            .filter_map(|command| Some((command.server, self.resolve(&command.what)?)))
            .collect();
        let asked: Vec<_> = acts
            .iter()
            .map(|(server, act)| self.ask(*server, act))
            .collect();
        let mut deeds = Vec::new();
        for (answer, (_, act)) in futures::future::join_all(asked).await.into_iter().zip(acts) {
            let answer = answer.map_err(|fault| format!("{act:?}: {fault}"))?;
            deeds.push(Deed {
                act,
                answer,
                server_died: false,
            });
        }
        self.explain(&deeds).await
    }

    /// Compares the answers and the tables with the model.
    async fn explain(&mut self, deeds: &[Deed]) -> Result<(), String> {
        let picture = Picture::take(&self.house.database, self.event).await;
        self.model = explain(&self.model, deeds, |model| picture.shows(model))?;
        Ok(())
    }

    /// A lock keeps the provider from reserving money; refused cards are answered nevertheless.
    async fn while_paying(
        &mut self,
        server: usize,
        of: &proptest::sample::Index,
        meanwhile: &[Command],
    ) -> Result<(), String> {
        let what = What::Pay {
            of: *of,
            card: Card::Accepted,
            by_stranger: false,
        };
        let Some(act) = self.resolve(&what) else {
            return Ok(());
        };
        let Act::Pay { booking, key, .. } = &act else {
            return Ok(());
        };
        let mut provider = self
            .house
            .database
            .pool()
            .begin()
            .await
            .expect("a transaction");
        sqlx::query("select pg_advisory_xact_lock(0)")
            .execute(&mut *provider)
            .await
            .expect("locks");
        let mut paying = self.ask(server, &act);
        let begun = format!(
            "select count(*) from payment where booking_id = '{booking}' and key = '{}'",
            key.as_str()
        );
        let begins = self.house.database.until(&begun, 1);
        let early = tokio::select! {
            answer = &mut paying => Some(answer),
            () = begins => None,
        };
        if let Some(answer) = early {
            provider.rollback().await.expect("unlocks");
            let answer = answer.map_err(|fault| fault.to_string())?;
            return self
                .explain(&[Deed {
                    act,
                    answer,
                    server_died: false,
                }])
                .await;
        }
        // The payment begins in the model too; its end is applied later.
        let begun = Deed {
            act: act.clone(),
            answer: Answer::Unfinished,
            server_died: false,
        };
        let begun = begun.advance(&mut self.model, crate::acts::Progress::Waiting)?;
        for command in meanwhile {
            self.together(std::slice::from_ref(command))
                .await
                .map_err(|fault| format!("meanwhile, {command:?}: {fault}"))?;
        }
        provider.rollback().await.expect("unlocks");
        let answer = paying.await.map_err(|fault| fault.to_string())?;
        // Whether the cleanup has run makes no difference to the end, except for the tables.
        Deed {
            act,
            answer,
            server_died: false,
        }
        .advance(&mut self.model, begun)?;
        self.explain(&[]).await
    }

    /// Kills a server during these commands and starts another in its place, which gets the same
    /// commands again.
    async fn killed(
        &mut self,
        server: usize,
        commands: &[Command],
        answers: usize,
        patience: u16,
    ) -> Result<(), String> {
        let acts: Vec<Act> = commands
            .iter()
            .filter_map(|command| self.resolve(&command.what))
            .collect();
        let asked: Vec<_> = acts.iter().map(|act| self.ask(server, act)).collect();
        let enough = async {
            while asked.iter().filter(|answer| answer.is_finished()).count()
                < answers.min(asked.len())
            {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(PATIENCE, enough)
            .await
            .map_err(|_| "no answer before the kill".to_owned())?;
        for _ in 0..patience {
            tokio::task::yield_now().await;
        }
        self.house
            .servers
            .remove(server)
            .kill(&self.house.database)
            .await;
        self.house
            .servers
            .insert(server, Server::start(&self.house.database).await);

        let mut deeds = Vec::new();
        for (asked, act) in asked.into_iter().zip(acts) {
            // A task that was dropped with its server has no answer.
            let first = asked.await.ok();
            let (answer, server_died) = match first {
                Some(answer) if answer != Answer::Unfinished => (answer, false),
                _ => (self.ask_until_finished(server, &act).await?, true),
            };
            let deed = Deed {
                act,
                answer,
                server_died,
            };
            // These commands have no key to recognise a repeat, so they may have run twice.
            if server_died && matches!(deed.act, Act::Sweep | Act::Block { .. }) {
                deeds.push(deed.clone());
            }
            deeds.push(deed);
        }
        for (number, (stream, viewer)) in self.watchers.iter_mut().enumerate() {
            viewer.broken_off();
            *stream = watch(&self.house.servers[number], self.event, viewer).await;
        }
        self.explain(&deeds).await
    }

    /// Repeats an operation until it has a final answer. A payment that a dead server left has one
    /// after it is settled.
    async fn ask_until_finished(&self, server: usize, act: &Act) -> Result<Answer, String> {
        let finished = async {
            loop {
                let answer = self
                    .ask(server, act)
                    .await
                    .map_err(|fault| fault.to_string())?;
                if answer != Answer::Unfinished {
                    return Ok(answer);
                }
                // As if the time to pay had ended: no live server works on it.
                let age = "update payment set deadline = least(deadline, clock_timestamp()), ask_at = clock_timestamp()
                           where state in ('started', 'authorised') and closed_at is null";
                self.house.database.execute(age).await;
                tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            }
        };
        tokio::time::timeout(PATIENCE, finished)
            .await
            .map_err(|_| format!("{act:?} was never finished"))?
    }

    /// Finishes all open work, and compares all records of the event.
    async fn close(mut self) -> Result<(), String> {
        self.together(&[Command {
            server: 0,
            what: What::Sweep,
        }])
        .await?;
        let picture = Picture::take(&self.house.database, self.event).await;
        let pool = self.house.database.pool();
        let position = store::seats::position(pool, self.event)
            .await
            .ok()
            .flatten();
        for (number, (stream, viewer)) in self.watchers.iter_mut().enumerate() {
            let caught_up = async {
                while viewer.position() != position {
                    viewer.read(&stream.next().await.expect("the stream goes on"));
                }
            };
            let waited = tokio::time::timeout(PATIENCE, caught_up).await;
            waited.map_err(|_| {
                format!(
                    "the watcher of server {number} never came from {:?} to {position:?}",
                    viewer.position()
                )
            })?;
            if viewer.gaps() > 0 {
                return Err(format!("the watcher of server {number} missed something"));
            }
            let map = viewer.map().ok_or("a watcher that saw nothing")?;
            picture
                .is_drawn_as(map)
                .map_err(|fault| format!("server {number}: {fault}"))?;
        }
        for (id, claim) in &self.model.claims {
            let seen = self.house.servers[0]
                .office()
                .booking(claim.buyer, *id)
                .await
                .map_err(|fault| fault.to_string())?;
            if seen.status != claim.status {
                return Err(format!(
                    "the buyer of booking {id} sees {:?}, and it is {:?}",
                    seen.status, claim.status
                ));
            }
        }
        let violations = boxoffice::fsck(pool, Some(self.event), |_, _| {})
            .await
            .map_err(|fault| fault.to_string())?;
        if violations.is_empty() {
            Ok(())
        } else {
            Err(format!("fsck: {violations:?}"))
        }
    }
}

/// Moves a booking's end into the past.
async fn lapse(pool: store::Pool, booking: BookingId) -> Answer {
    let moved = async {
        let mut both = pool.begin().await?;
        // Rows are locked in the same order as in the shop.
        sqlx::query("select from event_version where event_id = (select event_id from booking where id = $1) for no key update")
            .bind(booking.0)
            .execute(&mut *both)
            .await?;
        for table in ["booking set", "seat_status set"] {
            let (name, status) = if table.starts_with("booking") {
                ("id", "'pending'")
            } else {
                ("booking_id", "1")
            };
            let sql = format!(
                "update {table} expires_at = clock_timestamp() - interval '1 second' where {name} = $1 and status = {status}"
            );
            sqlx::query(sqlx::AssertSqlSafe(sql))
                .bind(booking.0)
                .execute(&mut *both)
                .await?;
        }
        both.commit().await
    };
    match moved.await {
        Ok(()) => Answer::Done,
        Err(error) => Answer::Broken(error.to_string()),
    }
}

fn token_of(card: Card) -> &'static str {
    match card {
        Card::Accepted => "tok_accepted_",
        Card::Declined => "tok_declined_",
        Card::NoFunds => "tok_no_funds_",
        Card::Error => "tok_error_",
        Card::Slow => "tok_slow_",
    }
}

pub fn fresh_key() -> IdempotencyKey {
    BuyerId::new().to_string().parse().expect("a key")
}
