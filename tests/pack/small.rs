//! The built pack in sections, and small packs of what a few texts have of it.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use wenmai::lexicon::DIVISIONS;
use wenmai::model::features::{self, CLASSES, Line};
use wenmai::model::labels::Labels;
use wenmai::model::write::{HeadWeights, Rounding, write};
use wenmai::pack::divisions::{Entry, Level};
use wenmai::pack::{Pack, PackWriter, divisions, gazetteer, words};

use super::damage::Noise;
use super::{TEXTS, common};

/// Names of divisions in the small pack; the last one is that of none.
const NAMES: [&str; 7] = [
    "北京市",
    "常州市",
    "江苏省",
    "苏州市",
    "钟楼区",
    "鼓楼区",
    "无人区",
];

/// Bytes before what the checksum of a pack and that of a model cover; it is the last four of them.
pub const PACK_HEADER: usize = 16;
pub const MODEL_HEADER: usize = 20;

pub type Sections = Vec<(String, Vec<u8>)>;

pub fn sections(pack: &Pack) -> Sections {
    let names = pack.sections().map(|(name, _)| name.to_owned());
    names
        .map(|name| {
            let bytes = pack.section(&name).unwrap().as_ref().to_vec();
            (name, bytes)
        })
        .collect()
}

/// The pack of these sections, its checksum and that of its model as they should be.
pub fn packed(sections: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = PackWriter::new();
    for (name, bytes) in sections {
        writer.add(name, sealed(name, bytes.clone()));
    }
    writer.write("test")
}

pub fn one(name: &str, bytes: &[u8]) -> Pack {
    Pack::read(packed(&[(name.to_owned(), bytes.to_vec())])).unwrap()
}

/// A section with the checksum that belongs to it, if it has one.
pub fn sealed(section: &str, bytes: Vec<u8>) -> Vec<u8> {
    if section == "model" {
        with_checksum(bytes, MODEL_HEADER)
    } else {
        bytes
    }
}

pub fn with_checksum(mut bytes: Vec<u8>, header: usize) -> Vec<u8> {
    if let Some((head, body)) = bytes.split_at_mut_checked(header) {
        head[header - 4..].copy_from_slice(&crc32fast::hash(body).to_le_bytes());
    }
    bytes
}

/// Of the other packs, what they are made of, a section with its name.
pub const BOOK: (&str, &[u8]) = (
    "phrases",
    "#只\tzhī\n/陳陈\t\n<东\tdōng\n=地\tde\n@谷\tgǔ\n东西\tdōng xi\n中国\tzhōng guó\n常州\tcháng zhōu\n常州市\tcháng zhōu shì\n\
        长\tcháng\n长沙\tcháng shā\n"
        .as_bytes(),
);
pub const PHRASES: (&str, &[u8]) = (
    wenmai::script::PHRASES,
    "会\t會\n会见\t會見\n常州市\t常州市\n董事长\t董事長\n谷维舟\t谷維舟\n".as_bytes(),
);
pub const DEFINITIONS: (&str, &[u8]) = (
    "definitions",
    "中国\t中國\t\tZhong1 guo2\tthe country\n常州\t\t\tChang2 zhou1\ta city/in Jiangsu\n发\t發\t\tfa1\tto send\n\
        发\t髮\t\tfa4\thair\n"
        .as_bytes(),
);

/// All that can be damaged by itself: the sections of the small pack, and those of the others by the packs' names.
pub fn kinds() -> &'static [(&'static str, Vec<u8>)] {
    static KINDS: OnceLock<Vec<(&str, Vec<u8>)>> = OnceLock::new();
    KINDS.get_or_init(|| {
        let sections = small().iter();
        let sections = sections.map(|(name, bytes)| (name.as_str(), bytes.clone()));
        let others = [
            ("book", BOOK),
            ("phrases", PHRASES),
            ("definitions", DEFINITIONS),
        ];
        let others = others.map(|(kind, (_, bytes))| (kind, bytes.to_vec()));
        sections.chain(others).collect()
    })
}

/// The built pack.
pub fn built() -> &'static Sections {
    static BUILT: OnceLock<Sections> = OnceLock::new();
    BUILT.get_or_init(|| sections(&Pack::read(common::pack()).unwrap()))
}

/// What a small pack has of the built one: what the texts have of it.
pub fn small() -> &'static Sections {
    static SMALL: OnceLock<Sections> = OnceLock::new();
    SMALL.get_or_init(|| {
        let whole = TEXTS.concat();
        let shadow = common::engine().converter().shadow(&whole);
        let small = |(name, bytes): &(String, Vec<u8>)| {
            let bytes = match name.as_str() {
                "words" => small_words(bytes, shadow.text()),
                "gazetteer" => small_gazetteer(bytes, shadow.text()),
                "divisions" => {
                    let gazetteer = built().iter().find(|(name, _)| name == "gazetteer");
                    small_divisions(&small_gazetteer(&gazetteer.unwrap().1, shadow.text()))
                }
                "simplified" | "traditional" => lines_of(bytes, &whole),
                "model" => small_model(),
                _ => bytes.clone(),
            };
            (name.clone(), bytes)
        };
        built().iter().map(small).collect()
    })
}

