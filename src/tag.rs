//! Runs the candidate generators in their order, settles them, and goes over the text a second
//! time with what the article itself established.

use std::collections::HashMap;

use crate::entity::{EntityKind, OrganisationKind};
use crate::lexicon::{Class, Classes, Lexicon};
use crate::resolve::resolve;
use crate::rules::person::Titles;
use crate::rules::suffix::Walls;
use crate::rules::{self, Candidate, Context, company};
use crate::script::Shadow;
use crate::segment::Word;

/// Score from which a name is believed wherever else it stands in the article.
const ESTABLISHED: f32 = 0.6;
/// Score of a name's other occurrences.
const REPEATED: f32 = 0.8;

/// The mentions of a shadow, in order, none overlapping.
pub fn tag(shadow: &Shadow, words: &[Word], lexicon: &Lexicon) -> Vec<Candidate> {
    let context = Context::new(shadow, words, lexicon);
    let length = shadow.chars().len();
    let mut found = user_words(&context);
    rules::work::candidates(&context, &mut found);
    rules::date::candidates(&context, &mut found);
    rules::money::candidates(&context, &mut found);
    rules::quantity::candidates(&context, &mut found);
    rules::term::candidates(&context, &mut found);
    let numbers = found
        .iter()
        .filter(|candidate| candidate.kind != EntityKind::Term);
    let numbers: Vec<_> = numbers
        .map(|candidate| (candidate.start, candidate.end))
        .collect();
    rules::place::candidates(&context, &mut found);
    let mut titles = Vec::new();
    rules::title::candidates(&context, &mut titles);
    let index = Titles::new(&titles);

    // Persons by title and mark first: no organisation's name reaches over one.
    let mut persons = Vec::new();
    rules::person::candidates(&context, &index, &mut persons);
    let walls = numbers.iter().copied();
    let walls = walls.chain(
        titles
            .iter()
            .filter(|title| title.score > 0.5)
            .map(|title| (title.evidence.0, title.end)),
    );
    let walls = walls.chain(
        persons
            .iter()
            .filter(|person| person.score >= 0.7)
            .map(|person| (person.start, person.end)),
    );
    let walls = Walls::new(length, walls);
    found.extend(persons);
    rules::organisation::candidates(&context, &walls, &mut found);
    rules::site::candidates(&context, &walls, &mut found);
    company::candidates(&context, &index, &walls, &mut found);

    confirm_titles(&mut titles, &found);
    found.extend(titles);
    let first = resolve(found.clone(), length);
    let established = established(&context, &first);
    found.extend(repeated(&context, &established, &first));
    resolve(found, length)
}

/// The user's own words, which nothing beats.
fn user_words(context: &Context) -> Vec<Candidate> {
    let mut found = Vec::new();
    if !context.lexicon.has_user_words() {
        return found;
    }
    for word in context.words {
        let text = context.text(word.start, word.end);
        if let Some((known, Some(kind))) = context.lexicon.user_word_at(&text)
            && known.len() == text.len()
        {
            found.push(Candidate {
                start: word.start,
                end: word.end,
                kind,
                score: 2.0,
                rule: "user-word",
                evidence: (word.start, word.end),
            });
        }
    }
    found
}

/// Raises weak titles beside a person or behind an organisation.
fn confirm_titles(titles: &mut [Candidate], found: &[Candidate]) {
    let sure = found.iter().filter(|candidate| candidate.score >= 0.55);
    let (mut ends, mut starts) = (
        std::collections::HashSet::new(),
        std::collections::HashSet::new(),
    );
    for candidate in sure {
        match candidate.kind {
            EntityKind::Person => {
                ends.insert(candidate.end);
                // 记者 何小满
                starts.insert(candidate.start);
            }
            EntityKind::Organisation(_) => {
                ends.insert(candidate.end);
            }
            _ => {}
        }
    }
    // A title beside a confirmed title is one: 委员、副主任.
    rules::title::confirm(
        titles,
        |start| ends.contains(&start),
        |end| starts.contains(&end) || starts.contains(&(end + 1)),
    );
}

/// What the article itself established: names by their text.
fn established(context: &Context, mentions: &[Candidate]) -> HashMap<String, EntityKind> {
    let mut names = HashMap::new();
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
                    names.entry(part.to_owned()).or_insert(mention.kind);
                }
                names.insert(text, mention.kind);
            }
            EntityKind::Organisation(kind) => {
                if kind == OrganisationKind::Company
                    && let Some((start, end)) = company::core(context, mention.start, mention.end)
                {
                    for short in short_names(context, start, end, mention.start) {
                        names.entry(short).or_insert(mention.kind);
                    }
                }
                names.insert(text, mention.kind);
            }
            EntityKind::Facility | EntityKind::Event | EntityKind::Project if length >= 3 => {
                names.insert(text, mention.kind);
            }
            EntityKind::Place if length >= 2 => {
                names.insert(text, mention.kind);
            }
            _ => {}
        }
        if let Some(alias) = alias_behind(context, mention.end) {
            names.insert(context.text(alias.0, alias.1), mention.kind);
        }
    }
    names
}

/// What a company with the core `start..end` may be called for short: the core and its beginnings,
/// where no common word is one.
fn short_names(context: &Context, start: usize, end: usize, whole: usize) -> Vec<String> {
    let mut shorts = Vec::new();
    for from in [start, whole] {
        for to in from + 2..=end {
            let word = context
                .word(from)
                .filter(|word| word.start == from && word.end == to);
            let common =
                word.is_some_and(|word| !matches!(word.pos.as_str(), "x" | "nz" | "nr" | "nrt"));
            let known = context.matches.exactly(from, to);
            let place = known.any(crate::lexicon::PLACES)
                || known.any(Classes::of(&[Class::CompanyWeak, Class::Term, Class::Stop]));
            // 微亿智 of 微亿智造 is no name: a short name ends with a word.
            let whole_words = context.word_starts(to);
            if !common && !place && whole_words && !(from == whole && from != start && to <= start)
            {
                shorts.push(context.text(from, to));
            }
        }
        if whole == start {
            break;
        }
    }
    shorts
}

/// The alias that the text gives behind a mention: (以下简称“北斗大会”).
fn alias_behind(context: &Context, end: usize) -> Option<(usize, usize)> {
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
    let stop = (start..start + 16)
        .find(|&index| matches!(context.char(index), '”' | ')' | ',' | '\n' | '。' | '》'))?;
    (stop >= start + 2).then_some((start, stop))
}

/// Candidates for the other occurrences of established names.
fn repeated(
    context: &Context,
    names: &HashMap<String, EntityKind>,
    mentions: &[Candidate],
) -> Vec<Candidate> {
    let mut by_first: HashMap<char, Vec<(Vec<char>, EntityKind)>> = HashMap::new();
    for (name, kind) in names {
        let characters: Vec<char> = name.chars().collect();
        if let Some(&first) = characters.first() {
            by_first.entry(first).or_default().push((characters, *kind));
        }
    }
    for list in by_first.values_mut() {
        list.sort_by(|one, other| other.0.len().cmp(&one.0.len()).then(one.0.cmp(&other.0)));
    }
    let settled: std::collections::HashSet<_> = mentions
        .iter()
        .map(|mention| (mention.start, mention.end))
        .collect();
    let mut found = Vec::new();
    for start in 0..context.chars().len() {
        for (name, kind) in by_first.get(&context.char(start)).into_iter().flatten() {
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
