//! Scripts.

/// The script that most of a text is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// Simplified Chinese.
    Simplified,
    /// Traditional Chinese.
    Traditional,
    /// Both, neither clearly ahead.
    Mixed,
    /// No character that tells.
    Undetermined,
}

impl Script {
    /// The script's name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Simplified => "hans",
            Self::Traditional => "hant",
            Self::Mixed => "mixed",
            Self::Undetermined => "none",
        }
    }
}
