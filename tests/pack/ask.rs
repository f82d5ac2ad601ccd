//! What readers are asked: they refuse, or what they say fits the text.

use std::sync::Arc;

use wenmai::dictionary::Dictionary;
use wenmai::divisions::Divisions;
use wenmai::engine::{Engine, Options};
use wenmai::entity::EntityKind;
use wenmai::error::{Error, Result};
use wenmai::gazetteer::Gazetteer;
use wenmai::model::Model;
use wenmai::own_words::OwnWord;
use wenmai::pack::{Pack, names};
use wenmai::readings::{Book, Definitions, Frequencies, Passage, Style};
use wenmai::script::{Converter, Script};
use wenmai::search::search;
use wenmai::source::Source;
use wenmai::source::readings::Readings;

use super::common;
use super::small::{BOOK, one, packed, sealed, section, small};

/// What damage is refused for where the checksums fit; that of a model does not where the directory is wrong.
const CODES: [&str; 7] = [
    "release-mismatch",
    "pack-truncated",
    "pack-section",
    "model-magic",
    "model-version",
    "model-truncated",
    "model-checksum",
];

/// What a reader gave, if it did not refuse; a refusal has a code and a cure.
pub fn accepted<T>(read: Result<T>) -> Option<T> {
    read.map_err(|error| {
        assert!(CODES.contains(&error.code()), "{}: {error}", error.code());
        assert!(!error.cure().is_empty());
    })
    .ok()
}

/// Asks an engine all that it answers, of one text; all that it says fits the text.
pub fn ask(engine: &Engine, raw: &str) {
    let own = |word: &str, kind| OwnWord::new(word, kind, None).unwrap();
    let options = Options {
        lexicon: vec![own("谷维舟", Some(EntityKind::Person)), own("砼友", None)],
        ..Options::default()
    };
    let article = engine.analyse(raw, &options);
    assert_eq!(article.check(), Ok(()), "spans slice to the text");
    let text = article.text();
    let probable = |score: f32| (0.0..=1.0).contains(&score);
    assert!(
        article
            .mentions
            .iter()
            .all(|mention| probable(mention.score))
    );
    let units: Vec<_> = article
        .mentions
        .iter()
        .map(|mention| mention.span)
        .collect();
    for relation in &article.relations {
        assert!(
            relation
                .quote
                .is_none_or(|quote| !quote.span.of(text).is_empty())
        );
    }
    let words = engine.words(raw);
    assert!(words.iter().all(|word| word.start < word.end));
    engine.segment(raw, false);
    for query in ["czs", "常州", "a"] {
        let hits = engine.search(text, query);
        assert!(hits.iter().all(|hit| !hit.span.of(text).is_empty()));
    }
    for name in ["常州", "江苏省常州市钟楼区", "中国", "鄂", "无人区"] {
        engine.divisions().lookup(name);
    }
    for script in [Script::Simplified, Script::Traditional] {
        let shown = engine.converter().display(text, script, &units);
        assert_eq!(shown.chars().count(), text.chars().count());
    }
    if let Ok(readings) = engine.readings(&Passage::from(&article), Style::Zhuyin) {
        assert!(readings.iter().all(|word| !word.span.of(text).is_empty()));
        assert!(engine.word("常州", Style::Pinyin).is_ok());
    }
}

