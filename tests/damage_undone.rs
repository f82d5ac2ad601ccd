//! The damaging machine's work is undone exactly, at a counted rate.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;
mod damage;

use std::collections::BTreeMap;

use pinyin::ToPinyinMulti;
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use damage::{Listed, Style, damage};
use wenmai::engine::Options;
use wenmai::source::{EditKind, Source};

/// Original paragraphs in Traditional characters, and the gold articles in them.
fn paragraphs() -> Vec<String> {
    let mut paragraphs: Vec<String> = include_str!("damage/traditional.txt")
        .lines()
        .map(str::to_owned)
        .collect();
    for article in [
        include_str!("gold/own-11.raw.txt"),
        include_str!("gold/own-13.raw.txt"),
        include_str!("gold/own-22.clean.txt"),
        include_str!("gold/own-25.clean.txt"),
        include_str!("gold/own-28.clean.txt"),
        include_str!("gold/own-31.clean.txt"),
        include_str!("gold/own-34.clean.txt"),
        include_str!("gold/seed.clean.txt"),
    ] {
        paragraphs.extend(article.lines().map(str::to_owned));
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs
}

/// The Han characters of all paragraphs: what a list of news characters draws from.
fn pool() -> Vec<char> {
    let mut pool: Vec<char> = paragraphs()
        .concat()
        .chars()
        .filter(|one| one.to_pinyin_multi().is_some())
        .collect();
    pool.sort_unstable();
    pool.dedup();
    pool
}

/// Whether Simplified text writes the character too: GB 2312 has it.
fn is_simplified(character: char) -> bool {
    matches!(
        encoding_rs::GBK.encode(&character.to_string()).0.as_ref(),
        [0xB0..=0xF7, 0xA1..=0xFE]
    )
}

/// Where a list comes from.
/// Where a list comes from.
#[derive(Clone, Copy, Debug)]
enum From {
    /// Characters of the text that a converter changed.
    ConvertedInText,
    /// Characters of news that a converter changed. The lists of all known sites are such.
    Converted,
    /// Any characters of the text.
    Text,
    /// Any characters of news.
    Any,
}

#[derive(Clone, Debug)]
struct Case {
    text: String,
    from: From,
    size: usize,
    picks: Vec<(Index, Index)>,
    style: Style,
}

impl Case {
    fn list(&self, pool: &[char]) -> Vec<Listed> {
        let mut text: Vec<char> = self
            .text
            .chars()
            .filter(|one| one.to_pinyin_multi().is_some())
            .collect();
        text.sort_unstable();
        text.dedup();
        let candidates: Vec<char> = match self.from {
            From::Text => text,
            From::ConvertedInText => text
                .into_iter()
                .filter(|&one| !is_simplified(one))
                .collect(),
            From::Converted => pool
                .iter()
                .copied()
                .filter(|&one| !is_simplified(one))
                .collect(),
            From::Any => pool.to_vec(),
        };
        let mut list: Vec<Listed> = Vec::new();
        for (pick, reading) in self.picks.iter().take(self.size) {
            let character = *pick.get(&candidates);
            let readings: Vec<String> = character
                .to_pinyin_multi()
                .unwrap()
                .into_iter()
                .map(|reading| reading.with_tone().to_owned())
                .collect();
            // Most lists give the first reading, some another.
            let first = if reading.index(4) == 0 {
                reading.index(readings.len())
            } else {
                0
            };
            let second = readings
                .iter()
                .enumerate()
                .find(|(index, _)| *index != first);
            let readings = std::iter::once(readings[first].clone())
                .chain(second.map(|(_, reading)| reading.clone()));
            if !list.iter().any(|listed| listed.character == character) {
                list.push(Listed {
                    character,
                    readings: readings.collect(),
                });
            }
        }
        list
    }
}

fn cases(from: Vec<From>) -> impl Strategy<Value = Case> {
    let texts = subsequence(paragraphs(), 2..=6).prop_shuffle();
    let texts = texts.prop_map(|chosen| chosen.join("\n"));
    let style = select(vec![
        Style::Toned,
        Style::Toned,
        Style::Toned,
        Style::BlankWithin,
        Style::TwoReadings,
        Style::Toneless,
        Style::Doubled,
    ]);
    (texts, select(from), style).prop_flat_map(|(text, from, style)| {
        let size = match from {
            From::Any | From::Converted => 30..800_usize,
            From::Text | From::ConvertedInText => 8..120,
        };
        let picks = proptest::collection::vec(any::<(Index, Index)>(), 800);
        (size, picks).prop_map(move |(size, picks)| Case {
            text: text.clone(),
            from,
            size,
            picks,
            style,
        })
    })
}

#[derive(Default)]
struct Rate {
    undone: usize,
    /// Not undone, and no stretch marked as damaged.
    silent: usize,
    of: usize,
}

/// Damages texts, counts those undone exactly, and demands a percentage by name.
fn count(from: Vec<From>, samples: usize, floors: &[(&str, usize)]) {
    let samples = std::env::var("DAMAGE_SAMPLES").map_or(samples, |number| number.parse().unwrap());
    let pool = pool();
    let mut runner = TestRunner::deterministic();
    let strategy = cases(from);
    let mut rates: BTreeMap<String, Rate> = BTreeMap::new();
    let (mut insertions, mut straddles, mut lost) = (0, 0, 0);
    for _ in 0..samples {
        let case = strategy.new_tree(&mut runner).unwrap().current();
        let list = case.list(&pool);
        let damaged = damage(&case.text, &list, case.style).unwrap();
        if damaged.lost || damaged.insertions == 0 {
            lost += usize::from(damaged.lost);
            continue;
        }
        insertions += damaged.insertions;
        straddles += damaged.straddles;
        let source = common::engine().clean(&damaged.text, &Options::default());
        assert_eq!(source.restored(), damaged.text);
        let exact = source.clean() == case.text;
        let mut edits = source.edits().iter();
        let marked = edits.any(|edit| edit.kind == EditKind::Damaged);
        let with = match damaged.straddles {
            0 => "without straddles",
            _ => "with straddles",
        };
        for name in [
            "all".to_owned(),
            with.to_owned(),
            format!("{:?}, {with}", case.style),
            format!("{:?}, {with}", case.from),
        ] {
            let rate = rates.entry(name).or_default();
            rate.of += 1;
            rate.undone += usize::from(exact);
            rate.silent += usize::from(!exact && !marked);
        }
        if !exact && std::env::var("DAMAGE_SHOW").is_ok() {
            show(&case, &list, &damaged, &source);
        }
    }
    println!(
        "{insertions} insertions, {straddles} straddles; {lost} texts lost bytes and do not count"
    );
    for (name, Rate { undone, silent, of }) in &rates {
        let percent = 100.0 * *undone as f64 / *of as f64;
        println!("{name}: {undone} of {of} undone exactly, {percent:.2} %; {silent} unmarked");
    }
    for (name, floor) in floors {
        let Rate { undone, of, .. } = rates[*name];
        assert!(undone * 100 >= of * floor, "{name}: {undone} of {of}");
    }
}

/// The machine as it is known: its lists hold characters that the converter changed.
#[test]
fn damage_by_lists_of_converted_characters_is_undone() {
    count(
        vec![From::ConvertedInText, From::Converted],
        600,
        &[
            ("all", 98),
            ("without straddles", 98),
            ("with straddles", 98),
        ],
    );
}

/// Harder than the machine: any character may be listed. Where a line of GB 2312, which goes by
/// sound, leaves several candidates and the document does not decide, the run stays damaged.
#[test]
fn damage_by_lists_of_any_characters_is_mostly_undone() {
    count(
        vec![From::Text, From::Any],
        300,
        &[("without straddles", 98), ("with straddles", 75)],
    );
}

fn show(case: &Case, list: &[Listed], damaged: &damage::Damage, source: &Source) {
    println!(
        "--- {:?} {:?} list {} insertions {} straddles {}",
        case.style,
        case.from,
        list.len(),
        damaged.insertions,
        damaged.straddles
    );
    let mut shown = 0;
    for (expected, found) in case.text.lines().zip(source.clean().lines()) {
        if expected != found && shown < 3 {
            shown += 1;
            let at = expected
                .chars()
                .zip(found.chars())
                .take_while(|(a, b)| a == b)
                .count();
            let cut = |s: &str| {
                s.chars()
                    .skip(at.saturating_sub(4))
                    .take(24)
                    .collect::<String>()
            };
            println!("  want {}\n  have {}", cut(expected), cut(found));
        }
    }
    for edit in source
        .edits()
        .iter()
        .filter(|e| e.kind == EditKind::Damaged)
    {
        println!("  damaged {}", edit.evidence);
    }
}
