//! Annotated corpora as others publish them: sentences with typed spans, or with words.

pub mod map;

use std::path::Path;

use crate::error::{Error, Result};
use crate::evaluate::gold::Gold;

/// One sentence of a corpus.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence {
    /// Its text.
    pub text: String,
    /// Spans in characters of `text`, ascending, none overlapping: start, end, type. In a corpus of words
    /// the words, without type.
    pub spans: Vec<(usize, usize, String)>,
}

/// The format of a corpus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One character and one BIO or BIOES label a line, an empty line between sentences.
    Conll,
    /// One sentence a line, words separated by blanks.
    Words,
    /// Marked articles, `⟦text|TYPE#id⟧`; each paragraph is a sentence.
    Marked,
}

/// Reads a corpus from a file.
///
/// # Errors
/// [`Error::Io`], and what [`read`] finds.
pub fn read_file(path: &Path, format: Format) -> Result<Vec<Sentence>> {
    read(&path.display().to_string(), &read_text(path)?, format)
}

/// A file's text, with its name in the error.
///
/// # Errors
/// [`Error::Io`].
pub fn read_text(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).map_err(|source| Error::Io {
        path: path.display().to_string(),
        source,
    })
}

/// The texts of sentences that are read together, each with a line feed behind it, and the first character of each.
pub fn join(sentences: &[Sentence]) -> (String, Vec<usize>) {
    let mut text = String::new();
    let mut starts = Vec::with_capacity(sentences.len());
    let mut length = 0;
    for sentence in sentences {
        starts.push(length);
        text.push_str(&sentence.text);
        text.push('\n');
        length += sentence.text.chars().count() + 1;
    }
    (text, starts)
}

/// Sentences that are read together, `lines` at a time, as articles. With `held_out`, every article with a number divisible by it is kept
/// apart from training: `Part` says which are asked for.
pub fn articles(
    sentences: &[Sentence],
    lines: usize,
    held_out: Option<usize>,
    part: Part,
) -> Vec<&[Sentence]> {
    let articles = sentences.chunks(lines.max(1)).enumerate();
    let wanted = |index: usize| {
        held_out.is_none_or(|every| index.is_multiple_of(every.max(1)) == (part == Part::HeldOut))
    };
    articles
        .filter(|(index, _)| wanted(*index))
        .map(|(_, article)| article)
        .collect()
}

/// A part of a corpus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What is trained on.
    Training,
    /// What is kept for scores.
    HeldOut,
}

/// Reads a corpus; `path` is for messages.
///
/// # Errors
/// [`Error::Annotation`] with the line of the first mistake.
pub fn read(path: &str, content: &str, format: Format) -> Result<Vec<Sentence>> {
    match format {
        Format::Conll => conll(path, content),
        Format::Words => Ok(words(content)),
        Format::Marked => marked(path, content),
    }
}

fn conll(path: &str, content: &str) -> Result<Vec<Sentence>> {
    let mut sentences = Vec::new();
    let mut sentence = Sentence::default();
    let mut length = 0;
    for (number, line) in content.lines().enumerate() {
        let line = line.trim_end_matches('\r');
        if line.trim().is_empty() {
            if length > 0 {
                sentences.push(std::mem::take(&mut sentence));
                length = 0;
            }
            continue;
        }
        let error = |reason: &str| Error::Annotation {
            path: path.to_owned(),
            line: number + 1,
            reason: reason.to_owned(),
        };
        let (unit, label) = line
            .split_once('\t')
            .or_else(|| line.rsplit_once(' '))
            .ok_or_else(|| {
                error("a line without a label: expected a character, a tab and a label")
            })?;
        let label = label.rsplit('\t').next().unwrap_or(label).trim();
        let start = length;
        length += unit.chars().count();
        sentence.text.push_str(unit);
        let Some((place, kind)) = label.split_once('-') else {
            if label == "O" {
                continue;
            }
            return Err(error(
                "a label that is neither O nor a place, a hyphen and a type",
            ));
        };
        match sentence.spans.last_mut() {
            // I- behind another type or behind nothing begins, as in the CoNLL scorer.
            Some(open) if matches!(place, "I" | "M" | "E") && open.1 == start && open.2 == kind => {
                open.1 = length;
            }
            _ => sentence.spans.push((start, length, kind.to_owned())),
        }
    }
    if length > 0 {
        sentences.push(sentence);
    }
    Ok(sentences)
}

