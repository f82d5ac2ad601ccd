//! What leaves the core: plain data in camelCase, positions in the unit of the receiver.
//!
//! The shape is the documented JSON (`schema: "wenmai/1"`); the page gets it as one JavaScript
//! object, files get it as text.

mod hit;
mod nested;
mod value;

use serde::Serialize;

pub use hit::WireHit;
pub use nested::WireNested;
pub use value::WireValue;
pub(crate) use value::is_false;

use crate::article::Article;
use crate::cast::{bodies, cast};
use crate::corrections::file::WireCorrection;
use crate::entity::{Reason, RelationKind};
use crate::span::Span;
use crate::timeline::timeline;
use crate::utf16::{OffsetUnit, Offsets};

/// Name and version of the shape.
pub const SCHEMA: &str = "wenmai/1";

/// An article on the wire.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WireArticle<'a> {
    /// [`SCHEMA`].
    pub schema: &'static str,
    /// The release that read the article.
    pub release: &'static str,
    /// What every position counts: `utf-16`, `codepoint` or `byte`.
    pub offset_unit: &'static str,
    /// The clean text, which `start` and `end` index.
    pub text: &'a str,
    /// The raw text, in short.
    pub source: WireSource,
    /// Differences between raw and clean text, in order.
    pub edits: Vec<WireEdit<'a>>,
    /// The words of the clean text; left out where the receiver does not ask for them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tokens: Option<Vec<WireToken<'a>>>,
    /// The mentions, in order of the text.
    pub mentions: Vec<WireMention<'a>>,
    /// What the mentions name, in order of first mention.
    pub entities: Vec<WireEntity<'a>>,
    /// What the text states of entities.
    pub relations: Vec<WireRelation<'a>>,
    /// Persons with their posts and words.
    pub cast: Vec<WireMember<'a>>,
    /// Organisations, sites and projects of which the text states something.
    pub bodies: Vec<WireBody<'a>>,
    /// Dated sentences, in the order of the calendar.
    pub timeline: Vec<WireEntry>,
    /// The reader's corrections that could not be placed, in order.
    pub unplaced: Vec<WireUnplaced<'a>>,
}

/// A correction that was not applied.
#[derive(Debug, Serialize)]
pub struct WireUnplaced<'a> {
    /// Its place in the list of corrections, counted from 0.
    pub index: usize,
    /// `quote-missing`, `quote-ambiguous`, `context-differs`, `no-mention` or `blank`.
    pub reason: &'static str,
    /// The correction as it was given.
    pub correction: WireCorrection<'a>,
}

/// What identifies the raw text.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WireSource {
    /// SHA-256 of the raw text in UTF-8, lower-case hexadecimal.
    pub sha256: String,
    /// Length of the raw text in the unit.
    pub length: usize,
    /// `hans`, `hant`, `mixed` or `none`.
    pub script: &'static str,
}

/// One repair, cut or warning.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WireEdit<'a> {
    /// `reading`, `straddle`, `damaged` or `boilerplate`.
    pub kind: &'static str,
    /// First position in the raw text.
    pub raw_start: usize,
    /// Position behind the last in the raw text.
    pub raw_end: usize,
    /// First position in the clean text.
    pub start: usize,
    /// Position behind the last in the clean text.
    pub end: usize,
    /// The proof, in words and bytes.
    pub evidence: &'a str,
    /// Whether the edit is switched on.
    pub active: bool,
}

/// A word.
#[derive(Debug, Serialize)]
pub struct WireToken<'a> {
    /// First position.
    pub start: usize,
    /// Position behind the last.
    pub end: usize,
    /// Part of speech.
    pub pos: &'a str,
}

/// A mention.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WireMention<'a> {
    /// `m1`, `m2` … in order of the text.
    pub id: String,
    /// First position in the clean text.
    pub start: usize,
    /// Position behind the last in the clean text.
    pub end: usize,
    /// First position in the raw text.
    pub raw_start: usize,
    /// Position behind the last in the raw text.
    pub raw_end: usize,
    /// The mention itself: `text.slice(start, end)`.
    pub text: &'a str,
    /// `PERSON`, `ORG` …
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// `COM`, `GOV` or `OTH` for organisations.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subtype: Option<&'static str>,
    /// Identifier of the entity.
    pub entity: &'a str,
    /// Confidence from 0 to 1, two decimals.
    pub score: f64,
    /// Why it was tagged.
    pub why: WireReason<'a>,
    /// Why a form other than the entity's name belongs to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub linked: Option<WireReason<'a>>,
    /// What a time, an amount or a quantity comes to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<WireValue<'a>>,
    /// The names that it contains, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub nested: Vec<WireNested<'a>>,
}

