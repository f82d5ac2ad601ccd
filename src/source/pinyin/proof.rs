//! Whether a document proves that a machine annotated it.
//!
//! A bracket that holds a legal reading of the character before it may be the machine's or an
//! author's gloss (`龘(dá)`, `六(lù)安`, a primer's `他(ta)`). What tells them apart is that the
//! machine annotates everywhere what it annotates at all, common characters in running text,
//! with the reading a dictionary gives first; an author glosses once, and rare characters or
//! readings. So each annotated character is worth points (quarters below):
//!
//! - **with tones**: 1 for a common character under its first reading, less for others, and 1
//!   for each repetition, provided that it is never seen bare; ½ for a repetition of one that is
//!   mostly annotated; nothing for one that stands alone between punctuation, as in
//!   `媽(mā)、麻(má)`. A torn insertion (`?yōu)`) is worth 1½, a blank within the
//!   bracket (`(huì )`) or a second bracket behind the first 1: no author writes that. The
//!   machine is proven by 3 points with a repetition or a torn insertion, else by 4; by one
//!   point less if all annotated characters are such as a converter changed, which is what the
//!   lists of all known sites hold; and only if fewer than half of the characters are annotated
//!   once and bare elsewhere, or now with one reading and now with another, as glosses are.
//! - **without tones**, where the same character may also be bare: the machine's mark is a blank
//!   behind each bracket, or each bracket twice. 1 for each bracket in such a form, ½ for one
//!   without; proven by 2 points if all are in such a form and all characters are converted
//!   ones; else, with a repetition, by 4 if three quarters are in such a form, otherwise by 8.
//!
//! Nothing is proven where four of five Han characters are annotated: that is a text for
//! learners. One insertion alone proves nothing and stays.

use rustc_hash::FxHashMap;

use super::{Count, Insertion, Style, Torn, is_converted};
use crate::source::readings::{Reading, Readings};

/// What speaks for or against one character's annotations being the machine's.
struct Group {
    annotated: u32,
    reading: Reading,
    /// Whether all annotations start with the same reading.
    steady: bool,
    usual: bool,
    in_running_text: bool,
}

/// The annotated characters.
fn groups<'a>(candidates: impl Iterator<Item = &'a Insertion>) -> FxHashMap<char, Group> {
    let mut groups = FxHashMap::default();
    for candidate in candidates.filter(|candidate| candidate.first) {
        let group = groups.entry(candidate.character).or_insert(Group {
            annotated: 0,
            reading: candidate.reading,
            steady: true,
            usual: true,
            in_running_text: false,
        });
        group.annotated += 1;
        group.steady &= group.reading == candidate.reading;
        group.usual &= candidate.usual;
        group.in_running_text |= !candidate.isolated;
    }
    groups
}

/// Whether insertions with tone marks are proven to be the machine's; `han` counts the document's
/// Han characters.
pub(super) fn with_tones(
    candidates: &[Insertion],
    torn: &[Torn],
    counts: &FxHashMap<char, Count>,
    han: usize,
    readings: &Readings,
) -> bool {
    let toned = candidates
        .iter()
        .filter(|candidate| candidate.style == Style::Toned);
    let groups = groups(toned);
    let (mut points, mut repeated, mut consistent, mut glosses, mut annotated) =
        (0, false, 0, 0, 0);
    for (character, group) in &groups {
        let total = counts.get(character).map_or(0, |count| count.total);
        annotated += group.annotated as usize;
        let common = readings.commonness(*character) > 0;
        if total > group.annotated || !group.steady {
            if group.annotated == 1 || !group.steady {
                glosses += 1;
            } else if group.annotated * 2 > total {
                points += 2 * (group.annotated - 1);
                repeated = true;
            }
            continue;
        }
        consistent += 1;
        if !group.in_running_text {
            continue;
        }
        points += match (common, group.usual) {
            (true, true) => 4,
            (true, false) => 2,
            (false, _) => 1,
        };
        let repetition = if common || group.usual { 4 } else { 2 };
        points += repetition * (group.annotated - 1);
        repeated |= group.annotated > 1;
    }
    let torn = torn.iter().filter(|torn| torn.reading.tone() != 0).count();
    let odd = |one: &&Insertion| one.style == Style::Toned && one.odd;
    points += 4 * candidates.iter().filter(odd).count() as u32 + 6 * torn as u32;
    let converted = groups.keys().all(|&one| is_converted(one, readings));
    let needed = match (converted, repeated || torn > 0) {
        (true, true) => 8,
        (true, false) | (false, true) => 12,
        (false, false) => 16,
    };
    points >= needed && glosses <= consistent && annotated * 5 < han * 4
}

/// Whether insertions without tone marks are proven to be the machine's.
pub(super) fn without_tones(
    raw: &str,
    candidates: &[Insertion],
    han: usize,
    readings: &Readings,
) -> bool {
    let toneless = || {
        candidates
            .iter()
            .filter(|candidate| candidate.style != Style::Toned)
    };
    // A bracket that is followed by a blank or by its own like.
    let mut marked: FxHashMap<char, u32> = FxHashMap::default();
    let mut in_form = 0;
    for (index, candidate) in candidates.iter().enumerate() {
        let doubled = candidates
            .get(index + 1)
            .is_some_and(|next| !next.first && next.content.of(raw) == candidate.content.of(raw));
        let followed = raw.as_bytes().get(candidate.span.end) == Some(&b' ');
        if candidate.first && candidate.style != Style::Toned && (doubled || followed) {
            *marked.entry(candidate.character).or_default() += 1;
            in_form += 1;
        }
    }
    let groups = groups(toneless());
    let (mut points, mut repeated, mut annotated) = (0, false, 0);
    for (character, group) in &groups {
        annotated += group.annotated as usize;
        if !group.in_running_text {
            continue;
        }
        repeated |= group.annotated > 1;
        let marked = marked.get(character).copied().unwrap_or(0);
        let weight = if readings.commonness(*character) > 0 {
            2
        } else {
            1
        };
        points += weight * (2 * marked + (group.annotated - marked));
    }
    let converted = groups.keys().all(|&one| is_converted(one, readings));
    let needed = match (in_form == annotated, in_form * 4 >= annotated * 3) {
        (true, _) if converted => 8,
        (_, true) => 16,
        _ => 32,
    };
    points >= needed && (repeated || converted) && annotated * 5 < han * 4
}
