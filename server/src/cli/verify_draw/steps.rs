//! The steps of checking a draw, in order. Each is one comparison that anyone can repeat by hand.

use std::fmt::Display;

use boxoffice::verify_round;
use domain::waiting::{
    Beacon, BeaconProof, ChainHash, ChainKey, Closing, DrandChain, DrandRound, DrawEntry, DrawKey,
    DrawOutcome, DrawRecord, DrawSeal, DrawnPlaces, MerkleTree, SealedEntries,
};
use time::OffsetDateTime;

use crate::cli::counted::counted;

/// The files and options of a check.
pub(super) struct DrawCheck {
    /// DRAW.json.
    pub(super) record: String,
    /// The entries, one on each line.
    pub(super) entries: String,
    /// The entry whose place the caller wants.
    pub(super) entry: Option<DrawEntry>,
    /// The closing that a fan kept from before the draw.
    pub(super) closing: Option<Closing>,
    /// The key of the chain, instead of the one in the program.
    pub(super) chain_key: Option<ChainKey>,
}

/// A step of the check.
#[derive(Debug, Clone, Copy)]
pub(super) enum DrawStep {
    Record,
    Commitment,
    Beacon,
    Round,
    Entries,
    Count,
    Root,
    Closing,
    Key,
    Places,
    Entry,
}

/// The result of a step that did not fail.
#[derive(Debug, Clone, Copy)]
pub(super) enum StepVerdict {
    Passed,
    /// The step could not be checked.
    Skipped,
}

/// The first failed step.
pub(super) struct FailedStep {
    pub(super) step: DrawStep,
    pub(super) why: String,
}

impl DrawStep {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::Commitment => "commitment",
            Self::Beacon => "beacon",
            Self::Round => "round",
            Self::Entries => "entries",
            Self::Count => "count",
            Self::Root => "root",
            Self::Closing => "closing",
            Self::Key => "key",
            Self::Places => "places",
            Self::Entry => "entry",
        }
    }

    fn failed(self, why: impl Into<String>) -> FailedStep {
        FailedStep {
            step: self,
            why: why.into(),
        }
    }

    /// Fails if the computed value differs from the record.
    fn compare<T: PartialEq + Display>(self, computed: T, recorded: T) -> Result<(), FailedStep> {
        if computed == recorded {
            return Ok(());
        }
        Err(self.failed(format!(
            "it has to be {computed}, but DRAW.json says {recorded}"
        )))
    }
}

impl DrawCheck {
    /// Runs all steps in order, and reports each result. Returns what such a draw proves, for fans.
    pub(super) fn run(
        &self,
        tell: &mut dyn FnMut(DrawStep, StepVerdict, &str),
    ) -> Result<&'static str, FailedStep> {
        let draw = parsed(&self.record).map_err(|why| DrawStep::Record.failed(why))?;
        let not_over =
            || DrawStep::Record.failed("this draw is not over yet: its record has no seed");
        let seal = draw.seal.as_ref().ok_or_else(not_over)?;
        let outcome = seal.outcome.as_ref().ok_or_else(not_over)?;
        let mut passed = |step: DrawStep, what: &str| tell(step, StepVerdict::Passed, what);
        passed(
            DrawStep::Record,
            &format!(
                "event {}, draw {}, by frontrow-draw-1",
                draw.event, draw.draw
            ),
        );

        DrawStep::Commitment.compare(outcome.seed.commitment(), draw.commitment)?;
        passed(
            DrawStep::Commitment,
            "the seed is the one that the commitment promised",
        );

        passed(DrawStep::Beacon, &self.beacon(&draw, outcome)?);
        if let Beacon::Drand(named) = &draw.beacon {
            match moment_of(named) {
                Some(moment) => passed(DrawStep::Round, &in_time(named, moment, &draw, seal)?),
                None => tell(
                    DrawStep::Round,
                    StepVerdict::Skipped,
                    "this program does not know when the rounds of this chain come",
                ),
            }
        }

        let mut passed = |step: DrawStep, what: &str| tell(step, StepVerdict::Passed, what);
        let entries = SealedEntries::from_lines(&self.entries)
            .map_err(|fault| DrawStep::Entries.failed(fault.to_string()))?;
        passed(DrawStep::Entries, "sorted, and each is there once");
        DrawStep::Count.compare(entries.count(), seal.count)?;
        passed(DrawStep::Count, &counted(seal.count, "entry", "entries"));
        DrawStep::Root.compare(MerkleTree::of(&entries).root(), seal.root)?;
        passed(DrawStep::Root, &seal.root.to_string());

