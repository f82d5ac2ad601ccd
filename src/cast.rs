//! Who is who in an article: persons with their posts and words, organisations with their people, parts and amounts.

use std::collections::BTreeMap;

use crate::article::Article;
use crate::entity::{EntityKind, RelationKind};

/// What the article states of one person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Member {
    /// Index of the person's entity.
    pub person: usize,
    /// Indices of the relations that name their posts.
    pub posts: Vec<usize>,
    /// Indices of the relations that quote them.
    pub quotes: Vec<usize>,
}

/// What the article states of one organisation, site or project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    /// Index of the entity.
    pub entity: usize,
    /// Indices of the relations that name who holds a post in it.
    pub people: Vec<usize>,
    /// Indices of the relations that name its parts.
    pub parts: Vec<usize>,
    /// Indices of the relations that name what it is a part of.
    pub wholes: Vec<usize>,
    /// Indices of the relations that name its amounts.
    pub amounts: Vec<usize>,
    /// Indices of the relations that say where it lies.
    pub places: Vec<usize>,
    /// Indices of the relations that quote it.
    pub quotes: Vec<usize>,
}

/// Everybody whom the article names, those with posts first, then by how often they are named.
pub fn cast(article: &Article) -> Vec<Member> {
    let mut members: BTreeMap<usize, Member> = BTreeMap::new();
    for (index, entity) in article.entities.iter().enumerate() {
        if entity.kind == EntityKind::Person {
            let member = Member {
                person: index,
                ..Member::default()
            };
            members.insert(index, member);
        }
    }
    for (index, relation) in article.relations.iter().enumerate() {
        let Some(member) = relation.from.and_then(|from| members.get_mut(&from)) else {
            continue;
        };
        match relation.kind {
            RelationKind::Holds => member.posts.push(index),
            RelationKind::Says => member.quotes.push(index),
            _ => {}
        }
    }
    let mut members: Vec<Member> = members.into_values().collect();
    members.sort_by_key(|member| {
        let named = article.entities[member.person].mentions.len();
        (
            member.posts.is_empty() && member.quotes.is_empty(),
            std::cmp::Reverse(named),
        )
    });
    members
}

/// Organisations, sites and projects of which the article states something, by how often they are named.
pub fn bodies(article: &Article) -> Vec<Body> {
    let mut bodies: BTreeMap<usize, Body> = BTreeMap::new();
    let mut body = |entity: Option<usize>, add: fn(&mut Body) -> &mut Vec<usize>, index: usize| {
        let is_body = |entity: &usize| {
            matches!(
                article.entities[*entity].kind,
                EntityKind::Organisation(_) | EntityKind::Facility | EntityKind::Project
            )
        };
        if let Some(entity) = entity.filter(is_body) {
            let body = bodies.entry(entity).or_insert_with(|| Body {
                entity,
                ..Body::default()
            });
            add(body).push(index);
        }
    };
    for (index, relation) in article.relations.iter().enumerate() {
        match relation.kind {
            RelationKind::Holds => body(relation.to, |body| &mut body.people, index),
            RelationKind::PartOf => {
                body(relation.to, |body| &mut body.parts, index);
                body(relation.from, |body| &mut body.wholes, index);
            }
            RelationKind::AmountOf => body(relation.to, |body| &mut body.amounts, index),
            RelationKind::LocatedIn => body(relation.from, |body| &mut body.places, index),
            RelationKind::Says => body(relation.from, |body| &mut body.quotes, index),
            RelationKind::When => {}
        }
    }
    let mut bodies: Vec<Body> = bodies.into_values().collect();
    bodies.sort_by_key(|body| std::cmp::Reverse(article.entities[body.entity].mentions.len()));
    bodies
}
