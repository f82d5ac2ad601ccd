//! The only file with wasm attributes: what JavaScript can call.
//!
//! Results leave as plain data in UTF-16 positions, failures as `Error` objects with a `code`
//! and a `cure`. A lone surrogate in a JavaScript string arrives as U+FFFD, which has the same
//! length: positions hold.

use std::io::{self, Write};

use js_sys::{Array, Error as JsError, Function, Reflect};
use serde::{Deserialize, Serialize};
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use crate::article::Article;
use crate::corrections::Correction;
use crate::corrections::file::{Header, SCHEMA, WireCorrection, WireCorrections};
use crate::engine;
use crate::error::Error;
use crate::export::{self, Format};
use crate::lines::Memory;
use crate::own_words::file::{self as words, WireWord};
use crate::pack::Pack;
use crate::paint;
use crate::readings::{self, Style, WirePassage};
use crate::script::Script;
use crate::span::Span;
use crate::utf16::{OffsetUnit, Offsets, ends};
use crate::wire::{WireArticle, WireHit};

/// Runs once, when the module is loaded: panics are reported on the console from here on.
#[wasm_bindgen(start)]
pub fn start() {
    console_error_panic_hook::set_once();
}

/// The release of the module.
#[wasm_bindgen]
pub fn release() -> String {
    crate::RELEASE.to_owned()
}

/// What `export` can write, as `[{name, mediaType, suffix}]`; a file is named by its stem and the suffix.
#[wasm_bindgen]
pub fn formats() -> Result<JsValue, JsValue> {
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct WireFormat {
        name: &'static str,
        media_type: &'static str,
        suffix: &'static str,
    }
    let formats = Format::ALL.map(|format| WireFormat {
        name: format.name(),
        media_type: format.media_type(),
        suffix: format.suffix(),
    });
    formats
        .serialize(&Serializer::json_compatible())
        .map_err(JsValue::from)
}

/// The corrections of a file, an object in the documented shape, as a list that
/// `options.corrections` takes; positions that do not count UTF-16 units say so.
#[wasm_bindgen(js_name = readCorrections)]
pub fn read_corrections(file: JsValue) -> Result<JsValue, JsValue> {
    let malformed =
        |error: serde_wasm_bindgen::Error| from_core(&Error::Corrections(error.to_string()));
    let header: Header = serde_wasm_bindgen::from_value(file.clone()).map_err(malformed)?;
    header.check().map_err(|error| from_core(&error))?;
    let file: WireCorrections = serde_wasm_bindgen::from_value(file).map_err(malformed)?;
    let corrections = file.read().map_err(|error| from_core(&error))?;
    corrections
        .iter()
        .map(|correction| WireCorrection::new(correction, OffsetUnit::Utf16))
        .collect::<Vec<_>>()
        .serialize(&Serializer::json_compatible())
        .map_err(JsValue::from)
}

/// The words of a lexicon file, as a list that `options.lexicon` takes; a line that cannot be used is
/// a failure with its number as `line`.
#[wasm_bindgen(js_name = readLexicon)]
pub fn read_lexicon(text: &str) -> Result<JsValue, JsValue> {
    let words = words::read(text).map_err(|error| from_core(&error))?;
    words
        .iter()
        .map(WireWord::from)
        .collect::<Vec<_>>()
        .serialize(&Serializer::json_compatible())
        .map_err(JsValue::from)
}

/// A lexicon file of a list of words, as `readLexicon` gives and `options.lexicon` takes it; the
/// number of one that cannot be used is the failure's `line`.
#[wasm_bindgen(js_name = writeLexicon)]
pub fn write_lexicon(words: JsValue) -> Result<String, JsValue> {
    let words: Vec<WireWord> = serde_wasm_bindgen::from_value(words).map_err(bad_options)?;
    let words = words::from_wire(&words).map_err(|error| from_core(&error))?;
    Ok(words::write(&words))
}

/// A fire drill: panics, so that a host, or a test, can see that a panic of the core reaches
/// its error reporting. The instance is unusable afterwards, as after any panic.
#[wasm_bindgen(js_name = panicDrill)]
#[expect(clippy::panic, reason = "that is its purpose")]
pub fn panic_drill() {
    panic!("this is a drill");
}

