//! The Web Annotation Data Model (W3C Recommendation of 23 February 2017), as JSON-LD.
//!
//! An `AnnotationCollection` with its one page inside: an annotation a mention, in order, and
//! one a relation. The target is the raw text, which is what others have, named by the SHA-256 of
//! its UTF-8 (`urn:sha256:…`). The standard counts Unicode code points from 0, so `start` and `end` do,
//! whatever `--offset-unit` says; `exact` is the raw text with the readings that stand in it.
//!
//! A mention's bodies: its type (`tagging`), the subtype (`classifying`), its entity
//! (`identifying`), the repaired words where they differ from the raw ones (`editing`) and its
//! value (`describing`). A relation (`linking`) has its type, its entities and its title as
//! bodies, and as targets the annotations of the mentions that state it and what was said. What
//! the standard has no word for stands under the prefix `wenmai`, and is JSON-LD too.
//! Identifiers depend on the release and on raw and clean text only.

use serde::Serialize;

use super::{excerpt, spelled};
use crate::article::Article;
use crate::entity::{Mention, Relation, RelationKind};
use crate::span::Span;
use crate::utf16::{OffsetUnit, Offsets};
use crate::value::Value;
use crate::wire::{mention_id, sha256};

/// How many code points of context the quotes carry at most.
const CONTEXT: usize = 32;

#[derive(Serialize)]
struct Collection<'a> {
    #[serde(rename = "@context")]
    context: (&'static str, Terms),
    id: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    generator: Software,
    total: usize,
    first: Page<'a>,
    last: &'a str,
}

#[derive(Serialize)]
struct Terms {
    wenmai: &'static str,
}

#[derive(Serialize)]
struct Software {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    name: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Page<'a> {
    id: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    part_of: &'a str,
    start_index: usize,
    items: Vec<Annotation<'a>>,
}

#[derive(Serialize)]
struct Annotation<'a> {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    motivation: &'static str,
    body: Vec<Body<'a>>,
    target: Vec<Target<'a>>,
}

#[derive(Default, Serialize)]
struct Body<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    purpose: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    /// `from`, `to`, `title` or `measure` in a relation.
    #[serde(rename = "wenmai:role", skip_serializing_if = "Option::is_none")]
    role: Option<&'static str>,
    #[serde(rename = "wenmai:name", skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(rename = "wenmai:kind", skip_serializing_if = "Option::is_none")]
    value_kind: Option<&'static str>,
    #[serde(rename = "wenmai:number", skip_serializing_if = "Option::is_none")]
    number: Option<f64>,
    #[serde(rename = "wenmai:low", skip_serializing_if = "Option::is_none")]
    low: Option<f64>,
    #[serde(rename = "wenmai:high", skip_serializing_if = "Option::is_none")]
    high: Option<f64>,
    #[serde(rename = "wenmai:bound", skip_serializing_if = "Option::is_none")]
    bound: Option<&'static str>,
    #[serde(rename = "wenmai:unit", skip_serializing_if = "Option::is_none")]
    unit: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Target<'a> {
    Annotation(String),
    Text {
        source: &'a str,
        selector: (Position, Quote<'a>),
    },
}

#[derive(Serialize)]
struct Position {
    #[serde(rename = "type")]
    kind: &'static str,
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct Quote<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    exact: &'a str,
    prefix: &'a str,
    suffix: &'a str,
}

/// `article` as one JSON-LD document on one line, ending in a line feed.
pub fn write(article: &Article) -> String {
    let writer = Writer {
        article,
        offsets: Offsets::new(article.source.raw(), OffsetUnit::Codepoint),
        source: format!("urn:sha256:{}", sha256(article.source.raw())),
        base: format!("urn:wenmai:{}", run(article)),
    };
    let mentions = article.mentions.iter().enumerate();
    let mentions = mentions.map(|(index, mention)| writer.mention(index, mention));
    let relations = article.relations.iter().enumerate();
    let relations = relations.map(|(index, relation)| writer.relation(index, relation));
    let page = writer.id("page");
    let items: Vec<Annotation> = mentions.chain(relations).collect();
    let collection = Collection {
        context: (
            "http://www.w3.org/ns/anno.jsonld",
            Terms {
                wenmai: "urn:wenmai:1:",
            },
        ),
        id: &writer.base,
        kind: "AnnotationCollection",
        generator: Software {
            id: format!("urn:wenmai:release:{}", crate::RELEASE),
            kind: "Software",
            name: "Wenmai",
        },
        total: items.len(),
        first: Page {
            id: &page,
            kind: "AnnotationPage",
            part_of: &writer.base,
            start_index: 0,
            items,
        },
        last: &page,
    };
    // Strings, integers and finite floats only: nothing that JSON lacks.
    let mut json = serde_json::to_string(&collection).unwrap_or_default();
    json.push('\n');
    json
}

