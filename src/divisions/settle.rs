//! Settles which division an article means by a name that several bear.

use rustc_hash::FxHashMap;

use super::{Chain, Divisions, Reading, Standing, Table};
use crate::pack::divisions::Level;

/// What an article says of divisions, in mentions.
#[derive(Default)]
struct Evidence {
    /// Of exactly this division, with its rank or spelt out.
    written_out: FxHashMap<u16, usize>,
    /// Of places in this division, itself included.
    within: FxHashMap<u16, usize>,
    /// Of bodies and sites whose names begin with a place in this division.
    beside: FxHashMap<u16, usize>,
}

/// The names of an article and how each is to be read.
pub(super) struct Settled<'a> {
    index: FxHashMap<&'a str, usize>,
    readings: Vec<Vec<Reading>>,
}

impl Settled<'_> {
    /// The chains of a name of the article.
    pub(super) fn chains(&self, divisions: &Divisions, name: &str) -> Vec<Chain> {
        let readings = self
            .index
            .get(name)
            .and_then(|&index| self.readings.get(index));
        let readings = readings.into_iter().flatten();
        readings.map(|reading| divisions.chain(reading)).collect()
    }
}

impl Divisions {
    /// The chains that each of an article's places can mean there. `names` are its mentions in order, Simplified;
    /// how often a name is mentioned counts.
    ///
    /// A name with several chains keeps those that agree best with the other names, by what comes first of: being
    /// spelt out elsewhere (南京市鼓楼区); the mentions of their city and of places in it; those of their province
    /// and of places in it. A chain goes only where another has more than twice as many mentions on its side, and
    /// only names that can mean but one division are on anybody's side. What nothing settles keeps all its chains.
    /// A town that is no division by itself has those of the counties that the article puts it in (临湘市江南镇).
    pub fn settle(&self, names: &[&str]) -> Vec<Vec<Chain>> {
        let settled = self.settle_beside(names.iter().copied(), std::iter::empty());
        names
            .iter()
            .map(|name| settled.chains(self, name))
            .collect()
    }

    /// [`Self::settle`], where the names of bodies and sites that begin with a place decide what the places leave
    /// open.
    pub(super) fn settle_beside<'a>(
        &self,
        places: impl Iterator<Item = &'a str>,
        others: impl Iterator<Item = &'a str>,
    ) -> Settled<'a> {
        let mut index: FxHashMap<&str, usize> = FxHashMap::default();
        // Names with the number of their mentions, each once.
        let mut names: Vec<(&str, usize)> = Vec::new();
        for name in places {
            let position = *index.entry(name).or_insert(names.len());
            match names.get_mut(position) {
                Some((_, count)) => *count += 1,
                None => names.push((name, 1)),
            }
        }
        let read: Vec<Vec<Reading>> = names.iter().map(|(name, _)| self.read(name)).collect();
        let table = &self.table;
        let mut evidence = Evidence::default();
        for ((_, count), readings) in names.iter().zip(&read) {
            if let Some(reading) = certain(readings) {
                if reading.written_out {
                    *evidence.written_out.entry(reading.division).or_default() += count;
                }
                for division in table.upwards(reading.division) {
                    *evidence.within.entry(division).or_default() += count;
                }
            }
        }
        let mut bodies: FxHashMap<&str, usize> = FxHashMap::default();
        for name in others {
            *bodies.entry(name).or_default() += 1;
        }
        for (name, count) in bodies {
            for division in self
                .leading(name)
                .into_iter()
                .flat_map(|division| table.upwards(division))
            {
                *evidence.beside.entry(division).or_default() += count;
            }
        }
        let mut readings: Vec<Vec<Reading>> = names
            .iter()
            .zip(&read)
            .map(|((_, count), readings)| evidence.settle(table, readings, *count))
            .collect();
        // A name that the others settled speaks for its own short form: 朝阳 beside 长春 and 朝阳区.
        for ((_, count), (before, after)) in names.iter().zip(read.iter().zip(&readings)) {
            if let ([_, _, ..], [reading]) = (before.as_slice(), after.as_slice())
                && reading.written_out
            {
                *evidence.written_out.entry(reading.division).or_default() += count;
            }
        }
        for (((_, count), before), after) in names.iter().zip(&read).zip(&mut readings) {
            if before.iter().any(|reading| !reading.written_out) {
                *after = evidence.settle(table, before, *count);
            }
        }
        // Towns, by the counties that they are spelt out with.
        let mut towns: FxHashMap<String, Vec<Reading>> = FxHashMap::default();
        for reading in readings.iter().flatten() {
            for (position, name) in reading.below.iter().enumerate() {
                let below = reading.below.iter().skip(position).cloned().collect();
                let town = Reading {
                    below,
                    ..reading.clone()
                };
                let known = towns.entry(name.clone()).or_default();
                if !known.contains(&town) {
                    known.push(town);
                }
            }
        }
        for ((name, _), readings) in names.iter().zip(&mut readings) {
            if let Some(town) = towns.get(*name).filter(|_| readings.is_empty()) {
                *readings = evidence.settle(table, town, 0);
            }
        }
        Settled { index, readings }
    }
}

