//! Words around a number that say how it is meant: 超, 不足, 左右.

use super::Bound;
use super::cursor::Cursor;

/// Right before a number, each with the characters before it that make it part of another word.
const BEFORE: [(&str, Bound, &str); 42] = [
    ("不超过", Bound::AtMost, ""),
    ("不高于", Bound::AtMost, ""),
    ("不多于", Bound::AtMost, ""),
    ("不大于", Bound::AtMost, ""),
    ("不长于", Bound::AtMost, ""),
    ("最多", Bound::AtMost, ""),
    ("至多", Bound::AtMost, "甚"),
    ("上限", Bound::AtMost, ""),
    ("不少于", Bound::AtLeast, ""),
    ("不低于", Bound::AtLeast, ""),
    ("不小于", Bound::AtLeast, ""),
    ("不短于", Bound::AtLeast, ""),
    ("不亚于", Bound::AtLeast, ""),
    ("至少", Bound::AtLeast, ""),
    ("最少", Bound::AtLeast, ""),
    ("起码", Bound::AtLeast, ""),
    ("超过", Bound::MoreThan, ""),
    ("超出", Bound::MoreThan, ""),
    ("突破", Bound::MoreThan, ""),
    ("高于", Bound::MoreThan, ""),
    ("多于", Bound::MoreThan, ""),
    ("大于", Bound::MoreThan, ""),
    ("长于", Bound::MoreThan, ""),
    ("超", Bound::MoreThan, "反赶高"),
    ("逾", Bound::MoreThan, ""),
    ("不足", Bound::LessThan, ""),
    ("不到", Bound::LessThan, "想料碰见"),
    ("不满", Bound::LessThan, ""),
    ("未满", Bound::LessThan, ""),
    ("未达", Bound::LessThan, ""),
    ("未到", Bound::LessThan, ""),
    ("低于", Bound::LessThan, ""),
    ("少于", Bound::LessThan, ""),
    ("小于", Bound::LessThan, ""),
    ("短于", Bound::LessThan, ""),
    ("约", Bound::About, "节合条签预公契违履"),
    ("近", Bound::About, "附最靠临邻亲"),
    ("约莫", Bound::About, ""),
    ("接近", Bound::About, ""),
    ("大概", Bound::About, ""),
    ("差不多", Bound::About, ""),
    ("几乎", Bound::About, ""),
];

/// Before a bare power of ten only: 上百家, 过万名.
const BEFORE_POWER: [(&str, Bound); 2] = [("上", Bound::AtLeast), ("过", Bound::MoreThan)];

/// Right behind a number, its unit included, each with the characters behind it that make it another word. A law
/// counts the number itself in 以上, 以下 and 以内.
const BEHIND: [(&str, (Bound, &str)); 13] = [
    ("以上", (Bound::AtLeast, "")),
    ("及以上", (Bound::AtLeast, "")),
    ("或以上", (Bound::AtLeast, "")),
    ("有余", (Bound::AtLeast, "")),
    ("以下", (Bound::AtMost, "")),
    ("及以下", (Bound::AtMost, "")),
    ("以内", (Bound::AtMost, "")),
    ("之内", (Bound::AtMost, "")),
    ("左右", (Bound::About, "两手翼")),
    ("上下", (Bound::About, "游级班铺联文行午册")),
    ("前后", (Bound::About, "两端排卫门")),
    ("开外", (Bound::MoreThan, "")),
    ("不到", (Bound::LessThan, "")),
];

/// Whether `character` is a power of ten that may stand for a number: 百 of 上百家.
pub const fn is_power(character: char) -> bool {
    matches!(character, '百' | '千' | '万' | '亿')
}

/// How the words around a mention say that its number is meant. `power` says whether it begins with a bare power
/// of ten.
pub fn around(before: &str, after: &str, power: bool) -> Option<Bound> {
    let before = before.trim_end();
    let leading = BEFORE
        .iter()
        .filter(|(word, _, other)| {
            before
                .strip_suffix(word)
                .is_some_and(|rest| !rest.ends_with(|last| other.contains(last)))
        })
        .max_by_key(|(word, ..)| word.len())
        .map(|(_, bound, _)| *bound);
    let counted = BEFORE_POWER
        .iter()
        .find(|(word, _)| power && before.ends_with(word))
        .map(|(_, bound)| *bound);
    leading.or(counted).or_else(|| behind(after))
}

/// How the words behind a mention say that its number, or its time, is meant.
pub fn behind(after: &str) -> Option<Bound> {
    let mut cursor = Cursor::new(after);
    // 许 with more behind it is as often a surname or 许多.
    if cursor.eat("许") {
        return (!crate::rules::is_han(cursor.next())).then_some(Bound::About);
    }
    let (bound, other) = cursor.eat_longest(&BEHIND)?;
    (!other.contains(cursor.next())).then_some(bound)
}

/// Whether the words right before a date say that it lies ahead: 将于10月9日.
pub fn future(before: &str) -> bool {
    let clause = before
        .rsplit(|character: char| crate::rules::is_break(character))
        .next()
        .unwrap_or_default();
    [
        "将", "拟", "定于", "预计", "计划", "力争", "有望", "争取", "确保", "规划", "目标",
    ]
    .iter()
    .any(|word| clause.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_around() {
        for (before, after, bound) in [
            ("总规模超", "", Some(Bound::MoreThan)),
            ("数量不超过", "", Some(Bound::AtMost)),
            ("不足 ", "", Some(Bound::LessThan)),
            ("双方签约", "", None),
            ("附近", "", None),
            ("", "以上的", Some(Bound::AtLeast)),
            ("", "许多", None),
            ("", "许，", Some(Bound::About)),
            ("", "上下游企业", None),
            ("", "上下。", Some(Bound::About)),
            ("", "", None),
        ] {
            assert_eq!(around(before, after, false), bound, "{before}[]{after}");
        }
        assert_eq!(around("有上", "", true), Some(Bound::AtLeast));
        assert_eq!(around("有上", "", false), None);
    }
}
