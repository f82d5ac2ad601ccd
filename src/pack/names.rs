//! The section `names`: how well characters fit given names, in planes.
//!
//! Layout, little-endian: the number of characters (u32); then in planes, in the order of the characters: the characters
//! (u16 each; none beyond the Basic Multilingual Plane is in a name that was counted), and their weights as first of
//! two, as second of two, and alone (i8 each).

use crate::lexicon::NameWeights;

/// The section's bytes; `weights` are sorted by character. A character beyond the Basic Multilingual Plane is left out.
#[cfg(not(target_arch = "wasm32"))]
pub fn encode(weights: &[(char, NameWeights)]) -> Vec<u8> {
    let units = |&(character, weights): &(char, NameWeights)| {
        Some((u16::try_from(u32::from(character)).ok()?, weights))
    };
    let weights: Vec<(u16, NameWeights)> = weights.iter().filter_map(units).collect();
    let mut bytes = (weights.len() as u32).to_le_bytes().to_vec();
    bytes.extend(weights.iter().flat_map(|(unit, _)| unit.to_le_bytes()));
    for plane in [
        |weights: NameWeights| weights.first,
        |weights: NameWeights| weights.second,
        |weights: NameWeights| weights.single,
    ] {
        bytes.extend(weights.iter().map(|&(_, weights)| plane(weights) as u8));
    }
    bytes
}

/// The weights of each character of a section. `None` for one whose length is not what it says.
pub fn decode(bytes: &[u8]) -> Option<impl Iterator<Item = (u16, NameWeights)>> {
    let (count, rest) = bytes.split_first_chunk()?;
    let count = u32::from_le_bytes(*count) as usize;
    let (units, rest) = rest.split_at_checked(count.checked_mul(2)?)?;
    let (first, rest) = rest.split_at_checked(count)?;
    let (second, single) = rest.split_at_checked(count)?;
    let units = units
        .chunks_exact(2)
        .map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    let planes = first.iter().zip(second).zip(single);
    let weights = planes.map(|((&first, &second), &single)| NameWeights {
        first: first as i8,
        second: second as i8,
        single: single as i8,
    });
    (single.len() == count).then(|| units.zip(weights))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weights(first: i8, second: i8, single: i8) -> NameWeights {
        NameWeights {
            first,
            second,
            single,
        }
    }

    #[test]
    fn weights_come_back() {
        let written = [
            ('丽', weights(-7, 12, 3)),
            ('𠮷', weights(1, 1, 1)),
            ('\u{FFEE}', weights(-99, 99, 0)),
        ];
        let bytes = encode(&written);
        let read: Vec<_> = decode(&bytes).unwrap().collect();
        assert_eq!(read, [(0x4E3D, written[0].1), (0xFFEE, written[2].1)]);
    }

    #[test]
    fn what_is_cut_short_is_refused() {
        let bytes = encode(&[('丽', weights(1, 2, 3)), ('军', weights(4, 5, 6))]);
        for length in 0..bytes.len() {
            assert!(decode(&bytes[..length]).is_none(), "{length} bytes");
        }
        assert!(decode(&[bytes, vec![0]].concat()).is_none());
    }
}
