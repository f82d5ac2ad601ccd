//! The folder of an archive: what was written there, and nothing else, is replaced and removed.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use wenmai::error::{Error, Result};

use super::state::{self, Line};

/// The folder, while it is written to.
pub struct Output {
    root: PathBuf,
    /// What runs before wrote, and this one has not.
    before: HashSet<String>,
    /// What this one wrote or left as it was.
    written: HashSet<String>,
    journal: BufWriter<File>,
    /// Bytes of the journal.
    position: u64,
}

impl Output {
    /// Takes over the folder at `root`, in which runs before wrote `before`.
    ///
    /// # Errors
    /// [`Error::Io`] where the folder or the list of what is written cannot be made.
    pub fn open(root: &Path, before: HashSet<String>) -> Result<Self> {
        let path = root.join(state::JOURNAL);
        make_folder(&path)?;
        let journal = File::create(&path).map_err(|source| failed(&path, source))?;
        Ok(Self {
            root: root.to_path_buf(),
            before,
            written: HashSet::new(),
            journal: BufWriter::new(journal),
            position: 0,
        })
    }

    /// Notes a line before what it tells of is done; gives its place.
    ///
    /// # Errors
    /// [`Error::Io`].
    pub fn note(&mut self, line: &str) -> Result<u64> {
        let start = self.position;
        self.journal
            .write_all(line.as_bytes())
            .and_then(|()| self.journal.write_all(b"\n"))
            .map_err(|source| failed(&self.root.join(state::JOURNAL), source))?;
        self.position += line.len() as u64 + 1;
        Ok(start)
    }

    /// Whether a file may be written: it is not there, or an earlier run wrote it.
    ///
    /// # Errors
    /// [`Error::OutputTaken`].
    pub fn check(&self, path: &str) -> Result<()> {
        let file = self.root.join(path);
        let ours = self.before.contains(path) || self.written.contains(path);
        if !ours && file.symlink_metadata().is_ok() {
            let path = file.display().to_string();
            return Err(Error::OutputTaken { path });
        }
        Ok(())
    }

    /// Whether a file that an earlier run wrote is still there.
    pub fn has(&self, path: &str) -> bool {
        self.before.contains(path) && self.root.join(path).is_file()
    }

    /// Leaves a file of an earlier run as it is.
    pub fn keep(&mut self, path: &str) {
        self.before.remove(path);
        self.written.insert(path.to_owned());
    }

    /// Writes a page that the journal tells of already, if its bytes have changed.
    ///
    /// # Errors
    /// [`Error::OutputTaken`], [`Error::Io`].
    pub fn page(&mut self, path: &str, bytes: &[u8]) -> Result<()> {
        self.check(path)?;
        // What is not told of on disk is nobody's.
        self.journal
            .flush()
            .map_err(|source| failed(&self.root.join(state::JOURNAL), source))?;
        self.keep(path);
        let file = self.root.join(path);
        if is_same(&file, bytes) {
            return Ok(());
        }
        make_folder(&file)?;
        replace(&file, bytes)
    }

    /// Writes another file, and notes it.
    ///
    /// # Errors
    /// As [`Output::page`].
    pub fn file(&mut self, path: &str, bytes: &[u8]) -> Result<()> {
        self.check(path)?;
        self.note(&Line::File(path.to_owned()).write())?;
        self.page(path, bytes)
    }

    /// Writes what is left of the journal, so that it can be read.
    ///
    /// # Errors
    /// [`Error::Io`].
    pub fn flush(&mut self) -> Result<PathBuf> {
        let path = self.root.join(state::JOURNAL);
        self.journal
            .flush()
            .map_err(|source| failed(&path, source))?;
        Ok(path)
    }

    /// Removes what this run did not write any more, and makes the journal the list of what is there.
    ///
    /// # Errors
    /// [`Error::Io`].
    pub fn finish(mut self) -> Result<()> {
        let journal = self.flush()?;
        let mut gone: Vec<String> = self.before.drain().collect();
        gone.sort();
        for path in gone {
            let file = self.root.join(&path);
            match fs::remove_file(&file) {
                Err(source) if source.kind() != io::ErrorKind::NotFound => {
                    return Err(failed(&file, source));
                }
                _ => self.remove_empty_folders(&file),
            }
        }
        let list = self.root.join(state::LIST);
        fs::rename(&journal, &list).map_err(|source| failed(&list, source))?;
        let broken = self.root.join(state::BROKEN);
        match fs::remove_file(&broken) {
            Err(source) if source.kind() != io::ErrorKind::NotFound => Err(failed(&broken, source)),
            _ => Ok(()),
        }
    }

    fn remove_empty_folders(&self, file: &Path) {
        let folders = file.ancestors().skip(1);
        for folder in folders.take_while(|folder| *folder != self.root) {
            // One that is not empty stays.
            if fs::remove_dir(folder).is_err() {
                break;
            }
        }
    }
}

fn is_same(file: &Path, bytes: &[u8]) -> bool {
    let length = fs::metadata(file).map(|metadata| metadata.len());
    length.is_ok_and(|length| length == bytes.len() as u64)
        && fs::read(file).is_ok_and(|before| before == bytes)
}

fn make_folder(file: &Path) -> Result<()> {
    let Some(folder) = file.parent() else {
        return Ok(());
    };
    fs::create_dir_all(folder).map_err(|source| failed(folder, source))
}

/// Writes a file beside its place and puts it there whole: no reader sees half of it.
///
/// # Errors
/// [`Error::Io`].
pub fn replace(file: &Path, bytes: &[u8]) -> Result<()> {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let fresh = file.with_file_name(format!(".{name:.40}.{}.new", std::process::id()));
    let done = fs::write(&fresh, bytes).and_then(|()| fs::rename(&fresh, file));
    done.map_err(|source| {
        // The reason that is told is the one that it failed for.
        let _ = fs::remove_file(&fresh);
        failed(file, source)
    })
}

pub fn failed(path: &Path, source: io::Error) -> Error {
    Error::Io {
        path: path.display().to_string(),
        source,
    }
}
