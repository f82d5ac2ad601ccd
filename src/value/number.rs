//! Numbers in every way that news writes them, exactly.
//!
//! Wider than [`crate::rules::number`], which only has to find where a number ends: cheque forms, decimals in
//! Chinese, ellipses (两千三 is 2300) and neighbours (两三百 is 200 to 300) are read here.

use super::Bound;
use super::decimal::Decimal;

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `1,860`, `2.3亿`
    Arabic,
    /// Place by place: `二〇二一`
    Digits,
    /// With powers of ten, or one digit: `三百六十`, `两`
    Numeral,
}

/// A number as a text states it.
#[derive(Clone, Copy, Debug)]
pub struct Number {
    /// The number, or the lowest one of several: 200 for 两三百.
    pub low: Decimal,
    /// The highest of several numbers, else the number.
    pub high: Decimal,
    /// [`Bound::AtLeast`] with 多 or 余, [`Bound::About`] with 来, [`Bound::Range`] with 几 and neighbours.
    pub bound: Bound,
    /// How it is written.
    pub style: Style,
    /// Characters of the digits, separators included, powers and 多 not: `4` for `2021`.
    pub length: usize,
    /// The power of ten of the words at its end: 8 for 1.5亿, 0 for 1.5.
    pub scale: i32,
    /// Whether digits stand before the words at the end and nothing else: 1.5亿, not 1亿2千万.
    pub simple: bool,
}

impl Number {
    /// The number where it is whole, exact, and written with digits alone or as a numeral: a year, day or hour.
    pub fn ordinal(&self) -> Option<i32> {
        let plain = self.bound == Bound::Exact && (self.style != Style::Arabic || self.scale == 0);
        self.low.integer().filter(|_| plain)
    }

    /// The number in front of the words at its end: 1.5 for 1.5亿.
    pub fn coefficient(&self) -> Decimal {
        self.low.shift(-self.scale).unwrap_or(self.low)
    }

    /// How `text` comes to this number; empty where it is written in plain digits.
    pub fn arithmetic(&self, text: &str) -> String {
        let amount = if self.bound == Bound::Range {
            format!("{}…{}", self.low, self.high)
        } else {
            self.low.to_string()
        };
        if self.simple && self.scale > 0 {
            format!(
                "{} × 10{} = {amount}",
                self.coefficient(),
                superscript(self.scale)
            )
        } else if self.style == Style::Arabic && self.scale == 0 {
            String::new()
        } else {
            format!("{text} = {amount}")
        }
    }
}

/// A small whole number in raised digits.
pub fn superscript(number: i32) -> String {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let raised = |digit: u8| DIGITS.get(usize::from(digit.wrapping_sub(b'0'))).copied();
    number.to_string().bytes().filter_map(raised).collect()
}

