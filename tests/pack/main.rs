//! Packs that are damaged: refused with a code and a cure, or read without harm, whatever is wrong with them.
//!
//! A checksum tells most damage. What the readers behind it do shows where it is put right again: so it is here. Most of
//! these packs are small, of what a few texts have of the built one, so that there is time for many.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

mod ask;
#[path = "../common/mod.rs"]
mod common;
mod damage;
mod small;

use std::collections::{BTreeMap, BTreeSet};

use ask::{accepted, ask, ask_kind};
use damage::{Damage, damaged, some_damage};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use small::{BOOK, DEFINITIONS, MODEL_HEADER, PACK_HEADER, PHRASES, Sections};
use small::{built, kinds, one, packed, section, small, with_checksum};
use wenmai::engine::{Engine, Options};
use wenmai::error::Error;
use wenmai::lexicon::NameWeights;
use wenmai::model::Model;
use wenmai::pack::{Pack, gazetteer, names, words};
use wenmai::script::Converter;

/// What is read with a damaged pack.
const TEXTS: [&str; 5] = [
    "常州市委书记陈金虎会见了京东集团董事局主席刘强东。\n8月6日至9月3日，《红楼梦》在苏州大剧院演出，投资100亿元。",
    "陳金虎😀說，京東要在常州投資。\r\n湖南砼友新型建材有限公司（以下简称“砼友建材”）董事长谷维舟在长沙说：“很好。”\r\n",
    "𠮷野家e\u{301}在北京开店\0\u{10FFFD}  \t东(dōng)西中华人民共和国江苏省常州市钟楼区，鄂中国",
    "\r\n\r\r\n 😀👨‍👩‍👧 龘 \u{FFFD} A B1 2020年第3季度",
    "本报讯（记者 何小满）美国总统特朗普与外交部副部长王毅就《中美协定》会谈3小时，增长12.5%，约合5万美元。",
];

/// What can happen to a pack.
#[derive(Clone, Debug)]
enum Change {
    Damage(Index, Vec<Damage>),
    Swap(Index, Index),
    Missing(Index),
    Twice(Index, Index),
}

impl Change {
    fn make(&self, sections: &mut Sections) {
        let count = sections.len();
        match self {
            Self::Damage(index, damage) => {
                let (_, bytes) = &mut sections[index.index(count)];
                *bytes = damaged(bytes, damage);
            }
            Self::Swap(one, other) => {
                let (one, other) = (one.index(count), other.index(count));
                let bytes = std::mem::take(&mut sections[one].1);
                let bytes = std::mem::replace(&mut sections[other].1, bytes);
                sections[one].1 = bytes;
            }
            Self::Missing(index) => drop(sections.remove(index.index(count))),
            Self::Twice(index, at) => {
                let twice = sections[index.index(count)].clone();
                sections.insert(at.index(count), twice);
            }
        }
    }
}

fn change() -> impl Strategy<Value = Change> {
    let index = any::<Index>;
    prop_oneof![
        9 => (index(), some_damage()).prop_map(|(index, damage)| Change::Damage(index, damage)),
        1 => (index(), index()).prop_map(|(one, other)| Change::Swap(one, other)),
        1 => index().prop_map(Change::Missing),
        1 => (index(), index()).prop_map(|(index, at)| Change::Twice(index, at)),
    ]
}

fn text() -> impl Strategy<Value = &'static str> {
    select(&TEXTS[..])
}

/// Some characters of a text, and with them now and then others that are no name's.
fn name() -> impl Strategy<Value = String> {
    const ODD: &str = "\0\u{10FFFD}😀𠮷\u{301}A1。“年月亿·(é大";
    let part = || {
        (text(), any::<Index>(), 1_usize..6).prop_map(|(text, start, length)| {
            let chars: Vec<char> = text.chars().filter(|one| !one.is_whitespace()).collect();
            let rest = &chars[start.index(chars.len())..];
            rest.iter().take(length).collect::<String>()
        })
    };
    let odd = select(ODD.chars().collect::<Vec<_>>());
    prop_oneof![
        5 => part(),
        1 => (part(), odd).prop_map(|(part, odd)| format!("{part}{odd}")),
    ]
}

