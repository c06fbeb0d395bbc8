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
    letters::{self, LetterFilter, LetterRow, LetterState, LetterSubject},
};
use time::format_description::well_known::Rfc3339;
use uuid::Uuid;

use super::{counted::counted, database::DatabaseOptions};

/// The largest file of returned mail, in bytes.
const LARGEST_FILE: u64 = 64 << 20;

/// The options of `frontrow letters`.
#[derive(Debug, Args)]
pub(super) struct LettersArgs {
    #[command(subcommand)]
    what: LettersCommand,
}

#[derive(Debug, Subcommand)]
enum LettersCommand {
    /// List the newest letters, each with its state: due, kept (this shop has no mail server), sent
    /// or dead (it will not be tried again).
    List(LetterListOptions),
    /// List the newest letters that will not be tried again, with the reason.
    Dead(LetterListOptions),
    /// Show one letter, with the path of the page where it can be read.
    Show(OneLetter),
    /// Try dead letters again: all of them, or one.
    Retry(SomeLetter),
    /// Read returned mail, and mark its letters as dead and their addresses as wrong. Mail about a
    /// delay changes nothing.
    Bounced(ReturnedMail),
    /// End all existing links to the tickets of a booking, also to those that its buyer gave to
    /// another person. The page of the booking shows its buyer a new one.
    Revoke(OneBooking),
}

#[derive(Debug, Args)]
struct LetterListOptions {
    /// The most letters to list.
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
    /// The number of the letter. Without it, all dead letters.
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

impl LettersArgs {
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
            Self::List(LetterListOptions { database, .. })
            | Self::Dead(LetterListOptions { database, .. })
            | Self::Show(OneLetter { database, .. })
            | Self::Retry(SomeLetter { database, .. })
            | Self::Bounced(ReturnedMail { database, .. })
            | Self::Revoke(OneBooking { database, .. }) => database,
        }
    }
}

async fn run(pool: &Pool, command: LettersCommand) -> anyhow::Result<()> {
    match command {
        LettersCommand::List(LetterListOptions { limit, .. }) => {
            print(&letters::list(pool, LetterFilter::Newest, limit).await?)
        }
        LettersCommand::Dead(LetterListOptions { limit, .. }) => {
            print(&letters::list(pool, LetterFilter::Dead, limit).await?)
        }
        LettersCommand::Show(OneLetter { letter, .. }) => show(pool, letter).await,
        LettersCommand::Retry(SomeLetter { letter, .. }) => {
            let revived = letters::retry(pool, letter).await?;
            say!(
                "{} tried again",
                counted(revived, "letter is", "letters are")
            );
            Ok(())
        }
        LettersCommand::Bounced(ReturnedMail { file, .. }) => read_returned(pool, &file).await,
        LettersCommand::Revoke(OneBooking { booking, .. }) => revoke(pool, booking).await,
    }
}

fn print(letters: &[LetterRow]) -> anyhow::Result<()> {
    for letter in letters {
        let why = letter
            .last_error
            .as_ref()
            .map(|fault| format!("  {fault}"))
            .unwrap_or_default();
        say!(
            "{}  {}  {}  {}{why}",
            letter.at.replace_nanosecond(0)?.format(&Rfc3339)?,
            letter.id,
            word(letter.state),
            letter.address
        );
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
    let found = letters::list(pool, LetterFilter::One(id), 1).await?;
    let Some(letter) = found.first() else {
        bail!("there is no letter {id}")
    };
    print(&found)?;
    let (event, booking, ticket) = match letter.subject {
        LetterSubject::Booking { event, booking, .. } => (event, booking, None),
        LetterSubject::Ticket {
            event,
            booking,
            ticket,
            ..
        } => (event, booking, Some(ticket)),
        LetterSubject::SignIn(_) => {
            say!(
                "a code to sign in, {}",
                counted(letter.attempts, "try", "tries")
            );
            return Ok(());
        }
    };
    let version = letters::version_of(pool, event, booking).await?;
    say!(
        "event {event}, booking {booking}, {}",
        counted(letter.attempts, "try", "tries")
    );
    let key = RecoveryKey::load(pool).await?;
    let path = match ticket {
        Some(ticket) => key.ticket_path(event, ticket, version),
        None => key.path(booking, version),
    };
    say!("read it at {path}");
    Ok(())
}

async fn read_returned(pool: &Pool, file: &Path) -> anyhow::Result<()> {
    let size = std::fs::metadata(file)
        .with_context(|| format!("cannot read {}", file.display()))?
        .len();
    if size > LARGEST_FILE {
        bail!(
            "{} has {size} bytes, and at most {LARGEST_FILE} are read",
            file.display()
        );
    }
    let mail = std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let named = papers::bounced_letters(&String::from_utf8_lossy(&mail));
    let mut marked = 0;
    for letter in &named {
        marked += u32::from(letters::bounced(pool, *letter).await?);
    }
    let others = named.len() as u32 - marked;
    say!(
        "{} came back; {} unknown to this shop",
        counted(marked, "letter", "letters"),
        counted(others, "other is", "others are")
    );
    Ok(())
}

async fn revoke(pool: &Pool, booking: BookingId) -> anyhow::Result<()> {
    let Some(event) = store::bookings::event_of(pool, booking).await? else {
        bail!("there is no booking {booking}")
    };
    if !letters::revoke_recovery(pool, event, booking).await? {
        bail!("there is no booking {booking}");
    }
    say!("the links to booking {booking} are ended");
    Ok(())
}
