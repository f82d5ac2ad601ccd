//! The edit map: raw text, clean text and every span between them, by property.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::RngSeed;

use wenmai::source::readings::{self, Readings};
use wenmai::source::{EditKind, Source};
use wenmai::span::Span;

fn table() -> &'static Readings {
    static TABLE: OnceLock<Readings> = OnceLock::new();
    TABLE.get_or_init(|| Readings::from_bytes(readings::compile()).unwrap())
}

/// The same cases in every run.
fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        rng_seed: RngSeed::Fixed(20_260_101),
        failure_persistence: None,
        ..ProptestConfig::with_cases(cases)
    }
}

/// Enough insertions to prove the machine.
const PROOF: &str = "國(guó)家對(duì)國(guó)內產業(yè)的報(bào)告,對(duì)國(guó)人說。";

/// Pieces of texts: ordinary, odd, inserted, torn, lost, furniture.
fn pieces() -> impl Strategy<Value = String> {
    let piece = select(vec![
        "國(guó)",
        "業(yè)",
        "會(huì)",
        "長(zhǎng)(cháng)",
        "變?yōu)閼?zhàn)略",
        "邦A(yù)d",
        "身?xiàng)l件",
        "當(dāng)?shù)貞?yīng)",
        "變?qiū)閼穑?",
        "環(huán)??萍加邢",
        "東",
        "部(東部)",
        "(GDP)",
        "P(A)",
        "?",
        "(",
        ")",
        "((",
        "(yè)",
        "?yè)",
        "好嗎?",
        "👨‍👩‍👧",
        "🍜",
        "𠮷",
        "𠮷(jí)",
        "e\u{301}",
        "\u{301}",
        "\r\n",
        "\n",
        " ",
        "\u{3000}",
        "\u{FEFF}",
        "A",
        "。",
        "\0",
        "\n責任編輯:張三",
        "\n掃一掃在手機(jī)打開當(dāng)前頁 |",
        "\n首頁 > 新聞\n",
        "\r\n打印 關(guān)閉\r\n",
        "㐀",
        "\u{E000}",
    ]);
    let body = proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat());
    (
        select(vec!["", "首頁 > 新聞\n", "\u{FEFF}"]),
        body,
        any::<bool>(),
    )
        .prop_map(|(head, body, first)| {
            if first {
                format!("{head}{PROOF}{body}")
            } else {
                format!("{head}{body}{PROOF}\n責任編輯:李四")
            }
        })
}

fn boundaries(text: &str) -> Vec<usize> {
    (0..=text.len())
        .filter(|&position| text.is_char_boundary(position))
        .collect()
}

/// Whether `span` cuts a repaired run.
fn cuts_a_run(source: &Source, span: Span) -> bool {
    source.edits().iter().any(|edit| {
        let inside = |position| edit.clean.start < position && position < edit.clean.end;
        edit.kind == EditKind::Straddle && edit.active && (inside(span.start) || inside(span.end))
    })
}

/// Everything that must hold between the two texts.
fn check(source: &Source) {
    let (raw, clean) = (source.raw(), source.clean());
    assert_eq!(source.restored(), raw);

    let (mut raw_end, mut clean_end) = (0, 0);
    for edit in source.edits() {
        assert!(
            raw_end <= edit.raw.start && !edit.raw.is_empty(),
            "{edit:?}"
        );
        let between = Span::new(raw_end, edit.raw.start).of(raw);
        assert_eq!(between, Span::new(clean_end, edit.clean.start).of(clean));
        if !edit.active || edit.kind == EditKind::Damaged {
            assert_eq!(edit.raw.of(raw), edit.clean.of(clean));
        } else if edit.kind != EditKind::Straddle {
            assert!(edit.clean.is_empty());
        }
        assert!(!edit.evidence.is_empty());
        (raw_end, clean_end) = (edit.raw.end, edit.clean.end);
    }
    assert_eq!(&raw[raw_end..], &clean[clean_end..]);

    let ends = boundaries(clean);
    for (index, &start) in ends.iter().enumerate() {
        for &end in &ends[index..] {
            let span = Span::new(start, end);
            let there = source.to_raw(span);
            assert!(
                raw.get(there.start..there.end).is_some(),
                "{span:?} {there:?}"
            );
            let back = source.to_clean(there);
            if cuts_a_run(source, span) {
                assert!(back.contains(span), "{span:?} {there:?} {back:?}");
            } else {
                assert_eq!(back, span, "{there:?} of {raw:?}");
            }
            assert_eq!(source.to_raw(back), there, "{span:?}");
        }
    }
    let ends = boundaries(raw);
    for (index, &start) in ends.iter().enumerate() {
        for &end in &ends[index..] {
            let there = source.to_clean(Span::new(start, end));
            assert!(
                clean.get(there.start..there.end).is_some(),
                "{start} {end} {there:?}"
            );
        }
    }
}

