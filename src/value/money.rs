//! Amounts of money.

use super::amount::Amount;
use super::anchor::Anchor;
use super::bound;
use super::cursor::Cursor;
use super::decimal::Decimal;
use super::{Bound, Value, ValueKind};

/// ISO 4217 codes by the signs and names that stand before an amount.
const BEFORE: [(&str, &str); 35] = [
    ("人民币", "CNY"),
    ("RMB", "CNY"),
    ("CNY", "CNY"),
    ("¥", "CNY"),
    ("￥", "CNY"),
    ("新台币", "TWD"),
    ("台币", "TWD"),
    ("NT$", "TWD"),
    ("NTD", "TWD"),
    ("TWD", "TWD"),
    ("港币", "HKD"),
    ("港元", "HKD"),
    ("HK$", "HKD"),
    ("HKD", "HKD"),
    ("澳门元", "MOP"),
    ("MOP$", "MOP"),
    ("美元", "USD"),
    ("美金", "USD"),
    ("US$", "USD"),
    ("USD", "USD"),
    ("$", "USD"),
    ("欧元", "EUR"),
    ("EUR", "EUR"),
    ("€", "EUR"),
    ("英镑", "GBP"),
    ("GBP", "GBP"),
    ("£", "GBP"),
    ("日元", "JPY"),
    ("日圆", "JPY"),
    ("JPY", "JPY"),
    ("韩元", "KRW"),
    ("A$", "AUD"),
    ("C$", "CAD"),
    ("S$", "SGD"),
    ("卢布", "RUB"),
];

/// ISO 4217 codes by the names that stand behind an amount. Empty for 元 and its like, which the article settles.
const BEHIND: [(&str, &str); 62] = [
    ("元", ""),
    ("圆", ""),
    ("块", ""),
    ("块钱", ""),
    ("元人民币", "CNY"),
    ("人民币", "CNY"),
    ("人民币元", "CNY"),
    ("元新台币", "TWD"),
    ("新台币", "TWD"),
    ("台币", "TWD"),
    ("元台币", "TWD"),
    ("港元", "HKD"),
    ("港币", "HKD"),
    ("元港币", "HKD"),
    ("港圆", "HKD"),
    ("澳门元", "MOP"),
    ("澳门币", "MOP"),
    ("美元", "USD"),
    ("美金", "USD"),
    ("欧元", "EUR"),
    ("欧", "EUR"),
    ("英镑", "GBP"),
    ("日元", "JPY"),
    ("日圆", "JPY"),
    ("韩元", "KRW"),
    ("韩圆", "KRW"),
    ("朝鲜元", "KPW"),
    ("卢布", "RUB"),
    ("俄罗斯卢布", "RUB"),
    ("瑞士法郎", "CHF"),
    ("瑞郎", "CHF"),
    ("加元", "CAD"),
    ("加币", "CAD"),
    ("加拿大元", "CAD"),
    ("澳元", "AUD"),
    ("澳大利亚元", "AUD"),
    ("澳币", "AUD"),
    ("新西兰元", "NZD"),
    ("纽元", "NZD"),
    ("新元", "SGD"),
    ("新加坡元", "SGD"),
    ("新币", "SGD"),
    ("泰铢", "THB"),
    ("卢比", "INR"),
    ("印度卢比", "INR"),
    ("令吉", "MYR"),
    ("林吉特", "MYR"),
    ("马币", "MYR"),
    ("越南盾", "VND"),
    ("印尼盾", "IDR"),
    ("菲律宾比索", "PHP"),
    ("雷亚尔", "BRL"),
    ("里拉", "TRY"),
    ("兰特", "ZAR"),
    ("迪拉姆", "AED"),
    ("坚戈", "KZT"),
    ("蒙古图格里克", "MNT"),
    ("瑞典克朗", "SEK"),
    ("挪威克朗", "NOK"),
    ("丹麦克朗", "DKK"),
    ("沙特里亚尔", "SAR"),
    ("伊朗里亚尔", "IRR"),
];

/// Currencies whose name several states share: the amount counts them, but no code can be given.
const SHARED: [&str; 8] = [
    "比索",
    "里亚尔",
    "第纳尔",
    "克朗",
    "先令",
    "法郎",
    "盾",
    "图格里克",
];

/// Parts of 元 and their power of ten.
const PARTS: [(&str, i32); 6] = [
    ("角钱", -1),
    ("毛钱", -1),
    ("分钱", -2),
    ("角", -1),
    ("毛", -1),
    ("分", -2),
];

/// What a mention of money comes to.
///
/// 元 alone is CNY, or TWD in an article that names the Taiwan dollar ([`Anchor::yuan`]), then inferred. An amount
/// whose currency is left out has no unit; [`super::values`] takes it from the same amount elsewhere.
pub fn money(text: &str, before: &str, after: &str, anchor: &Anchor) -> Option<Value> {
    let mut cursor = Cursor::new(text);
    let sign = cursor.eat_longest(&BEFORE);
    cursor.eat(" ");
    let power = bound::is_power(cursor.next());
    let mut amount = Amount::read(&mut cursor, |cursor| {
        cursor.eat_longest(&BEHIND);
        cursor.eat_longest(&BEFORE);
    })?;
    cursor.eat(" ");
    // 5毛钱, 8角
    if let Some(powers) = cursor.eat_longest(&PARTS) {
        amount = amount.shift(powers, "")?;
    }
    let whole = cursor;
    let behind = cursor.eat_longest(&BEHIND);
    let shared = behind.is_none() && cursor.eat_any(&SHARED);
    let name = cursor.since(whole);
    if behind == Some("") {
        let mut total = Decimal::default();
        // 3元5角, 三块五
        while let Some(part) = cursor.number().filter(|part| part.bound == Bound::Exact) {
            let powers = cursor.eat_longest(&PARTS);
            if powers.is_none() && !(name == "块" && cursor.at_end()) {
                return None;
            }
            total = total.plus(part.low.shift(powers.unwrap_or(-1))?)?;
        }
        if !total.is_zero() {
            amount = amount.with(total)?;
        }
        cursor.eat("整");
    }
    for (word, bound) in [("多", Bound::AtLeast), ("余", Bound::AtLeast)] {
        if amount.bound == Bound::Exact && cursor.eat(word) {
            amount.bound = bound;
        }
    }
    if !cursor.at_end() {
        return None;
    }
    let around =
        bound::around(before, after, power).or_else(|| price(after).then_some(Bound::AtLeast));
    let parts = text.ends_with(['角', '毛', '分', '钱']);
    let own = sign.or(behind.filter(|code| !code.is_empty()));
    let (unit, inferred) = match own {
        Some(code) => (Some(code), false),
        None if shared => (Some(name), false),
        None if behind.is_some() || parts => {
            (Some(anchor.yuan.unwrap_or("CNY")), anchor.yuan.is_some())
        }
        None => (None, false),
    };
    let mut value = amount.value(ValueKind::Money, unit.map(str::to_owned), around);
    value.inferred = inferred;
    if let (Some(unit), false) = (unit, value.arithmetic.is_empty()) {
        value.arithmetic.push(' ');
        value.arithmetic.push_str(unit);
    }
    Some(value)
}

/// Whether a price starts here: 500元起.
fn price(after: &str) -> bool {
    let mut cursor = Cursor::new(after);
    cursor.eat("起") && !matches!(cursor.next(), '诉' | '来' | '到' | '步' | '家' | '码')
}
