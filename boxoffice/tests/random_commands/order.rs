//! Finds an order of concurrent operations in which the model gives exactly these answers and ends
//! in this state.

use crate::{
    acts::{Deed, Progress},
    model::Model,
};

/// The model after these concurrent operations: the first order that explains every answer and ends
/// in a state that `fits`. No operation of such a group may take effect partly or twice, or in
/// different orders for different buyers.
pub fn explain(
    model: &Model,
    deeds: &[Deed],
    fits: impl Fn(&Model) -> Result<(), String>,
) -> Result<Model, String> {
    let mut furthest = (0, String::new());
    search(
        model,
        deeds,
        &vec![Progress::Waiting; deeds.len()],
        &fits,
        &mut furthest,
    )
    .ok_or_else(|| {
        let deeds: Vec<String> = deeds.iter().map(|deed| format!("  {deed:?}")).collect();
        format!(
            "no order explains\n{}\nfrom\n{}\nthe nearest fails because {}",
            deeds.join("\n"),
            model.describe(),
            furthest.1
        )
    })
}

fn search(
    model: &Model,
    deeds: &[Deed],
    progress: &[Progress],
    fits: &impl Fn(&Model) -> Result<(), String>,
    furthest: &mut (usize, String),
) -> Option<Model> {
    let done = progress
        .iter()
        .filter(|progress| **progress == Progress::Over)
        .count();
    for model in model.now_or_swept() {
        if done == deeds.len() {
            match fits(&model) {
                Ok(()) => return Some(model),
                Err(fault) => *furthest = (done, fault),
            }
            continue;
        }
        for (index, deed) in deeds
            .iter()
            .enumerate()
            .filter(|(index, _)| progress[*index] != Progress::Over)
        {
            let mut next = model.clone();
            match deed.advance(&mut next, progress[index]) {
                Ok(reached) => {
                    let mut progress = progress.to_vec();
                    progress[index] = reached;
                    if let Some(end) = search(&next, deeds, &progress, fits, furthest) {
                        return Some(end);
                    }
                }
                Err(fault) => {
                    if done >= furthest.0 {
                        *furthest = (done, format!("{:?}: {fault}", deed.act));
                    }
                }
            }
        }
    }
    None
}
