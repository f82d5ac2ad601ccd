//! Times of day.

use super::cursor::Cursor;
use super::number::Style;

/// A part of the day, as far as it decides what an hour means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayPart {
    /// 凌晨: twelve is midnight.
    Early,
    /// 上午
    Morning,
    /// 中午
    Noon,
    /// 下午, 傍晚
    Afternoon,
    /// 晚上, 深夜: one is an hour after midnight.
    Night,
}

const PARTS: [(&str, DayPart); 24] = [
    ("凌晨", DayPart::Early),
    ("清晨", DayPart::Morning),
    ("早晨", DayPart::Morning),
    ("早上", DayPart::Morning),
    ("上午", DayPart::Morning),
    ("早", DayPart::Morning),
    ("晨", DayPart::Morning),
    ("晨间", DayPart::Morning),
    ("中午", DayPart::Noon),
    ("午间", DayPart::Noon),
    ("正午", DayPart::Noon),
    ("下午", DayPart::Afternoon),
    ("午后", DayPart::Afternoon),
    ("傍晚", DayPart::Afternoon),
    ("黄昏", DayPart::Afternoon),
    ("晚上", DayPart::Night),
    ("晚间", DayPart::Night),
    ("夜间", DayPart::Night),
    ("夜里", DayPart::Night),
    ("深夜", DayPart::Night),
    ("午夜", DayPart::Night),
    ("半夜", DayPart::Night),
    ("晚", DayPart::Night),
    ("夜", DayPart::Night),
];

/// A time of day as the text states it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Clock {
    /// Hour as written.
    pub hour: i32,
    /// Minute, nought where none is given.
    pub minute: i32,
    /// Second, where one is given.
    pub second: Option<i32>,
}

impl Clock {
    /// Reads 8时30分, 8点半, 11:41:42; a bare number of hours before a joint (9至11时) counts.
    pub fn read(cursor: &mut Cursor) -> Option<Self> {
        let mut ahead = *cursor;
        let hour = ahead.number()?;
        let mut clock = Self {
            hour: hour.ordinal()?,
            ..Self::default()
        };
        if hour.style == Style::Arabic && hour.length <= 2 && ahead.eat(":") {
            clock.minute = two_digits(&mut ahead)?;
            if ahead.eat(":") {
                clock.second = Some(two_digits(&mut ahead)?);
            }
        } else if ahead.eat_any(&["时", "点钟", "点"]) {
            if ahead.eat("半") {
                clock.minute = 30;
            } else if let Some(quarters) = ahead.number_before("刻") {
                clock.minute = 15 * quarters.ordinal()?;
            } else if !ahead.eat("整")
                && let Some(minute) = ahead.number()
            {
                clock.minute = minute.ordinal()?;
                if ahead.eat("分")
                    && let Some(second) = ahead.number_before("秒")
                {
                    clock.second = Some(second.ordinal()?);
                }
            }
        } else {
            // 9至11时
            let mut behind = ahead;
            let shared = behind.joint()
                && behind.number().is_some()
                && (behind.rest.starts_with('时') || behind.rest.starts_with('点'));
            if !shared {
                return None;
            }
        }
        *cursor = ahead;
        Some(clock)
    }

    /// The time on a clock of 24 hours; `None` where there is no such time.
    pub fn on_24_hours(mut self, part: Option<DayPart>) -> Option<Self> {
        use DayPart::{Afternoon, Early, Morning, Night, Noon};
        let valid = (0..=24).contains(&self.hour)
            && (0..60).contains(&self.minute)
            && self.second.is_none_or(|second| (0..60).contains(&second))
            && (self.hour < 24 || self.minute == 0 && self.second.unwrap_or(0) == 0);
        // 上午14时
        let contradicts = matches!((part, self.hour), (Some(Early | Morning), 13..));
        if !valid || contradicts {
            return None;
        }
        match (part, self.hour) {
            (Some(Early), 12) => self.hour = 0,
            (Some(Noon), 1..=3) | (Some(Afternoon), 1..=11) | (Some(Night), 5..=11) => {
                self.hour += 12;
            }
            // Twelve at night ends the day.
            (Some(Night), 12) if self.minute == 0 && self.second.is_none() => self.hour = 24,
            (Some(Night), 12) => self.hour = 0,
            _ => {}
        }
        Some(self)
    }

    /// The time as ISO 8601 writes it: `T08:30`.
    pub fn iso(self) -> String {
        let second = self.second.map(|second| format!(":{second:02}"));
        format!(
            "T{:02}:{:02}{}",
            self.hour,
            self.minute,
            second.unwrap_or_default()
        )
    }
}

/// Reads a part of the day.
pub fn day_part(cursor: &mut Cursor) -> Option<DayPart> {
    cursor.eat_longest(&PARTS)
}

fn two_digits(cursor: &mut Cursor) -> Option<i32> {
    let digits = cursor
        .rest
        .get(..2)
        .filter(|two| two.bytes().all(|byte| byte.is_ascii_digit()))?;
    cursor.eat(digits);
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        let mut cursor = Cursor::new(text);
        let part = day_part(&mut cursor);
        let clock = Clock::read(&mut cursor)?;
        Some(clock.on_24_hours(part)?.iso())
    }

    #[test]
    fn times_of_day() {
        for (text, iso) in [
            ("8时", "T08:00"),
            ("8点半", "T08:30"),
            ("下午3时", "T15:00"),
            ("晚上8点半", "T20:30"),
            ("晚上12点", "T24:00"),
            ("凌晨2时10分", "T02:10"),
            ("凌晨12时30分", "T00:30"),
            ("深夜1点", "T01:00"),
            ("中午12时", "T12:00"),
            ("中午1点", "T13:00"),
            ("三点五分", "T03:05"),
            ("八点一刻", "T08:15"),
            ("11:41:42", "T11:41:42"),
            ("下午15时", "T15:00"),
        ] {
            assert_eq!(read(text).as_deref(), Some(iso), "{text}");
        }
    }

    #[test]
    fn no_such_times() {
        for text in ["25时", "8时61分", "24:30", "上午14时", "3:0"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
