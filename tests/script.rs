//! The shadow, script detection and conversion for display.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

mod common;

use proptest::prelude::*;
use std::path::PathBuf;
use std::sync::OnceLock;

use wenmai::pack::Pack;
use wenmai::pack::compile::{Part, Sources, compile_part};
use wenmai::script::{Converter, Script};
use wenmai::span::Span;

/// The converter with all phrases, as the page has it once somebody asks for the other script.
fn complete() -> &'static Converter {
    static CONVERTER: OnceLock<Converter> = OnceLock::new();
    CONVERTER.get_or_init(|| {
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        let phrases = Pack::read(compile_part(&Sources { root }, Part::Phrases).unwrap()).unwrap();
        let mut converter = Converter::from_pack(&Pack::read(common::pack()).unwrap()).unwrap();
        assert!(!converter.is_complete_for(Script::Traditional));
        converter.load_phrases(&phrases).unwrap();
        assert!(converter.is_complete_for(Script::Traditional));
        converter
    })
}

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
    let converter = complete();
    for (simplified, traditional) in [
        ("头发发展", "頭髮發展"),
        ("皇后在以后", "皇后在以後"),
        ("干部把干净的面条放在里面", "幹部把乾淨的麵條放在裡面"),
        ("一只松鼠", "一隻松鼠"),
    ] {
        assert_eq!(converter.to_traditional(simplified), traditional);
    }
    assert_eq!(
        converter.to_simplified("頭髮發展，參與製造"),
        "头发发展，参与制造"
    );
}

/// The span of `word` in `text`.
fn span(text: &str, word: &str) -> Span {
    let start = text.find(word).expect("the word");
    Span::new(start, start + word.len())
}

#[test]
fn a_text_is_shown_in_the_other_script() {
    let converter = complete();
    let simplified = "张云说：“一只😀松鼠，𠮷野家‘面条’。”\r\nXi’an的头发e\u{301}";
    let traditional = "張雲說：「一隻😀松鼠，𠮷野家『麵條』。」\r\nXi’an的頭髮e\u{301}";
    let name = [span(simplified, "张云")];
    assert_eq!(
        converter.display(simplified, Script::Traditional, &name),
        traditional
    );
    let name = [span(traditional, "張雲")];
    assert_eq!(
        converter.display(traditional, Script::Simplified, &name),
        simplified
    );
    // A text that is in the script already is left alone, odd characters and all.
    for (text, script) in [
        ("國家發展云計算，“製造”", Script::Traditional),
        ("国家发展，「制造」", Script::Simplified),
        ("国家發展", Script::Mixed),
    ] {
        assert_eq!(converter.display(text, script, &[]), text);
    }
    assert_eq!(
        converter.display("国家發展", Script::Traditional, &[]),
        "國家發展"
    );
}

#[test]
fn no_phrase_runs_into_a_name() {
    let converter = complete();
    let text = "他的头发展出新样";
    assert_eq!(
        converter.display(text, Script::Traditional, &[]),
        "他的頭髮展出新樣"
    );
    let units = [span(text, "他的头"), span(text, "发展")];
    assert_eq!(
        converter.display(text, Script::Traditional, &units),
        "他的頭發展出新樣"
    );
    // Spans that fit nowhere are left out.
    let units = [
        Span::new(1, 5),
        Span::new(9, 3),
        Span::new(0, 900),
        span(text, "新"),
    ];
    assert_eq!(
        converter.display(text, Script::Traditional, &units),
        "他的頭髮展出新樣"
    );
}

#[test]
fn scripts_have_names() {
    assert_eq!(Script::parse("hans"), Some(Script::Simplified));
    assert_eq!(Script::parse("hant"), Some(Script::Traditional));
    assert_eq!((Script::parse("mixed"), Script::parse("")), (None, None));
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

    #[test]
    fn what_is_shown_stands_unit_for_unit(
        text in "[\\PC\u{4E00}-\u{9FFF}\u{3400}-\u{4DBF}\u{20000}-\u{2A6DF}“”‘’「」『』😀𠮷\u{301}\r\n]{0,60}",
        cuts in prop::collection::vec(0..200_usize, 0..4),
    ) {
        let units: Vec<Span> = cuts.windows(2).map(|ends| Span::new(ends[0], ends[1])).collect();
        for script in [Script::Simplified, Script::Traditional, Script::Mixed] {
            let shown = complete().display(&text, script, &units);
            let widths = |text: &str| text.chars().map(char::len_utf16).collect::<Vec<_>>();
            prop_assert_eq!(widths(&shown), widths(&text));
        }
    }
}
