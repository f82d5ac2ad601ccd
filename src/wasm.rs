//! The only file with wasm attributes: what JavaScript can call.
//!
//! Results leave as plain data in UTF-16 positions, failures as `Error` objects with a `code`
//! and a `cure`. A lone surrogate in a JavaScript string arrives as U+FFFD, which has the same
//! length: positions hold.

use js_sys::{Error as JsError, Reflect};
use serde::{Deserialize, Serialize};
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use crate::article::Article;
use crate::corrections::Correction;
use crate::corrections::file::{Header, SCHEMA, WireCorrection, WireCorrections};
use crate::engine;
use crate::error::Error;
use crate::export::{self, Format};
use crate::pack::Pack;
use crate::paint;
use crate::readings::{self, Style, WirePassage};
use crate::utf16::OffsetUnit;
use crate::wire::WireArticle;

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
    tokens: bool,
}

impl Default for Options {
    fn default() -> Self {
        let engine::Options {
            clean,
            disabled_edits,
            corrections: _,
        } = engine::Options::default();
        Self {
            clean,
            disabled_edits,
            corrections: Vec::new(),
            tokens: false,
        }
    }
}

impl Options {
    fn read(value: JsValue) -> Result<Self, JsValue> {
        if value.is_undefined() || value.is_null() {
            return Ok(Self::default());
        }
        serde_wasm_bindgen::from_value(value).map_err(|error| {
            failure(
                "bad-options",
                &format!("the options cannot be read: {error}"),
                "give an object such as {clean: true, disabledEdits: [3], tokens: false}",
            )
        })
    }
}

/// The engine: loaded once, reads any number of texts.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Engine(engine::Engine);

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
        Ok(Self(engine))
    }

    /// Reads `text` and gives the article as one plain object in the documented shape, with its
    /// tokens where `options.tokens` is set.
    pub fn analyse(&self, text: &str, options: JsValue) -> Result<JsValue, JsValue> {
        let options = Options::read(options)?;
        let with_tokens = options.tokens;
        let article = self.read(text, options)?;
        WireArticle::new(&article, OffsetUnit::Utf16, with_tokens)
            .serialize(&Serializer::json_compatible())
            .map_err(JsValue::from)
    }

    /// Reads `text` and writes the article as a file of `format`, the bytes that the command
    /// line writes.
    pub fn export(&self, text: &str, format: &str, options: JsValue) -> Result<String, JsValue> {
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

    /// Takes the bytes of `wenmai-readings.pack`, which `readings` and `word` need.
    #[wasm_bindgen(js_name = loadReadings)]
    pub fn load_readings(&mut self, pack: Vec<u8>) -> Result<(), JsValue> {
        let loaded = Pack::read(pack).and_then(|pack| self.0.load_readings(&pack));
        loaded.map_err(|error| from_core(&error))
    }

    /// Takes the bytes of `wenmai-definitions.pack`, which `word` adds.
    #[wasm_bindgen(js_name = loadDefinitions)]
    pub fn load_definitions(&mut self, pack: Vec<u8>) -> Result<(), JsValue> {
        let loaded = Pack::read(pack).and_then(|pack| self.0.load_definitions(&pack));
        loaded.map_err(|error| from_core(&error))
    }

    /// How the words of `article`, as `analyse` gave it for `raw`, are read, in `style` (`pinyin` or `zhuyin`):
    /// `[{start, end, band, readings}]`, one entry a word with Han characters, one reading or null a character.
    pub fn readings(&self, article: JsValue, raw: &str, style: &str) -> Result<JsValue, JsValue> {
        let style = reading_style(style)?;
        let article: WirePassage = serde_wasm_bindgen::from_value(article)?;
        let passage = article.passage(raw);
        let words = self.0.readings(&passage, style);
        let words = words.map_err(|error| from_core(&error))?;
        readings::wire(passage.text, words, OffsetUnit::Utf16)
            .serialize(&Serializer::json_compatible())
            .map_err(JsValue::from)
    }

    /// What is known of one word: `{word, readings, pos, band, frequency, definitions}`; `definitions` is null as long
    /// as none are loaded.
    pub fn word(&self, word: &str, style: &str) -> Result<JsValue, JsValue> {
        let known = self.0.word(word, reading_style(style)?);
        let known = known.map_err(|error| from_core(&error))?;
        known
            .serialize(&Serializer::json_compatible())
            .map_err(JsValue::from)
    }

    /// The release of module and pack.
    pub fn release(&self) -> String {
        crate::RELEASE.to_owned()
    }

    fn read(&self, text: &str, options: Options) -> Result<Article, JsValue> {
        let options = engine::Options {
            clean: options.clean,
            disabled_edits: options.disabled_edits,
            corrections: corrections(options.corrections)?,
        };
        Ok(self.0.analyse(text, &options))
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

    /// Shows `article`, as `analyse` gave it for the text last read; `look` is
    /// `{types: ['PERSON', …], labels: {PERSON: '，人名', …}}`.
    pub fn paint(&mut self, article: JsValue, look: JsValue) -> Result<(), JsValue> {
        let plan = serde_wasm_bindgen::from_value(article)?;
        let look = serde_wasm_bindgen::from_value(look)?;
        self.0.paint(&plan, &look)
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
    failure(error.code(), &error.to_string(), error.cure())
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