fn words(content: &str) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    for line in content.lines() {
        let mut sentence = Sentence::default();
        let mut length = 0;
        for word in line.split_whitespace() {
            let end = length + word.chars().count();
            sentence.spans.push((length, end, String::new()));
            sentence.text.push_str(word);
            length = end;
        }
        if length > 0 {
            sentences.push(sentence);
        }
    }
    sentences
}

fn marked(path: &str, content: &str) -> Result<Vec<Sentence>> {
    let gold = Gold::parse(path, content)?;
    let mut sentences = Vec::new();
    let mut mentions = gold.mentions.iter().peekable();
    let mut start = 0;
    for line in gold.text.split('\n') {
        let end = start + line.len();
        let mut sentence = Sentence {
            text: line.to_owned(),
            spans: Vec::new(),
        };
        while let Some(mention) = mentions.next_if(|mention| mention.span.end <= end) {
            let at = |position: usize| line[..position - start].chars().count();
            sentence.spans.push((
                at(mention.span.start.max(start)),
                at(mention.span.end),
                mention.kind.full_name().to_owned(),
            ));
        }
        if !line.is_empty() {
            sentences.push(sentence);
        }
        start = end + 1;
    }
    Ok(sentences)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(sentence: &Sentence) -> Vec<(String, &str)> {
        let characters: Vec<char> = sentence.text.chars().collect();
        let text = |span: &(usize, usize, String)| characters[span.0..span.1].iter().collect();
        sentence
            .spans
            .iter()
            .map(|span| (text(span), span.2.as_str()))
            .collect()
    }

    #[test]
    fn conll_is_read_in_bio_and_bioes() {
        let bio = "田\tB-PER\n总\tO\n𠮷\tB-ORG\n野\tI-ORG\n家\tI-ORG\n\n\n沪\tI-LOC\n";
        let found = read("a", bio, Format::Conll).unwrap();
        assert_eq!(
            texts(&found[0]),
            [("田".into(), "PER"), ("𠮷野家".into(), "ORG")]
        );
        assert_eq!(texts(&found[1]), [("沪".into(), "LOC")]);
        let bioes = "宁\tS-LOC\n常\tB-ORG\n州\tM-ORG\n队\tE-ORG\n";
        let found = read("a", bioes, Format::Conll).unwrap();
        assert_eq!(
            texts(&found[0]),
            [("宁".into(), "LOC"), ("常州队".into(), "ORG")]
        );
    }

    #[test]
    fn conll_mistakes_name_their_line() {
        for (content, line) in [("田\tB-PER\n总\n", 2), ("田\tPER\n", 1)] {
            let error = read("a", content, Format::Conll).unwrap_err();
            assert!(matches!(error, Error::Annotation { line: found, .. } if found == line));
        }
    }

    #[test]
    fn words_and_marked_articles_are_read() {
        let found = read("a", "迈向  充满 希望\r\n\n二", Format::Words).unwrap();
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].spans[1], (2, 4, String::new()));
        let marked =
            "一\n⟦田|PERSON#p1⟧⟦总|TITLE⟧说😀，⟦𠮷野家|ORG.COM#o1⟧。\n---\nholds\tp1\t总\t-\n";
        let found = read("a", marked, Format::Marked).unwrap();
        assert_eq!(found.len(), 2);
        assert_eq!(
            texts(&found[1]),
            [
                ("田".into(), "PERSON"),
                ("总".into(), "TITLE"),
                ("𠮷野家".into(), "ORG.COM")
            ]
        );
    }
}
