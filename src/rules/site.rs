//! Facilities, events and projects: known names, and names by suffix.

use super::suffix::{self, Beginning, Shape, Walls};
use super::{Candidate, Context, is_han};
use crate::entity::EntityKind;
use crate::gazetteer::Match;
use crate::lexicon::{Class, Classes};

/// Every facility, event and project.
pub fn candidates(context: &Context, walls: &Walls, found: &mut Vec<Candidate>) {
    known(context, found);
    quoted(context, found);
    typhoons(context, found);
    for (class, kind, shape) in [
        (
            Class::Facility,
            EntityKind::Facility,
            Shape {
                quotes: false,
                edition: false,
                joined: false,
                words: 5,
                brand: false,
            },
        ),
        (
            Class::Event,
            EntityKind::Event,
            Shape {
                quotes: true,
                edition: true,
                joined: true,
                words: 6,
                brand: false,
            },
        ),
        (
            Class::Project,
            EntityKind::Project,
            Shape {
                quotes: true,
                edition: false,
                joined: true,
                words: 5,
                brand: false,
            },
        ),
    ] {
        let classes = Classes::of(&[class]);
        for ending in context
            .matches
            .all()
            .iter()
            .filter(|ending| ending.classes.has(class))
        {
            let longest = context.matches.longest_ending(ending.end, classes);
            if longest.is_some_and(|longest| longest.start < ending.start)
                || cut_by_word(context, ending)
            {
                continue;
            }
            by_suffix(context, walls, ending, kind, shape, found);
        }
    }
}

fn known(context: &Context, found: &mut Vec<Candidate>) {
    for name in context.matches.all() {
        let kind = if name.classes.has(Class::EventKnown) {
            EntityKind::Event
        } else if name.classes.has(Class::ProjectKnown) {
            EntityKind::Project
        } else {
            continue;
        };
        if !context.word_starts(name.start)
            || is_han(context.char(name.end)) && !context.word_starts(name.end)
        {
            continue;
        }
        found.push(Candidate {
            start: name.start,
            end: name.end,
            kind,
            score: 0.84,
            rule: "known-name",
            evidence: (name.start, name.end),
        });
    }
}

fn cut_by_word(context: &Context, ending: &Match) -> bool {
    let straddled = context
        .word(ending.end)
        .is_some_and(|word| word.start < ending.end);
    straddled && is_han(context.char(ending.end))
}

fn by_suffix(
    context: &Context,
    walls: &Walls,
    ending: &Match,
    kind: EntityKind,
    shape: Shape,
    found: &mut Vec<Candidate>,
) {
    let begin = suffix::beginning(context, walls, ending.start, shape);
    if begin.start >= ending.start {
        return;
    }
    let whole = context.matches.exactly(begin.start, ending.end);
    let not = Classes::of(&[
        Class::PlaceNot,
        Class::Stop,
        Class::CompanyList,
        Class::OtherList,
        Class::Term,
    ]);
    if whole.any(not) {
        return;
    }
    let numeral = super::number::at(context.chars(), begin.start)
        .is_some_and(|number| number.style == super::number::Style::Numeral);
    if numeral && suffix::inside_marks(context, begin.start) {
        return;
    }
    // 中奖 and 获奖 are verbs.
    let single = ending.end == ending.start + 1;
    if single
        && context.word(ending.start).is_some_and(|word| {
            word.start < ending.start && word.end == ending.end && word.end - word.start == 2
        })
    {
        return;
    }
    let score = match kind {
        EntityKind::Facility => facility(context, ending, begin),
        EntityKind::Event => event(context, ending, begin),
        _ => project(context, ending, begin),
    };
    // 在建设 … 项目 and the like: a name does not begin with a lone character of a cut word.
    let clean = context.word_starts(begin.start) || begin.anchored;
    let (start, end) = closed(context, begin.start, ending.end);
    let start = if kind == EntityKind::Event {
        session(context, walls, start, shape)
    } else {
        start
    };
    let end = if kind == EntityKind::Facility {
        hall(context, end)
    } else {
        end
    };
    found.push(Candidate {
        start,
        end,
        kind,
        score: if clean { score } else { score - 0.2 },
        rule: match kind {
            EntityKind::Facility => "facility-suffix",
            EntityKind::Event => "event-suffix",
            _ => "project-suffix",
        },
        evidence: (ending.start, ending.end),
    });
}

