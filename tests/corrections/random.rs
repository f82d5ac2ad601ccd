//! Corrections by property: whatever a reader, or a file, asks for, nothing panics, the article
//! stays whole, and every correction is either applied or reported.

use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::RngSeed;

use crate::common;
use wenmai::article::Article;
use wenmai::corrections::{Action, Correction, Target, file};
use wenmai::engine::Options;
use wenmai::entity::EntityKind;
use wenmai::span::Span;
use wenmai::utf16::OffsetUnit;

/// The same cases in every run.
fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        rng_seed: RngSeed::Fixed(20_260_102),
        failure_persistence: None,
        ..ProptestConfig::with_cases(cases)
    }
}

/// Small articles: names that return, in both scripts, inserted readings, odd characters.
fn text() -> impl Strategy<Value = String> {
    let piece = select(vec![
        "陈金虎",
        "陳金虎",
        "常州",
        "常州市",
        "江苏省常州市",
        "市委书记",
        "王明说",
        "，",
        "。",
        "中国电子信息产业集团有限公司",
        "中国电子",
        "10月8日",
        "100亿元",
        "《红楼梦》",
        "哈哈哈哈",
        "國(guó)家對(duì)國(guó)內產業(yè)的報(bào)告,對(duì)國(guó)人說。",
        "AI",
        "CHAIN",
        "😀",
        "👨‍👩‍👧",
        "𠮷",
        "e\u{301}",
        "\r\n",
        "\n",
        " ",
        "\u{3000}",
        "\0",
    ]);
    proptest::collection::vec(piece, 1..24).prop_map(|pieces| pieces.concat())
}

/// A correction before it knows its text.
#[derive(Clone, Debug)]
struct Draft {
    action: usize,
    kind: EntityKind,
    /// Places, in thousandths of the text or, where `mention`, of the mentions.
    at: (usize, usize),
    length: usize,
    mention: bool,
    everywhere: bool,
    context: bool,
    unit: OffsetUnit,
}

fn drafts() -> impl Strategy<Value = Vec<Draft>> {
    let draft = (
        0_usize..6,
        select(EntityKind::ALL.to_vec()),
        (0_usize..1000, 0_usize..1000),
        1_usize..6,
        any::<[bool; 3]>(),
        select(OffsetUnit::ALL.to_vec()),
    )
        .prop_map(
            |(action, kind, at, length, [mention, everywhere, context], unit)| Draft {
                action,
                kind,
                at,
                length,
                mention,
                everywhere,
                context,
                unit,
            },
        );
    proptest::collection::vec(draft, 0..8)
}

impl Draft {
    fn target(&self, article: &Article, at: usize) -> Option<Target> {
        let text = article.text();
        let span = match (self.mention, article.mentions.len()) {
            (true, count) if count > 0 => article.mentions[at * count / 1000].span,
            _ => {
                let ends: Vec<usize> = text
                    .char_indices()
                    .map(|(end, _)| end)
                    .chain([text.len()])
                    .collect();
                let start = at * ends.len() / 1000;
                let end = (start + self.length).min(ends.len() - 1);
                Span::new(ends[start], ends[end])
            }
        };
        let mut target = Target::new(text, span, self.unit);
        if !self.context {
            (target.prefix, target.suffix) = (String::new(), String::new());
        }
        (!span.is_empty()).then_some(target)
    }

    fn correction(&self, article: &Article) -> Option<Correction> {
        let target = self.target(article, self.at.0)?;
        let other = self.target(article, self.at.1);
        let action = match self.action {
            0 => Action::Add(self.kind),
            1 => Action::Delete,
            2 => Action::Retype(self.kind),
            3 => {
                // Longer or shorter at its end.
                let count = target.exact.chars().count();
                let exact: String = target
                    .exact
                    .chars()
                    .chain(target.suffix.chars())
                    .take((count + self.length).saturating_sub(3).max(1))
                    .collect();
                let width = Target::new(&exact, Span::new(0, exact.len()), self.unit).end;
                Action::Resize(Target {
                    start: target.start,
                    end: target.start + width,
                    exact,
                    ..Target::default()
                })
            }
            4 => Action::Merge(other?),
            _ => Action::Split,
        };
        Some(Correction {
            action,
            target,
            everywhere: self.everywhere,
            unit: self.unit,
        })
    }
}

