//! Whether one name is a short form of another.

use crate::affix::{ends_with_any, is_any, starts_with_any};
use crate::entity::{EntityKind, OrganisationKind};
use crate::lexicon::PLACES;
use crate::rules::{Context, company};

/// Words of a full name that a short form need not stand for.
const SILENT: &str = "\
    中国 中华 全国 国家 国际 世界 人民 共和国 中华人民共和国 有限 责任 股份 公司 有限公司 集团 集团公司 股份公司 控股 总 \
    和 与 及 暨 的 第 届 次 ( ) 省 市 县 财团法人 社团法人 国立 省立 市立 私立";
/// What a full name adds to a short one without naming anything else.
const LEGAL: &str = "\
    公司 有限公司 有限责任公司 股份有限公司 股份公司 集团 集团公司 集团有限公司 集团股份有限公司 总公司 (集团) 控股 \
    控股集团 银行 证券 科技 株式会社";
/// How names of parts end, which are others than the whole.
const PARTS: &str = "分公司 子公司 分行 支行 分局 分院 厂 中心 研究院 研究所 学院 医院 部 处 所 队 委员会 协会 学校 大学";
/// What stands before a name without belonging to its core, besides places.
const LEADS: &str = "财团法人 社团法人 国立 省立 市立 私立 国家 中国 全国 中华";
/// How names of teams end, which are known without it.
const TEAMS: &str = "队 战队 俱乐部 足球俱乐部 篮球俱乐部 乐队 乐团";
/// Words of an event's name that its short form may pass over.
const PASSED_OVER: usize = 2;
/// Endings that a short form keeps.
const KEPT: &str = "行院局会校队部委厂社馆所园区厅署站大";
/// What numbers a name.
const NUMBERS: &str = "第届一二三四五六七八九十";
/// What tells apart what is called alike, and is never left out.
const TELLING: &str = "东西南北上下一二三四五六七八九十";
/// Levels of administration that a body is called after where it is clear which is meant: 市政府.
const LEVELS: &str = "省市县区旗州镇";

/// A name as it stands in the article, in shadow characters.
#[derive(Debug)]
pub struct Name {
    kind: EntityKind,
    chars: Vec<char>,
    /// Where words begin.
    starts: Vec<bool>,
    /// Which characters a place within the name has.
    places: Vec<bool>,
    /// Where the name goes on behind a place or 国立.
    core: usize,
    /// Where the legal form of a company begins; else the name's end.
    core_end: usize,
}

impl Name {
    /// The name that stands at `start..end`.
    pub fn new(context: &Context, kind: EntityKind, start: usize, end: usize) -> Self {
        let chars: Vec<char> = context.chars()[start..end].to_vec();
        let starts = (start..end)
            .map(|index| context.word_starts(index))
            .collect();
        let mut places = vec![false; end - start];
        for index in start..end {
            let found = context.matches.longest(index, PLACES);
            if let Some(place) = found.filter(|place| place.end <= end && place.end >= index + 2) {
                places[index - start..place.end - start].fill(true);
            }
        }
        let text: String = chars.iter().collect();
        let mut core = place_before(context, start, end);
        if core == start
            && let Some(lead) = starts_with_any(&text, LEADS)
        {
            core = start + lead.chars().count();
        }
        let mut core_end = end;
        if kind == EntityKind::Organisation(OrganisationKind::Company)
            && let Some((from, to)) = company::core(context, start, end)
        {
            (core, core_end) = (from, to);
        }
        Self {
            kind,
            chars,
            starts,
            places,
            core: core - start,
            core_end: core_end - start,
        }
    }

    /// How many characters the name has.
    pub fn len(&self) -> usize {
        self.chars.len()
    }

    /// The characters that a short form may begin with: where a word or the core begins; any in an event (药博会).
    pub fn heads(&self) -> impl Iterator<Item = char> {
        let any = self.kind == EntityKind::Event;
        let heads =
            (0..self.len()).filter(move |&index| any || index == self.core || self.starts[index]);
        heads.map(|index| self.chars[index])
    }

    fn tail(&self, from: usize) -> String {
        self.chars[from.min(self.len())..].iter().collect()
    }

