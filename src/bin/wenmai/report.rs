//! Errors on standard error, one line each: what, and the cure.

use wenmai::error::Error;

/// What went wrong, and in which file.
pub struct Failure {
    file: Option<String>,
    error: Error,
}

impl Failure {
    /// `error`, met in `file`.
    pub fn new(file: &str, error: Error) -> Self {
        let names_its_file = matches!(
            error,
            Error::Io { .. }
                | Error::PackSource { .. }
                | Error::Annotation { .. }
                | Error::OutputTaken { .. }
        );
        Self {
            file: (!names_its_file).then(|| file.to_owned()),
            error,
        }
    }

    /// Prints the line.
    pub fn report(&self) {
        let Self { file, error } = self;
        let cure = error.cure();
        match file {
            Some(file) => eprintln!("wenmai: {file}: {error}: {cure}"),
            None => eprintln!("wenmai: {error}: {cure}"),
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self { file: None, error }
    }
}
