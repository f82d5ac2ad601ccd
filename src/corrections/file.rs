//! The form of corrections in files and on the wire:
//! `{schema: "wenmai-corrections/1", offsetUnit, corrections: […]}`.
//!
//! One flat shape for all actions, so that reading it costs the page little; what an action needs
//! is checked here. Fields that are not known are ignored; another version is refused.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::corrections::{Action, Correction, Target};
use crate::entity::EntityKind;
use crate::error::{Error, Result};
use crate::utf16::OffsetUnit;
use crate::wire::is_false;

/// Name and version of the shape.
pub const SCHEMA: &str = "wenmai-corrections/1";

/// What every version of the file has.
#[derive(Debug, Deserialize)]
pub struct Header {
    /// Name and version of the shape.
    pub schema: String,
}

impl Header {
    /// Whether this release reads what follows.
    ///
    /// # Errors
    /// [`Error::CorrectionsVersion`] for another version, [`Error::Corrections`] for another kind
    /// of file.
    pub fn check(self) -> Result<()> {
        let name = |schema: &str| schema.split('/').next().map(str::to_owned);
        if self.schema == SCHEMA {
            Ok(())
        } else if name(&self.schema) == name(SCHEMA) {
            Err(Error::CorrectionsVersion {
                expected: SCHEMA,
                found: self.schema,
            })
        } else {
            let found = self.schema;
            Err(Error::Corrections(format!(
                "their schema is “{found}”, not “{SCHEMA}”"
            )))
        }
    }
}

/// A file of corrections.
#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WireCorrections<'a> {
    /// [`SCHEMA`].
    pub schema: Cow<'a, str>,
    /// What positions count: `utf-16` (the default), `codepoint` or `byte`.
    #[serde(default)]
    pub offset_unit: Option<Cow<'a, str>>,
    /// The corrections, in the order in which they were made.
    pub corrections: Vec<WireCorrection<'a>>,
}

/// A correction on the wire; see [`Correction`].
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WireCorrection<'a> {
    /// `add`, `delete`, `retype`, `resize`, `merge` or `split`.
    pub action: Cow<'a, str>,
    /// The text that it is done to.
    pub target: WireTarget<'a>,
    /// For `add` and `retype`: `PERSON`, `ORG` …
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<Cow<'a, str>>,
    /// For organisations: `COM`, `GOV` or `OTH`, which is the default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subtype: Option<Cow<'a, str>>,
    /// For `resize`: the new bounds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<WireTarget<'a>>,
    /// For `merge`: a mention of the entity that is joined.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub with: Option<WireTarget<'a>>,
    /// Whether it holds for the same text everywhere.
    #[serde(default, skip_serializing_if = "is_false")]
    pub everywhere: bool,
    /// What its positions count, where not what the file or article around it says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offset_unit: Option<Cow<'a, str>>,
}

/// A place on the wire; see [`Target`].
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct WireTarget<'a> {
    /// First position in the clean text.
    pub start: usize,
    /// Position behind the last.
    pub end: usize,
    /// The text itself.
    pub exact: Cow<'a, str>,
    /// Text right before it.
    #[serde(default)]
    pub prefix: Cow<'a, str>,
    /// Text right behind it.
    #[serde(default)]
    pub suffix: Cow<'a, str>,
}

impl WireCorrections<'_> {
    /// The corrections.
    ///
    /// # Errors
    /// [`Error::Corrections`] with the number of the first that cannot be read, counted from 1.
    pub fn read(self) -> Result<Vec<Correction>> {
        let unit = read_unit(self.offset_unit.as_deref(), OffsetUnit::Utf16);
        let unit = unit.map_err(Error::Corrections)?;
        self.corrections
            .into_iter()
            .enumerate()
            .map(|(index, correction)| {
                correction
                    .read(unit)
                    .map_err(|reason| Error::Corrections(format!("number {}: {reason}", index + 1)))
            })
            .collect()
    }
}

