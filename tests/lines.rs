//! What is read again by heart is what is read afresh: whatever changed, and whatever was read between.

#![allow(clippy::unwrap_used)]

mod common;

use proptest::prelude::*;
use wenmai::engine::Options;
use wenmai::entity::EntityKind;
use wenmai::lines::Memory;
use wenmai::own_words::OwnWord;

/// Reads a text by heart and afresh, and compares.
fn read(text: &str, options: &Options, memory: &mut Memory) {
    let engine = common::engine();
    let afresh = engine.analyse(text, options);
    let again = engine.analyse_again(text, options, memory);
    common::assert_same(&again, &afresh);
    assert_eq!(again.check(), Ok(()), "spans slice to the text");
}

#[test]
fn articles_are_read_again_as_they_were() {
    let mut memory = Memory::default();
    for (_, raw) in common::raw_articles() {
        let plain = Options::default();
        read(&raw, &plain, &mut memory);
        read(&raw, &plain, &mut memory);
        // Without the first line, without the last one, and with one character more or less in the middle.
        let lines: Vec<&str> = raw.split_inclusive('\n').collect();
        read(&lines[1..].concat(), &plain, &mut memory);
        read(&lines[..lines.len() - 1].concat(), &plain, &mut memory);
        let middle = raw.char_indices().nth(raw.chars().count() / 2).unwrap().0;
        let (front, back) = raw.split_at(middle);
        read(&format!("{front}京{back}"), &plain, &mut memory);
        read(&format!("{front}\n{back}"), &plain, &mut memory);
        read(&back.repeat(2), &plain, &mut memory);
        // The text as it is, and with words of the reader's.
        let untouched = Options {
            clean: false,
            ..Options::default()
        };
        read(&raw, &untouched, &mut memory);
        let chars: Vec<char> = raw.chars().filter(|one| one.is_alphabetic()).collect();
        let word = |start: usize, kind: Option<EntityKind>| {
            let word: String = chars[start..start + 3].iter().collect();
            OwnWord::new(&word, kind, None).unwrap()
        };
        for kind in [None, Some(EntityKind::Person), Some(EntityKind::Place)] {
            let options = Options {
                lexicon: vec![word(10, kind), word(chars.len() / 2, kind)],
                ..Options::default()
            };
            read(&raw, &options, &mut memory);
        }
        read(&raw, &plain, &mut memory);
    }
}

#[test]
fn lines_that_did_not_change_are_read_by_what_others_give() {
    let mut memory = Memory::default();
    let options = Options::default();
    let line = "谷維舟说，😀砼友会在𠮷野家旁开工。\r\n";
    let given = "湖南砼友新型建材有限公司（以下简称“砼友建材”）董事长谷维舟在长沙。\n";
    read(line, &options, &mut memory);
    let text = format!("{given}{line}");
    read(&text, &options, &mut memory);
    read(line, &options, &mut memory);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn lines_in_any_order(orders in prop::collection::vec(prop::collection::vec(0_usize..12, 0..9), 1..6)) {
        const LINES: [&str; 12] = [
            "常州市委书记陈金虎会见了京东集团董事局主席刘强东。\n",
            "陳金虎😀說，京東要在常州投資100億元。\r\n",
            "\n",
            "  \t\n",
            "记者 何小满\n",
            "京东",
            "𠮷野家e\u{301}在北京开店\n",
            "8月6日至9月3日，《红楼梦》在苏州大剧院演出",
            "\r",
            "公司与江苏银行签约（以下简称“江银”）\n",
            "江银表示\n",
            "书记\n",
        ];
        let mut memory = Memory::default();
        for order in orders {
            let text: String = order.iter().map(|&line| LINES[line]).collect();
            read(&text, &Options::default(), &mut memory);
        }
    }
}
