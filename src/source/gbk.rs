//! GBK as the damaging machine saw it: pairs of bytes, decoded leniently.

/// First lead byte of a pair.
const FIRST_LEAD: u8 = 0x81;
/// Last lead byte of a pair.
const LAST_LEAD: u8 = 0xFE;
/// First second byte of a pair; those below 0x80 look like ASCII.
const FIRST_TRAIL: u8 = 0x40;
/// Second bytes of a lead byte, from [`FIRST_TRAIL`] to 0xFE.
const TRAILS: usize = 0xBF;

/// Pairs there are room for.
const PAIRS: usize = (LAST_LEAD - FIRST_LEAD + 1) as usize * TRAILS;
/// Bytes of the table.
pub(super) const SIZE: usize = 2 * PAIRS;

/// Both directions of the code, built once, for the first text that needs it.
pub(super) struct Gbk {
    /// The character of each pair; zero where the pair means nothing.
    characters: Vec<u16>,
    /// The pair of each character of the Basic Multilingual Plane; zero where it has none.
    pairs: Vec<u16>,
}

impl Gbk {
    /// Reads the table: of each pair, in order, by how much its character's code is above that of the pair before; the
    /// low bytes of all, then the high ones. A pair that means nothing has the code zero. Further bytes say nothing,
    /// and what is missing means nothing.
    pub(super) fn new(table: &[u8]) -> Self {
        let (low, high) = table.split_at(table.len() / 2);
        let mut pairs = vec![0_u16; 0x1_0000];
        let mut code = 0_u16;
        let characters = low
            .iter()
            .zip(high)
            .take(PAIRS)
            .enumerate()
            .map(|(index, (&low, &high))| {
                code = code.wrapping_add(u16::from_le_bytes([low, high]));
                // Each character has one pair.
                let taken = std::mem::replace(&mut pairs[usize::from(code)], pair(index));
                if code == 0 || taken != 0 {
                    pairs[usize::from(code)] = taken;
                    return 0;
                }
                code
            })
            .collect();
        Self { characters, pairs }
    }

    /// The character of a pair; nothing where the pair means nothing or lies in a private zone.
    pub(super) fn character(&self, [lead, trail]: [u8; 2]) -> Option<char> {
        let row = lead.checked_sub(FIRST_LEAD)?;
        let column = trail.checked_sub(FIRST_TRAIL)?;
        let index = usize::from(row) * TRAILS + usize::from(column);
        let code = *self.characters.get(index)?;
        (usize::from(column) < TRAILS && code != 0)
            .then(|| char::from_u32(u32::from(code)))
            .flatten()
    }

    /// The pair of a character, if GBK writes it as one.
    pub(super) fn pair(&self, character: char) -> Option<[u8; 2]> {
        match self.pairs.get(character as usize) {
            None | Some(0) => None,
            Some(pair) => Some(pair.to_be_bytes()),
        }
    }

    /// Decodes as the machine did: a pair with no meaning shows as `?`, whatever its second
    /// byte was, and a pair of the private zone vanishes. A lead byte at the end waits for what
    /// follows, and is returned.
    pub(super) fn decode(&self, bytes: &[u8]) -> (String, Option<u8>) {
        let mut text = String::with_capacity(bytes.len() * 3 / 2);
        let mut rest = bytes;
        while let Some((&byte, after)) = rest.split_first() {
            rest = after;
            if byte < 0x80 {
                text.push(char::from(byte));
                continue;
            }
            let Some((&trail, after)) = rest.split_first() else {
                return (text, Some(byte));
            };
            rest = after;
            match self.character([byte, trail]) {
                Some(character) => text.push(character),
                None if is_private_pair([byte, trail]) => {}
                None => text.push('?'),
            }
        }
        (text, None)
    }
}

/// The pair at a place in the table.
const fn pair(index: usize) -> u16 {
    let lead = index / TRAILS + FIRST_LEAD as usize;
    let trail = index % TRAILS + FIRST_TRAIL as usize;
    (lead << 8 | trail) as u16
}