/// What a caller may ask of an analysis; every field may be absent.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Options {
    clean: bool,
    disabled_edits: Vec<usize>,
    corrections: Vec<WireCorrection<'static>>,
    lexicon: Vec<WireWord<'static>>,
    tokens: bool,
    remember: bool,
}

impl Default for Options {
    fn default() -> Self {
        let engine::Options {
            clean,
            disabled_edits,
            corrections: _,
            lexicon: _,
        } = engine::Options::default();
        Self {
            clean,
            disabled_edits,
            corrections: Vec::new(),
            lexicon: Vec::new(),
            tokens: false,
            remember: false,
        }
    }
}

impl Options {
    fn read(value: JsValue) -> Result<Self, JsValue> {
        if value.is_undefined() || value.is_null() {
            return Ok(Self::default());
        }
        serde_wasm_bindgen::from_value(value).map_err(bad_options)
    }
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "it is what a conversion fails with"
)]
fn bad_options(error: serde_wasm_bindgen::Error) -> JsValue {
    failure(
        "bad-options",
        &format!("the options cannot be read: {error}"),
        "give an object such as {clean: true, disabledEdits: [3], lexicon: [{word: '微億', type: 'ORG'}]}",
    )
}

/// The engine: loaded once, reads any number of texts.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Engine {
    engine: engine::Engine,
    /// So that a correction, or a letter more, costs what it changes.
    memory: Memory,
}

#[wasm_bindgen]
impl Engine {
    /// Loads everything from the bytes of `wenmai.pack`, which must be of the module's release.
    #[wasm_bindgen(constructor)]
    pub fn new(pack: Vec<u8>) -> Result<Self, JsValue> {
        // Compared before a section is read: another release may lay them out otherwise.
        let pack = Pack::read(pack).map_err(|error| from_core(&error))?;
        if pack.release() != crate::RELEASE {
            return Err(from_core(&Error::ReleaseMismatch {
                engine: crate::RELEASE.to_owned(),
                pack: pack.release().to_owned(),
            }));
        }
        let engine = engine::Engine::from_pack(pack).map_err(|error| from_core(&error))?;
        Ok(Self {
            engine,
            memory: Memory::default(),
        })
    }

    /// Reads `text` and gives the article as one plain object in the documented shape, with its
    /// tokens where `options.tokens` is set. With `options.remember` its lines are remembered: a text that shares lines
    /// with it is read faster afterwards, to the same result.
    pub fn analyse(&mut self, text: &str, options: JsValue) -> Result<JsValue, JsValue> {
        let options = Options::read(options)?;
        let with_tokens = options.tokens;
        let article = self.read(text, options)?;
        let article = WireArticle::new(&article, OffsetUnit::Utf16, with_tokens);
        let mut pieces = Pieces::default();
        serde_json::to_writer(&mut pieces, &article)
            .map_err(|error| JsError::new(&error.to_string()))?;
        pieces.read()
    }

    /// Reads `text` and writes the article as a file of `format`, the bytes that the command
    /// line writes.
    pub fn export(
        &mut self,
        text: &str,
        format: &str,
        options: JsValue,
    ) -> Result<String, JsValue> {
        let options = Options::read(options)?;
        let format = Format::parse(format).ok_or_else(|| {
            failure(
                "unknown-format",
                &format!("there is no export format “{format}”"),
                "ask for one that formats() lists",
            )
        })?;
        let article = self.read(text, options)?;
        Ok(export::write(&article, format, OffsetUnit::Utf16))
    }

    /// Cuts `text`, as it is, into words: where each of them ends. They cover the text; `learned` says whether the
    /// model cuts, or the dictionary alone.
    pub fn segment(&self, text: &str, learned: bool) -> Vec<u32> {
        ends(text, &self.engine.segment(text, learned))
    }

    /// Where `text`, such as an article's, has `query`, as `[{start, end, how}]`, in order.
    pub fn search(&self, text: &str, query: &str) -> Result<JsValue, JsValue> {
        WireHit::all(text, &self.engine.search(text, query), OffsetUnit::Utf16)
            .serialize(&Serializer::json_compatible())
            .map_err(JsValue::from)
    }

    /// Takes the bytes of `wenmai-readings.pack`, which `readings` and `word` need.
    #[wasm_bindgen(js_name = loadReadings)]
    pub fn load_readings(&mut self, pack: Vec<u8>) -> Result<(), JsValue> {
        let loaded = Pack::read(pack).and_then(|pack| self.engine.load_readings(&pack));
        loaded.map_err(|error| from_core(&error))
    }

