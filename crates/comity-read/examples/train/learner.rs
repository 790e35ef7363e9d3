//! Logistic regression with the follow-the-regularised-leader update (McMahan et al. 2013), which keeps few weights.

use super::tally::Tally;
use comity_read::{Weights, slot_of};
use std::collections::{BTreeMap, HashMap};

/// One question with its features and the right answer.
#[derive(Debug, Clone)]
pub struct Note {
    pub task: u32,
    pub hashes: Vec<u32>,
    pub answer: bool,
    /// Notes of one group are answers to one question, of which one is right or none.
    pub group: Option<u32>,
    /// The question in words, for the list of errors.
    pub what: String,
}

/// Numbered features and the right answer.
type Line = (Vec<u32>, bool);

/// How fast weights follow, and how strongly they are held at zero and small.
const RATE: f32 = 0.05;
const HELD: f32 = 0.25;
const SMALL: f32 = 1.5;
const ROUNDS: usize = 12;
/// The weights are the mean over the last rounds, which depends less on the order of the texts.
const AVERAGED: usize = 8;
/// So many slots of four bytes the stored table may have.
const SLOTS: usize = 1 << 20;
/// Stored weights are whole 64ths of ten bits.
const UNIT: f32 = 64.0;

/// What was learned: the weights by task and feature.
#[derive(Default)]
pub struct Learned {
    weights: HashMap<(u32, u32), i32>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    z: f32,
    n: f32,
}

impl Slot {
    fn weight(self) -> f32 {
        if self.z.abs() <= HELD {
            return 0.0;
        }
        -(self.z - self.z.signum() * HELD) / ((1.0 + self.n.sqrt()) / RATE + SMALL)
    }
}

impl Learned {
    /// Learns from notes in so many orders, of which the weights are the mean; the same notes give the same weights.
    pub fn learn(&mut self, notes: &[&Note], orders: usize) {
        let mut tasks: BTreeMap<u32, Vec<&Note>> = BTreeMap::new();
        for note in notes {
            tasks.entry(note.task).or_default().push(note);
        }
        for (task, mut notes) in tasks {
            let mut places: HashMap<u32, u32> = HashMap::new();
            let lines = lines(&mut notes, &mut places);
            let mut sums = vec![0.0_f32; places.len()];
            let mut seed = 0x2545_f491_4f6c_dd1d_u64;
            for _ in 0..orders {
                learn_in_order(&lines, &mut sums, &mut seed);
            }
            for (hash, place) in places {
                let weight = sums[place as usize] / (orders * AVERAGED) as f32;
                let whole = (weight * UNIT).round().clamp(-511.0, 511.0) as i32;
                // The faintest say nothing that can be measured, and are half of the table.
                if whole.abs() > 1 {
                    self.weights.insert((task, hash), whole);
                }
            }
        }
    }

    /// How likely the answer to a question is yes.
    pub fn judge(&self, task: u32, hashes: &[u32]) -> f32 {
        let sum: i32 = hashes.iter().filter_map(|&hash| self.weights.get(&(task, hash))).sum();
        1.0 / (1.0 + (-(sum as f32) / UNIT).exp())
    }

    /// How many weights there are.
    pub fn len(&self) -> usize {
        self.weights.len()
    }

    /// The table the reader reads, at most half full: the faintest weights that find no room are left out.
    pub fn table(&self) -> Vec<u8> {
        let mut sorted: Vec<((u32, u32), i32)> = self.weights.iter().map(|(&k, &w)| (k, w)).collect();
        let room = |least: i32| sorted.iter().filter(|(_, w)| w.abs() >= least).count() * 2 <= SLOTS;
        let least = (1..512).find(|&least| room(least)).unwrap_or(512);
        sorted.retain(|(_, weight)| weight.abs() >= least);
        sorted.sort_unstable();
        let slots = (sorted.len() * 2).next_power_of_two().max(1024);
        let mut table = vec![0_u32; slots];
        for ((task, hash), weight) in sorted {
            let (mut slot, mark) = slot_of(task, hash, slots.ilog2());
            let mut steps = 0;
            while table[slot] != 0 && table[slot] >> 10 != mark && steps < 16 {
                slot = (slot + 1) & (slots - 1);
                steps += 1;
            }
            if steps < 16 {
                table[slot] = mark << 10 | (weight.cast_unsigned() & 0x3ff);
            }
        }
        table.into_iter().flat_map(u32::to_le_bytes).collect()
    }

    /// How many questions are answered rightly, by task.
    pub fn judge_notes(&self, notes: &[Note], weights: &Weights<'_>) -> BTreeMap<u32, Tally> {
        let mut tallies: BTreeMap<u32, Tally> = BTreeMap::new();
        for note in notes {
            let yes = weights.sum(note.task, &note.hashes) > 0.0;
            tallies.entry(note.task).or_default().add(Tally {
                right: (yes && note.answer).into(),
                wrong: (yes && !note.answer).into(),
                missed: (!yes && note.answer).into(),
            });
        }
        tallies
    }
}

/// The notes as lines of numbered features, those of one group together.
fn lines(notes: &mut [&Note], places: &mut HashMap<u32, u32>) -> Vec<Vec<Line>> {
    let mut lines: Vec<Vec<Line>> = Vec::with_capacity(notes.len());
    let mut group = None;
    notes.sort_by_key(|n| n.group);
    for note in notes {
        let place = |hash: &u32| {
            let next = places.len() as u32;
            *places.entry(*hash).or_insert(next)
        };
        let line = (note.hashes.iter().map(place).collect(), note.answer);
        match lines.last_mut().filter(|_| note.group.is_some() && note.group == group) {
            Some(last) => last.push(line),
            None => lines.push(vec![line]),
        }
        group = note.group;
    }
    lines
}

/// All rounds in one order; the weights of the last ones are added up.
fn learn_in_order(lines: &[Vec<Line>], sums: &mut [f32], seed: &mut u64) {
    let mut slots = vec![Slot::default(); sums.len()];
    let mut order: Vec<usize> = (0..lines.len()).collect();
    for round in 0..ROUNDS {
        shuffle(&mut order, seed);
        for &line in &order {
            learn(&lines[line], &mut slots);
        }
        if round >= ROUNDS - AVERAGED {
            for (sum, slot) in sums.iter_mut().zip(&slots) {
                *sum += slot.weight();
            }
        }
    }
}

/// One step down the slope of the likelihood: of a lone question, or of several answers to one question.
fn learn(lines: &[Line], slots: &mut [Slot]) {
    let odds: Vec<f32> = lines
        .iter()
        .map(|(features, _)| {
            let sum: f32 = features.iter().map(|&place| slots[place as usize].weight()).sum();
            sum.clamp(-14.0, 14.0).exp()
        })
        .collect();
    let whole = 1.0 + odds.iter().sum::<f32>();
    let right = lines.iter().filter(|(_, answer)| *answer).count().max(1) as f32;
    for ((features, answer), odds) in lines.iter().zip(&odds) {
        let error = odds / whole - f32::from(u8::from(*answer)) / right;
        for &place in features {
            let slot = &mut slots[place as usize];
            let step = ((slot.n + error * error).sqrt() - slot.n.sqrt()) / RATE;
            slot.z += error - step * slot.weight();
            slot.n += error * error;
        }
    }
}

/// Fisher and Yates, with a xorshift generator.
fn shuffle(order: &mut [usize], seed: &mut u64) {
    for i in (1..order.len()).rev() {
        *seed ^= *seed << 13;
        *seed ^= *seed >> 7;
        *seed ^= *seed << 17;
        order.swap(i, (*seed % (i as u64 + 1)) as usize);
    }
}
