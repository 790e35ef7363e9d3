//! The trained weights: one table for all decisions, read where it lies, so that nothing is loaded.

/// The table: a power of two of slots, each 22 bits of a feature's hash and its weight in 64ths; 0 is an empty slot.
static TABLE: &[u8] = include_bytes!("../../data/weights.bin");

/// Weights of features by their hashes.
#[derive(Debug, Clone, Copy)]
pub struct Weights<'w> {
    table: &'w [u8],
    bits: u32,
}

/// One unit of a stored weight.
const UNIT: f32 = 1.0 / 64.0;

impl Weights<'static> {
    /// The embedded weights.
    #[must_use]
    pub fn built_in() -> Self {
        Self::new(TABLE)
    }
}

impl<'w> Weights<'w> {
    /// Weights laid out as in the embedded table.
    #[must_use]
    pub fn new(table: &'w [u8]) -> Self {
        let slots = (table.len() / 4).max(1);
        Self { table, bits: slots.ilog2() }
    }

    /// The sum of the weights of some features in one task. The table is larger than what a processor holds near: the
    /// slots of several features are fetched before any is looked at.
    #[must_use]
    pub fn sum(&self, task: u32, hashes: &[u32]) -> f32 {
        const AT_ONCE: usize = 16;
        let mut whole = 0;
        for some in hashes.chunks(AT_ONCE) {
            let mut places = [(0, 0, 0); AT_ONCE];
            for (place, &hash) in places.iter_mut().zip(some) {
                let (slot, mark) = slot_of(task, hash, self.bits);
                *place = (slot, mark, self.entry(slot));
            }
            whole += places[..some.len()].iter().map(|&place| self.weight(place)).sum::<i32>();
        }
        // Sums are far below 2^24.
        whole as f32 * UNIT
    }

    fn entry(&self, slot: usize) -> u32 {
        let bytes = self.table.get(slot * 4..slot * 4 + 4).and_then(|bytes| bytes.try_into().ok());
        bytes.map_or(0, u32::from_le_bytes)
    }

    fn weight(&self, (mut slot, mark, mut entry): (usize, u32, u32)) -> i32 {
        let last = (1_usize << self.bits) - 1;
        for _ in 0..16 {
            if entry == 0 {
                return 0;
            }
            if entry >> 10 == mark {
                // Ten bits with their sign.
                return (entry << 22).cast_signed() >> 22;
            }
            slot = (slot + 1) & last;
            entry = self.entry(slot);
        }
        0
    }
}

/// The first slot of a feature in a table of so many bits, and the mark that tells it from others.
#[must_use]
pub fn slot_of(task: u32, hash: u32, bits: u32) -> (usize, u32) {
    let mixed = (u64::from(hash) ^ (u64::from(task) << 40)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mixed = (mixed >> 32) as u32;
    let slot = if bits == 0 { 0 } else { mixed >> (32 - bits) };
    (slot as usize, (mixed & 0x003f_ffff).max(1))
}
