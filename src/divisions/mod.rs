//! Administrative divisions: what a place name can mean, and what that lies in.
//!
//! A name may be full (常州市), short (常州), spelt out (江苏省常州市钟楼区, 常州钟楼), a town or zone behind what it
//! lies in (临湘市江南镇, 合肥高新区), or a province in one character (鄂). Names are Simplified here, as in the
//! shadow. What several divisions can mean stays several until an article settles it: see [`Divisions::settle`].
//!
//! A name without its rank means the highest division that bears it, as newspapers write: 吉林 is the province and
//! the city 吉林市, 长沙 the city and not 长沙县. The districts of municipalities are as high as prefectures: 朝阳 is
//! 朝阳市 in Liaoning or 朝阳区 in Beijing. A district elsewhere goes without 区 only in company.

mod display;
pub mod names;
mod settle;
mod table;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::sync::Arc;

pub use display::{place_in, to_traditional};
use table::Table;

use crate::error::Result;
use crate::gazetteer::Gazetteer;
use crate::pack::Pack;

/// A place and what it lies in, itself first: 钟楼区, 常州市, 江苏省.
pub type Chain = Vec<String>;

/// Longer names are not looked up.
const MAX_NAME: usize = 40;
/// What a name of several parts may have between them.
const SEPARATORS: [char; 4] = [' ', '·', '-', ','];
/// How areas that are no divisions end; behind the name of a division they are a place within it.
const ZONES: [&str; 18] = [
    "开发区",
    "高新区",
    "经开区",
    "新区",
    "园区",
    "工业区",
    "自贸区",
    "试验区",
    "示范区",
    "合作区",
    "保税区",
    "自由贸易港",
    "自贸港",
    "片区",
    "区域",
    "地区",
    "城区",
    "商圈",
];
/// Ranks below the county that have others below them, and those that have none.
const TOWNS: [&str; 4] = ["街道", "苏木", "镇", "乡"];
const VILLAGES: [&str; 4] = ["嘎查", "社区", "村", "屯"];
/// How streets and addresses end.
const STREETS: [&str; 6] = ["路", "街", "道", "巷", "弄", "号"];

/// The administrative divisions of China by name.
#[derive(Debug)]
pub struct Divisions {
    table: Table,
}

/// A division that a name can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Meaning {
    division: u16,
    form: Form,
}

/// How a name names a division.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// With its rank.
    Full,
    /// Without, as it is used by itself.
    Short,
    /// Without, as it is used only in company.
    Weak,
    /// Without, and sooner the name of a mountain or a water.
    Natural,
}

/// How much a reading needs to speak for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    /// Nothing.
    Firm,
    /// That the name can mean nothing firm, or company.
    Weak,
    /// That the article names its province, or a place there.
    Doubtful,
}

/// A way to read a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Reading {
    division: u16,
    standing: Standing,
    /// Whether the name has the division's rank, or what it lies in.
    written_out: bool,
    /// What the name adds below the division, smallest first.
    below: Vec<String>,
}

/// Where the reading of a chain ended.
struct End<'a> {
    meaning: Meaning,
    parts: usize,
    /// From the last part on.
    last: &'a str,
    /// Behind it.
    rest: &'a str,
}

impl Divisions {
    /// Reads the section `divisions` of a pack, which goes with the gazetteer of the same pack.
    ///
    /// # Errors
    /// [`crate::error::Error::PackSection`] where it is missing, malformed, or another gazetteer's.
    pub fn from_pack(pack: &Pack, gazetteer: &Arc<Gazetteer>) -> Result<Self> {
        let table = Table::from_pack(pack, Arc::clone(gazetteer))?;
        Ok(Self { table })
    }

    /// Every chain that a name can mean by itself, Simplified, in a fixed order; none for a name that is no
    /// division's and does not begin with one's.
    pub fn lookup(&self, name: &str) -> Vec<Chain> {
        let readings = self.meant(name);
        readings.iter().map(|reading| self.chain(reading)).collect()
    }

    /// Whether two names mean the same place wherever they stand: 常州 and 常州市, 钟楼区 and 江苏省常州市钟楼区, 延边州
    /// and 延边朝鲜族自治州; not 吉林省 and 吉林市. What means several places is the same only as what means all of
    /// them (鼓楼 and 鼓楼区), so that sameness holds along any row of names. For one that the article settles,
    /// compare what [`Self::settle`] gives.
    pub fn same(&self, one: &str, other: &str) -> bool {
        if one == other {
            return true;
        }
        let places = |name| -> BTreeSet<(u16, Vec<String>)> {
            let readings = self.meant(name).into_iter();
            readings
                .map(|reading| (reading.division, reading.below))
                .collect()
        };
        let one = places(one);
        !one.is_empty() && one == places(other)
    }

    /// The readings of a name by itself.
    fn meant(&self, name: &str) -> Vec<Reading> {
        let mut readings = self.read(name);
        // A zone behind a county's short name may be named after anything.
        let firm = |reading: &Reading| reading.standing == Standing::Firm;
        if readings.iter().any(firm) {
            readings.retain(firm);
        } else {
            readings.retain(|reading| reading.below.is_empty());
        }
        readings
    }

