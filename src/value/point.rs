//! A date settled by its article: which year, month and day a stated one means, and how EDTF writes it.

use super::anchor::Anchor;
use super::bound::future;
use super::calendar::{Date, days_in_month, neighbour};
use super::clock::{Clock, DayPart};
use super::stated::{Base, Part, Stated};
use super::{NO_SUCH_DATE, NO_SUCH_TIME};

/// A date in its article.
#[derive(Clone, Copy, Debug, Default)]
pub struct Point {
    /// The day, month or year.
    pub date: Date,
    /// The part of it.
    pub part: Part,
    /// The time of day.
    pub clock: Option<Clock>,
    /// Whether anything but the expression itself settled it.
    pub inferred: bool,
    /// Whether the expression says the year, in figures or as 去年.
    pub year_stated: bool,
}

/// Why an expression has no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The article does not say what it refers to.
    Unknown,
    /// There is no such date or time.
    Impossible(&'static str),
}

/// Settles year, month, day and time of a stated date. `before` are the words before it.
///
/// # Errors
/// [`Failure::Unknown`] where the article does not settle it, [`Failure::Impossible`] with the problem.
pub fn resolve(stated: &Stated, before: &str, anchor: &Anchor) -> Result<Point, Failure> {
    let mut point = Point {
        part: stated.part,
        year_stated: stated.year.is_some(),
        ..Point::default()
    };
    if let Some(clock) = stated.clock {
        let clock = clock
            .on_24_hours(stated.day_part)
            .ok_or(Failure::Impossible(NO_SUCH_TIME))?;
        point.clock = Some(clock);
    }
    if let Part::Week(week, day) = stated.part {
        let today = anchor.date.weekday().ok_or(Failure::Unknown)?;
        let wanted = if day < 7 { day } else { 0 };
        point.date = anchor
            .date
            .plus_days(7 * week - today + wanted)
            .ok_or(Failure::Unknown)?;
        point.inferred = true;
        if day < 7 {
            point.part = Part::Whole;
        }
        return Ok(point);
    }
    if let Some(base @ (Base::Article(_) | Base::Last(_))) = stated.day {
        let from = match base {
            Base::Last(_) => anchor.last_day.map(|last| last.date),
            _ => Some(anchor.date),
        };
        let (Base::Last(days) | Base::Article(days) | Base::At(days)) = base;
        point.date = from
            .and_then(|from| from.plus_days(days))
            .ok_or(Failure::Unknown)?;
        point.inferred = true;
        return Ok(settle_night(point, stated));
    }
    point.date.month = match stated.month {
        Some(Base::At(month)) => {
            Some(u8::try_from(month).map_err(|_| Failure::Impossible(NO_SUCH_DATE))?)
        }
        Some(base) => {
            let (from, months) = match base {
                Base::Last(months) => (
                    anchor.last_month.map(|last| last.date).unwrap_or_default(),
                    months,
                ),
                Base::Article(months) | Base::At(months) => (anchor.date, months),
            };
            let (year, month) = from
                .year
                .zip(from.month)
                .and_then(|(year, month)| neighbour(year, month, months))
                .ok_or(Failure::Unknown)?;
            point.date.year = Some(year);
            point.inferred = true;
            Some(month)
        }
        None => None,
    };
    if let Some(Base::At(day)) = stated.day {
        point.date.day = Some(u8::try_from(day).map_err(|_| Failure::Impossible(NO_SUCH_DATE))?);
        if stated.month.is_none() {
            // 9日 is of the month of the date before it, else of the article's.
            let from = anchor.last_month.map_or(anchor.date, |last| last.date);
            if !(1..=31).contains(&day) {
                return Err(Failure::Impossible(NO_SUCH_DATE));
            }
            (point.date.year, point.date.month) =
                (from.year, Some(from.month.ok_or(Failure::Unknown)?));
            point.inferred = true;
            // A month that has no such day was not meant.
            return if point.date.exists() {
                Ok(settle_night(point, stated))
            } else {
                Err(Failure::Unknown)
            };
        }
    }
    settle_year(&mut point, stated, before, anchor)?;
    Ok(settle_night(point, stated))
}

/// After midnight it is another day, and the text does not say whether it counts so: then only the day is given.
fn settle_night(mut point: Point, stated: &Stated) -> Point {
    let small_hours = point.clock.is_some_and(|clock| clock.hour < 5);
    if stated.day_part == Some(DayPart::Night) && small_hours && point.date.day.is_some() {
        point.clock = None;
    }
    point
}

