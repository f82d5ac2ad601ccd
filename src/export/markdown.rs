//! Markdown, for notes: the text, then what it mentions, states and dates.
//!
//! The text comes first and unmarked, as paragraphs, so that it can be read and quoted; then a list
//! for each type of entity, the relations as sentences, the dated sentences in order. Headings are
//! in the script of the article. Whatever Markdown, or a common extension of it, would take for a
//! mark is escaped (CommonMark 0.31, 2.4).

use std::fmt::Write;

use super::paragraphs::{is_blank, is_headline, is_line_end};
use crate::article::Article;
use crate::entity::{Entity, EntityKind, Relation, RelationKind};
use crate::script::Script;
use crate::timeline::timeline;
use crate::value::{Bound, Value};

/// The text of `article` and what is known of it.
pub fn write(article: &Article) -> String {
    let script = match article.script {
        Script::Traditional | Script::Mixed => 0,
        Script::Simplified | Script::Undetermined => 1,
    };
    let mut file = File {
        article,
        script,
        text: String::new(),
    };
    file.paragraphs();
    file.entities();
    file.relations();
    file.timeline();
    file.text
}

/// Words in Traditional and Simplified characters.
type Words = [&'static str; 2];

struct File<'a> {
    article: &'a Article,
    /// Index into [`Words`].
    script: usize,
    text: String,
}

