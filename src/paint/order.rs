//! What is to be painted, out of the objects of the page.
//!
//! A long article has tens of thousands of mentions and readings: they are read one by one as
//! the walk reaches them, so that beginning costs next to nothing.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use js_sys::{Array, Reflect};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};

use super::Result;
use crate::pieces::{Feed, Plan, PlanMention};

/// How marks are to look, less what is read later.
#[derive(Debug, Default, Deserialize)]
struct Look {
    /// The types to mark; `None` for all.
    #[serde(default)]
    types: Option<Vec<String>>,
    /// What the accessible name says behind the mention, by type: `PERSON` → `，人名`.
    #[serde(default)]
    labels: HashMap<String, String>,
    /// The clean text in another script.
    #[serde(default)]
    display: Option<String>,
}

/// An article and a look, ready to be painted.
#[derive(Debug)]
pub struct Order {
    pub plan: Plan,
    pub labels: HashMap<String, String>,
    pub failure: Failure,
}

/// The first item that could not be read, once one was.
#[derive(Clone, Debug, Default)]
pub struct Failure(Rc<RefCell<Option<JsValue>>>);

impl Failure {
    /// What went wrong, if anything did.
    pub fn take(&self) -> Option<JsValue> {
        self.0.borrow_mut().take()
    }
}

impl Order {
    /// Reads the two objects as far as it must be at once. `length` is that of the text that
    /// was read.
    pub fn read(article: &JsValue, look: &JsValue, length: usize) -> Result<Self> {
        #[derive(Deserialize)]
        struct Source {
            length: usize,
        }
        let source = Reflect::get(article, &"source".into())?;
        let source: Source = serde_wasm_bindgen::from_value(source)?;
        if source.length != length {
            return Err("the article was made from another text".into());
        }
        let text = Reflect::get(article, &"text".into())?.as_string();
        let text: Rc<[u16]> = units(&text.ok_or("the article has no text")?);
        let Look {
            types,
            labels,
            display,
        } = serde_wasm_bindgen::from_value(look.clone())?;
        let shown = display.map_or_else(|| Rc::clone(&text), |display| units(&display));
        if shown.len() != text.len() {
            return Err("the text to show is not as long as the article's".into());
        }
        let failure = Failure::default();
        let mentions = list(article, "mentions", &failure)?;
        let mentions = mentions.filter(move |mention: &PlanMention| {
            types
                .as_ref()
                .is_none_or(|types| types.contains(&mention.kind))
        });
        let plan = Plan {
            text,
            shown,
            edits: Feed::new(list(article, "edits", &failure)?),
            mentions: Feed::new(mentions),
            readings: Feed::new(list(look, "readings", &failure)?),
        };
        Ok(Self {
            plan,
            labels,
            failure,
        })
    }
}

fn units(text: &str) -> Rc<[u16]> {
    text.encode_utf16().collect()
}

/// The items of an object's list, read one by one; one that is not there is empty.
fn list<T: DeserializeOwned>(
    object: &JsValue,
    name: &'static str,
    failure: &Failure,
) -> Result<impl Iterator<Item = T> + 'static> {
    let list = Reflect::get(object, &name.into())?;
    let array = if list.is_undefined() || list.is_null() {
        Array::new()
    } else {
        let array = list.dyn_into::<Array>();
        array.map_err(|_| format!("{name} is not a list"))?
    };
    let failure = failure.clone();
    Ok((0..array.length()).map_while(move |index| {
        match serde_wasm_bindgen::from_value(array.get(index)) {
            Ok(item) => Some(item),
            Err(error) => {
                failure.0.borrow_mut().get_or_insert(error.into());
                None
            }
        }
    }))
}
