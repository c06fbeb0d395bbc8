//! Chooses what an animation frame draws. The code is pure.

/// A set of invalid parts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct DirtyParts(u8);

impl DirtyParts {
    /// Everything.
    pub(crate) const ALL: Self = Self(1);
    /// The ground of the current viewport tile.
    pub(crate) const GROUND: Self = Self(1 << 1);
    /// Counts on that ground. Their redraw may wait.
    pub(crate) const COUNTS: Self = Self(1 << 2);
    /// The choice of held seats that pulse.
    pub(crate) const BREATH: Self = Self(1 << 3);
    /// The spare layers for tiles.
    pub(crate) const SPARE_TILES: Self = Self(1 << 4);

    /// Adds another set.
    pub(crate) fn add(&mut self, other: Self) {
        self.0 |= other.0;
    }

    /// Whether the sets overlap.
    pub(crate) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Removes another set. Returns whether any of it was there.
    pub(crate) fn take(&mut self, other: Self) -> bool {
        let had = self.has(other);
        self.0 &= !other.0;
        had
    }
}

/// The job of an animation frame. It is a single one, to keep the frame short.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RenderJob {
    /// Nothing to draw.
    Rest,
    /// Draw tiles for what comes into view beyond the viewport tile.
    Tiles,
    /// Redraw the ground of the current viewport tile.
    Ground,
    /// Draw the overview.
    Overview,
    /// Start another viewport tile.
    Begin,
    /// Continue the viewport tile that was started.
    Continue,
}

/// The inputs of the choice.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FrameInput {
    pub(crate) dirty: DirtyParts,
    /// A hand, a glide or a fling moves the map.
    pub(crate) moving: bool,
    /// A glide runs to a known target.
    pub(crate) gliding: bool,
    /// The current viewport tile fits the target.
    pub(crate) front_fits: bool,
    /// Another viewport tile is being drawn.
    pub(crate) is_drawing: bool,
    /// The viewport tile that is being drawn will fit the target.
    pub(crate) back_fits: bool,
    /// The current viewport tile and the tiles around it show most of the viewport, at its own
    /// scale.
    pub(crate) tiles_keep_up: bool,
    /// The overview is missing or outdated, and the viewport does not show the whole hall.
    pub(crate) overview_is_old: bool,
}

/// Chooses the job.
pub(crate) fn plan(input: &FrameInput) -> RenderJob {
    let all = input.dirty.has(DirtyParts::ALL);
    // The end of a glide is known, so its viewport tile is drawn on the way there, at its final
    // scale.
    if input.moving && !input.gliding && input.tiles_keep_up && !all {
        return RenderJob::Tiles;
    }
    // Drop a viewport tile that no longer fits. While a hand moves the map, finish it anyway:
    // otherwise none would ever be finished.
    if input.is_drawing && !all && (input.moving || input.back_fits) {
        return RenderJob::Continue;
    }
    if all || !input.front_fits {
        return RenderJob::Begin;
    }
    match input.moving {
        true => RenderJob::Rest,
        false if input.dirty.has(DirtyParts::GROUND) => RenderJob::Ground,
        false if input.overview_is_old => RenderJob::Overview,
        false => RenderJob::Rest,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A map at rest, with everything drawn.
    const RESTS: FrameInput = FrameInput {
        dirty: DirtyParts(0),
        moving: false,
        gliding: false,
        front_fits: true,
        is_drawing: false,
        back_fits: false,
        tiles_keep_up: false,
        overview_is_old: false,
    };
    /// A map under a moving hand.
    const DRAGGED: FrameInput = FrameInput {
        moving: true,
        ..RESTS
    };

    #[test]
    fn each_frame_draws_what_is_needed_first() {
        let gone = FrameInput {
            front_fits: false,
            ..DRAGGED
        };
        let table = [
            ("everything is drawn", RESTS, RenderJob::Rest),
            (
                "nothing is drawn yet",
                FrameInput {
                    front_fits: false,
                    ..RESTS
                },
                RenderJob::Begin,
            ),
            (
                "everything has changed",
                FrameInput {
                    dirty: DirtyParts::ALL,
                    ..RESTS
                },
                RenderJob::Begin,
            ),
            (
                "counts have changed",
                FrameInput {
                    dirty: DirtyParts::GROUND,
                    overview_is_old: true,
                    ..RESTS
                },
                RenderJob::Ground,
            ),
            (
                "the overview is outdated",
                FrameInput {
                    overview_is_old: true,
                    ..RESTS
                },
                RenderJob::Overview,
            ),
            (
                "a dirty part without a job needs no drawing",
                FrameInput {
                    dirty: DirtyParts::BREATH,
                    ..RESTS
                },
                RenderJob::Rest,
            ),
            (
                "a viewport tile is being drawn",
                FrameInput {
                    is_drawing: true,
                    back_fits: true,
                    ..RESTS
                },
                RenderJob::Continue,
            ),
            (
                "the one being drawn no longer fits",
                FrameInput {
                    is_drawing: true,
                    ..RESTS
                },
                RenderJob::Rest,
            ),
            (
                "neither tile fits",
                FrameInput {
                    is_drawing: true,
                    front_fits: false,
                    ..RESTS
                },
                RenderJob::Begin,
            ),
            (
                "a hand moves within the viewport tile",
                DRAGGED,
                RenderJob::Rest,
            ),
            (
                "ground and overview wait for the hand",
                FrameInput {
                    dirty: DirtyParts::GROUND,
                    overview_is_old: true,
                    ..DRAGGED
                },
                RenderJob::Rest,
            ),
            (
                "tiles run ahead of the hand",
                FrameInput {
                    tiles_keep_up: true,
                    ..gone
                },
                RenderJob::Tiles,
            ),
            (
                "even if a viewport tile is being drawn",
                FrameInput {
                    tiles_keep_up: true,
                    is_drawing: true,
                    ..gone
                },
                RenderJob::Tiles,
            ),
            ("tiles do not keep up", gone, RenderJob::Begin),
            (
                "a viewport tile for a moving hand is finished",
                FrameInput {
                    is_drawing: true,
                    ..gone
                },
                RenderJob::Continue,
            ),
            (
                "everything has changed under the hand",
                FrameInput {
                    dirty: DirtyParts::ALL,
                    tiles_keep_up: true,
                    is_drawing: true,
                    ..gone
                },
                RenderJob::Begin,
            ),
            (
                "the end of a glide is drawn",
                FrameInput {
                    gliding: true,
                    tiles_keep_up: true,
                    ..gone
                },
                RenderJob::Begin,
            ),
        ];
        for (when, input, job) in table {
            assert_eq!(plan(&input), job, "{when}");
        }
    }

    #[test]
    fn a_part_that_was_taken_is_no_longer_dirty() {
        let mut dirty = DirtyParts::default();
        dirty.add(DirtyParts::GROUND);
        dirty.add(DirtyParts::BREATH);
        assert!(dirty.take(DirtyParts::GROUND) && !dirty.take(DirtyParts::GROUND));
        assert!(dirty.has(DirtyParts::BREATH) && !dirty.has(DirtyParts::ALL));
    }
}
