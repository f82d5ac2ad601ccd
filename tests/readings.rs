//! Readings of running text: polyphones, evidence of the article itself, and what holds for every text.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

mod common;

use std::path::Path;
use std::sync::OnceLock;

use proptest::prelude::*;
use wenmai::engine::{Engine, Options};
use wenmai::error::Error;
use wenmai::pack::compile::{Part, Sources, compile_part};
use wenmai::pack::{Pack, PackWriter};
use wenmai::readings::{self, Passage, Style, WirePassage, WordReading};
use wenmai::utf16::OffsetUnit;

/// A pack of the sources, as the engine's pack wants it: of the same release.
fn part(part: Part, section: &str, release: &str) -> Pack {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).to_owned();
    let pack = Pack::read(compile_part(&Sources { root }, part).unwrap()).unwrap();
    let mut writer = PackWriter::new();
    writer.add(section, pack.section(section).unwrap().as_ref().to_vec());
    Pack::read(writer.write(release)).unwrap()
}

/// One engine with everything loaded.
fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| {
        let mut engine = Engine::new(common::pack()).unwrap();
        let release = engine.pack_release().to_owned();
        engine
            .load_readings(&part(Part::Readings, "phrases", &release))
            .unwrap();
        engine
            .load_definitions(&part(Part::Definitions, "definitions", &release))
            .unwrap();
        engine
    })
}

/// The reading of each character of the text, by its byte.
fn by_byte<'a>(text: &str, words: &'a [WordReading]) -> Vec<(usize, Option<&'a str>)> {
    words
        .iter()
        .flat_map(|word| {
            let characters = word.span.of(text).char_indices();
            characters
                .zip(&word.readings)
                .map(|((place, _), reading)| (word.span.start + place, reading.as_deref()))
        })
        .collect()
}

/// How `word` is read in `sentence`.
fn reading(sentence: &str, word: &str, style: Style) -> String {
    let article = engine().analyse(sentence, &Options::default());
    let passage = Passage::from(&article);
    let words = engine().readings(&passage, style).unwrap();
    let start = passage
        .text
        .find(word)
        .expect("the word is in its sentence");
    let range = start..start + word.len();
    let characters = by_byte(passage.text, &words);
    let read = characters.iter().filter(|(byte, _)| range.contains(byte));
    let read: Vec<&str> = read.map(|(_, reading)| reading.unwrap_or("-")).collect();
    read.join(" ")
}

#[test]
fn polyphones_are_read_by_their_phrase() {
    let cases = include_str!("cases/readings.tsv");
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in cases.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [sentence, word, pinyin, zhuyin] = fields[..] else {
            panic!("four fields: {line}")
        };
        count += 1;
        let found = [Style::Pinyin, Style::Zhuyin].map(|style| reading(sentence, word, style));
        if found != [pinyin, zhuyin] {
            wrong.push(format!(
                "{sentence} {word}: {} {}, not {pinyin} {zhuyin}",
                found[0], found[1]
            ));
        }
    }
    println!("{} of {count} right", count - wrong.len());
    assert!(count >= 120);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Readings without tone and case, for a comparison that light tones do not disturb: `gu4` and `gu5` are one
/// where either is light.
fn alike(one: &str, other: &str) -> bool {
    let plain = |reading: &str| {
        let base: String = reading.to_lowercase().chars().map(unmarked).collect();
        let marked = reading
            .to_lowercase()
            .chars()
            .any(|sign| unmarked(sign) != sign && sign != 'ü');
        (base, marked)
    };
    let (one_base, one_marked) = plain(one);
    let (other_base, other_marked) = plain(other);
    one_base == other_base
        && (one.to_lowercase() == other.to_lowercase() || !one_marked || !other_marked)
}

/// A letter without its tone mark; ü stays.
fn unmarked(letter: char) -> char {
    const MARKED: [(&str, char); 6] = [
        ("āáǎà", 'a'),
        ("ēéěè", 'e'),
        ("īíǐì", 'i'),
        ("ōóǒò", 'o'),
        ("ūúǔù", 'u'),
        ("ǖǘǚǜ", 'ü'),
    ];
    let found = MARKED.iter().find(|(marked, _)| marked.contains(letter));
    found.map_or(letter, |(_, plain)| *plain)
}