/// What tells this run from others: the two texts and the release settle what is found.
pub(super) fn run(article: &Article) -> String {
    let [raw, clean] = [article.source.raw(), article.text()].map(sha256);
    sha256(&format!("{} {raw} {clean}", crate::RELEASE))
}

struct Writer<'a> {
    article: &'a Article,
    offsets: Offsets<'a>,
    source: String,
    base: String,
}

impl<'a> Writer<'a> {
    fn id(&self, name: &str) -> String {
        format!("{}:{name}", self.base)
    }

    fn mention(&'a self, index: usize, mention: &'a Mention) -> Annotation<'a> {
        let raw = self.article.source.to_raw(mention.span);
        let text = mention.span.of(self.article.text());
        let mut body = vec![textual("tagging", mention.kind.type_name())];
        if let Some(subtype) = mention.kind.subtype_name() {
            body.push(textual("classifying", subtype));
        }
        body.extend(self.entity("identifying", mention.entity, None));
        if text != raw.of(self.article.source.raw()) {
            body.push(textual("editing", text));
        }
        body.extend(mention.value.as_ref().and_then(described));
        Annotation {
            id: self.id(&mention_id(index)),
            kind: "Annotation",
            motivation: "tagging",
            body,
            target: vec![self.target(raw)],
        }
    }

    fn relation(&'a self, index: usize, relation: &'a Relation) -> Annotation<'a> {
        let mut body = vec![textual("classifying", relation.kind.name())];
        for (role, entity) in [("from", relation.from), ("to", relation.to)] {
            body.extend(entity.and_then(|entity| self.entity("linking", entity, Some(role))));
        }
        if !relation.title.is_empty() {
            body.push(Body {
                role: Some(match relation.kind {
                    RelationKind::AmountOf => "measure",
                    _ => "title",
                }),
                ..textual("describing", &relation.title)
            });
        }
        let evidence = relation.evidence.iter();
        let mut target: Vec<Target> = evidence
            .map(|&index| Target::Annotation(self.id(&mention_id(index))))
            .collect();
        if let Some(quote) = relation.quote {
            target.push(self.target(self.article.source.to_raw(quote.span)));
        }
        if target.is_empty() {
            target.push(Target::Annotation(self.source.clone()));
        }
        Annotation {
            id: self.id(&format!("r{}", index + 1)),
            kind: "Annotation",
            motivation: "linking",
            body,
            target,
        }
    }

    fn entity(
        &self,
        purpose: &'static str,
        index: usize,
        role: Option<&'static str>,
    ) -> Option<Body<'a>> {
        let entity = self.article.entities.get(index)?;
        Some(Body {
            kind: "SpecificResource",
            purpose,
            source: Some(self.id(&entity.id)),
            role,
            name: Some(&entity.name),
            ..Body::default()
        })
    }

    /// A stretch of the raw text.
    fn target(&'a self, raw: Span) -> Target<'a> {
        let text = self.article.source.raw();
        Target::Text {
            source: &self.source,
            selector: (
                Position {
                    kind: "TextPositionSelector",
                    start: self.offsets.at(raw.start),
                    end: self.offsets.at(raw.end),
                },
                Quote {
                    kind: "TextQuoteSelector",
                    exact: raw.of(text),
                    prefix: excerpt::before(text, raw.start, CONTEXT),
                    suffix: excerpt::after(text, raw.end, CONTEXT),
                },
            ),
        }
    }
}

fn textual<'a>(purpose: &'static str, value: &str) -> Body<'a> {
    Body {
        kind: "TextualBody",
        purpose,
        value: Some(value.to_owned()),
        ..Body::default()
    }
}

/// A value in words, with its parts; nothing where the expression cannot be true.
fn described(value: &Value) -> Option<Body<'_>> {
    Some(Body {
        value_kind: Some(value.kind.name()),
        number: value.number,
        low: value.low,
        high: value.high,
        bound: Some(value.bound.name()),
        unit: value.unit.as_deref(),
        ..textual("describing", &spelled(value)?)
    })
}

#[cfg(test)]
mod tests {
    use serde_json::Value as Json;

    use super::*;
    use crate::export::tests::{ODD_TEXT, article, news};

    fn read(article: &Article) -> Json {
        let text = write(article);
        assert_eq!(text.matches('\n').count(), 1);
        serde_json::from_str(&text).unwrap()
    }

    fn items(collection: &Json) -> &Vec<Json> {
        collection["first"]["items"].as_array().unwrap()
    }

