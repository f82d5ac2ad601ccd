//! What the rules make of an article: the candidate generators in their order, settled, and a second time
//! with what the article itself established.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::affix::Firsts;
use crate::entity::{EntityKind, OrganisationKind};
use crate::lexicon::{Class, Classes, PLACES};
use crate::resolve::resolve;
use crate::rules::person::Titles;
use crate::rules::suffix::Walls;
use crate::rules::{self, Candidate, Context, company};

/// Score from which a name is believed wherever else it stands in the article.
const ESTABLISHED: f32 = 0.6;
/// Score of a name's other occurrences.
const REPEATED: f32 = 0.8;

/// The mentions of a text by rule, in order, none overlapping.
pub fn read(context: &Context) -> Vec<Candidate> {
    let candidates = candidates(context, first_pass(context));
    resolve(candidates, context.chars().len())
}

/// All that the rules propose, whatever its score and whatever it overlaps; `found` are those of the first pass.
pub fn candidates(context: &Context, mut found: Vec<Candidate>) -> Vec<Candidate> {
    let length = context.chars().len();
    rules::own_word::give_way(context, &mut found);
    let first = resolve(found.clone(), length);
    let again = read_again(context, &first, &found);
    found.extend(again);
    rules::own_word::give_way(context, &mut found);
    found
}

/// Candidates for the names that `mentions` establish, wherever else the article has them; `others` are all
/// candidates that are known so far.
pub fn read_again(
    context: &Context,
    mentions: &[Candidate],
    others: &[Candidate],
) -> Vec<Candidate> {
    let established = established(context, mentions);
    let mut found = repeated(context, &established.names, mentions);
    let all = others.iter().chain(&found);
    let shortened = shortened(context, &established.cores, all);
    found.extend(shortened);
    found
}

/// Every candidate of the first pass, whatever its score. None depends on another line than its own.
pub fn first_pass(context: &Context) -> Vec<Candidate> {
    let mut found = Vec::new();
    rules::own_word::candidates(context, &mut found);
    rules::work::candidates(context, &mut found);
    rules::date::candidates(context, &mut found);
    rules::money::candidates(context, &mut found);
    rules::quantity::candidates(context, &mut found);
    rules::term::candidates(context, &mut found);
    // 60周年校庆大会: an anniversary is part of an event's name.
    let numbers = found.iter().filter(|candidate| {
        candidate.kind != EntityKind::Term && !context.has_before(candidate.end, "周年")
    });
    let numbers: Vec<_> = numbers
        .map(|candidate| (candidate.start, candidate.end))
        .collect();
    rules::place::candidates(context, &mut found);
    let mut titles = Vec::new();
    rules::title::candidates(context, &mut titles);
    let index = Titles::new(&titles);

    // Persons by title and mark first: no organisation's name reaches over one.
    let mut persons = Vec::new();
    rules::person::candidates(context, &index, &mut persons);
    let strong = titles
        .iter()
        .filter(|title| title.score > 0.5)
        .map(|title| (title.evidence.0, title.end));
    let sure = persons
        .iter()
        .filter(|person| person.score >= 0.7)
        .map(|person| (person.start, person.end));
    let walls = Walls::new(
        context.chars().len(),
        numbers.into_iter().chain(strong).chain(sure),
    );
    found.extend(persons);
    rules::organisation::candidates(context, &walls, &mut found);
    rules::site::candidates(context, &walls, &mut found);
    company::candidates(context, &index, &walls, &mut found);
    confirm_titles(context, &mut titles, &found);
    found.extend(titles);
    found
}

