//! `frontrow token`: the tokens of doors, box offices and operators.

use std::process::ExitCode;

use anyhow::anyhow;
use boxoffice::operating;
use clap::{Args, Subcommand};
use store::{
    EventKey, Pool,
    staff_tokens::{self, NewToken, StaffRole, StaffToken},
};
use time::format_description::well_known::Rfc3339;

use super::{
    database::{DatabaseOptions, OpenDatabase},
    event::explained,
    operator::operator,
};
use crate::operator_token::OperatorKey;

/// The longest name of a token, in characters.
const LONGEST_NAME: usize = 200;

/// The options of `frontrow token`.
#[derive(Debug, Args)]
pub(super) struct Token {
    #[command(subcommand)]
    what: TokenCommand,
}

#[derive(Debug, Subcommand)]
enum TokenCommand {
    /// Print a new token for a door, once. It allows checking the tickets of one event
    /// (`POST /api/v1/tickets/check`), until a day after the event. The database keeps only a hash,
    /// so nobody can print the token again.
    Door(DoorToken),
    /// Print a new token for a box office, once. It allows checking the tickets of all events.
    BoxOffice(StaffTokenOptions),
    /// Print a new token for an operator, once. It allows the same, and switching waiting rooms
    /// with `PUT /api/v1/events/ID/waiting-room`.
    Operator(StaffTokenOptions),
    /// List all tokens: their names, when they were made, and whether they are valid.
    List(TokenList),
    /// Revoke a token: servers no longer accept it.
    Revoke(TokenNameArgs),
}

#[derive(Debug, Args)]
struct TokenNameArgs {
    /// The name of the token's owner or purpose, for the record of operators' actions. At most 200
    /// characters.
    #[arg(value_name = "NAME", value_parser = token_name)]
    name: String,
    #[command(flatten)]
    database: DatabaseOptions,
}

#[derive(Debug, Args)]
struct DoorToken {
    /// The event: its number or its slug.
    #[arg(long, value_name = "EVENT")]
    event: EventKey,
    #[command(flatten)]
    token: StaffTokenOptions,
}

#[derive(Debug, Args)]
struct StaffTokenOptions {
    #[command(flatten)]
    named: TokenNameArgs,
    /// End the token after this many days. Without it, the token of a door ends a day after its
    /// event, and others do not end.
    #[arg(long, value_name = "N")]
    days: Option<u16>,
}

#[derive(Debug, Args)]
struct TokenList {
    #[command(flatten)]
    database: DatabaseOptions,
}

fn token_name(text: &str) -> Result<String, String> {
    let (name, letters) = (text.trim(), text.trim().chars().count());
    let fits = (1..=LONGEST_NAME).contains(&letters) && !name.chars().any(char::is_control);
    if fits {
        Ok(name.to_owned())
    } else {
        Err(format!(
            "a name has 1 to {LONGEST_NAME} letters, not {letters}"
        ))
    }
}

impl Token {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        match self.what {
            TokenCommand::Door(DoorToken { event, token }) => {
                give(StaffRole::Door, Some(event), token).await?
            }
            TokenCommand::BoxOffice(token) => give(StaffRole::BoxOffice, None, token).await?,
            TokenCommand::Operator(token) => give(StaffRole::Operator, None, token).await?,
            TokenCommand::List(TokenList { database }) => {
                for token in with(&database, async |pool: &Pool| {
                    Ok(staff_tokens::all(pool).await?)
                })
                .await?
                {
                    say!("{}", line(&token)?);
                }
            }
            TokenCommand::Revoke(TokenNameArgs { name, database }) => {
                let revoke = async |pool: &Pool| {
                    operating::revoke_token(pool, &operator(), &name)
                        .await
                        .map_err(explained)
                };
                with(&database, revoke).await?;
                say!("{name}: the token is revoked");
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Creates and prints a token.
async fn give(
    role: StaffRole,
    event: Option<EventKey>,
    options: StaffTokenOptions,
) -> anyhow::Result<()> {
    let StaffTokenOptions {
        named: TokenNameArgs { name, database },
        days,
    } = options;
    let give = with(&database, async |pool: &Pool| {
        let event = match &event {
            Some(key) => Some(
                store::events::id_of(pool, key)
                    .await?
                    .ok_or_else(|| anyhow!("there is no event `{key}`"))?,
            ),
            None => None,
        };
        let token = OperatorKey::load(pool).await?.token().map_err(explained)?;
        let new = NewToken {
            name: name.clone(),
            role,
            event,
            days,
        };
        operating::give_token(pool, &operator(), &new, &token.hash())
            .await
            .map_err(explained)?;
        Ok(token)
    });
    say!("{}", give.await?);
    say_aside!(
        "This is the token of {name}. It is not shown again. `frontrow token revoke` ends it."
    );
    Ok(())
}

/// A token, as a line of the list: its creation time, whether it is valid, its name, and its use.
fn line(token: &StaffToken) -> anyhow::Result<String> {
    let moment = |at: time::OffsetDateTime| anyhow::Ok(at.replace_nanosecond(0)?.format(&Rfc3339)?);
    let state = match (token.revoked_at, token.expires_at) {
        (Some(at), _) => format!("revoked {}", moment(at)?),
        (None, Some(at)) if token.is_expired => format!("ended {}", moment(at)?),
        (None, Some(at)) => format!("valid until {}", moment(at)?),
        (None, None) => "valid".to_owned(),
    };
    let event = token
        .event
        .map(|event| format!(" of event {event}"))
        .unwrap_or_default();
    Ok(format!(
        "{}  {state}  {}  {}{event}",
        moment(token.created_at)?,
        token.name,
        token.role.as_str()
    ))
}

/// Runs a command on the database of a shop, and closes it whatever the result.
async fn with<T>(
    options: &DatabaseOptions,
    act: impl AsyncFnOnce(&Pool) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    let database: OpenDatabase = options.open().await?;
    let done = act(&database.pool).await;
    database.close().await?;
    done
}
