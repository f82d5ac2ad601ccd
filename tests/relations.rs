//! What short texts state, by `tests/cases/relations.txt`: every relation of each text, no other one.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

mod common;

use proptest::prelude::*;
use wenmai::engine::Options;

#[test]
fn texts_state_what_they_state() {
    let cases = common::cases(include_str!("cases/relations.txt"));
    assert!(cases.len() >= 30, "{} texts", cases.len());
    let mut wrong = String::new();
    for (text, mut expected) in cases {
        for text in [text.clone(), format!("😀\r\n{text}\r\n𠮷e\u{301}")] {
            let article = common::engine().analyse(&text, &Options::default());
            let mut found: Vec<String> = article
                .relations
                .iter()
                .map(|relation| common::written(&article, relation))
                .collect();
            found.sort();
            expected.sort();
            if found != expected {
                wrong += &format!("{text}\n  expected {expected:#?}\n  found {found:#?}\n");
            }
            for relation in &article.relations {
                assert!(!relation.reason.rule.is_empty());
                assert!(
                    relation.evidence.windows(2).all(|pair| pair[0] < pair[1]),
                    "{text}"
                );
                assert!(
                    relation
                        .evidence
                        .iter()
                        .all(|&mention| mention < article.mentions.len())
                );
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// What relations are read off, in pieces that make sense and none.
const PIECES: &[&str] = &[
    "他",
    "她",
    "说",
    "說",
    "表示",
    "”",
    "“",
    ":",
    "：",
    ",",
    "，",
    "。",
    "、",
    "\n",
    "\r\n",
    "的",
    "和",
    "(",
    ")",
    "在",
    "是",
    "任",
    "陈金虎",
    "李懷遠",
    "市委书记",
    "总经理",
    "记者",
    "中国电子信息产业集团有限公司",
    "中国电子",
    "公司",
    "旗下",
    "子公司",
    "位于",
    "常州市",
    "落户",
    "建设",
    "京东智能产业园",
    "第三届江州国际马拉松",
    "10月8日",
    "举行",
    "总投资",
    "超",
    "100亿元",
    "3000人",
    "😀",
    "𠮷",
    "e\u{301}",
    "来自",
    "驻",
    "（",
    "）",
    "一",
    " ",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_row_of_pieces_is_read(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40)) {
        let text = pieces.concat();
        let article = common::engine().analyse(&text, &Options::default());
        prop_assert_eq!(article.check(), Ok(()));
        let (mentions, entities) = (article.mentions.len(), article.entities.len());
        for relation in &article.relations {
            prop_assert!(relation.from.is_none_or(|entity| entity < entities));
            prop_assert!(relation.to.is_none_or(|entity| entity < entities));
            prop_assert!(relation.evidence.iter().all(|&mention| mention < mentions));
            if let Some(quote) = relation.quote {
                let words = article.text().get(quote.span.start..quote.span.end);
                prop_assert!(words.is_some_and(|words| !words.is_empty()));
            }
        }
        for entry in wenmai::timeline::timeline(&article) {
            let sentence = article.text().get(entry.sentence.start..entry.sentence.end);
            let date = article.mentions[entry.mention].span.of(article.text());
            prop_assert!(sentence.is_some_and(|sentence| sentence.contains(date)));
        }
    }
}