/// Every headword of CC-CEDICT that the dictionary of words has, in both scripts: how many are read as one of its
/// entries says, each counted as often as the word is.
#[test]
fn words_are_read_as_another_dictionary_reads_them() {
    let pack = part(Part::Definitions, "definitions", "any");
    let (mut agreed, mut all, mut words, mut wrong) = (0, 0, 0, Vec::new());
    let mut before = String::new();
    for line in pack.text("definitions").unwrap().lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let traditional = if fields[1].is_empty() {
            fields[0]
        } else {
            fields[1]
        };
        for word in [fields[0], traditional] {
            let han = word
                .chars()
                .all(|one| ('\u{4E00}'..='\u{9FFF}').contains(&one));
            if word.chars().count() < 2 || !han || word == before {
                continue;
            }
            word.clone_into(&mut before);
            let known = engine().word(word, Style::Pinyin).unwrap();
            let Some(frequency) = known.frequency else {
                continue;
            };
            let read: Vec<&str> = known
                .readings
                .iter()
                .flatten()
                .map(String::as_str)
                .collect();
            let mut entries = known.definitions.iter().flatten();
            let right = entries.any(|entry| {
                let theirs: Vec<&str> = entry.reading.split(' ').collect();
                // Neither sandhi nor how a final 儿 is written is a question of which reading.
                theirs.len() == read.len()
                    && word.chars().zip(theirs.iter().zip(&read)).all(
                        |(character, (theirs, ours))| {
                            "一不儿兒".contains(character) || alike(theirs, ours)
                        },
                    )
            });
            words += 1;
            all += frequency;
            if right {
                agreed += frequency;
            } else {
                wrong.push((frequency, word.to_owned(), read.join(" ")));
            }
        }
    }
    wrong.sort_by(|one, other| other.cmp(one));
    let share = agreed as f64 / all as f64;
    println!(
        "{words} words, {:.2} % read as there, {:.2} % by how often they are used",
        100.0 * (words - wrong.len()) as f64 / f64::from(words as u32),
        100.0 * share
    );
    if std::env::var_os("WENMAI_LIST").is_some() {
        for (frequency, word, read) in &wrong {
            println!("{frequency}\t{word}\t{read}");
        }
    }
    assert!(words > 40_000 && share > 0.98, "{share}");
}

/// The annotated sample: with its readings taken away, how many of the annotated characters are read as the
/// machine annotated them.
#[test]
fn annotated_characters_are_read_so_without_their_annotation() {
    let raw = std::fs::read_to_string(common::gold().join("seed.raw.txt")).unwrap();
    let article = engine().analyse(&raw, &Options::default());
    let mut passage = Passage::from(&article);
    let annotations = std::mem::take(&mut passage.annotations);
    // Of 199, those in page furniture are not read.
    let count = annotations.len();
    assert!(count > 190);
    let words = engine().readings(&passage, Style::Pinyin).unwrap();
    let characters = by_byte(passage.text, &words);
    let mut different = Vec::new();
    for &(behind, spelling) in &annotations {
        let at = characters.partition_point(|(byte, _)| *byte < behind) - 1;
        if characters[at].1 != Some(spelling) {
            let context = &passage.text[characters[at - 1].0..];
            let context: String = context.chars().take(3).collect();
            different.push(format!(
                "{context}: {:?}, there {spelling}",
                characters[at].1
            ));
        }
    }
    println!(
        "{} of {count} alike; {different:?}",
        count - different.len()
    );
    assert!(different.len() <= 2, "{different:?}");

    // With them, every one is read as it was annotated.
    passage.annotations = annotations;
    let words = engine().readings(&passage, Style::Pinyin).unwrap();
    let characters = by_byte(passage.text, &words);
    for &(behind, spelling) in &passage.annotations {
        let at = characters.partition_point(|(byte, _)| *byte < behind) - 1;
        assert_eq!(characters[at].1, Some(spelling));
    }
}