/// Raises weak titles beside a person or behind an organisation.
fn confirm_titles(context: &Context, titles: &mut [Candidate], found: &[Candidate]) {
    let sure = found.iter().filter(|candidate| candidate.score >= 0.55);
    let (mut persons, mut ends, mut starts) = (
        FxHashSet::default(),
        FxHashSet::default(),
        FxHashSet::default(),
    );
    for candidate in sure {
        match candidate.kind {
            EntityKind::Person => {
                persons.insert(candidate.end);
                starts.insert(candidate.start);
            }
            EntityKind::Organisation(_) | EntityKind::Facility => {
                ends.insert(candidate.end);
            }
            _ => {}
        }
    }
    for title in titles.iter_mut().filter(|title| title.score < 0.5) {
        // 学生代表李欣怡: a role, not a post.
        let role = context.longest_ending(title.end, Class::PersonLead);
        if role.is_some_and(|role| role.start < title.start) {
            continue;
        }
        // 记者 何小满: a blank may stand between. 代表 and 委员 behind a name are verb and common noun.
        let before_name = starts.contains(&title.end)
            || starts.contains(&(title.end + 1)) && context.char(title.end) == ' ';
        let behind_name = persons.contains(&title.start)
            && !matches!(
                context.text(title.start, title.end),
                "代表" | "委员" | "编辑"
            );
        if before_name || behind_name || ends.contains(&title.start) {
            title.score = 0.86;
            title.rule = "title-beside-name";
        }
    }
}

/// Names that the article itself established.
#[derive(Debug, Default)]
struct Established<'a> {
    /// Names by their text.
    names: FxHashMap<&'a str, EntityKind>,
    /// Cores of companies' full names, of which any beginning may stand for the company.
    cores: Vec<&'a [char]>,
}

fn established<'a>(context: &Context<'a>, mentions: &[Candidate]) -> Established<'a> {
    let mut found = Established::default();
    for mention in mentions
        .iter()
        .filter(|mention| mention.score >= ESTABLISHED)
    {
        let text = context.text(mention.start, mention.end);
        let length = mention.end - mention.start;
        match mention.kind {
            EntityKind::Person if length >= 2 => {
                // 费雷罗 of 卡洛斯·费雷罗
                for part in text.split('·').filter(|part| part.chars().count() >= 2) {
                    found.names.entry(part).or_insert(mention.kind);
                }
                found.names.insert(text, mention.kind);
            }
            EntityKind::Organisation(kind) => {
                if kind == OrganisationKind::Company
                    && let Some((start, end)) = company::core(context, mention.start, mention.end)
                    && end < mention.end
                    && (text.ends_with("公司") || text.ends_with("集团"))
                {
                    found.cores.push(&context.chars()[start..end]);
                    if start > mention.start {
                        found.cores.push(&context.chars()[mention.start..end]);
                    }
                }
                without_place(context, mention, &mut found.names);
                found.names.insert(text, mention.kind);
            }
            EntityKind::Facility | EntityKind::Event | EntityKind::Project if length >= 3 => {
                if let Some(town) = old_town(context, mention) {
                    found.names.entry(town).or_insert(EntityKind::Place);
                }
                without_place(context, mention, &mut found.names);
                found.names.insert(text, mention.kind);
            }
            // The gazetteer finds its places again; only names by suffix are news.
            EntityKind::Place if mention.rule == "place-suffix" => {
                found.names.insert(text, mention.kind);
            }
            _ => {}
        }
        if let Some(alias) = alias_behind(context, mention.end) {
            found
                .names
                .insert(context.text(alias.0, alias.1), mention.kind);
        }
    }
    found
}

/// 周庄 of 昆山周庄古镇: the place that an old town's name gives, without the place in front.
fn old_town<'a>(context: &Context<'a>, mention: &Candidate) -> Option<&'a str> {
    let ending = ["古镇", "古城", "古村", "古寨"];
    ending
        .iter()
        .find(|ending| context.has_before(mention.end, ending))?;
    let end = mention.end - 2;
    let front = context
        .matches
        .longest(mention.start, PLACES)
        .filter(|place| place.end + 2 <= end);
    let start = front.map_or(mention.start, |place| place.end);
    (end >= start + 2).then(|| context.text(start, end))
}

/// 营造学社 of 中国营造学社: a name without the place in front, where three characters or more are left
/// that are no common ending.
fn without_place<'a>(
    context: &Context<'a>,
    mention: &Candidate,
    names: &mut FxHashMap<&'a str, EntityKind>,
) {
    let place = context
        .matches
        .starting(mention.start)
        .iter()
        .rev()
        .find(|place| {
            place.end < mention.end && place.end - place.start >= 2 && place.classes.any(PLACES)
        });
    let Some(place) = place else { return };
    let endings = Classes::of(&[
        Class::Company,
        Class::CompanyWeak,
        Class::Government,
        Class::Institution,
        Class::Facility,
        Class::Event,
        Class::Project,
        Class::Term,
    ]);
    let rest = context.matches.exactly(place.end, mention.end);
    if mention.end - place.end >= 4 && !rest.any(endings) {
        names
            .entry(context.text(place.end, mention.end))
            .or_insert(mention.kind);
    }
}

