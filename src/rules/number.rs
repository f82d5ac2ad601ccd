//! Numbers in Arabic digits and Chinese numerals, the ground of dates, money and quantities.

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

/// A number in a text, in shadow characters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    /// First character.
    pub start: usize,
    /// Character behind the last, scale and 多, 余, 几 included.
    pub end: usize,
    /// How it is written.
    pub style: Style,
    /// What it amounts to, 多 and 余 not counted.
    pub value: f64,
    /// Characters before any scale or 多: `4` for `2021`, `3` for `1.5亿`.
    pub length: usize,
    /// Whether 万 or 亿 scales it.
    pub scaled: bool,
    /// Whether 多, 余 or 几 stands in it.
    pub approximate: bool,
}

/// The value of a Chinese digit. The forms of cheques (壹, 伍, 陆) are surnames in news.
const fn digit(character: char) -> Option<u32> {
    Some(match character {
        '〇' | '零' | '○' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

const fn power(character: char) -> Option<f64> {
    Some(match character {
        '十' => 1e1,
        '百' => 1e2,
        '千' => 1e3,
        '万' => 1e4,
        '亿' => 1e8,
        _ => return None,
    })
}

const fn is_approximation(character: char) -> bool {
    matches!(character, '多' | '余' | '几')
}

/// Whether a number may start with `character`; most characters of a text are none of these, and cost no more.
pub const fn may_start(character: char) -> bool {
    character.is_ascii_digit()
        || digit(character).is_some()
        || power(character).is_some()
        || matches!(character, '廿' | '卅' | '几' | '数')
}

/// The number that starts at `start`, if one does; inside a longer number none does.
#[inline]
pub fn at(chars: &[char], start: usize) -> Option<Number> {
    let first = *chars.get(start)?;
    if may_start(first) {
        starting(chars, start, first)
    } else {
        None
    }
}

fn starting(chars: &[char], start: usize, first: char) -> Option<Number> {
    let before = start
        .checked_sub(1)
        .and_then(|index| chars.get(index))
        .copied();
    if first.is_ascii_digit() {
        let inside = before.is_some_and(|before| before.is_ascii_alphanumeric() || before == '.');
        return if inside {
            None
        } else {
            Some(arabic(chars, start))
        };
    }
    if before.is_some_and(|before| digit(before).is_some() || power(before).is_some()) {
        return None;
    }
    chinese(chars, start)
}

fn arabic(chars: &[char], start: usize) -> Number {
    let at = |index: usize| chars.get(index).copied().unwrap_or('\0');
    let mut end = start;
    let mut digits = String::new();
    loop {
        let character = at(end);
        if character.is_ascii_digit() {
            digits.push(character);
        } else if character == '.' && at(end + 1).is_ascii_digit() && !digits.contains('.') {
            digits.push('.');
        } else if character == ','
            && (1..=3).all(|ahead| at(end + ahead).is_ascii_digit())
            && !at(end + 4).is_ascii_digit()
        {
            // A thousands separator.
        } else {
            break;
        }
        end += 1;
    }
    let length = end - start;
    let mut number = Number {
        start,
        end,
        style: Style::Arabic,
        value: digits.parse().unwrap_or_default(),
        length,
        scaled: false,
        approximate: false,
    };
    scale(chars, &mut number);
    number
}

/// Takes in powers of ten behind the digits, and 多, 余 or 几 before or behind them.
fn scale(chars: &[char], number: &mut Number) {
    while let Some(&character) = chars.get(number.end) {
        if let Some(power) = power(character) {
            number.value *= power;
            number.scaled |= power >= 1e4;
        } else if is_approximation(character) && !number.approximate {
            number.approximate = true;
        } else {
            break;
        }
        number.end += 1;
    }
}

fn chinese(chars: &[char], start: usize) -> Option<Number> {
    let first = chars[start];
    // 几十 and 数百 are numbers, 几 and 数 alone are none.
    let vague = matches!(first, '几' | '数');
    if vague
        && chars
            .get(start + 1)
            .is_none_or(|&next| power(next).is_none())
    {
        return None;
    }
    let mut end = start + usize::from(vague);
    let (mut total, mut section, mut current) = (0.0, 0.0, if vague { 3.0 } else { 0.0 });
    let (mut powers, mut approximate) = (vague, vague);
    let mut scaled = false;
    let mut places = Vec::new();
    while let Some(&character) = chars.get(end) {
        if let Some(digit) = digit(character) {
            current = f64::from(digit);
            places.push(digit);
        } else if matches!(character, '廿' | '卅') {
            section += if character == '廿' { 20.0 } else { 30.0 };
            current = 0.0;
            powers = true;
        } else if let Some(power) = power(character) {
            if power >= 1e4 {
                total = (total + section + current).max(1.0) * power;
                section = 0.0;
                scaled = true;
            } else {
                section += if current == 0.0 {
                    power
                } else {
                    current * power
                };
            }
            current = 0.0;
            powers = true;
        } else if character == '点'
            && !places.is_empty()
            && chars
                .get(end + 1)
                .is_some_and(|&next| digit(next).is_some())
        {
            // 三点五: the fraction changes no decision, so only its extent is kept. A clock time
            // (三点五分) has a unit behind it.
            let fraction = chars[end + 1..]
                .iter()
                .take_while(|&&next| digit(next).is_some())
                .count();
            if chars
                .get(end + 1 + fraction)
                .is_some_and(|next| matches!(next, '分' | '十'))
            {
                break;
            }
            end += fraction;
        } else if is_approximation(character) && powers && !approximate {
            approximate = true;
        } else {
            break;
        }
        end += 1;
    }
    if end == start || (end == start + 1 && vague) {
        return None;
    }
    let style = if !powers && places.len() > 1 {
        Style::Digits
    } else {
        Style::Numeral
    };
    let value = match style {
        Style::Digits => places
            .iter()
            .fold(0.0, |value, &place| value * 10.0 + f64::from(place)),
        _ => total + section + current,
    };
    let length = end - start;
    Some(Number {
        start,
        end,
        style,
        value,
        length,
        scaled,
        approximate,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (f64, usize) {
        let chars: Vec<char> = text.chars().collect();
        let number = at(&chars, 0).unwrap();
        (number.value, number.end)
    }

    #[test]
    fn numbers_of_every_kind() {
        for (text, value, length) in [
            ("2021年", 2021.0, 4),
            ("1,860家", 1860.0, 5),
            ("2.5亿元", 2.5e8, 4),
            ("100多家", 100.0, 4),
            ("4.6万余名", 46_000.0, 5),
            ("8000余万元", 8e7, 6),
            ("三百六十五天", 365.0, 5),
            ("两个", 2.0, 1),
            ("十二个", 12.0, 2),
            ("二〇二一年", 2021.0, 4),
            ("廿三日", 23.0, 2),
            ("一万三千人", 13_000.0, 4),
            ("三十多人", 30.0, 3),
            ("数百名", 300.0, 2),
            ("三点五倍", 3.0, 3),
            ("三点五分", 3.0, 1),
        ] {
            assert_eq!(read(text), (value, length), "{text}");
        }
    }

    #[test]
    fn what_is_no_number() {
        for text in ["几个", "数次", "多少", "A"] {
            assert_eq!(at(&text.chars().collect::<Vec<_>>(), 0), None, "{text}");
        }
        assert_eq!(at(&['G', '5'], 1), None);
        assert_eq!(at(&['2', '1'], 1), None);
    }
}
