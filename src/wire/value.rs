//! What a mention comes to, on the wire.

use serde::Serialize;

use crate::value::Value;

/// What a time, an amount or a quantity comes to; see [`crate::value::Value`].
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WireValue<'a> {
    /// `date`, `clock`, `duration`, `money`, `quantity`, `percentage` or `multiple`.
    pub kind: &'static str,
    /// Date in EDTF, clock time or duration in ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iso: Option<&'a str>,
    /// The number as stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<f64>,
    /// Lowest number meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// Highest number meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
    /// `exact`, `about`, `at-least`, `more-than`, `at-most`, `less-than` or `range`.
    pub bound: &'static str,
    /// ISO 4217 code of the currency, or the unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<&'a str>,
    /// Whether a part was taken from the rest of the article.
    #[serde(skip_serializing_if = "is_false")]
    pub inferred: bool,
    /// Why the expression cannot be true; then it has no value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<&'static str>,
    /// How the value was worked out; empty where the text says it outright.
    pub arithmetic: &'a str,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for a reference"
)]
pub(crate) const fn is_false(value: &bool) -> bool {
    !*value
}

impl<'a> From<&'a Value> for WireValue<'a> {
    fn from(value: &'a Value) -> Self {
        Self {
            kind: value.kind.name(),
            iso: value.iso.as_deref(),
            number: value.number,
            low: value.low,
            high: value.high,
            bound: value.bound.name(),
            unit: value.unit.as_deref(),
            inferred: value.inferred,
            problem: value.problem,
            arithmetic: &value.arithmetic,
        }
    }
}
