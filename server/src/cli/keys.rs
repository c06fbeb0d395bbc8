//! `frontrow keys`

use std::process::ExitCode;

use anyhow::bail;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use boxoffice::operating;
use clap::{Args, Subcommand, ValueEnum};
use store::{Pool, secrets, session_keys};

use super::{database::DatabaseOptions, event::explained, operator::operator};

/// What an operator with a keys file has to do.
const IN_A_FILE: &str = "the keys of sessions are in your file: add a new pair as session-cookie.also and session-token.also, and start every \
server again; then let the new pair and the old one change places, and start every server again";

/// The options of `frontrow keys`.
#[derive(Debug, Args)]
pub(super) struct KeysOptions {
    #[command(subcommand)]
    what: KeysCommand,
}

#[derive(Debug, Subcommand)]
enum KeysCommand {
    /// Make a new key. Servers learn of it by themselves. They still accept what older keys signed:
    /// tokens of programs for two hours, cookies for the 180 days that they last, codes of tickets
    /// for ever.
    Rotate(Rotation),
    /// Print the keys in the database, as a file for --keys-file. Keep the file secret: its reader
    /// can act as any buyer and sign any ticket.
    File(KeysFile),
}

#[derive(Debug, Args)]
struct Rotation {
    /// What the key signs.
    #[arg(value_enum, value_name = "WHAT")]
    what: KeyKind,
    /// For sessions, after a key was stolen: stop accepting everything that older keys signed.
    /// Guests no longer see their bookings in the browser; links in letters, and signing in, still
    /// lead to them.
    #[arg(long)]
    end_others: bool,
    #[command(flatten)]
    database: DatabaseOptions,
}

/// What a key is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum KeyKind {
    /// Cookies of browsers and tokens of programs.
    Sessions,
    /// Codes of tickets. Doors that check codes without a network need the new public key
    /// (`GET /api/v1/ticket-keys`).
    Tickets,
}

#[derive(Debug, Args)]
struct KeysFile {
    #[command(flatten)]
    database: DatabaseOptions,
}

impl KeysOptions {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        match self.what {
            KeysCommand::Rotate(Rotation {
                what,
                end_others,
                database,
            }) => {
                let database = database.open().await?;
                let told = rotate(&database.pool, what, end_others).await;
                database.close().await?;
                say!("{}", told?);
            }
            KeysCommand::File(KeysFile { database }) => {
                let database = database.open().await?;
                let keys = lines(&database.pool).await;
                database.close().await?;
                keys?.iter().for_each(|line| say!("{line}"));
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Creates a new key, and returns the message for the operator.
async fn rotate(pool: &Pool, what: KeyKind, end_others: bool) -> anyhow::Result<String> {
    match what {
        KeyKind::Sessions => {
            let Some(kid) = session_keys::rotate(pool, end_others).await? else {
                bail!(IN_A_FILE)
            };
            Ok(if end_others {
                format!(
                    "key {kid} signs sessions; what other keys signed is not read any more, on every server within a minute"
                )
            } else {
                format!("key {kid} signs sessions in two minutes")
            })
        }
        KeyKind::Tickets if end_others => {
            bail!("--end-others is for sessions: codes of tickets stay valid")
        }
        KeyKind::Tickets => {
            let kid = operating::rotate_ticket_keys(pool, &operator())
                .await
                .map_err(explained)?;
            Ok(format!(
                "new tickets are signed with key {kid}: servers use it within a minute"
            ))
        }
    }
}

/// The lines of a keys file. Of the session keys, it has the pair that signs and the newest other
/// pair.
async fn lines(pool: &Pool) -> Result<Vec<String>, store::Error> {
    let line = |name: &str, key: &[u8]| format!("{name} = {}", STANDARD.encode(key));
    let sessions = session_keys::load(pool).await?;
    let pairs = ["", ".also"].into_iter().zip(&sessions);
    let of_sessions = pairs.flat_map(|(end, pair)| {
        [
            line(&format!("session-cookie{end}"), &pair.cookie),
            line(&format!("session-token{end}"), &pair.token),
        ]
    });
    let others = secrets::all(pool).await?;
    let others = others
        .iter()
        .filter(|(name, _)| !name.starts_with("session-"))
        .map(|(name, key)| line(name, key));
    Ok(of_sessions.chain(others).collect())
}