    /// Asserts that both selectors of a target say the same of the raw text, and gives the words.
    fn selected(target: &Json, raw: &str) -> String {
        let characters: Vec<char> = raw.chars().collect();
        let [position, quote] = [&target["selector"][0], &target["selector"][1]];
        let [start, end] =
            ["start", "end"].map(|end| usize::try_from(position[end].as_u64().unwrap()).unwrap());
        let exact: String = characters[start..end].iter().collect();
        assert_eq!(quote["exact"], exact.as_str());
        let head: String = characters[..start].iter().collect();
        let tail: String = characters[end..].iter().collect();
        let [prefix, suffix] = ["prefix", "suffix"].map(|side| quote[side].as_str().unwrap());
        assert!(head.ends_with(prefix) && tail.starts_with(suffix));
        assert!(prefix.chars().count() <= CONTEXT && suffix.chars().count() <= CONTEXT);
        assert!(head.is_empty() || !prefix.is_empty());
        exact
    }

    #[test]
    fn positions_count_code_points_of_the_raw_text() {
        for article in [article(ODD_TEXT), news()] {
            let collection = read(&article);
            let raw = article.source.raw();
            for (item, mention) in items(&collection).iter().zip(&article.mentions) {
                let exact = selected(&item["target"][0], raw);
                assert_eq!(exact, article.source.to_raw(mention.span).of(raw));
                let source = &item["target"][0]["source"];
                assert_eq!(*source, format!("urn:sha256:{}", sha256(raw)));
            }
            assert!(items(&collection).len() >= 5);
        }
    }

    #[test]
    fn bodies_say_type_entity_repair_and_value() {
        let article = news();
        let collection = read(&article);
        let bodies = |item: usize| -> Vec<(String, String)> {
            let bodies = items(&collection)[item]["body"].as_array().unwrap();
            let spell = |body: &Json| {
                let said = body.get("value").unwrap_or(&body["source"]);
                (
                    body["purpose"].as_str().unwrap().to_owned(),
                    said.as_str().unwrap().to_owned(),
                )
            };
            bodies.iter().map(spell).collect()
        };
        let base = collection["id"].as_str().unwrap();
        let pair = |purpose: &str, said: &str| (purpose.to_owned(), said.to_owned());
        assert_eq!(
            bodies(3),
            [
                pair("tagging", "ORG"),
                pair("classifying", "COM"),
                pair("identifying", &format!("{base}:org-1")),
                pair("editing", "甲乙公司"),
            ]
        );
        assert_eq!(bodies(9)[2], pair("describing", "10000000000"));
        let money = &items(&collection)[9]["body"][2];
        assert_eq!(money["wenmai:number"], 1e10);
        assert_eq!(money["wenmai:low"], 1e10);
        assert_eq!(money["wenmai:unit"], "CNY");
        assert_eq!(money["wenmai:bound"], "more-than");
        // An expression that cannot be true has no value.
        assert_eq!(bodies(15).len(), 2);
    }

    #[test]
    fn relations_link_entities_and_mentions() {
        let article = news();
        let collection = read(&article);
        let base = collection["id"].as_str().unwrap();
        let relations = &items(&collection)[article.mentions.len()..];
        assert_eq!(relations.len(), article.relations.len());
        let holds = &relations[0];
        assert_eq!(holds["motivation"], "linking");
        assert_eq!(holds["body"][0]["value"], "holds");
        assert_eq!(holds["body"][1]["source"], format!("{base}:person-1"));
        assert_eq!(holds["body"][1]["wenmai:role"], "from");
        assert_eq!(holds["body"][2]["wenmai:role"], "to");
        assert_eq!(holds["body"][3]["value"], "董事長");
        assert_eq!(holds["body"][3]["wenmai:role"], "title");
        assert_eq!(relations[5]["body"][3]["wenmai:role"], "measure");
        assert_eq!(holds["target"][0], format!("{base}:m3"));
        let raw = article.source.raw();
        let says = selected(&relations[3]["target"][1], raw);
        assert_eq!(says, "要快，\"也\"要穩");
        assert_eq!(relations[4]["target"].as_array().unwrap().len(), 1);
    }

    #[test]
    fn identifiers_differ_and_hold() {
        let article = news();
        let collection = read(&article);
        let ids: std::collections::HashSet<_> = items(&collection)
            .iter()
            .map(|item| item["id"].as_str().unwrap())
            .collect();
        assert_eq!(ids.len(), items(&collection).len());
        assert_eq!(collection["total"], ids.len());
        assert_eq!(write(&article), write(&news()));
        let mut uncleaned = news();
        uncleaned.source = uncleaned.source.without(&[0]);
        assert_ne!(read(&uncleaned)["id"], collection["id"]);
    }
}