impl<'a> File<'a> {
    fn say(&self, words: Words) -> &'static str {
        words.get(self.script).copied().unwrap_or_default()
    }

    /// Writes a block, which a blank line parts from the one before.
    fn block(&mut self, block: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(block);
        self.text.push('\n');
    }

    fn section(&mut self, heading: Words, entries: &[String]) {
        if entries.is_empty() {
            return;
        }
        let heading = self.say(heading);
        self.block(&format!("## {heading}"));
        self.block(&format!("- {}", entries.join("\n- ")));
    }

    fn paragraphs(&mut self) {
        let lines: Vec<&str> = self
            .article
            .text()
            .split(is_line_end)
            .map(|line| line.trim_matches(is_blank))
            .filter(|line| !line.is_empty())
            .collect();
        for (index, line) in lines.iter().enumerate() {
            let line = escaped(line);
            if index == 0 && is_headline(&lines) {
                self.block(&format!("# {line}"));
            } else {
                self.block(&line);
            }
        }
    }

    /// The name of an entity, ready to stand inside a line.
    fn name(&self, entity: Option<usize>) -> Option<String> {
        let entity = self.article.entities.get(entity?)?;
        Some(inline(&entity.name))
    }

    fn entities(&mut self) {
        let mut known = "";
        for kind in EntityKind::ALL {
            let of_type = kind.type_name();
            if of_type == known {
                continue;
            }
            known = of_type;
            let entries: Vec<String> = self
                .article
                .entities
                .iter()
                .enumerate()
                .filter(|(_, entity)| entity.kind.type_name() == of_type)
                .map(|(index, entity)| self.entity(index, entity))
                .collect();
            self.section(heading(kind), &entries);
        }
    }

    /// 史𠮷（又作史總），3 處：甲乙公司董事長
    fn entity(&self, index: usize, entity: &Entity) -> String {
        let mut entry = escaped(&inline_raw(&entity.name));
        if !entity.aliases.is_empty() {
            let aliases: Vec<String> = entity.aliases.iter().map(|name| inline(name)).collect();
            let also = self.say(["又作", "又作"]);
            // Writing to a string does not fail.
            let _ = write!(entry, "（{also}{}）", aliases.join("、"));
        }
        let places = self.say(["處", "处"]);
        let _ = write!(entry, "，{} {places}", entity.mentions.len());
        let facts = self.facts(index, entity);
        if !facts.is_empty() {
            let _ = write!(entry, "：{}", facts.join("；"));
        }
        entry
    }

    /// What a line says of an entity: posts, value, where it lies.
    fn facts(&self, index: usize, entity: &Entity) -> Vec<String> {
        let mut facts: Vec<String> = Vec::new();
        for relation in &self.article.relations {
            if relation.kind == RelationKind::Holds && relation.from == Some(index) {
                let body = self.name(relation.to).unwrap_or_default();
                facts.push(format!("{body}{}", inline(&relation.title)));
            }
        }
        for &mention in &entity.mentions {
            let value = self.article.mentions.get(mention);
            let value = value.and_then(|mention| mention.value.as_ref());
            facts.extend(value.and_then(|value| self.value(value)));
        }
        // Several chains: it is not settled which place is meant.
        if let [chain] = entity.divisions.as_slice()
            && let [_, wholes @ ..] = chain.as_slice()
            && !wholes.is_empty()
        {
            let wholes: String = wholes.iter().rev().map(|name| inline(name)).collect();
            facts.push(wholes);
        }
        let mut seen = std::collections::HashSet::new();
        facts.retain(|fact| seen.insert(fact.clone()));
        facts
    }

    /// ≥ 10,000,000,000 CNY
    fn value(&self, value: &Value) -> Option<String> {
        let figures = match (&value.iso, value.number, value.low, value.high) {
            (Some(iso), ..) => iso.clone(),
            (None, Some(number), ..) => grouped(number),
            (None, None, Some(low), Some(high)) => format!("{}–{}", grouped(low), grouped(high)),
            (None, None, Some(one), None) | (None, None, None, Some(one)) => grouped(one),
            (None, None, None, None) => return None,
        };
        let bound = match value.bound {
            Bound::Exact | Bound::Range => "",
            Bound::About => "≈ ",
            Bound::AtLeast => "≥ ",
            Bound::MoreThan => "> ",
            Bound::AtMost => "≤ ",
            Bound::LessThan => "< ",
        };
        let unit = match value.unit.as_deref() {
            None => String::new(),
            Some("%") => "%".to_owned(),
            Some(unit) => format!(" {unit}"),
        };
        let inferred = if value.inferred {
            self.say(["（推定）", "（推定）"])
        } else {
            ""
        };
        Some(inline(&format!("{bound}{figures}{unit}{inferred}")))
    }

    fn relations(&mut self) {
        let relations = self.article.relations.iter();
        let sentences: Vec<String> = relations
            .filter_map(|relation| self.sentence(relation))
            .collect();
        self.section(["關係", "关系"], &sentences);
    }

    fn sentence(&self, relation: &Relation) -> Option<String> {
        let from = self.name(relation.from);
        let to = self.name(relation.to);
        let title = inline(&relation.title);
        Some(match relation.kind {
            RelationKind::Holds => {
                let holds = self.say(["任", "任"]);
                format!("{}{holds}{}{title}。", from?, to.unwrap_or_default())
            }
            RelationKind::PartOf => {
                format!("{}{}{}。", from?, self.say(["隸屬", "隶属"]), to?)
            }
            RelationKind::LocatedIn => {
                format!("{}{}{}。", from?, self.say(["位於", "位于"]), to?)
            }
            RelationKind::Says => {
                let quote = relation.quote?;
                let said = inline(quote.span.of(self.article.text()));
                let says = self.say(["說", "说"]);
                let who = from.unwrap_or_else(|| self.say(["有人", "有人"]).to_owned());
                if quote.direct {
                    let (open, close) = (self.say(["「", "“"]), self.say(["」", "”"]));
                    format!("{who}{says}：{open}{said}{close}")
                } else {
                    format!("{who}{says}：{said}")
                }
            }
            RelationKind::AmountOf if title.is_empty() => format!("{}：{}。", to?, from?),
            RelationKind::AmountOf => {
                let (of, is) = (self.say(["的", "的"]), self.say(["為", "为"]));
                format!("{}{of}{title}{is}{}。", to?, from?)
            }
            RelationKind::When => {
                let when = self.say(["的時間為", "的时间为"]);
                format!("{}{when}{}。", from?, to?)
            }
        })
    }

    fn timeline(&mut self) {
        let entries: Vec<String> = timeline(self.article)
            .iter()
            .filter_map(|entry| {
                let mention = self.article.mentions.get(entry.mention)?;
                let iso = mention.value.as_ref()?.iso.as_deref()?;
                let sentence = inline(entry.sentence.of(self.article.text()));
                Some(format!("{}：{sentence}", escaped(iso)))
            })
            .collect();
        self.section(["時間線", "时间线"], &entries);
    }
}

/// What a section of entities is called; as the page calls it.
const fn heading(kind: EntityKind) -> Words {
    match kind {
        EntityKind::Person => ["人名", "人名"],
        EntityKind::Title => ["職稱", "职务"],
        EntityKind::Organisation(_) => ["機構", "机构"],
        EntityKind::Place => ["地名", "地名"],
        EntityKind::Facility => ["場所", "场所"],
        EntityKind::Event => ["活動", "活动"],
        EntityKind::Project => ["項目", "项目"],
        EntityKind::Work => ["作品", "作品"],
        EntityKind::Time => ["時間", "时间"],
        EntityKind::Money => ["金額", "金额"],
        EntityKind::Quantity => ["數量", "数量"],
        EntityKind::Term => ["術語", "术语"],
    }
}