/// Asks the reader of one section all that it answers.
pub fn ask_kind(kind: &str, bytes: &[u8], text: &str) -> Result<()> {
    let chars: Vec<char> = text.chars().collect();
    let name = if kind == "book" { BOOK.0 } else { kind };
    let pack = one(name, bytes);
    match kind {
        "book" => {
            let book = Book::from_pack(&pack)?;
            for (start, _) in text.char_indices() {
                book.get(&text[start..]);
                assert!(
                    book.longest(&text[start..])
                        .is_none_or(|(key, _)| text[start..].starts_with(key))
                );
            }
            let mut engine = Engine::untrained(Pack::read(packed(small()))?)?;
            engine.load_readings(&pack)?;
            let passage = Passage {
                text,
                ..Passage::default()
            };
            for style in [Style::Pinyin, Style::Zhuyin] {
                let read = engine.readings(&passage, style)?;
                assert!(read.iter().all(|word| !word.span.of(text).is_empty()));
            }
        }
        "definitions" => {
            let definitions = Definitions::from_pack(&pack)?;
            for word in ["中国", "常州", "发", "", "龘"] {
                definitions.of(word, word, Style::Zhuyin);
            }
        }
        "words" => {
            let frequencies = Frequencies::from_pack(&pack)?;
            for word in ["常州", "𠮷野家", "中"] {
                assert!((1..=5).contains(&frequencies.band(word)));
            }
            let dictionary = Dictionary::new(pack.section(name)?);
            let dictionary = dictionary.ok_or_else(|| Error::PackSection(name.to_owned()))?;
            let tags = dictionary.of(text, |jieba| {
                let tags = jieba.tag(text, true).into_iter();
                tags.map(|tag| tag.word.to_owned()).collect::<String>()
            });
            assert_eq!(tags, text);
        }
        "gazetteer" => {
            let gazetteer = Arc::new(Gazetteer::from_pack(&pack)?);
            let found = gazetteer.matches(&chars);
            for found in found.all() {
                assert!(found.start < found.end && found.end <= chars.len());
            }
            gazetteer.get("常州市");
            let sections = [(name, bytes), ("divisions", section("divisions"))];
            let sections = sections.map(|(name, bytes)| (name.to_owned(), bytes.to_vec()));
            let divisions = Divisions::from_pack(&Pack::read(packed(&sections))?, &gazetteer)?;
            divisions.lookup("江苏省常州市钟楼区");
        }
        "divisions" => {
            let gazetteer = Gazetteer::from_pack(&one("gazetteer", section("gazetteer")))?;
            let divisions = Divisions::from_pack(&pack, &Arc::new(gazetteer))?;
            assert!(
                divisions
                    .lookup("江苏省常州市钟楼区")
                    .iter()
                    .all(|chain| chain.len() < 9)
            );
            divisions.same("鼓楼", "鼓楼区");
        }
        "names" => {
            names::decode(bytes)
                .ok_or_else(|| Error::PackSection(name.to_owned()))?
                .count();
        }
        "readings" => {
            let readings = Readings::from_bytes(bytes.to_vec())?;
            let sections = [("simplified", &b""[..]), ("traditional", b"")];
            let sections = sections.map(|(name, bytes)| (name.to_owned(), bytes.to_vec()));
            let converter = Converter::from_pack(&Pack::read(packed(&sections))?)?;
            search(text, "changzs", &converter, &readings);
            Source::repair(text, &readings);
        }
        "model" => {
            let model = Model::read(&sealed(name, bytes.to_vec()))?;
            let observations = common::engine().observe(text, true);
            for known in [model.know(&observations), model.know_words(&observations)] {
                if let Some(words) = model.head(false) {
                    let lines = observations.lines().into_iter();
                    lines.for_each(|line| drop(known.best(line, words)));
                }
            }
            for line in observations.lines() {
                let decoded = model.know(&observations).decode(line);
                for (head, decoded) in model.heads().iter().zip(decoded) {
                    let mentions = decoded.found(head);
                    assert!(
                        mentions
                            .iter()
                            .all(|found| (0.0..=1.0).contains(&found.probability))
                    );
                }
            }
        }
        "phrases" => {
            let mut converter = Converter::from_pack(&Pack::read(packed(small()))?)?;
            converter.load_phrases(&pack)?;
            assert_eq!(converter.to_traditional(text).chars().count(), chars.len());
        }
        "simplified" | "traditional" => {
            let mut sections = vec![(name.to_owned(), bytes.to_vec())];
            let other = ["simplified", "traditional"]
                .into_iter()
                .find(|&other| other != name);
            sections.extend(other.map(|other| (other.to_owned(), section(other).to_vec())));
            let converter = Converter::from_pack(&Pack::read(packed(&sections))?)?;
            assert_eq!(converter.shadow(text).chars().len(), chars.len());
            assert_eq!(converter.to_traditional(text).chars().count(), chars.len());
            chars
                .iter()
                .for_each(|&character| assert!(converter.fold(character) != char::MAX));
        }
        _ => {
            let mut sections = small().clone();
            let own = sections.iter_mut().find(|(found, _)| found == name);
            own.unwrap().1 = bytes.to_vec();
            let engine = Engine::new(packed(&sections))?;
            let words = engine.segment(text, true);
            assert_eq!(words.last().map_or(0, |word| word.end), chars.len());
        }
    }
    Ok(())
}
