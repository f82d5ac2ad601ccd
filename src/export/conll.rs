//! One character and its label a line, for training and scoring tools.
//!
//! A line is the character, a tab and `O`, `B-TYPE` or `I-TYPE`, with the subtype behind a dot:
//! `B-ORG.COM`. Characters and not words, so that no segmentation has to be agreed on. A blank
//! line stands between paragraphs. White space and control characters have no line of their
//! own, since readers of the format split lines at them; inside a mention a line break does not
//! end the paragraph, so that the mention stays whole. Entities, values, relations and positions
//! have no place in the format: take another for them.

use crate::article::Article;

/// `article` as a whole CoNLL file.
pub fn write(article: &Article) -> String {
    let mut conll = String::new();
    let mut mentions = article.mentions.iter().peekable();
    let mut paragraph_ended = false;
    let mut inside = false;
    for (position, character) in article.text().char_indices() {
        while let Some(mention) = mentions.peek() {
            if mention.span.end > position {
                break;
            }
            mentions.next();
            inside = false;
        }
        let mention = mentions
            .peek()
            .filter(|mention| mention.span.start <= position);
        if character.is_whitespace() || character.is_control() {
            paragraph_ended |= mention.is_none() && matches!(character, '\n' | '\r' | '\u{2029}');
            continue;
        }
        if paragraph_ended && !conll.is_empty() {
            conll.push('\n');
        }
        paragraph_ended = false;
        conll.push(character);
        match mention {
            Some(mention) => {
                conll.push_str(if inside { "\tI-" } else { "\tB-" });
                conll.push_str(mention.kind.type_name());
                if let Some(subtype) = mention.kind.subtype_name() {
                    conll.push('.');
                    conll.push_str(subtype);
                }
                inside = true;
            }
            None => conll.push_str("\tO"),
        }
        conll.push('\n');
    }
    if !conll.is_empty() {
        conll.push('\n');
    }
    conll
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::{EntityKind, OrganisationKind};
    use crate::export::tests::{ODD_TEXT, article};

    #[test]
    fn labels_spell_the_mentions() {
        let article = article(ODD_TEXT);
        let conll = write(&article);
        let mut found: Vec<String> = Vec::new();
        for line in conll.lines().filter(|line| !line.is_empty()) {
            let (character, label) = line.split_once('\t').unwrap();
            assert_eq!(character.chars().count(), 1, "{line:?}");
            match label.split_once('-') {
                Some(("B", _)) => found.push(character.to_owned()),
                Some(("I", _)) => found.last_mut().unwrap().push_str(character),
                _ => assert_eq!(label, "O"),
            }
        }
        let expected: Vec<String> = article
            .mentions
            .iter()
            .map(|mention| {
                let text = mention.span.of(article.text());
                text.chars()
                    .filter(|character| !character.is_whitespace())
                    .collect()
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn paragraphs_subtypes_and_white_space() {
        let mut article = article("《甲》乙\r\n\r\n 《丙》");
        article.mentions[0].kind = EntityKind::Organisation(OrganisationKind::Company);
        assert_eq!(
            write(&article),
            "《\tB-ORG.COM\n甲\tI-ORG.COM\n》\tI-ORG.COM\n乙\tO\n\n\
             《\tB-WORK\n丙\tI-WORK\n》\tI-WORK\n\n"
        );
    }

    #[test]
    fn adjacent_mentions_both_begin() {
        let conll = write(&article("《甲》《乙》"));
        assert_eq!(conll.matches("\tB-").count(), 2);
    }

    #[test]
    fn a_line_break_inside_a_mention_keeps_it_whole() {
        let conll = write(&article("《甲\n乙》"));
        assert!(!conll.trim_end().contains("\n\n"), "{conll:?}");
        assert_eq!(write(&article("")), "");
    }
}
