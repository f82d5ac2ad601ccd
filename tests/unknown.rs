//! Words that the dictionary lacks: cut as jieba cuts them with its own model.

#![allow(clippy::unwrap_used)]

mod common;

use std::sync::OnceLock;

use proptest::prelude::*;
use wenmai::lexicon::Lexicon;
use wenmai::own_words::Occurrences;
use wenmai::pack::Pack;
use wenmai::segment::propose;

/// Where words start and end, in characters of the shadow.
type Words = Vec<(usize, usize)>;

/// The words of a text, ours and jieba's, and the shadow's characters.
fn words(text: &str, lexicon: &Lexicon) -> (Words, Words, Vec<char>) {
    let shadow = common::engine().converter().shadow(text);
    let ours = propose(&shadow, lexicon, &Occurrences::none());
    let theirs = lexicon.dictionary().of(shadow.text(), |jieba| {
        let tags = jieba.tag(shadow.text(), true).into_iter();
        tags.map(|tag| (tag.start, tag.end)).collect()
    });
    let ours: Vec<_> = ours.iter().map(|word| (word.start, word.end)).collect();
    let mut end = 0;
    for &(start, behind) in &ours {
        assert_eq!(start, end, "{text:?}: {ours:?}");
        assert!(behind > start);
        end = behind;
    }
    assert_eq!(end, shadow.chars().len(), "{text:?}");
    (ours, theirs, shadow.chars().to_vec())
}

fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| Lexicon::from_pack(&Pack::read(common::pack()).unwrap()).unwrap())
}

#[test]
fn articles_are_cut_as_jieba_cuts_them() {
    let lexicon = lexicon();
    let (mut all, mut others) = (0, Vec::new());
    for (_, raw) in common::raw_articles() {
        for line in raw.lines() {
            let (ours, theirs, shadow) = words(line, lexicon);
            all += theirs.len();
            let other = theirs.iter().filter(|word| !ours.contains(word));
            others.extend(other.map(|&(start, end)| shadow[start..end].iter().collect::<String>()));
        }
    }
    assert!(all > 5000, "only {all} words");
    // Where two ways are as likely, scores that are rounded may choose the other.
    assert!(others.len() * 1000 < all, "of {all} words: {others:?}");
}

#[test]
fn names_are_joined_and_the_rest_is_not() {
    let lexicon = lexicon();
    for (text, expected) in [
        ("他是苟立群。", "他|是|苟立群|。"),
        ("𠮷😀e\u{301}\r\n", "𠮷|😀|e|\u{301}|\r\n"),
        ("AA-3.5%涨了", "AA-3.5%|涨|了"),
        ("用&&和_x_", "用|&&|和|_|x|_"),
    ] {
        let (ours, theirs, shadow) = words(text, lexicon);
        let shown: Vec<String> = ours
            .iter()
            .map(|&(start, end)| shadow[start..end].iter().collect())
            .collect();
        assert_eq!(shown.join("|"), expected);
        assert_eq!(ours, theirs, "{text:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn what_is_not_han_is_cut_as_jieba_cuts_it(text in "[a-c0-2+#&._%\\- ，年不😀\r\n\u{301}]{0,24}") {
        let lexicon = lexicon();
        let (ours, theirs, _) = words(&text, lexicon);
        prop_assert_eq!(ours, theirs);
    }

    #[test]
    fn no_text_is_cut_amiss(text in "\\PC{0,40}") {
        words(&text, lexicon());
    }
}
