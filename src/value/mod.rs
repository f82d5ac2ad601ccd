//! What times, amounts and numbers come to, each with its arithmetic.
//!
//! Dates are EDTF (see [`calendar`]), clock times and durations ISO 8601; two durations parted by a stroke
//! (`P1Y/P3Y`) are the ends of a range. An expression has a value only where its words, and the article's own date
//! ([`anchor`]), settle one: 近日, lunar dates and movable feasts have none. Numbers are worked out exactly
//! ([`decimal`]) and become floats once.

pub mod amount;
pub mod anchor;
pub mod bound;
pub mod calendar;
pub mod clock;
pub mod cursor;
pub mod date;
pub mod decimal;
pub mod duration;
pub mod money;
pub mod number;
pub mod period;
pub mod point;
pub mod quantity;
pub mod stated;
pub mod words;

use crate::entity::{EntityKind, Mention};
use crate::script::Shadow;
use crate::source::Source;
use anchor::{AROUND, Anchor, text};

/// [`Value::problem`] of a date that no calendar has: 2月30日, 13月.
pub const NO_SUCH_DATE: &str = "no-such-date";
/// [`Value::problem`] of a time that no clock shows: 25时, 8时61分, 上午14时.
pub const NO_SUCH_TIME: &str = "no-such-time";

/// Longest expression in characters that is read.
const LONGEST: usize = 64;

/// What a mention of a time, an amount of money or a quantity comes to.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// What is stated.
    pub kind: ValueKind,
    /// Dates in EDTF (ISO 8601-2:2019): `2021-10-08`, `2016/2022`, `199X`; clock times and durations in
    /// ISO 8601: `T08:30`, `P10Y`. `None` for numbers.
    pub iso: Option<String>,
    /// The number as stated: `100` for 100多家, `1e10` for 100億元. `None` for ranges and dates.
    pub number: Option<f64>,
    /// Lowest number meant, where there is one.
    pub low: Option<f64>,
    /// Highest number meant, where there is one.
    pub high: Option<f64>,
    /// How the number, or the duration, is meant.
    pub bound: Bound,
    /// ISO 4217 code of the currency (`CNY`), or the unit as the text's shadow writes it (`家`); `None` for
    /// bare numbers.
    pub unit: Option<String>,
    /// Whether a part, such as the year, was taken from the rest of the article.
    pub inferred: bool,
    /// Why the expression cannot be true: [`NO_SUCH_DATE`] or [`NO_SUCH_TIME`]; then nothing but `kind` and
    /// `arithmetic` is given.
    pub problem: Option<&'static str>,
    /// How the value was worked out: `100 × 10⁸ 元 = 10000000000 CNY`. Empty where the text says it outright.
    pub arithmetic: String,
}

impl Value {
    /// A value of which only the kind is known.
    pub const fn new(kind: ValueKind) -> Self {
        Self {
            kind,
            iso: None,
            number: None,
            low: None,
            high: None,
            bound: Bound::Exact,
            unit: None,
            inferred: false,
            problem: None,
            arithmetic: String::new(),
        }
    }
}

/// What a mention comes to. `words` are the mention's in the shadow, `before` and `after` the few characters around
/// it, where 超 and 左右 stand. `None` for mentions of other kinds and where nothing is settled.
pub fn value(
    kind: EntityKind,
    words: &str,
    before: &str,
    after: &str,
    anchor: &Anchor,
) -> Option<Value> {
    match kind {
        EntityKind::Time => time(words, before, after, anchor).map(|reading| reading.value),
        _ if words.chars().count() > LONGEST => None,
        EntityKind::Money => money::money(words, before, after, anchor),
        EntityKind::Quantity => quantity::quantity(words, before, after),
        _ => None,
    }
}

