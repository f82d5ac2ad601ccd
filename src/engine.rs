//! The whole road from raw text to article.

use crate::article::Article;
use crate::corrections::place::Places;
use crate::corrections::{Correction, mentions};
use crate::divisions::{self, Divisions};
use crate::error::{Error, Result};
use crate::lexicon::Lexicon;
use crate::lines::{Lines, Memory};
use crate::link::link;
use crate::model::Model;
use crate::model::observations::Observations;
use crate::nested::nest;
use crate::own_words::{self, Occurrences, OwnWord};
use crate::pack::Pack;
use crate::readings::predict::{Context as WordContext, Predictor};
use crate::readings::text::Reader;
use crate::readings::{
    Book, Definitions, Frequencies, Passage, Style, WordInformation, WordReading,
};
use crate::relate::relate;
use crate::rules::{self, Candidate, Context};
use crate::script::{Converter, Script, Shadow};
use crate::search::{self, Hit};
use crate::segment::{Word, propose, segment};
use crate::source::Source;
use crate::source::readings::Readings;
use crate::span::Span;
use crate::tag::{cuts, tag};
use crate::token::Token;
use crate::value::values;

/// What a caller may ask of one analysis.
#[derive(Clone, Debug)]
pub struct Options {
    /// Whether to repair the text and set page furniture apart.
    pub clean: bool,
    /// Indices into the edits of the cleaned text that are to be switched off.
    pub disabled_edits: Vec<usize>,
    /// What the reader put right, in the order in which it is applied.
    pub corrections: Vec<Correction>,
    /// The reader's own words.
    pub lexicon: Vec<OwnWord>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            clean: true,
            disabled_edits: Vec::new(),
            corrections: Vec::new(),
            lexicon: Vec::new(),
        }
    }
}

/// Lexicon, tables and rules, loaded once; reads any number of texts.
#[derive(Debug)]
pub struct Engine {
    pack: Pack,
    readings: Readings,
    converter: Converter,
    lexicon: Lexicon,
    divisions: Divisions,
    model: Option<Model>,
    /// What the pack of readings adds, once it is loaded.
    spoken: Option<(Book, Frequencies)>,
    definitions: Option<Definitions>,
}

impl Engine {
    /// Loads everything from a pack.
    ///
    /// # Errors
    /// Whatever [`Pack::read`] finds, and [`crate::error::Error::PackSection`] for a missing or
    /// malformed section.
    pub fn new(pack: Vec<u8>) -> Result<Self> {
        Self::from_pack(Pack::read(pack)?)
    }

    /// Loads everything from a pack that was read before.
    ///
    /// # Errors
    /// [`crate::error::Error::PackSection`] for a missing or malformed section.
    pub fn from_pack(pack: Pack) -> Result<Self> {
        let model = Model::read(pack.section("model")?.as_ref())?;
        let mut engine = Self::untrained(pack)?;
        engine.set_model(model);
        Ok(engine)
    }

    /// Loads everything but the model: what reads texts for the training of one. Such an engine tags by rules
    /// alone.
    ///
    /// # Errors
    /// [`crate::error::Error::PackSection`] for a missing or malformed section.
    pub fn untrained(pack: Pack) -> Result<Self> {
        let readings = Readings::from_bytes(pack.section("readings")?)?;
        let converter = Converter::from_pack(&pack)?;
        let lexicon = Lexicon::from_pack(&pack)?;
        let divisions = Divisions::from_pack(&pack, lexicon.gazetteer())?;
        Ok(Self {
            pack,
            readings,
            converter,
            lexicon,
            divisions,
            model: None,
            spoken: None,
            definitions: None,
        })
    }

    /// The release that wrote the pack.
    pub fn pack_release(&self) -> &str {
        self.pack.release()
    }

    /// The conversion tables.
    pub fn converter(&self) -> &Converter {
        &self.converter
    }

    /// The administrative divisions.
    pub fn divisions(&self) -> &Divisions {
        &self.divisions
    }

    /// Takes the pack of readings, which [`Engine::readings`] and [`Engine::word`] need.
    ///
    /// # Errors
    /// [`Error::ReleaseMismatch`] where it stems from another build than the engine's pack, and
    /// [`Error::PackSection`] for a missing or malformed section.
    pub fn load_readings(&mut self, pack: &Pack) -> Result<()> {
        self.check_release(pack)?;
        let book = Book::from_pack(pack)?;
        self.spoken = Some((book, Frequencies::from_pack(&self.pack)?));
        Ok(())
    }

    /// Takes the pack of definitions, which [`Engine::word`] adds.
    ///
    /// # Errors
    /// As [`Engine::load_readings`].
    pub fn load_definitions(&mut self, pack: &Pack) -> Result<()> {
        self.check_release(pack)?;
        self.definitions = Some(Definitions::from_pack(pack)?);
        Ok(())
    }

