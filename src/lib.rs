//! Wenmai (文脈) reads Chinese news: it repairs scraped text, segments it into words and tags
//! who, what, where, when and how much, natively and, compiled to WebAssembly, in the browser.
//!
//! Data flows one way: raw text → [`source`] (repairs) → [`script`] (Simplified shadow) →
//! [`segment`] (words proposed, the reader's own first: [`own_words`]) → [`rules`] (candidates) → [`tag`] (the learned [`model`] reads, [`resolve`]
//! settles: mentions and words) → [`corrections`] (the reader's) → [`link`] (entities) → [`divisions`] (where places lie)
//! → [`value`] (what dates and amounts come to) → [`relate`] (what is stated of them) → [`article::Article`] → [`cast`],
//! [`timeline`], [`export`] and [`wire`]. [`engine::Engine`] is the whole road in one call. Beside that road
//! [`search`] looks for words in what was read, and [`readings`] says how they are pronounced. Positions are bytes
//! everywhere but on the wire; see [`span::Span`].

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod affix;
pub mod article;
pub mod cast;
#[cfg(not(target_arch = "wasm32"))]
pub mod corpus;
pub mod corrections;
pub mod dictionary;
pub mod divisions;
pub mod engine;
pub mod entity;
pub mod error;
#[cfg(not(target_arch = "wasm32"))]
pub mod evaluate;
pub mod export;
pub mod gazetteer;
#[cfg(not(target_arch = "wasm32"))]
pub mod input;
pub mod lexicon;
pub mod lines;
pub mod link;
pub mod markup;
pub mod model;
pub mod nested;
pub mod own_words;
pub mod pack;
pub mod pieces;
pub mod readings;
pub mod relate;
pub mod resolve;
pub mod rules;
pub mod script;
pub mod search;
pub mod segment;
pub mod source;
pub mod span;
pub mod tag;
pub mod timeline;
pub mod token;
pub mod unknown;
pub mod utf16;
pub mod value;
pub mod wire;

#[cfg(target_arch = "wasm32")]
pub mod paint;
#[cfg(target_arch = "wasm32")]
pub mod wasm;

/// The id that script, wasm and pack of one build share: the package version and a digest of
/// the sources.
pub const RELEASE: &str = env!("WENMAI_RELEASE");
