//! Groups the mentions of an article into entities: full and short names, aliases.

mod forms;
mod short;

use self::forms::Forms;
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

use crate::entity::{Entity, EntityKind, Mention, Reason};
use crate::rules::own_word::OWN_WORD;
use crate::rules::{Candidate, Context};

/// Countries and Chinese provinces by their one-character names.
const ONE_CHARACTER: &str = "\
    中中国 华中国 美美国 英英国 法法国 德德国 俄俄罗斯 日日本 韩韩国 朝朝鲜 印印度 巴巴基斯坦 越越南 泰泰国 缅缅甸 \
    新新加坡 加加拿大 墨墨西哥 澳澳大利亚 意意大利 港香港 台台湾 京北京 津天津 沪上海 渝重庆 冀河北 晋山西 辽辽宁 吉吉林 \
    黑黑龙江 苏江苏 浙浙江 皖安徽 闽福建 赣江西 鲁山东 豫河南 鄂湖北 湘湖南 粤广东 桂广西 琼海南 川四川 蜀四川 黔贵州 滇云南 \
    陕陕西 甘甘肃 陇甘肃 青青海 藏西藏 宁宁夏 疆新疆 蒙内蒙古";

/// Ranks that a place's everyday name goes without.
const RANKS: [&str; 5] = ["特别行政区", "省", "市", "县", "州"];

/// Makes mentions and entities of settled candidates. `text` is the clean text.
pub fn link(
    context: &Context,
    candidates: &[Candidate],
    text: &str,
) -> (Vec<Mention>, Vec<Entity>) {
    let texts: Vec<&str> = candidates
        .iter()
        .map(|candidate| context.text(candidate.start, candidate.end))
        .collect();
    let forms = Forms::new(context, candidates, &texts);
    let keys: Vec<Key> = (0..candidates.len())
        .map(|index| key(&forms, candidates, &texts, index))
        .collect();
    // An organisation has the subtype that the reader's lexicon says, else that of its first mention.
    let mut kinds: FxHashMap<(&'static str, &str), EntityKind> = FxHashMap::default();
    let own = |candidate: &Candidate| candidate.rule == OWN_WORD;
    for first in [true, false] {
        for (candidate, key) in candidates.iter().zip(&keys) {
            if own(candidate) == first {
                let name = (candidate.kind.type_name(), key.name);
                kinds.entry(name).or_insert(candidate.kind);
            }
        }
    }
    let mut groups: Vec<Group> = Vec::new();
    let mut index: FxHashMap<(EntityKind, &str), usize> = FxHashMap::default();
    let mut mentions = Vec::new();
    for (number, (candidate, key)) in candidates.iter().zip(&keys).enumerate() {
        let kind = match kinds.get(&(candidate.kind.type_name(), key.name)) {
            // Two words of the lexicon that are forms of one name may have two subtypes.
            Some(kind) if !own(candidate) => *kind,
            _ => candidate.kind,
        };
        let entity = *index.entry((kind, key.name)).or_insert_with(|| {
            groups.push(Group {
                kind,
                mentions: Vec::new(),
            });
            groups.len() - 1
        });
        groups[entity].mentions.push(number);
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
            linked: key.rule.map(|rule| Reason {
                rule,
                evidence: key.evidence.map_or_else(String::new, |(start, end)| {
                    context.shadow.span(start, end).of(text).to_owned()
                }),
            }),
            value: None,
            nested: Vec::new(),
        });
    }
    let entities: Vec<Entity> = groups
        .into_iter()
        .map(|group| group.entity(&mentions, text))
        .collect();
    for mention in &mut mentions {
        let (form, name) = (
            mention.span.of(text),
            entities[mention.entity].name.as_str(),
        );
        if form == name {
            // The name itself needs no reason.
            mention.linked = None;
        } else if mention.linked.is_none() {
            // 常州 for 常州市, which were put together under the shorter; or 臺州 for 台州.
            let rule = if name.contains(form) {
                "place-without-rank"
            } else {
                "other-spelling"
            };
            let evidence = String::new();
            mention.linked = Some(Reason { rule, evidence });
        }
    }
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
        Entity {
            id: identifier(self.kind, name),
            kind: self.kind,
            name: name.to_owned(),
            aliases,
            mentions: self.mentions,
            divisions: Vec::new(),
        }
    }
}

