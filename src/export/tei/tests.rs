//! What a reader of the documents gets back: the clean text, the raw text, every mention.

use proptest::prelude::*;
use roxmltree::{Document, Node};

use super::write;
use crate::article::Article;
use crate::entity::{Entity, EntityKind, Mention};
use crate::export::tests::{ODD_TEXT, article, news, reason};
use crate::script::Script;
use crate::source::{EditKind, Source};
use crate::span::Span;

const XML_ID: (&str, &str) = ("http://www.w3.org/XML/1998/namespace", "id");

/// The text of `node` without what stands in the elements named.
fn text(node: Node, without: &[&str]) -> String {
    if without.contains(&node.tag_name().name()) {
        return String::new();
    }
    match node.text() {
        Some(text) if node.is_text() => text.to_owned(),
        _ => node.children().map(|child| text(child, without)).collect(),
    }
}

fn paragraphs<'a>(document: &'a Document) -> impl Iterator<Item = Node<'a, 'a>> {
    let body = document
        .descendants()
        .find(|node| node.has_tag_name("body"))
        .unwrap();
    body.children().filter(Node::is_element)
}

fn read(document: &Document, without: &[&str]) -> String {
    paragraphs(document)
        .map(|paragraph| text(paragraph, without))
        .collect()
}

const SURE: [&str; 2] = ["surplus", "sic"];

/// Characters that XML cannot hold stand for themselves in nothing that is compared.
fn allowed(text: &str) -> String {
    text.replace(['\0', '\u{b}', '\u{fffe}'], "\u{fffd}")
}

/// Asserts what must hold of every document, whatever the article.
fn check(article: &Article) {
    let xml = write(article);
    let document = Document::parse(&xml).unwrap_or_else(|error| panic!("{error}: {xml}"));
    assert_eq!(read(&document, &SURE), allowed(article.text()), "{xml}");
    let raw = allowed(article.source.raw());
    assert_eq!(read(&document, &["corr"]), raw, "{xml}");

    let by_id = |id: &str| {
        let mut found = document
            .descendants()
            .filter(|node| node.attribute(XML_ID) == Some(id));
        let node = found.next().unwrap_or_else(|| panic!("no {id}: {xml}"));
        assert!(found.next().is_none(), "two {id}: {xml}");
        node
    };
    for (index, mention) in article.mentions.iter().enumerate() {
        let mut piece = by_id(&format!("m{}", index + 1));
        let mut spelled = text(piece, &SURE);
        while let Some(next) = piece.attribute("next") {
            let before = piece.attribute(XML_ID).unwrap();
            piece = by_id(&next[1..]);
            assert_eq!(piece.attribute("prev"), Some(&*format!("#{before}")));
            spelled.push_str(&text(piece, &SURE));
        }
        assert_eq!(spelled, allowed(mention.span.of(article.text())), "{xml}");
    }
    for node in document.descendants() {
        for name in [
            "ref",
            "corresp",
            "active",
            "passive",
            "source",
            "resp",
            "datingMethod",
        ] {
            for pointer in node.attribute(name).unwrap_or_default().split_whitespace() {
                by_id(pointer.strip_prefix('#').unwrap());
            }
        }
    }
}

#[test]
fn articles_made_by_hand_are_read_back() {
    check(&news());
    check(&article(ODD_TEXT));
    for text in [
        "",
        "\n",
        "\r\n \n甲",
        "\u{3000}\u{2029}乙\u{fffe}",
        "《甲\n乙》\n丙",
    ] {
        check(&article(text));
    }
}

