//! The shadow, script detection and conversion for display.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

mod common;

use proptest::prelude::*;
use wenmai::script::Script;

fn shadow(text: &str) -> String {
    common::engine().converter().shadow(text).text().to_owned()
}

#[test]
fn ambiguous_characters_go_by_their_word() {
    for (text, expected) in [
        ("於是坐在樹於下", "于是坐在树于下"),
        ("乾隆年間的乾燥劑與幹部", "乾隆年间的干燥剂与干部"),
        ("著名作家走著看著,著作等身", "著名作家走着看着,著作等身"),
        ("皇后以後", "皇后以后"),
        ("發展與頭髮", "发展与头发"),
        ("製度全麵,云計算與雲服務", "制度全面,云计算与云服务"),
        ("瞭解、明瞭、一目瞭然", "了解、明了、一目了然"),
    ] {
        assert_eq!(shadow(text), expected);
    }
}

#[test]
fn width_and_marks_are_folded() {
    assert_eq!(
        shadow("（ＧＤＰ）增長６．８％，「雲端」"),
        "(GDP)增长6.8%,“云端”"
    );
}

#[test]
fn scripts_are_told() {
    let detect = |text: &str| common::engine().converter().detect(text);
    assert_eq!(detect("国家发展改革委员会发布经济数据"), Script::Simplified);
    assert_eq!(
        detect("國家發展改革委員會發布經濟數據"),
        Script::Traditional
    );
    assert_eq!(
        detect("积极發展物聯網、大數據、云計算、人工智能、區塊鏈等產業"),
        Script::Traditional
    );
    assert_eq!(detect("國家发展改革委員会"), Script::Mixed);
    assert_eq!(detect("ABC 123 一二三"), Script::Undetermined);
}

#[test]
fn display_goes_by_phrase() {
    let converter = common::engine().converter();
    for (simplified, traditional) in [
        ("头发发展", "頭髮發展"),
        ("皇后在以后", "皇后在以後"),
        ("干部把干净的面条放在里面", "幹部把乾淨的麪條放在裏面"),
        ("一只松鼠", "一隻松鼠"),
    ] {
        assert_eq!(converter.to_traditional(simplified), traditional);
    }
    assert_eq!(
        converter.to_simplified("頭髮發展，參與製造"),
        "头发发展，参与制造"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_shadow_stands_character_for_character(text in "[\\PC\u{4E00}-\u{9FFF}😀𠮷\u{301}\r\n（）]{0,60}") {
        let shadow = common::engine().converter().shadow(&text);
        prop_assert_eq!(shadow.chars().len(), text.chars().count());
        for (index, (start, character)) in text.char_indices().enumerate() {
            let span = shadow.span(index, index + 1);
            prop_assert_eq!(span.start, start);
            prop_assert_eq!(span.of(&text).chars().next(), Some(character));
            prop_assert_eq!(shadow.range(span), (index, index + 1));
        }
    }
}
