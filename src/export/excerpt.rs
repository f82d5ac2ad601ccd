//! Short pieces of a text that do not begin or end inside what a reader sees as one character.

/// At most `characters` code points that end at byte `at` of `text`.
pub fn before(text: &str, at: usize, characters: usize) -> &str {
    let head = text.get(..at).unwrap_or_default();
    let mut indices = head.char_indices().rev().take(characters);
    let start = indices.by_ref().last().map_or(at, |(index, _)| index);
    let mut excerpt = head.get(start..).unwrap_or_default();
    while cuts(text, at - excerpt.len()) && !excerpt.is_empty() {
        let mut rest = excerpt.chars();
        rest.next();
        excerpt = rest.as_str();
    }
    excerpt
}

/// At most `characters` code points that begin at byte `at` of `text`.
pub fn after(text: &str, at: usize, characters: usize) -> &str {
    let tail = text.get(at..).unwrap_or_default();
    let end = tail
        .char_indices()
        .nth(characters)
        .map_or(tail.len(), |(index, _)| index);
    let mut excerpt = tail.get(..end).unwrap_or_default();
    while cuts(text, at + excerpt.len()) && !excerpt.is_empty() {
        let mut rest = excerpt.chars();
        rest.next_back();
        excerpt = rest.as_str();
    }
    excerpt
}

/// Whether the characters before and behind byte `at` belong together: the cases of Unicode's
/// grapheme clusters (UAX #29) that news has. The rest of the rules would cost their tables.
fn cuts(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|head| head.chars().next_back());
    let behind = text.get(at..).and_then(|tail| tail.chars().next());
    let (Some(before), Some(behind)) = (before, behind) else {
        return false;
    };
    let is_flag_letter = |character| matches!(character, '\u{1f1e6}'..='\u{1f1ff}');
    before == '\u{200d}'
        || extends(behind)
        || (before == '\r' && behind == '\n')
        || (is_flag_letter(before) && is_flag_letter(behind))
}

/// Combining marks, joiners, variation selectors, skin tones, tags, and the later letters of a
/// Hangul syllable.
const fn extends(character: char) -> bool {
    matches!(
        character,
        '\u{300}'..='\u{36f}'
            | '\u{1160}'..='\u{11ff}'
            | '\u{1ab0}'..='\u{1aff}'
            | '\u{1dc0}'..='\u{1dff}'
            | '\u{200c}' | '\u{200d}'
            | '\u{20d0}'..='\u{20ff}'
            | '\u{302a}'..='\u{302f}'
            | '\u{3099}' | '\u{309a}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{fe20}'..='\u{fe2f}'
            | '\u{1f3fb}'..='\u{1f3ff}'
            | '\u{e0020}'..='\u{e007f}'
            | '\u{e0100}'..='\u{e01ef}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn excerpts_count_code_points_and_stop_at_the_ends() {
        let text = "甲乙𠮷丙";
        let at = "甲乙".len();
        assert_eq!(before(text, at, 1), "乙");
        assert_eq!(before(text, at, 32), "甲乙");
        assert_eq!(after(text, at, 1), "𠮷");
        assert_eq!(after(text, at, 32), "𠮷丙");
        assert_eq!((before(text, 0, 32), after(text, text.len(), 32)), ("", ""));
        assert_eq!((before(text, at, 0), after(text, at, 0)), ("", ""));
    }

    #[test]
    fn no_excerpt_cuts_what_belongs_together() {
        for cluster in [
            "e\u{301}",
            "👨‍👩‍👧",
            "👍🏽",
            "🇨🇳",
            "\r\n",
            "葛\u{e0100}",
            "か\u{3099}",
            "✈\u{fe0f}",
        ] {
            let text = format!("甲{cluster}乙{cluster}丙");
            let middle = "甲".len() + cluster.len();
            for characters in 0..16 {
                let head = before(&text, middle, characters);
                let tail = after(&text, middle + "乙".len(), characters);
                let whole = cluster.chars().count();
                let expected = if characters < whole { "" } else { cluster };
                assert_eq!(head.trim_start_matches('甲'), expected, "{cluster:?}");
                assert_eq!(tail.trim_end_matches('丙'), expected, "{cluster:?}");
            }
        }
    }
}
