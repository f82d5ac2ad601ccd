//! The only file with wasm attributes.
