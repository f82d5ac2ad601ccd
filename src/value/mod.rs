//! What times, amounts and numbers come to, each with its arithmetic.

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
    /// Why the expression cannot be true (`2月30日`); then nothing but `kind` and `arithmetic` is given.
    pub problem: Option<&'static str>,
    /// How the value was worked out: `100 × 10⁸ 元 = 10000000000 CNY`. Empty where the text says it outright.
    pub arithmetic: String,
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
