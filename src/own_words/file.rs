//! The reader's own words in files and on the wire.
//!
//! A file is plain text, a word a line: `word`, or `word TAB type`, or `word TAB type TAB full name`,
//! with types such as `PERSON` and `ORG.COM`; blank lines and lines that begin with `#` say
//! nothing.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::entity::EntityKind;
use crate::error::{Error, Result};
use crate::own_words::{COMMENT, OwnWord};

/// A word on the wire; see [`OwnWord`].
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct WireWord<'a> {
    /// The word.
    pub word: Cow<'a, str>,
    /// `PERSON`, `ORG` …
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<Cow<'a, str>>,
    /// For organisations: `COM`, `GOV` or `OTH`, which is the default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subtype: Option<Cow<'a, str>>,
    /// Name of the entity that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub canonical: Option<Cow<'a, str>>,
}

impl<'a> From<&'a OwnWord> for WireWord<'a> {
    fn from(word: &'a OwnWord) -> Self {
        Self {
            word: word.word.as_str().into(),
            kind: word.kind.map(|kind| kind.type_name().into()),
            subtype: word.kind.and_then(EntityKind::subtype_name).map(Cow::from),
            canonical: word.canonical.as_deref().map(Cow::from),
        }
    }
}

impl WireWord<'_> {
    fn read(&self) -> std::result::Result<OwnWord, String> {
        let name = self.kind.as_deref().unwrap_or_default();
        let full = match self.subtype.as_deref() {
            Some(subtype) if !subtype.is_empty() => format!("{name}.{subtype}"),
            _ => name.to_owned(),
        };
        OwnWord::new(&self.word, kind(&full)?, self.canonical.as_deref())
    }
}

/// The words of a list on the wire.
///
/// # Errors
/// [`Error::Lexicon`] with the number of the first that cannot be used, counted from 1.
pub fn from_wire(words: &[WireWord]) -> Result<Vec<OwnWord>> {
    let words = words.iter().enumerate();
    words
        .map(|(index, word)| {
            word.read()
                .map_err(|reason| malformed("word", index, reason))
        })
        .collect()
}

/// The words of a file.
///
/// # Errors
/// [`Error::Lexicon`] with the first line that cannot be used, counted from 1.
pub fn read(text: &str) -> Result<Vec<OwnWord>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut words = Vec::new();
    for (index, line) in text.split('\n').enumerate() {
        let line = line.strip_suffix('\r').unwrap_or(line);
        if line.trim().is_empty() || line.starts_with(COMMENT) {
            continue;
        }
        let word = read_line(line).map_err(|reason| malformed("line", index, reason))?;
        words.push(word);
    }
    Ok(words)
}

fn read_line(line: &str) -> std::result::Result<OwnWord, String> {
    let mut fields = line.split('\t');
    let (word, name, canonical) = (fields.next(), fields.next(), fields.next());
    if fields.any(|more| !more.trim().is_empty()) {
        return Err("it has more than a word, a type and a full name".to_owned());
    }
    let kind = kind(name.unwrap_or_default())?;
    OwnWord::new(word.unwrap_or_default(), kind, canonical)
}

/// The type of that name, in any case; none for an empty name.
fn kind(name: &str) -> std::result::Result<Option<EntityKind>, String> {
    let name = name.trim();
    if name.is_empty() {
        return Ok(None);
    }
    let kind = EntityKind::parse(&name.to_ascii_uppercase());
    kind.map(Some)
        .ok_or_else(|| format!("there is no type “{name}”"))
}

const fn malformed(unit: &'static str, index: usize, reason: String) -> Error {
    Error::Lexicon {
        unit,
        number: index + 1,
        reason,
    }
}

/// A file of `words`, in their order.
pub fn write(words: &[OwnWord]) -> String {
    let mut text = String::new();
    for word in words {
        text.push_str(&word.word);
        if let Some(kind) = word.kind {
            text.push('\t');
            text.push_str(kind.full_name());
        }
        if let Some(canonical) = &word.canonical {
            text.push('\t');
            text.push_str(canonical);
        }
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::OrganisationKind;

    #[test]
    fn a_file_is_read_and_written_back() {
        let file = "\u{feff}# 讀者的詞\r\n\r\n 雲山霧罩 \r\n微億\tORG.COM\t常州微億智造科技有限公司\n\
            👨‍👩‍👧𠮷\tperson\t\n# 完\ne\u{301}\torg\t\t\n";
        let words = read(file).unwrap();
        let company = EntityKind::Organisation(OrganisationKind::Company);
        let other = EntityKind::Organisation(OrganisationKind::Other);
        let canonical = Some("常州微億智造科技有限公司");
        assert_eq!(
            words,
            [
                OwnWord::new("雲山霧罩", None, None).unwrap(),
                OwnWord::new("微億", Some(company), canonical).unwrap(),
                OwnWord::new("👨‍👩‍👧𠮷", Some(EntityKind::Person), None).unwrap(),
                OwnWord::new("e\u{301}", Some(other), None).unwrap(),
            ]
        );
        let written = write(&words);
        assert_eq!(
            written,
            "雲山霧罩\n微億\tORG.COM\t常州微億智造科技有限公司\n👨‍👩‍👧𠮷\tPERSON\ne\u{301}\tORG.OTH\n"
        );
        assert_eq!(read(&written).unwrap(), words);
        let wire: Vec<WireWord> = words.iter().map(WireWord::from).collect();
        let json = serde_json::to_string(&wire).unwrap();
        assert!(json.contains(r#"{"word":"微億","type":"ORG","subtype":"COM","canonical":"#));
        let wire: Vec<WireWord> = serde_json::from_str(&json).unwrap();
        assert_eq!(from_wire(&wire).unwrap(), words);
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        let long = "長".repeat(65);
        for (line, reason) in [
            ("常州\tTOWN", "there is no type “TOWN”"),
            ("常州\tPLACE.COM", "there is no type “PLACE.COM”"),
            ("常州\t\t常州市", "has a full name but no type"),
            ("\tPLACE", "the word is empty"),
            ("常州\tPLACE\t常州市\t江蘇", "more than a word"),
            (long.as_str(), "65 characters"),
            (" #話題", "cannot begin with #"),
        ] {
            let error = read(&format!("# 一\r\n{line}\r\n")).unwrap_err();
            assert_eq!(error.code(), "lexicon-malformed");
            let sentence = error.to_string();
            assert!(
                sentence.starts_with("the lexicon's line 2 cannot"),
                "{sentence}"
            );
            assert!(sentence.contains(reason), "{sentence}");
        }
        assert_eq!(read("\u{feff}\r\n \n").unwrap(), []);
    }

    #[test]
    fn what_cannot_be_a_line_cannot_be_a_word() {
        for word in ["", " ", "a\tb", "a\nb", "a\rb", "#a"] {
            let wire = WireWord {
                word: word.into(),
                kind: None,
                subtype: None,
                canonical: None,
            };
            let error = from_wire(&[wire]).unwrap_err();
            assert!(error.to_string().contains("word 1"), "{error}");
        }
    }
}
