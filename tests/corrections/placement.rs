//! Where corrections find their places after the text, the lexicon or a repair has changed.

use wenmai::corrections::{CORRECTION, Obstacle};
use wenmai::own_words::OwnWord;

use super::*;

#[test]
fn corrections_move_with_the_text() {
    for text in TEXTS {
        let [secretary, chairman, _] = names(text);
        let corrections = [
            one(Action::Retype(EntityKind::Work), target(text, chairman, 1)),
            one(Action::Delete, target(text, secretary, 2)),
            one(
                Action::Merge(target(text, secretary, 0)),
                target(text, chairman, 2),
            ),
        ];
        for front in ["😀", "陈金虎和王明昨日到常州。\r\n", "e\u{301}𠮷\n\n王明"]
        {
            let moved = format!("{front}{text}");
            let article = analyse(&moved, &corrections);
            assert!(article.unplaced.is_empty(), "{:?}", article.unplaced);
            let at = |quote, nth| {
                let Span { start, end } = span(text, quote, nth);
                Span::new(start + front.len(), end + front.len())
            };
            let kind = |span| mention_at(&article, span).map(|mention| mention.kind);
            assert_eq!(kind(at(chairman, 1)), Some(EntityKind::Work), "{front}");
            assert_eq!(kind(at(secretary, 2)), None, "{front}");
            assert_eq!(
                mention_at(&article, at(chairman, 2)).unwrap().entity,
                mention_at(&article, at(secretary, 0)).unwrap().entity
            );
        }
    }
}

#[test]
fn corrections_move_between_the_scripts() {
    let [simplified, traditional] = TEXTS;
    let retype = one(
        Action::Retype(EntityKind::Work),
        target(simplified, "陈金虎", 1),
    );
    let article = analyse(traditional, &[retype]);
    assert_eq!(mention(&article, "陳金虎", 1).kind, EntityKind::Work);
}

#[test]
fn what_has_lost_its_place_is_reported_and_kept() {
    let text = TEXTS[0];
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let corrections = [
        one(Action::Retype(EntityKind::Work), target(text, "陈金虎", 1)),
        one(Action::Delete, target(text, "𠮷野家", 0)),
        everywhere(Action::Retype(EntityKind::Work), target(text, "王明", 1)),
    ];
    // Without its paragraph, the first must not land on the name in another one.
    let shorter = [lines[0], lines[2]].concat();
    let article = analyse(&shorter, &corrections);
    assert_eq!(article.unplaced.len(), 1);
    assert_eq!(article.unplaced[0].reason, Obstacle::ContextDiffers);
    assert_eq!(article.unplaced[0].correction, corrections[0]);
    assert_eq!(mention(&article, "陈金虎", 0).kind, EntityKind::Person);
    // One for everywhere needs the text only.
    assert_eq!(mention(&article, "王明", 0).kind, EntityKind::Work);

    let article = analyse(lines[2], &corrections);
    let reasons: Vec<_> = article
        .unplaced
        .iter()
        .map(|one| (one.index, one.reason))
        .collect();
    assert_eq!(
        reasons,
        [(0, Obstacle::ContextDiffers), (1, Obstacle::QuoteMissing)]
    );

    let twice = Target {
        start: 999,
        end: 1001,
        exact: "王明".to_owned(),
        ..Target::default()
    };
    let article = analyse(text, &[one(Action::Delete, twice)]);
    assert_eq!(article.unplaced[0].reason, Obstacle::QuoteAmbiguous);

    let blank = one(Action::Add(EntityKind::Term), target(text, "\r\n", 0));
    assert_eq!(analyse(text, &[blank]).unplaced[0].reason, Obstacle::Blank);
}

/// A converted article with enough insertions to prove the machine.
const DAMAGED: &str = "國(guó)家對(duì)國(guó)內產業(yè)的報(bào)告,對(duì)國(guó)人說。陳建業(yè)到會(huì)，陳建業(yè)講話，張三到會(huì)，張三講話。";

#[test]
fn corrections_hold_while_repairs_are_switched_off_and_on() {
    let clean = analyse(DAMAGED, &[]);
    let text = clean.text().to_owned();
    let count = clean.source.edits().len();
    assert!(count >= 10 && !text.contains('('), "{text}");
    let corrections = [
        one(Action::Add(EntityKind::Work), target(&text, "張三", 1)),
        one(Action::Add(EntityKind::Event), target(&text, "陳建業", 1)),
    ];
    // Each alone, all, and no cleaning at all: before, inside and behind the corrected places.
    let mut states: Vec<Options> = (0..count)
        .map(|edit| Options {
            disabled_edits: vec![edit],
            ..Options::default()
        })
        .collect();
    states.push(Options {
        disabled_edits: (0..count).collect(),
        ..Options::default()
    });
    states.push(Options {
        clean: false,
        ..Options::default()
    });
    for state in states {
        let article = analyse_with(DAMAGED, &corrections, state.clone());
        assert!(
            article.unplaced.is_empty(),
            "{state:?} {:?}",
            article.unplaced
        );
        let corrected: Vec<(&str, Span)> = article
            .mentions
            .iter()
            .filter(|mention| mention.reason.rule == CORRECTION)
            .map(|mention| {
                (
                    mention.span.of(article.text()),
                    article.source.to_raw(mention.span),
                )
            })
            .collect();
        assert_eq!(corrected.len(), 2, "{state:?} {corrected:?}");
        for ((form, raw), plain) in corrected.iter().zip(["陳建業", "張三"]) {
            assert!(form.starts_with(plain), "{form}");
            assert_eq!(
                DAMAGED[..raw.start].matches(plain).count(),
                1,
                "the second one"
            );
        }
    }
    // And the other way: made on the text as it came, placed in the repaired one.
    let raw = one(
        Action::Add(EntityKind::Event),
        target(DAMAGED, "陳建業(yè)", 1),
    );
    let article = analyse(DAMAGED, &[raw]);
    assert_eq!(mention(&article, "陳建業", 1).kind, EntityKind::Event);
    assert_eq!(mention(&article, "陳建業", 1).reason.rule, CORRECTION);
}

#[test]
fn corrections_hold_after_a_change_of_the_lexicon() {
    let text = TEXTS[0];
    let corrections = [
        one(Action::Retype(EntityKind::Work), target(text, "王明", 1)),
        one(Action::Split, target(text, "陈金虎", 1)),
    ];
    let own = |word, kind| OwnWord::new(word, Some(kind), None).unwrap();
    let lexicon = vec![
        own("欢迎王明", EntityKind::Event),
        own("陈金虎说", EntityKind::Person),
    ];
    let mut options = Options {
        lexicon,
        ..Options::default()
    };
    let engine = common::engine();
    let plain = engine.analyse(text, &options);
    assert_eq!(mention(&plain, "欢迎王明", 0).kind, EntityKind::Event);
    options.corrections = corrections.to_vec();
    let article = engine.analyse(text, &options);
    assert_eq!(article.check(), Ok(()));
    assert!(article.unplaced.is_empty());
    assert_eq!(mention(&article, "王明", 1).kind, EntityKind::Work);
    assert_eq!(entity(&article, "陈金虎说", 0).mentions.len(), 1);
}