/// The table, as [`Gbk::new`] reads it, from the code as browsers have it; native only: the crate has the tables of all
/// encodings together, half a megabyte.
#[cfg(not(target_arch = "wasm32"))]
pub(super) fn compile() -> Vec<u8> {
    // One decoding of all pairs, each on its line: a bad pair leaves more or other than one
    // character there.
    let mut bytes = Vec::new();
    for index in 0..PAIRS {
        bytes.extend(pair(index).to_be_bytes());
        bytes.push(b'\n');
    }
    let (text, _) = encoding_rs::GBK.decode_without_bom_handling(&bytes);
    let mut known = std::collections::HashSet::new();
    let mut before = 0_u16;
    let differences = text.lines().map(|line| {
        let mut line = line.chars();
        let code = match (line.next(), line.next()) {
            // The first pair of a character counts: one other decodes to a blank as well.
            (Some(character), None) if !is_private(character) && known.insert(character) => {
                // All of GBK lies in the Basic Multilingual Plane.
                u16::try_from(u32::from(character)).unwrap_or(0)
            }
            _ => 0,
        };
        code.wrapping_sub(std::mem::replace(&mut before, code))
            .to_le_bytes()
    });
    let (low, high): (Vec<u8>, Vec<u8>) = differences.map(|[low, high]| (low, high)).unzip();
    [low, high].concat()
}

/// Whether a code point is left to private use.
pub(super) const fn is_private(character: char) -> bool {
    matches!(character, '\u{E000}'..='\u{F8FF}')
}

/// Whether a pair lies in one of the three zones that GBK leaves to its users.
const fn is_private_pair(pair: [u8; 2]) -> bool {
    matches!(
        pair,
        [0xAA..=0xAF | 0xF8..=0xFE, 0xA1..=0xFE] | [0xA1..=0xA7, 0x40..=0xA0]
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_and_characters_are_one_to_one() {
        let gbk = Gbk::new(&compile());
        assert_eq!(gbk.pair('變'), Some([0xD7, 0x83]));
        assert_eq!(gbk.character([0x83, 0x9E]), Some('優'));
        assert_eq!(gbk.pair('。'), Some([0xA1, 0xA3]));
        assert_eq!(gbk.pair('A').or(gbk.pair('𠮷')).or(gbk.pair('\u{0}')), None);
        for lead in 0..=0xFF {
            for trail in 0..=0xFF {
                if let Some(character) = gbk.character([lead, trail]) {
                    assert_eq!(gbk.pair(character), Some([lead, trail]), "{character}");
                }
            }
        }
    }

    #[test]
    fn the_table_is_whole_and_no_table_breaks_it() {
        let table = compile();
        assert_eq!(table.len(), SIZE);
        let gbk = Gbk::new(&table);
        let count = gbk.characters.iter().filter(|&&code| code != 0).count();
        // The standard's index less what is left to private use.
        assert_eq!(count, 21_891);
        for odd in [&[][..], &[0xFF; 7], &table[..999], &vec![0x55; 3 * SIZE]] {
            let gbk = Gbk::new(odd);
            assert_eq!(gbk.character([0xFF, 0xFF]), None);
            assert!(gbk.characters.len() <= PAIRS);
        }
    }

    #[test]
    fn decoding_is_lenient() {
        let gbk = Gbk::new(&compile());
        assert_eq!(
            gbk.decode(&[0xD7, 0x83, 0x9E, b'(', b'y', 0xE9]),
            ("變?y".to_owned(), Some(0xE9))
        );
        assert_eq!(gbk.decode(&[0xAA, 0xA1, 0xD0, b'3', b'a']).0, "?a");
        let text = "變為戰略 GDP(yōu)。";
        let bytes: Vec<u8> = text
            .chars()
            .flat_map(|character| match gbk.pair(character) {
                Some(pair) => pair.to_vec(),
                None => vec![character as u8],
            })
            .collect();
        assert_eq!(gbk.decode(&bytes), (text.to_owned(), None));
    }
}
