//! What each action does, for one mention and everywhere, in both scripts.

use wenmai::corrections::{CORRECTION, Obstacle};

use super::*;

#[test]
fn add_makes_a_mention_of_one_text_or_of_every_occurrence() {
    for text in TEXTS {
        let quote = if text == TEXTS[0] { "欢迎" } else { "歡迎" };
        let article = analyse(
            text,
            &[one(Action::Add(EntityKind::Event), target(text, quote, 0))],
        );
        let added = mention(&article, quote, 0);
        assert_eq!(added.kind, EntityKind::Event);
        assert_eq!((added.reason.rule, added.score), (CORRECTION, 1.0));

        // 说 stands three times, once right behind a name.
        let quote = if text == TEXTS[0] { "说" } else { "說" };
        let add = everywhere(Action::Add(EntityKind::Term), target(text, quote, 1));
        let article = analyse(text, std::slice::from_ref(&add));
        for nth in 0..2 {
            assert_eq!(mention(&article, quote, nth).kind, EntityKind::Term);
        }
        let single = analyse(
            text,
            &[Correction {
                everywhere: false,
                ..add
            }],
        );
        assert_eq!(mention(&single, quote, 1).kind, EntityKind::Term);
        assert_eq!(mention_at(&single, span(text, quote, 0)), None);
    }
}

#[test]
fn add_takes_the_place_of_what_it_overlaps_but_elsewhere_yields_to_longer_names() {
    for text in TEXTS {
        let [secretary, ..] = names(text);
        let surname: String = secretary.chars().take(1).collect();
        let given: String = secretary.chars().skip(1).collect();
        let add = everywhere(Action::Add(EntityKind::Term), target(text, &given, 1));
        let article = analyse(text, &[add]);
        assert_eq!(mention(&article, &given, 1).kind, EntityKind::Term);
        assert_eq!(mention(&article, secretary, 0).kind, EntityKind::Person);
        assert_eq!(mention(&article, secretary, 2).kind, EntityKind::Person);
        // A longer text takes in the names inside it wherever it stands.
        let longer = format!(
            "{}{surname}",
            if text == TEXTS[0] { "书记" } else { "書記" }
        );
        let add = everywhere(Action::Add(EntityKind::Term), target(text, &longer, 0));
        assert_eq!(
            mention(&analyse(text, &[add]), &longer, 0).kind,
            EntityKind::Term
        );
    }
}

#[test]
fn add_everywhere_finds_the_other_script_and_whole_latin_words() {
    let text = "他在臺灣和台灣、台湾研究AI，CHAIN和ＡＩ。";
    let add = |quote| everywhere(Action::Add(EntityKind::Term), target(text, quote, 0));
    let article = analyse(text, &[add("臺灣"), add("AI")]);
    for quote in ["臺灣", "台灣", "台湾", "AI", "ＡＩ"] {
        assert_eq!(
            mention(&article, quote, 0).kind,
            EntityKind::Term,
            "{quote}"
        );
    }
    assert_eq!(mention_at(&article, span(text, "AI", 1)), None);
}

#[test]
fn delete_takes_away_one_mention_or_all_of_its_text() {
    for text in TEXTS {
        let [_, chairman, _] = names(text);
        let delete = one(Action::Delete, target(text, chairman, 1));
        let article = analyse(text, std::slice::from_ref(&delete));
        assert_eq!(mention_at(&article, span(text, chairman, 1)), None);
        assert_eq!(entity(&article, chairman, 0), entity(&article, chairman, 2));
        let article = analyse(
            text,
            &[Correction {
                everywhere: true,
                ..delete
            }],
        );
        assert!(
            forms(&article)
                .iter()
                .all(|form| !form.starts_with(chairman))
        );
        assert!(
            article
                .entities
                .iter()
                .all(|entity| entity.name != chairman)
        );
    }
}

#[test]
fn retype_gives_one_mention_or_all_of_its_text_a_type() {
    for text in TEXTS {
        let [_, chairman, _] = names(text);
        let retype = one(Action::Retype(COMPANY), target(text, chairman, 1));
        let article = analyse(text, std::slice::from_ref(&retype));
        assert_eq!(mention(&article, chairman, 1).kind, COMPANY);
        assert_eq!(mention(&article, chairman, 1).reason.rule, CORRECTION);
        assert_eq!(mention(&article, chairman, 0).kind, EntityKind::Person);
        assert_ne!(entity(&article, chairman, 0), entity(&article, chairman, 1));
        let article = analyse(
            text,
            &[Correction {
                everywhere: true,
                ..retype
            }],
        );
        for nth in 0..3 {
            assert_eq!(mention(&article, chairman, nth).kind, COMPANY);
        }
        assert_eq!(entity(&article, chairman, 0).mentions.len(), 3);
    }
}

#[test]
fn an_organisation_changes_its_subtype_where_it_is_told_to() {
    for text in TEXTS {
        let [_, chairman, _] = names(text);
        let company = everywhere(Action::Retype(COMPANY), target(text, chairman, 0));
        let other = |nth| one(Action::Retype(OTHER), target(text, chairman, nth));
        for nth in 0..3 {
            let article = analyse(text, &[company.clone(), other(nth)]);
            for each in 0..3 {
                let kind = if each == nth { OTHER } else { COMPANY };
                assert_eq!(mention(&article, chairman, each).kind, kind, "{nth} {each}");
            }
        }
        // The later one wins.
        let article = analyse(text, &[other(1), company]);
        assert_eq!(entity(&article, chairman, 1).kind, COMPANY);
        assert_eq!(entity(&article, chairman, 1).mentions.len(), 3);
    }
}

