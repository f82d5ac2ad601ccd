//! The reader's own words: they win, in either script, and leave nothing behind.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

mod common;

use proptest::prelude::*;
use wenmai::article::Article;
use wenmai::corrections::{Action, CORRECTION, Correction, Target};
use wenmai::engine::Options;
use wenmai::entity::{Entity, EntityKind, Mention, OrganisationKind};
use wenmai::own_words::{OwnWord, file};
use wenmai::rules::own_word::OWN_WORD;
use wenmai::span::Span;
use wenmai::utf16::OffsetUnit;

const COMPANY: EntityKind = EntityKind::Organisation(OrganisationKind::Company);
const GOVERNMENT: EntityKind = EntityKind::Organisation(OrganisationKind::Government);

/// Words as a file has them, with blanks for tabs.
fn words(lines: &str) -> Vec<OwnWord> {
    file::read(&lines.replace(' ', "\t")).unwrap()
}

fn analyse(text: &str, lexicon: Vec<OwnWord>) -> Article {
    let options = Options {
        clean: false,
        lexicon,
        ..Options::default()
    };
    let article = common::engine().analyse(text, &options);
    assert_eq!(article.check(), Ok(()), "{text}");
    assert_eq!(article.text(), text);
    article
}

/// The mentions that the lexicon made, with their types.
fn own(article: &Article) -> Vec<(&str, EntityKind)> {
    let own = article.mentions.iter();
    own.filter(|mention| mention.reason.rule == OWN_WORD)
        .map(|mention| {
            assert_eq!(mention.reason.evidence, mention.span.of(article.text()));
            assert!(mention.score <= 1.0);
            (mention.span.of(article.text()), mention.kind)
        })
        .collect()
}

fn mention<'a>(article: &'a Article, text: &str) -> &'a Mention {
    let mut all = article.mentions.iter();
    all.find(|mention| mention.span.of(article.text()) == text)
        .unwrap_or_else(|| panic!("no mention {text}"))
}

fn entity<'a>(article: &'a Article, text: &str) -> &'a Entity {
    &article.entities[mention(article, text).entity]
}

fn has_token(article: &Article, text: &str) -> bool {
    let mut tokens = article.tokens.iter();
    tokens.any(|token| token.span.of(article.text()) == text)
}

#[test]
fn a_word_is_a_mention_wherever_it_stands_in_either_script() {
    let text = "批江蘇省級的雲山霧罩工作室與云山雾罩工作室签约😀。\r\n𠮷雲山雾罩工作室e\u{301}";
    for word in ["雲山霧罩工作室 ORG.COM", "云山雾罩工作室 ORG.COM"] {
        let article = analyse(text, words(word));
        let expected = ["雲山霧罩工作室", "云山雾罩工作室", "雲山雾罩工作室"];
        assert_eq!(own(&article), expected.map(|form| (form, COMPANY)));
        assert!(expected.iter().all(|form| has_token(&article, form)));
    }
    let article = analyse(
        "云計算、智能製造與智能制造",
        words("雲計算 TERM\n智能制造 PROJECT"),
    );
    assert_eq!(
        own(&article),
        [
            ("云計算", EntityKind::Term),
            ("智能製造", EntityKind::Project),
            ("智能制造", EntityKind::Project)
        ]
    );
    // A phrase that is written otherwise in a sentence than alone.
    let article = analyse("乾隆年間", words("乾 PERSON"));
    assert_eq!(own(&article), [("乾", EntityKind::Person)]);
}

#[test]
fn it_wins_over_whatever_the_engine_found() {
    let text = "江蘇省常州市委書記陳金虎與京東集團簽約，總投資100億元。";
    let plain = analyse(text, Vec::new());
    assert!(own(&plain).is_empty() && plain.mentions.len() > 4);
    for mention in &plain.mentions {
        let form = mention.span.of(text);
        // The whole of what was found, its first half, and one that reaches over its end.
        let half: String = form
            .chars()
            .take(form.chars().count().div_ceil(2))
            .collect();
        let over: String = text[mention.span.start..]
            .chars()
            .skip(1)
            .take(form.chars().count())
            .collect();
        for word in [form, &half, &over] {
            // No word begins inside a number.
            if word == over && word.starts_with(|first: char| first.is_ascii_digit()) {
                continue;
            }
            let lexicon = vec![OwnWord::new(word, Some(EntityKind::Event), None).unwrap()];
            let article = analyse(text, lexicon);
            let count = text.matches(word).count();
            assert_eq!(own(&article), vec![(word, EntityKind::Event); count]);
            assert!(has_token(&article, word));
        }
    }
}

#[test]
fn the_first_and_of_those_the_longest_is_taken() {
    let text = "常州大學城在常州，常州大學在大學城。";
    let article = analyse(
        text,
        words("常州 PLACE\n常州大學 ORG\n大學城 FACILITY\n常州 EVENT"),
    );
    let other = EntityKind::Organisation(OrganisationKind::Other);
    assert_eq!(
        own(&article),
        [
            ("常州大學", other),
            ("常州", EntityKind::Event),
            ("常州大學", other),
            ("大學城", EntityKind::Facility)
        ]
    );
    // A longer word without a type hides a shorter one that has one.
    let article = analyse(text, words("常州 PLACE\n常州大學城"));
    assert_eq!(own(&article), vec![("常州", EntityKind::Place); 2]);
}