/// What a mention of a time comes to, and the dates that later mentions may refer to.
fn time(words: &str, before: &str, after: &str, anchor: &Anchor) -> Option<date::Reading> {
    if words.chars().count() > LONGEST {
        return None;
    }
    let dated = date::read(words, before, after, anchor);
    dated.or_else(|| {
        let value =
            period::read(words, anchor).or_else(|| duration::read(words, before, after, anchor))?;
        Some(date::Reading { value, dates: None })
    })
}

/// Fills [`Mention::value`] of an article's mentions of times, amounts and quantities, which are in order of the
/// text. Dates refer to the article's own and to the ones before them.
pub fn values(shadow: &Shadow, mentions: &mut [Mention], source: &Source) {
    let mut anchor = anchor::find(shadow, mentions, source);
    let mut behind_last = 0;
    for mention in mentions.iter_mut() {
        let kind = mention.kind;
        if !matches!(
            kind,
            EntityKind::Time | EntityKind::Money | EntityKind::Quantity
        ) {
            continue;
        }
        let (start, end) = shadow.range(mention.span);
        let words = text(shadow, start, end);
        let before = text(shadow, start.saturating_sub(AROUND), start);
        let before = before.rsplit('\n').next().unwrap_or_default();
        let after = text(shadow, end, end + AROUND);
        let after = after.split('\n').next().unwrap_or_default();
        if kind != EntityKind::Time {
            mention.value = value(kind, words, before, after, &anchor);
            continue;
        }
        if let Some(last) = &mut anchor.last {
            let between = shadow.chars().get(behind_last..start).unwrap_or_default();
            let ended = between
                .iter()
                .any(|character| matches!(character, '。' | '!' | '?' | '\n'));
            last.same_sentence &= !ended;
        }
        behind_last = end;
        let Some(reading) = time(words, before, after, &anchor) else {
            continue;
        };
        if let Some((start, end)) = reading.dates {
            anchor.pass(start, end);
        }
        mention.value = Some(reading.value);
    }
    complete_currencies(mentions);
}

/// Gives an amount whose currency a headline left out that of the same amount elsewhere in the article.
fn complete_currencies(mentions: &mut [Mention]) {
    let known: Vec<(Option<f64>, String)> = mentions
        .iter()
        .filter_map(|mention| mention.value.as_ref())
        .filter(|value| value.kind == ValueKind::Money && value.number.is_some())
        .filter_map(|value| Some((value.number, value.unit.clone()?)))
        .collect();
    let bare = mentions
        .iter_mut()
        .filter_map(|mention| mention.value.as_mut())
        .filter(|value| value.kind == ValueKind::Money && value.unit.is_none());
    for value in bare {
        if let Some((_, unit)) = known.iter().find(|(number, _)| *number == value.number) {
            value.unit = Some(unit.clone());
            value.inferred = true;
            value.arithmetic.push(' ');
            value.arithmetic.push_str(unit);
        }
    }
}

/// The kinds of value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueKind {
    /// A date or a stretch between two.
    Date,
    /// A time of day without its date.
    Clock,
    /// A length of time.
    Duration,
    /// An amount with a currency.
    Money,
    /// A number with a unit or classifier, or alone.
    Quantity,
    /// A share in hundredths.
    Percentage,
    /// So many times as much.
    Multiple,
}

impl ValueKind {
    /// The kind's name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Clock => "clock",
            Self::Duration => "duration",
            Self::Money => "money",
            Self::Quantity => "quantity",
            Self::Percentage => "percentage",
            Self::Multiple => "multiple",
        }
    }
}

/// How a stated number is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Bound {
    /// As it stands.
    #[default]
    Exact,
    /// 约, 左右, 近
    About,
    /// 以上, 多, 余, 至少
    AtLeast,
    /// 超, 逾
    MoreThan,
    /// 以内, 至多
    AtMost,
    /// 不足, 不到
    LessThan,
    /// 3%至5%
    Range,
}

impl Bound {
    /// The bound's name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::About => "about",
            Self::AtLeast => "at-least",
            Self::MoreThan => "more-than",
            Self::AtMost => "at-most",
            Self::LessThan => "less-than",
            Self::Range => "range",
        }
    }
}
