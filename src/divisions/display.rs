//! Gives the places of an article their chains, in the article's script.

use rustc_hash::{FxHashMap, FxHashSet};

use super::names::short_form;
use super::{Chain, Divisions};
use crate::entity::{Entity, EntityKind, Mention};
use crate::script::{Converter, Script, Shadow};

/// Names of divisions whose characters the conversion of words gets wrong: Simplified, Traditional.
const TRADITIONAL: [(&str, &str); 6] = [
    ("云城", "雲城"),
    ("湖里", "湖里"),
    ("新干", "新干"),
    ("岳池", "岳池"),
    ("岳普湖", "岳普湖"),
    ("苑里", "苑裡"),
];
/// Variants that the conversion prefers and names of places do not have.
const VARIANTS: [(char, char); 5] = [
    ('峯', '峰'),
    ('羣', '群'),
    ('淩', '凌'),
    ('澂', '澄'),
    ('啓', '啟'),
];

/// Fills [`Entity::divisions`] of the places. `text` is the clean text, `shadow` its shadow, `script` the script that
/// the names are to be in.
pub fn place_in(
    divisions: &Divisions,
    converter: &Converter,
    script: Script,
    shadow: &Shadow,
    text: &str,
    mentions: &[Mention],
    entities: &mut [Entity],
) {
    // What each mention reads in the shadow; empty where nothing is to be learned of places.
    let forms: Vec<&str> = mentions
        .iter()
        .map(|mention| match mention.kind {
            EntityKind::Place | EntityKind::Organisation(_) | EntityKind::Facility => {
                let (start, end) = shadow.range(mention.span);
                shadow.slice(start, end)
            }
            _ => "",
        })
        .collect();
    let of = |place: bool| {
        let forms = mentions.iter().zip(&forms);
        forms
            .filter(move |(mention, form)| {
                !form.is_empty() && (mention.kind == EntityKind::Place) == place
            })
            .map(|(_, form)| *form)
    };
    if of(true).next().is_none() {
        return;
    }
    let settled = divisions.settle_beside(of(true), of(false));
    let originals = mentions.iter().map(|mention| mention.span.of(text));
    let own = forms.iter().copied().zip(originals);
    let mut spelling = Spelling::new(converter, script, own);
    for entity in entities
        .iter_mut()
        .filter(|entity| entity.kind == EntityKind::Place)
    {
        let mut names: Vec<&str> = Vec::new();
        for name in entity
            .mentions
            .iter()
            .filter_map(|&mention| forms.get(mention))
        {
            if !names.contains(name) {
                names.push(name);
            }
        }
        // The fullest form says most.
        names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        let mut known = names
            .iter()
            .map(|name| settled.chains(divisions, name))
            .filter(|chains| !chains.is_empty());
        let mut chains = known.next().unwrap_or_default();
        if chains.len() > 1
            && let Some(settled) =
                known.find(|other| other.len() == 1 && chains.contains(&other[0]))
        {
            chains = settled;
        }
        entity.divisions = chains
            .into_iter()
            .map(|chain| {
                chain
                    .iter()
                    .map(|name| spelling.of(name))
                    .collect::<Chain>()
            })
            .collect();
    }
}

/// How an article spells the names of divisions.
struct Spelling<'a> {
    converter: &'a Converter,
    script: Script,
    /// Shadows of the article's names with the names, each once, in order of appearance.
    own: Vec<(&'a str, &'a str)>,
    known: FxHashMap<String, String>,
}

impl<'a> Spelling<'a> {
    fn new(
        converter: &'a Converter,
        script: Script,
        names: impl Iterator<Item = (&'a str, &'a str)>,
    ) -> Self {
        let mut seen = FxHashSet::default();
        let own = match script {
            Script::Traditional | Script::Mixed => names
                .filter(|(shadow, _)| !shadow.is_empty() && seen.insert(*shadow))
                .collect(),
            Script::Simplified | Script::Undetermined => Vec::new(),
        };
        Self {
            converter,
            script,
            own,
            known: FxHashMap::default(),
        }
    }

    /// A Simplified name as the article has it; what the article does not have is converted.
    fn of(&mut self, name: &str) -> String {
        if let Some(known) = self.known.get(name) {
            return known.clone();
        }
        // A Simplified article has the names as they are; looking each up would cost names times names.
        let own = match self.script {
            Script::Simplified => None,
            _ => self.own_form(name),
        };
        let spelled = match (own, self.script) {
            (Some(own), _) => own,
            (None, Script::Traditional) => {
                let converted = to_traditional(self.converter, name);
                // 常州 as the article has it, 市 converted.
                let own = short_form(name).and_then(|short| self.own_form(short));
                match own {
                    Some(own) => {
                        let rank = converted.chars().skip(own.chars().count());
                        own.chars().chain(rank).collect()
                    }
                    None => converted,
                }
            }
            (None, _) => name.to_owned(),
        };
        self.known.insert(name.to_owned(), spelled.clone());
        spelled
    }

    /// The characters of the article's that stand for `name` in one of its names.
    fn own_form(&self, name: &str) -> Option<String> {
        // By bytes: most names are shorter, and to prepare a search costs more than to look.
        let mut found = self.own.iter().filter_map(|(shadow, original)| {
            let mut places = shadow.as_bytes().windows(name.len().max(1));
            let at = places.position(|bytes| bytes == name.as_bytes())?;
            let characters = original.chars().skip(shadow[..at].chars().count());
            Some(characters.take(name.chars().count()).collect())
        });
        found.next()
    }
}

/// A Simplified name of a division in Traditional characters: by the tables, where these know the name, and as places
/// are written where they do not.
pub fn to_traditional(converter: &Converter, name: &str) -> String {
    let corrected = TRADITIONAL.iter().find_map(|(simplified, traditional)| {
        let rest = name.strip_prefix(simplified)?;
        Some(format!("{traditional}{}", converter.to_traditional(rest)))
    });
    let converted = corrected.unwrap_or_else(|| converter.to_traditional(name));
    let usual = |character| {
        let variant = VARIANTS.iter().find(|(variant, _)| *variant == character);
        variant.map_or(character, |(_, usual)| *usual)
    };
    converted.chars().map(usual).collect()
}