        let closing = Closing::of(
            draw.event,
            draw.draw,
            draw.commitment,
            &draw.beacon,
            seal.count,
            seal.root,
        );
        DrawStep::Closing.compare(closing, seal.closing)?;
        if self.closing.is_some_and(|kept| kept != closing) {
            return Err(DrawStep::Closing
                .failed(format!("you kept another closing: this draw has {closing}")));
        }
        passed(DrawStep::Closing, &closing.to_string());

        let key = DrawKey::of(&outcome.seed, closing, outcome.value);
        DrawStep::Key.compare(key, outcome.key)?;
        passed(DrawStep::Key, &key.to_string());
        let drawn = DrawnPlaces::draw(entries, key);
        DrawStep::Places.compare(drawn.hash(), outcome.places)?;
        passed(DrawStep::Places, &outcome.places.to_string());

        if let Some(entry) = self.entry {
            let place = drawn.place_of(entry).ok_or_else(|| {
                DrawStep::Entry.failed(format!("{entry} took no part in this draw"))
            })?;
            passed(
                DrawStep::Entry,
                &format!("{entry} has place {} of {}", place.get(), seal.count),
            );
        }
        Ok(draw.beacon.promise())
    }

    /// The beacon's value, and its source.
    fn beacon(&self, draw: &DrawRecord, outcome: &DrawOutcome) -> Result<String, FailedStep> {
        let what = match (&draw.beacon, &outcome.proof) {
            (Beacon::Drand(named), BeaconProof::Signature(signature)) => {
                let key = self.key_of(named.chain).ok_or_else(|| {
                    DrawStep::Beacon.failed(format!(
                        "this program does not know the key of chain {}: give it with --chain-key",
                        named.chain
                    ))
                })?;
                verify_round(key, named.round, *signature)
                    .map_err(|why| DrawStep::Beacon.failed(why))?;
                format!(
                    "drand signed round {}, and the value is the hash of the signature",
                    named.round
                )
            }
            (Beacon::Announced(name), BeaconProof::Announcement(text)) => {
                format!("the value is the hash of what was announced ({name}): {text}")
            }
            (Beacon::None, BeaconProof::None) => {
                "there is none, and the value is 32 zero bytes".to_owned()
            }
            _ => {
                return Err(DrawStep::Beacon
                    .failed("the record's proof is of another kind than its beacon"));
            }
        };
        DrawStep::Beacon.compare(outcome.proof.value(), outcome.value)?;
        Ok(what)
    }

    fn key_of(&self, chain: ChainHash) -> Option<ChainKey> {
        let known = (chain == DrandChain::QUICKNET.hash).then_some(DrandChain::QUICKNET.key);
        self.chain_key.or(known)
    }
}

/// The publication time of a round, if the program knows its chain.
fn moment_of(round: &DrandRound) -> Option<OffsetDateTime> {
    let chain = DrandChain::QUICKNET;
    if round.chain == chain.hash {
        chain.times.moment_of(round.round)
    } else {
        None
    }
}

/// Whether the round was published after the seal, and is the one that follows from the closing
/// time.
fn in_time(
    named: &DrandRound,
    moment: OffsetDateTime,
    draw: &DrawRecord,
    seal: &DrawSeal,
) -> Result<String, FailedStep> {
    if moment <= seal.sealed_at {
        return Err(DrawStep::Round.failed(format!(
            "the round came at {moment}, but the entries were sealed at {}",
            seal.sealed_at
        )));
    }
    let decided = DrandChain::QUICKNET.times.round_for(draw.closes_at);
    if named.round != decided {
        return Err(DrawStep::Round.failed(format!(
            "a draw that closes at {} has round {decided}, and no other",
            draw.closes_at
        )));
    }
    Ok(format!(
        "it came at {moment}, after the entries were sealed, and the close decides which round it is"
    ))
}

/// The record, or the name of the invalid field.
fn parsed(text: &str) -> Result<DrawRecord, String> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let record = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let field = error.path().to_string();
        let inner = error.into_inner();
        if field == "." {
            inner.to_string()
        } else {
            format!("`{field}`: {inner}")
        }
    })?;
    reader.end().map_err(|error| error.to_string())?;
    Ok(record)
}
