//! When events take place.

use super::Reader;
use crate::affix::{is_any, starts_with_any};
use crate::entity::{EntityKind, Relation, RelationKind};
use crate::value::ValueKind;

/// What is said of an event where the time is told.
const TAKES_PLACE: &str = "\
    举行 举办 召开 开幕 闭幕 落幕 启动 登场 开赛 开锣 开演 揭幕 拉开帷幕 打响 收官 圆满落幕 正式开幕 正式启动 开启 开展 \
    亮相 结束 开始 爆发 发生 上演 开打 举槌 圆满结束 圆满闭幕 隆重举行 隆重开幕 成功举办 顺利举行 谢幕 鸣枪 开营 颁奖 来袭 \
    登陆 生成 如期举行 如约而至";
/// Words between an event and its time, or between the time and what is said of it.
const BETWEEN: &str =
    "将于 将在 于 在 定于 拟于 已于 自 从 将 , 将继续于 正式 今起 计划于 预计 预计于 即将在 即将于";
/// How far behind an event or its time the verb may stand, in characters.
const REACH: usize = 18;

/// Every event with its date.
pub fn find(reader: &Reader) -> Vec<Relation> {
    let events = (0..reader.mentions.len()).filter(|&index| reader.is(index, EntityKind::Event));
    events.filter_map(|event| dated(reader, event)).collect()
}

fn dated(reader: &Reader, event: usize) -> Option<Relation> {
    // 大会将于10月9日开幕
    let next = event + 1;
    if is_date(reader, next)
        && reader.same_sentence(event, next)
        && is_any(reader.gap(event, next), BETWEEN)
    {
        let verb = verb_behind(reader, next)?;
        return Some(relation(reader, event, next, verb));
    }
    // 10月9日,大会在常州举行
    let verb = verb_behind(reader, event)?;
    let mut earlier = reader.earlier_in_sentence(event);
    let time =
        earlier.find(|&index| is_date(reader, index) || reader.is(index, EntityKind::Event))?;
    let clause = reader.gap(time, event);
    let near = !clause.contains(['。', '、', ':']) && clause.matches(',').count() <= 1;
    // Another event between the two has the time for itself.
    (near && is_date(reader, time)).then(|| relation(reader, event, time, verb))
}

/// What is said of an event behind a mention, other mentions and places in between left out.
fn verb_behind(reader: &Reader, index: usize) -> Option<&'static str> {
    let rest = reader.after(index, REACH);
    let end = reader.end(index);
    let mut skip = 0;
    for other in index + 1..reader.mentions.len() {
        if reader.start(other) >= end + REACH || reader.is(other, EntityKind::Event) {
            break;
        }
        skip = reader.end(other) - end;
    }
    let mut tails = rest.char_indices().take(6).map(|(from, _)| &rest[from..]);
    let direct = tails.find_map(|tail| starts_with_any(tail, TAKES_PLACE));
    if direct.is_some() || skip == 0 {
        return direct;
    }
    let rest = reader.between(end + skip, end + skip + 6);
    rest.char_indices().take(4).find_map(|(from, _)| {
        starts_with_any(&rest[from..], TAKES_PLACE)
            .filter(|_| !rest[..from].contains(super::is_sentence_end))
    })
}

/// Whether a mention is a point or stretch of the calendar, no duration.
fn is_date(reader: &Reader, index: usize) -> bool {
    reader.is(index, EntityKind::Time)
        && match &reader.mentions[index].value {
            Some(value) => value.kind == ValueKind::Date && value.problem.is_none(),
            None => reader.mentions[index].reason.rule != "duration",
        }
}

fn relation(reader: &Reader, event: usize, time: usize, verb: &str) -> Relation {
    reader.relation(
        RelationKind::When,
        event,
        Some(time),
        "event-takes-place",
        verb.to_owned(),
    )
}
