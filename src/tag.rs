//! The tagger: the learned model reads the article, with what the rules made of it as evidence.
//!
//! Rules know forms (dates, amounts, legal forms); the model knows contexts, and has learned on annotated
//! articles where to trust which rule. Where it finds what a rule found, the rule is the reason.

use std::ops::Range;

use crate::entity::{EntityKind, OrganisationKind};
use crate::lexicon::{Class, Classes};
use crate::lines::Lines;
use crate::model::Model;
use crate::model::labels::Labels;
use crate::model::observations::Observations;
use crate::resolve::resolve;
use crate::rules::own_word::{OWN_WORD, give_way};
use crate::rules::reading::{candidates, read_again};
use crate::rules::{Candidate, Context};
use crate::segment::Cut;

/// Name of the reason where no rule found a mention.
pub const LEARNED: &str = "learned";

/// Probability from which the model is believed where it sees a name in a listed term (云计算).
const SURE: f32 = 0.9;

/// Least score of a rule's body that ends before a conjunction.
const KNOWN: f32 = 0.4;

/// What a text was read as.
#[derive(Debug, Default)]
pub struct Reading {
    /// The mentions, in order, none overlapping.
    pub mentions: Vec<Candidate>,
    /// Where words end, for each character; empty where no model decides.
    pub cuts: Vec<Cut>,
    /// All that the rules proposed, in no order.
    pub proposed: Vec<Candidate>,
}

/// Reads a text with the rules and, if there is one, the model; `first` are the rules' first candidates.
pub fn tag(
    context: &Context,
    model: Option<&Model>,
    first: Vec<Candidate>,
    lines: &mut Lines,
) -> Reading {
    let proposed = candidates(context, first);
    let mut rules = resolve(proposed.clone(), context.chars().len());
    let Some(model) = model else {
        trim(context, &mut rules);
        return Reading {
            mentions: rules,
            cuts: Vec::new(),
            proposed,
        };
    };
    let length = context.chars().len();
    let mut cuts = vec![Cut::Behind; length];
    let mut found: Vec<Candidate> = rules
        .iter()
        .filter(|rule| beyond_the_model(rule))
        .cloned()
        .collect();
    for stretch in lines.decoded(&rules, &mut found, &mut cuts) {
        let known = found.len();
        decode(context, model, &rules, &stretch, &mut found, &mut cuts);
        lines.learn_decoded(&stretch, &rules, &found[known..], &cuts);
    }
    give_way(context, &mut found);
    let first = resolve(found.clone(), length);
    found.extend(read_again(context, &first, &found));
    give_way(context, &mut found);
    let mut mentions = resolve(found, length);
    bodies_apart(context, &mut mentions);
    joined_apart(context, &proposed, &mut mentions);
    whole_ways(context, &mut mentions);
    trim(context, &mut mentions);
    Reading {
        mentions,
        cuts,
        proposed,
    }
}

/// Adds what the model finds in the lines at `stretch`, in order, and notes where their words end.
fn decode(
    context: &Context,
    model: &Model,
    rules: &[Candidate],
    stretch: &Range<usize>,
    found: &mut Vec<Candidate>,
    cuts: &mut [Cut],
) {
    let mut observations = Observations::of(context, stretch.clone());
    observations.note_rules(rules);
    let known = model.know(&observations);
    for line in observations.lines() {
        let start = stretch.start + line.start;
        for (head, decoded) in model.heads().iter().zip(known.decode(line)) {
            if !head.labels().has_outside() {
                join(&mut cuts[start..], head.labels(), &decoded.labels);
                continue;
            }
            let kinds = head.labels().types();
            for mention in decoded.found(head) {
                let (start, end) =
                    without_blanks(context, start + mention.start, start + mention.end);
                let doubtful = mention.probability < SURE && is_term(rules, start, end);
                if let Some(kind) = EntityKind::parse(&kinds[mention.kind])
                    && start < end
                    && !doubtful
                {
                    found.push(candidate(rules, start, end, kind, mention.probability));
                }
            }
        }
    }
}

/// Where the words of a text end, for each character, as the model has them; nothing else is read, and no rule, of which
/// the model has learned nothing for words.
pub fn cuts(context: &Context, model: &Model) -> Vec<Cut> {
    let length = context.chars().len();
    let mut cuts = vec![Cut::Behind; length];
    let Some(head) = model.head(false) else {
        return cuts;
    };
    for stretch in Lines::new(context.chars()).decoded(&[], &mut Vec::new(), &mut cuts) {
        let observations = Observations::of(context, stretch.clone());
        let known = model.know_words(&observations);
        for line in observations.lines() {
            let start = stretch.start + line.start;
            let labels = known.best(line, head);
            join(&mut cuts[start..], head.labels(), &labels);
        }
    }
    cuts
}

/// Joins the characters of each word of a line that `labels` spell.
fn join(cuts: &mut [Cut], labels: &Labels, line: &[u8]) {
    for (start, end, _) in labels.spans(line) {
        cuts[start..end - 1].fill(Cut::Inside);
    }
}

