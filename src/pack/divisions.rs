//! The section `divisions`: what each administrative division of the gazetteer lies in.
//!
//! The names are in the gazetteer already. This section follows their order there and takes a third of what names and
//! parents together would: 4.1 kB compressed.
//!
//! Layout: for each division, name by name, the low eight bits (u8) of the number of its place; then, four to a byte
//! from the lowest bits on, the ninth bit of that number and whether the division has the name of the one before.
//! Numbers of places, where there are P provinces: 0 a province itself, from 1 on a prefecture by its province, from
//! 1 + P on a county by its province where it has no prefecture, from 1 + 2 P on a county by its prefecture; 511 a
//! name that no division bears. Provinces and prefectures are numbered in order of appearance.

#[cfg(not(target_arch = "wasm32"))]
use std::collections::{BTreeMap, BTreeSet};

/// The place of a name that no division bears.
const NOWHERE: u16 = 511;
/// Divisions of one name, each of which a chain of names may go on from.
const MOST_BEARERS: usize = 100;
/// Divisions to a byte of the second plane.
const PACKED: usize = 4;

/// The ranks of divisions, highest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// 省, 自治区, 直辖市, 特别行政区.
    Province,
    /// 地级市, 地区, 自治州, 盟; the parts of Hong Kong and Macau; the cities and counties of Taiwan.
    Prefecture,
    /// 县, 区, 县级市, 旗; whatever lies below a prefecture in Taiwan.
    County,
}

/// A division as the sources of the pack have it.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Its rank.
    pub level: Level,
    /// Its name and those of what it lies in, up to the province.
    pub chain: Vec<String>,
}

/// A division as it is read back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Division {
    /// The number of its full name among those that were encoded.
    pub name: u16,
    /// Its rank.
    pub level: Level,
    /// Index of what it lies in; `None` for provinces.
    pub parent: Option<u16>,
}

/// The section's bytes. `names` are the gazetteer's names of provinces, prefectures and counties in order.
#[cfg(not(target_arch = "wasm32"))]
pub fn encode<'a>(names: impl Iterator<Item = &'a str>, entries: &[Entry]) -> Vec<u8> {
    let mut bearers: BTreeMap<&str, BTreeSet<&Entry>> = BTreeMap::new();
    for entry in entries {
        if let Some(name) = entry.chain.first() {
            bearers.entry(name).or_default().insert(entry);
        }
    }
    // In the order of the names: whether the name is that of the one before, and the entry.
    let mut ordered: Vec<(bool, Option<&Entry>)> = Vec::new();
    for name in names {
        match bearers.get(name) {
            Some(entries) => {
                let entries = entries.iter().enumerate();
                ordered.extend(entries.map(|(index, entry)| (index > 0, Some(*entry))));
            }
            None => ordered.push((false, None)),
        }
    }
    let listed = |level| -> Vec<&[String]> {
        let entries = ordered.iter().filter_map(|(_, entry)| *entry);
        let entries = entries.filter(|entry| entry.level == level);
        entries.map(|entry| entry.chain.as_slice()).collect()
    };
    let (provinces, prefectures) = (listed(Level::Province), listed(Level::Prefecture));
    let place = |entry: &Entry| {
        let above = entry.chain.get(1..)?;
        let province = provinces.iter().position(|chain| *chain == above);
        let prefecture = || prefectures.iter().position(|chain| *chain == above);
        let number = match entry.level {
            Level::Province => 0,
            Level::Prefecture => 1 + province?,
            Level::County => match province {
                Some(province) => 1 + provinces.len() + province,
                None => 1 + 2 * provinces.len() + prefecture()?,
            },
        };
        u16::try_from(number).ok().filter(|&place| place < NOWHERE)
    };
    let (mut low, mut high) = (Vec::new(), Vec::new());
    for (again, entry) in &ordered {
        let place = entry.and_then(place).unwrap_or(NOWHERE);
        low.push(place as u8);
        high.push((place >> 8) as u8 & 1 | u8::from(*again) << 1);
    }
    let packed = high.chunks(PACKED).map(|chunk| {
        let bits = chunk.iter().enumerate();
        bits.fold(0, |byte, (index, bits)| byte | bits << (2 * index))
    });
    low.extend(packed);
    low
}

