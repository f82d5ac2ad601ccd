//! The organisation of a post whose own words name none: told by the sentence, the paragraph or the whole article.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Reader;
use super::holds::{At, Post, fits};
use super::post::Seat;
use crate::entity::{EntityKind, OrganisationKind};

/// Longest stretch between a medium at a line's head and the reporter in brackets, in characters.
const REACH: usize = 40;
/// What an organisation that a noun stands for may end in, besides being a company.
const NOUN_ENDINGS: &[(&str, &str)] = &[
    ("学校", "学校 中学 小学 大学 学院 校"),
    ("校方", "学校 中学 小学 大学 学院 校"),
    ("该校", "学校 中学 小学 大学 学院 校"),
    ("医院", "医院"),
    ("院方", "医院 学院 院"),
    ("该院", "医院 学院 院"),
    ("园区", "园 区 基地"),
];

/// What the whole article tells, found once.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// Whom a noun stands for.
    nouns: FxHashMap<&'static str, usize>,
    /// The mentions whose names end as those of a seat's organisations: a book has as many posts as names, and does
    /// not look through all of these for each of those.
    fitting: FxHashMap<&'static str, Vec<usize>>,
}

impl Told {
    /// The last mention before `title` that can have a post whose organisations end in `endings`.
    fn latest(&mut self, reader: &Reader, endings: &'static str, title: usize) -> Option<usize> {
        let fitting = self.fitting.entry(endings).or_insert_with(|| {
            let own = Seat::Ending(endings);
            let all = 0..reader.mentions.len();
            all.filter(|&index| fits(reader, own, index)).collect()
        });
        let behind = fitting.partition_point(|&index| index < title);
        fitting[..behind].last().copied()
    }
}

/// The organisation of a post that its own words do not name, by mention.
pub(super) fn elsewhere(
    reader: &Reader,
    post: &Post,
    of_holder: &[usize],
    told: &mut Told,
) -> Option<usize> {
    let own = reader.seat(post.title);
    if let Some(found) = from_where(reader, post.title, own) {
        return Some(found);
    }
    let fitting: Vec<usize> = of_holder
        .iter()
        .copied()
        .filter(|&index| fits(reader, own, index))
        .collect();
    let entities: FxHashSet<usize> = fitting.iter().map(|&index| reader.entity(index)).collect();
    if entities.len() == 1 {
        let found = fitting.first().copied();
        if let (At::Noun(noun), Some(found)) = (&post.at, found) {
            told.nouns.entry(noun).or_insert(found);
        }
        return found;
    }
    match (&post.at, own) {
        (At::Noun(noun), _) => {
            let known = told.nouns.get(noun).copied();
            let found = known.or_else(|| meant_by(reader, post.title, noun, told));
            if let Some(found) = found {
                told.nouns.entry(noun).or_insert(found);
            }
            found
        }
        (_, Seat::Medium) => dateline(reader, post.title),
        (_, Seat::Company) => {
            nearby(reader, post.title, own).or_else(|| spoken_of(reader, post.title))
        }
        (_, Seat::Ending(endings)) => {
            nearby(reader, post.title, own).or_else(|| told.latest(reader, endings, post.title))
        }
        (_, Seat::Department | Seat::Any) => nearby(reader, post.title, own)
            .filter(|_| opens_clause(reader, post.title) || own == Seat::Department)
            .or_else(|| opened_by(reader, post.title, own)),
        (_, Seat::Place) => None,
    }
}

/// Whether a clause begins with the post.
fn opens_clause(reader: &Reader, title: usize) -> bool {
    matches!(reader.before(title, 1), "" | "," | ":" | "”")
}

/// The organisation that the latest sentence of the paragraph before a post begins with.
fn opened_by(reader: &Reader, title: usize, own: Seat) -> Option<usize> {
    let mut here = (0..title)
        .rev()
        .take_while(|&index| reader.same_paragraph(index, title));
    here.find(|&index| {
        reader.is_organisation(index)
            && fits(reader, own, index)
            && reader.before(index, 1).is_empty()
    })
}

/// The nearest organisation of the sentence that can have the post.
fn nearby(reader: &Reader, title: usize, own: Seat) -> Option<usize> {
    reader
        .earlier_in_sentence(title)
        .find(|&index| reader.is_organisation(index) && fits(reader, own, index))
}

/// 来自甲大学的全国人大代表、教授
fn from_where(reader: &Reader, title: usize, own: Seat) -> Option<usize> {
    reader.earlier_in_sentence(title).find(|&index| {
        reader.is_organisation(index)
            && fits(reader, own, index)
            && reader.before(index, 2) == "来自"
            && reader.after(index, 1) == "的"
    })
}

/// What 公司, 集团, 学校 … stands for at a post: whom the paragraph speaks of, or the article.
fn meant_by(reader: &Reader, title: usize, noun: &str, told: &mut Told) -> Option<usize> {
    let endings = NOUN_ENDINGS.iter().find(|(found, _)| *found == noun);
    match endings {
        Some((_, endings)) => told.latest(reader, endings, title),
        None => (0..title).find(|&index| fits(reader, Seat::Company, index)),
    }
}

/// The company that the text speaks of at a mention: the only one of the sentence before, the one that opens the
/// paragraph's latest sentence, or that of the article, which is the first one named.
pub(super) fn spoken_of(reader: &Reader, at: usize) -> Option<usize> {
    let company =
        |index: &usize| reader.is(*index, EntityKind::Organisation(OrganisationKind::Company));
    let here = || {
        let earlier = (0..at).rev();
        earlier
            .take_while(|&index| reader.same_paragraph(index, at))
            .filter(company)
    };
    let last: Vec<usize> = here()
        .take_while(|&index| reader.places[index].0 + 1 >= reader.places[at].0)
        .collect();
    let entities: FxHashSet<usize> = last.iter().map(|&index| reader.entity(index)).collect();
    if entities.len() == 1 {
        return last.first().copied();
    }
    let opener = here().find(|&index| reader.before(index, 1).is_empty());
    opener.or_else(|| (0..at).find(company))
}

/// The medium of a reporter without one: that of the line's head, as in 新华社北京10月8日电(记者 甲).
fn dateline(reader: &Reader, title: usize) -> Option<usize> {
    let own = reader.before(title, 2);
    if own == "本报" || own == "本网" || own == "本刊" {
        return None;
    }
    let mut line = (0..title)
        .rev()
        .take_while(|&index| reader.same_paragraph(index, title));
    let head = line
        .find(|&index| fits(reader, Seat::Medium, index) && reader.before(index, 1).is_empty())?;
    let between = reader.gap(head, title);
    (["电", "讯", "报道"]
        .iter()
        .any(|word| between.contains(word))
        && between.contains('(')
        && between.chars().count() <= REACH)
        .then_some(head)
}