#[test]
fn an_annotation_decides_its_place_and_the_same_word_elsewhere() {
    let text = "重量很大，这个重量。重要";
    let behind = "重".len();
    let passage = Passage {
        text,
        mentions: Vec::new(),
        annotations: vec![(behind, "chóng"), (text.len() - "要".len(), "zhòng")],
    };
    let words = engine().readings(&passage, Style::Pinyin).unwrap();
    let read: Vec<_> = words
        .iter()
        .filter(|word| word.span.of(text).starts_with('重'))
        .map(|word| word.readings[0].as_deref().unwrap())
        .collect();
    assert_eq!(read, ["chóng", "chóng", "zhòng"]);
    // What the character cannot be read as is no evidence; a toneless one only chooses.
    for (spelling, expected) in [
        ("guó", "zhòng"),
        ("", "zhòng"),
        ("chong", "chóng"),
        ("zhong", "zhòng"),
    ] {
        let passage = Passage {
            text: "重量",
            mentions: Vec::new(),
            annotations: vec![(behind, spelling)],
        };
        let words = engine().readings(&passage, Style::Pinyin).unwrap();
        assert_eq!(
            words[0].readings[0].as_deref(),
            Some(expected),
            "{spelling}"
        );
    }
}

#[test]
fn traditional_characters_keep_their_own_readings() {
    for (word, expected) in [
        ("頭髮", "tóu fa"),
        ("髮型", "fà xíng"),
        ("發展", "fā zhǎn"),
        ("幹部", "gàn bù"),
        ("乾淨", "gān jìng"),
        ("乾隆", "qián lóng"),
        ("干涉", "gān shè"),
        ("皇后", "huáng hòu"),
        ("後天", "hòu tiān"),
        ("一隻", "yī zhī"),
        ("只有", "zhǐ yǒu"),
        ("心臟", "xīn zàng"),
        ("骯髒", "āng zāng"),
        ("著名", "zhù míng"),
        ("皺紋", "zhòu wén"),
    ] {
        let known = engine().word(word, Style::Pinyin).unwrap();
        let read: Vec<_> = known.readings.into_iter().flatten().collect();
        assert_eq!(read.join(" "), expected, "{word}");
    }
}

#[test]
fn a_word_is_known_in_either_script() {
    let known = engine().word("重慶", Style::Zhuyin).unwrap();
    assert_eq!(known.word, "重慶");
    assert_eq!(
        known.readings,
        [Some("ㄔㄨㄥˊ".to_owned()), Some("ㄑㄧㄥˋ".to_owned())]
    );
    assert_eq!(known.pos.as_deref(), Some("ns"));
    let definitions = known.definitions.unwrap();
    assert!(!definitions.is_empty());
    for entry in &definitions {
        assert_eq!(
            (entry.traditional.as_str(), entry.simplified.as_str()),
            ("重慶", "重庆")
        );
        assert_eq!(entry.reading, "ㄔㄨㄥˊ ㄑㄧㄥˋ");
        assert!(entry.senses.iter().all(|sense| !sense.is_empty()));
    }
    let simplified = engine().word("重庆", Style::Zhuyin).unwrap();
    assert_eq!(simplified.definitions, Some(definitions));
    assert_eq!(
        (simplified.band, simplified.frequency),
        (known.band, known.frequency)
    );

    // Commoner words are in earlier bands; a word that is not listed goes by its rarest character.
    let band = |word: &str| engine().word(word, Style::Pinyin).unwrap().band;
    let bands = ["的", "饕餮", "一饕", "𠮷", "😀", ""].map(band);
    assert_eq!(bands, [1, 5, 5, 5, 5, 5]);
    assert!(band("中国") <= band("重庆") && band("重庆") < band("饕餮"));
    let none = engine().word("饕餮龘龘", Style::Pinyin).unwrap();
    assert_eq!((none.pos, none.frequency), (None, None));
    assert_eq!(none.definitions, Some(Vec::new()));
}

