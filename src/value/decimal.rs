//! Exact decimal numbers.
//!
//! A float cannot hold 4.65, and 4.65 × 10⁸ in floats is 465000000.00000006. Numbers are therefore kept as whole
//! digits and a power of ten, and become floats once, at the end. 64 bits hold 18 digits, more than a float tells
//! apart; 128 bits would bring their division into the wasm.

use std::cmp::Ordering;
use std::fmt;

/// Largest power of ten, either way, that a number may have: more is no amount that a text states.
const LARGEST_EXPONENT: i32 = 30;

/// `digits × 10^exponent`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Decimal {
    digits: i64,
    exponent: i32,
}

impl Decimal {
    /// A whole number.
    pub const fn whole(digits: i64) -> Self {
        Self {
            digits,
            exponent: 0,
        }
    }

    /// The number with `digit` written behind it; behind the point where `fraction` says so. `None` where it
    /// grows too long.
    pub fn push(self, digit: i64, fraction: bool) -> Option<Self> {
        Some(Self {
            digits: self.digits.checked_mul(10)?.checked_add(digit)?,
            exponent: self.exponent - i32::from(fraction),
        })
    }

    /// `self × 10^powers`; `None` where it grows too large.
    pub fn shift(self, powers: i32) -> Option<Self> {
        let exponent = self.exponent.checked_add(powers)?;
        (exponent.abs() <= LARGEST_EXPONENT).then_some(Self { exponent, ..self })
    }

    /// The sum; `None` where it grows too large.
    pub fn plus(self, other: Self) -> Option<Self> {
        let exponent = self.exponent.min(other.exponent);
        Some(Self {
            digits: self.at(exponent)?.checked_add(other.at(exponent)?)?,
            exponent,
        })
    }

    /// `self × factor`; `None` where it grows too large.
    pub fn times(self, factor: i64) -> Option<Self> {
        Some(Self {
            digits: self.digits.checked_mul(factor)?,
            ..self
        })
    }

    /// Whether it is nothing.
    pub const fn is_zero(self) -> bool {
        self.digits == 0
    }

    /// The number where it is a whole one that 32 bits hold.
    pub fn integer(self) -> Option<i32> {
        let plain = self.plain();
        i32::try_from(plain.at(0)?).ok()
    }

    /// The nearest float.
    pub fn to_f64(self) -> f64 {
        // The parser rounds once and rightly.
        format!("{}e{}", self.digits, self.exponent)
            .parse()
            .unwrap_or_default()
    }

    /// The digits that stand before `10^exponent`; `None` where some would be lost or do not fit.
    fn at(self, exponent: i32) -> Option<i64> {
        if self.digits == 0 {
            return Some(0);
        }
        let powers = u32::try_from(self.exponent.checked_sub(exponent)?).ok()?;
        self.digits.checked_mul(10_i64.checked_pow(powers)?)
    }

    /// The same number without noughts behind the point.
    const fn plain(self) -> Self {
        let mut plain = self;
        while plain.exponent < 0 && plain.digits % 10 == 0 {
            plain.digits /= 10;
            plain.exponent += 1;
        }
        plain
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.partial_cmp(other) == Some(Ordering::Equal)
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        let exponent = self.exponent.min(other.exponent);
        match (self.at(exponent), other.at(exponent)) {
            (Some(one), Some(other)) => Some(one.cmp(&other)),
            _ => self.to_f64().partial_cmp(&other.to_f64()),
        }
    }
}

impl fmt::Display for Decimal {
    /// Without exponent, separators or idle noughts: `465000000`, `14.2`, `-0.05`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = self.plain();
        if plain.digits < 0 {
            f.write_str("-")?;
        }
        let mut digits = plain.digits.unsigned_abs().to_string();
        if plain.exponent >= 0 && plain.digits != 0 {
            digits.extend(std::iter::repeat_n(
                '0',
                plain.exponent.unsigned_abs() as usize,
            ));
        } else if plain.exponent < 0 {
            let places = plain.exponent.unsigned_abs() as usize;
            while digits.len() <= places {
                digits.insert(0, '0');
            }
            digits.insert(digits.len() - places, '.');
        }
        f.write_str(&digits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(digits: i64, exponent: i32) -> Decimal {
        Decimal { digits, exponent }
    }

    #[test]
    fn written_without_exponent() {
        for (number, text) in [
            (decimal(465, 6), "465000000"),
            (decimal(1420, -2), "14.2"),
            (decimal(-5, -2), "-0.05"),
            (decimal(0, 8), "0"),
            (decimal(100, -2), "1"),
        ] {
            assert_eq!(number.to_string(), text);
        }
    }

    #[test]
    fn floats_are_the_nearest() {
        assert_eq!(decimal(465, -2).shift(8).unwrap().to_f64(), 465_000_000.0);
        assert_eq!(decimal(142, -1).to_f64(), 14.2);
    }

    #[test]
    fn too_large_is_none() {
        assert!(decimal(i64::MAX, 0).push(1, false).is_none());
        assert!(decimal(1, 25).plus(decimal(1, 0)).is_none());
        assert!(decimal(1, 25).shift(8).is_none());
        assert_eq!(decimal(1, 25).integer(), None);
    }
}