/// A number with its thousands in groups; digits behind the point as they are.
fn grouped(number: f64) -> String {
    let spelled = number.to_string();
    let (sign, rest) = match spelled.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", spelled.as_str()),
    };
    let (whole, decimals) = match rest.find('.') {
        Some(point) => rest.split_at(point),
        None => (rest, ""),
    };
    let mut text = sign.to_owned();
    for (index, digit) in whole.char_indices() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text + decimals
}

/// `text` on one line.
fn inline_raw(text: &str) -> String {
    let parts = text
        .split(is_line_end)
        .map(|part| part.trim_matches(is_blank));
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

/// `text` on one line, to stand inside one: what marks only the beginning of a block stays.
fn inline(text: &str) -> String {
    let mut escaped = String::new();
    for character in inline_raw(text).chars() {
        push(&mut escaped, character);
    }
    escaped
}

/// `line`, to stand at the beginning of a block, without its marks.
fn escaped(line: &str) -> String {
    let mut escaped = String::with_capacity(line.len());
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    for (byte, character) in line.char_indices() {
        let begins_block = match character {
            '-' | '+' | '=' => byte == 0,
            '.' | ')' => byte == digits && digits > 0,
            _ => false,
        };
        if begins_block {
            escaped.push('\\');
        }
        push(&mut escaped, character);
    }
    escaped
}

/// Writes a character, behind a backslash where it is a mark anywhere; `$` and `#` are in the
/// extensions of note-taking programs.
fn push(text: &mut String, character: char) {
    if matches!(
        character,
        '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '~' | '|' | '&' | '#' | '$'
    ) {
        text.push('\\');
    }
    text.push(character);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::tests::{ODD_TEXT, article};

    #[test]
    fn marks_are_escaped_where_they_are_marks() {
        for (line, expected) in [
            ("# 一", "\\# 一"),
            ("- 一-二", "\\- 一-二"),
            ("+ 一+二", "\\+ 一+二"),
            ("1. 一", "1\\. 一"),
            ("2021.10.8", "2021\\.10.8"),
            ("1) 一", "1\\) 一"),
            ("> <b>一</b>&amp;", "\\> \\<b\\>一\\</b\\>\\&amp;"),
            (
                "*一* _二_ `三` ~~四~~",
                "\\*一\\* \\_二\\_ \\`三\\` \\~\\~四\\~\\~",
            ),
            ("[一](二)", "\\[一\\](二)"),
            ("===", "\\==="),
            ("---", "\\---"),
            ("一|二\\", "一\\|二\\\\"),
            ("US$5與US$6", "US\\$5與US\\$6"),
            ("😀𠮷e\u{301}", "😀𠮷e\u{301}"),
        ] {
            assert_eq!(escaped(line), expected);
        }
        assert_eq!(inline("- 一\r\n\u{3000}二*"), "- 一 二\\*");
    }

    #[test]
    fn numbers_are_grouped() {
        for (number, expected) in [
            (0.0, "0"),
            (999.0, "999"),
            (1000.0, "1,000"),
            (1e10, "10,000,000,000"),
            (12345.678, "12,345.678"),
            (-1234.5, "-1,234.5"),
        ] {
            assert_eq!(grouped(number), expected);
        }
    }

    #[test]
    fn lines_of_every_kind_become_paragraphs() {
        let written = write(&article(ODD_TEXT));
        let (paragraphs, rest) = written.split_once("\n\n## 作品\n\n").unwrap();
        let paragraphs: Vec<&str> = paragraphs.split("\n\n").collect();
        assert_eq!(
            paragraphs,
            [
                "# 😀《𠮷野家，\"史\"》e\u{301}",
                "《=1+1》👨‍👩‍👧《家 書\u{3000}一》",
                "常州《e\u{301}𠮷》《😀》"
            ]
        );
        assert_eq!(rest.lines().next().unwrap(), "- 《𠮷野家，\"史\"》，1 处");
        assert_eq!(rest.lines().count(), 5);
        assert_eq!(write(&article("")), "");
    }
}
