//! Groups the mentions of an article into entities: full and short names, aliases.

use std::collections::HashMap;

use crate::entity::{Entity, EntityKind, Mention, OrganisationKind};
use crate::rules::{Candidate, Context, company};
use crate::wire::sha256;

/// Countries by their one-character names.
const COUNTRIES: [(&str, &str); 22] = [
    ("中", "中国"),
    ("华", "中国"),
    ("美", "美国"),
    ("英", "英国"),
    ("法", "法国"),
    ("德", "德国"),
    ("俄", "俄罗斯"),
    ("日", "日本"),
    ("韩", "韩国"),
    ("朝", "朝鲜"),
    ("印", "印度"),
    ("巴", "巴基斯坦"),
    ("越", "越南"),
    ("泰", "泰国"),
    ("缅", "缅甸"),
    ("新", "新加坡"),
    ("加", "加拿大"),
    ("墨", "墨西哥"),
    ("澳", "澳大利亚"),
    ("意", "意大利"),
    ("港", "香港"),
    ("台", "台湾"),
];

/// Ranks that a place's everyday name goes without.
const RANKS: [&str; 5] = ["特别行政区", "省", "市", "县", "州"];

/// Makes mentions and entities of settled candidates. `text` is the clean text.
pub fn link(
    context: &Context,
    candidates: &[Candidate],
    text: &str,
) -> (Vec<Mention>, Vec<Entity>) {
    let keys = keys(context, candidates);
    let mut groups: Vec<Group> = Vec::new();
    let mut index: HashMap<(&'static str, &str), usize> = HashMap::new();
    let mut mentions = Vec::new();
    for (number, (candidate, key)) in candidates.iter().zip(&keys).enumerate() {
        let entity = *index
            .entry((candidate.kind.type_name(), key))
            .or_insert_with(|| {
                groups.push(Group {
                    kind: candidate.kind,
                    mentions: Vec::new(),
                });
                groups.len() - 1
            });
        groups[entity].mentions.push(number);
        // An organisation keeps the subtype of its first mention.
        let kind = groups[entity].kind;
        let evidence = match candidate.evidence {
            (start, end) if start < end => context.shadow.span(start, end).of(text).to_owned(),
            _ => String::new(),
        };
        mentions.push(Mention {
            span: context.shadow.span(candidate.start, candidate.end),
            kind,
            score: candidate.score.min(1.0),
            reason: crate::entity::Reason {
                rule: candidate.rule,
                evidence,
            },
            entity,
        });
    }
    let entities = groups
        .into_iter()
        .map(|group| group.entity(&mentions, text))
        .collect();
    (mentions, unique(entities))
}

struct Group {
    kind: EntityKind,
    mentions: Vec<usize>,
}

impl Group {
    fn entity(self, mentions: &[Mention], text: &str) -> Entity {
        let forms: Vec<&str> = self
            .mentions
            .iter()
            .map(|&mention| mentions[mention].span.of(text))
            .collect();
        // The fullest form; of equally long ones the first. A Latin form is an alias however long.
        let weight = |form: &str| (!form.is_ascii(), form.chars().count());
        let name = forms
            .iter()
            .rev()
            .max_by_key(|form| weight(form))
            .copied()
            .unwrap_or_default();
        let mut aliases: Vec<String> = Vec::new();
        for form in forms.iter().filter(|form| **form != name) {
            if !aliases.iter().any(|alias| alias == form) {
                aliases.push((*form).to_owned());
            }
        }
        let kind = self.kind.type_name();
        let digest = sha256(&format!("{kind}\n{name}"));
        let id = format!("{}-{}", kind.to_lowercase(), &digest[..8]);
        Entity {
            id,
            kind: self.kind,
            name: name.to_owned(),
            aliases,
            mentions: self.mentions,
        }
    }
}

/// Tells apart entities of one type and name, which different groups may come to have.
fn unique(mut entities: Vec<Entity>) -> Vec<Entity> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for entity in &mut entities {
        let count = seen.entry(entity.id.clone()).or_default();
        *count += 1;
        if *count > 1 {
            entity.id = format!("{}-{count}", entity.id);
        }
    }
    entities
}