fn settle_year(
    point: &mut Point,
    stated: &Stated,
    before: &str,
    anchor: &Anchor,
) -> Result<(), Failure> {
    let timeless = stated.month.is_none() && stated.day.is_none() && stated.part == Part::Whole;
    let mut guessed = false;
    match stated.year {
        Some(Base::At(year)) => point.date.year = Some(year),
        Some(Base::Article(years)) => {
            point.date.year = anchor.date.year.map(|year| year + years);
            point.inferred = point.date.year.is_some();
        }
        Some(Base::Last(years)) => {
            let from = anchor
                .last
                .as_ref()
                .and_then(|last| last.latest().date.year);
            point.date.year = Some(from.ok_or(Failure::Unknown)? + years);
            point.inferred = true;
        }
        None if timeless || point.date.year.is_some() => {}
        None => {
            guessed = true;
            point.date.year = implied_year(point.date.month, stated.part, before, anchor);
            point.inferred = point.date.year.is_some();
        }
    }
    // 今年 says nothing where the article's year is unknown.
    if point.date.year.is_none()
        && stated.year.is_some()
        && stated.month.is_none()
        && stated.part == Part::Whole
    {
        return Err(Failure::Unknown);
    }
    if point.date.exists() {
        return Ok(());
    }
    point.date.year = if guessed { None } else { point.date.year };
    point.inferred = false;
    if point.date.exists() {
        Ok(())
    } else {
        Err(Failure::Impossible(NO_SUCH_DATE))
    }
}

/// The year of a date that states none.
///
/// It is that of the date before it in the same sentence where that states year and month (2020年3月签约，4月开工);
/// else the article's. Two corrections: an article of January or February that speaks of November or December
/// means the last ones; and 将 before a month that lies behind the article's means the next year's.
fn implied_year(month: Option<u8>, part: Part, before: &str, anchor: &Anchor) -> Option<i32> {
    let month = match part {
        Part::Months(_, last) => Some(last),
        Part::Season(quarter @ 33..=36) => Some(3 * (quarter - 32)),
        _ => month,
    };
    if let Some(last) = anchor
        .last
        .as_ref()
        .filter(|last| last.same_sentence && last.start.year_stated)
        && last.start.date.month.is_some()
    {
        return last.latest().date.year;
    }
    let year = anchor.date.year?;
    Some(match (anchor.date.month, month) {
        (Some(now), Some(month)) if future(before) && month < now => year + 1,
        (Some(1 | 2), Some(11 | 12)) if !future(before) => year - 1,
        _ => year,
    })
}

/// The last day of what 前 bounds, where that is no day itself: 年底前 ends with the year.
pub fn last_day(point: &Point) -> Option<String> {
    (point.part == Part::Late)
        .then(|| point.date.last_day())
        .flatten()
        .map(Date::edtf)
}

/// First and, for a stretch, last date of a point in EDTF.
///
/// # Errors
/// [`Failure::Unknown`] for a part of a month that is not known.
pub fn span(point: &Point) -> Result<(String, Option<String>), Failure> {
    let date = point.date;
    let text = date.edtf();
    let year = Date {
        year: date.year,
        ..Date::default()
    }
    .edtf();
    if date.day.is_some() && !matches!(point.part, Part::Week(..)) {
        let clock = point.clock.map(Clock::iso).unwrap_or_default();
        return Ok((format!("{text}{clock}"), None));
    }
    let last = days_in_month(date.year.unwrap_or(2000), date.month.unwrap_or(1));
    Ok(match (point.part, date.month) {
        (Part::Whole, _) => (text, None),
        // 年初 and 月底 have no agreed length: their first or last unit, about.
        (Part::Early, None) => (format!("{year}-01~"), None),
        (Part::Middle, None) => (format!("{year}-06~"), None),
        (Part::Late, None) => (format!("{year}-12~"), None),
        (Part::Early, Some(_)) => (format!("{text}-01~"), None),
        (Part::Middle, Some(_)) => (format!("{text}-15~"), None),
        (Part::Late, Some(_)) => (format!("{text}-{last}~"), None),
        (Part::Third(1), Some(_)) => (format!("{text}-01"), Some(format!("{text}-10"))),
        (Part::Third(2), Some(_)) => (format!("{text}-11"), Some(format!("{text}-20"))),
        (Part::Third(_), Some(_)) => (format!("{text}-21"), Some(format!("{text}-{last}"))),
        (Part::Season(code), _) => (format!("{year}-{code}"), None),
        (Part::Months(first, last), _) => (
            format!("{year}-{first:02}"),
            Some(format!("{year}-{last:02}")),
        ),
        (Part::Week(_, days), _) => {
            // The weekend is Saturday and Sunday.
            let first = if days == 8 {
                date.plus_days(5)
            } else {
                Some(date)
            };
            let (first, last) = first.zip(date.plus_days(6)).ok_or(Failure::Unknown)?;
            (first.edtf(), Some(last.edtf()))
        }
        (Part::Third(_), None) => return Err(Failure::Unknown),
    })
}
