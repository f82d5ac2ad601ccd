//! A clean article as markup: headline and paragraphs with their marks, and page furniture set
//! apart where it stood. The same as the page's `standalone/body.js` makes; a test compares them.

use std::collections::HashSet;

use super::push_escaped;
use crate::article::Article;
use crate::entity::Mention;
use crate::export::paragraphs::lines;
use crate::source::{Edit, EditKind};
use crate::span::Span;
use crate::wire::mention_id;

/// One headline or paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Whether it is the headline.
    pub headline: bool,
    /// The element, as HTML.
    pub html: String,
}

/// The blocks of `article`, in order.
pub fn blocks(article: &Article) -> Vec<Block> {
    let edits = article.source.edits().iter().enumerate();
    let repairs: Vec<(usize, &Edit)> = edits
        .filter(|(_, edit)| edit.active || edit.kind == EditKind::Damaged)
        .collect();
    // What was taken out leaves nothing behind.
    let shown: Vec<(usize, &Edit)> = repairs
        .iter()
        .copied()
        .filter(|(_, edit)| edit.clean.start < edit.clean.end)
        .collect();
    let mut brush = Brush {
        article,
        repairs: shown,
        repair: 0,
        mention: 0,
        begun: HashSet::new(),
    };
    // Where both begin at one place the furniture stood before.
    let mut blocks = furniture(&repairs, article.source.raw());
    for line in lines(article.text()) {
        let inside = brush.line(line.span);
        let html = match (line.headline, line.dateline) {
            (true, _) => format!("<h1>{inside}</h1>"),
            (_, true) => format!("<p class=\"wenmai-dateline\">{inside}</p>"),
            _ => format!("<p>{inside}</p>"),
        };
        let headline = line.headline;
        blocks.push((line.span.start, Block { headline, html }));
    }
    blocks.sort_by_key(|&(start, _)| start);
    blocks.into_iter().map(|(_, block)| block).collect()
}

/// Page furniture is no part of the clean text: paragraphs of its own, where it stood. Cuts with
/// none of the clean text between them are one.
fn furniture(repairs: &[(usize, &Edit)], raw: &str) -> Vec<(usize, Block)> {
    let mut cuts: Vec<(usize, usize, String)> = Vec::new();
    let cut = |(_, edit): &&(usize, &Edit)| edit.kind == EditKind::Boilerplate;
    for &(index, edit) in repairs.iter().filter(cut) {
        match cuts.last_mut() {
            Some((start, _, said)) if *start == edit.clean.start => said.push_str(edit.raw.of(raw)),
            _ => cuts.push((edit.clean.start, index, edit.raw.of(raw).to_owned())),
        }
    }
    let mut blocks = Vec::new();
    for (start, index, said) in cuts {
        for line in lines(&said) {
            let text = super::escape(line.span.of(&said));
            let html = format!(
                "<p><span class=\"wenmai-boilerplate\" data-edit=\"{index}\" title=\"{text}\">{text}</span></p>"
            );
            let headline = false;
            blocks.push((start, Block { headline, html }));
        }
    }
    blocks
}

/// Writes the text from its beginning to its end; what lies behind it is never looked at again.
struct Brush<'a> {
    article: &'a Article,
    /// The repairs that show, each with its number among the edits.
    repairs: Vec<(usize, &'a Edit)>,
    /// Index of the first repair that does not end before the line.
    repair: usize,
    /// Index of the first mention that does not end before the line.
    mention: usize,
    /// The mentions of which a piece has been written.
    begun: HashSet<usize>,
}