impl<'a> WireCorrection<'a> {
    /// `correction` in the midst of positions that count `around`.
    pub fn new(correction: &'a Correction, around: OffsetUnit) -> Self {
        let mut wire = Self {
            action: correction.action.name().into(),
            target: WireTarget::new(&correction.target),
            kind: None,
            subtype: None,
            to: None,
            with: None,
            everywhere: correction.everywhere,
            offset_unit: (correction.unit != around).then(|| correction.unit.name().into()),
        };
        match &correction.action {
            Action::Add(kind) | Action::Retype(kind) => {
                wire.kind = Some(kind.type_name().into());
                wire.subtype = kind.subtype_name().map(Cow::from);
            }
            Action::Resize(to) => wire.to = Some(WireTarget::new(to)),
            Action::Merge(with) => wire.with = Some(WireTarget::new(with)),
            Action::Delete | Action::Split => {}
        }
        wire
    }

    /// The correction; `around` is what positions count if it does not say.
    fn read(self, around: OffsetUnit) -> std::result::Result<Correction, String> {
        let kind = || {
            let name = self.kind.as_deref().unwrap_or_default();
            let full = match self.subtype.as_deref() {
                Some(subtype) => format!("{name}.{subtype}"),
                None => name.to_owned(),
            };
            EntityKind::parse(&full).ok_or_else(|| format!("there is no type “{full}”"))
        };
        let target = self.target.read()?;
        let missing = |field| format!("“{}” needs “{field}”", self.action);
        let other =
            |other: &Option<WireTarget>, field| other.clone().ok_or_else(|| missing(field))?.read();
        let action = match &*self.action {
            "add" => Action::Add(kind()?),
            "delete" => Action::Delete,
            "retype" => Action::Retype(kind()?),
            "resize" => {
                let to = other(&self.to, "to")?;
                if to.end <= target.start || target.end <= to.start {
                    return Err("the new bounds do not overlap the old ones".to_owned());
                }
                Action::Resize(to)
            }
            "merge" => Action::Merge(other(&self.with, "with")?),
            "split" => Action::Split,
            unknown => return Err(format!("there is no action “{unknown}”")),
        };
        Ok(Correction {
            action,
            target,
            everywhere: self.everywhere,
            unit: read_unit(self.offset_unit.as_deref(), around)?,
        })
    }
}

impl<'a> WireTarget<'a> {
    fn new(target: &'a Target) -> Self {
        Self {
            start: target.start,
            end: target.end,
            exact: target.exact.as_str().into(),
            prefix: target.prefix.as_str().into(),
            suffix: target.suffix.as_str().into(),
        }
    }

    fn read(self) -> std::result::Result<Target, String> {
        if self.exact.is_empty() || self.end <= self.start {
            return Err("a target is empty".to_owned());
        }
        Ok(Target {
            start: self.start,
            end: self.end,
            exact: self.exact.into_owned(),
            prefix: self.prefix.into_owned(),
            suffix: self.suffix.into_owned(),
        })
    }
}

fn read_unit(name: Option<&str>, default: OffsetUnit) -> std::result::Result<OffsetUnit, String> {
    name.map_or(Ok(default), |name| {
        OffsetUnit::parse(name).ok_or_else(|| format!("there is no offset unit “{name}”"))
    })
}

/// Reads a file of corrections.
///
/// # Errors
/// [`Error::CorrectionsVersion`] and [`Error::Corrections`].
pub fn read(json: &str) -> Result<Vec<Correction>> {
    let malformed = |error: serde_json::Error| Error::Corrections(error.to_string());
    let header: Header = serde_json::from_str(json).map_err(malformed)?;
    header.check()?;
    let file: WireCorrections = serde_json::from_str(json).map_err(malformed)?;
    file.read()
}

/// Writes a file of corrections, one line; one whose positions do not count `unit` says so.
pub fn write(corrections: &[Correction], unit: OffsetUnit) -> String {
    let file = WireCorrections {
        schema: SCHEMA.into(),
        offset_unit: Some(unit.name().into()),
        corrections: corrections
            .iter()
            .map(|correction| WireCorrection::new(correction, unit))
            .collect(),
    };
    // Strings and integers only: nothing that JSON lacks.
    let mut json = serde_json::to_string(&file).unwrap_or_default();
    json.push('\n');
    json
}
