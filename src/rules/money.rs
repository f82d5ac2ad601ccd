//! Amounts with a currency, and amounts that the words before them make money.

use super::number::{self, Number};
use super::{Candidate, Context, is_han};
use crate::entity::EntityKind;
use crate::lexicon::Class;

/// Signs and codes that stand before an amount.
const SIGNS: [&str; 16] = [
    "人民币",
    "新台币",
    "台币",
    "港币",
    "美金",
    "US$",
    "HK$",
    "NT$",
    "RMB",
    "CNY",
    "USD",
    "EUR",
    "¥",
    "￥",
    "$",
    "€",
];
/// How far before an amount without a currency the word that makes it money may end.
const REACH: usize = 4;

/// Every amount of money; a range of two is one.
pub fn candidates(context: &Context, found: &mut Vec<Candidate>) {
    let mut index = 0;
    while index < context.chars().len() {
        let Some((end, rule, evidence)) = amount(context, index) else {
            index += 1;
            continue;
        };
        found.push(Candidate {
            start: index,
            end,
            kind: EntityKind::Money,
            score: 0.96,
            rule,
            evidence,
        });
        index = end;
    }
}

fn amount(context: &Context, start: usize) -> Option<(usize, &'static str, (usize, usize))> {
    // Most characters begin neither a sign nor a number.
    let may_be_sign = !is_han(context.char(start))
        || matches!(context.char(start), '人' | '新' | '台' | '港' | '美');
    let sign = SIGNS
        .iter()
        .find(|sign| may_be_sign && context.has(start, sign))
        .map_or(0, |sign| sign.chars().count());
    let first = number::at(context.chars(), start + sign)?;
    // 亿元以上: a power alone is no amount.
    let bare = first.style == number::Style::Numeral && first.length == 1 && first.value >= 10.0;
    if context.before(first.start) == '第' || bare {
        return None;
    }
    let last = second_of_range(context, &first).unwrap_or(first);
    if let Some(end) = currency(context, last.end) {
        return Some((end, "amount-with-currency", (last.end, end)));
    }
    if sign > 0 {
        return Some((last.end, "amount-with-currency", (start, start + sign)));
    }
    // 总投资超159亿: the word before makes it money; a classifier behind would make it none.
    let scaled = last.scaled && !context.char(last.end).is_alphanumeric();
    let before = (start.saturating_sub(REACH)..=start)
        .rev()
        .find_map(|end| context.longest_ending(end, Class::MoneyBefore));
    match before {
        Some(before) if scaled && !context.text(before.end, start).contains(super::is_break) => {
            Some((last.end, "amount-by-context", (before.start, before.end)))
        }
        _ => None,
    }
}

/// The second number of 100万至200万.
fn second_of_range(context: &Context, first: &Number) -> Option<Number> {
    let end = currency(context, first.end).unwrap_or(first.end);
    if !matches!(context.char(end), '至' | '到' | '-' | '~' | '—') {
        return None;
    }
    number::at(context.chars(), end + 1).filter(|second| currency(context, second.end).is_some())
}

/// The end of the currency at `start`; 元 of 元旦 and 块 of 块头 are none.
fn currency(context: &Context, start: usize) -> Option<usize> {
    let found = context.longest(start, Class::Currency)?;
    let single = found.end == start + 1;
    let next = context.char(found.end);
    let other = match context.char(start) {
        '元' => {
            matches!(next, '旦' | '素' | '年' | '月' | '件' | '宵')
                || next == '人' && !context.has(found.end, "人民币")
        }
        '块' | '角' => !super::is_break(next) && next != '的',
        '欧' => next != '元',
        _ => false,
    };
    (!single || !other).then_some(found.end)
}