fn analyse(text: &str, corrections: &[Correction], disabled_edits: &[usize]) -> Article {
    let options = Options {
        corrections: corrections.to_vec(),
        disabled_edits: disabled_edits.to_vec(),
        ..Options::default()
    };
    let article = common::engine().analyse(text, &options);
    assert_eq!(article.check(), Ok(()), "{text:?} {corrections:?}");
    check_entities(&article);
    let mut last = None;
    for unplaced in &article.unplaced {
        assert!(last < Some(unplaced.index));
        assert_eq!(corrections[unplaced.index], unplaced.correction);
        last = Some(unplaced.index);
    }
    article
}

/// What linking promises of entities holds after corrections too.
fn check_entities(article: &Article) {
    let mut ids = std::collections::HashSet::new();
    let mut first = None;
    for (index, entity) in article.entities.iter().enumerate() {
        assert!(ids.insert(&entity.id), "{}", entity.id);
        assert!(entity.mentions.is_sorted() && !entity.mentions.is_empty());
        assert!(first < entity.mentions.first().copied());
        first = entity.mentions.first().copied();
        for &mention in &entity.mentions {
            let mention = &article.mentions[mention];
            let form = mention.span.of(article.text());
            assert_eq!(mention.entity, index);
            assert!(form == entity.name || entity.aliases.iter().any(|alias| alias == form));
        }
        let forms = std::iter::once(&entity.name).chain(&entity.aliases);
        for form in forms {
            assert!(
                entity
                    .mentions
                    .iter()
                    .any(|&mention| { article.mentions[mention].span.of(article.text()) == form })
            );
        }
    }
}

/// The last correction, which nothing later overrides, is seen in the article.
fn check_applied(article: &Article, last: &Correction) {
    let text = article.text();
    let all = |found: &dyn Fn(&wenmai::entity::Mention) -> bool| article.mentions.iter().any(found);
    let same = |form: &str, quote: &str| {
        let shadow = |text: &str| {
            common::engine()
                .converter()
                .shadow(text.trim())
                .text()
                .to_owned()
        };
        shadow(form) == shadow(quote)
    };
    let quote = last.target.exact.as_str();
    match &last.action {
        Action::Add(kind) | Action::Retype(kind) => {
            assert!(all(
                &|mention| mention.kind == *kind && same(mention.span.of(text), quote)
            ));
        }
        Action::Resize(to) => {
            assert!(all(&|mention| same(mention.span.of(text), &to.exact)));
        }
        Action::Delete if last.everywhere => {
            assert!(!all(&|mention| mention.span.of(text) == quote));
        }
        Action::Delete | Action::Merge(_) | Action::Split => {}
    }
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn every_correction_is_applied_or_reported(text in text(), drafts in drafts()) {
        let plain = analyse(&text, &[], &[]);
        let corrections: Vec<Correction> =
            drafts.iter().filter_map(|draft| draft.correction(&plain)).collect();
        let article = analyse(&text, &corrections, &[]);
        if let Some(last) = corrections.last()
            && article.unplaced.last().is_none_or(|one| one.index + 1 < corrections.len())
        {
            check_applied(&article, last);
        }
        for unit in OffsetUnit::ALL {
            let json = file::write(&corrections, unit);
            prop_assert_eq!(&file::read(&json).unwrap(), &corrections);
        }
    }

    #[test]
    fn corrections_of_another_text_are_applied_or_reported(
        text in text(),
        other in text(),
        drafts in drafts(),
        edits in proptest::collection::vec(0_usize..8, 0..4),
    ) {
        let plain = analyse(&text, &[], &[]);
        let corrections: Vec<Correction> =
            drafts.iter().filter_map(|draft| draft.correction(&plain)).collect();
        analyse(&other, &corrections, &edits);
        analyse(&text, &corrections, &edits);
        let article = analyse(&format!("{other}{text}"), &corrections, &edits);
        if let Some(last) = corrections.last()
            && edits.is_empty()
            && article.unplaced.last().is_none_or(|one| one.index + 1 < corrections.len())
        {
            check_applied(&article, last);
        }
    }

    #[test]
    fn no_file_is_too_odd(json in any::<String>(), field in select(vec![
        "schema", "offsetUnit", "corrections", "action", "target", "type", "to", "with", "exact",
    ])) {
        let file = r#"{"schema":"wenmai-corrections/1","offsetUnit":"byte","corrections":[{"action":"resize","type":"PLACE","target":{"start":1,"end":2,"exact":"a"},"to":{"start":1,"end":3,"exact":"ab"},"with":{"start":1,"end":3,"exact":"ab"}}]}"#;
        prop_assert!(file::read(file).is_ok());
        prop_assert!(file::read(&json).is_err());
        let _ = file::read(&file.replacen(field, &json, 1));
    }
}
