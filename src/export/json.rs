//! The documented JSON: one object, one line, in the shape of [`crate::wire`].

use crate::article::Article;
use crate::utf16::OffsetUnit;
use crate::wire::WireArticle;

/// `article` as JSON, ending in a line feed. Two runs over one text give the same bytes, and so
/// do the command line and the page.
pub fn write(article: &Article, unit: OffsetUnit) -> String {
    // The wire holds strings, integers and finite floats only: nothing that JSON lacks.
    let mut json =
        serde_json::to_string(&WireArticle::new(article, unit, true)).unwrap_or_default();
    json.push('\n');
    json
}
