//! Scripts and styles of the pages: files of the built site.

use std::fs;
use std::path::{Path, PathBuf};

use wenmai::error::{Error, Result};
use wenmai::export::html::standalone::Parts;

use super::output::{Output, failed};

/// What the pages of an archive cannot do without.
const NEEDED: [&str; 4] = ["archive.css", "archive.js", "LICENSE", "THIRD-PARTY.md"];
/// The file of the site that states its release.
const RELEASE: &str = "release.js";
/// The archive's folder for them.
const FOLDER: &str = "wenmai";

/// A built site.
pub struct Site {
    root: PathBuf,
}

impl Site {
    /// The site that was asked for; else the one that the pack is part of, the one beside the program,
    /// or that of the build tree that the program lies in.
    ///
    /// # Errors
    /// [`Error::SiteNotFound`], [`Error::SiteRelease`], [`Error::Io`].
    pub fn find(given: Option<&Path>, pack: Option<&Path>) -> Result<Self> {
        let [_, script, ..] = NEEDED;
        let root = match given {
            Some(root) => Some(root.to_path_buf()),
            None => places(pack)
                .into_iter()
                .find(|root| root.join(script).is_file()),
        };
        let root = root.ok_or_else(|| Error::SiteNotFound(script.to_owned()))?;
        let site = Self { root };
        for name in NEEDED.iter().chain([&RELEASE]) {
            let path = site.root.join(name);
            if !path.is_file() {
                return Err(Error::SiteNotFound(path.display().to_string()));
            }
        }
        let stated = site.text(RELEASE)?;
        let found = stated.split('"').nth(1).unwrap_or_default();
        if found == wenmai::RELEASE {
            return Ok(site);
        }
        Err(Error::SiteRelease {
            path: site.root.display().to_string(),
            expected: wenmai::RELEASE.to_owned(),
            found: found.to_owned(),
        })
    }

    fn text(&self, name: &str) -> Result<String> {
        let path = self.root.join(name);
        let text = fs::read_to_string(&path).map_err(|source| failed(&path, source))?;
        Ok(text.replace("\r\n", "\n").replace('\r', "\n"))
    }

    /// What the one file is made of that an article is saved as.
    ///
    /// # Errors
    /// [`Error::Io`].
    pub fn parts(&self) -> Result<Parts> {
        Ok(Parts {
            script: self.text("standalone.js")?,
            theme: self.text("theme.css")?,
            article_style: self.text("article.css")?,
            page_style: self.text("standalone/page.css")?,
        })
    }

    /// Copies what the pages of an archive need; with the engine, all that the site has.
    ///
    /// # Errors
    /// [`Error::Io`], [`Error::OutputTaken`].
    pub fn copy(&self, output: &mut Output, engine: bool) -> Result<()> {
        let mut names: Vec<String> = NEEDED.map(str::to_owned).to_vec();
        if engine {
            names.clear();
            list(&self.root, "", &mut names)?;
        }
        names.sort();
        for name in names {
            let path = self.root.join(&name);
            let bytes = fs::read(&path).map_err(|source| failed(&path, source))?;
            output.file(&format!("{FOLDER}/{name}"), &bytes)?;
        }
        Ok(())
    }
}

fn places(pack: Option<&Path>) -> Vec<PathBuf> {
    let mut places: Vec<PathBuf> = Vec::new();
    places.extend(pack.and_then(Path::parent).map(Path::to_path_buf));
    if let Ok(program) = std::env::current_exe().and_then(|path| path.canonicalize()) {
        let folders = program.ancestors().skip(1);
        places.extend(program.parent().map(Path::to_path_buf));
        places.extend(folders.map(|folder| folder.join("dist/site")));
    }
    places
}

/// The files of a folder and those in it, without what is only a compressed copy of another.
fn list(folder: &Path, prefix: &str, names: &mut Vec<String>) -> Result<()> {
    let entries = fs::read_dir(folder).map_err(|source| failed(folder, source))?;
    for entry in entries {
        let path = entry.map_err(|source| failed(folder, source))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let inside = format!("{prefix}{name}");
        if path.is_dir() {
            list(&path, &format!("{inside}/"), names)?;
        } else if !name.starts_with('.') && !name.ends_with(".br") && !name.ends_with(".gz") {
            names.push(inside);
        }
    }
    Ok(())
}
