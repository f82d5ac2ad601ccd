//! TEI P5, for editions and corpora.
//!
//! One `TEI` document an article: a header that names source and program, the text with its
//! mentions, dates, amounts and repairs marked up in place, and a `standOff`
//! with the lists of persons, organisations, places, events and works, of everything else in
//! plain lists, and of the relations. Mentions point at these by `ref`, or `corresp` where TEI
//! has no `ref`; `cert` is the score. Identifiers are those of the JSON.

mod body;
mod date;
#[cfg(test)]
mod tests;
mod xml;

use super::excerpt;
use crate::article::Article;
use crate::entity::{Entity, EntityKind, Relation};
use crate::script::Script;
use crate::wire::{mention_id, sha256};
use xml::Xml;

/// How many characters of the first line make the title.
const TITLE: usize = 60;

/// `article` as a whole TEI document.
pub fn write(article: &Article) -> String {
    let mut xml = Xml::new();
    xml.open("TEI")
        .attribute("xmlns", "http://www.tei-c.org/ns/1.0")
        .attribute("xml:lang", language(article.script))
        .line();
    header(&mut xml, article);
    xml.open("text").line().open("body").line();
    body::write(&mut xml, article);
    xml.close().line().close().line();
    stand_off(&mut xml, article);
    xml.finish()
}

const fn language(script: Script) -> &'static str {
    match script {
        Script::Simplified => "zh-Hans",
        Script::Traditional => "zh-Hant",
        Script::Mixed | Script::Undetermined => "zh",
    }
}

fn header(xml: &mut Xml, article: &Article) {
    let mut lines = article.text().lines().map(str::trim);
    let line = lines.find(|line| !line.is_empty()).unwrap_or("—");
    let mut title = excerpt::after(line, 0, TITLE).to_owned();
    if title.len() < line.len() {
        title.push('…');
    }
    xml.open("teiHeader").line();
    xml.open("fileDesc");
    xml.open("titleStmt").element("title", &title).close();
    xml.open("publicationStmt");
    xml.element("p", "An article with machine annotation, unpublished.");
    xml.close();
    xml.open("sourceDesc").open("bibl").text("Raw text ");
    xml.open("idno")
        .attribute("type", "URN")
        .text("urn:sha256:")
        .text(&sha256(article.source.raw()))
        .close();
    xml.close().close().close().line();

    xml.open("encodingDesc");
    xml.open("editorialDecl").open("correction");
    xml.element(
        "p",
        "Repairs are marked up: surplus holds what was taken out, sic and corr what was changed, damage what could \
         not be restored. Line breaks of the source stand at the ends of paragraphs.",
    );
    xml.close().close();
    xml.open("appInfo");
    xml.open("application")
        .attribute("xml:id", "wenmai")
        .attribute("ident", "wenmai")
        .attribute("version", env!("CARGO_PKG_VERSION"));
    xml.element("label", "Wenmai");
    xml.element("desc", crate::RELEASE);
    xml.close().close().close().line();

    xml.open("profileDesc");
    xml.open("calendarDesc");
    xml.open("calendar").attribute("xml:id", "edtf");
    xml.element("p", "Extended Date/Time Format, ISO 8601-2:2019");
    xml.close().close();
    xml.open("langUsage")
        .open("language")
        .attribute("ident", language(article.script))
        .text("Chinese");
    xml.close().close().close().line();
    xml.close().line();
}

/// A list of the `standOff`.
struct List {
    kind: EntityKind,
    list: &'static str,
    /// Element of one entry.
    item: &'static str,
    /// Element of a name in it; that of a mention without one.
    name: Option<&'static str>,
}

/// The lists, in order. Organisations of every subtype share one.
const LISTS: [List; 12] = [
    list(EntityKind::Person, "listPerson", "person", None),
    list(
        EntityKind::Organisation(crate::entity::OrganisationKind::Other),
        "listOrg",
        "org",
        None,
    ),
    list(EntityKind::Place, "listPlace", "place", None),
    list(EntityKind::Facility, "listPlace", "place", None),
    list(EntityKind::Event, "listEvent", "event", Some("label")),
    list(EntityKind::Work, "listBibl", "bibl", None),
    list(EntityKind::Title, "list", "item", None),
    list(EntityKind::Project, "list", "item", None),
    list(EntityKind::Term, "list", "item", None),
    list(EntityKind::Time, "list", "item", None),
    list(EntityKind::Money, "list", "item", None),
    list(EntityKind::Quantity, "list", "item", None),
];

const fn list(
    kind: EntityKind,
    list: &'static str,
    item: &'static str,
    name: Option<&'static str>,
) -> List {
    List {
        kind,
        list,
        item,
        name,
    }
}

fn stand_off(xml: &mut Xml, article: &Article) {
    if article.entities.is_empty() && article.relations.is_empty() {
        return;
    }
    xml.open("standOff").line();
    for list in &LISTS {
        let mut entities = article
            .entities
            .iter()
            .filter(|entity| entity.kind.type_name() == list.kind.type_name())
            .peekable();
        if entities.peek().is_none() {
            continue;
        }
        xml.open(list.list)
            .attribute("type", list.kind.type_name())
            .line();
        for entity in entities {
            entry(xml, list, entity);
        }
        xml.close().line();
    }
    if !article.relations.is_empty() {
        xml.open("listRelation").line();
        for each in &article.relations {
            relation(xml, article, each);
        }
        xml.close().line();
    }
    xml.close().line();
}

fn entry(xml: &mut Xml, list: &List, entity: &Entity) {
    xml.open(list.item).attribute("xml:id", &entity.id);
    if let (Some(subtype), "org") = (entity.kind.subtype_name(), list.item) {
        xml.attribute("type", subtype);
    }
    let name = list
        .name
        .unwrap_or_else(|| body::element(entity.kind, None).0);
    for form in std::iter::once(&entity.name).chain(&entity.aliases) {
        xml.element(name, form);
    }
    if list.item == "place" {
        for divisions in &entity.divisions {
            xml.open("location");
            for division in divisions {
                xml.element("placeName", division);
            }
            xml.close();
        }
    }
    xml.close().line();
}

fn relation(xml: &mut Xml, article: &Article, relation: &Relation) {
    xml.open("relation").attribute("name", relation.kind.name());
    // TEI takes `passive` only beside `active`.
    let ends = [("active", relation.from), ("passive", relation.to)];
    for (name, index) in ends {
        match index.and_then(|index| article.entities.get(index)) {
            Some(entity) => xml.attribute(name, &format!("#{}", entity.id)),
            None if name == "active" => break,
            None => continue,
        };
    }
    if !relation.evidence.is_empty() {
        let mentions: Vec<String> = relation
            .evidence
            .iter()
            .map(|&index| format!("#{}", mention_id(index)))
            .collect();
        xml.attribute("source", &mentions.join(" "));
    }
    let words = relation.quote.map(|quote| quote.span.of(article.text()));
    let said = words.unwrap_or(&relation.title);
    if !said.is_empty() {
        xml.open("desc");
        if let Some(quote) = relation.quote {
            xml.attribute("type", if quote.direct { "direct" } else { "indirect" });
        }
        xml.text(said).close();
    }
    xml.close().line();
}