#[test]
fn a_word_of_letters_cuts_no_other() {
    let text = "AI與CHAIN、AI5、ＡＩ、5AI，AI。";
    let article = analyse(text, words("AI TERM"));
    assert_eq!(
        own(&article),
        [
            ("AI", EntityKind::Term),
            ("ＡＩ", EntityKind::Term),
            ("AI", EntityKind::Term)
        ]
    );
}

#[test]
fn a_word_without_type_is_one_word() {
    for (text, word) in [
        ("他在研究量子纠缠态问题。", "量子纠缠态"),
        ("記者從北京獲悉，😀常州开业。𠮷", "從北京獲"),
        ("記者從北京獲悉，😀常州开业。𠮷", "北京獲"),
        ("江苏省常州市委书记陈金虎說", "州市委书"),
    ] {
        let article = analyse(text, words(word));
        assert!(has_token(&article, word), "{word}: {:?}", article.tokens);
        assert!(own(&article).is_empty());
        let start = text.find(word).unwrap();
        let (start, end) = (start, start + word.len());
        for mention in &article.mentions {
            let inside = |at: usize| start < at && at < end;
            assert!(!inside(mention.span.start) && !inside(mention.span.end));
        }
    }
}

#[test]
fn the_readers_corrections_win_over_the_lexicon() {
    let text = "微億智造在常州。微億智造在北京。";
    let lexicon = words("微億智造 ORG.COM");
    let at = |nth: usize| {
        let (start, form) = text.match_indices("微億智造").nth(nth).unwrap();
        Target::new(text, Span::new(start, start + form.len()), OffsetUnit::Byte)
    };
    let corrected = |action: Action, nth: usize, everywhere: bool| {
        let options = Options {
            clean: false,
            lexicon: lexicon.clone(),
            corrections: vec![Correction {
                action,
                target: at(nth),
                everywhere,
                unit: OffsetUnit::Byte,
            }],
            ..Options::default()
        };
        let article = common::engine().analyse(text, &options);
        assert_eq!(article.check(), Ok(()));
        assert!(article.unplaced.is_empty());
        article
    };
    let article = corrected(Action::Retype(EntityKind::Project), 1, false);
    assert_eq!(own(&article), [("微億智造", COMPANY)]);
    let article = corrected(Action::Retype(GOVERNMENT), 1, true);
    assert_eq!(own(&article), []);
    assert_eq!(mention(&article, "微億智造").kind, GOVERNMENT);
    assert_eq!(mention(&article, "微億智造").reason.rule, CORRECTION);
    let article = corrected(Action::Delete, 0, false);
    assert_eq!(own(&article), [("微億智造", COMPANY)]);
    let article = corrected(Action::Delete, 0, true);
    assert_eq!(own(&article), []);
    let article = corrected(Action::Split, 0, false);
    assert_eq!(own(&article).len(), 2);
    assert_ne!(
        article.mentions[0].entity,
        article.mentions.last().unwrap().entity
    );
}

#[test]
fn a_full_name_says_which_entity_it_is() {
    // The name is in the text.
    let text = "常州蓝海科技有限公司今天开业。小蓝在北京。小藍的总经理来了。";
    let article = analyse(text, words("小蓝 ORG.COM 常州藍海科技有限公司"));
    assert_eq!(own(&article), [("小蓝", COMPANY), ("小藍", COMPANY)]);
    let company = entity(&article, "小蓝");
    assert_eq!(company.name, "常州蓝海科技有限公司");
    assert_eq!(company.aliases, ["小蓝", "小藍"]);
    assert_eq!(company, entity(&article, "常州蓝海科技有限公司"));
    assert_eq!(
        mention(&article, "小藍").linked.as_ref().unwrap().rule,
        OWN_WORD
    );
    assert!(mention(&article, "常州蓝海科技有限公司").linked.is_none());

    // The text has an alias of that name only through another word.
    let article = analyse(
        text,
        words("小蓝 ORG.COM 常州藍海科技有限公司\n总经理 ORG.COM 小蓝"),
    );
    assert_eq!(
        entity(&article, "总经理"),
        entity(&article, "常州蓝海科技有限公司")
    );

    // It is not in the text: the entity is named so, with all forms for aliases.
    let article = analyse(
        text,
        words("小蓝 PERSON 藍小海\n常州蓝海科技有限公司 ORG.COM 藍海集團"),
    );
    let person = entity(&article, "小蓝");
    assert_eq!(
        (person.name.as_str(), person.kind),
        ("藍小海", EntityKind::Person)
    );
    assert_eq!(person.aliases, ["小蓝", "小藍"]);
    assert!(person.id.starts_with("person-"));
    assert_eq!(entity(&article, "常州蓝海科技有限公司").name, "藍海集團");
    let ids: std::collections::HashSet<_> = article.entities.iter().map(|one| &one.id).collect();
    assert_eq!(ids.len(), article.entities.len());

    // Another type of that name is another entity.
    let article = analyse(
        "常州市在江蘇。龍城很大。",
        words("龍城 EVENT 常州市\n常州市 PLACE"),
    );
    assert_ne!(
        mention(&article, "龍城").entity,
        mention(&article, "常州市").entity
    );
    assert_eq!(mention(&article, "龍城").kind, EntityKind::Event);
}

