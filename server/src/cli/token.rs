//! `frontrow token`: the tokens of operators.

use std::process::ExitCode;

use boxoffice::operating;
use clap::{Args, Subcommand};
use store::{Pool, staff_tokens};
use time::format_description::well_known::Rfc3339;

use super::{
    database::{Database, DatabaseOptions},
    event::explained,
    operator::operator,
};
use crate::operator_token::OperatorKey;

/// The longest name of a token, in letters.
const LONGEST_NAME: usize = 200;

/// The options of `frontrow token`.
#[derive(Debug, Args)]
pub(super) struct Token {
    #[command(subcommand)]
    what: TokenCommand,
}

#[derive(Debug, Subcommand)]
enum TokenCommand {
    /// Print a new token, once. Whoever has it can switch waiting rooms with `PUT /api/v1/events/ID/waiting-room`. The database keeps a hash
    /// alone, so nobody can print it again.
    Operator(TokenNamed),
    /// List all tokens: their names, when they were made, and whether they are valid.
    List(TokenList),
    /// Revoke a token: no server takes it any more.
    Revoke(TokenNamed),
}

#[derive(Debug, Args)]
struct TokenNamed {
    /// Whose token it is, or what it is for: the record of operators' actions shows this name. At most 200 letters.
    #[arg(value_name = "NAME", value_parser = token_name)]
    name: String,
    #[command(flatten)]
    database: DatabaseOptions,
}

#[derive(Debug, Args)]
struct TokenList {
    #[command(flatten)]
    database: DatabaseOptions,
}

fn token_name(text: &str) -> Result<String, String> {
    let (name, letters) = (text.trim(), text.trim().chars().count());
    let fits = (1..=LONGEST_NAME).contains(&letters) && !name.chars().any(char::is_control);
    if fits { Ok(name.to_owned()) } else { Err(format!("a name has 1 to {LONGEST_NAME} letters, and this one has {letters}")) }
}

impl Token {
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        match self.what {
            TokenCommand::Operator(TokenNamed { name, database }) => {
                let give = with(&database, async |pool: &Pool| {
                    let token = OperatorKey::load(pool).await?.token().map_err(explained)?;
                    operating::give_token(pool, &operator(), &name, &token.hash()).await.map_err(explained)?;
                    Ok(token)
                });
                let token = give.await?;
                println!("{token}");
                eprintln!("This is the token of {name}. It is not shown again. `frontrow token revoke` ends it.");
            }
            TokenCommand::List(TokenList { database }) => {
                for token in with(&database, async |pool: &Pool| Ok(staff_tokens::all(pool).await?)).await? {
                    let made = token.created_at.replace_nanosecond(0)?.format(&Rfc3339)?;
                    let state = match token.revoked_at {
                        Some(moment) => format!("revoked {}", moment.replace_nanosecond(0)?.format(&Rfc3339)?),
                        None => "valid".to_owned(),
                    };
                    println!("{made}  {state}  {}", token.name);
                }
            }
            TokenCommand::Revoke(TokenNamed { name, database }) => {
                let revoke = async |pool: &Pool| operating::revoke_token(pool, &operator(), &name).await.map_err(explained);
                with(&database, revoke).await?;
                println!("{name}: the token is revoked");
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Does something with the database of a shop, and closes it whatever comes of it.
async fn with<T>(options: &DatabaseOptions, act: impl AsyncFnOnce(&Pool) -> anyhow::Result<T>) -> anyhow::Result<T> {
    let database: Database = options.open().await?;
    let done = act(&database.pool).await;
    database.close().await?;
    done
}