    /// Every way to read a name, weak ones included.
    fn read(&self, name: &str) -> Vec<Reading> {
        let nation = ["中华人民共和国", "中国"];
        let name = nation
            .iter()
            .find_map(|nation| name.strip_prefix(nation))
            .unwrap_or(name);
        if name.chars().take(MAX_NAME + 1).count() > MAX_NAME {
            return Vec::new();
        }
        let table = &self.table;
        let meanings = table.meanings(name);
        let full = meanings.iter().any(|meaning| meaning.form == Form::Full);
        let mut readings: Vec<Reading> = if meanings.is_empty() {
            let ends = table.walk(name, None);
            ends.iter().filter_map(|end| table.reading(end)).collect()
        } else {
            let meanings = meanings
                .iter()
                .filter(|meaning| !full || meaning.form == Form::Full);
            let reading = |meaning: &Meaning| Reading {
                division: meaning.division,
                standing: match meaning.form {
                    Form::Full | Form::Short => Standing::Firm,
                    Form::Weak => Standing::Weak,
                    Form::Natural => Standing::Doubtful,
                },
                written_out: full,
                below: Vec::new(),
            };
            meanings.map(reading).collect()
        };
        readings.sort();
        readings.dedup();
        if readings.len() > 1 {
            readings.sort_by_cached_key(|reading| table.written(reading.division));
        }
        readings
    }

    /// The division that the name of a body or site begins with; `None` where several can be meant.
    fn leading(&self, name: &str) -> Option<u16> {
        let table = &self.table;
        let ends = table.walk(name, None);
        let [end] = ends.as_slice() else {
            return None;
        };
        let firm =
            end.meaning.form == Form::Full || end.parts > 1 || table.is_high(end.meaning.division);
        firm.then_some(end.meaning.division)
    }

    fn chain(&self, reading: &Reading) -> Chain {
        let above = self.table.upwards(reading.division);
        let names = above.map(|division| self.table.name(division));
        reading.below.iter().cloned().chain(names).collect()
    }
}

impl Table {
    /// Reads a chain of divisions from the start of `text`, each within the one before; all ends that leave as
    /// little as can be. `above`: what the first part must lie in.
    fn walk<'a>(&self, text: &'a str, above: Option<u16>) -> Vec<End<'a>> {
        let mut ends: Vec<End> = Vec::new();
        for (length, meaning) in self.beginnings(text) {
            let rest = text[length..].trim_start_matches(SEPARATORS);
            let within = match above {
                Some(above) => self
                    .upwards(meaning.division)
                    .skip(1)
                    .any(|found| found == above),
                None => matches!(meaning.form, Form::Full | Form::Short),
            };
            // No name is shorter than two characters, and one without any would be read for ever.
            let short = text[..length].chars().nth(1).is_none();
            if !within || short {
                continue;
            }
            let mut deeper = self.walk(rest, Some(meaning.division));
            for end in &mut deeper {
                end.parts += 1;
            }
            if deeper.is_empty() {
                deeper.push(End {
                    meaning,
                    parts: 1,
                    last: text,
                    rest,
                });
            }
            ends.append(&mut deeper);
        }
        let least = ends.iter().map(|end| end.rest.len()).min();
        ends.retain(|end| Some(end.rest.len()) == least);
        ends
    }

    /// The reading of a chain and of what is behind it; `None` where that is no place within the chain's last part.
    fn reading(&self, end: &End) -> Option<Reading> {
        let full = end.meaning.form == Form::Full;
        let reading = |standing, below| Reading {
            division: end.meaning.division,
            standing,
            written_out: end.parts > 1 || full,
            below,
        };
        let rest = end.rest;
        if rest.is_empty() {
            return Some(reading(Standing::Firm, Vec::new()));
        }
        // 浏阳县: a division of another rank than today's.
        let another = !full && ["省", "市", "县", "区", "旗", "州"].contains(&rest);
        if another || !rest.chars().all(char::is_alphanumeric) {
            return None;
        }
        let ends = |endings: &[&str]| endings.iter().any(|ending| rest.ends_with(ending));
        let (zone, length) = (ends(&ZONES), rest.chars().count());
        let whole = || vec![end.last.to_owned()];
        let below = match towns(rest) {
            _ if zone => whole(),
            Some(towns) => towns,
            None if ends(&STREETS) || full && length > 2 => vec![rest.to_owned()],
            // 新界东北, 嵊泗列岛
            None => whole(),
        };
        if end.parts > 1 || full {
            return Some(reading(Standing::Firm, below));
        }
        // 合肥高新区, 安吉余村; not 南京路 or 中山大道, which are all over China.
        let fits = zone || ends(&["镇", "乡", "苏木", "村"]) && length > 2;
        let standing = if self.is_high(end.meaning.division) {
            Standing::Firm
        } else {
            Standing::Doubtful
        };
        fits.then(|| reading(standing, below))
    }
}

/// The town, and the village or street in it, that `text` names, smallest first; `None` where it names none.
fn towns(text: &str) -> Option<Vec<String>> {
    for (start, _) in text.char_indices().skip(1) {
        let Some(rank) = TOWNS.iter().find(|rank| text[start..].starts_with(**rank)) else {
            continue;
        };
        let (town, rest) = text.split_at(start + rank.len());
        if rest.is_empty() {
            return Some(vec![town.to_owned()]);
        }
        // 新镇街道 and 桃乡村 are one name each.
        let ranks = TOWNS.iter().chain(&VILLAGES);
        if rest.chars().count() >= 2 && !ranks.clone().any(|rank| rest.starts_with(rank)) {
            return Some(vec![rest.to_owned(), town.to_owned()]);
        }
    }
    let village = VILLAGES.iter().any(|rank| text.ends_with(rank));
    village.then(|| vec![text.to_owned()])
}
