//! A number or the two ends of a range, with what stands behind: the ground of money, quantities and durations.

use super::cursor::Cursor;
use super::decimal::Decimal;
use super::number::Number;
use super::{Bound, Value, ValueKind};

/// A stated amount: one number, or two ends.
#[derive(Clone, Debug)]
pub struct Amount {
    /// The number, or the low end.
    pub low: Decimal,
    /// The number, or the high end.
    pub high: Decimal,
    /// How it is meant by the words inside the expression.
    pub bound: Bound,
    /// How it was worked out; empty where it is written in plain digits.
    pub arithmetic: String,
}

impl Amount {
    /// Reads a number, or two with a joint between them. Between the first and the joint a unit may stand
    /// (3%至5%), which `unit` reads; what stands behind the last number is left to be read.
    pub fn read(cursor: &mut Cursor, unit: impl Fn(&mut Cursor)) -> Option<Self> {
        let start = *cursor;
        let first = cursor.number()?;
        let one = Self::one(&first, cursor.since(start));
        let mut ahead = *cursor;
        unit(&mut ahead);
        let between = ahead.since(*cursor);
        if !ahead.joint() {
            return Some(one);
        }
        let second_start = ahead;
        let Some(second) = ahead.number() else {
            return Some(one);
        };
        // 3%至5%: the unit between must be the unit behind.
        if !between.is_empty() && !ahead.rest.starts_with(between) {
            return Some(one);
        }
        let other = Self::one(&second, ahead.since(second_start));
        // 3至5万 means 3万至5万; 8000至1万 does not.
        let inherits = first.scale < 4 && second.scale >= 4 && first.low < second.coefficient();
        let (low, lowest) = if inherits {
            let low = first.low.shift(second.scale)?;
            (
                low,
                format!(
                    "{} × 10{} = {low}",
                    first.low,
                    super::number::superscript(second.scale)
                ),
            )
        } else {
            (first.low, one.arithmetic)
        };
        *cursor = ahead;
        let parts: Vec<String> = [lowest, other.arithmetic]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
        Some(Self {
            low,
            high: second.high,
            bound: Bound::Range,
            arithmetic: parts.join(", "),
        })
    }

    fn one(number: &Number, text: &str) -> Self {
        Self {
            low: number.low,
            high: number.high,
            bound: number.bound,
            arithmetic: number.arithmetic(text),
        }
    }

    /// The amount `× 10^powers`, as `unit` counts it.
    pub fn shift(self, powers: i32, unit: &str) -> Option<Self> {
        let (low, high) = (self.low.shift(powers)?, self.high.shift(powers)?);
        let from = if self.bound == Bound::Range {
            format!("{}…{}", self.low, self.high)
        } else {
            self.low.to_string()
        };
        let to = if self.bound == Bound::Range {
            format!("{low}…{high}")
        } else {
            low.to_string()
        };
        let step = match powers {
            1.. => format!(
                "{from} × 1{} = {to}{unit}",
                "0".repeat(powers.unsigned_abs() as usize)
            ),
            _ => format!(
                "{from} ÷ 1{} = {to}{unit}",
                "0".repeat(powers.unsigned_abs() as usize)
            ),
        };
        Some(Self {
            low,
            high,
            arithmetic: step,
            ..self
        })
    }

    /// Adds a smaller part, such as 5角 to 3元 or 半 to 两个.
    pub fn with(self, part: Decimal) -> Option<Self> {
        let (low, high) = (self.low.plus(part)?, self.high.plus(part)?);
        Some(Self {
            arithmetic: format!("{} + {part} = {low}", self.low),
            low,
            high,
            ..self
        })
    }

    /// The value of this amount; `around` is what the words outside of the mention say.
    pub fn value(self, kind: ValueKind, unit: Option<String>, around: Option<Bound>) -> Value {
        let mut value = Value {
            unit,
            arithmetic: self.arithmetic,
            ..Value::new(kind)
        };
        let number = self.low.to_f64();
        value.bound = around
            .filter(|_| self.bound != Bound::Range)
            .unwrap_or(self.bound);
        match value.bound {
            Bound::Range => {
                value.low = Some(number);
                value.high = Some(self.high.to_f64());
                return value;
            }
            Bound::AtLeast | Bound::MoreThan => value.low = Some(number),
            Bound::AtMost | Bound::LessThan => value.high = Some(number),
            Bound::Exact | Bound::About => {}
        }
        value.number = Some(number);
        value
    }
}