#[test]
fn a_subtype_holds_for_the_word_and_all_that_it_names() {
    let text = "常州市總工會今天開會。常州市總工會說。";
    for kind in ["ORG.COM", "ORG.GOV", "ORG.OTH"] {
        let article = analyse(text, words(&format!("常州市總工會 {kind}")));
        let kind = EntityKind::parse(kind).unwrap();
        assert_eq!(own(&article), vec![("常州市總工會", kind); 2]);
        assert_eq!(entity(&article, "常州市總工會").kind, kind);
    }
    // Two words that are forms of one name, of two kinds.
    let article = analyse(
        "中国电子信息产业集团有限公司成立。中国电子说，中国电子很好。",
        words("中国电子信息产业集团有限公司 ORG.COM\n中国电子 ORG.GOV"),
    );
    assert_eq!(mention(&article, "中国电子").kind, GOVERNMENT);
    assert_eq!(
        mention(&article, "中国电子信息产业集团有限公司").kind,
        COMPANY
    );
}

#[test]
fn a_lexicon_leaves_nothing_behind() {
    let engine = common::engine();
    let (_, raw) = common::raw_articles().remove(0);
    let plain = engine.analyse(&raw, &Options::default());
    let text: String = plain
        .text()
        .chars()
        .filter(|one| one.is_alphabetic())
        .collect();
    let letters: Vec<char> = text.chars().collect();
    let sample = "江蘇省常州市委書記陳金虎與京東集團簽約，總投資100億元。";
    let before = engine.analyse(sample, &Options::default());
    for number in 0..1000 {
        let word: String = letters
            .iter()
            .cycle()
            .skip(number)
            .take(2 + number % 3)
            .collect();
        let kind = EntityKind::ALL[number % EntityKind::ALL.len()];
        let options = Options {
            lexicon: vec![
                OwnWord::new(&word, Some(kind), Some("某某")).unwrap(),
                OwnWord::new("京東", Some(kind), None).unwrap(),
            ],
            ..Options::default()
        };
        let article = engine.analyse(sample, &options);
        assert_eq!(article.check(), Ok(()));
        assert!(
            article
                .mentions
                .iter()
                .any(|mention| mention.reason.rule == OWN_WORD)
        );
    }
    common::assert_same(&engine.analyse(sample, &Options::default()), &before);
    common::assert_same(&engine.analyse(&raw, &Options::default()), &plain);
}

#[test]
fn long_texts_full_of_own_words_are_read_in_linear_time() {
    let lexicon = words("常 PLACE 州\n州 PLACE 常\n長常 ORG.COM 長長\n長 ORG.COM 長長");
    for piece in ["常", "常州", "長常長", "「常」"] {
        let text = piece.repeat(60_000 / piece.len());
        let article = analyse(&text, lexicon.clone());
        assert!(!own(&article).is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Whatever the words and the text: the article is sound, every place of a word with a type is a
    /// mention of it, every place of a word is one token.
    #[test]
    fn any_words_in_any_text(
        text in "[常州市長陳金虎說京東集團AI5😀𠮷e\u{301}，。 \u{3000}\r\n]{1,60}",
        entries in prop::collection::vec(
            ("[常州市長陳金虎說京東集团AI5😀𠮷\u{301}，]{1,4}", 0_usize..16, prop::option::of("[常州京東]{1,3}")),
            1..6,
        ),
    ) {
        let lexicon: Vec<OwnWord> = entries
            .iter()
            .map(|(word, kind, name)| {
                let kind = EntityKind::ALL.get(*kind).copied();
                let name = kind.and(name.as_deref());
                OwnWord::new(word, kind, name).unwrap()
            })
            .collect();
        let article = analyse(&text, lexicon.clone());
        let converter = common::engine().converter();
        let shadow = converter.shadow(&text);
        let places = wenmai::own_words::Occurrences::find(&lexicon, &text, &shadow, converter);
        for place in places.iter() {
            let span = shadow.span(place.start, place.end);
            prop_assert!(article.tokens.iter().any(|token| token.span == span));
            let mention = article.mentions.iter().find(|mention| mention.span == span);
            if let Some(kind) = place.word.kind {
                prop_assert_eq!(mention.map(|mention| mention.kind), Some(kind));
                prop_assert_eq!(mention.map(|mention| mention.reason.rule), Some(OWN_WORD));
            }
        }
    }
}
