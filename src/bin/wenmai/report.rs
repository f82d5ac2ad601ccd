//! Errors on standard error, one line each: what, and the cure.

use wenmai::error::Error;

/// Reports `error`, met in `file` where it is about one.
pub fn report(file: Option<&str>, error: &Error) {
    let names_its_file = matches!(
        error,
        Error::Io { .. } | Error::PackSource { .. } | Error::Annotation { .. }
    );
    let cure = error.cure();
    match file {
        Some(file) if !names_its_file => eprintln!("wenmai: {file}: {error}: {cure}"),
        _ => eprintln!("wenmai: {error}: {cure}"),
    }
}