/// What sections that are as they should be say in place of the small pack's, if anything.
#[derive(Clone, Debug)]
struct Lies {
    words: Option<Vec<(String, u64, &'static str)>>,
    gazetteer: Option<BTreeMap<String, u64>>,
    /// Of the characters of the texts, in order.
    names: Option<Vec<[i8; 3]>>,
    simplified: Option<Vec<(String, String)>>,
    traditional: Option<Vec<(String, String)>>,
}

impl Lies {
    fn sections(&self) -> Sections {
        let words = self.words.as_ref().map(|words| {
            let entries = words.iter();
            let entries =
                entries.map(|(word, count, tag)| (word.clone(), *count, (*tag).to_owned()));
            let mut entries: Vec<_> = entries.collect();
            entries.sort_unstable();
            words::encode(entries.iter())
        });
        let names = self.names.as_ref().map(|weights| {
            let weights = weights.iter().map(|&[first, second, single]| NameWeights {
                first,
                second,
                single,
            });
            names::encode(&characters().into_iter().zip(weights).collect::<Vec<_>>())
        });
        let table = |lines: &Option<Vec<(String, String)>>| {
            let lines = lines.as_ref()?.iter().map(|(from, to)| {
                let to = to.chars().cycle().take(from.chars().count());
                format!("{from}\t{}\n", to.collect::<String>())
            });
            Some(lines.collect::<String>().into_bytes())
        };
        let mut lies = [
            ("words", words),
            ("gazetteer", self.gazetteer.as_ref().map(gazetteer::encode)),
            ("names", names),
            ("simplified", table(&self.simplified)),
            ("traditional", table(&self.traditional)),
        ];
        let mut sections = small().clone();
        for (name, bytes) in &mut sections {
            let lie = lies.iter_mut().find(|(lie, _)| lie == name);
            if let Some(lie) = lie.and_then(|(_, lie)| lie.take()) {
                *bytes = lie;
            }
        }
        sections
    }
}

/// The characters of the texts, in order.
fn characters() -> BTreeSet<char> {
    TEXTS.iter().flat_map(|text| text.chars()).collect()
}

fn lies() -> impl Strategy<Value = Lies> {
    const TAGS: [&str; 9] = ["n", "v", "ns", "m", "q", "nr", "w", "", "never"];
    let word = (name(), 1_u64..1 << 24, select(&TAGS[..]));
    let class = prop_oneof![5 => (0_u32..64).prop_map(|class| 1 << class), 1 => any::<u64>()];
    let table = || prop::option::of(prop::collection::vec((name(), name()), 0..60));
    let lies = (
        prop::option::of(prop::collection::vec(word, 0..150)),
        prop::option::of(prop::collection::btree_map(name(), class, 0..200)),
        prop::option::of(prop::collection::vec(any::<[i8; 3]>(), characters().len())),
        table(),
        table(),
    );
    lies.prop_map(|(words, gazetteer, names, simplified, traditional)| Lies {
        words,
        gazetteer,
        names,
        simplified,
        traditional,
    })
}

/// The code that tells damage to a file of which nothing is put right: magic, versions and checksum, four bytes each but
/// the first, are its header.
fn code(original: &[u8], damaged: &[u8], header: usize) -> &'static str {
    if damaged.get(..8) != original.get(..8) {
        return "magic";
    }
    for at in (8..header).step_by(4) {
        match damaged.get(at..at + 4) {
            None => return "truncated",
            Some(version) if at + 4 < header && *version != original[at..at + 4] => {
                return "version";
            }
            Some(_) => {}
        }
    }
    "checksum"
}

/// An engine with all packs, if it takes the base pack.
fn engine(pack: Vec<u8>) -> Option<Engine> {
    let mut engine = accepted(Engine::new(pack))?;
    // The release may be what is damaged.
    accepted(engine.load_readings(&one(BOOK.0, BOOK.1)))?;
    accepted(engine.load_phrases(&one(PHRASES.0, PHRASES.1)))?;
    accepted(engine.load_definitions(&one(DEFINITIONS.0, DEFINITIONS.1)))?;
    Some(engine)
}

