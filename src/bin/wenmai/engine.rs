//! Finding the pack and loading the engine from it.

use std::path::{Path, PathBuf};

use wenmai::engine::Engine;
use wenmai::error::Error;

use crate::report::report;

/// File name of the pack wherever it is looked for.
const PACK: &str = "wenmai.pack";

/// Loads the engine from the pack at `given` or in one of the usual places; reports what is
/// wrong where that fails.
pub fn load(given: Option<&Path>) -> Option<Engine> {
    let Some(path) = find(given) else {
        eprintln!(
            "wenmai: {PACK} is not beside the program, nor in dist/ above it: \
             run ./build.sh build, or name it with --pack or WENMAI_PACK"
        );
        return None;
    };
    let name = path.display().to_string();
    let engine = std::fs::read(&path)
        .map_err(|source| Error::Io {
            path: name.clone(),
            source,
        })
        .and_then(Engine::new)
        .and_then(|engine| match engine.pack_release() {
            wenmai::RELEASE => Ok(engine),
            other => Err(Error::ReleaseMismatch {
                engine: wenmai::RELEASE.to_owned(),
                pack: other.to_owned(),
            }),
        });
    engine.inspect_err(|error| report(Some(&name), error)).ok()
}

/// The pack that was asked for, by option or `WENMAI_PACK`; else the one beside the program, as
/// in an installation; else that of the build tree that the program lies in.
fn find(given: Option<&Path>) -> Option<PathBuf> {
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
        .map(|folder| folder.join("dist").join(PACK));
    std::iter::once(beside)
        .chain(built)
        .find(|path| path.is_file())
}
