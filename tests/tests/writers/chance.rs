//! Numbers by chance from a seed: the same ones each time.

/// Numbers of a seed.
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        // Small seeds are spread, and none is zero.
        Self(seed.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % end.max(1)
    }
}

/// The seed that the environment asks for, or the usual one.
pub fn seed() -> u64 {
    let given = std::env::var("RELMODEL_SEED").ok();
    given.map_or(5, |seed| seed.parse().expect("RELMODEL_SEED is a number"))
}
