//! Annotated articles as the evaluation and the training read them.

use crate::entity::{EntityKind, RelationKind};
use crate::error::{Error, Result};
use crate::span::Span;

/// An annotated article: clean text and the mentions marked in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gold {
    /// The text without its markup.
    pub text: String,
    /// Spans of `text`, with kind and, where the file gives one, identifier.
    pub mentions: Vec<GoldMention>,
    /// What the text states between entities.
    pub relations: Vec<GoldRelation>,
}

/// A marked mention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoldMention {
    /// Bytes of [`Gold::text`].
    pub span: Span,
    /// What it names.
    pub kind: EntityKind,
    /// The entity's identifier within the file.
    pub id: Option<String>,
}

/// A relation of an annotated article, between identifiers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct GoldRelation {
    /// What is stated.
    pub kind: RelationKind,
    /// The entity it is stated of.
    pub from: String,
    /// The post, for [`RelationKind::Holds`]; else empty.
    pub title: String,
    /// The other entity; `None` where the text names none.
    pub to: Option<String>,
}

impl Gold {
    /// Reads the format of `.ann` files: `⟦text|TYPE#id⟧` in running text, relations behind a
    /// line `---`. A final line feed does not belong to the text.
    ///
    /// # Errors
    /// [`Error::Annotation`] with the line of the first mistake.
    pub fn parse(path: &str, content: &str) -> Result<Self> {
        let (body, relations) = content.split_once("\n---\n").unwrap_or((content, ""));
        let body = body.strip_suffix('\n').unwrap_or(body);
        let body = body.strip_suffix("\n---").unwrap_or(body);
        let mut gold = Self {
            text: String::new(),
            mentions: Vec::new(),
            relations: Vec::new(),
        };
        let mut rest = body;
        while let Some(open) = rest.find('⟦') {
            gold.text.push_str(&rest[..open]);
            let marked = &rest[open + '⟦'.len_utf8()..];
            let line = gold.text.matches('\n').count() + 1;
            let error = |reason: &str| Error::Annotation {
                path: path.to_owned(),
                line,
                reason: reason.to_owned(),
            };
            let (inside, behind) = marked
                .split_once('⟧')
                .ok_or_else(|| error("“⟦” without “⟧”"))?;
            let (text, label) = inside
                .rsplit_once('|')
                .ok_or_else(|| error("a mention without “|TYPE”"))?;
            let (kind, id) = match label.split_once('#') {
                Some((kind, id)) => (kind, Some(id.to_owned())),
                None => (label, None),
            };
            let kind =
                EntityKind::parse(kind).ok_or_else(|| error(&format!("unknown type “{kind}”")))?;
            let start = gold.text.len();
            gold.text.push_str(text);
            gold.mentions.push(GoldMention {
                span: Span::new(start, gold.text.len()),
                kind,
                id,
            });
            rest = behind;
        }
        gold.text.push_str(rest);
        let first = body.matches('\n').count() + 3;
        for (index, line) in relations.lines().enumerate() {
            let relation = gold.relation(line).map_err(|reason| Error::Annotation {
                path: path.to_owned(),
                line: first + index,
                reason: reason.to_owned(),
            })?;
            gold.relations.push(relation);
        }
        Ok(gold)
    }

    /// Reads a line such as `holds<TAB>p1<TAB>副总经理<TAB>o1`.
    fn relation(&self, line: &str) -> std::result::Result<GoldRelation, &'static str> {
        let fields: Vec<&str> = line.split('\t').collect();
        let (from, title, to) = match fields[..] {
            ["holds", from, title, to] => (from, title, to),
            ["part_of" | "located_in", from, to] => (from, "", to),
            _ => return Err("no relation of the form “holds, person, post, organisation”"),
        };
        let kind = RelationKind::ALL
            .into_iter()
            .find(|kind| kind.name() == fields[0]);
        let known = |id: &str| {
            let mut ids = self
                .mentions
                .iter()
                .filter_map(|mention| mention.id.as_deref());
            ids.any(|found| found == id)
        };
        if !known(from) || to != "-" && !known(to) {
            return Err("a relation of an entity that no mention has");
        }
        Ok(GoldRelation {
            kind: kind.ok_or("a relation of an unknown kind")?,
            from: from.to_owned(),
            title: title.to_owned(),
            to: (to != "-").then(|| to.to_owned()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_taken_away_and_kept_as_spans() {
        let gold = Gold::parse(
            "a.ann",
            "⟦田|PERSON#p1⟧⟦總|TITLE⟧說😀,⟦𠮷野家|ORG.COM#o1⟧。\n二\n---\nholds\tp1\t總\t-\n",
        )
        .unwrap();
        assert_eq!(gold.text, "田總說😀,𠮷野家。\n二");
        let texts: Vec<_> = gold
            .mentions
            .iter()
            .map(|mention| mention.span.of(&gold.text))
            .collect();
        assert_eq!(texts, ["田", "總", "𠮷野家"]);
        assert_eq!(gold.mentions[2].id.as_deref(), Some("o1"));
        assert_eq!(gold.relations.len(), 1);
        assert_eq!(
            (gold.relations[0].from.as_str(), &gold.relations[0].to),
            ("p1", &None)
        );
    }

    #[test]
    fn mistakes_name_their_line() {
        for (content, line) in [
            ("一\n⟦二", 2),
            ("⟦一⟧", 1),
            ("一\n二\n⟦三|NOTHING⟧", 3),
            ("一\n---\nholds\tp1\t總\t-", 3),
        ] {
            let error = Gold::parse("a.ann", content).unwrap_err();
            assert!(matches!(error, Error::Annotation { line: found, .. } if found == line));
        }
    }
}
