//! Lists of words written as one string, separated by blanks: what a text begins with, ends in, or is.

/// The longest of `words` that `text` begins with.
pub fn starts_with_any<'w>(text: &str, words: &'w str) -> Option<&'w str> {
    longest(words, |word| text.as_bytes().starts_with(word))
}

/// The longest of `words` that `text` ends in.
pub fn ends_with_any<'w>(text: &str, words: &'w str) -> Option<&'w str> {
    let text = text.as_bytes();
    // Most words differ in the last byte, and to compare more of them is a call.
    longest(words, |word| {
        word.last() == text.last() && text.ends_with(word)
    })
}

/// Whether `text` is one of `words`.
pub fn is_any(text: &str, words: &str) -> bool {
    longest(words, |word| text.as_bytes() == word).is_some()
}

/// The longest of `words` that fits. By bytes: the words are too short for a search for the blanks between them to
/// pay.
fn longest(words: &str, fits: impl Fn(&[u8]) -> bool) -> Option<&str> {
    let mut found = None;
    let mut start = 0;
    for word in words.as_bytes().split(|&byte| byte == b' ') {
        if fits(word) && found.is_none_or(|found: &str| found.len() <= word.len()) {
            found = words.get(start..start + word.len());
        }
        start += word.len() + 1;
    }
    found
}

/// A set of characters that may seem to have a few others: one look tells of most characters that they are none of
/// them, before a table is asked.
#[derive(Clone, Debug)]
pub struct Firsts([u64; Self::BITS / 64]);

impl Firsts {
    const BITS: usize = 4096;

    /// Whether `character` may be in the set.
    pub const fn may_have(&self, character: char) -> bool {
        let bit = character as usize % Self::BITS;
        self.0[bit / 64] >> (bit % 64) & 1 != 0
    }
}

impl FromIterator<char> for Firsts {
    fn from_iter<T: IntoIterator<Item = char>>(characters: T) -> Self {
        let mut bits = [0; Self::BITS / 64];
        for character in characters {
            let bit = character as usize % Self::BITS;
            bits[bit / 64] |= 1 << (bit % 64);
        }
        Self(bits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_has_its_characters() {
        let firsts: Firsts = "常州𠮷".chars().collect();
        assert!("常州𠮷".chars().all(|character| firsts.may_have(character)));
        assert!(!"市a\n".chars().any(|character| firsts.may_have(character)));
        assert!(!Firsts::from_iter([]).may_have('常'));
    }

    #[test]
    fn the_longest_word_is_found() {
        assert_eq!(starts_with_any("担任局长", "任 担 担任"), Some("担任"));
        assert_eq!(
            ends_with_any("副总工程师", "工程师 总工程师 总"),
            Some("总工程师")
        );
        assert_eq!(ends_with_any("市长", "局长"), None);
        assert!(is_any("公司", "集团 公司") && !is_any("公", "集团 公司"));
    }
}
