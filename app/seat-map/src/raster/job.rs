//! What an animation frame draws. Pure.

/// What is out of date: a set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Dirty(u8);

impl Dirty {
    /// All that is shown.
    pub(crate) const ALL: Self = Self(1);
    /// The ground of the viewport tile that is shown.
    pub(crate) const GROUND: Self = Self(1 << 1);
    /// Counts on that ground, which may wait for a moment.
    pub(crate) const COUNTS: Self = Self(1 << 2);
    /// Which of the held seats breathe.
    pub(crate) const BREATH: Self = Self(1 << 3);
    /// What tiles will be shown on: none of it is ready.
    pub(crate) const SPARE_TILES: Self = Self(1 << 4);

    /// Adds what another set has.
    pub(crate) fn add(&mut self, other: Self) {
        self.0 |= other.0;
    }

    /// Whether the sets have anything in common.
    pub(crate) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Takes out what another set has. Whether any of it was there.
    pub(crate) fn take(&mut self, other: Self) -> bool {
        let had = self.has(other);
        self.0 &= !other.0;
        had
    }
}

/// What an animation frame draws: one thing, so that it does not take long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RenderJob {
    /// Nothing: all is there.
    Rest,
    /// Tiles, for what comes into sight beyond the viewport tile.
    Tiles,
    /// The ground of the viewport tile that is shown.
    Ground,
    /// The overview.
    Overview,
    /// Another viewport tile, from its beginning.
    Begin,
    /// More of the viewport tile that was begun.
    Continue,
}

/// What decides that.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FrameInput {
    pub(crate) dirty: Dirty,
    /// A hand moves the map, or it moves by itself.
    pub(crate) moving: bool,
    /// It glides to a place that is known.
    pub(crate) gliding: bool,
    /// The viewport tile that is shown does for the target.
    pub(crate) front_fits: bool,
    /// Another viewport tile is being drawn.
    pub(crate) is_drawing: bool,
    /// That one will do for the target.
    pub(crate) back_fits: bool,
    /// The viewport tile that is shown and the tiles around it show most of what is seen, at its own scale.
    pub(crate) tiles_keep_up: bool,
    /// The overview is missing or old, and not all of the hall is seen.
    pub(crate) overview_is_old: bool,
}

/// What to draw next.
pub(crate) fn plan(input: &FrameInput) -> RenderJob {
    let all = input.dirty.has(Dirty::ALL);
    // The end of a glide is known: its viewport tile is drawn on the way there, at its final sharpness.
    if input.moving && !input.gliding && input.tiles_keep_up && !all {
        return RenderJob::Tiles;
    }
    // A viewport tile that nobody will look at is not drawn to its end; but the one for a moving hand is, or the hand would never see any.
    if input.is_drawing && !all && (input.moving || input.back_fits) {
        return RenderJob::Continue;
    }
    if all || !input.front_fits {
        return RenderJob::Begin;
    }
    match input.moving {
        true => RenderJob::Rest,
        false if input.dirty.has(Dirty::GROUND) => RenderJob::Ground,
        false if input.overview_is_old => RenderJob::Overview,
        false => RenderJob::Rest,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A map at rest, of which all is drawn.
    const RESTS: FrameInput = FrameInput {
        dirty: Dirty(0),
        moving: false,
        gliding: false,
        front_fits: true,
        is_drawing: false,
        back_fits: false,
        tiles_keep_up: false,
        overview_is_old: false,
    };
    /// A map that a hand moves.
    const DRAGGED: FrameInput = FrameInput { moving: true, ..RESTS };

    #[test]
    fn each_frame_draws_what_is_needed_first() {
        let gone = FrameInput { front_fits: false, ..DRAGGED };
        let table = [
            ("all is drawn", RESTS, RenderJob::Rest),
            ("nothing fits at first", FrameInput { front_fits: false, ..RESTS }, RenderJob::Begin),
            ("all has changed", FrameInput { dirty: Dirty::ALL, ..RESTS }, RenderJob::Begin),
            ("counts have changed", FrameInput { dirty: Dirty::GROUND, overview_is_old: true, ..RESTS }, RenderJob::Ground),
            ("the overview is old", FrameInput { overview_is_old: true, ..RESTS }, RenderJob::Overview),
            ("what is not drawn by a job is no job", FrameInput { dirty: Dirty::BREATH, ..RESTS }, RenderJob::Rest),
            ("a viewport tile is begun", FrameInput { is_drawing: true, back_fits: true, ..RESTS }, RenderJob::Continue),
            ("it would be of no use", FrameInput { is_drawing: true, ..RESTS }, RenderJob::Rest),
            ("nor is the one that is shown", FrameInput { is_drawing: true, front_fits: false, ..RESTS }, RenderJob::Begin),
            ("a hand stays on the viewport tile", DRAGGED, RenderJob::Rest),
            (
                "ground and overview wait for the hand",
                FrameInput { dirty: Dirty::GROUND, overview_is_old: true, ..DRAGGED },
                RenderJob::Rest,
            ),
            ("tiles come ahead of the hand", FrameInput { tiles_keep_up: true, ..gone }, RenderJob::Tiles),
            ("even if a viewport tile is begun", FrameInput { tiles_keep_up: true, is_drawing: true, ..gone }, RenderJob::Tiles),
            ("they do not keep up", gone, RenderJob::Begin),
            ("what is drawn for a hand is drawn to its end", FrameInput { is_drawing: true, ..gone }, RenderJob::Continue),
            (
                "all has changed under the hand",
                FrameInput { dirty: Dirty::ALL, tiles_keep_up: true, is_drawing: true, ..gone },
                RenderJob::Begin,
            ),
            ("the end of a glide is drawn", FrameInput { gliding: true, tiles_keep_up: true, ..gone }, RenderJob::Begin),
        ];
        for (when, input, job) in table {
            assert_eq!(plan(&input), job, "{when}");
        }
    }

    #[test]
    fn what_is_taken_out_of_the_set_is_no_longer_dirty() {
        let mut dirty = Dirty::default();
        dirty.add(Dirty::GROUND);
        dirty.add(Dirty::BREATH);
        assert!(dirty.take(Dirty::GROUND) && !dirty.take(Dirty::GROUND));
        assert!(dirty.has(Dirty::BREATH) && !dirty.has(Dirty::ALL));
    }
}
