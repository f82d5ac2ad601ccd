//! Who said what: the exact words in quotation marks, or the clause that reports them.

use rustc_hash::FxHashSet;

use super::{Reader, is_sentence_end};
use crate::affix::{Firsts, starts_with_any};
use crate::entity::{EntityKind, Quote, Reason, Relation, RelationKind};
use crate::lexicon::Class;

/// Verbs of saying besides those of the lexicon.
const VERBS: &str = "\
    说 表示 指出 认为 介绍 告诉 透露 强调 坦言 回忆 解释 提醒 建议 呼吁 补充 宣布 感慨 感叹 笑称 直言 谈到 分析 称 道 说道 介绍说 回答说 解释说 \
    补充说 回应 回应称 总结 赞叹 要求 希望 写道 评价 反问 承认 否认 声称 宣称 重申 告诉记者 对记者说 告诉本报记者 表示说 说起 讲述 讲 谈道 提到 警告 \
    主张 相信 预计 预测 承诺 报道 披露 通报";
/// Verbs that may report without a comma or colon behind them.
const DIRECT: &str =
    "说 表示 称 指出 认为 强调 透露 宣布 坦言 直言 介绍说 回应称 声称 宣称 重申 呼吁";
/// What 表示 and 宣布 may be followed by that is no statement: 表示感谢.
const NO_STATEMENT: &str =
    "感谢 欢迎 祝贺 慰问 敬意 衷心 诚挚 热烈 哀悼 遗憾 肯定 赞同 支持 关注 了";
/// Words between somebody and the verb that make the saying another's.
const NOT_SAYING: &str = "对 向 被 让 听 据 请 问 与 和 给 为 跟 邀请 使 令";
/// Pronouns for the speaker.
const PRONOUNS: &str = "他 她 其";
/// Longest stretch between speaker and verb, in characters.
const REACH: usize = 14;

/// Everything that somebody says.
pub fn find(reader: &Reader) -> Vec<Relation> {
    let mut found: Vec<Relation> = Vec::new();
    // Few characters begin a verb of saying: the others cost one look.
    let verbs = VERBS.split(' ');
    let firsts: Firsts = verbs.filter_map(|verb| verb.chars().next()).collect();
    let mut at = 0;
    while at < reader.context.chars().len() {
        let begins = firsts.may_have(reader.context.char(at));
        let Some((verb, end)) = begins.then(|| verb_at(reader, at)).flatten() else {
            at += 1;
            continue;
        };
        found.extend(said(reader, at, end, verb));
        at = end;
    }
    // One stretch has one speaker: the verb nearest to it.
    let mut spans = FxHashSet::default();
    found.retain(|relation| {
        let span = relation
            .quote
            .map(|quote| (quote.span.start, quote.span.end));
        spans.insert(span)
    });
    found
}

/// The verb of saying at a character, with its end.
fn verb_at<'a>(reader: &Reader<'a>, at: usize) -> Option<(&'a str, usize)> {
    let context = reader.context;
    let text = reader.between(at, at + 7);
    let verb = starts_with_any(text, VERBS)?;
    let end = at + verb.chars().count();
    let known = context
        .longest(at, Class::Say)
        .map_or(end, |found| found.end.max(end));
    (context.word_starts(at) || context.word_starts(known))
        .then(|| (reader.between(at, known), known))
}

/// What is said by a verb at `start..end`.
fn said(reader: &Reader, start: usize, end: usize, verb: &str) -> Vec<Relation> {
    let Some(speaker) = speaker(reader, start) else {
        return Vec::new();
    };
    let mut spans = Vec::new();
    if let Some(quote) = quoted_before(reader, &speaker) {
        spans.push((quote, true));
    }
    spans.extend(stated_behind(reader, end, verb, !spans.is_empty()));
    let relation = |((start, end), direct): ((usize, usize), bool)| Relation {
        kind: RelationKind::Says,
        from: speaker.mention.map(|mention| reader.entity(mention)),
        to: None,
        title: String::new(),
        quote: Some(Quote {
            span: reader.span(start, end),
            direct,
        }),
        evidence: speaker.mention.into_iter().collect(),
        reason: Reason {
            rule: speaker.rule,
            evidence: verb.to_owned(),
        },
    };
    spans
        .into_iter()
        .filter(|((start, end), _)| start < end)
        .map(relation)
        .collect()
}

