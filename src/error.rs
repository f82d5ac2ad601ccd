//! Everything that can go wrong, each with a stable code and a cure.

use thiserror::Error;

/// What the core's fallible calls return.
pub type Result<T> = std::result::Result<T, Error>;

/// A failure that the caller can tell a reader about: what happened, and what helps.
#[derive(Debug, Error)]
pub enum Error {
    /// There is no pack in any of the places where the command line looks for it.
    #[error("there is no wenmai.pack beside the program, nor in a dist/site/ folder above it")]
    PackNotFound,
    /// The bytes do not start as a pack does.
    #[error("the pack is not a Wenmai pack")]
    PackMagic,
    /// The pack was written in another format version.
    #[error("the pack has format {found}, this release reads format {expected}")]
    PackVersion {
        /// Version that this code reads.
        expected: u32,
        /// Version that the pack states.
        found: u32,
    },
    /// The pack ends early, or its directory points outside it.
    #[error("the pack is cut short or its directory is damaged")]
    PackTruncated,
    /// The pack's bytes are not those that were written.
    #[error("the pack's checksum does not match its content")]
    PackChecksum,
    /// A section that this release needs is absent or unreadable.
    #[error("the pack's section “{0}” is missing or malformed")]
    PackSection(String),
    /// The bytes do not start as a model does.
    #[error("the model is not a Wenmai model")]
    ModelMagic,
    /// The model was written in another format version, or for other feature templates.
    #[error("the model has format {found}, this release reads format {expected}")]
    ModelVersion {
        /// Version that this code reads.
        expected: u32,
        /// Version that the model states.
        found: u32,
    },
    /// The model ends early, or its tables contradict each other.
    #[error("the model is cut short or its tables are damaged")]
    ModelTruncated,
    /// The model's bytes are not those that were written.
    #[error("the model's checksum does not match its content")]
    ModelChecksum,
    /// The model has no head for what was asked of it.
    #[error("the model was not trained for this task")]
    ModelHead,
    /// No type of a corpus is one that the reader knows.
    #[error("the corpus has no type that can be compared with what is found")]
    MapMissing,
    /// Readings were asked for before their pack was loaded.
    #[error("readings need wenmai-readings.pack, which is not loaded")]
    ReadingsNotLoaded,
    /// Traditional characters were asked for before their pack was loaded.
    #[error("Traditional characters need wenmai-phrases.pack, which is not loaded")]
    PhrasesNotLoaded,
    /// There are readings in pinyin and in zhuyin only.
    #[error("readings cannot be written as “{0}”")]
    ReadingStyle(String),
    /// Script, wasm and pack stem from different builds.
    #[error("the engine is release {engine}, the pack is release {pack}")]
    ReleaseMismatch {
        /// Release of the wasm or binary.
        engine: String,
        /// Release of the pack.
        pack: String,
    },
    /// A source of the pack could not be read or is not what it should be.
    #[error("{path}: {reason}")]
    PackSource {
        /// File, as given.
        path: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The input holds nothing but blanks.
    #[error("the input is empty")]
    InputEmpty,
    /// The input is larger than one article may be.
    #[error("the input has {bytes} bytes, more than the {limit} that one article may have")]
    InputTooLarge {
        /// Size of the input in bytes.
        bytes: usize,
        /// Largest size in bytes.
        limit: usize,
    },
    /// The input is no text in any encoding that is read.
    #[error("the input is not text in UTF-8, UTF-16, GB18030 or Big5")]
    InputNotText,
    /// A gold or corpus file does not follow its format.
    #[error("{path}, line {line}: {reason}")]
    Annotation {
        /// File, as given.
        path: String,
        /// Line, counted from 1.
        line: usize,
        /// What is wrong with it.
        reason: String,
    },
    /// A lexicon of the reader's does not follow its format.
    #[error("the lexicon's {unit} {number} cannot be used: {reason}")]
    Lexicon {
        /// What is counted: `line` in a file, `word` in a list.
        unit: &'static str,
        /// Which one, counted from 1.
        number: usize,
        /// What is wrong with it.
        reason: String,
    },
    /// A file of corrections follows a version of the format that this release does not know.
    #[error("the corrections follow “{found}”, this release reads “{expected}”")]
    CorrectionsVersion {
        /// Name and version that this code reads.
        expected: &'static str,
        /// Name and version that the file states.
        found: String,
    },
    /// A file or list of corrections does not follow its format.
    #[error("the corrections cannot be read: {0}")]
    Corrections(String),
    /// There is no built site in any of the places where the command line looks for it.
    #[error("there is no built site with the scripts and styles of pages: {0} is missing")]
    SiteNotFound(String),
    /// The built site is of another release than the command line.
    #[error("the site in {path} is release {found}, the command line is release {expected}")]
    SiteRelease {
        /// Folder of the site.
        path: String,
        /// Release of the command line.
        expected: String,
        /// Release that the site states.
        found: String,
    },
    /// A file is where a page should be written, and no page of an archive.
    #[error("{path} is there already, and was not written by wenmai render")]
    OutputTaken {
        /// File, as it would have been written.
        path: String,
    },
    /// Reading or writing a file failed.
    #[error("{path}: {source}")]
    Io {
        /// File, as given.
        path: String,
        /// The system's reason.
        #[source]
        source: std::io::Error,
    },
}

impl Error {
    /// The stable, machine-readable name of the failure.
    pub fn code(&self) -> &'static str {
        match self {
            Self::PackNotFound => "pack-not-found",
            Self::PackMagic => "pack-magic",
            Self::PackVersion { .. } => "pack-version",
            Self::PackTruncated => "pack-truncated",
            Self::PackChecksum => "pack-checksum",
            Self::PackSection(_) => "pack-section",
            Self::ModelMagic => "model-magic",
            Self::ModelVersion { .. } => "model-version",
            Self::ModelTruncated => "model-truncated",
            Self::ModelChecksum => "model-checksum",
            Self::ModelHead => "model-head",
            Self::MapMissing => "map-missing",
            Self::ReadingsNotLoaded => "readings-not-loaded",
            Self::PhrasesNotLoaded => "phrases-not-loaded",
            Self::ReadingStyle(_) => "reading-style",
            Self::ReleaseMismatch { .. } => "release-mismatch",
            Self::PackSource { .. } => "pack-source",
            Self::InputEmpty => "input-empty",
            Self::InputTooLarge { .. } => "input-too-large",
            Self::InputNotText => "input-not-text",
            Self::Annotation { .. } => "annotation",
            Self::Lexicon { .. } => "lexicon-malformed",
            Self::CorrectionsVersion { .. } => "corrections-version",
            Self::Corrections(_) => "corrections-malformed",
            Self::SiteNotFound(_) => "site-not-found",
            Self::SiteRelease { .. } => "site-release",
            Self::OutputTaken { .. } => "output-taken",
            Self::Io { .. } => "io",
        }
    }