/// The value of a Chinese digit, in everyday, ordinal or cheque form.
const fn digit(character: char) -> Option<i64> {
    Some(match character {
        '〇' | '零' | '○' | '◯' => 0,
        '一' | '壹' | '弌' | '幺' => 1,
        '二' | '两' | '贰' | '貳' | '弍' | '兩' => 2,
        '三' | '叁' | '叄' | '参' | '參' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' | '陸' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// The exponent of a Chinese power of ten.
const fn power(character: char) -> Option<i32> {
    Some(match character {
        '十' | '拾' => 1,
        '百' | '佰' => 2,
        '千' | '仟' => 3,
        '万' | '萬' => 4,
        '亿' | '億' => 8,
        _ => return None,
    })
}

/// The exponent of the power that stands first in `rest` and is not the head of a unit: 千 of 千瓦, 百 of 百分点.
fn power_ahead(rest: &str) -> Option<i32> {
    let mut chars = rest.chars();
    let first = chars.next()?;
    let next = chars.next().unwrap_or('\n');
    match first {
        '千' if matches!(next, '瓦' | '克' | '米' | '伏' | '赫' | '帕' | '卡' | '焦') => {
            None
        }
        '百' if matches!(next, '帕' | '分') => None,
        // 兆 is a million in 兆瓦, and 10¹² only before money, as Taiwan counts it.
        '兆' => matches!(next, '元' | '美' | '新' | '日' | '台').then_some(12),
        _ => power(first),
    }
}

#[derive(Clone, Copy)]
enum Token {
    /// A digit or several; neighbours and 几 give two ends. The last says whether it is one digit alone.
    Digits(Decimal, Decimal, bool),
    Power(i32),
}

/// The number that `text` begins with, and its length in bytes. `None` where there is none, or one of more than
/// 18 digits.
pub fn read(text: &str) -> Option<(Number, usize)> {
    let mut reader = Reader {
        rest: text,
        tokens: Vec::new(),
        bound: Bound::Exact,
        length: 0,
        arabic: false,
        places: 0,
    };
    while reader.token()? {}
    let number = reader.finish()?;
    Some((number, text.len() - reader.rest.len()))
}

struct Reader<'a> {
    rest: &'a str,
    tokens: Vec<Token>,
    bound: Bound,
    length: usize,
    arabic: bool,
    /// Most Chinese digits in a row.
    places: usize,
}

impl Reader<'_> {
    /// Reads one more piece; says whether there was one. `None` where the number is none.
    fn token(&mut self) -> Option<bool> {
        let Some(first) = self.rest.chars().next() else {
            return Some(false);
        };
        let last = self.tokens.last().copied();
        let after_digits = matches!(last, Some(Token::Digits(..)));
        let after_power = matches!(last, Some(Token::Power(_)));
        if first.is_ascii_digit() && !after_digits {
            self.arabic()?;
        } else if let Some(power) = power_ahead(self.rest) {
            self.tokens.push(Token::Power(power));
            self.skip(first);
        } else if digit(first).is_some() && !after_digits {
            self.chinese()?;
        } else if let '廿' | '卅' | '卌' = first {
            let tens = match first {
                '廿' => 2,
                '卅' => 3,
                _ => 4,
            };
            self.tokens.push(single(tens, tens));
            self.tokens.push(Token::Power(1));
            self.length += 1;
            self.skip(first);
        } else if first == '点' && (after_digits || after_power) {
            return self.fraction();
        } else if let '几' | '数' = first {
            // 几十 is 20 to 90, 十几 11 to 19; 几 alone is no number.
            let ahead = power_ahead(self.rest.get(first.len_utf8()..)?);
            let lowest = match ahead {
                Some(_) if !after_power => 2,
                _ if after_power && first == '几' => 1,
                _ => return Some(false),
            };
            if after_digits {
                return Some(false);
            }
            self.tokens.push(single(lowest, 9));
            self.bound = Bound::Range;
            self.length += 1;
            self.skip(first);
        } else if self.bound == Bound::Exact
            && (after_power || after_digits && self.arabic)
            && matches!(first, '多' | '余' | '馀' | '餘')
        {
            self.bound = Bound::AtLeast;
            self.skip(first);
        } else if self.bound == Bound::Exact
            && after_power
            && first == '来'
            && !self.rest.starts_with("来自")
            && !self.rest.starts_with("来源")
        {
            self.bound = Bound::About;
            self.skip(first);
        } else {
            return Some(false);
        }
        Some(true)
    }

    fn skip(&mut self, character: char) {
        self.rest = self.rest.get(character.len_utf8()..).unwrap_or_default();
    }

    /// `1,860.5`
    fn arabic(&mut self) -> Option<()> {
        let bytes = self.rest.as_bytes();
        let digit = |index: usize| bytes.get(index).filter(|byte| byte.is_ascii_digit());
        let (mut value, mut end, mut fraction) = (Decimal::default(), 0, false);
        loop {
            let grouped = !fraction
                && (1..=3).all(|ahead| digit(end + ahead).is_some())
                && digit(end + 4).is_none();
            match bytes.get(end) {
                Some(byte) if byte.is_ascii_digit() => {
                    value = value.push(i64::from(byte - b'0'), fraction)?;
                }
                Some(b'.') if !fraction && digit(end + 1).is_some() => fraction = true,
                Some(b',') if grouped => {}
                _ => break,
            }
            end += 1;
        }
        self.tokens.push(Token::Digits(value, value, end == 1));
        self.arabic = true;
        self.length += end;
        self.rest = self.rest.get(end..)?;
        Some(())
    }

    /// Chinese digits in a row: one, a row of places, or two neighbours.
    fn chinese(&mut self) -> Option<()> {
        let digits: Vec<i64> = self.rest.chars().map_while(digit).collect();
        let behind: usize = self
            .rest
            .chars()
            .take(digits.len())
            .map(char::len_utf8)
            .sum();
        let rest = self.rest.get(behind..)?;
        let powers = self
            .tokens
            .iter()
            .any(|token| matches!(token, Token::Power(_)));
        let token = match *digits.as_slice() {
            // 两三百, 十五六个, 三五个; 一二 before nothing is a row of places.
            [one, other]
                if one > 0
                    && (other == one + 1 || (one, other) == (3, 5))
                    && (powers || !rest.is_empty()) =>
            {
                self.bound = Bound::Range;
                single(one, other)
            }
            [one] => single(one, one),
            _ => {
                let value = digits
                    .iter()
                    .try_fold(Decimal::default(), |value, &digit| value.push(digit, false))?;
                self.places = self.places.max(digits.len());
                Token::Digits(value, value, false)
            }
        };
        self.tokens.push(token);
        self.length += digits.len();
        self.rest = rest;
        Some(())
    }

    /// `点五` of 三点五; 点 of a clock time (三点五分) is none.
    fn fraction(&mut self) -> Option<bool> {
        let places: Vec<i64> = self.rest.chars().skip(1).map_while(digit).collect();
        let width: usize = self
            .rest
            .chars()
            .take(places.len() + 1)
            .map(char::len_utf8)
            .sum();
        let rest = self.rest.get(width..)?;
        if places.is_empty() || rest.starts_with(['分', '十', '刻']) {
            return Some(false);
        }
        let whole = match self.tokens.last() {
            Some(&Token::Digits(low, high, _)) => {
                if low != high {
                    return Some(false);
                }
                self.tokens.pop();
                low
            }
            _ => Decimal::default(),
        };
        let value = places
            .iter()
            .try_fold(whole, |value, &digit| value.push(digit, true))?;
        self.tokens.push(Token::Digits(value, value, false));
        self.length += places.len() + 1;
        self.rest = rest;
        Some(true)
    }

    fn finish(&self) -> Option<Number> {
        let first = self.tokens.first()?;
        let (low, high) = (sum(&self.tokens, false)?, sum(&self.tokens, true)?);
        let scale = self.tokens.iter().rev().map_while(|token| match token {
            Token::Power(power) => Some(*power),
            Token::Digits(..) => None,
        });
        let powers = scale.clone().count();
        let style = if self.arabic {
            Style::Arabic
        } else if self.places > 1 && self.tokens.len() == 1 {
            Style::Digits
        } else {
            Style::Numeral
        };
        Some(Number {
            low,
            high,
            bound: self.bound,
            style,
            length: self.length + if self.arabic { 0 } else { powers },
            scale: scale.sum(),
            simple: self.arabic
                && matches!(first, Token::Digits(..))
                && powers + 1 == self.tokens.len(),
        })
    }
}

const fn single(low: i64, high: i64) -> Token {
    Token::Digits(Decimal::whole(low), Decimal::whole(high), true)
}

/// What the tokens come to, of two ends the low or the high one.
fn sum(tokens: &[Token], high: bool) -> Option<Decimal> {
    let zero = Decimal::default();
    // Sums below 10⁴, 10⁸, 10¹² and above.
    let [mut ones, mut myriads, mut hundred_millions, mut billions] = [zero; 4];
    let mut current: Option<Decimal> = None;
    let one = Decimal::whole(1);
    for (index, token) in tokens.iter().enumerate() {
        match *token {
            Token::Digits(low, highest, alone) => {
                let mut value = if high { highest } else { low };
                // 两千三, 三万五: a digit alone at the end counts the next lower power.
                if let (true, true, Some(Token::Power(power @ 2..))) = (
                    alone,
                    index + 1 == tokens.len(),
                    index.checked_sub(1).and_then(|before| tokens.get(before)),
                ) {
                    value = value.shift(power - 1)?;
                }
                current = Some(value);
            }
            Token::Power(power @ ..=3) => {
                ones = ones.plus(current.take().unwrap_or(one).shift(power)?)?;
            }
            Token::Power(power) => {
                let mut part = ones.plus(current.take().unwrap_or(zero))?;
                ones = zero;
                if power == 4 {
                    part = if index == 0 {
                        one
                    } else if part.is_zero() {
                        std::mem::take(&mut myriads)
                    } else {
                        part
                    };
                    myriads = myriads.plus(part.shift(4)?)?;
                    continue;
                }
                part = part.plus(std::mem::take(&mut myriads))?;
                if power == 12 {
                    part = part.plus(std::mem::take(&mut hundred_millions))?;
                }
                if index == 0 {
                    part = one;
                }
                let sum = if power == 12 {
                    &mut billions
                } else {
                    &mut hundred_millions
                };
                *sum = sum.plus(part.shift(power)?)?;
            }
        }
    }
    ones.plus(current.unwrap_or(zero))?
        .plus(myriads)?
        .plus(hundred_millions)?
        .plus(billions)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_every_kind() {
        for (text, value, behind) in [
            ("2021年", "2021", "年"),
            ("1,860家", "1860", "家"),
            ("4.65亿", "465000000", ""),
            ("14.20%", "14.2", "%"),
            ("4.1万亿美元", "4100000000000", "美元"),
            ("1亿2000万", "120000000", ""),
            ("一亿二千万", "120000000", ""),
            ("一千零二十万", "10200000", ""),
            ("一千零五", "1005", ""),
            ("两千三", "2300", ""),
            ("三万五", "35000", ""),
            ("三万零五", "30005", ""),
            ("一百二十", "120", ""),
            ("三点一四", "3.14", ""),
            ("三十点五", "30.5", ""),
            ("三点五分", "3", "点五分"),
            ("三点五十分", "3", "点五十分"),
            ("壹佰贰拾叁万肆仟", "1234000", ""),
            ("廿三", "23", ""),
            ("卅", "30", ""),
            ("二〇二一", "2021", ""),
            ("二○○八", "2008", ""),
            ("百万", "1000000", ""),
            ("十亿", "1000000000", ""),
            ("50万千瓦", "500000", "千瓦"),
            ("5百分点", "5", "百分点"),
            ("1.5兆元", "1500000000000", "元"),
            ("1.5兆瓦", "1.5", "兆瓦"),
            ("两万万", "200000000", ""),
            ("十三点五亿", "1350000000", ""),
        ] {
            let (number, length) = read(text).unwrap();
            assert_eq!(number.low.to_string(), value, "{text}");
            assert_eq!(number.low, number.high, "{text}");
            assert_eq!(&text[length..], behind, "{text}");
        }
    }

    #[test]
    fn numbers_that_are_several() {
        for (text, low, high) in [
            ("两三百", "200", "300"),
            ("十五六个", "15", "16"),
            ("三五个", "3", "5"),
            ("几十", "20", "90"),
            ("十几", "11", "19"),
            ("数百万", "2000000", "9000000"),
            ("七八千万", "70000000", "80000000"),
        ] {
            let (number, _) = read(text).unwrap();
            assert_eq!(
                (number.low.to_string(), number.high.to_string()),
                (low.to_owned(), high.to_owned()),
                "{text}"
            );
            assert_eq!(number.bound, Bound::Range, "{text}");
        }
    }

    #[test]
    fn what_is_no_number() {
        for text in [
            "",
            "几个",
            "数次",
            "多少",
            "千瓦",
            "点五",
            "A1",
            "12345678901234567890",
        ] {
            assert!(read(text).is_none(), "{text}");
        }
    }
}