#[test]
fn resize_moves_the_bounds_of_one_mention_or_of_all_of_its_text() {
    for text in TEXTS {
        let [secretary, ..] = names(text);
        let surname: String = secretary.chars().take(1).collect();
        let to = Target::new(text, span(text, &surname, 1), OffsetUnit::Utf16);
        let shrink = one(Action::Resize(to), target(text, secretary, 1));
        let article = analyse(text, std::slice::from_ref(&shrink));
        assert_eq!(mention(&article, &surname, 1).kind, EntityKind::Person);
        assert_eq!(mention_at(&article, span(text, secretary, 1)), None);
        assert_eq!(mention(&article, secretary, 0).kind, EntityKind::Person);
        let article = analyse(
            text,
            &[Correction {
                everywhere: true,
                ..shrink
            }],
        );
        for nth in 0..3 {
            assert_eq!(mention(&article, &surname, nth).reason.rule, CORRECTION);
        }

        // Wider, over the title before; the others have other words before them and stay.
        let title = if text == TEXTS[0] { "书记" } else { "書記" };
        let wide = format!("{title}{secretary}");
        let grow = everywhere(
            Action::Resize(target(text, &wide, 0)),
            target(text, secretary, 0),
        );
        let article = analyse(text, &[grow]);
        assert_eq!(mention(&article, &wide, 0).kind, EntityKind::Person);
        assert_eq!(mention(&article, secretary, 2).kind, EntityKind::Person);
    }
}

#[test]
fn merge_moves_one_mention_or_makes_two_entities_one() {
    for text in TEXTS {
        let [secretary, chairman, _] = names(text);
        let with = target(text, secretary, 2);
        let merge = one(Action::Merge(with), target(text, chairman, 1));
        let article = analyse(text, std::slice::from_ref(&merge));
        let joined = entity(&article, secretary, 0);
        assert_eq!(joined.name, secretary);
        assert_eq!(joined.aliases, [chairman]);
        assert_eq!(joined.mentions.len(), 4);
        assert_eq!(entity(&article, chairman, 0).mentions.len(), 2);
        let linked = mention(&article, chairman, 1).linked.as_ref().unwrap();
        assert_eq!(
            (linked.rule, linked.evidence.as_str()),
            (CORRECTION, secretary)
        );
        assert_eq!(mention(&article, secretary, 0).linked, None);

        let article = analyse(
            text,
            &[Correction {
                everywhere: true,
                ..merge
            }],
        );
        assert_eq!(
            entity(&article, chairman, 0),
            entity(&article, secretary, 0)
        );
        assert_eq!(entity(&article, chairman, 0).mentions.len(), 6);
    }
}

#[test]
fn merging_across_types_takes_the_type_that_is_joined() {
    for text in TEXTS {
        let [_, chairman, city] = names(text);
        let merge = everywhere(
            Action::Merge(target(text, city, 1)),
            target(text, chairman, 0),
        );
        let article = analyse(text, std::slice::from_ref(&merge));
        assert_eq!(mention(&article, chairman, 2).kind, EntityKind::Place);
        assert_eq!(mention(&article, chairman, 2).reason.rule, CORRECTION);
        // A later word on the type takes the mention out again.
        let retype = one(
            Action::Retype(EntityKind::Person),
            target(text, chairman, 0),
        );
        let article = analyse(text, &[merge, retype]);
        assert_eq!(mention(&article, chairman, 0).kind, EntityKind::Person);
        assert_eq!(mention(&article, chairman, 1).kind, EntityKind::Place);
    }
}

#[test]
fn split_takes_one_mention_or_all_of_its_text_out_of_an_entity() {
    for text in TEXTS {
        let [secretary, chairman, _] = names(text);
        let split = one(Action::Split, target(text, chairman, 1));
        let article = analyse(text, std::slice::from_ref(&split));
        let own = entity(&article, chairman, 1);
        assert_eq!(own.mentions.len(), 1);
        assert_eq!(own.name, chairman);
        let rest = entity(&article, chairman, 0);
        assert_eq!(rest.mentions.len(), 2);
        assert_ne!(own.id, rest.id);
        assert_eq!(rest.id, entity(&analyse(text, &[]), chairman, 0).id);

        // Merged and taken apart again, the entities are what they were.
        let merge = everywhere(
            Action::Merge(target(text, secretary, 0)),
            target(text, chairman, 0),
        );
        let article = analyse(
            text,
            &[
                merge,
                Correction {
                    everywhere: true,
                    ..split
                },
            ],
        );
        let plain = analyse(text, &[]);
        for name in [secretary, chairman] {
            assert_eq!(entity(&article, name, 0), entity(&plain, name, 0));
        }
    }
}

#[test]
fn the_later_correction_wins() {
    let text = TEXTS[0];
    let retype = |kind| one(Action::Retype(kind), target(text, "王明", 0));
    let delete = one(Action::Delete, target(text, "王明", 0));
    let merge = one(
        Action::Merge(target(text, "陈金虎", 0)),
        target(text, "王明", 0),
    );
    let kind = |corrections: &[Correction]| {
        let article = analyse(text, corrections);
        assert!(article.unplaced.is_empty(), "{:?}", article.unplaced);
        mention_at(&article, span(text, "王明", 0)).map(|mention| mention.kind)
    };
    let [place, work] = [EntityKind::Place, EntityKind::Work];
    assert_eq!(kind(&[retype(place), retype(work)]), Some(work));
    assert_eq!(kind(&[retype(place), delete.clone()]), None);
    assert_eq!(kind(&[delete.clone(), retype(place)]), Some(place));
    assert_eq!(kind(&[merge.clone(), delete.clone()]), None);
    let article = analyse(text, &[delete, merge]);
    assert_eq!(article.unplaced[0].reason, Obstacle::NoMention);
    assert_eq!(article.unplaced[0].index, 1);
}