/// The alias, in shadow characters, that the text gives behind a mention that ends at `end`:
/// (以下简称“北斗大会”).
pub fn alias_behind(context: &Context, end: usize) -> Option<(usize, usize)> {
    let lead = [
        "(以下简称",
        "(下称",
        "(简称",
        ",以下简称",
        ",简称",
        "(以下称",
    ]
    .iter()
    .find(|lead| context.has(end, lead))?;
    let mut start = end + lead.chars().count();
    while matches!(context.char(start), '“' | '为' | ':' | '《') {
        start += 1;
    }
    let ends = |index: &usize| {
        matches!(
            context.char(*index),
            '”' | ')' | ',' | '\r' | '\n' | '。' | '》'
        )
    };
    let stop = (start..start + 16).find(ends)?;
    let is_part = |index: &usize| !context.char(*index).is_whitespace();
    let (start, last) = ((start..stop).find(is_part)?, (start..stop).rfind(is_part)?);
    (last > start).then_some((start, last + 1))
}

/// Candidates for the other occurrences of established names.
fn repeated(
    context: &Context,
    names: &FxHashMap<&str, EntityKind>,
    mentions: &[Candidate],
) -> Vec<Candidate> {
    // By two characters: in a book hundreds of names begin with the same one.
    type Names = Vec<(Vec<char>, EntityKind)>;
    let mut by_begin: FxHashMap<(char, Option<char>), Names> = FxHashMap::default();
    for (name, kind) in names {
        let characters: Vec<char> = name.chars().collect();
        if let Some(&first) = characters.first() {
            let begin = (first, characters.get(1).copied());
            by_begin.entry(begin).or_default().push((characters, *kind));
        }
    }
    for list in by_begin.values_mut() {
        list.sort_by(|one, other| other.0.len().cmp(&one.0.len()).then(one.0.cmp(&other.0)));
    }
    let settled: FxHashSet<_> = mentions
        .iter()
        .map(|mention| (mention.start, mention.end))
        .collect();
    let firsts: Firsts = by_begin.keys().map(|&(first, _)| first).collect();
    let mut found = Vec::new();
    for start in 0..context.chars().len() {
        let first = context.char(start);
        if !firsts.may_have(first) {
            continue;
        }
        let next = context.chars().get(start + 1).copied();
        let longer = next.and_then(|next| by_begin.get(&(first, Some(next))));
        let single = by_begin.get(&(first, None));
        for (name, kind) in longer.into_iter().chain(single).flatten() {
            let end = start + name.len();
            if context.chars().get(start..end) != Some(&name[..]) || settled.contains(&(start, end))
            {
                continue;
            }
            let end = with_legal_form(context, end, *kind);
            if !stands_alone(context, start, end, *kind) {
                continue;
            }
            found.push(Candidate {
                start,
                end,
                kind: *kind,
                score: REPEATED,
                rule: "established-name",
                evidence: (start, end),
            });
            break;
        }
    }
    found
}