/// Why something was found.
#[derive(Debug, Serialize)]
pub struct WireReason<'a> {
    /// Stable name of the rule.
    pub rule: &'static str,
    /// Words that the rule went by.
    pub evidence: &'a str,
}

impl<'a> From<&'a Reason> for WireReason<'a> {
    fn from(reason: &'a Reason) -> Self {
        Self {
            rule: reason.rule,
            evidence: &reason.evidence,
        }
    }
}

/// An entity.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WireEntity<'a> {
    /// Identifier, stable between runs.
    pub id: &'a str,
    /// `PERSON`, `ORG` …
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// `COM`, `GOV` or `OTH` for organisations.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subtype: Option<&'static str>,
    /// The fullest form.
    pub name: &'a str,
    /// The other forms.
    pub aliases: &'a [String],
    /// Identifiers of the mentions, in order of the text.
    pub mentions: Vec<String>,
    /// For a place in China the divisions it lies in, itself first; several chains where it is not settled which
    /// place is meant.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub divisions: &'a [Vec<String>],
}

/// A relation.
#[derive(Debug, Serialize)]
pub struct WireRelation<'a> {
    /// `r1`, `r2` … in order of type and text.
    pub id: String,
    /// `holds`, `part_of`, `located_in`, `says`, `amount_of` or `when`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Identifier of the entity it is stated of; null for the words of somebody the text does not name.
    pub from: Option<&'a str>,
    /// What follows from the type.
    #[serde(flatten)]
    pub rest: WireStatement<'a>,
    /// Identifiers of the mentions that state it.
    pub evidence: Vec<String>,
    /// Why it was found.
    pub why: WireReason<'a>,
}

/// What a relation states beyond its first entity.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum WireStatement<'a> {
    /// `holds`
    Post {
        /// The post, as the text has it.
        title: &'a str,
        /// Identifier of the organisation; null where the text names none.
        organisation: Option<&'a str>,
    },
    /// `says`
    Words {
        /// First position of what was said.
        start: usize,
        /// Position behind the last.
        end: usize,
        /// What was said: `text.slice(start, end)`.
        text: &'a str,
        /// Whether it stands in quotation marks.
        direct: bool,
    },
    /// `amount_of`
    Amount {
        /// Identifier of what the amount is of.
        to: Option<&'a str>,
        /// What is measured (总投资); empty where the text does not say.
        measure: &'a str,
    },
    /// `part_of`, `located_in`, `when`
    Other {
        /// Identifier of the entity it leads to.
        to: Option<&'a str>,
    },
}

/// A person; see [`crate::cast::Member`].
#[derive(Debug, Serialize)]
pub struct WireMember<'a> {
    /// Identifier of the person's entity.
    pub person: &'a str,
    /// Identifiers of the relations that name their posts.
    pub posts: Vec<String>,
    /// Identifiers of the relations that quote them.
    pub quotes: Vec<String>,
}

/// An organisation, site or project; see [`crate::cast::Body`]. Lists hold identifiers of relations; empty ones
/// are left out.
#[derive(Debug, Serialize)]
pub struct WireBody<'a> {
    /// Identifier of the entity.
    pub entity: &'a str,
    /// Who holds a post in it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<String>,
    /// Its parts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<String>,
    /// What it is a part of.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub wholes: Vec<String>,
    /// Its amounts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub amounts: Vec<String>,
    /// Where it lies.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<String>,
    /// What it said.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub quotes: Vec<String>,
}

/// A dated sentence; see [`crate::timeline::Entry`].
#[derive(Debug, Serialize)]
pub struct WireEntry {
    /// Identifier of the date's mention.
    pub mention: String,
    /// First position of the sentence.
    pub start: usize,
    /// Position behind its last.
    pub end: usize,
}