    /// What the user can do about it, one sentence.
    pub fn cure(&self) -> &'static str {
        match self {
            Self::PackNotFound => {
                "run ./build.sh build, or name the pack with --pack or WENMAI_PACK"
            }
            Self::PackMagic | Self::PackTruncated | Self::PackChecksum => {
                "fetch wenmai.pack again; the host may have returned another file in its place"
            }
            Self::ModelMagic | Self::ModelTruncated | Self::ModelChecksum => {
                "give a file that wenmai train wrote, whole"
            }
            Self::ModelHead => "train a model for it: --seg for words, --ner for entities",
            Self::MapMissing => "say with --map what its types are called here, as in data/maps",
            Self::ModelVersion { .. } => "train the model again with this release",
            Self::PackVersion { .. } | Self::ReleaseMismatch { .. } => {
                "take script, wasm and pack from one build, and reload the page without its cache"
            }
            Self::ReadingsNotLoaded => "give the pack to loadReadings, or to load_readings, first",
            Self::PhrasesNotLoaded => "give the pack to loadPhrases, or to load_phrases, first",
            Self::ReadingStyle(_) => "ask for pinyin or zhuyin",
            Self::PackSection(_) => "build everything again with ./build.sh build",
            Self::PackSource { .. } => {
                "run ./build.sh setup, which installs the pinned data packages"
            }
            Self::InputEmpty => "give a text with at least one character",
            Self::InputTooLarge { .. } => "split the text into articles",
            Self::InputNotText => "save it as UTF-8 text and try again",
            Self::Annotation { .. } => "correct the line, or leave the file out",
            Self::Lexicon { .. } => {
                "write a word a line, behind a tab its type, such as ORG.COM, behind another its full name"
            }
            Self::CorrectionsVersion { .. } => {
                "open them with the release of Wenmai that wrote them, or with a newer one"
            }
            Self::Corrections(_) => "give corrections as the README describes them",
            Self::SiteNotFound(_) | Self::SiteRelease { .. } => {
                "run ./build.sh build, or name a site of this release with --site"
            }
            Self::OutputTaken { .. } => "move it away, or choose another folder",
            Self::Io { .. } => "check the path and its permissions",
        }
    }
}
