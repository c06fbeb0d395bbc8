//! The task of a watched event: reads the seat log when another server has sold, and sends watchers
//! frames at a limited rate.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, atomic::Ordering},
    time::Duration,
};

use domain::EventId;
use metrics::histogram;
use store::Pool;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::LiveEvent;

/// The shortest time between two frames of an event: twenty frames a second. The first frame after
/// a pause goes out at once.
const FRAME_PAUSE: Duration = Duration::from_millis(50);

/// Each watcher adds this much to the time between two frames, so that all watchers of an event
/// together get at most 50,000 messages a second: 2,500 watchers get twenty frames a second, 5,000
/// get ten.
const WATCHER_PAUSE: Duration = Duration::from_micros(20);

/// The longest time between two frames while no crowd waits for the desk: four frames a second,
/// from 12,500 watchers on.
const LONGEST_CALM_PAUSE: Duration = Duration::from_millis(250);

/// How much earlier a frame may follow if the ones before it were late. Otherwise changes at
/// exactly this rate would each wait for the timer.
const SLACK: Duration = Duration::from_millis(10);

/// While buyers wait for the desk, each group of this many watchers lengthens the pause between two
/// frames by `FRAME_PAUSE`, because sales come before frames. A watcher then sees more seats change
/// in one frame, a little later.
const WATCHERS_A_PAUSE: u32 = 250;

/// The longest pause while buyers wait for the desk.
const LONGEST_PAUSE: Duration = Duration::from_millis(500);

/// How long an event without watchers stays in memory.
const IDLE: Duration = Duration::from_secs(60);

/// The pause before the next read after the database failed.
const RETRY: Duration = Duration::from_millis(500);

/// Follows an event until it has had no watchers for a while.
pub(super) async fn follow(
    pool: Pool,
    live: Arc<LiveEvent>,
    events: Arc<Mutex<HashMap<EventId, Arc<LiveEvent>>>>,
    shutdown: CancellationToken,
) {
    let mut next_frame = Instant::now() + SLACK;
    loop {
        let woken = tokio::select! {
            () = live.wake.notified() => true,
            () = tokio::time::sleep(IDLE) => false,
            () = shutdown.cancelled() => return,
        };
        if !is_kept(&live, &events) {
            return;
        }
        if !woken {
            continue;
        }
        if live.looking.swap(false, Ordering::AcqRel)
            && let Err(error) = live.read(&pool).await
        {
            tracing::warn!(%error, event = %live.event(), "could not read the seat log");
            live.look();
            tokio::time::sleep(RETRY).await;
        }
        // The last frame is more recent than the pause: changes until then go out together.
        tokio::time::sleep_until(next_frame - SLACK).await;
        if let Some(waited) = live.tell() {
            histogram!("frontrow_frame_wait_seconds").record(waited.as_secs_f64());
            let backpressure = live.backpressure.swap(false, Ordering::Relaxed);
            next_frame = next_frame.max(Instant::now())
                + pause(backpressure, live.watchers.load(Ordering::Relaxed));
        }
    }
}

/// Whether the event stays in memory. Frames of another server wake this task, but are no reason to
/// keep the event.
fn is_kept(live: &Arc<LiveEvent>, events: &Mutex<HashMap<EventId, Arc<LiveEvent>>>) -> bool {
    let mut events = events.lock().unwrap_or_else(PoisonError::into_inner);
    if !events
        .get(&live.event())
        .is_some_and(|kept| Arc::ptr_eq(kept, live))
    {
        return false;
    }
    let ends = live.unused() >= IDLE && super::is_idle(live);
    if ends {
        events.remove(&live.event());
    }
    !ends
}

/// The time between two frames.
fn pause(backpressure: bool, watchers: usize) -> Duration {
    let watchers = u32::try_from(watchers).unwrap_or(u32::MAX);
    if backpressure {
        FRAME_PAUSE
            .saturating_mul(1 + watchers / WATCHERS_A_PAUSE)
            .min(LONGEST_PAUSE)
    } else {
        WATCHER_PAUSE
            .saturating_mul(watchers)
            .clamp(FRAME_PAUSE, LONGEST_CALM_PAUSE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_thousand_watchers_get_twenty_frames_a_second_and_larger_crowds_fewer_but_at_least_four()
    {
        for watchers in [0, 1, 2_000, 2_500] {
            assert_eq!(
                pause(false, watchers),
                Duration::from_secs(1) / 20,
                "{watchers} watchers"
            );
        }
        assert_eq!(pause(false, 5_000), Duration::from_secs(1) / 10);
        assert_eq!(pause(false, 10_000), Duration::from_secs(1) / 5);
        assert_eq!(pause(false, usize::MAX), Duration::from_secs(1) / 4);
    }

    #[test]
    fn while_buyers_wait_for_the_desk_watchers_get_frames_less_often() {
        for watchers in 0..20_000 {
            assert!(
                pause(true, watchers) >= pause(false, watchers),
                "{watchers} watchers"
            );
        }
        assert_eq!(pause(true, 40), FRAME_PAUSE);
        assert_eq!(pause(true, 1_000), FRAME_PAUSE * 5);
        assert_eq!(pause(true, 1_000_000), LONGEST_PAUSE);
    }
}
