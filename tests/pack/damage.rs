//! What can happen to bytes.

use proptest::prelude::*;
use proptest::sample::Index;

/// Numbers without an order, the same every time (Vigna's SplitMix64).
pub struct Noise(pub u64);

impl Noise {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }
}

/// A place in some bytes.
#[derive(Clone, Debug)]
pub enum Place {
    /// Near the start, where headings are.
    Start(Index),
    Anywhere(Index),
    End(Index),
}

impl Place {
    fn within(&self, length: usize) -> usize {
        match self {
            _ if length == 0 => 0,
            Self::Start(index) => index.index(length.min(64)),
            Self::Anywhere(index) => index.index(length),
            Self::End(index) => length - 1 - index.index(length.min(16)),
        }
    }
}

fn place() -> impl Strategy<Value = Place> {
    prop_oneof![
        3 => any::<Index>().prop_map(Place::Start),
        3 => any::<Index>().prop_map(Place::Anywhere),
        1 => any::<Index>().prop_map(Place::End),
    ]
}

/// What can happen to bytes.
#[derive(Clone, Debug)]
pub enum Damage {
    /// Others stand there, as far as there is room.
    Put(Place, Vec<u8>),
    /// Others stand there as well.
    Insert(Place, Vec<u8>),
    Remove(Place, usize),
    /// All from there on are gone.
    Cut(Place),
    /// What stands at one place stands at the other too.
    Copy(Place, Place, usize),
    /// Nothing is left but the length.
    Noise(u64),
}

impl Damage {
    fn wreak(&self, bytes: &mut Vec<u8>) {
        let length = bytes.len();
        let until = |start: usize, count: usize| start..length.min(start + count);
        match self {
            Self::Put(place, others) => {
                let room = until(place.within(length), others.len());
                let others = &others[..room.len()];
                bytes[room].copy_from_slice(others);
            }
            Self::Insert(place, others) => {
                let at = place.within(length);
                bytes.splice(at..at, others.iter().copied());
            }
            Self::Remove(place, count) => {
                bytes.drain(until(place.within(length), *count));
            }
            Self::Cut(place) => bytes.truncate(place.within(length)),
            Self::Copy(from, to, count) => {
                let to = to.within(length);
                let from = until(from.within(length), (*count).min(length - to));
                bytes.copy_within(from, to);
            }
            Self::Noise(seed) => {
                let mut noise = Noise(*seed);
                bytes.fill_with(|| noise.next() as u8);
            }
        }
    }
}

/// Bytes as they come, and those that counts and lengths, keys and surrogates are misread from.
pub fn others() -> impl Strategy<Value = Vec<u8>> {
    const TELLING: [&[u8]; 12] = [
        &[0],
        &[1],
        &[0xFF],
        &[0, 0],
        &[1, 0],
        &[0xFF; 2],
        &[0; 4],
        &[1, 0, 0, 0],
        &[0xFF, 0xFF, 0, 0],
        &[0xFF; 4],
        &[0x42, 0xD8],
        b"\t\n",
    ];
    prop_oneof![
        2 => any::<u8>().prop_map(|byte| vec![byte]),
        2 => prop::sample::select(&TELLING[..]).prop_map(<[u8]>::to_vec),
        1 => prop::collection::vec(any::<u8>(), 0..40),
    ]
}

pub fn damage() -> impl Strategy<Value = Damage> {
    prop_oneof![
        8 => (place(), others()).prop_map(|(place, others)| Damage::Put(place, others)),
        1 => (place(), others()).prop_map(|(place, others)| Damage::Insert(place, others)),
        1 => (place(), 1_usize..40).prop_map(|(place, count)| Damage::Remove(place, count)),
        1 => place().prop_map(Damage::Cut),
        1 => (place(), place(), 1_usize..40).prop_map(|(from, to, count)| Damage::Copy(from, to, count)),
        1 => any::<u64>().prop_map(Damage::Noise),
    ]
}

pub fn some_damage() -> impl Strategy<Value = Vec<Damage>> {
    prop_oneof![
        2 => damage().prop_map(|one| vec![one]),
        1 => prop::collection::vec(damage(), 1..6),
    ]
}

pub fn damaged(bytes: &[u8], damage: &[Damage]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    damage.iter().for_each(|damage| damage.wreak(&mut bytes));
    bytes
}
