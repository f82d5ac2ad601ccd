//! The whole road from raw text to article.

use crate::article::Article;
use crate::entity::{Entity, EntityKind, Mention, Reason};
use crate::error::Result;
use crate::pack::Pack;
use crate::script::Script;
use crate::source::Source;
use crate::span::Span;
use crate::token::{PartOfSpeech, Token};

/// What a caller may ask of one analysis.
#[derive(Clone, Debug)]
pub struct Options {
    /// Whether to repair the text and set page furniture apart.
    pub clean: bool,
    /// Indices into the edits of the cleaned text that are to be switched off.
    pub disabled_edits: Vec<usize>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            clean: true,
            disabled_edits: Vec::new(),
        }
    }
}

/// Lexicon, tables and rules, loaded once; reads any number of texts.
#[derive(Debug)]
pub struct Engine {
    pack: Pack,
}

impl Engine {
    /// Loads everything from a pack.
    ///
    /// # Errors
    /// Whatever [`Pack::read`] finds, and [`crate::error::Error::PackSection`] for a missing or
    /// malformed section.
    pub fn new(pack: Vec<u8>) -> Result<Self> {
        Ok(Self {
            pack: Pack::read(pack)?,
        })
    }

    /// The release that wrote the pack.
    pub fn pack_release(&self) -> &str {
        self.pack.release()
    }

    /// Reads one text.
    pub fn analyse(&self, raw: &str, _options: &Options) -> Article {
        // Placeholder until the stages are in: works in 《》 only.
        let mut article = Article {
            source: Source::untouched(raw),
            script: Script::Undetermined,
            tokens: Vec::new(),
            mentions: Vec::new(),
            entities: Vec::new(),
            relations: Vec::new(),
        };
        let mut open = None;
        for (start, character) in raw.char_indices() {
            let end = start + character.len_utf8();
            match (character, open) {
                ('《', _) => open = Some(start),
                ('》', Some(from)) => {
                    let span = Span::new(from, end);
                    article.mentions.push(Mention {
                        span,
                        kind: EntityKind::Work,
                        score: 0.95,
                        reason: Reason {
                            rule: "title-marks",
                            evidence: String::new(),
                        },
                        entity: article.entities.len(),
                    });
                    article.entities.push(Entity {
                        id: format!("work-{start}"),
                        kind: EntityKind::Work,
                        name: span.of(raw).to_owned(),
                        aliases: Vec::new(),
                        mentions: vec![article.mentions.len() - 1],
                    });
                    open = None;
                }
                _ => {}
            }
            article.tokens.push(Token {
                span: Span::new(start, end),
                pos: PartOfSpeech::UNKNOWN,
            });
        }
        article
    }
}
