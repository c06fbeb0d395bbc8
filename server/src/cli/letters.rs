//! `frontrow letters`

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, bail};
use boxoffice::RecoveryKey;
use clap::{Args, Subcommand};
use domain::BookingId;
use store::{
    Pool,
    letters::{self, LetterRow, LetterState, LettersWanted},
};
use time::format_description::well_known::Rfc3339;
use uuid::Uuid;

use super::database::DatabaseOptions;

/// The largest file of returned mail, in bytes.
const LARGEST_FILE: u64 = 64 << 20;

/// The options of `frontrow letters`.
#[derive(Debug, Args)]
pub(super) struct Letters {
    #[command(subcommand)]
    what: LettersCommand,
}

#[derive(Debug, Subcommand)]
enum LettersCommand {
    /// List the newest letters: whether each is due, kept (this shop has no mail server), sent or dead (given up).
    List(LettersShown),
    /// List the newest letters that were given up, with the reason.
    Dead(LettersShown),
    /// Show one letter, with the path of the page where it can be read.
    Show(OneLetter),
    /// Try letters again that were given up: all of them, or one.
    Retry(SomeLetter),
    /// Read returned mail, and mark its letters as dead and their addresses as wrong. Mail that only tells of a delay changes nothing.
    Bounced(ReturnedMail),
    /// End the links to the tickets of a booking that were given out. The page of the booking shows its buyer a new one.
    Revoke(OneBooking),
}

#[derive(Debug, Args)]
struct LettersShown {
    /// How many, at the most.
    #[arg(long, default_value_t = 50, value_name = "N")]
    limit: u32,
    #[command(flatten)]
    database: DatabaseOptions,
}

#[derive(Debug, Args)]
struct OneLetter {
    /// The number of the letter.
    #[arg(value_name = "LETTER")]
    letter: Uuid,
    #[command(flatten)]
    database: DatabaseOptions,
}

#[derive(Debug, Args)]
struct SomeLetter {
    /// The number of the letter; all that were given up without it.
    #[arg(value_name = "LETTER")]
    letter: Option<Uuid>,
    #[command(flatten)]
    database: DatabaseOptions,
}

#[derive(Debug, Args)]
struct ReturnedMail {
    /// A message, or a mailbox (mbox) with several. At most 64 MiB.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    database: DatabaseOptions,
}

#[derive(Debug, Args)]
struct OneBooking {
    /// The number of the booking.
    #[arg(value_name = "BOOKING")]
    booking: BookingId,
    #[command(flatten)]
    database: DatabaseOptions,
}

impl Letters {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        let database = self.what.database().open().await?;
        let done = run(&database.pool, self.what).await;
        database.close().await?;
        done?;
        Ok(ExitCode::SUCCESS)
    }
}

impl LettersCommand {
    fn database(&self) -> &DatabaseOptions {
        match self {
            Self::List(LettersShown { database, .. })
            | Self::Dead(LettersShown { database, .. })
            | Self::Show(OneLetter { database, .. })
            | Self::Retry(SomeLetter { database, .. })
            | Self::Bounced(ReturnedMail { database, .. })
            | Self::Revoke(OneBooking { database, .. }) => database,
        }
    }
}

async fn run(pool: &Pool, command: LettersCommand) -> anyhow::Result<()> {
    match command {
        LettersCommand::List(LettersShown { limit, .. }) => print(&letters::list(pool, LettersWanted::Newest, limit).await?),
        LettersCommand::Dead(LettersShown { limit, .. }) => print(&letters::list(pool, LettersWanted::Dead, limit).await?),
        LettersCommand::Show(OneLetter { letter, .. }) => show(pool, letter).await,
        LettersCommand::Retry(SomeLetter { letter, .. }) => {
            let revived = letters::retry(pool, letter).await?;
            println!("{revived} letters are tried again");
            Ok(())
        }
        LettersCommand::Bounced(ReturnedMail { file, .. }) => read_returned(pool, &file).await,
        LettersCommand::Revoke(OneBooking { booking, .. }) => revoke(pool, booking).await,
    }
}

fn print(letters: &[LetterRow]) -> anyhow::Result<()> {
    for letter in letters {
        let why = letter.last_error.as_ref().map(|fault| format!("  {fault}")).unwrap_or_default();
        println!("{}  {}  {}  {}{why}", letter.at.replace_nanosecond(0)?.format(&Rfc3339)?, letter.id, word(letter.state), letter.address);
    }
    Ok(())
}

fn word(state: LetterState) -> &'static str {
    match state {
        LetterState::Due => "due",
        LetterState::Kept => "kept",
        LetterState::Sent => "sent",
        LetterState::Dead => "dead",
    }
}

async fn show(pool: &Pool, id: Uuid) -> anyhow::Result<()> {
    let found = letters::list(pool, LettersWanted::One(id), 1).await?;
    let Some(letter) = found.first() else { bail!("there is no letter {id}") };
    print(&found)?;
    let version = letters::version_of(pool, letter.event, letter.booking).await?;
    println!("event {}, booking {}, {} tries", letter.event, letter.booking, letter.attempts);
    println!("read it at {}", RecoveryKey::load(pool).await?.path(letter.booking, version));
    Ok(())
}

async fn read_returned(pool: &Pool, file: &Path) -> anyhow::Result<()> {
    let size = std::fs::metadata(file).with_context(|| format!("cannot read {}", file.display()))?.len();
    if size > LARGEST_FILE {
        bail!("{} has {size} bytes, and at most {LARGEST_FILE} are read", file.display());
    }
    let mail = std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let named = papers::bounced_letters(&String::from_utf8_lossy(&mail));
    let mut marked = 0;
    for letter in &named {
        marked += u32::from(letters::bounced(pool, *letter).await?);
    }
    println!("{marked} letters came back; {} of those named are not this shop's", named.len() as u32 - marked);
    Ok(())
}

async fn revoke(pool: &Pool, booking: BookingId) -> anyhow::Result<()> {
    let Some(event) = store::bookings::event_of(pool, booking).await? else { bail!("there is no booking {booking}") };
    if !letters::revoke_recovery(pool, event, booking).await? {
        bail!("there is no booking {booking}");
    }
    println!("the links to booking {booking} are ended");
    Ok(())
}
