//! Medians of alternating rounds: what slows one down slows its neighbour too.

use std::time::{Duration, Instant};

/// The median time of one call of each function, over `rounds` rounds in which
/// each is called `each` times.
pub fn alternate<const N: usize>(rounds: usize, each: u32, work: [&dyn Fn(); N]) -> [Duration; N] {
    let mut times: [Vec<Duration>; N] = std::array::from_fn(|_| Vec::with_capacity(rounds));
    for _ in 0..rounds {
        for (work, times) in work.iter().zip(&mut times) {
            let start = Instant::now();
            for _ in 0..each {
                work();
            }
            times.push(start.elapsed() / each);
        }
    }
    times.map(|mut times| {
        times.sort();
        times[times.len() / 2]
    })
}
