//! Where a script's random numbers come from.

/// Where a script's random numbers come from: `Math.random`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Random {
    /// The operating system.
    #[default]
    System,
    /// A generator that starts with this: the same seed gives the same numbers in
    /// every run and on each machine. Whoever knows the seed knows the numbers.
    Seeded(u64),
}

/// One runtime's source of random bits.
#[derive(Debug)]
pub(crate) struct RandomBits {
    pub(crate) setting: Random,
    /// The state of SplitMix64, <https://prng.di.unimi.it/splitmix64.c>.
    state: u64,
}

impl RandomBits {
    pub(crate) fn new(setting: Random) -> Self {
        let state = if let Random::Seeded(seed) = setting { seed } else { 0 };
        Self { setting, state }
    }

    /// The next 64 bits.
    ///
    /// # Errors
    /// When the system has none: the guest traps rather than run without.
    pub(crate) fn next(&mut self) -> wasmtime::Result<u64> {
        if self.setting == Random::System {
            return getrandom::u64().map_err(|error| wasmtime::format_err!("no randomness: {error}"));
        }
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.state ^ (self.state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        Ok(mixed ^ (mixed >> 31))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_numbers_that_it_always_gave() {
        let mut bits = RandomBits::new(Random::Seeded(0));
        let drawn = [bits.next().unwrap(), bits.next().unwrap()];
        assert_eq!(drawn, [0xe220_a839_7b1d_cdaf, 0x6e78_9e6a_a1b9_65f4]);
    }

    #[test]
    fn the_system_gives_other_numbers_each_time() {
        let mut bits = RandomBits::new(Random::System);
        assert_ne!(bits.next().unwrap(), bits.next().unwrap());
    }
}
