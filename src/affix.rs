//! Lists of words written as one string, separated by blanks: what a text begins with, ends in, or is.

/// The longest of `words` that `text` begins with.
pub fn starts_with_any<'w>(text: &str, words: &'w str) -> Option<&'w str> {
    let found = words.split(' ').filter(|word| text.starts_with(word));
    found.max_by_key(|word| word.len())
}

/// The longest of `words` that `text` ends in.
pub fn ends_with_any<'w>(text: &str, words: &'w str) -> Option<&'w str> {
    let found = words.split(' ').filter(|word| text.ends_with(word));
    found.max_by_key(|word| word.len())
}

/// Whether `text` is one of `words`.
pub fn is_any(text: &str, words: &str) -> bool {
    words.split(' ').any(|word| word == text)
}

#[cfg(test)]
mod tests {
    use super::*;

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