    /// Takes the pack of phrases, which [`Engine::display`] in Traditional characters needs.
    ///
    /// # Errors
    /// As [`Engine::load_readings`].
    pub fn load_phrases(&mut self, pack: &Pack) -> Result<()> {
        self.check_release(pack)?;
        self.converter.load_phrases(pack)
    }

    /// `text` for readers of `script`; see [`Converter::display`].
    ///
    /// # Errors
    /// [`Error::PhrasesNotLoaded`] for Traditional before [`Engine::load_phrases`].
    pub fn display(&self, text: &str, script: Script, units: &[Span]) -> Result<String> {
        if self.converter.is_complete_for(script) {
            Ok(self.converter.display(text, script, units))
        } else {
            Err(Error::PhrasesNotLoaded)
        }
    }

    fn check_release(&self, pack: &Pack) -> Result<()> {
        if pack.release() == self.pack_release() {
            return Ok(());
        }
        Err(Error::ReleaseMismatch {
            engine: self.pack_release().to_owned(),
            pack: pack.release().to_owned(),
        })
    }

    fn reader(&self) -> Result<Reader<'_>> {
        let (book, frequencies) = self.spoken.as_ref().ok_or(Error::ReadingsNotLoaded)?;
        Ok(Reader {
            predictor: Predictor {
                table: &self.readings,
                book,
            },
            lexicon: &self.lexicon,
            converter: &self.converter,
            frequencies,
        })
    }

    /// How every word of a passage is read that has a Han character, in order.
    ///
    /// # Errors
    /// [`Error::ReadingsNotLoaded`] before [`Engine::load_readings`].
    pub fn readings(&self, passage: &Passage, style: Style) -> Result<Vec<WordReading>> {
        Ok(self.reader()?.read(passage, style))
    }

    /// What is known of one word, in either script.
    ///
    /// # Errors
    /// [`Error::ReadingsNotLoaded`] before [`Engine::load_readings`].
    pub fn word(&self, word: &str, style: Style) -> Result<WordInformation> {
        let reader = self.reader()?;
        let original: Vec<char> = word.chars().collect();
        let shadow = self.converter.shadow(word);
        let key = shadow.text();
        let readings = reader
            .predictor
            .word(&original, shadow.chars(), WordContext::default());
        let pos =
            self.lexicon
                .dictionary()
                .of(key, |jieba| match jieba.tag(key, false).as_slice() {
                    [only] if jieba.has_word(key) => Some(only.tag.to_owned()),
                    _ => None,
                });
        let definitions = self.definitions.as_ref();
        Ok(WordInformation {
            word: word.to_owned(),
            readings: readings
                .into_iter()
                .map(|reading| Some(reader.write(reading?, style)))
                .collect(),
            pos,
            band: reader.frequencies.band(key),
            frequency: reader.frequencies.frequency(key),
            definitions: definitions.map(|definitions| definitions.of(word, key, style)),
        })
    }

    /// Repairs one text as `options` ask, without reading it further.
    pub fn clean(&self, raw: &str, options: &Options) -> Source {
        if !options.clean {
            return Source::untouched(raw);
        }
        // A torn character can be put back in several ways: the one that makes a word is preferred.
        let is_word = |text: &str| {
            self.lexicon
                .dictionary()
                .has(self.converter.shadow(text).text())
        };
        let source = Source::repair_with_words(raw, &self.readings, &is_word);
        if options.disabled_edits.is_empty() {
            source
        } else {
            source.without(&options.disabled_edits)
        }
    }

    /// Prepares a text for the model: what dictionary, gazetteer and, if `rules`, the rules say of it. One observation a
    /// character.
    pub fn observe(&self, text: &str, rules: bool) -> Observations {
        let shadow = self.converter.shadow(text);
        let words = propose(&shadow, &self.lexicon, &Occurrences::none());
        let context = Context::new(&shadow, &words, &self.lexicon);
        let mut observations = Observations::new(&context);
        if rules {
            observations.note_rules(&rules::reading::read(&context));
        }
        observations
    }

    /// Cuts a text, which is taken as it is, into words that cover it, in characters: as the model has them, or, where
    /// `learned` is false or there is no model, the dictionary. Blanks are words of their own; those of a name stand
    /// apart, as corpora of words have them.
    pub fn segment(&self, text: &str, learned: bool) -> Vec<Word> {
        let shadow = self.converter.shadow(text);
        let proposed = propose(&shadow, &self.lexicon, &Occurrences::none());
        match &self.model {
            Some(model) if learned => {
                let context = Context::new(&shadow, &proposed, &self.lexicon);
                segment(&context, &cuts(&context, model))
            }
            _ => proposed,
        }
    }

    /// The words of a text, as [`Engine::segment`] has them, without blanks.
    pub fn words(&self, text: &str) -> Vec<Word> {
        let chars: Vec<char> = text.chars().collect();
        let mut words = self.segment(text, true);
        words.retain(|word| {
            chars[word.start..word.end]
                .iter()
                .any(|character| !character.is_whitespace())
        });
        words
    }

    /// Where `text`, such as that of an article, has `query`; see [`mod@search`].
    pub fn search(&self, text: &str, query: &str) -> Vec<Hit> {
        search::search(text, query, &self.converter, &self.readings)
    }

    /// Takes another model than the pack's.
    pub fn set_model(&mut self, model: Model) {
        self.model = Some(model);
    }

    /// Reads one text.
    pub fn analyse(&self, raw: &str, options: &Options) -> Article {
        self.read(raw, options, None)
    }

    /// The same, faster for a text much of which was read before with the same `memory`.
    pub fn analyse_again(&self, raw: &str, options: &Options, memory: &mut Memory) -> Article {
        self.read(raw, options, Some(memory))
    }

    fn read(&self, raw: &str, options: &Options, memory: Option<&mut Memory>) -> Article {
        let source = self.clean(raw, options);
        let text = source.clean();
        let script = self.converter.detect(text);
        let shadow = self.converter.shadow(text);
        let own = Occurrences::find(&options.lexicon, text, &shadow, &self.converter);
        let mut lines = match memory {
            Some(memory) => Lines::remembered(shadow.chars(), &own, memory),
            None => Lines::new(shadow.chars()),
        };
        if let Some(unread) = lines.unread() {
            let (shadow, own) = (shadow.part(&unread), own.part(&unread));
            let words = propose(&shadow, &self.lexicon, &own);
            let context = Context::new(&shadow, &words, &self.lexicon).with_own_words(&own);
            lines.learn(&unread, &words, &rules::reading::first_pass(&context));
        }
        let recalled = lines.recall();
        let (proposed, first) = match recalled {
            Some((words, first)) => (words, Some(first)),
            None => (propose(&shadow, &self.lexicon, &own), None),
        };
        let context = Context::new(&shadow, &proposed, &self.lexicon).with_own_words(&own);
        let first = first.unwrap_or_else(|| {
            let first = rules::reading::first_pass(&context);
            lines.learn_all(&proposed, &first);
            first
        });
        let mut reading = tag(&context, self.model.as_ref(), first, &mut lines);
        let repaired = || self.clean(raw, &Options::default());
        let places = Places::new(&source, &shadow, &self.converter, &repaired);
        let corrected = mentions::correct(&options.corrections, &places, &mut reading.mentions);
        let (mut mentions, mut entities) = link(&context, &reading.mentions, text);
        own_words::unite(
            &own,
            &shadow,
            text,
            &self.converter,
            &mut mentions,
            &mut entities,
        );
        let unplaced = corrected.group(&places, &mut mentions, &mut entities);
        nest(
            &context,
            std::mem::take(&mut reading.proposed),
            &reading.mentions,
            &mut mentions,
            &entities,
            text,
        );
        divisions::place_in(
            &self.divisions,
            &self.converter,
            script,
            &shadow,
            text,
            &mentions,
            &mut entities,
        );
        values(&shadow, &mut mentions, &source);
        let relations = relate(&context, &mentions, text);
        let words = segment(&context, &reading.cuts);
        let tokens = tokens(&shadow, &words, &reading.mentions);
        let article = Article {
            script,
            tokens,
            mentions,
            entities,
            relations,
            unplaced,
            source,
        };
        debug_assert_eq!(article.check(), Ok(()));
        article
    }
}

/// The words as tokens of the clean text, cut where a mention begins or ends inside one, so that every
/// mention is a union of tokens; blanks are no tokens.
fn tokens(shadow: &Shadow, words: &[Word], mentions: &[Candidate]) -> Vec<Token> {
    let mut cuts = mentions
        .iter()
        .flat_map(|mention| [mention.start, mention.end])
        .peekable();
    let mut tokens = Vec::with_capacity(words.len());
    for word in words {
        let mut start = word.start;
        while cuts.next_if(|&cut| cut <= start).is_some() {}
        while let Some(cut) = cuts.next_if(|&cut| cut < word.end) {
            if cut > start {
                tokens.push((start, cut, word.pos));
                start = cut;
            }
        }
        tokens.push((start, word.end, word.pos));
    }
    tokens.retain(|&(start, end, _)| !is_blank(shadow, start, end));
    tokens
        .into_iter()
        .map(|(start, end, pos)| Token {
            span: shadow.span(start, end),
            pos,
        })
        .collect()
}

fn is_blank(shadow: &Shadow, start: usize, end: usize) -> bool {
    shadow.chars()[start..end]
        .iter()
        .all(|character| character.is_whitespace())
}
