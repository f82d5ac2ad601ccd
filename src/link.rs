//! Groups the mentions of an article into entities: full and short names, aliases.

use std::collections::HashMap;

use crate::entity::{Entity, EntityKind, Mention, OrganisationKind};
use crate::rules::reading::alias_behind;
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
            linked: None,
            value: None,
        });
    }
    let entities = groups
        .into_iter()
        .map(|group| group.entity(&mentions, text))
        .collect();
    (mentions, unique(entities))
}

/// The mentions of one entity.
pub(crate) struct Group {
    pub(crate) kind: EntityKind,
    pub(crate) mentions: Vec<usize>,
}

impl Group {
    /// The entity with its names. Its identifier may be that of another one of the same name.
    pub(crate) fn entity(self, mentions: &[Mention], text: &str) -> Entity {
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
            divisions: Vec::new(),
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

/// What each candidate is grouped by: the shadow's text of the fullest form.
///
/// Forms are compared once each, not once a mention: in a book the same names return for ever.
fn keys(context: &Context, candidates: &[Candidate]) -> Vec<String> {
    let texts: Vec<String> = candidates
        .iter()
        .map(|candidate| context.text(candidate.start, candidate.end))
        .collect();
    let forms = Forms::new(context, candidates, &texts);
    let mut keys = Vec::with_capacity(candidates.len());
    for (index, candidate) in candidates.iter().enumerate() {
        let text = texts[index].as_str();
        let key = match candidate.kind {
            EntityKind::Person => person_key(&forms, candidates, &texts, index),
            EntityKind::Place => place_key(text),
            _ => forms.fullest(candidate.kind, text),
        };
        keys.push(key.to_owned());
    }
    keys
}

/// The different names of one type in an article.
#[derive(Default)]
struct Forms<'a> {
    /// Names of companies and their cores, in order of appearance.
    companies: Vec<(&'a str, String)>,
    /// Names of other bodies, sites, events and projects by type.
    others: HashMap<&'static str, Vec<&'a str>>,
    /// Full personal names by surname, with the indices of their mentions.
    surnames: HashMap<char, Vec<usize>>,
    /// Dotted names by their parts.
    parts: HashMap<&'a str, &'a str>,
    /// Names by the alias that the text gives them.
    aliases: HashMap<(&'static str, &'a str), &'a str>,
    /// What was found for a name before.
    known: std::cell::RefCell<HashMap<(&'static str, &'a str), &'a str>>,
}

impl<'a> Forms<'a> {
    fn new(context: &Context, candidates: &[Candidate], texts: &'a [String]) -> Self {
        let mut forms = Self::default();
        let mut seen = std::collections::HashSet::new();
        for (index, candidate) in candidates.iter().enumerate() {
            let text = texts[index].as_str();
            let kind = candidate.kind.type_name();
            if candidate.kind == EntityKind::Person && text.chars().count() > 1 {
                let surname = text.chars().next().unwrap_or_default();
                forms.surnames.entry(surname).or_default().push(index);
            }
            if let Some((start, end)) = alias_behind(context, candidate.end)
                && let Some(alias) = candidates[index + 1..]
                    .iter()
                    .take(2)
                    .position(|alias| (alias.start, alias.end) == (start, end))
                && candidates[index + 1 + alias].kind.type_name() == kind
            {
                forms
                    .aliases
                    .insert((kind, texts[index + 1 + alias].as_str()), text);
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
                EntityKind::Organisation(OrganisationKind::Company) => {
                    let core = company::core(context, candidate.start, candidate.end);
                    let core = core
                        .map_or_else(|| text.to_owned(), |(start, end)| context.text(start, end));
                    forms.companies.push((text, core));
                }
                _ => forms.others.entry(kind).or_default().push(text),
            }
        }
        forms
    }

    /// The fullest name of the one that `text` is a form of.
    fn fullest(&self, kind: EntityKind, text: &'a str) -> &'a str {
        let key = (kind.type_name(), text);
        if let Some(full) = self.known.borrow().get(&key) {
            return full;
        }
        let full = match kind {
            _ if self.aliases.contains_key(&key) => self.aliases[&key],
            EntityKind::Organisation(OrganisationKind::Company) => self.company(text),
            EntityKind::Organisation(_)
            | EntityKind::Facility
            | EntityKind::Event
            | EntityKind::Project => {
                let same = self.others.get(kind.type_name()).into_iter().flatten();
                let full = same
                    .filter(|full| is_short(full, text))
                    .max_by_key(|full| full.len());
                full.copied().unwrap_or(text)
            }
            _ => text,
        };
        self.known.borrow_mut().insert(key, full);
        full
    }

    /// The company whose core begins with this one's core: 中国电子 for 中国电子信息产业集团有限公司.
    fn company(&self, text: &'a str) -> &'a str {
        let core = self
            .companies
            .iter()
            .find(|(form, _)| *form == text)
            .map_or(text, |(_, core)| core);
        let fuller = self.companies.iter().filter(|(form, other)| {
            form.len() > text.len()
                && core.chars().count() >= 2
                && (other.starts_with(core) || form.starts_with(text))
                && ["公司", "集团", "银行", "厂"]
                    .iter()
                    .any(|legal| form.ends_with(legal))
        });
        fuller
            .max_by_key(|(form, _)| form.len())
            .map_or(text, |(form, _)| form)
    }
}

fn place_key(text: &str) -> &str {
    if let Some((_, country)) = COUNTRIES.iter().find(|(short, _)| *short == text) {
        return country;
    }
    let short = RANKS.iter().find_map(|rank| text.strip_suffix(rank));
    short
        .filter(|short| short.chars().count() >= 2)
        .unwrap_or(text)
}

/// The full name that a surname, a part of a dotted name or a Latin form belongs to.
fn person_key<'a>(
    forms: &Forms<'a>,
    candidates: &[Candidate],
    texts: &'a [String],
    index: usize,
) -> &'a str {
    let text = texts[index].as_str();
    if text.is_ascii() {
        // (Pierre Durand) stands right behind its Chinese form.
        let before = index.checked_sub(1).filter(|&before| {
            candidates[before].kind == EntityKind::Person
                && candidates[before].end + 1 == candidates[index].start
        });
        return before.map_or(text, |before| &texts[before]);
    }
    if let Some(dotted) = forms.parts.get(text) {
        return dotted;
    }
    let Some(surname) = text.chars().next().filter(|_| text.chars().count() == 1) else {
        return text;
    };
    let bearers = forms
        .surnames
        .get(&surname)
        .map(Vec::as_slice)
        .unwrap_or_default();
    // The last of the name before; in a headline the first behind.
    let behind = bearers.partition_point(|&other| other < index);
    let bearer = behind
        .checked_sub(1)
        .map_or_else(|| bearers.first(), |last| bearers.get(last));
    bearer.map_or(text, |&bearer| &texts[bearer])
}

/// Whether `short` is `full` without the place in front, as bodies and sites are cited: 人民大会堂
/// for 北京人民大会堂.
fn is_short(full: &str, short: &str) -> bool {
    let longer = full.len() > short.len() && short.chars().count() >= 3;
    let place = full.strip_suffix(short).filter(|_| longer);
    place.is_some_and(|place| {
        place.chars().count() <= 4 && !place.ends_with(['市', '省', '县', '区', '副'].as_slice())
    })
}
