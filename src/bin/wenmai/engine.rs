//! Finding the pack and loading the engine from it.

use std::path::{Path, PathBuf};

use wenmai::engine::Engine;
use wenmai::error::{Error, Result};
use wenmai::pack::Pack;

use crate::report::Failure;

/// File name of the pack wherever it is looked for.
const PACK: &str = "wenmai.pack";
/// File name of the pack of readings.
const READINGS: &str = "wenmai-readings.pack";

/// Loads the engine from the pack at `given`, or from the one that `WENMAI_PACK` or the usual
/// places have.
///
/// # Errors
/// [`Error::PackNotFound`], and whatever is wrong with the pack, with its path.
pub fn load(given: Option<&Path>) -> std::result::Result<Engine, Failure> {
    load_with(given, Engine::from_pack)
}

/// The same with what is known of readings, which lies beside the pack.
///
/// # Errors
/// As [`load`], for either pack.
pub fn load_with_readings(given: Option<&Path>) -> std::result::Result<Engine, Failure> {
    let mut engine = load(given)?;
    let path = find(given)
        .ok_or(Error::PackNotFound)?
        .with_file_name(READINGS);
    let loaded = std::fs::read(&path)
        .map_err(|source| Error::Io {
            path: path.display().to_string(),
            source,
        })
        .and_then(Pack::read)
        .and_then(|pack| engine.load_readings(&pack));
    loaded.map_err(|error| Failure::new(&path.display().to_string(), error))?;
    Ok(engine)
}

/// The same without the pack's model.
#[cfg(feature = "train")]
pub fn load_untrained(given: Option<&Path>) -> std::result::Result<Engine, Failure> {
    load_with(given, Engine::untrained)
}

fn load_with(
    given: Option<&Path>,
    make: fn(Pack) -> Result<Engine>,
) -> std::result::Result<Engine, Failure> {
    let path = find(given).ok_or(Error::PackNotFound)?;
    read(&path, make).map_err(|error| Failure::new(&path.display().to_string(), error))
}

fn read(path: &Path, make: fn(Pack) -> Result<Engine>) -> Result<Engine> {
    let bytes = std::fs::read(path).map_err(|source| Error::Io {
        path: path.display().to_string(),
        source,
    })?;
    let engine = make(Pack::read(bytes)?)?;
    match engine.pack_release() {
        wenmai::RELEASE => Ok(engine),
        other => Err(Error::ReleaseMismatch {
            engine: wenmai::RELEASE.to_owned(),
            pack: other.to_owned(),
        }),
    }
}

/// The pack that was asked for; else the one beside the program, as in an installation; else
/// that of the build tree that the program lies in.
pub fn find(given: Option<&Path>) -> Option<PathBuf> {
    let asked = given
        .map(Path::to_path_buf)
        .or_else(|| std::env::var_os("WENMAI_PACK").map(PathBuf::from));
    if asked.is_some() {
        return asked;
    }
    let program = std::env::current_exe().ok()?.canonicalize().ok()?;
    let beside = program.parent()?.join(PACK);
    let built = program
        .ancestors()
        .skip(1)
        .map(|folder| folder.join("dist/site").join(PACK));
    std::iter::once(beside)
        .chain(built)
        .find(|path| path.is_file())
}