/// 第二十届中央委员会第三次全体会议: a session is one mention with its body's full name.
fn session(context: &Context, walls: &Walls, start: usize, shape: Shape) -> usize {
    let bodies = Classes::of(&[
        Class::Government,
        Class::Institution,
        Class::BodyGovernment,
        Class::BodyOther,
    ]);
    let body = context
        .matches
        .longest_ending(start, bodies)
        .filter(|_| context.char(start) == '第');
    let begin = body.map(|body| suffix::beginning(context, walls, body.start, shape));
    begin
        .filter(|begin| begin.anchored)
        .map_or(start, |begin| begin.start)
}

/// 北京人民大会堂江西厅: a hall or square of a building is one mention with it.
fn hall(context: &Context, end: usize) -> usize {
    if !matches!(context.before(end), '堂' | '馆' | '厦' | '楼') {
        return end;
    }
    let part = (end + 2..=end + 5).find(|&stop| {
        let part =
            matches!(context.before(stop), '厅' | '楼' | '馆') || context.has_before(stop, "广场");
        part && context.word_starts(stop) && (end..stop).all(|index| is_han(context.char(index)))
    });
    part.filter(|&stop| {
        !(end..stop).any(|index| {
            context.longest(index, Class::Stop).is_some() && context.word_starts(index)
        })
    })
    .unwrap_or(end)
}

/// Leaves quotation marks outside that enclose the whole name.
fn closed(context: &Context, start: usize, end: usize) -> (usize, usize) {
    if context.char(start) == '“' && !(start..end).any(|index| context.char(index) == '”') {
        return (start + 1, end);
    }
    (start, end)
}

fn facility(context: &Context, ending: &Match, begin: Beginning) -> f32 {
    let length = ending.end - ending.start;
    let vague = matches!(
        context.text(ending.start, ending.end),
        "中心"
            | "馆"
            | "厂"
            | "基地"
            | "市场"
            | "总部"
            | "广场"
            | "园区"
            | "小区"
            | "服务中心"
            | "铁路"
            | "工厂"
            | "商场"
            | "仓库"
            | "农场"
            | "牧场"
            | "码头"
            | "口岸"
            | "公园"
            | "酒店"
            | "高速"
            | "隧道"
            | "高铁"
            | "地铁"
    );
    let country = context
        .matches
        .exactly(begin.start, ending.start)
        .any(Classes::of(&[Class::Country, Class::Region]));
    match (begin.anchored, begin.proper) {
        // 中国市场, 亚洲铁路: a country's, not a site.
        (true, _) if vague && country => 0.3,
        // 校史馆, 展馆: common nouns without a place.
        (false, _) if length == 1 => 0.3,
        (true, _) if vague => 0.8,
        (true, _) => 0.86,
        (false, true) if vague => 0.5,
        (false, true) => 0.72,
        (false, false) if length >= 3 && begin.words >= 2 && !vague => 0.55,
        _ => 0.3,
    }
}

fn event(context: &Context, ending: &Match, begin: Beginning) -> f32 {
    let text = context.text(ending.start, ending.end);
    let vague = matches!(
        text,
        "展览"
            | "比赛"
            | "会议"
            | "工作会议"
            | "座谈会"
            | "发布会"
            | "交流会"
            | "推介会"
            | "奖"
            | "战争"
            | "革命"
            | "事故"
            | "晚会"
            | "画展"
            | "年会"
            | "开幕式"
            | "闭幕式"
            | "决赛"
            | "联赛"
            | "交流活动"
            | "论坛"
            | "全会"
            | "两会"
            | "大会"
            | "全体会议"
            | "地震"
            | "圆桌会议"
            | "竞赛"
            | "大赛"
            | "庆典"
            | "启动仪式"
            | "签约仪式"
            | "灯会"
            | "庙会"
            | "研讨会"
            | "公益活动"
            | "宣传周"
            | "战役"
            | "拍卖会"
            | "车展"
            | "书展"
            | "音乐会"
            | "外长会"
            | "峰会"
    );
    // 美中贸易战
    let countries = (begin.start..ending.start).all(|index| {
        context
            .matches
            .exactly(index, index + 1)
            .has(Class::CountryShort)
    });
    let edition = context.char(begin.start).is_ascii_digit()
        || matches!(context.char(begin.start), '第' | '首')
        || context.text(begin.start, begin.start + 4).contains('届');
    // 国新办新闻发布会: a descriptive name.
    let descriptive =
        matches!(text, "发布会" | "座谈会" | "工作会议" | "推介会") && begin.words < 3;
    match (edition, begin.anchored, begin.proper) {
        (true, ..) => 0.9,
        _ if descriptive => 0.45,
        (_, true, _) if vague && begin.words < 2 => 0.55,
        (_, true, _) => 0.83,
        _ if countries => 0.8,
        (_, false, true) if !vague => 0.68,
        (_, false, false) if !vague && begin.words >= 2 => 0.55,
        _ => 0.3,
    }
}