/// The divisions in the order of their names. `names`: how many were encoded. `None` for a section that does not fit
/// them.
pub fn decode(bytes: &[u8], names: usize) -> Option<Vec<Division>> {
    let count = bytes.len() * PACKED / (PACKED + 1);
    let (low, packed) = bytes.split_at_checked(count)?;
    if packed.len() != count.div_ceil(PACKED) || count > usize::from(u16::MAX) {
        return None;
    }
    let high = packed
        .iter()
        .flat_map(|byte| (0..PACKED).map(move |index| byte >> (2 * index) & 3));
    let (mut begun, mut bearers): (u16, usize) = (0, 0);
    let mut placed = Vec::with_capacity(count);
    for (low, high) in low.iter().zip(high) {
        if high & 2 == 0 {
            begun += 1;
            bearers = 0;
        }
        bearers += 1;
        if bearers > MOST_BEARERS {
            return None;
        }
        let place = u16::from(*low) | u16::from(high & 1) << 8;
        if place != NOWHERE {
            placed.push((begun.checked_sub(1)?, place));
        }
    }
    if usize::from(begun) != names {
        return None;
    }
    let listed = |range: std::ops::Range<u16>| -> Vec<u16> {
        let found = placed
            .iter()
            .enumerate()
            .filter(|(_, (_, place))| range.contains(place));
        found.map(|(index, _)| index as u16).collect()
    };
    let provinces = listed(0..1);
    // Places have no larger numbers, whatever the number of provinces.
    let first_county = 1 + NOWHERE.min(provinces.len() as u16);
    let prefectures = listed(1..first_county);
    let divisions = placed.iter().map(|&(name, place)| {
        let (level, parent) = if place == 0 {
            (Level::Province, None)
        } else {
            let number = usize::from(place) - 1;
            let parents = provinces.iter().chain(&provinces).chain(&prefectures);
            let level = if place < first_county {
                Level::Prefecture
            } else {
                Level::County
            };
            (level, Some(*parents.clone().nth(number)?))
        };
        Some(Division {
            name,
            level,
            parent,
        })
    });
    divisions.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(level: Level, chain: &[&str]) -> Entry {
        let chain = chain.iter().map(|name| (*name).to_owned()).collect();
        Entry { level, chain }
    }

    fn entries() -> Vec<Entry> {
        vec![
            entry(Level::Province, &["江苏省"]),
            entry(Level::Province, &["北京市"]),
            entry(Level::Province, &["福建省"]),
            entry(Level::Prefecture, &["南京市", "江苏省"]),
            entry(Level::Prefecture, &["徐州市", "江苏省"]),
            entry(Level::Prefecture, &["福州市", "福建省"]),
            entry(Level::County, &["鼓楼区", "徐州市", "江苏省"]),
            entry(Level::County, &["鼓楼区", "南京市", "江苏省"]),
            entry(Level::County, &["鼓楼区", "福州市", "福建省"]),
            entry(Level::County, &["朝阳区", "北京市"]),
        ]
    }

    fn names() -> Vec<String> {
        let mut names: Vec<String> = entries()
            .iter()
            .map(|entry| entry.chain[0].clone())
            .chain(["无人区".to_owned()])
            .collect();
        names.sort();
        names.dedup();
        names
    }

    #[test]
    fn every_chain_comes_back() {
        let names = names();
        let bytes = encode(names.iter().map(String::as_str), &entries());
        let divisions = decode(&bytes, names.len()).unwrap();
        let mut found: Vec<Entry> = divisions
            .iter()
            .map(|division| {
                let mut chain = vec![names[usize::from(division.name)].clone()];
                let mut parent = division.parent;
                while let Some(index) = parent {
                    let above = &divisions[usize::from(index)];
                    chain.push(names[usize::from(above.name)].clone());
                    parent = above.parent;
                }
                Entry {
                    level: division.level,
                    chain,
                }
            })
            .collect();
        let mut expected = entries();
        let key = |entry: &Entry| entry.chain.clone();
        found.sort_by_key(key);
        expected.sort_by_key(key);
        assert_eq!(found, expected);
    }

    #[test]
    fn more_provinces_than_places_have_numbers_are_no_panic() {
        let count = usize::from(u16::MAX);
        let mut bytes = vec![0; count + count.div_ceil(PACKED)];
        assert_eq!(decode(&bytes, count).map(|all| all.len()), Some(count));
        // All of one name.
        bytes[count..].fill(0b1010_1010);
        bytes[count] = 0b1010_1000;
        assert_eq!(decode(&bytes, 1), None);
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let names = names();
        let bytes = encode(names.iter().map(String::as_str), &entries());
        for length in 0..bytes.len() {
            assert_eq!(
                decode(&bytes[..length], names.len()),
                None,
                "{length} bytes"
            );
        }
        assert_eq!(decode(&bytes, names.len() - 1), None);
        assert_eq!(decode(&bytes, names.len() + 1), None);
        for position in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[position] = 255;
            // Refused or misread, never a panic.
            let _ = decode(&damaged, names.len());
        }
    }
}