/// What each candidate is grouped by.
fn keys(context: &Context, candidates: &[Candidate]) -> Vec<String> {
    let texts: Vec<String> = candidates
        .iter()
        .map(|candidate| context.text(candidate.start, candidate.end))
        .collect();
    let mut keys = Vec::with_capacity(candidates.len());
    for (index, candidate) in candidates.iter().enumerate() {
        let text = &texts[index];
        let key = match candidate.kind {
            EntityKind::Person => person_key(context, candidates, &texts, index),
            EntityKind::Place => place_key(text),
            EntityKind::Organisation(OrganisationKind::Company) => {
                company_key(context, candidates, &texts, index)
            }
            EntityKind::Organisation(_)
            | EntityKind::Facility
            | EntityKind::Event
            | EntityKind::Project => fullest(candidates, &texts, index, |full, short| {
                is_short(full, short)
            }),
            _ => text.clone(),
        };
        keys.push(key);
    }
    keys
}

fn place_key(text: &str) -> String {
    if let Some((_, country)) = COUNTRIES.iter().find(|(short, _)| short == &text) {
        return (*country).to_owned();
    }
    let short = RANKS
        .iter()
        .find_map(|rank| text.strip_suffix(rank))
        .filter(|short| short.chars().count() >= 2);
    short.unwrap_or(text).to_owned()
}

/// The full name that a surname, a part of a dotted name or a Latin form belongs to.
fn person_key(
    context: &Context,
    candidates: &[Candidate],
    texts: &[String],
    index: usize,
) -> String {
    let text = &texts[index];
    let persons =
        || (0..candidates.len()).filter(|&other| candidates[other].kind == EntityKind::Person);
    if text.is_ascii() {
        // (Pierre Durand) stands right behind its Chinese form.
        let before = persons().find(|&other| candidates[other].end + 1 == candidates[index].start);
        return before.map_or_else(|| text.clone(), |before| texts[before].clone());
    }
    let dotted = persons()
        .find(|&other| texts[other].split('·').any(|part| part == text) && texts[other] != *text);
    if let Some(dotted) = dotted {
        return texts[dotted].clone();
    }
    if candidates[index].rule != "surname-before-title" {
        return text.clone();
    }
    let bears = |other: &usize| {
        texts[*other] != *text
            && texts[*other].starts_with(text.as_str())
            && !texts[*other].contains('·')
    };
    // The last of the name before; in a headline the first behind.
    let before = persons()
        .filter(|&other| other < index)
        .filter(bears)
        .last();
    let found = before.or_else(|| persons().filter(|&other| other > index).find(bears));
    let _ = context;
    found.map_or_else(|| text.clone(), |found| texts[found].clone())
}

fn company_key(
    context: &Context,
    candidates: &[Candidate],
    texts: &[String],
    index: usize,
) -> String {
    let stem = |other: usize| {
        let candidate = &candidates[other];
        company::core(context, candidate.start, candidate.end).map_or_else(
            || texts[other].clone(),
            |(start, end)| context.text(start, end),
        )
    };
    let own = stem(index);
    let own_full = &texts[index];
    let companies =
        (0..candidates.len()).filter(|&other| candidates[other].kind.type_name() == "ORG");
    let full = companies
        .filter(|&other| {
            let text = &texts[other];
            let longer = text.chars().count() > own_full.chars().count();
            longer
                && own.chars().count() >= 2
                && (stem(other).starts_with(&own) || text.starts_with(own_full.as_str()))
                && has_legal_form(text)
        })
        .max_by_key(|&other| texts[other].chars().count());
    full.map_or_else(|| own_full.clone(), |full| texts[full].clone())
}

fn has_legal_form(text: &str) -> bool {
    ["公司", "集团", "银行", "厂"]
        .iter()
        .any(|form| text.ends_with(form))
}

/// The longest name of the same type that `is_short` says the one at `index` is short for.
fn fullest(
    candidates: &[Candidate],
    texts: &[String],
    index: usize,
    is_short: impl Fn(&str, &str) -> bool,
) -> String {
    let kind = candidates[index].kind;
    let same = (0..candidates.len())
        .filter(|&other| candidates[other].kind.type_name() == kind.type_name());
    let full = same
        .filter(|&other| is_short(&texts[other], &texts[index]))
        .max_by_key(|&other| texts[other].chars().count());
    full.map_or_else(|| texts[index].clone(), |full| texts[full].clone())
}

/// Whether `short` is `full` without the place in front, or a part of it as bodies and sites are
/// cited: 人民大会堂 for 北京人民大会堂.
fn is_short(full: &str, short: &str) -> bool {
    let (long, little) = (full.chars().count(), short.chars().count());
    if long <= little || little < 3 {
        return false;
    }
    full.strip_suffix(short).is_some_and(|place| {
        place.chars().count() <= 4 && !place.ends_with(['市', '省', '县', '区', '副'].as_slice())
    })
}
