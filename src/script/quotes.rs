//! Quotation marks as the readers of a script set them: “ ” and ‘ ’ in Simplified text, 「 」
//! and 『 』 in Traditional text.
//!
//! Mark for mark, the double for 「 」 and the single for 『 』: the outer pair of either custom
//! becomes the outer pair of the other, and marks that a paragraph leaves open, as speech over
//! several does, need no partner. Corner brackets have no other use. Curved marks quote other
//! languages too, and ’ is an apostrophe there: they stay where no Chinese touches them, neither
//! outside nor inside, on either end of the pair.

use super::Script;
use crate::markup::is_chinese;

/// The marks of Simplified and of Traditional text, opening and closing.
const MARKS: [(char, char); 4] = [('“', '「'), ('”', '」'), ('‘', '『'), ('’', '』')];

/// How many marks may stand together, or be open at once, in text that means something; so that
/// text that means nothing costs no more.
const DEPTH: usize = 8;

/// Sets the quotation marks of `chars` for `script`.
pub(super) fn set(chars: &mut [char], script: Script) {
    match script {
        Script::Simplified => {
            for character in chars {
                if let Some((mark, _)) = MARKS.iter().find(|(_, corner)| corner == character) {
                    *character = *mark;
                }
            }
        }
        Script::Traditional => {
            for index in curved(chars) {
                if let Some(character) = chars.get_mut(index)
                    && let Some((_, corner)) = MARKS.iter().find(|(mark, _)| mark == character)
                {
                    *character = *corner;
                }
            }
        }
        Script::Mixed | Script::Undetermined => {}
    }
}

/// The curved marks that quote Chinese, or are quoted in it, pair by pair within a paragraph.
fn curved(chars: &[char]) -> Vec<usize> {
    let (mut pairs, mut found) = (Vec::new(), Vec::new());
    let mut open: Vec<usize> = Vec::new();
    for (index, &character) in chars.iter().enumerate() {
        let opening = match character {
            '“' | '‘' => {
                open.push(index);
                continue;
            }
            '”' => '“',
            '’' if !is_apostrophe(chars, index) => '‘',
            '\n' | '\r' => {
                found.append(&mut open);
                continue;
            }
            _ => continue,
        };
        let is_partner = |&mark: &usize| chars.get(mark) == Some(&opening);
        let nearest = open.len().saturating_sub(DEPTH);
        match open.iter().skip(nearest).rposition(is_partner) {
            Some(depth) => {
                let depth = nearest + depth;
                // What is left open inside the pair goes by itself.
                found.extend(open.drain(depth + 1..));
                if let Some(mark) = open.pop()
                    && [mark, index].into_iter().any(|mark| touches(chars, mark))
                {
                    pairs.extend([mark, index]);
                }
            }
            None => found.push(index),
        }
    }
    found.append(&mut open);
    found.retain(|&mark| touches(chars, mark));
    found.append(&mut pairs);
    found
}

/// Whether Chinese stands on either side of a mark, or of the marks that stand with it.
fn touches(chars: &[char], index: usize) -> bool {
    let stands = |character: &&char| !is_curved(**character);
    let before = chars.get(..index).unwrap_or_default().iter().rev();
    let behind = chars.get(index + 1..).unwrap_or_default().iter();
    let neighbours = [
        before.take(DEPTH).find(stands),
        behind.take(DEPTH).find(stands),
    ];
    neighbours
        .into_iter()
        .flatten()
        .any(|&neighbour| is_chinese(neighbour))
}

/// Whether the mark at `index` stands inside a word, as in Xi’an.
fn is_apostrophe(chars: &[char], index: usize) -> bool {
    let is_letter = |character: Option<&char>| {
        character.is_some_and(|&one| one.is_alphanumeric() && !is_chinese(one))
    };
    let before = index.checked_sub(1).and_then(|before| chars.get(before));
    is_letter(before) && is_letter(chars.get(index + 1))
}

const fn is_curved(character: char) -> bool {
    matches!(character, '“' | '”' | '‘' | '’')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set_for(script: Script, text: &str) -> String {
        let mut chars: Vec<char> = text.chars().collect();
        set(&mut chars, script);
        chars.into_iter().collect()
    }

    #[test]
    fn pairs_keep_their_level_either_way() {
        for (curved, corners) in [
            ("他说：“这叫‘文脉’。”", "他说：「这叫『文脉』。」"),
            // Two marks that stand together are told apart by what is around them.
            ("“‘文脉’是什么？”", "「『文脉』是什么？」"),
            ("称为“Wenmai”，", "称为「Wenmai」，"),
            // Speech over several paragraphs leaves its marks open.
            ("“第一段。\n“第二段。”", "「第一段。\n「第二段。」"),
            ("“Open”是开放", "「Open」是开放"),
            ("他说“‘Open’”", "他说「『Open』」"),
            ("‘西安即Xi’an’", "『西安即Xi’an』"),
            ("😀“𠮷野家”\r\n", "😀「𠮷野家」\r\n"),
        ] {
            assert_eq!(set_for(Script::Traditional, curved), corners);
            assert_eq!(set_for(Script::Simplified, corners), curved);
        }
    }

    #[test]
    fn other_languages_keep_theirs() {
        for text in [
            "Xi’an",
            "在Xi’an市",
            "He said: “I don’t know.”",
            "5’",
            "",
            "”“",
        ] {
            assert_eq!(set_for(Script::Traditional, text), text);
        }
    }
}