/// The identifier of an entity: its type and a digest of type and name.
pub(crate) fn identifier(kind: EntityKind, name: &str) -> String {
    let kind = kind.type_name();
    let digest = Sha256::new_with_prefix(kind)
        .chain_update("\n")
        .chain_update(name);
    let [one, two, three, four, ..] = digest.finalize().0;
    let digest = u32::from_be_bytes([one, two, three, four]);
    format!("{}-{digest:08x}", kind.to_lowercase())
}

/// Tells apart entities of one type and name, which different groups may come to have.
fn unique(mut entities: Vec<Entity>) -> Vec<Entity> {
    let mut seen: FxHashMap<String, usize> = FxHashMap::default();
    for entity in &mut entities {
        let count = seen.entry(entity.id.clone()).or_default();
        *count += 1;
        if *count > 1 {
            entity.id = format!("{}-{count}", entity.id);
        }
    }
    entities
}

/// What a mention is grouped by.
#[derive(Clone, Copy, Debug)]
struct Key<'a> {
    /// The shadow's text of the fullest form.
    name: &'a str,
    /// Why the mention is a form of it; `None` where it is the name itself.
    rule: Option<&'static str>,
    /// Shadow characters that say so, where some do.
    evidence: Option<(usize, usize)>,
}

impl<'a> Key<'a> {
    const fn itself(name: &'a str) -> Self {
        Self {
            name,
            rule: None,
            evidence: None,
        }
    }

    const fn by(name: &'a str, rule: &'static str) -> Self {
        Self {
            name,
            rule: Some(rule),
            evidence: None,
        }
    }
}

fn key<'a>(
    forms: &Forms<'a>,
    candidates: &[Candidate],
    texts: &[&'a str],
    index: usize,
) -> Key<'a> {
    let text = texts[index];
    match candidates[index].kind {
        EntityKind::Person => person_key(forms, candidates, texts, index),
        EntityKind::Place => place_key(forms, text),
        kind => forms.fullest(kind, text),
    }
}

/// The country that one character stands for, or the place without its rank or the places that it lies in.
fn place_key<'a>(forms: &Forms<'a>, text: &'a str) -> Key<'a> {
    if text.chars().count() == 1 {
        let listed = one_character(text);
        // 巴 is 巴西 where the article names that one and not 巴基斯坦.
        let country = match listed {
            Some(country) if forms.has_place(country) => Some(country),
            _ => forms.only_country_on(text).or(listed),
        };
        return country.map_or(Key::itself(text), |country| {
            Key::by(country, "place-in-one-character")
        });
    }
    match forms.last_of_chain(text) {
        Some(last) => Key::by(without_rank(last), "place-at-end-of-chain"),
        None if without_rank(text) != text => Key::by(without_rank(text), "place-without-rank"),
        None => Key::itself(text),
    }
}

/// The country or province that one character stands for.
fn one_character(text: &str) -> Option<&'static str> {
    let listed = ONE_CHARACTER
        .split(' ')
        .find_map(|entry| entry.strip_prefix(text));
    listed.filter(|name| name.chars().count() >= 2)
}

/// 常州 of 常州市.
fn without_rank(text: &str) -> &str {
    let short = RANKS.iter().find_map(|rank| text.strip_suffix(rank));
    short
        .filter(|short| short.chars().count() >= 2)
        .unwrap_or(text)
}

/// The full name that a surname, a part of a dotted name or a Latin form belongs to.
fn person_key<'a>(
    forms: &Forms<'a>,
    candidates: &[Candidate],
    texts: &[&'a str],
    index: usize,
) -> Key<'a> {
    let text = texts[index];
    if text.is_ascii() {
        // (Pierre Durand) stands right behind its Chinese form.
        let before = index.checked_sub(1).filter(|&before| {
            candidates[before].kind == EntityKind::Person
                && candidates[before].end + 1 == candidates[index].start
        });
        return before.map_or(Key::itself(text), |before| Key {
            name: texts[before],
            rule: Some("latin-name-in-brackets"),
            evidence: None,
        });
    }
    if let Some(dotted) = forms.dotted(text) {
        return Key::by(dotted, "part-of-name");
    }
    let bearers = match forms.surname(text) {
        Some(surname) => forms.bearers(surname),
        None => return Key::itself(text),
    };
    // The last of the name before; in a headline the first behind.
    let behind = bearers.partition_point(|&other| other < index);
    let bearer = behind
        .checked_sub(1)
        .map_or_else(|| bearers.first(), |last| bearers.get(last));
    bearer.map_or(Key::itself(text), |&bearer| Key {
        name: texts[bearer],
        rule: Some("surname"),
        evidence: Some((candidates[bearer].start, candidates[bearer].end)),
    })
}
