//! Properties that hold for every text: nothing panics, spans point at their text in every unit, and
//! what is on the wire is what is in the core.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

mod common;

use proptest::prelude::*;
use wenmai::engine::Options;
use wenmai::utf16::OffsetUnit;

/// Checks every span of an article, inside and on the wire.
fn check(raw: &str) {
    let article = common::engine().analyse(raw, &Options::default());
    assert_eq!(article.check(), Ok(()), "{raw:?}");
    assert_eq!(article.source.raw(), raw);
    for unit in [OffsetUnit::Utf16, OffsetUnit::Codepoint, OffsetUnit::Byte] {
        let json: serde_json::Value =
            serde_json::from_str(&wenmai::export::json::write(&article, unit)).expect("valid JSON");
        assert_eq!(json["offsetUnit"], unit.name());
        let text = units(json["text"].as_str().unwrap(), unit);
        let raw_units = units(raw, unit);
        assert_eq!(
            json["source"]["length"].as_u64().unwrap() as usize,
            raw_units.len()
        );
        for mention in json["mentions"].as_array().unwrap() {
            let at = |name: &str| mention[name].as_u64().unwrap() as usize;
            assert_eq!(
                text[at("start")..at("end")],
                units(mention["text"].as_str().unwrap(), unit)
            );
            assert!(at("rawStart") < at("rawEnd") && at("rawEnd") <= raw_units.len());
            assert!(
                json["entities"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .any(|entity| entity["id"] == mention["entity"])
            );
        }
        let mut end = 0;
        for token in json["tokens"].as_array().unwrap() {
            let start = token["start"].as_u64().unwrap() as usize;
            assert!(start >= end, "tokens overlap in {raw:?}");
            end = token["end"].as_u64().unwrap() as usize;
            assert!(start < end && end <= text.len());
        }
    }
}

/// A text as a sequence of the units that positions count.
fn units(text: &str, unit: OffsetUnit) -> Vec<u32> {
    match unit {
        OffsetUnit::Utf16 => text.encode_utf16().map(u32::from).collect(),
        OffsetUnit::Codepoint => text.chars().map(u32::from).collect(),
        OffsetUnit::Byte => text.bytes().map(u32::from).collect(),
    }
}

/// Pieces that texts are made of: names, numbers, marks, damage, and characters of every width.
const PIECES: [&str; 60] = [
    "常州市",
    "鐘樓區",
    "陸志鵬",
    "副總經理",
    "市委書記",
    "說",
    "表示",
    "中國電子信息產業集團有限公司",
    "的",
    "在",
    "與",
    "2021年",
    "10月9日",
    "至",
    "100多家",
    "3.5億元",
    "三分之一",
    "第六届",
    "博览会",
    "产业园",
    "项目",
    "“",
    "”",
    "《",
    "》",
    "(",
    ")",
    "（",
    "）",
    "、",
    "，",
    "。",
    "\n",
    "\r\n",
    " ",
    "😀",
    "👨‍👩‍👧",
    "𠮷",
    "e\u{301}",
    "\u{200B}",
    "業(yè)",
    "變?yōu)閼?zhàn)",
    "?",
    "A",
    "GDP",
    "5G",
    "·",
    "皮埃尔",
    "杜朗",
    "总",
    "田",
    "记者",
    "等",
    "企业",
    "一",
    "十四五",
    "期间",
    "上午",
    "8时",
    "\u{FEFF}",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_mix_of_pieces(pieces in prop::collection::vec(prop::sample::select(PIECES.as_slice()), 0..60)) {
        check(&pieces.concat());
    }

    #[test]
    fn any_characters(text in "\\PC{0,80}") {
        check(&text);
    }

    #[test]
    fn any_cut_of_an_article(article in 0..11_usize, start in 0..2000_usize, length in 0..400_usize) {
        let (_, raw) = &common::raw_articles()[article];
        let cut: String = raw.chars().skip(start).take(length).collect();
        check(&cut);
    }
}

#[test]
fn odd_texts() {
    for text in [
        "", " ", "\n", "。", "(", "《", "“", "第", "一", "年", "2021", "2021年", "😀", "\u{0}",
        "\u{FFFD}", "总", "·", "·阿", "阿·",
    ] {
        check(text);
    }
}

#[test]
fn large_and_hostile_texts_are_read_in_linear_time() {
    for piece in [
        "(",
        "《",
        "“",
        "一",
        "1",
        "·阿",
        "、",
        "有限公司",
        "常州市",
        "市",
        "记者",
        "12月",
        "和",
    ] {
        let text = piece.repeat(100_000 / piece.chars().count());
        let article = common::engine().analyse(&text, &Options::default());
        assert_eq!(article.check(), Ok(()), "{piece}");
    }
}
