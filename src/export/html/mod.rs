//! HTML: an article's text with its marks as the page's script makes them, and the one file that
//! an article is saved as. What is written needs no engine: its script finds the marks in the
//! markup and the annotations beside it.

mod body;
pub mod standalone;

use serde::Serialize;

pub use body::{Block, blocks};

use crate::article::Article;
use crate::own_words::OwnWord;
use crate::own_words::file::WireWord;
use crate::script::Script;
use crate::utf16::OffsetUnit;
use crate::wire::WireArticle;

/// Identifier of the block that holds the article in the documented shape; as in `data.js`.
pub const ARTICLE: &str = "wenmai-article";
/// Identifier of the block that holds what the article was made from.
pub const SOURCE: &str = "wenmai-source";
/// Name and version of the shape of what the article was made from.
const SOURCE_SCHEMA: &str = "wenmai-source/1";

/// `text`, to stand between tags or in an attribute in double quotes.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    push_escaped(&mut escaped, text);
    escaped
}

/// Writes `text` as [`escape`] gives it. NUL, which no document may hold, becomes U+FFFD, as a
/// browser would make it; a carriage return becomes a reference, since parsers make it a line feed.
pub fn push_escaped(html: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\r' => html.push_str("&#13;"),
            '\0' => html.push('\u{fffd}'),
            other => html.push(other),
        }
    }
}

/// A data block for programs: `value` as JSON in a script element, without a `<` that could end
/// it early.
pub fn data_block(id: &str, value: &impl Serialize) -> String {
    // What is put in holds strings, integers and finite floats only: nothing that JSON lacks.
    let json = serde_json::to_string(value).unwrap_or_default();
    let json = json.replace('<', "\\u003c");
    format!("<script type=\"application/json\" id=\"{id}\">{json}</script>\n")
}

/// The data blocks that the script of a written article reads: the article in the documented
/// shape, and what it was made from.
pub fn article_blocks(article: &Article, lexicon: &[OwnWord]) -> String {
    #[derive(Serialize)]
    struct Source<'a> {
        schema: &'static str,
        text: &'a str,
        corrections: [(); 0],
        lexicon: Vec<WireWord<'a>>,
    }
    let wire = WireArticle::new(article, OffsetUnit::Utf16, false);
    let source = Source {
        schema: SOURCE_SCHEMA,
        text: article.source.raw(),
        corrections: [],
        lexicon: lexicon.iter().map(WireWord::from).collect(),
    };
    data_block(ARTICLE, &wire) + &data_block(SOURCE, &source)
}

/// The language tag of a text in `script`, which decides on fonts and the place of punctuation.
pub const fn language(script: Script) -> &'static str {
    match script {
        Script::Traditional => "zh-Hant",
        Script::Simplified => "zh-Hans",
        Script::Mixed | Script::Undetermined => "zh",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_markup() {
        assert_eq!(
            escape("<b class=\"x\">&amp;'\u{2028}😀𠮷e\u{301}\r\n\0"),
            "&lt;b class=&quot;x&quot;&gt;&amp;amp;'\u{2028}😀𠮷e\u{301}&#13;\n\u{fffd}"
        );
    }

    #[test]
    fn nothing_ends_a_data_block_early() {
        let hostile = "</script><!--<script>\u{2028}\"\\";
        let block = data_block("x", &hostile);
        let json = block
            .strip_prefix("<script type=\"application/json\" id=\"x\">")
            .and_then(|rest| rest.strip_suffix("</script>\n"))
            .unwrap();
        assert!(!json.contains('<'), "{json}");
        assert_eq!(serde_json::from_str::<String>(json).unwrap(), hostile);
    }
}
