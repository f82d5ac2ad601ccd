//! What leaves the core: plain data in camelCase, positions in the unit of the receiver.
//!
//! The shape is the documented JSON (`schema: "wenmai/1"`); the page gets it as one JavaScript
//! object, files get it as text.

use serde::Serialize;

use crate::article::Article;
use crate::source::EditKind;
use crate::span::Span;
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
    /// What the text states between entities.
    pub relations: Vec<WireRelation<'a>>,
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
}

/// Why a mention was tagged.
#[derive(Debug, Serialize)]
pub struct WireReason<'a> {
    /// Stable name of the rule.
    pub rule: &'static str,
    /// Words that the rule went by.
    pub evidence: &'a str,
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
}

/// A relation.
#[derive(Debug, Serialize)]
pub struct WireRelation<'a> {
    /// `part_of`, `located_in` …
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Identifier of the entity it starts from.
    pub from: &'a str,
    /// Identifier of the entity it leads to.
    pub to: &'a str,
    /// Identifiers of the mentions that state it.
    pub evidence: Vec<String>,
}

impl<'a> WireArticle<'a> {
    /// Puts `article` on the wire, with or without its tokens.
    pub fn new(article: &'a Article, unit: OffsetUnit, with_tokens: bool) -> Self {
        let clean = Offsets::new(article.source.clean(), unit);
        let raw = Offsets::new(article.source.raw(), unit);
        let edits = article.source.edits().iter().map(|edit| WireEdit {
            kind: edit_kind(edit.kind),
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
                why: WireReason {
                    rule: mention.reason.rule,
                    evidence: &mention.reason.evidence,
                },
            }
        });
        let entities = article.entities.iter().map(|entity| WireEntity {
            id: &entity.id,
            kind: entity.kind.type_name(),
            subtype: entity.kind.subtype_name(),
            name: &entity.name,
            aliases: &entity.aliases,
            mentions: entity.mentions.iter().copied().map(mention_id).collect(),
        });
        let relations = article.relations.iter().filter_map(|relation| {
            Some(WireRelation {
                kind: relation.kind,
                from: &article.entities.get(relation.from)?.id,
                to: &article.entities.get(relation.to)?.id,
                evidence: relation.evidence.iter().copied().map(mention_id).collect(),
            })
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
        }
    }
}

/// The identifier of the mention at `index` of an article.
pub fn mention_id(index: usize) -> String {
    format!("m{}", index + 1)
}

const fn edit_kind(kind: EditKind) -> &'static str {
    match kind {
        EditKind::Reading => "reading",
        EditKind::Straddle => "straddle",
        EditKind::Damaged => "damaged",
        EditKind::Boilerplate => "boilerplate",
    }
}

/// SHA-256 of `text` in UTF-8, as lower-case hexadecimal digits.
pub fn sha256(text: &str) -> String {
    use sha2::Digest;
    sha2::Sha256::digest(text.as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
