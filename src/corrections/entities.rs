//! Corrections of entities, applied to what linking made of the mentions.

use std::collections::{HashMap, HashSet};

use crate::corrections::mentions::{Corrected, Decision, Pending};
use crate::corrections::place::{Places, Range};
use crate::corrections::{CORRECTION, Unplaced};
use crate::entity::{Entity, EntityKind, Mention, Reason};
use crate::link::Group;

impl Corrected {
    /// Regroups `mentions`, which are in order, and leaves `entities` in order of first mention.
    /// Gives the corrections that could not be placed.
    ///
    /// A correction whose mention was there at its turn and was taken away by a later one is not
    /// among them: the later one wins.
    pub fn group(
        self,
        places: &Places,
        mentions: &mut [Mention],
        entities: &mut Vec<Entity>,
    ) -> Vec<Unplaced> {
        if !self.kinds.is_empty() || !self.pending.is_empty() {
            let mut work = Work {
                places,
                kinds: &self.kinds,
                touched: vec![false; entities.len()],
                joined: HashMap::new(),
                mentions,
                entities,
            };
            work.settle();
            for pending in &self.pending {
                work.apply(pending);
            }
            work.finish();
        }
        self.unplaced
    }
}

struct Work<'a, 't> {
    places: &'a Places<'t>,
    kinds: &'a HashMap<Range, Decision>,
    mentions: &'a mut [Mention],
    entities: &'a mut Vec<Entity>,
    /// Which entities have to be named anew.
    touched: Vec<bool>,
    /// What the mentions that a merge moved were joined with.
    joined: HashMap<usize, String>,
}

impl Work<'_, '_> {
    fn range(&self, mention: usize) -> Range {
        self.places.shadow().range(self.mentions[mention].span)
    }

    fn decision(&self, mention: usize) -> Option<Decision> {
        self.kinds.get(&self.range(mention)).copied()
    }

    fn members(&self, entity: usize) -> Vec<usize> {
        let belongs = |&mention: &usize| self.mentions[mention].entity == entity;
        (0..self.mentions.len()).filter(belongs).collect()
    }

    /// The mention that shares most with `wanted`; of several the first.
    fn nearest(&self, wanted: Range) -> Option<usize> {
        let span = self.places.shadow().span(wanted.0, wanted.1);
        let first = self
            .mentions
            .partition_point(|mention| mention.span.end <= span.start);
        let behind = self
            .mentions
            .partition_point(|mention| mention.span.start < span.end);
        (first..behind).rev().max_by_key(|&index| {
            let other = self.mentions[index].span;
            other.end.min(span.end) - other.start.max(span.start)
        })
    }

    fn new_entity(&mut self, kind: EntityKind) -> usize {
        self.entities.push(Entity {
            id: String::new(),
            kind,
            name: String::new(),
            aliases: Vec::new(),
            mentions: Vec::new(),
            divisions: Vec::new(),
        });
        self.touched.push(true);
        self.entities.len() - 1
    }

    fn move_to(&mut self, mention: usize, entity: usize) {
        let from = std::mem::replace(&mut self.mentions[mention].entity, entity);
        self.touched[from] = true;
        self.touched[entity] = true;
        let kind = self.entities[entity].kind;
        let mention = &mut self.mentions[mention];
        if mention.kind != kind {
            mention.kind = kind;
            mention.score = 1.0;
            mention.value = None;
            mention.reason = Reason {
                rule: CORRECTION,
                evidence: String::new(),
            };
        }
    }

    /// Gives mentions the kinds that the reader gave them, where linking let an organisation keep
    /// the subtype of its first mention.
    fn settle(&mut self) {
        for entity in 0..self.entities.len() {
            let members = self.members_decided(entity);
            if members.iter().any(|(_, decision)| decision.by.is_some()) {
                self.settle_entity(entity, &members);
            }
        }
    }

    fn members_decided(&self, entity: usize) -> Vec<(usize, Decision)> {
        let members = self.entities[entity].mentions.iter();
        members
            .filter_map(|&mention| Some((mention, self.decision(mention)?)))
            .collect()
    }

