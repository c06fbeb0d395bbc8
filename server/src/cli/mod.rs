//! The command line, with one file for each command.

/// `println!` for commands: if the reader closes its end, as `head` does, the output ends and the
/// command continues.
macro_rules! say {
    ($($text:tt)*) => {{
        use std::io::Write as _;
        let _ = writeln!(std::io::stdout(), $($text)*);
    }};
}

/// `eprintln!` for commands, with the same behaviour.
macro_rules! say_aside {
    ($($text:tt)*) => {{
        use std::io::Write as _;
        let _ = writeln!(std::io::stderr(), $($text)*);
    }};
}

mod booking;
mod counted;
mod database;
mod demo;
mod event;
mod forget;
mod fsck;
mod import;
mod keys;
mod keys_file;
mod letters;
mod mail;
mod migrate;
mod operator;
mod payments;
mod progress;
mod promo;
mod prune;
mod reindex;
mod sales;
mod sandbox;
mod search_server;
mod seller;
mod serve;
mod stripe_account;
mod token;
mod upgrade_database;
mod venue;
mod verify_draw;
mod waiting_room;
mod wallet;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::observe::logs::{self, LogFormat};

/// The exit code of a command that finds no shop.
const NO_SHOP: u8 = 2;

/// Sells reserved seats: live, fair, quick, and none of them twice.
#[derive(Debug, Parser)]
#[command(name = "frontrow", version, about, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,

    /// How log lines look.
    #[arg(
        long,
        global = true,
        env = "FRONTROW_LOG_FORMAT",
        value_enum,
        default_value_t,
        value_name = "FORMAT"
    )]
    log_format: LogFormat,

    /// The logged parts: a level (error, warn, info, debug, trace), or one for each part as
    /// `info,server=debug`.
    #[arg(
        long,
        global = true,
        env = "FRONTROW_LOG",
        default_value = "info,sqlx=warn,usvg=error",
        value_name = "FILTER"
    )]
    log: String,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the shop.
    Serve(Box<serve::Serve>),
    /// Load the demo season: venues, seating plans and events to come, with a line at one of them.
    /// Safe to repeat.
    Demo(demo::Demo),
    /// Bring in seating plans and events from files.
    Import(import::Import),
    /// Set details of a venue: its address, its place on the map, its time zone.
    Venue(venue::VenueCommand),
    /// Pause and resume a sale, block and unblock seats, cancel and move an event, set the terms of
    /// refunds, and read the record of these.
    Event(event::Event),
    /// Open, pause and close the waiting room of an event, announce its draw, and show the state of
    /// the line.
    WaitingRoom(waiting_room::WaitingRoom),
    /// Create, list and revoke the tokens with which doors, box offices and operators use the API.
    Token(token::Token),
    /// List letters to buyers, retry dead ones, and read returned mail.
    Letters(letters::LettersArgs),
    /// List refunds that need a person, and note that they were dealt with.
    Payments(payments::OwedMoney),
    /// Find a booking by the number on its tickets, and print its event, its seats and the state of
    /// each ticket.
    Booking(booking::BookingLookup),
    /// Print what was sold, held and refunded of an event, with takings and VAT by price level.
    Sales(sales::SalesReport),
    /// Add and list sellers, whose receipts buyers get, and assign them to events.
    Seller(seller::SellerArgs),
    /// Create, list and revoke promo codes.
    Promo(promo::Promo),
    /// Rotate the keys that sign sessions and the codes of tickets, or print the keys of this shop
    /// as a file.
    Keys(keys::KeysOptions),
    /// Make the sandbox fail like a real provider and its network, to test how the shop reacts.
    Sandbox(sandbox::SandboxOptions),
    /// Remove an e-mail address from every table. Bookings, tickets, sums and receipts stay. Exits
    /// with 1 if a payment under way still has it.
    Forget(forget::Forget),
    /// Check the invariants of the database, and with --provider also what the payment providers
    /// say. Exits with 1 and names each violation if there is one.
    Fsck(fsck::Fsck),
    /// Migrate the schema of the database to this program's version, as `serve` does when it
    /// starts.
    Migrate(migrate::Migrate),
    /// Remove outdated data: holds that ended without a sale, finished jobs, frames of past events.
    /// Never a sale.
    Prune(prune::Prune),
    /// Move the private database to the newest PostgreSQL on this machine, by dump and restore. The
    /// old files stay.
    UpgradeDatabase(upgrade_database::UpgradeDatabase),
    /// Rebuild the search index beside the old one, and swap it in without downtime.
    Reindex(reindex::Reindex),
    /// Check the draw of a waiting room from its published files, without a database and without a
    /// network. Names each step, and exits with 1 at the first that fails.
    VerifyDraw(verify_draw::VerifyDraw),
}

/// Runs the program.
#[must_use]
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    logs::start(cli.log_format, &cli.log);
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => return complain(&error.into()),
    };
    let result = runtime.block_on(async {
        match cli.command {
            Command::Serve(command) => command.run().await,
            Command::Demo(command) => command.run().await,
            Command::Import(command) => command.run().await,
            Command::Venue(command) => command.run().await,
            Command::Event(command) => command.run().await,
            Command::WaitingRoom(command) => command.run().await,
            Command::Token(command) => command.run().await,
            Command::Letters(command) => command.run().await,
            Command::Payments(command) => command.run().await,
            Command::Booking(command) => command.run().await,
            Command::Sales(command) => command.run().await,
            Command::Seller(command) => command.run().await,
            Command::Promo(command) => command.run().await,
            Command::Keys(command) => command.run().await,
            Command::Sandbox(command) => command.run().await,
            Command::Forget(command) => command.run().await,
            Command::Fsck(command) => command.run().await,
            Command::Migrate(command) => command.run().await,
            Command::Prune(command) => command.run().await,
            Command::UpgradeDatabase(command) => command.run().await,
            Command::Reindex(command) => command.run().await,
            Command::VerifyDraw(command) => command.run(),
        }
    });
    // Tasks that are still running have had their time.
    runtime.shutdown_background();
    result.unwrap_or_else(|error| complain(&error))
}

fn complain(error: &anyhow::Error) -> ExitCode {
    say_aside!("frontrow: {error:#}");
    if error.is::<database::NoShop>() {
        NO_SHOP.into()
    } else {
        ExitCode::FAILURE
    }
}
