//! Days of the Gregorian calendar, and dates as EDTF writes them.
//!
//! [EDTF](https://www.loc.gov/standards/datetime/) (ISO 8601-2:2019): `XXXX` an unknown year, `199X` a decade,
//! `~` about, `a/b` an interval, `a/..` an open one. Seasons are its codes 21 to 24, quarters 33 to 36, halves 40
//! and 41. Other stretches (上旬, 前三季度) are intervals of days or months.

/// A day, or as much of one as is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// Year, astronomical: -220 is 221 BC.
    pub year: Option<i32>,
    /// Month, from 1.
    pub month: Option<u8>,
    /// Day of the month, from 1.
    pub day: Option<u8>,
}

impl Date {
    /// The day in full.
    pub const fn new(year: i32, month: u8, day: u8) -> Self {
        Self {
            year: Some(year),
            month: Some(month),
            day: Some(day),
        }
    }

    /// Whether the calendar has this date; one whose year is not known may be of a leap year.
    pub fn exists(self) -> bool {
        let month = self.month.unwrap_or(1);
        (1..=12).contains(&month)
            && self.day.is_none_or(|day| {
                (1..=days_in_month(self.year.unwrap_or(2000), month)).contains(&day)
            })
    }

    /// The day so many days later; `None` where the date is not a full one. Without a year it is known only within
    /// the month.
    pub fn plus_days(self, days: i32) -> Option<Self> {
        let mut date = self;
        let mut month = self.month?;
        let mut day = i32::from(self.day?).checked_add(days)?;
        let Some(mut year) = self.year else {
            // Of February 28 days are sure.
            date.day = u8::try_from(day).ok();
            let same = days == 0 || (1..=i32::from(days_in_month(2001, month))).contains(&day);
            return same.then_some(date);
        };
        // Steps are few: the text says yesterday or last week.
        while day < 1 {
            (year, month) = neighbour(year, month, -1)?;
            day += i32::from(days_in_month(year, month));
        }
        while day > i32::from(days_in_month(year, month)) {
            day -= i32::from(days_in_month(year, month));
            (year, month) = neighbour(year, month, 1)?;
        }
        date.year = Some(year);
        date.month = Some(month);
        date.day = u8::try_from(day).ok();
        Some(date)
    }

    /// Day of the week, Monday is 0; `None` where the date is not a full one.
    pub fn weekday(self) -> Option<i32> {
        // Zeller's congruence, with March as the first month.
        let (year, month, day) = (self.year?, i32::from(self.month?), i32::from(self.day?));
        let (year, month) = if month < 3 {
            (year - 1, month + 12)
        } else {
            (year, month)
        };
        let saturday = day + 13 * (month + 1) / 5 + year + year.div_euclid(4)
            - year.div_euclid(100)
            + year.div_euclid(400);
        Some((saturday + 5).rem_euclid(7))
    }

    /// The last day of the month or year; `None` for a February of which the year is not known.
    pub fn last_day(self) -> Option<Self> {
        let month = self.month.unwrap_or(12);
        let year = self.year.or((month != 2).then_some(2001))?;
        Some(Self {
            year: self.year,
            month: Some(month),
            day: Some(days_in_month(year, month)),
        })
    }

    /// The date in EDTF: `2021-10-08`, `2021-10`, `2021`, `XXXX-10-08`.
    pub fn edtf(self) -> String {
        let mut text = match self.year {
            None => "XXXX".to_owned(),
            Some(year) if year < 0 => format!("-{:04}", -i64::from(year)),
            Some(year) => format!("{year:04}"),
        };
        if let Some(month) = self.month {
            text.push_str(&format!("-{month:02}"));
            if let Some(day) = self.day {
                text.push_str(&format!("-{day:02}"));
            }
        }
        text
    }
}

/// The month so many months later.
pub fn neighbour(year: i32, month: u8, months: i32) -> Option<(i32, u8)> {
    let count = year
        .checked_mul(12)?
        .checked_add(i32::from(month) - 1)?
        .checked_add(months)?;
    let month = u8::try_from(count.rem_euclid(12) + 1).ok()?;
    Some((count.div_euclid(12), month))
}

/// Days of a month; 31 for months that the year does not have.
pub const fn days_in_month(year: i32, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_follow_days() {
        for (date, days, other) in [
            (Date::new(2021, 10, 8), -1, Date::new(2021, 10, 7)),
            (Date::new(2021, 1, 1), -1, Date::new(2020, 12, 31)),
            (Date::new(2020, 2, 28), 1, Date::new(2020, 2, 29)),
            (Date::new(2021, 2, 28), 1, Date::new(2021, 3, 1)),
            (Date::new(2021, 12, 31), 1, Date::new(2022, 1, 1)),
        ] {
            assert_eq!(date.plus_days(days), Some(other));
        }
        assert_eq!(Date::default().plus_days(1), None);
    }

    #[test]
    fn weekdays() {
        assert_eq!(Date::new(2021, 10, 8).weekday(), Some(4));
        assert_eq!(Date::new(2000, 1, 1).weekday(), Some(5));
        assert_eq!(Date::new(2024, 2, 29).weekday(), Some(3));
    }

    #[test]
    fn dates_that_exist() {
        assert!(Date::new(2020, 2, 29).exists());
        assert!(!Date::new(2021, 2, 29).exists());
        let unknown = Date {
            year: None,
            ..Date::new(0, 2, 29)
        };
        assert!(unknown.exists());
        assert!(!Date::new(2021, 13, 1).exists());
        assert!(!Date::new(2021, 4, 31).exists());
    }

    #[test]
    fn as_edtf_writes_them() {
        assert_eq!(Date::new(2021, 10, 8).edtf(), "2021-10-08");
        assert_eq!(Date::new(-220, 1, 1).edtf(), "-0220-01-01");
        let day = Date {
            year: None,
            ..Date::new(0, 10, 8)
        };
        assert_eq!(day.edtf(), "XXXX-10-08");
    }
}
