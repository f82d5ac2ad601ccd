//! The different names of an article, and which of them are forms of one.

use std::cell::RefCell;
use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Key;
use super::short::{Name, place_before};
use crate::entity::EntityKind;
use crate::lexicon::{Class, Classes};
use crate::rules::reading::alias_behind;
use crate::rules::{Candidate, Context};

const SURNAMES: Classes = Classes::of(&[Class::SurnameCompound]);
/// Short names with their full ones, a pair a line.
const IDENTITIES: &str = include_str!("../../data/identities.txt");
/// Full names by their short ones, read once.
fn identities() -> &'static FxHashMap<&'static str, &'static str> {
    static PAIRS: OnceLock<FxHashMap<&str, &str>> = OnceLock::new();
    PAIRS.get_or_init(|| {
        let lines = IDENTITIES.lines().filter(|line| !line.starts_with('#'));
        // Of two for one short name the first counts.
        lines
            .rev()
            .filter_map(|line| line.split_once(' '))
            .collect()
    })
}

/// Names that are compared with one short form at most: a book has ten thousands of them.
const COMPARED: usize = 200;

/// The full name that an alias is given for, and the characters of the shadow that give it.
type Alias<'a> = (&'a str, (usize, usize));

/// The different names of each type in an article.
#[derive(Debug, Default)]
pub struct Forms<'a> {
    names: Vec<(&'a str, Name)>,
    /// The names by type and text.
    numbers: FxHashMap<(&'static str, &'a str), usize>,
    /// The names of a type that have a word with this character in front.
    heads: FxHashMap<(&'static str, char), Vec<usize>>,
    /// Places, in order.
    places: Vec<&'a str>,
    /// Those of them that are countries.
    countries: Vec<&'a str>,
    /// For a place that is spelt out from large to small, its last part.
    chains: FxHashMap<&'a str, &'a str>,
    /// Full personal names by surname, with the indices of their mentions.
    surnames: FxHashMap<&'a str, Vec<usize>>,
    /// Dotted names by their parts.
    parts: FxHashMap<&'a str, &'a str>,
    /// Names by the alias that the text gives them, and the characters that give it.
    aliases: FxHashMap<(&'static str, &'a str), Alias<'a>>,
    /// What was found for a name before.
    known: RefCell<FxHashMap<(&'static str, &'a str), Key<'a>>>,
}

impl<'a> Forms<'a> {
    /// Collects the names of `candidates`, whose texts in the shadow are `texts`.
    pub fn new(context: &Context, candidates: &[Candidate], texts: &[&'a str]) -> Self {
        let mut forms = Self::default();
        let mut seen = FxHashSet::default();
        for (index, candidate) in candidates.iter().enumerate() {
            let text = texts[index];
            let kind = candidate.kind.type_name();
            if candidate.kind == EntityKind::Person {
                forms.add_person(context, candidate, index, text);
            }
            if let Some(alias) = alias(context, candidates, index) {
                let short = texts[alias];
                let evidence = (candidate.end, candidates[alias].end);
                forms
                    .aliases
                    .entry((kind, short))
                    .or_insert((text, evidence));
            }
            if !seen.insert((kind, text)) {
                continue;
            }
            match candidate.kind {
                EntityKind::Person => {
                    for part in text.split('·').filter(|part| *part != text) {
                        forms.parts.entry(part).or_insert(text);
                    }
                }
                EntityKind::Place => forms.add_place(context, candidate, text),
                EntityKind::Organisation(_)
                | EntityKind::Facility
                | EntityKind::Event
                | EntityKind::Project => forms.add(context, candidate, text),
                _ => {}
            }
        }
        forms
    }

    /// Notes the surname of a full name: one character, or two (欧阳).
    fn add_person(
        &mut self,
        context: &Context,
        candidate: &Candidate,
        index: usize,
        text: &'a str,
    ) {
        let surnames = context
            .matches
            .starting(candidate.start)
            .iter()
            .filter(|found| found.end < candidate.end && found.classes.any(SURNAMES));
        let longest = surnames
            .map(|found| found.end - candidate.start)
            .max()
            .unwrap_or(1);
        for length in 1..=longest {
            let end = text.char_indices().nth(length).map(|(end, _)| end);
            if let Some(end) = end {
                self.surnames.entry(&text[..end]).or_default().push(index);
            }
        }
    }

    fn add_place(&mut self, context: &Context, candidate: &Candidate, text: &'a str) {
        self.places.push(text);
        let classes = context.matches.exactly(candidate.start, candidate.end);
        if classes.has(Class::Country) {
            self.countries.push(text);
        }
        let last = place_before(context, candidate.start, candidate.end) - candidate.start;
        if last > 0
            && let Some((start, _)) = text.char_indices().nth(last)
        {
            self.chains.insert(text, &text[start..]);
        }
    }

    /// The last part of a place spelt out from large to small (鎮雄縣 of 雲南省昭通市鎮雄縣), where the article names it
    /// alone too.
    pub fn last_of_chain(&self, text: &str) -> Option<&'a str> {
        let last = *self.chains.get(text)?;
        let named = |place: &&&str| **place == last || super::without_rank(last) == **place;
        self.places.iter().find(named).map(|_| last)
    }

    /// The surname in 周, 欧阳, 老周 and 周某.
    pub fn surname(&self, text: &'a str) -> Option<&'a str> {
        let bare = text
            .strip_prefix(['老', '小'])
            .or_else(|| text.strip_suffix('某'))
            .unwrap_or(text);
        let known = self.surnames.get(bare)?;
        let short =
            bare.chars().count() == 1 && text.chars().count() <= 2 || bare.chars().count() == 2;
        (short && !known.is_empty()).then_some(bare)
    }

    fn add(&mut self, context: &Context, candidate: &Candidate, text: &'a str) {
        let kind = candidate.kind.type_name();
        let name = Name::new(context, candidate.kind, candidate.start, candidate.end);
        let number = self.names.len();
        let heads: FxHashSet<char> = name.heads().collect();
        for head in heads {
            self.heads.entry((kind, head)).or_default().push(number);
        }
        self.numbers.insert((kind, text), number);
        self.names.push((text, name));
    }

    /// The mentions of full names with this surname, by index.
    pub fn bearers(&self, surname: &str) -> &[usize] {
        let bearers = self.surnames.get(surname);
        bearers.map(Vec::as_slice).unwrap_or_default()
    }

    /// The dotted name that `part` is a part of.
    pub fn dotted(&self, part: &str) -> Option<&'a str> {
        self.parts.get(part).copied()
    }

    /// Whether the article names a place so.
    pub fn has_place(&self, name: &str) -> bool {
        self.places.contains(&name)
    }

    /// The only country of the article whose longer name begins with `short`.
    pub fn only_country_on(&self, short: &str) -> Option<&'a str> {
        let mut fitting = self
            .countries
            .iter()
            .filter(|place| place.len() > short.len() && place.starts_with(short));
        let first = fitting.next()?;
        fitting.next().is_none().then_some(*first)
    }

    /// The fullest name of the one that `text` is a form of.
    pub fn fullest(&self, kind: EntityKind, text: &'a str) -> Key<'a> {
        let key = (kind.type_name(), text);
        if let Some(known) = self.known.borrow().get(&key) {
            return *known;
        }
        let found = match self.aliases.get(&key) {
            Some(&(full, evidence)) if full != text => Key {
                name: self.full_of(key.0, full).map_or(full, |(full, _)| full),
                rule: Some("alias-in-text"),
                evidence: Some(evidence),
            },
            _ => self
                .full_of(key.0, text)
                .or_else(|| self.known_as(key.0, text))
                .map_or(Key::itself(text), |(full, rule)| Key::by(full, rule)),
        };
        self.known.borrow_mut().insert(key, found);
        found
    }

    /// The full name that `text` is known to be short for, where the article has it.
    fn known_as(&self, kind: &'static str, text: &str) -> Option<(&'a str, &'static str)> {
        let full = *identities().get(text)?;
        let number = self.numbers.get(&(kind, full))?;
        Some((self.names[*number].0, "known-short-name"))
    }

    /// The longest name that `text` is a short form of, if all such names are forms of one.
    fn full_of(&self, kind: &'static str, text: &'a str) -> Option<(&'a str, &'static str)> {
        let short = &self.names[*self.numbers.get(&(kind, text))?].1;
        let head = text.chars().next()?;
        let listed = self.heads.get(&(kind, head))?;
        let fitting: Vec<(&'a str, &Name, &'static str)> = listed
            .iter()
            .take(COMPARED)
            .filter_map(|&number| {
                let (full, name) = &self.names[number];
                Some((*full, name, name.has_short_form(short)?))
            })
            .collect();
        let &(full, name, rule) = fitting.iter().max_by_key(|(_, name, _)| name.len())?;
        let one = fitting
            .iter()
            .all(|(other, shorter, _)| *other == full || name.has_short_form(shorter).is_some());
        one.then_some((full, rule))
    }
}

/// The mention that is the alias given behind a mention: (以下简称“北斗大会”), or in brackets alone.
fn alias(context: &Context, candidates: &[Candidate], index: usize) -> Option<usize> {
    let candidate = &candidates[index];
    let same = |other: &usize| candidates[*other].kind.type_name() == candidate.kind.type_name();
    if let Some((start, end)) = alias_behind(context, candidate.end) {
        return (index + 1..candidates.len().min(index + 3))
            .find(|&alias| (candidates[alias].start, candidates[alias].end) == (start, end))
            .filter(same);
    }
    // 中国科学院(中科院): the same type, and shorter.
    let next = candidates.get(index + 1)?;
    let bracketed = context.char(candidate.end) == '('
        && next.start == candidate.end + 1
        && context.char(next.end) == ')'
        && candidate.kind != EntityKind::Person
        && !matches!(
            candidate.kind,
            EntityKind::Place | EntityKind::Title | EntityKind::Time
        );
    let related = context.char(next.start).is_ascii_alphabetic()
        || context
            .text(candidate.start, candidate.end)
            .contains(context.char(next.start));
    let shorter = next.end - next.start < candidate.end - candidate.start;
    (bracketed && related && shorter)
        .then_some(index + 1)
        .filter(same)
}