pub fn section(name: &str) -> &'static [u8] {
    let found = small().iter().find(|(found, _)| found == name);
    &found.expect("a section of the pack").1
}

fn small_words(bytes: &[u8], text: &str) -> Vec<u8> {
    let planes = words::Planes::read(bytes).unwrap();
    let (mut word, mut units) = (Vec::new(), planes.units());
    let mut kept = Vec::new();
    for index in 0..planes.count() {
        units = planes.step(bytes, index, units, &mut word).unwrap();
        let word = String::from_utf16(&word).unwrap();
        if text.contains(&word) {
            let frequency = words::frequency(planes.level(bytes, index).unwrap());
            kept.push((
                word,
                frequency,
                planes.tag(bytes, index).unwrap().to_owned(),
            ));
        }
    }
    words::encode(kept.iter())
}

fn small_gazetteer(bytes: &[u8], text: &str) -> Vec<u8> {
    let groups = gazetteer::groups(bytes).unwrap();
    let strings = groups.iter().flat_map(|group| {
        (0..group.count).map(|index| (group.string(bytes, index), group.classes))
    });
    let kept = strings.filter(|(string, classes)| {
        if classes.any(DIVISIONS) {
            NAMES.contains(&string.as_str())
        } else {
            text.contains(string)
        }
    });
    let mut kept: BTreeMap<String, u64> = kept.map(|(string, of)| (string, of.0)).collect();
    for name in NAMES {
        kept.entry(name.to_owned()).or_insert(DIVISIONS.0);
    }
    gazetteer::encode(&kept)
}

fn small_divisions(gazetteer: &[u8]) -> Vec<u8> {
    let entry = |level, chain: &[&str]| Entry {
        level,
        chain: chain.iter().map(|name| (*name).to_owned()).collect(),
    };
    let entries = [
        entry(Level::Province, &["江苏省"]),
        entry(Level::Province, &["北京市"]),
        entry(Level::Prefecture, &["常州市", "江苏省"]),
        entry(Level::Prefecture, &["苏州市", "江苏省"]),
        entry(Level::County, &["钟楼区", "常州市", "江苏省"]),
        entry(Level::County, &["鼓楼区", "苏州市", "江苏省"]),
        entry(Level::County, &["鼓楼区", "常州市", "江苏省"]),
    ];
    let names = gazetteer::listed(gazetteer, DIVISIONS);
    divisions::encode(names.iter().map(String::as_str), &entries)
}

/// The lines of a table whose keys a text has, and some others.
fn lines_of(bytes: &[u8], text: &str) -> Vec<u8> {
    let lines = std::str::from_utf8(bytes).unwrap().split_inclusive('\n');
    let kept = lines.enumerate().filter(|(index, line)| {
        let key = line.split('\t').next().unwrap_or_default();
        index % 100 == 0 || text.contains(key)
    });
    kept.map(|(_, line)| line).collect::<String>().into_bytes()
}

/// A model of two heads that knows something of every character of the texts, though nothing that is true.
fn small_model() -> Vec<u8> {
    let types = ["PERSON", "PLACE", "ORG.COM", "TIME", "TITLE", "nonsense"].map(str::to_owned);
    let heads = [Labels::entities(types.to_vec()).unwrap(), Labels::words()];
    let mut noise = Noise(7);
    let heads = heads.map(|labels| {
        let count = labels.len();
        let mut rows = BTreeMap::new();
        for text in TEXTS {
            let observations = common::engine().observe(text, false);
            for range in observations.lines() {
                let line = Line::new(&observations, range.clone());
                let mut things: Vec<u64> = (0..CLASSES).map(features::class).collect();
                line.things(|thing| things.push(thing));
                for index in range {
                    line.features(index, |thing, slot| {
                        if things[thing] != 0 && noise.below(4) == 0 {
                            let row = (0..count as u8).filter(|_| noise.below(3) == 0);
                            let row: Vec<u8> = row.collect();
                            let mut weight = || noise.below(900) as f32 / 100.0 - 4.5;
                            let row: Vec<_> =
                                row.into_iter().map(|label| (label, weight())).collect();
                            rows.insert(features::feature(things[thing], slot), row);
                        }
                    });
                }
            }
        }
        rows.retain(|_, row| !row.is_empty());
        HeadWeights {
            transitions: vec![0.0; count * count],
            labels,
            rows,
        }
    });
    write(&heads, &Rounding::default())
}