#[test]
fn every_kind_has_its_element_and_value() {
    let xml = write(&news());
    for element in [
        "<date xml:id=\"m1\" ref=\"#time-1\" cert=\"0.95\" when=\"2021-10-08\">",
        "<time xml:id=\"m2\" ref=\"#time-2\" cert=\"0.95\" when=\"08:30:00\">",
        "<persName xml:id=\"m3\" ref=\"#person-1\" cert=\"0.95\">史𠮷<surplus reason=\"reading\" resp=\"#wenmai\">\
         (jí)</surplus></persName>",
        "<orgName xml:id=\"m4\" type=\"COM\"",
        "<roleName xml:id=\"m5\"",
        "<placeName xml:id=\"m6\" ref=",
        "<placeName xml:id=\"m7\" type=\"FACILITY\"",
        "<name xml:id=\"m9\" type=\"PROJECT\"",
        "<measure xml:id=\"m10\" type=\"currency\" corresp=\"#money-1\" cert=\"0.95\" quantity=\"10000000000\" \
         atLeast=\"10000000000\" unit=\"CNY\">",
        "<name xml:id=\"m11\" type=\"EVENT\" ref=\"#event-1\" cert=\"0.95\" next=\"#m11.2\">",
        "<title xml:id=\"m12\"",
        "<term xml:id=\"m13\"",
        "<num xml:id=\"m14\" type=\"percentage\" corresp=\"#quantity-1\" cert=\"0.95\" min=\"3\" max=\"5\">",
        "<measure xml:id=\"m15\" corresp=\"#quantity-2\" cert=\"0.95\" quantity=\"3000\" unit=\"畝\">",
        "<date xml:id=\"m16\" ref=\"#time-3\" cert=\"0.95\">2月30日</date>",
        "<damage agent=\"encoding\">�壞</damage>",
        "<surplus reason=\"boilerplate\" resp=\"#wenmai\">分享到：\n微信\n</surplus>",
        "<sic>變?yōu)閼?zhàn)略</sic><corr resp=\"#wenmai\">變為",
        "<place xml:id=\"place-1\"><placeName>鐘樓區</placeName><location><placeName>鐘樓區</placeName>\
         <placeName>常州市</placeName></location><location>",
        "<relation name=\"holds\" active=\"#person-1\" passive=\"#org-1\" source=\"#m3 #m4 #m5\"><desc>董事長</desc>",
        "<relation name=\"says\"><desc type=\"direct\">要快，\"也\"要穩</desc></relation>",
        "<event xml:id=\"event-1\"><label>戰略會</label></event>",
    ] {
        assert!(xml.contains(element), "{element} is missing: {xml}");
    }
}

#[test]
fn line_breaks_end_paragraphs_outside_mentions_only() {
    let lines = |text: &str| {
        let xml = write(&article(text));
        let document = Document::parse(&xml).unwrap();
        let lines = paragraphs(&document).map(|paragraph| text_of(paragraph));
        lines.collect::<Vec<_>>()
    };
    fn text_of(node: Node) -> String {
        text(node, &[])
    }
    assert_eq!(lines("甲\r\n\r\n\u{3000}乙"), ["甲\r\n\r\n", "\u{3000}乙"]);
    assert_eq!(lines("\n甲\n"), ["\n甲\n"]);
    assert_eq!(lines("《甲\n乙》\n丙"), ["《甲\n乙》\n", "丙"]);
    assert_eq!(lines(""), [""]);
}

const PIECES: [&str; 10] = [
    "甲", "乙丙", "𠮷", "😀", "e\u{301}", "\r\n", "\n\n", "(yè)", " <&> ", "\u{b}",
];

/// A text in pieces, each unchanged or edited, and marks that cut the clean text into mentions.
fn edited() -> impl Strategy<Value = Article> {
    let piece = (proptest::sample::select(&PIECES[..]), 0..8_u8);
    let pieces = proptest::collection::vec(piece, 0..24);
    (
        pieces,
        proptest::collection::vec((0..8_usize, 0..5_usize), 0..12),
    )
        .prop_map(|(pieces, marks)| {
            let raw: String = pieces.iter().map(|(piece, _)| *piece).collect();
            let edits: Vec<_> = pieces
                .iter()
                .map(|&(piece, kind)| match kind {
                    0 => (Some(EditKind::Reading), piece, ""),
                    1 => (Some(EditKind::Straddle), piece, "變為戰略"),
                    2 => (Some(EditKind::Damaged), piece, piece),
                    3 => (Some(EditKind::Boilerplate), piece, ""),
                    _ => (None, piece, ""),
                })
                .collect();
            let source = Source::edited(&raw, &edits);
            let bounds: Vec<usize> = source
                .clean()
                .char_indices()
                .map(|(index, _)| index)
                .chain([source.clean().len()])
                .collect();
            let mut article = article("");
            article.source = source;
            article.script = Script::Mixed;
            let mut at = 0;
            for (gap, length) in marks {
                let (start, end) = (at + gap, at + gap + length);
                at = end;
                let (Some(&start), Some(&end)) = (bounds.get(start), bounds.get(end)) else {
                    break;
                };
                if start == end {
                    continue;
                }
                article.entities.push(Entity {
                    id: format!("place-{start}"),
                    kind: EntityKind::Place,
                    name: "甲".to_owned(),
                    aliases: Vec::new(),
                    mentions: vec![article.mentions.len()],
                    divisions: Vec::new(),
                });
                article.mentions.push(Mention {
                    span: Span::new(start, end),
                    kind: EntityKind::Place,
                    score: 0.5,
                    reason: reason(),
                    entity: article.mentions.len(),
                    linked: None,
                    value: None,
                    nested: Vec::new(),
                });
            }
            article
        })
}

proptest! {
    #[test]
    fn mentions_and_repairs_may_cross_anyhow(article in edited()) {
        check(&article);
    }
}