/// Parts a post from the body that stands before it, where the model took both for the post: 外交部副部长 is a body and a
/// post, 外交部长 a post.
fn bodies_apart(context: &Context, mentions: &mut Vec<Candidate>) {
    let post = Classes::of(&[Class::Title, Class::TitleWeak]);
    let mut parted = Vec::with_capacity(mentions.len());
    for mut mention in mentions.drain(..) {
        let body = context
            .longest(mention.start, Class::BodyGovernment)
            .filter(|body| {
                mention.kind == EntityKind::Title
                    && mention.rule != OWN_WORD
                    && !context.own.is_in_the_way(mention.start, body.end)
                    && body.end < mention.end
                && body.end >= body.start + 3
                // 市委书记 is a post: the body of a level has no name of its own.
                && !"省市县区州旗镇乡".contains(context.char(body.start))
                    && context.matches.exactly(body.end, mention.end).any(post)
            });
        if let Some(body) = body {
            // 乌拉圭外交部 is one name.
            let place = parted.pop_if(|place: &mut Candidate| {
                place.kind == EntityKind::Place
                    && place.end == mention.start
                    && place.rule != OWN_WORD
            });
            parted.push(Candidate {
                start: place.map_or(mention.start, |place| place.start),
                end: body.end,
                kind: EntityKind::Organisation(OrganisationKind::Government),
                rule: "known-body",
                evidence: (body.start, body.end),
                ..mention.clone()
            });
            mention.start = body.end;
        }
        parted.push(mention);
    }
    *mentions = parted;
}

/// Parts two bodies that the model took for one: 成功大学与工业技术研究院, where no rule knows such a name but one knows
/// what stands before the conjunction.
fn joined_apart(context: &Context, proposed: &[Candidate], mentions: &mut Vec<Candidate>) {
    let mut parted = Vec::with_capacity(mentions.len());
    for mention in mentions.drain(..) {
        let body = matches!(mention.kind, EntityKind::Organisation(_)) && mention.rule == LEARNED;
        let conjunction = (mention.start + 2..mention.end.saturating_sub(3))
            .find(|&index| body && "与和及暨".contains(context.char(index)));
        let first = conjunction.and_then(|index| {
            proposed.iter().find(|candidate| {
                (candidate.start, candidate.end) == (mention.start, index)
                    && matches!(candidate.kind, EntityKind::Organisation(_))
                    && candidate.score >= KNOWN
            })
        });
        let Some(first) = first else {
            parted.push(mention);
            continue;
        };
        let start = first.end + 1;
        parted.push(first.clone());
        parted.push(Candidate {
            start,
            evidence: (start, mention.end),
            ..mention
        });
    }
    *mentions = parted;
}

/// Joins a way that is named after both of its ends, where these were taken for two mentions: 杭州至绍兴高速公路.
fn whole_ways(context: &Context, mentions: &mut Vec<Candidate>) {
    let mut joined: Vec<Candidate> = Vec::with_capacity(mentions.len());
    for mention in mentions.drain(..) {
        let way = ["铁路", "公路", "高铁", "高速"]
            .iter()
            .find(|way| context.has_before(mention.end, way))
            .filter(|_| {
                mention.kind == EntityKind::Facility
                    && mention.rule != OWN_WORD
                    && context.before(mention.start) == '至'
            });
        let from = joined.pop_if(|from| {
            way.is_some()
                && from.kind == EntityKind::Place
                && from.end + 1 == mention.start
                && from.rule != OWN_WORD
        });
        joined.push(match from {
            Some(from) => Candidate {
                start: from.start,
                score: mention.score.min(from.score),
                rule: "facility-suffix",
                evidence: (mention.end - 2, mention.end),
                ..mention
            },
            None => mention,
        });
    }
    *mentions = joined;
}

/// Terms, which the model does not learn, and the reader's own words, which nothing beats.
fn beyond_the_model(candidate: &Candidate) -> bool {
    candidate.kind == EntityKind::Term || candidate.rule == OWN_WORD
}

/// Whether the rules know exactly `start..end` as a term.
fn is_term(rules: &[Candidate], start: usize, end: usize) -> bool {
    let first = rules.partition_point(|rule| rule.start < start);
    rules
        .get(first)
        .is_some_and(|rule| (rule.start, rule.end, rule.kind) == (start, end, EntityKind::Term))
}

/// A mention without the blanks at its ends, which belong to no token.
fn without_blanks(context: &Context, mut start: usize, mut end: usize) -> (usize, usize) {
    while start < end && context.char(start).is_whitespace() {
        start += 1;
    }
    while start < end && context.char(end - 1).is_whitespace() {
        end -= 1;
    }
    (start, end)
}

/// Takes the blanks at the ends of mentions out of them: a rule may follow a name that was given with some,
/// （以下简称“京东 ”）.
fn trim(context: &Context, mentions: &mut Vec<Candidate>) {
    for mention in mentions.iter_mut() {
        (mention.start, mention.end) = without_blanks(context, mention.start, mention.end);
    }
    mentions.retain(|mention| mention.start < mention.end);
}

/// A mention of the model's, with the reason of the rule that found the same.
fn candidate(
    rules: &[Candidate],
    start: usize,
    end: usize,
    kind: EntityKind,
    score: f32,
) -> Candidate {
    let first = rules.partition_point(|rule| rule.start < start);
    let same = rules
        .get(first)
        .filter(|rule| (rule.start, rule.end, rule.kind) == (start, end, kind));
    Candidate {
        start,
        end,
        kind,
        score,
        rule: same.map_or(LEARNED, |rule| rule.rule),
        evidence: same.map_or((start, end), |rule| rule.evidence),
    }
}
