//! Corrections of a reader's over real articles: what each does, and that it stays.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

mod actions;
#[path = "../common/mod.rs"]
mod common;
mod placement;
mod random;

use wenmai::article::Article;
use wenmai::corrections::{Action, Correction, Target, file};
use wenmai::engine::Options;
use wenmai::entity::{EntityKind, Mention, OrganisationKind};
use wenmai::export::json;
use wenmai::span::Span;
use wenmai::utf16::OffsetUnit;

const COMPANY: EntityKind = EntityKind::Organisation(OrganisationKind::Company);
const OTHER: EntityKind = EntityKind::Organisation(OrganisationKind::Other);

/// Both scripts, both line ends, characters of every width, a name that returns.
const TEXTS: [&str; 2] = [
    "😀10月8日，常州市委书记陈金虎在常州会见𠮷野家公司董事长王明。\r\n陈金虎说，e\u{301}常州欢迎王明。\n👨‍👩‍👧王明感谢陈金虎，说常州很好。\n",
    "😀10月8日，常州市委書記陳金虎在常州會見𠮷野家公司董事長王明。\r\n陳金虎說，e\u{301}常州歡迎王明。\n👨‍👩‍👧王明感謝陳金虎，說常州很好。\n",
];

fn analyse(text: &str, corrections: &[Correction]) -> Article {
    analyse_with(text, corrections, Options::default())
}

fn analyse_with(text: &str, corrections: &[Correction], options: Options) -> Article {
    let options = Options {
        corrections: corrections.to_vec(),
        ..options
    };
    let article = common::engine().analyse(text, &options);
    assert_eq!(article.check(), Ok(()), "{text:?} {corrections:?}");
    article
}

/// The span of `quote` where it stands for the `nth` time, counted from 0.
fn span(text: &str, quote: &str, nth: usize) -> Span {
    let (start, _) = text
        .match_indices(quote)
        .nth(nth)
        .unwrap_or_else(|| panic!("{quote} does not stand {nth} times in {text}"));
    Span::new(start, start + quote.len())
}

fn target(text: &str, quote: &str, nth: usize) -> Target {
    Target::new(text, span(text, quote, nth), OffsetUnit::Utf16)
}

fn one(action: Action, target: Target) -> Correction {
    Correction {
        action,
        target,
        everywhere: false,
        unit: OffsetUnit::Utf16,
    }
}

fn everywhere(action: Action, target: Target) -> Correction {
    Correction {
        everywhere: true,
        ..one(action, target)
    }
}

fn mention_at(article: &Article, span: Span) -> Option<&Mention> {
    article.mentions.iter().find(|mention| mention.span == span)
}

fn mention<'a>(article: &'a Article, quote: &str, nth: usize) -> &'a Mention {
    mention_at(article, span(article.text(), quote, nth))
        .unwrap_or_else(|| panic!("{quote} is no mention: {:?}", forms(article)))
}

/// The mentions as text with type.
fn forms(article: &Article) -> Vec<String> {
    let text = article.text();
    let form =
        |mention: &Mention| format!("{}|{}", mention.span.of(text), mention.kind.full_name());
    article.mentions.iter().map(form).collect()
}

fn entity<'a>(article: &'a Article, quote: &str, nth: usize) -> &'a wenmai::entity::Entity {
    &article.entities[mention(article, quote, nth).entity]
}

/// The names of both texts, in the script of each.
fn names(text: &str) -> [&'static str; 3] {
    if text == TEXTS[0] {
        ["陈金虎", "王明", "常州"]
    } else {
        ["陳金虎", "王明", "常州"]
    }
}

#[test]
fn the_texts_are_read_as_the_tests_take_for_granted() {
    for text in TEXTS {
        let article = analyse(text, &[]);
        let [secretary, chairman, city] = names(text);
        for nth in 0..3 {
            assert_eq!(mention(&article, secretary, nth).kind, EntityKind::Person);
            assert_eq!(mention(&article, chairman, nth).kind, EntityKind::Person);
        }
        for nth in 1..4 {
            assert_eq!(mention(&article, city, nth).kind, EntityKind::Place);
        }
        assert!(article.unplaced.is_empty());
        assert_eq!(
            entity(&article, secretary, 0),
            entity(&article, secretary, 2)
        );
    }
}

#[test]
fn undoing_is_reading_without_the_last_one() {
    for text in TEXTS {
        let [secretary, chairman, city] = names(text);
        let corrections = [
            everywhere(Action::Retype(COMPANY), target(text, city, 2)),
            one(Action::Delete, target(text, secretary, 1)),
            everywhere(
                Action::Merge(target(text, secretary, 0)),
                target(text, chairman, 1),
            ),
            one(Action::Split, target(text, chairman, 2)),
        ];
        let bytes = |count: usize| {
            let article = analyse(text, &corrections[..count]);
            json::write(&article, OffsetUnit::Utf16)
        };
        let forwards: Vec<String> = (0..=corrections.len()).map(bytes).collect();
        let backwards: Vec<String> = (0..=corrections.len()).rev().map(bytes).collect();
        assert!(forwards.iter().eq(backwards.iter().rev()));
        for pair in forwards.windows(2) {
            assert_ne!(pair[0], pair[1]);
        }
        assert_eq!(
            forwards[0],
            json::write(&analyse(text, &[]), OffsetUnit::Utf16)
        );
    }
}

#[test]
fn every_unit_places_alike_and_the_wire_tells_what_is_unplaced() {
    for text in TEXTS {
        let [_, chairman, _] = names(text);
        for unit in OffsetUnit::ALL {
            let bare = |start: usize, end: usize, exact: &str| Correction {
                action: Action::Retype(EntityKind::Work),
                target: Target {
                    start,
                    end,
                    exact: exact.to_owned(),
                    ..Target::default()
                },
                everywhere: false,
                unit,
            };
            // Without surroundings the position alone decides.
            let Target { start, end, .. } = Target::new(text, span(text, chairman, 2), unit);
            let corrections = [bare(start, end, chairman), bare(0, 1, "無此字")];
            let article = analyse(text, &corrections);
            assert_eq!(mention(&article, chairman, 2).kind, EntityKind::Work);
            assert_eq!(mention(&article, chairman, 0).kind, EntityKind::Person);
            let wire: serde_json::Value =
                serde_json::from_str(&json::write(&article, OffsetUnit::Utf16)).unwrap();
            assert_eq!(wire["unplaced"][0]["index"], 1);
            assert_eq!(wire["unplaced"][0]["reason"], "quote-missing");
            let kept = wire["unplaced"][0]["correction"].clone();
            let whole = serde_json::json!({
                "schema": file::SCHEMA, "offsetUnit": "utf-16", "corrections": [kept],
            });
            assert_eq!(file::read(&whole.to_string()).unwrap(), corrections[1..]);
        }
    }
}
