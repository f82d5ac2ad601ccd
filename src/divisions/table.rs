//! What the names of divisions mean.
//!
//! Nothing is built ahead: the gazetteer finds the full names that begin as a text does, two or three at most places,
//! and their other forms are made there and then. A table of all forms costs more than an article.

use std::sync::Arc;

use super::names::{NICKNAMES, PROVINCES, plain_form, short_form};
use super::{Form, Meaning};
use crate::error::{Error, Result};
use crate::gazetteer::{Gazetteer, Place};
use crate::lexicon::{Class, Classes, DIVISIONS};
use crate::pack::Pack;
use crate::pack::divisions::{Division, Level, decode};

/// How mountains and waters end.
const NATURAL: [char; 8] = ['山', '岭', '峡', '江', '河', '湖', '海', '岛'];
/// What is known by a name before a county or district of that name without its rank: 太湖, 江南, 大田.
const KNOWN_OTHERWISE: Classes = Classes::of(&[
    Class::Region,
    Class::City,
    Class::Country,
    Class::CountryShort,
]);

/// The divisions and their names.
#[derive(Debug)]
pub(super) struct Table {
    gazetteer: Arc<Gazetteer>,
    /// The full names, in the gazetteer's order.
    names: Vec<Place>,
    /// In the order of their names.
    all: Vec<Division>,
}

impl Table {
    pub(super) fn from_pack(pack: &Pack, gazetteer: Arc<Gazetteer>) -> Result<Self> {
        let names: Vec<Place> = gazetteer.places(DIVISIONS).collect();
        let section = pack.section("divisions")?;
        let all = decode(section.as_ref(), names.len());
        Ok(Self {
            all: all.ok_or_else(|| Error::PackSection("divisions".to_owned()))?,
            names,
            gazetteer,
        })
    }

    /// What all of `name` means.
    pub(super) fn meanings(&self, name: &str) -> Vec<Meaning> {
        let whole = |name: &str| {
            let mut found = self.beginnings(name);
            found.retain(|&(length, _)| length == name.len());
            found.into_iter().map(|(_, meaning)| meaning)
        };
        let province = PROVINCES.iter().find(|(short, _)| *short == name);
        let province = province.and_then(|(_, full)| whole(full).next());
        let province = province.map(|Meaning { division, .. }| Meaning {
            division,
            form: Form::Short,
        });
        whole(name).chain(province).collect()
    }

    /// Every division that `text` begins with a name of, with the length of that name.
    pub(super) fn beginnings(&self, text: &str) -> Vec<(usize, Meaning)> {
        let mut found = Vec::new();
        // By their short names.
        let mut short: Vec<(&str, Vec<u16>)> = Vec::new();
        for place in self.gazetteer.alike(text, DIVISIONS) {
            let name = without_bracket(self.gazetteer.string(place));
            let plain = plain_form(&name);
            for full in [Some(&name), plain.as_ref()].into_iter().flatten() {
                if text.starts_with(full) {
                    let meanings = self.bearers(place).map(|division| Meaning {
                        division,
                        form: Form::Full,
                    });
                    found.extend(meanings.map(|meaning| (full.len(), meaning)));
                }
            }
            if let Some(name) = short_form(&name)
                .and_then(|short| text.get(..short.len()).filter(|text| *text == short))
            {
                match short.iter_mut().find(|(known, _)| *known == name) {
                    Some((_, divisions)) => divisions.extend(self.bearers(place)),
                    None => short.push((name, self.bearers(place).collect())),
                }
            }
        }
        for (name, divisions) in short {
            let meanings = self.short_meanings(name, divisions);
            found.extend(meanings.into_iter().map(|meaning| (name.len(), meaning)));
        }
        found
    }

    /// What a name means that `divisions` share without their rank.
    fn short_meanings(&self, name: &str, mut divisions: Vec<u16>) -> Vec<Meaning> {
        let classes = self.gazetteer.get(name);
        if classes.any(KNOWN_OTHERWISE) || NICKNAMES.contains(&name) {
            divisions.retain(|&division| self.level(division) < Level::County);
        }
        // 昆山 and 萧山 are in our lists.
        let natural = name.ends_with(NATURAL) && !classes.has(Class::PlaceAlias);
        let highest = divisions.iter().map(|&division| self.level(division)).min();
        let meaning = |&division: &u16| {
            let mut above = self.upwards(division).skip(1);
            if above.any(|above| divisions.contains(&above)) {
                return None;
            }
            let level = self.level(division);
            let alone = match highest {
                Some(Level::Province) => level == Level::Province,
                Some(Level::Prefecture) => self.is_high(division),
                _ => self.is_high(division) || !self.name(division).ends_with('区'),
            };
            let form = match level {
                Level::County if natural => Form::Natural,
                _ if alone => Form::Short,
                _ => Form::Weak,
            };
            Some(Meaning { division, form })
        };
        divisions.iter().filter_map(meaning).collect()
    }

    /// The divisions of a full name.
    fn bearers(&self, name: Place) -> impl Iterator<Item = u16> {
        let number = self.names.partition_point(|&before| before < name);
        let first = self
            .all
            .partition_point(|division| usize::from(division.name) < number);
        let rest = self.all.iter().zip(0..).skip(first);
        rest.take_while(move |(division, _)| usize::from(division.name) == number)
            .map(|(_, index)| index)
    }

    fn place(&self, division: u16) -> Option<Place> {
        self.names
            .get(usize::from(self.get(division)?.name))
            .copied()
    }

    /// A division's name in the gazetteer.
    pub(super) fn written(&self, division: u16) -> String {
        let place = self.place(division);
        place
            .map(|place| self.gazetteer.string(place))
            .unwrap_or_default()
    }

    /// A division's full name.
    pub(super) fn name(&self, division: u16) -> String {
        without_bracket(self.written(division))
    }

    pub(super) fn level(&self, division: u16) -> Level {
        self.get(division)
            .map_or(Level::County, |found| found.level)
    }

    fn get(&self, division: u16) -> Option<&Division> {
        self.all.get(usize::from(division))
    }

    /// The division and what it lies in.
    pub(super) fn upwards(&self, division: u16) -> impl Iterator<Item = u16> {
        std::iter::successors(Some(division), |&division| self.get(division)?.parent)
    }

    pub(super) fn province(&self, division: u16) -> u16 {
        self.upwards(division).last().unwrap_or(division)
    }

    /// The city that a division is in or is: for districts and counties their prefecture, within municipalities,
    /// Hong Kong and Macau these.
    pub(super) fn city(&self, division: u16) -> u16 {
        let province = self.province(division);
        let urban = self.place(province).is_some_and(|name| {
            ["市", "特别行政区"]
                .iter()
                .any(|rank| self.gazetteer.ends_with(name, rank))
        });
        if urban {
            return province;
        }
        let is_prefecture = |&above: &u16| self.level(above) == Level::Prefecture;
        self.upwards(division)
            .find(is_prefecture)
            .unwrap_or(division)
    }

    /// Whether a division is a prefecture or higher, or as high: a district of a municipality.
    pub(super) fn is_high(&self, division: u16) -> bool {
        self.level(division) < Level::County || self.city(division) == self.province(division)
    }
}

/// 嘉模堂区（氹仔） without what is in brackets.
fn without_bracket(mut name: String) -> String {
    if let Some(bracket) = name.find('（') {
        name.truncate(bracket);
    }
    name
}