impl<'a> WireArticle<'a> {
    /// Puts `article` on the wire, with or without its tokens.
    pub fn new(article: &'a Article, unit: OffsetUnit, with_tokens: bool) -> Self {
        let clean = Offsets::new(article.source.clean(), unit);
        let raw = Offsets::new(article.source.raw(), unit);
        let edits = article.source.edits().iter().map(|edit| WireEdit {
            kind: edit.kind.name(),
            raw_start: raw.at(edit.raw.start),
            raw_end: raw.at(edit.raw.end),
            start: clean.at(edit.clean.start),
            end: clean.at(edit.clean.end),
            evidence: &edit.evidence,
            active: edit.active,
        });
        let tokens = article.tokens.iter().map(|token| WireToken {
            start: clean.at(token.span.start),
            end: clean.at(token.span.end),
            pos: token.pos.as_str(),
        });
        let mentions = article.mentions.iter().enumerate().map(|(index, mention)| {
            let Span {
                start: raw_start,
                end: raw_end,
            } = article.source.to_raw(mention.span);
            WireMention {
                id: mention_id(index),
                start: clean.at(mention.span.start),
                end: clean.at(mention.span.end),
                raw_start: raw.at(raw_start),
                raw_end: raw.at(raw_end),
                text: mention.span.of(article.text()),
                kind: mention.kind.type_name(),
                subtype: mention.kind.subtype_name(),
                entity: article
                    .entities
                    .get(mention.entity)
                    .map_or("", |entity| &entity.id),
                score: (f64::from(mention.score) * 100.0).round() / 100.0,
                why: WireReason::from(&mention.reason),
                linked: mention.linked.as_ref().map(WireReason::from),
                value: mention.value.as_ref().map(WireValue::from),
                nested: mention
                    .nested
                    .iter()
                    .map(|nested| WireNested::new(nested, article, &clean))
                    .collect(),
            }
        });
        let entities = article.entities.iter().map(|entity| WireEntity {
            id: &entity.id,
            kind: entity.kind.type_name(),
            subtype: entity.kind.subtype_name(),
            name: &entity.name,
            aliases: &entity.aliases,
            mentions: entity.mentions.iter().copied().map(mention_id).collect(),
            divisions: &entity.divisions,
        });
        let entity = |index: usize| article.entities.get(index).map(|entity| entity.id.as_str());
        let relations = article
            .relations
            .iter()
            .enumerate()
            .map(|(index, relation)| {
                let to = relation.to.and_then(entity);
                let title = relation.title.as_str();
                let rest = match (relation.kind, relation.quote) {
                    (RelationKind::Holds, _) => WireStatement::Post {
                        title,
                        organisation: to,
                    },
                    (RelationKind::Says, Some(quote)) => WireStatement::Words {
                        start: clean.at(quote.span.start),
                        end: clean.at(quote.span.end),
                        text: quote.span.of(article.text()),
                        direct: quote.direct,
                    },
                    (RelationKind::AmountOf, _) => WireStatement::Amount { to, measure: title },
                    _ => WireStatement::Other { to },
                };
                WireRelation {
                    id: relation_id(index),
                    kind: relation.kind.name(),
                    from: relation.from.and_then(entity),
                    rest,
                    evidence: relation.evidence.iter().copied().map(mention_id).collect(),
                    why: WireReason::from(&relation.reason),
                }
            });
        let unplaced = article.unplaced.iter().map(|unplaced| WireUnplaced {
            index: unplaced.index,
            reason: unplaced.reason.name(),
            correction: WireCorrection::new(&unplaced.correction, unit),
        });
        let ids =
            |relations: Vec<usize>| relations.into_iter().map(relation_id).collect::<Vec<_>>();
        let cast = cast(article).into_iter().map(|member| WireMember {
            person: entity(member.person).unwrap_or_default(),
            posts: ids(member.posts),
            quotes: ids(member.quotes),
        });
        let bodies = bodies(article).into_iter().map(|body| WireBody {
            entity: entity(body.entity).unwrap_or_default(),
            people: ids(body.people),
            parts: ids(body.parts),
            wholes: ids(body.wholes),
            amounts: ids(body.amounts),
            places: ids(body.places),
            quotes: ids(body.quotes),
        });
        let timeline = timeline(article).into_iter().map(|entry| WireEntry {
            mention: mention_id(entry.mention),
            start: clean.at(entry.sentence.start),
            end: clean.at(entry.sentence.end),
        });
        Self {
            schema: SCHEMA,
            release: crate::RELEASE,
            offset_unit: unit.name(),
            text: article.text(),
            source: WireSource {
                sha256: sha256(article.source.raw()),
                length: raw.length(),
                script: article.script.name(),
            },
            edits: edits.collect(),
            tokens: with_tokens.then(|| tokens.collect()),
            mentions: mentions.collect(),
            entities: entities.collect(),
            relations: relations.collect(),
            cast: cast.collect(),
            bodies: bodies.collect(),
            timeline: timeline.collect(),
            unplaced: unplaced.collect(),
        }
    }
}

/// The identifier of the relation at `index` of an article.
pub fn relation_id(index: usize) -> String {
    format!("r{}", index + 1)
}

/// The identifier of the mention at `index` of an article.
pub fn mention_id(index: usize) -> String {
    format!("m{}", index + 1)
}

/// SHA-256 of `text` in UTF-8, as lower-case hexadecimal digits.
pub fn sha256(text: &str) -> String {
    use sha2::Digest;
    let digit = |value: u8| char::from(b"0123456789abcdef"[usize::from(value & 15)]);
    sha2::Sha256::digest(text.as_bytes())
        .iter()
        .flat_map(|&byte| [digit(byte >> 4), digit(byte)])
        .collect()
}