    /// Takes the bytes of `wenmai-phrases.pack`, which `display` in Traditional characters needs.
    #[wasm_bindgen(js_name = loadPhrases)]
    pub fn load_phrases(&mut self, pack: Vec<u8>) -> Result<(), JsValue> {
        let loaded = Pack::read(pack).and_then(|pack| self.engine.load_phrases(&pack));
        loaded.map_err(|error| from_core(&error))
    }

    /// Takes the bytes of `wenmai-definitions.pack`, which `word` adds.
    #[wasm_bindgen(js_name = loadDefinitions)]
    pub fn load_definitions(&mut self, pack: Vec<u8>) -> Result<(), JsValue> {
        let loaded = Pack::read(pack).and_then(|pack| self.engine.load_definitions(&pack));
        loaded.map_err(|error| from_core(&error))
    }

    /// How the words of `article`, as `analyse` gave it for `raw`, are read, in `style` (`pinyin` or `zhuyin`):
    /// `[{start, end, band, readings}]`, one entry a word with Han characters, one reading or null a character.
    pub fn readings(&self, article: JsValue, raw: &str, style: &str) -> Result<JsValue, JsValue> {
        let style = reading_style(style)?;
        let article: WirePassage = serde_wasm_bindgen::from_value(article)?;
        let passage = article.passage(raw);
        let words = self.engine.readings(&passage, style);
        let words = words.map_err(|error| from_core(&error))?;
        readings::wire(passage.text, words, OffsetUnit::Utf16)
            .serialize(&Serializer::json_compatible())
            .map_err(JsValue::from)
    }

    /// The clean text of `article`, as `analyse` gave it, in another script, `hans` or `hant`:
    /// as many UTF-16 units, position by position, each mention converted for itself.
    pub fn display(&self, article: JsValue, script: &str) -> Result<String, JsValue> {
        #[derive(Deserialize)]
        struct Shown {
            text: String,
            mentions: Vec<Place>,
        }
        #[derive(Deserialize)]
        struct Place {
            start: usize,
            end: usize,
        }
        let script = Script::parse(script).ok_or_else(|| {
            failure(
                "bad-options",
                &format!("there is no script “{script}” to show a text in"),
                "ask for “hans” or “hant”",
            )
        })?;
        let Shown { text, mentions } = serde_wasm_bindgen::from_value(article)?;
        let offsets = Offsets::new(&text, OffsetUnit::Utf16);
        let span = |place: &Place| {
            let (start, end) = (offsets.byte(place.start)?, offsets.byte(place.end)?);
            (start <= end).then_some(Span { start, end })
        };
        let mentions: Vec<Span> = mentions.iter().filter_map(span).collect();
        let shown = self.engine.display(&text, script, &mentions);
        shown.map_err(|error| from_core(&error))
    }

    /// What is known of one word: `{word, readings, pos, band, frequency, definitions}`; `definitions` is null as long
    /// as none are loaded.
    pub fn word(&self, word: &str, style: &str) -> Result<JsValue, JsValue> {
        let known = self.engine.word(word, reading_style(style)?);
        let known = known.map_err(|error| from_core(&error))?;
        known
            .serialize(&Serializer::json_compatible())
            .map_err(JsValue::from)
    }

    /// The release of module and pack.
    pub fn release(&self) -> String {
        crate::RELEASE.to_owned()
    }

    fn read(&mut self, text: &str, options: Options) -> Result<Article, JsValue> {
        let remember = options.remember;
        let options = engine::Options {
            clean: options.clean,
            disabled_edits: options.disabled_edits,
            corrections: corrections(options.corrections)?,
            lexicon: words::from_wire(&options.lexicon).map_err(|error| from_core(&error))?,
        };
        Ok(if remember {
            self.engine.analyse_again(text, &options, &mut self.memory)
        } else {
            self.engine.analyse(text, &options)
        })
    }
}

/// JSON on its way to JavaScript. Property by property the border would be crossed a hundred times a mention; as one string
/// a book's would take as much memory as the reading of it.
#[derive(Debug, Default)]
struct Pieces {
    /// What has not crossed yet.
    buffer: Vec<u8>,
    crossed: Array,
}