/// Somebody who speaks.
struct Speaker {
    /// `None` for a pronoun or post that the text leaves open.
    mention: Option<usize>,
    /// Where the speaker's phrase begins.
    start: usize,
    rule: &'static str,
}

/// Who speaks by the verb at `verb`: the name right before it, or whom a pronoun there stands for.
fn speaker(reader: &Reader, verb: usize) -> Option<Speaker> {
    let index = reader.ranges.partition_point(|&(_, end)| end <= verb);
    let last = index.checked_sub(1);
    let from = last.map_or(0, |last| reader.end(last));
    let gap = reader.between(from, verb);
    let clause = gap
        .rsplit(|character| {
            is_sentence_end(character) || matches!(character, ',' | ':' | '“' | '”')
        })
        .next()
        .unwrap_or_default();
    if clause.chars().count() < gap.chars().count() || last.is_none() {
        // The clause has no mention: a pronoun may open it.
        let clause = clause.trim();
        let pronoun = starts_with_any(clause, PRONOUNS)?;
        let adverb = &clause[pronoun.len()..];
        if adverb.chars().count() > 4 || starts_with_any(adverb, "的 们").is_some() {
            return None;
        }
        let start = verb - clause.chars().count();
        return Some(Speaker {
            mention: antecedent(reader, start),
            start,
            rule: "pronoun-says",
        });
    }
    let last = last?;
    let adverb = gap.trim();
    if adverb.chars().count() > REACH || NOT_SAYING.split(' ').any(|word| adverb.starts_with(word))
    {
        return None;
    }
    let adverb = adverb.strip_prefix(')').unwrap_or(adverb);
    // 甲昨日在乙市说: the mention right before the verb is not always who speaks.
    let mut at = last;
    loop {
        match reader.kind(at)? {
            EntityKind::Person | EntityKind::Organisation(_) => break,
            EntityKind::Title
                if at > 0
                    && reader.is(at - 1, EntityKind::Person)
                    && reader.gap(at - 1, at).is_empty() =>
            {
                at -= 1
            }
            EntityKind::Title if opens(reader, at) => {
                return Some(Speaker {
                    mention: None,
                    start: reader.start(at),
                    rule: "post-says",
                });
            }
            EntityKind::Time
            | EntityKind::Event
            | EntityKind::Place
            | EntityKind::Facility
            | EntityKind::Work
                if at > 0 =>
            {
                let gap = reader.gap(at - 1, at);
                if gap.chars().count() > 4
                    || gap.contains(is_sentence_end)
                    || gap.contains([',', ':', '”'])
                {
                    return None;
                }
                at -= 1;
            }
            _ => return None,
        }
    }
    if adverb.contains('的') || (!reader.is(at, EntityKind::Person) && !may_say(reader, at, adverb))
    {
        return None;
    }
    // 对甲说, 告诉甲: spoken to.
    let before = reader.before(at, 2);
    if NOT_SAYING
        .split(' ')
        .filter(|word| !matches!(*word, "据"))
        .any(|word| before.ends_with(word))
        && !before.ends_with("据")
    {
        return None;
    }
    Some(Speaker {
        mention: Some(at),
        start: phrase_start(reader, at),
        rule: "name-says",
    })
}

/// Whether a post opens a clause without a name: 发言人说.
fn opens(reader: &Reader, title: usize) -> bool {
    let next = title + 1;
    let named = reader.is(next, EntityKind::Person) && reader.gap(title, next).is_empty();
    !named
        && title.checked_sub(1).is_none_or(|before| {
            !reader.is(before, EntityKind::Person) || !reader.gap(before, title).is_empty()
        })
}

/// Bodies speak where nothing stands between them and the verb.
fn may_say(reader: &Reader, index: usize, adverb: &str) -> bool {
    reader.is_organisation(index) && adverb.chars().count() <= 3
}

/// Where the posts and organisations before a name begin.
fn phrase_start(reader: &Reader, mut index: usize) -> usize {
    while let Some(before) = index.checked_sub(1) {
        let title = reader.is(before, EntityKind::Title) || reader.is_organisation(before);
        if !title || !matches!(reader.gap(before, index), "" | "、" | "原" | "的") {
            break;
        }
        index = before;
    }
    reader.start(index)
}