fn project(context: &Context, ending: &Match, begin: Beginning) -> f32 {
    let text = context.text(ending.start, ending.end);
    let vague = matches!(
        text,
        "战略"
            | "规划"
            | "方案"
            | "试点"
            | "课题"
            | "攻关"
            | "专项"
            | "行动"
            | "计划"
            | "走廊"
            | "倡议"
            | "巡视"
            | "工程"
            | "项目"
            | "建设项目"
            | "发展战略"
    );
    let quoted = context.char(begin.start) == '“' || context.before(begin.start) == '“';
    let long = ending.start - begin.start >= 4;
    match (quoted, begin.anchored, begin.proper) {
        (true, ..) => 0.82,
        (_, true, _)
            if long
                && !matches!(
                    text,
                    "战略" | "规划" | "方案" | "试点" | "课题" | "攻关" | "行动" | "计划"
                ) =>
        {
            0.78
        }
        (_, true, _) if long && matches!(text, "计划" | "计画" | "行动" | "战略") => 0.7,
        (_, true, _) => 0.5,
        (_, false, true) if long && !vague => 0.66,
        (_, false, true) if long && matches!(text, "项目" | "工程") => 0.56,
        _ => 0.25,
    }
}

/// 第13号台风“贝碧嘉”: a numbered storm with its name, and the name in marks elsewhere.
fn typhoons(context: &Context, found: &mut Vec<Candidate>) {
    let mut names = Vec::new();
    let mut storm = |start: usize, end: usize, evidence: (usize, usize)| {
        let (kind, rule) = (EntityKind::Event, "typhoon");
        found.push(Candidate {
            start,
            end,
            kind,
            score: 0.86,
            rule,
            evidence,
        });
    };
    for index in (0..context.chars().len()).filter(|&index| context.has(index, "台风")) {
        let end = index + 2;
        let quoted = if context.char(end) == '“' {
            (end..end + 8).find(|&close| context.char(close) == '”')
        } else {
            None
        };
        if let Some(close) = quoted {
            names.push(context.text(end, close + 1));
        }
        let numbered = context.before(index) == '号'
            && (index.saturating_sub(5)..index).any(|start| context.char(start) == '第');
        match (
            (index.saturating_sub(5)..index).find(|&start| context.char(start) == '第'),
            quoted,
        ) {
            (Some(start), _) if numbered => {
                storm(start, quoted.map_or(end, |close| close + 1), (index, end))
            }
            (_, Some(close)) => storm(end + 1, close, (index, end)),
            _ => {}
        }
    }
    for name in names {
        for index in (0..context.chars().len())
            .filter(|&index| context.char(index) == '“' && context.has(index, name))
        {
            storm(index + 1, index + name.chars().count() - 1, (index, index));
        }
    }
}

/// “绿电强市三年行动”: a quoted string that ends as projects or events do is one, whatever is in it.
fn quoted(context: &Context, found: &mut Vec<Candidate>) {
    for open in (0..context.chars().len()).filter(|&index| context.char(index) == '“') {
        let close = (open + 1..open + 30)
            .find(|&index| matches!(context.char(index), '”' | '\n' | '“' | ',' | '。'));
        let Some(close) = close.filter(|&close| context.char(close) == '”' && close - open > 4)
        else {
            continue;
        };
        for (class, kind) in [
            (Class::Event, EntityKind::Event),
            (Class::Project, EntityKind::Project),
        ] {
            let Some(ending) = context
                .longest_ending(close, class)
                .filter(|ending| ending.start > open + 2)
            else {
                continue;
            };
            // 第二届“良渚论坛”: an edition before the marks takes them into the name.
            let edition = suffix::edition(context, open).filter(|_| kind == EntityKind::Event);
            let (start, end) = edition.map_or((open + 1, close), |start| (start, close + 1));
            found.push(Candidate {
                start,
                end,
                kind,
                score: 0.82,
                rule: "quoted-name",
                evidence: (ending.start, ending.end),
            });
            break;
        }
    }
}