#[test]
fn small_packs_are_packs() {
    let engine = engine(packed(small())).unwrap();
    TEXTS.iter().for_each(|text| ask(&engine, text));
    let article = engine.analyse(TEXTS[0], &Options::default());
    assert!(article.mentions.len() > 3, "{:?}", article.mentions);
    assert_eq!(engine.divisions().lookup("钟楼区").len(), 1);
    for (kind, bytes) in kinds() {
        ask_kind(kind, bytes, TEXTS[0]).unwrap();
    }
}

#[test]
fn a_section_that_is_missing_is_named() {
    for (index, (name, _)) in small().iter().enumerate() {
        let mut sections = small().clone();
        sections.remove(index);
        let error = Engine::new(packed(&sections)).unwrap_err();
        assert!(
            matches!(&error, Error::PackSection(missing) if missing == name),
            "{error}"
        );
    }
}

#[test]
fn phrases_that_do_not_fit_are_refused() {
    for (line, fits) in [
        ("头发\t頭髮", true),
        ("头发\t", false),
        ("头发\t頭", false),
        ("头发\t頭髮了", false),
        ("头发\t頭 ", false),
        ("头发", false),
    ] {
        let pack = Pack::read(packed(small())).unwrap();
        let mut converter = Converter::from_pack(&pack).unwrap();
        let loaded = converter.load_phrases(&one(PHRASES.0, line.as_bytes()));
        assert_eq!(loaded.is_ok(), fits, "{line}");
        assert_eq!(converter.to_traditional("😀头发𠮷").chars().count(), 4);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn damage_is_told_by_the_checksum(damage in some_damage(), of_model in any::<bool>()) {
        let (original, header) = if of_model {
            (section("model").to_vec(), MODEL_HEADER)
        } else {
            (packed(small()), PACK_HEADER)
        };
        let bytes = damaged(&original, &damage);
        prop_assume!(bytes != original);
        let expected = code(&original, &bytes, header);
        let (kind, error) = if of_model {
            ("model", Model::read(&bytes).map(drop))
        } else {
            ("pack", Pack::read(bytes).map(drop))
        };
        let error = error.unwrap_err();
        prop_assert_eq!(error.code(), format!("{kind}-{expected}"));
        prop_assert!(!error.cure().is_empty());
    }

    #[test]
    fn damage_to_the_directory_does_no_harm(damage in some_damage(), text in text()) {
        let pack = packed(small());
        let (header, rest) = pack.split_at(PACK_HEADER);
        let (directory, sections) = rest.split_at(160);
        let bytes = [header, &damaged(directory, &damage), sections].concat();
        if let Some(engine) = engine(with_checksum(bytes, PACK_HEADER)) {
            ask(&engine, text);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6_000))]

    #[test]
    fn damage_to_a_section_does_no_harm(kind in any::<Index>(), damage in some_damage(), text in text()) {
        let (kind, bytes) = kind.get(kinds());
        accepted(ask_kind(kind, &damaged(bytes, &damage), text));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(800))]

    #[test]
    fn damage_to_a_pack_does_no_harm(changes in prop::collection::vec(change(), 1..3), text in text()) {
        let mut sections = small().clone();
        changes.iter().for_each(|change| change.make(&mut sections));
        if let Some(engine) = engine(packed(&sections)) {
            ask(&engine, text);
        }
    }

    #[test]
    fn whatever_a_pack_says_does_no_harm(lies in lies(), text in text()) {
        if let Some(engine) = engine(packed(&lies.sections())) {
            ask(&engine, text);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn damage_to_the_built_pack_does_no_harm(change in change(), text in text()) {
        let mut sections = built().clone();
        change.make(&mut sections);
        if let Some(engine) = engine(packed(&sections)) {
            ask(&engine, text);
        }
    }
}