/// Whom a pronoun at `at` stands for: the only person of its paragraph so far, or the only one of the sentence before;
/// else it is left open.
fn antecedent(reader: &Reader, at: usize) -> Option<usize> {
    let before = reader.ranges.partition_point(|&(_, end)| end <= at);
    let persons = || {
        (0..before)
            .rev()
            .filter(|&index| reader.is(index, EntityKind::Person))
            .take_while(|&index| !reader.between(reader.end(index), at).contains('\n'))
    };
    let only = |mut found: Vec<usize>| {
        let entity = reader.entity(*found.first()?);
        found.retain(|&index| reader.entity(index) != entity);
        found.is_empty().then_some(entity)
    };
    let nearest = persons().next()?;
    if only(persons().collect()).is_some() {
        return Some(nearest);
    }
    let last: Vec<usize> = persons()
        .filter(|&index| {
            let between = reader.between(reader.end(index), at);
            between
                .chars()
                .filter(|&character| is_sentence_end(character))
                .count()
                <= 1
        })
        .collect();
    only(last).map(|_| nearest)
}

/// The quotation that ends right before a speaker: “……”他说.
fn quoted_before(reader: &Reader, speaker: &Speaker) -> Option<(usize, usize)> {
    let context = reader.context;
    let close = speaker
        .start
        .checked_sub(1)
        .filter(|&close| context.char(close) == '”')?;
    let open = (0..close)
        .rev()
        .take_while(|&index| context.char(index) != '\n')
        .find(|&index| context.char(index) == '“');
    // Without its opening mark the quotation began with the paragraph.
    let start = open.map_or_else(
        || {
            (0..close)
                .rev()
                .find(|&index| context.char(index) == '\n')
                .map_or(0, |index| index + 1)
        },
        |open| open + 1,
    );
    let ended = matches!(context.before(close), '。' | ',' | '!' | '?' | '…');
    ended.then_some((start, close))
}

/// What follows the verb: a quotation, or the rest of the sentence.
fn stated_behind(
    reader: &Reader,
    end: usize,
    verb: &str,
    after_quote: bool,
) -> Vec<((usize, usize), bool)> {
    let context = reader.context;
    let mut at = end;
    let mut mark = '\0';
    if matches!(context.char(at), ',' | ':' | '。') {
        mark = context.char(at);
        at += 1;
    }
    if mark == '。' && !after_quote {
        return Vec::new();
    }
    if context.char(at) == '“'
        && let Some(close) = closing(reader, at)
    {
        let whole = mark == ':' || mark == '。' || {
            let next = context.char(close + 1);
            matches!(context.char(close - 1), '。' | '!' | '?' | '…') || matches!(next, '。' | '\n')
        };
        if whole {
            return vec![((at + 1, close), true)];
        }
    }
    if mark == '。' {
        return Vec::new();
    }
    let text = reader.between(at, at + 6);
    let plain = mark == '\0';
    if plain
        && (starts_with_any(verb, DIRECT).is_none()
            || starts_with_any(text, NO_STATEMENT).is_some())
    {
        return Vec::new();
    }
    let stop = sentence_end(reader, at);
    let long = stop.saturating_sub(at) >= 6;
    if long {
        vec![((at, stop), false)]
    } else {
        Vec::new()
    }
}

/// The closing mark of the quotation that opens at `open`, in its paragraph.
fn closing(reader: &Reader, open: usize) -> Option<usize> {
    let context = reader.context;
    let mut depth = 0;
    for index in open..context.chars().len() {
        match context.char(index) {
            '“' => depth += 1,
            '”' => {
                depth -= 1;
                if depth == 0 {
                    return Some(index);
                }
            }
            '\n' => return None,
            _ => {}
        }
    }
    None
}

/// The end of the sentence, its mark left out; one inside quotation marks does not end it.
fn sentence_end(reader: &Reader, start: usize) -> usize {
    let context = reader.context;
    let mut depth = 0;
    for index in start..context.chars().len() {
        match context.char(index) {
            '“' | '《' => depth += 1,
            '”' | '》' => depth -= 1,
            '\n' => return index,
            character if depth <= 0 && is_sentence_end(character) => return index,
            _ => {}
        }
    }
    context.chars().len()
}