/// Candidates for short forms of companies: the longest beginning of a core that stands in the text.
///
/// Where a longer organisation of the first pass begins at the same place, the article names another one.
fn shortened<'a>(
    context: &Context,
    cores: &[&[char]],
    first: impl Iterator<Item = &'a Candidate>,
) -> Vec<Candidate> {
    if cores.is_empty() {
        return Vec::new();
    }
    let mut longest: FxHashMap<usize, usize> = FxHashMap::default();
    for candidate in first.filter(|candidate| {
        candidate.score >= 0.6
            && !matches!(
                candidate.kind,
                EntityKind::Place | EntityKind::Term | EntityKind::Person
            )
    }) {
        let end = longest.entry(candidate.start).or_default();
        *end = candidate.end.max(*end);
    }
    const COMPANY: EntityKind = EntityKind::Organisation(OrganisationKind::Company);
    let mut by_beginning: FxHashMap<(char, char), Vec<&[char]>> = FxHashMap::default();
    for &core in cores {
        if let [first, second, ..] = *core {
            by_beginning.entry((first, second)).or_default().push(core);
        }
    }
    by_beginning.values_mut().for_each(|list| list.sort());
    let firsts: Firsts = by_beginning.keys().map(|&(first, _)| first).collect();
    let mut found = Vec::new();
    for start in 0..context.chars().len() {
        if !firsts.may_have(context.char(start)) {
            continue;
        }
        let Some(list) = by_beginning.get(&(context.char(start), context.char(start + 1))) else {
            continue;
        };
        let shared = |core: &[char]| {
            core.iter()
                .zip(&context.chars()[start..])
                .take_while(|(one, other)| one == other)
                .count()
        };
        // In their order, those that share most with the text stand beside it.
        let rest = &context.chars()[start..];
        let at = list.partition_point(|core| *core < rest);
        let beside = &list[at.saturating_sub(1)..list.len().min(at + 1)];
        let Some(length) = beside.iter().map(|core| shared(core)).max() else {
            continue;
        };
        let end = start + length;
        let full = with_legal_form(context, end, COMPANY);
        // Words of everyday language (就是能, 明天见) are the company only between marks or in a list.
        let everyday = context
            .word(start)
            .is_some_and(|word| word.end < end || is_common(word.pos.as_str()))
            && (start..end).all(|index| {
                context.word(index).is_some_and(|word| {
                    word.start >= start && word.end <= end && is_common(word.pos.as_str())
                })
            });
        let marked = (!rules::is_han(context.before(start))
            || context.longest_ending(start, Class::Stop).is_some())
            && (!rules::is_han(context.char(full)) || full > end || context.char(full) == '等');
        let bounded = context.word_starts(start) && (context.word_starts(full) || length >= 3);
        let place = context.matches.exactly(start, end).any(PLACES);
        let longer = longest.get(&start).is_some_and(|&longer| longer > full);
        if !longer && bounded && (!everyday || marked) && (!place || full > end) {
            found.push(Candidate {
                start,
                end: full,
                kind: COMPANY,
                score: REPEATED,
                rule: "short-name",
                evidence: (start, end),
            });
        }
    }
    found
}

/// Whether a part of speech is that of an everyday word, not of a name.
fn is_common(pos: &str) -> bool {
    !matches!(pos, "x" | "nr" | "nz" | "ns" | "nt" | "nrt" | "nrfg")
}

/// 涪睿公司, 铝瀚集团: a short name takes the legal form behind it.
fn with_legal_form(context: &Context, end: usize, kind: EntityKind) -> usize {
    if kind != EntityKind::Organisation(OrganisationKind::Company) {
        return end;
    }
    let forms = ["集团公司", "有限公司", "股份公司", "公司", "集团"];
    forms
        .iter()
        .find(|form| context.has(end, form))
        .map_or(end, |form| end + form.chars().count())
}

/// Whether a repeated name is not part of another word: one of a person's must not be cut from
/// common words (和平年代), one of two characters must have a boundary on one side at least.
fn stands_alone(context: &Context, start: usize, end: usize, kind: EntityKind) -> bool {
    let starts = context.word_starts(start);
    let ends = context.word_starts(end);
    let length = end - start;
    let word = context
        .word(start)
        .filter(|word| word.start == start && word.end == end);
    let common = word.is_some_and(|word| {
        !matches!(
            word.pos.as_str(),
            "x" | "nr" | "nz" | "ns" | "nt" | "nrt" | "nrfg"
        )
    });
    match kind {
        EntityKind::Person if common || length == 2 && !(starts && ends) => {
            // An everyday word is the person only where a name would stand: before a verb of saying or a
            // title, or behind a title.
            let led = !rules::is_han(context.before(start))
                || context.longest_ending(start, Class::Title).is_some()
                || context.longest_ending(start, Class::Stop).is_some();
            let titles = Classes::of(&[
                Class::Title,
                Class::TitleWeak,
                Class::TitlePrefix,
                Class::Say,
            ]);
            let followed = context
                .matches
                .longest(end, titles)
                .is_some_and(|found| found.end > end)
                || context.has(end, "一行");
            led && followed && starts
        }
        EntityKind::Person => starts || ends,
        EntityKind::Place => starts && ends,
        _ if length == 2 => starts && ends && !common,
        _ => starts || ends,
    }
}