/// Bytes that cross together, at least.
const PIECE: usize = 1 << 18;

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // Between two writes no character is cut: what is escaped in a string is ASCII.
        if self.buffer.len() >= PIECE {
            self.flush()?;
        }
        self.buffer.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let piece = std::str::from_utf8(&self.buffer).map_err(io::Error::other)?;
        self.crossed.push(&JsValue::from_str(piece));
        self.buffer.clear();
        Ok(())
    }
}

impl Pieces {
    /// The object that all of it says.
    fn read(mut self) -> Result<JsValue, JsValue> {
        self.flush()
            .map_err(|error| JsError::new(&error.to_string()))?;
        let text = JsValue::from(self.crossed.join(""));
        let parse = Reflect::get(&js_sys::global(), &"JSON".into())
            .and_then(|json| Reflect::get(&json, &"parse".into()))?;
        Function::from(parse).call1(&JsValue::UNDEFINED, &text)
    }
}

/// Paints one element in place; see [`paint::Painter`].
#[wasm_bindgen]
#[derive(Debug)]
pub struct Painter(paint::Painter);

#[wasm_bindgen]
impl Painter {
    /// A painter for `element`.
    #[wasm_bindgen(constructor)]
    pub fn new(element: web_sys::Element) -> Self {
        Self(paint::Painter::new(element))
    }

    /// Reads the element's text, unpainted; `raw` is the file its paragraphs were made from.
    pub fn read(&mut self, raw: Option<String>) -> Result<String, JsValue> {
        self.0.read(raw.as_deref()).map(str::to_owned)
    }

    /// The first half of `read`; `align`, the second, need not follow at once.
    pub fn walk(&mut self) -> Result<(), JsValue> {
        self.0.walk()
    }

    /// The second half of `read`.
    pub fn align(&mut self, raw: Option<String>) -> String {
        self.0.align(raw.as_deref()).to_owned()
    }

    /// Shows `article`, as `analyse` gave it for the text last read; `look` is
    /// `{types: ['PERSON', …], labels: {PERSON: '，人名', …}, display?: 'text', readings?: [{start,
    /// end, reading}]}`: the text as [`Engine::display`] gave it, and readings of single
    /// characters in order of the clean text.
    pub fn paint(&mut self, article: &JsValue, look: &JsValue) -> Result<(), JsValue> {
        self.0.paint(article, look)
    }

    /// Begins to paint as `paint` does, for `advance` to go on; what had begun is given up.
    /// Neither object may change before all is painted.
    pub fn begin(&mut self, article: &JsValue, look: &JsValue) -> Result<(), JsValue> {
        self.0.begin(article, look)
    }

    /// Goes on painting for about that many milliseconds; says whether all is painted.
    pub fn advance(&mut self, milliseconds: f64) -> Result<bool, JsValue> {
        self.0.advance(milliseconds)
    }

    /// The DOM `Range` over what shows `start..end` of the clean text, or undefined.
    pub fn range(&self, start: usize, end: usize) -> Option<web_sys::Range> {
        self.0.range(start, end)
    }

    /// The position in the clean text of a place in the DOM, or undefined.
    pub fn position(&self, node: Option<web_sys::Node>, offset: usize) -> Option<usize> {
        self.0.position(&node?, offset)
    }

    /// Gives the element back the very text nodes it had.
    pub fn unpaint(&mut self) -> Result<(), JsValue> {
        self.0.unpaint()
    }
}

fn reading_style(name: &str) -> Result<Style, JsValue> {
    Style::parse(name).ok_or_else(|| from_core(&Error::ReadingStyle(name.to_owned())))
}

fn corrections(corrections: Vec<WireCorrection>) -> Result<Vec<Correction>, JsValue> {
    let file = WireCorrections {
        schema: SCHEMA.into(),
        offset_unit: None,
        corrections,
    };
    file.read().map_err(|error| from_core(&error))
}

fn from_core(error: &Error) -> JsValue {
    let failure = failure(error.code(), &error.to_string(), error.cure());
    if let Error::Lexicon { number, .. } = error {
        // As in `failure`.
        let _ = Reflect::set(&failure, &"line".into(), &(*number as f64).into());
    }
    failure
}

/// An `Error` with a stable code and what helps.
fn failure(code: &str, message: &str, cure: &str) -> JsValue {
    let error = JsError::new(message);
    for (name, value) in [("code", code), ("cure", cure)] {
        // A fresh Error object takes any property.
        let _ = Reflect::set(&error, &name.into(), &value.into());
    }
    error.into()
}
