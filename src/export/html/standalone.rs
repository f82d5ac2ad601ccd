//! The one file that an article is saved as: text with marks, annotations, styles and script. It
//! asks no server for anything, and its own policy forbids it to. The page's
//! `standalone/write.js` writes the same.

use sha2::Digest;

use super::{article_blocks, blocks, escape, language};
use crate::article::Article;
use crate::export::paragraphs::title;
use crate::own_words::OwnWord;
use crate::wire::sha256;

/// What the file is made of beside the article; all of it files of the site.
#[derive(Clone, Debug)]
pub struct Parts {
    /// `standalone.js`
    pub script: String,
    /// `theme.css`
    pub theme: String,
    /// `article.css`
    pub article_style: String,
    /// `standalone/page.css`
    pub page_style: String,
}

/// What the file says until its script knows the reader's language.
#[derive(Clone, Debug)]
pub struct Sayings<'a> {
    /// The language that it says it in.
    pub language: &'a str,
    /// The day that the file bears, as `YYYY-MM-DD`; none where it is not to bear one.
    pub date: Option<&'a str>,
    /// Who made the file, and when.
    pub made: &'a str,
    /// Before the hash of the source.
    pub source: &'a str,
    /// What is missing without JavaScript.
    pub no_script: &'a str,
}

/// The file. The same input gives the same bytes.
pub fn write(article: &Article, lexicon: &[OwnWord], parts: &Parts, said: &Sayings) -> String {
    let own = parts.article_style.clone() + &parts.page_style;
    let policy = format!(
        "default-src 'none'; script-src {}; style-src {} {}; img-src data:",
        hash(&parts.script),
        hash(&parts.theme),
        hash(&own)
    );
    let lang = language(article.script);
    let title = match title(article.text()) {
        title if title.is_empty() => "文脈".to_owned(),
        title => escape(&title),
    };
    let blocks = blocks(article);
    let mut html = format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <title>{title}</title>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta name=\"generator\" content=\"Wenmai {}\">\n",
        crate::RELEASE
    );
    if let Some(date) = said.date {
        html += &format!("<meta name=\"date\" content=\"{}\">\n", escape(date));
    }
    html += &format!(
        "<link rel=\"icon\" href=\"data:,\">\n<style id=\"wenmai-theme\">{}</style>\n\
         <style>{own}</style>\n</head>\n<body>\n<main>\n",
        parts.theme
    );
    // Those who hear the file look for a heading.
    if !blocks.iter().any(|block| block.headline) {
        html += &format!("<h1 class=\"unseen\">{title}</h1>\n");
    }
    html += &format!("<wenmai-article lang=\"{lang}\" panel=\"side\">\n");
    for block in &blocks {
        html += &block.html;
        html.push('\n');
    }
    html += &format!(
        "</wenmai-article>\n</main>\n<footer lang=\"{}\">\n<p class=\"made\">{}</p>\n\
         <p class=\"source\">{}{}</p>\n<noscript><p>{}</p></noscript>\n</footer>\n",
        said.language,
        escape(said.made),
        escape(said.source),
        sha256(article.source.raw()),
        escape(said.no_script)
    );
    html += &article_blocks(article, lexicon);
    html += &format!("<script>{}</script>\n</body>\n</html>\n", parts.script);
    html
}

/// The source expression for a script or a style that the file itself holds.
fn hash(text: &str) -> String {
    format!(
        "'sha256-{}'",
        base64(&sha2::Sha256::digest(text.as_bytes()))
    )
}

/// Base64 with its padding (RFC 4648, 4).
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let group = chunk.iter().chain([&0; 2]).take(3);
        let group = group.fold(0_usize, |group, &byte| group << 8 | usize::from(byte));
        for place in 0..4 {
            let digit = DIGITS.get(group >> (18 - 6 * place) & 63);
            text.push(match digit {
                Some(&digit) if place <= chunk.len() => char::from(digit),
                _ => '=',
            });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::tests::article;

    #[test]
    fn bytes_are_written_in_base64() {
        for (bytes, expected) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foobar", "Zm9vYmFy"),
            ("\u{ff}\u{fb}", "w7/Duw=="),
        ] {
            assert_eq!(base64(bytes.as_bytes()), expected);
        }
    }

    #[test]
    fn a_file_has_one_heading_and_the_text_as_text() {
        let parts = Parts {
            script: "run()".to_owned(),
            theme: "a{}".to_owned(),
            article_style: "b{}".to_owned(),
            page_style: "c{}".to_owned(),
        };
        let said = Sayings {
            language: "en",
            date: None,
            made: "made",
            source: "source: ",
            no_script: "no script",
        };
        let html = write(&article("</script><img src=x>《書》"), &[], &parts, &said);
        assert_eq!(html.matches("<h1").count(), 1);
        assert!(!html.contains("<img"), "{html}");
        assert_eq!(html.matches("</script>").count(), 3);
        assert!(html.contains("<style>b{}c{}</style>"));
        assert_eq!(
            html,
            write(&article("</script><img src=x>《書》"), &[], &parts, &said)
        );
    }
}