    /// The rule by which `short` is a form of this name, if it is one.
    pub fn has_short_form(&self, short: &Self) -> Option<&'static str> {
        if short.len() >= self.len() || short.len() < 2 || self.names_part_of(short) {
            return None;
        }
        let is_company = self.kind == EntityKind::Organisation(OrganisationKind::Company);
        if self.chars.ends_with(&short.chars) && self.may_drop(self.len() - short.len(), short) {
            return Some("name-without-place");
        }
        if self.chars.starts_with(&short.chars) && is_any(&self.tail(short.len()), LEGAL) {
            return Some("name-without-legal-form");
        }
        if is_company && self.begins_with_core_of(short) {
            return Some("core-of-name");
        }
        if self.is_known_without_kind(short) {
            return Some("name-without-kind");
        }
        if self.quotes(short) {
            return Some("name-in-quotes");
        }
        if self.is_abridged(short) {
            return Some("abridged-name");
        }
        self.is_acronym(short).then_some("acronym")
    }

    /// Whether this name is that of a part of `short`: 景阳公司制胶厂.
    fn names_part_of(&self, short: &Self) -> bool {
        if !self.chars.starts_with(&short.chars) {
            return false;
        }
        let rest = self.tail(short.len());
        let legal = is_any(&rest, LEGAL);
        let short_is_full = {
            let text = short.tail(0);
            text.ends_with("公司") || text.ends_with("集团") && !rest.ends_with("公司")
        };
        let ends = |words: &'static str| ends_with_any(&rest, words).is_some();
        // 珠江空调巴西公司 is another than 珠江空调.
        let abroad = self.places.get(short.len()).copied().unwrap_or_default();
        !legal && (short_is_full || abroad || ends(PARTS)) || ends("分公司 子公司")
    }

    /// Whether what stands before the last characters is a place, or what a level of administration goes without.
    fn may_drop(&self, length: usize, short: &Self) -> bool {
        let Some(last) = length.checked_sub(1).and_then(|last| self.chars.get(last)) else {
            return false;
        };
        let level = short
            .chars
            .first()
            .is_some_and(|&first| LEVELS.contains(first));
        if matches!(
            self.kind,
            EntityKind::Organisation(OrganisationKind::Government)
        ) {
            // 岳阳市委 is 市委, 台南市政府文化局 is 文化局.
            return level && length >= 2
                || short.len() >= 3 && (LEVELS.contains(*last) || *last == '府');
        }
        // 北京人民大会堂 is 人民大会堂, 三亚潮湾里商贸行 is 潮湾里商贸行.
        short.len() >= 3
            && !self.is_ending(length)
            && (length == self.core || length <= 4 && !LEVELS.contains(*last) && *last != '副')
    }

    /// Whether the core begins with that of `short`: 中国电子 for 中国电子信息产业集团有限公司.
    fn begins_with_core_of(&self, short: &Self) -> bool {
        let legal = ["公司", "集团", "银行", "厂", "行", "社"]
            .iter()
            .any(|legal| self.tail(0).ends_with(legal));
        let own = &self.chars[self.core.min(self.core_end)..self.core_end];
        let core = &short.chars[short.core.min(short.core_end)..short.core_end];
        let named = core.len() >= 2 && own.starts_with(core);
        legal && (named || self.chars.starts_with(&short.chars))
    }

    /// Whether the core is `short` and a word or two for what it is: 蓝猫头鹰 for 蓝猫头鹰影业.
    fn is_known_without_kind(&self, short: &Self) -> bool {
        let core = &self.chars[self.core..self.core_end.max(self.core)];
        let company = self.kind == EntityKind::Organisation(OrganisationKind::Company);
        let team = ends_with_any(&self.tail(0), TEAMS).is_some();
        let named = [core, &self.chars[..]].iter().any(|name| {
            let rest = name.len().saturating_sub(short.len());
            name.starts_with(&short.chars) && (rest <= 4 || self.core_end < self.len())
        });
        let whole_place = self.places.iter().take(short.len()).all(|&place| place);
        let latin = short.chars.last().is_some_and(char::is_ascii_alphanumeric);
        let cut = latin
            && self
                .chars
                .get(short.len())
                .is_some_and(char::is_ascii_alphanumeric);
        (company || team)
            && named
            && !(self.core == 0 && whole_place)
            && !cut
            && short.core_end == short.len()
    }

    /// Whether the name has `short` in quotation marks: 第11号台风“白藤”.
    fn quotes(&self, short: &Self) -> bool {
        let open = self.chars.iter().position(|&character| character == '“');
        open.is_some_and(|open| {
            let inside = &self.chars[open + 1..];
            inside.starts_with(&short.chars) && inside.get(short.len()) == Some(&'”')
        })
    }

    /// Whether the rest of the name is a single word such as 大学, which names nobody.
    fn is_ending(&self, from: usize) -> bool {
        !(from + 1..self.len()).any(|index| self.starts[index])
            && self.starts.get(from).copied().unwrap_or_default()
            && self.len() - from <= 3
    }

    /// 砼友建材 for 湖南砼友新型建材有限公司: the core's first two characters as they stand, of the rest some.
    fn is_abridged(&self, short: &Self) -> bool {
        if short.len() < 3 {
            return false;
        }
        [0, self.core].iter().any(|&start| {
            let begins = self.chars[start..].starts_with(&short.chars[..2]);
            // 南京大学 is not 南京航空航天大学: a place tells nothing.
            if !begins || start < self.core && self.core > 1 || !self.keeps_ending(short) {
                return false;
            }
            self.follows(start + 2, &short.chars[2..])
        })
    }

    /// Whether `rest` stands in the name behind `from`, in order, each character where a word begins, behind the one
    /// before, or at the end.
    fn follows(&self, from: usize, rest: &[char]) -> bool {
        let mut at = from;
        let mut skipped = false;
        for &character in rest {
            let found = (at..self.len()).find(|&index| {
                self.chars[index] == character
                    && (index == at || self.starts[index] || index + 1 == self.len())
            });
            let Some(found) = found else { return false };
            if self.chars[at..found]
                .iter()
                .any(|&character| TELLING.contains(character))
            {
                return false;
            }
            skipped |= found > at;
            at = found + 1;
        }
        skipped
    }

    /// Whether a short form that ends as bodies do ends as this name does.
    fn keeps_ending(&self, short: &Self) -> bool {
        match (short.chars.last(), self.chars.last()) {
            (Some(short), Some(own)) => {
                short == own
                    || !KEPT.contains(*short) && self.core_end < self.len()
                    || !KEPT.contains(*own)
            }
            _ => false,
        }
    }

    /// 工信部 for 工业和信息化部: every word that says something is stood for by its first character at least, in order.
    fn is_acronym(&self, short: &Self) -> bool {
        let ends = self.chars.last() == short.chars.last();
        let ends_as_body = short.chars.last().is_some_and(|&last| KEPT.contains(last));
        // 国办 for 国务院办公厅 ends otherwise; 市人大 for 市人大常委会 would be another body.
        if !ends && (ends_as_body || short.len() > 3)
            || self.len() < 4
            || short.len() * 5 > self.len() * 4
            || self.chars.starts_with(&short.chars)
        {
            return false;
        }
        let mut passed = if self.kind == EntityKind::Event {
            PASSED_OVER
        } else {
            0
        };
        let bounds: Vec<usize> = (0..self.len())
            .filter(|&index| index == 0 || self.starts[index])
            .chain([self.len()])
            .collect();
        let (mut next, mut words) = (0, 0);
        for pair in bounds.windows(2) {
            let word = &self.chars[pair[0]..pair[1]];
            let event = self.kind == EntityKind::Event;
            let stands = short
                .chars
                .get(next)
                .is_some_and(|first| word.first() == Some(first) || event && word.contains(first));
            if stands {
                words += 1;
                for character in word {
                    next += usize::from(short.chars.get(next) == Some(character));
                }
            } else if !self.is_silent(pair[0], pair[1]) {
                if passed == 0 {
                    return false;
                }
                passed -= 1;
            }
        }
        next == short.len() && words >= 2
    }

    /// Whether the word at `start..end` may go without a character in a short form: places, ordinals, 中国, 有限公司.
    fn is_silent(&self, start: usize, end: usize) -> bool {
        let word = &self.chars[start..end];
        let text: String = word.iter().collect();
        is_any(&text, SILENT)
            || end <= self.core
            || self.places[start..end].iter().all(|&place| place)
            || word
                .iter()
                .any(|&character| NUMBERS.contains(character) || character.is_ascii_digit())
    }
}

/// Where a name goes on behind the places that it begins with.
pub fn place_before(context: &Context, start: usize, end: usize) -> usize {
    let mut from = start;
    while let Some(place) = context.matches.starting(from).iter().rev().find(|place| {
        place.end + 2 <= end && place.end - place.start >= 2 && place.classes.any(PLACES)
    }) {
        from = place.end;
    }
    from
}
