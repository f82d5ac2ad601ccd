//! The articles that were asked for: files, and folders of files.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use wenmai::error::{Error, Result};

use super::places::Pages;

/// One article to come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// What it is called from one run to the next: its path in the folder that was given.
    pub source: String,
    /// Where it is read from.
    pub file: PathBuf,
    /// Its page, relative to the archive's folder.
    pub page: String,
}

/// All articles under `files`, each once, in order of their names, and the folders that could not be
/// listed.
pub fn collect(files: &[PathBuf]) -> (Vec<Input>, Vec<Error>) {
    let mut found: Vec<(String, PathBuf)> = Vec::new();
    let mut failures = Vec::new();
    for file in files {
        if file.is_dir() {
            walk(file, "", &mut found, &mut failures);
        } else {
            let name = file.file_name().unwrap_or_else(|| OsStr::new("article"));
            let name = if file == Path::new("-") {
                "standard-input".into()
            } else {
                name.to_string_lossy()
            };
            found.push((name.into_owned(), file.clone()));
        }
    }
    found.sort();
    // A file may be given twice, by itself and with its folder.
    let mut seen = HashSet::new();
    found.retain(|(_, file)| seen.insert(file.canonicalize().unwrap_or_else(|_| file.clone())));
    let mut pages = Pages::default();
    let mut sources = HashSet::new();
    let inputs = found
        .into_iter()
        .map(|(path, file)| {
            let mut source = path.clone();
            let mut number = 2;
            while !sources.insert(source.clone()) {
                source = format!("{path} ({number})");
                number += 1;
            }
            let page = pages.take(&path);
            Input { source, file, page }
        })
        .collect();
    (inputs, failures)
}

/// The `.txt` files of a folder and of those in it; hidden ones are left out.
fn walk(
    folder: &Path,
    prefix: &str,
    found: &mut Vec<(String, PathBuf)>,
    failures: &mut Vec<Error>,
) {
    let entries = match list(folder) {
        Ok(entries) => entries,
        Err(error) => return failures.push(error),
    };
    for path in entries {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with('.') {
            continue;
        }
        let inside = format!("{prefix}{name}");
        // A link to a folder may lead back to where it stands.
        if path.is_dir() && !path.is_symlink() {
            walk(&path, &format!("{inside}/"), found, failures);
        } else if path.is_file()
            && path
                .extension()
                .is_some_and(|extension| extension.eq_ignore_ascii_case("txt"))
        {
            found.push((inside, path));
        }
    }
}

fn list(folder: &Path) -> Result<Vec<PathBuf>> {
    let failed = |source| Error::Io {
        path: folder.display().to_string(),
        source,
    };
    std::fs::read_dir(folder)
        .map_err(failed)?
        .map(|entry| Ok(entry.map_err(failed)?.path()))
        .collect()
}