#[test]
fn what_is_not_loaded_is_an_error_with_a_cure() {
    let mut engine = Engine::new(common::pack()).unwrap();
    for error in [
        engine
            .readings(&Passage::default(), Style::Pinyin)
            .unwrap_err(),
        engine.word("重庆", Style::Pinyin).unwrap_err(),
    ] {
        assert!(matches!(error, Error::ReadingsNotLoaded));
        assert_eq!(error.code(), "readings-not-loaded");
        assert!(!error.cure().is_empty());
    }
    let release = engine.pack_release().to_owned();
    let other = part(Part::Readings, "phrases", "0.0.0+other");
    assert!(matches!(
        engine.load_readings(&other),
        Err(Error::ReleaseMismatch { .. })
    ));
    let wrong = part(Part::Readings, "phrases", &release);
    assert!(matches!(
        engine.load_definitions(&wrong),
        Err(Error::PackSection(_))
    ));
    engine.load_readings(&wrong).unwrap();
    assert_eq!(
        engine.word("重庆", Style::Pinyin).unwrap().definitions,
        None
    );
    assert_eq!(Style::parse("ruby"), None);
}

/// Checks what holds for every text, natively and on the wire.
fn check(raw: &str) {
    let article = engine().analyse(raw, &Options::default());
    let passage = Passage::from(&article);
    let words = engine().readings(&passage, Style::Zhuyin).unwrap();
    let mut end = 0;
    for word in &words {
        assert!(
            end <= word.span.start && word.span.start < word.span.end,
            "{raw:?}"
        );
        end = word.span.end;
        let text = &passage.text[word.span.start..word.span.end];
        assert_eq!(word.readings.len(), text.chars().count(), "{text:?}");
        assert!((1..=5).contains(&word.band));
        for (character, reading) in text.chars().zip(&word.readings) {
            let han = readings::predict::is_han(character);
            assert!(han || reading.is_none(), "{character} {reading:?}");
            assert!(reading.as_deref() != Some(""));
        }
        assert!(text.chars().any(readings::predict::is_han));
    }
    let covered: usize = words
        .iter()
        .map(|word| {
            word.span
                .of(passage.text)
                .chars()
                .filter(|&one| readings::predict::is_han(one))
                .count()
        })
        .sum();
    let han = passage
        .text
        .chars()
        .filter(|&one| readings::predict::is_han(one));
    assert_eq!(
        covered,
        han.count(),
        "a Han character is in no word of {raw:?}"
    );

    // The wire object gives the same passage, and positions that slice in UTF-16.
    let json = wenmai::export::json::write(&article, OffsetUnit::Utf16);
    let wire: WirePassage = serde_json::from_str(&json).unwrap();
    let again = wire.passage(raw);
    assert_eq!(again.annotations, passage.annotations);
    assert_eq!(again.mentions, passage.mentions);
    let units: Vec<u16> = passage.text.encode_utf16().collect();
    let on_wire = readings::wire(passage.text, words.clone(), OffsetUnit::Utf16);
    for (word, wire) in words.iter().zip(&on_wire) {
        let slice = String::from_utf16(&units[wire.start..wire.end]).unwrap();
        assert_eq!(slice, word.span.of(passage.text));
    }
}

#[test]
fn every_text_can_be_read() {
    for text in [
        "",
        "\r\n",
        "重慶\r\n長江😀市長𠮷野家e\u{301}\u{20DD}着",
        "業(yè)\u{301}重",
        "＋重慶ＡＢＣ〇一二",
        "二〇二六年",
        "~量#只=地@单/乾干",
        "長\u{FE00}江 \u{3000}重慶",
        "曾",
        "\u{FFFD}行",
    ] {
        check(text);
    }
    for (_, raw) in common::raw_articles() {
        check(&raw);
        check(&raw.replace('\n', "\r\n"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_mixture_can_be_read(text in "[重長长行为為得地都還还乾髮曾單0-9a(yè)\\r\\n 😀𠮷\u{301}，。市银銀着著]{0,40}") {
        check(&text);
    }
}