impl Brush<'_> {
    /// A line with its marks.
    fn line(&mut self, span: Span) -> String {
        let mut html = String::with_capacity(4 * (span.end - span.start));
        let mut position = span.start;
        let mentions = self.article.mentions.as_slice();
        while mentions
            .get(self.mention)
            .is_some_and(|mention| mention.span.end <= span.start)
        {
            self.mention += 1;
        }
        for index in self.mention.. {
            let Some(mention) = mentions.get(index).filter(|one| one.span.start < span.end) else {
                break;
            };
            let from = mention.span.start.max(position);
            let to = mention.span.end.min(span.end);
            if from >= to {
                continue;
            }
            self.repaired(&mut html, position, from);
            let before = index.checked_sub(1).and_then(|index| mentions.get(index));
            let adjacent = before.is_some_and(|before| before.span.end == mention.span.start);
            self.open(&mut html, index, mention, adjacent);
            self.repaired(&mut html, from, to);
            html.push_str("</span>");
            position = to;
        }
        self.repaired(&mut html, position, span.end);
        html
    }

    /// The mark's tag. It says not that it is a button: that it becomes when the script is there
    /// to answer.
    fn open(&mut self, html: &mut String, index: usize, mention: &Mention, adjacent: bool) {
        let continued = !self.begun.insert(index);
        let mut attribute = |name: &str, value: &str| {
            html.push_str(name);
            push_escaped(html, value);
            html.push('"');
        };
        attribute("<span class=\"", "wenmai-mention");
        attribute(" data-mention=\"", &mention_id(index));
        attribute(" data-type=\"", mention.kind.type_name());
        if let Some(subtype) = mention.kind.subtype_name() {
            attribute(" data-subtype=\"", subtype);
        }
        let entity = self.article.entities.get(mention.entity);
        attribute(" data-entity=\"", entity.map_or("", |entity| &entity.id));
        if adjacent && !continued {
            attribute(" data-adjacent=\"", "");
        }
        if continued {
            attribute(" data-continued=\"", "");
        }
        html.push('>');
    }

    /// A stretch of the text, with what was repaired or is damaged told apart.
    fn repaired(&mut self, html: &mut String, start: usize, end: usize) {
        let text = self.article.text();
        let mut position = start;
        while self
            .repairs
            .get(self.repair)
            .is_some_and(|(_, edit)| edit.clean.end <= start)
        {
            self.repair += 1;
        }
        for &(index, edit) in self.repairs.iter().skip(self.repair) {
            if edit.clean.start >= end {
                break;
            }
            let from = edit.clean.start.max(position);
            let to = edit.clean.end.min(end);
            if from >= to {
                continue;
            }
            push_escaped(html, text.get(position..from).unwrap_or_default());
            let kind = edit.kind.name();
            html.push_str(&format!(
                "<span class=\"wenmai-repair\" data-edit=\"{index}\" data-kind=\"{kind}\">"
            ));
            push_escaped(html, text.get(from..to).unwrap_or_default());
            html.push_str("</span>");
            position = to;
        }
        push_escaped(html, text.get(position..end).unwrap_or_default());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::tests::{ODD_TEXT, article};

    /// The text of markup, without its tags.
    fn text_of(html: &str) -> String {
        let mut text = String::new();
        for part in html.split('<') {
            let (tag, rest) = part.split_once('>').unwrap_or(("", part));
            assert!(!tag.contains('\n'), "{html}");
            text.push_str(rest);
        }
        text.replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&amp;", "&")
    }

    fn written(text: &str) -> Vec<String> {
        let blocks = blocks(&article(text));
        blocks.into_iter().map(|block| block.html).collect()
    }

    #[test]
    fn marks_hold_the_text_of_their_mentions() {
        let article = article(ODD_TEXT);
        let html: String = written(ODD_TEXT).concat();
        let marks: Vec<String> = html
            .split("<span class=\"wenmai-mention\"")
            .skip(1)
            .map(|mark| text_of(&format!("<{}", mark.split("</span>").next().unwrap())))
            .collect();
        let names: Vec<&str> = article
            .mentions
            .iter()
            .map(|mention| mention.span.of(ODD_TEXT))
            .collect();
        assert_eq!(marks, names);
        let flat = |text: &str| text.replace(char::is_whitespace, "");
        assert_eq!(flat(&text_of(&html)), flat(ODD_TEXT));
    }

    #[test]
    fn a_mention_over_two_lines_is_two_pieces_and_neighbours_say_so() {
        assert_eq!(
            written("《家\r\n書》《𠮷》</p>"),
            [
                "<h1><span class=\"wenmai-mention\" data-mention=\"m1\" data-type=\"WORK\" \
                 data-entity=\"work-0\">《家</span></h1>",
                "<p><span class=\"wenmai-mention\" data-mention=\"m1\" data-type=\"WORK\" \
                 data-entity=\"work-0\" data-continued=\"\">書》</span><span class=\"wenmai-mention\" \
                 data-mention=\"m2\" data-type=\"WORK\" data-entity=\"work-14\" data-adjacent=\"\">《𠮷》</span>&lt;/p&gt;</p>",
            ]
        );
    }

    #[test]
    fn headline_and_dateline_are_told_apart() {
        let blocks = blocks(&article("常州開會\n2021-10-08 日報\n今天常州開了一個會。"));
        assert_eq!(
            blocks[0],
            Block {
                headline: true,
                html: "<h1>常州開會</h1>".to_owned()
            }
        );
        assert_eq!(
            blocks[1].html,
            "<p class=\"wenmai-dateline\">2021-10-08 日報</p>"
        );
        assert_eq!(blocks[2].html, "<p>今天常州開了一個會。</p>");
    }
}