/// The reading of a name that can mean but one division.
fn certain(readings: &[Reading]) -> Option<&Reading> {
    let mut firm = readings
        .iter()
        .filter(|reading| reading.standing == Standing::Firm);
    firm.next().filter(|_| firm.next().is_none())
}

impl Evidence {
    /// The readings that agree best with the article. `count`: the mentions of the name itself.
    fn settle(&self, table: &Table, readings: &[Reading], count: usize) -> Vec<Reading> {
        let own = certain(readings).map(|reading| reading.division);
        // A name is not on its own side.
        let others = |counts: &FxHashMap<u16, usize>, division: u16| {
            let all = counts.get(&division).copied().unwrap_or_default();
            let itself = own.is_some_and(|own| table.upwards(own).any(|above| above == division));
            if itself {
                all.saturating_sub(count)
            } else {
                all
            }
        };
        let exactly = |division| {
            let all = self.written_out.get(&division).copied().unwrap_or_default();
            let itself =
                own == Some(division) && readings.iter().any(|reading| reading.written_out);
            if itself {
                all.saturating_sub(count)
            } else {
                all
            }
        };
        let near = |division| others(&self.within, table.city(division));
        let wide = |division| others(&self.within, table.province(division));
        let beside = |division| self.beside.get(&division).copied().unwrap_or_default();

        let (mut found, weak): (Vec<&Reading>, Vec<&Reading>) = readings
            .iter()
            .partition(|reading| reading.standing == Standing::Firm);
        let highest = found
            .iter()
            .map(|reading| table.level(reading.division))
            .min();
        let in_company = |reading: &&&Reading| near(reading.division) > 0;
        let admitted = weak.iter().filter(|reading| {
            let division = reading.division;
            match highest {
                // A province's name is the province's, whatever else bears it.
                Some(Level::Province) => false,
                Some(Level::Prefecture) => exactly(division) > 0,
                Some(Level::County) => exactly(division) > 0 || near(division) > 0,
                None => reading.standing == Standing::Weak || wide(division) > 0,
            }
        });
        found.extend(admitted);
        narrow(&mut found, exactly);
        narrow(&mut found, near);
        narrow(&mut found, wide);
        narrow(&mut found, |division| beside(table.city(division)));
        narrow(&mut found, |division| beside(table.province(division)));
        // 西安 may be the district of 牡丹江 where that is named and nothing speaks for the city in Shaanxi.
        let open = found.iter().all(|reading| wide(reading.division) == 0);
        if highest == Some(Level::Prefecture) && open {
            found.extend(weak.iter().filter(in_company));
        }
        found.into_iter().cloned().collect()
    }
}

/// Drops readings where another has more than twice their support.
fn narrow(readings: &mut Vec<&Reading>, support: impl Fn(u16) -> usize) {
    let best = readings
        .iter()
        .map(|reading| support(reading.division))
        .max();
    let best = best.unwrap_or_default();
    readings.retain(|reading| 2 * support(reading.division) >= best);
}
