//! Words for dates that are counted from the article's own or from the one before, in the shadow's characters.

use super::stated::Base::{self, Article, Last};
use super::stated::Part;

/// Words for years, by what they are counted from.
pub const YEARS: [(&str, Base); 23] = [
    ("前一年", Last(-1)),
    ("第二年", Last(1)),
    ("今年度", Article(0)),
    ("今年", Article(0)),
    ("本年", Article(0)),
    ("本年度", Article(0)),
    ("去年", Article(-1)),
    ("去年度", Article(-1)),
    ("上年", Article(-1)),
    ("上年度", Article(-1)),
    ("前年", Article(-2)),
    ("大前年", Article(-3)),
    ("明年", Article(1)),
    ("明年度", Article(1)),
    ("后年", Article(2)),
    ("年内", Article(0)),
    ("同年", Last(0)),
    ("当年", Last(0)),
    ("次年", Last(1)),
    ("翌年", Last(1)),
    ("上一年", Article(-1)),
    ("上一年度", Article(-1)),
    ("下年度", Article(1)),
];

/// Words for months, by what they are counted from.
pub const MONTHS: [(&str, Base); 11] = [
    ("本月", Article(0)),
    ("这个月", Article(0)),
    ("上月", Article(-1)),
    ("上个月", Article(-1)),
    ("下月", Article(1)),
    ("下个月", Article(1)),
    ("同月", Last(0)),
    ("当月", Last(0)),
    ("次月", Last(1)),
    ("翌月", Last(1)),
    ("本月份", Article(0)),
];

/// Words for days, by what they are counted from.
pub const DAYS: [(&str, Base); 21] = [
    ("前一天", Last(-1)),
    ("前一日", Last(-1)),
    ("第二天", Last(1)),
    ("今天", Article(0)),
    ("今日", Article(0)),
    ("昨天", Article(-1)),
    ("昨日", Article(-1)),
    ("前天", Article(-2)),
    ("前日", Article(-2)),
    ("大前天", Article(-3)),
    ("明天", Article(1)),
    ("明日", Article(1)),
    ("后天", Article(2)),
    ("后日", Article(2)),
    ("大后天", Article(3)),
    ("当天", Last(0)),
    ("当日", Last(0)),
    ("同日", Last(0)),
    ("同一天", Last(0)),
    ("次日", Last(1)),
    ("翌日", Last(1)),
];

/// Heads of 今晚, 昨夜, 当晚.
pub const NIGHTS: [(&str, Base); 5] = [
    ("今", Article(0)),
    ("昨", Article(-1)),
    ("明", Article(1)),
    ("当", Last(0)),
    ("次", Last(1)),
];

/// Heads of 今春, 去冬.
pub const SEASON_YEARS: [(&str, Base); 3] =
    [("今", Article(0)), ("去", Article(-1)), ("明", Article(1))];

/// Words for weeks, by how many they are after the article's.
pub const WEEKS: [(&str, i32); 9] = [
    ("本周", 0),
    ("这周", 0),
    ("这个星期", 0),
    ("本星期", 0),
    ("上周", -1),
    ("上星期", -1),
    ("上个星期", -1),
    ("下周", 1),
    ("下星期", 1),
];

/// What may stand behind them: a day from Monday, or the weekend (8).
pub const WEEKDAYS: [(&str, i32); 9] = [
    ("一", 0),
    ("二", 1),
    ("三", 2),
    ("四", 3),
    ("五", 4),
    ("六", 5),
    ("日", 6),
    ("天", 6),
    ("末", 8),
];

/// Days of the Gregorian calendar that go by a name; movable and lunar feasts would need tables and are left out.
pub const NAMED_DAYS: [(&str, (i32, i32)); 11] = [
    ("元旦", (1, 1)),
    ("妇女节", (3, 8)),
    ("植树节", (3, 12)),
    ("劳动节", (5, 1)),
    ("青年节", (5, 4)),
    ("儿童节", (6, 1)),
    ("建党节", (7, 1)),
    ("建军节", (8, 1)),
    ("教师节", (9, 10)),
    ("国庆节", (10, 1)),
    ("圣诞节", (12, 25)),
];

/// EDTF codes of seasons and half-years.
pub const SEASONS: [(&str, u8); 16] = [
    ("春天", 21),
    ("春季", 21),
    ("春", 21),
    ("夏天", 22),
    ("夏季", 22),
    ("夏", 22),
    ("秋天", 23),
    ("秋季", 23),
    ("秋", 23),
    ("冬天", 24),
    ("冬季", 24),
    ("冬", 24),
    ("上半年", 40),
    ("下半年", 41),
    ("前半年", 40),
    ("后半年", 41),
];

/// Parts of years and months.
pub const PARTS: [(&str, Part); 8] = [
    ("初", Part::Early),
    ("中", Part::Middle),
    ("底", Part::Late),
    ("末", Part::Late),
    ("终", Part::Late),
    ("上旬", Part::Third(1)),
    ("中旬", Part::Third(2)),
    ("下旬", Part::Third(3)),
];