proptest! {
    #![proptest_config(config(150))]

    #[test]
    fn every_span_finds_its_way_back(raw in pieces()) {
        check(&Source::repair(raw, table()));
    }

    #[test]
    fn any_edit_can_be_switched_off(raw in pieces(), choice in any::<u64>()) {
        let source = Source::repair(raw, table());
        let count = source.edits().len();
        let some: Vec<usize> = (0..count).filter(|index| choice >> (index % 64) & 1 == 1).collect();
        let one = choice as usize % count.max(1);
        for disabled in [vec![one], some, (0..count).collect(), vec![count + 7]] {
            let without = source.without(&disabled);
            prop_assert_eq!(without.edits().len(), count);
            for (index, (edit, before)) in without.edits().iter().zip(source.edits()).enumerate() {
                prop_assert_eq!(edit.active, !disabled.contains(&index));
                prop_assert_eq!(edit.raw, before.raw);
                if edit.active {
                    prop_assert_eq!(edit.clean.of(without.clean()), before.clean.of(source.clean()));
                }
            }
            if disabled.len() == count && count > 0 && !disabled.contains(&(count + 7)) {
                prop_assert_eq!(without.clean(), source.raw());
            }
            check(&without);
        }
    }

    #[test]
    fn no_text_is_too_odd(raw in any::<String>()) {
        let source = Source::repair(raw.as_str(), table());
        prop_assert_eq!(source.restored(), raw);
    }

    #[test]
    fn no_table_is_too_odd(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
        prop_assert!(Readings::from_bytes(bytes).is_err());
    }
}

#[test]
fn a_reading_belongs_to_the_character_before_it_and_furniture_to_none() {
    let raw = format!("{PROOF}\n掃一掃在手機(jī)打開當(dāng)前頁 |");
    let source = Source::repair(raw.as_str(), table());
    let find = |text: &str| {
        let start = source.clean().find(text).unwrap();
        source
            .to_raw(Span::new(start, start + text.len()))
            .of(&raw)
            .to_owned()
    };
    assert_eq!(find("產業"), "產業(yè)");
    assert_eq!(find("業的"), "業(yè)的");
    assert_eq!(find("的報告"), "的報(bào)告");
    assert_eq!(find("人說。\n"), "人說。\n");
    let inside = raw.find("掃").unwrap();
    let nothing = source.to_clean(Span::new(inside, raw.len()));
    assert!(nothing.is_empty());
}

#[test]
fn a_repaired_run_is_one_piece() {
    let raw = format!("{PROOF}數據變?yōu)閼?zhàn)略資源");
    let source = Source::repair(raw.as_str(), table());
    let start = source.clean().find("戰略").unwrap();
    let span = source.to_raw(Span::new(start, start + "戰略".len()));
    assert_eq!(span.of(&raw), "?yōu)閼?zhàn)略");
    assert_eq!(source.to_clean(span).of(source.clean()), "為戰略");
}

/// Generous: the time of a test build on a busy machine, still far below anything quadratic.
const LIMIT: Duration = Duration::from_secs(20);

#[test]
fn large_and_hostile_texts_take_linear_time() {
    let article = include_str!("gold/seed.raw.txt");
    let hostile = [
        ("100,000 open brackets", "(".repeat(100_000)),
        ("open brackets behind a character", "國(".repeat(100_000)),
        (
            "a text with open brackets",
            format!("{PROOF}{}", "(".repeat(100_000)),
        ),
        ("5 MB of article", article.repeat(5_000_000 / article.len())),
        (
            "5 MB without a bracket",
            "國家健康醫療大數據中心。".repeat(140_000),
        ),
        ("one long line", article.replace('\n', "").repeat(300)),
        (
            "torn insertions",
            format!("{PROOF}{}", "變?yōu)閼?zhàn)".repeat(50_000)),
        ),
        (
            "torn insertions that follow each other",
            format!("{PROOF}{}", "?yōu)".repeat(200_000)),
        ),
        (
            "torn insertions that lose bytes",
            format!("{PROOF}{}", "變?yōu)閼X".repeat(50_000)),
        ),
        (
            "brackets in a row",
            format!("{PROOF}國{}", "(guó)".repeat(100_000)),
        ),
        (
            "readings behind letters",
            format!("{PROOF}{}", "邦A(yù)".repeat(50_000)),
        ),
        (
            "question marks",
            format!("{PROOF}{}", "國(guó)??萍".repeat(50_000)),
        ),
        ("blank lines", "\n".repeat(1_000_000)),
        ("blanks", format!("國(guó){}", " ".repeat(1_000_000))),
    ];
    for (name, raw) in hostile {
        let start = Instant::now();
        let source = Source::repair(raw.as_str(), table());
        assert_eq!(source.restored(), raw, "{name}");
        let step = (source.clean().len() / 1000).max(1);
        for position in (0..source.clean().len()).step_by(step) {
            let there = source.to_raw(Span::new(position, source.clean().len()));
            assert!(there.end <= raw.len());
        }
        let took = start.elapsed();
        println!(
            "{name}: {} bytes, {} edits, {took:?}",
            raw.len(),
            source.edits().len()
        );
        assert!(took < LIMIT, "{name}: {took:?}");
    }
}