    fn settle_entity(&mut self, entity: usize, members: &[(usize, Decision)]) {
        let decisions = || members.iter().map(|(_, decision)| decision);
        let everywhere = decisions()
            .filter(|decision| matches!(decision.by, Some((_, true))))
            .max_by_key(|decision| decision.by);
        let tagged = || decisions().find(|decision| decision.by.is_none());
        let Some(base) = everywhere.or_else(tagged).or_else(|| decisions().next()) else {
            return;
        };
        let outdone = |decision: &Decision| {
            !matches!(decision.by, Some((_, false)))
                || decision.by <= everywhere.and_then(|all| all.by)
        };
        self.entities[entity].kind = base.kind;
        let mut others: Vec<(EntityKind, usize)> = Vec::new();
        for (mention, decision) in members {
            if decision.kind == base.kind || outdone(decision) {
                self.mentions[*mention].kind = base.kind;
                continue;
            }
            let other = others.iter().find(|(kind, _)| *kind == decision.kind);
            let other = other.map(|(_, entity)| *entity).unwrap_or_else(|| {
                let other = self.new_entity(decision.kind);
                others.push((decision.kind, other));
                other
            });
            let why = self.mentions[*mention].reason.clone();
            self.move_to(*mention, other);
            self.mentions[*mention].reason = why;
        }
    }

    fn apply(&mut self, pending: &Pending) {
        let Some(mention) = self.nearest(pending.target) else {
            return;
        };
        let entity = self.mentions[mention].entity;
        let members = self.members(entity);
        match pending.with {
            None => {
                let form = self.range(mention);
                let alike = |&other: &usize| {
                    other == mention
                        || pending.everywhere && self.places.same(form, self.range(other))
                };
                let leaving: Vec<usize> = members.iter().copied().filter(alike).collect();
                if leaving.len() < members.len() {
                    let own = self.new_entity(self.entities[entity].kind);
                    for mention in leaving {
                        self.move_to(mention, own);
                    }
                }
            }
            Some(with) => {
                let Some(with) = self.nearest(with) else {
                    return;
                };
                let joined = self.mentions[with].entity;
                if joined == entity {
                    return;
                }
                let kind = self.entities[joined].kind;
                let evidence = self.mentions[with].span.of(self.places.text()).to_owned();
                for other in members {
                    let retyped = self.decision(other).is_some_and(|decision| {
                        decision.by.is_some_and(|(by, _)| by > pending.index)
                            && decision.kind != kind
                    });
                    if !retyped && (other == mention || pending.everywhere) {
                        self.move_to(other, joined);
                        self.joined.insert(other, evidence.clone());
                    }
                }
                let [from, to] = [entity, joined].map(|index| &self.entities[index]);
                if from.kind == kind && to.divisions.is_empty() {
                    self.entities[joined].divisions = from.divisions.clone();
                }
            }
        }
    }

    /// Names the entities that changed, drops those that nothing belongs to, and puts them in
    /// order.
    fn finish(&mut self) {
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); self.entities.len()];
        for (index, mention) in self.mentions.iter().enumerate() {
            members[mention.entity].push(index);
        }
        let mut order: Vec<usize> = (0..members.len())
            .filter(|&entity| !members[entity].is_empty())
            .collect();
        order.sort_by_key(|&entity| members[entity].first().copied());
        let mut renamed = HashSet::new();
        for &entity in &order {
            if self.touched[entity] && self.name(entity, std::mem::take(&mut members[entity])) {
                renamed.insert(entity);
            }
        }
        let mut taken: HashSet<String> = order
            .iter()
            .filter(|entity| !renamed.contains(entity))
            .map(|&entity| self.entities[entity].id.clone())
            .collect();
        for entity in order.iter().filter(|entity| renamed.contains(entity)) {
            let id = &mut self.entities[*entity].id;
            let base = id.clone();
            let mut count = 2;
            while !taken.insert(id.clone()) {
                *id = format!("{base}-{count}");
                count += 1;
            }
        }
        let mut entities = Vec::with_capacity(order.len());
        for (new, &old) in order.iter().enumerate() {
            let entity = self.entities[old].clone();
            for &mention in &entity.mentions {
                self.mentions[mention].entity = new;
            }
            entities.push(entity);
        }
        *self.entities = entities;
    }

    /// Names one entity anew; says whether it has another name or type than before.
    fn name(&mut self, entity: usize, mentions: Vec<usize>) -> bool {
        let text = self.places.text();
        let group = Group {
            kind: self.entities[entity].kind,
            mentions,
        };
        let mut named = group.entity(self.mentions, text);
        let before = &mut self.entities[entity];
        let renamed = before.name != named.name;
        named.divisions = std::mem::take(&mut before.divisions);
        if !renamed {
            named.id = std::mem::take(&mut before.id);
        }
        let before = std::mem::replace(before, named);
        let named = &self.entities[entity];
        for index in &named.mentions {
            let mention = &mut self.mentions[*index];
            let form = mention.span.of(text);
            let joined = self.joined.get(index);
            if form == named.name {
                mention.linked = None;
            } else if joined.is_some()
                || mention.linked.is_none() && (form == before.name || before.name.is_empty())
            {
                mention.linked = Some(Reason {
                    rule: CORRECTION,
                    evidence: joined.cloned().unwrap_or_default(),
                });
            }
        }
        renamed
    }
}
