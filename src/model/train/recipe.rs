//! What a model learns from: a recipe of corpora, and for each one a map from its types to ours.

use std::path::{Path, PathBuf};

use crate::corpus::map::Map;
use crate::corpus::{self, Format, Part, Sentence, read_file, read_text};
use crate::error::{Error, Result};
use crate::model::labels::{LabelMask, Labels, Place};

/// The labels that each character of a sentence of `length` characters may have.
pub fn masks(map: &Map, labels: &Labels, sentence: &Sentence, length: usize) -> Vec<LabelMask> {
    let all_of = |types: &[String]| {
        types
            .iter()
            .filter_map(|kind| labels.kind(kind))
            .fold(0, |mask: LabelMask, kind| {
                let places = [Place::Begin, Place::Inside, Place::End, Place::Single];
                places
                    .iter()
                    .fold(mask, |mask, &place| mask | 1 << labels.label(place, kind))
            })
    };
    let containing = all_of(&map.containing);
    let outside = if labels.has_outside() {
        1 | all_of(&map.unknown) | containing
    } else {
        labels.all()
    };
    let mut masks = vec![outside; length];
    for (start, end, name) in &sentence.spans {
        let meaning = map.meanings.iter().find(|meaning| meaning.name == *name);
        let types = meaning.map_or(&[][..], |meaning| &meaning.types);
        let anything = meaning.is_none_or(|meaning| meaning.anything);
        for (position, mask) in masks.iter_mut().enumerate().take(*end).skip(*start) {
            let place = place(position, *start, *end);
            let kinds = types.iter().filter_map(|kind| labels.kind(kind));
            let own = kinds.fold(0, |mask: LabelMask, kind| {
                mask | 1 << labels.label(place, kind)
            });
            *mask = if anything {
                outside | all_of(types)
            } else {
                own | containing
            };
        }
    }
    masks
}

fn place(position: usize, start: usize, end: usize) -> Place {
    match (position == start, position + 1 == end) {
        (true, true) => Place::Single,
        (true, false) => Place::Begin,
        (false, true) => Place::End,
        (false, false) => Place::Inside,
    }
}

/// How the conventions of a corpus stand to ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conventions {
    /// They are ours.
    Ours,
    /// They are so near that what they teach is used as it is.
    Near,
    /// They differ: what is odd about the corpus is learned apart.
    Other,
}

/// One corpus of a recipe.
#[derive(Clone, Debug)]
pub struct Ingredient {
    /// Its sentences, article by article or `lines` at a time.
    pub articles: Vec<Vec<Sentence>>,
    /// Its types.
    pub map: Map,
    /// How much a sentence of it counts.
    pub weight: f32,
    /// How its conventions stand to ours.
    pub conventions: Conventions,
}

/// Reads what a recipe has for the kind of head that `labels` are of. A recipe names the kind of head, the format, the file or folder, the map, the lines read together, the weight and the conventions, one
/// corpus a line, separated by tabs; of corpora that are not ours, one article in `held_out` is kept apart. Files are looked for in `folders`, maps in the folder `maps` beside the recipe.
///
/// # Errors
/// [`Error::Io`] and [`Error::Annotation`] for the recipe and everything that it names.
pub fn read(
    recipe: &Path,
    folders: &[PathBuf],
    labels: &Labels,
    held_out: Option<usize>,
) -> Result<Vec<Ingredient>> {
    let content = read_text(recipe)?;
    let mut ingredients = Vec::new();
    for (number, line) in content.lines().enumerate() {
        if line.starts_with('#') || line.trim().is_empty() {
            continue;
        }
        let error = |reason: &str| Error::Annotation {
            path: recipe.display().to_string(),
            line: number + 1,
            reason: reason.to_owned(),
        };
        let fields: Vec<&str> = line.split('\t').collect();
        let [head, format, name, map, lines, weight, conventions] = fields[..] else {
            return Err(error("expected seven fields, separated by tabs"));
        };
        let conventions = match conventions {
            "ours" => Conventions::Ours,
            "near" => Conventions::Near,
            "other" => Conventions::Other,
            _ => return Err(error("the conventions are ours, near or other")),
        };
        let words = match head {
            "words" => true,
            "entities" => false,
            _ => return Err(error("the head is words or entities")),
        };
        if words == labels.has_outside() {
            continue;
        }
        let format = match format {
            "conll" => Format::Conll,
            "words" => Format::Words,
            "marked" => Format::Marked,
            _ => return Err(error("the format is conll, words or marked")),
        };
        let path = folders
            .iter()
            .map(|folder| folder.join(name))
            .find(|path| path.exists())
            .ok_or_else(|| error("the corpus is in none of the folders"))?;
        let lines: usize = lines
            .parse()
            .map_err(|_| error("the number of lines is no number"))?;
        let mut articles = Vec::new();
        for file in files(&path)? {
            let sentences = read_file(&file, format)?;
            match lines {
                0 => articles.push(sentences),
                lines => {
                    let parts = corpus::articles(&sentences, lines, held_out, Part::Training);
                    articles.extend(parts.into_iter().map(<[Sentence]>::to_vec));
                }
            }
        }
        ingredients.push(Ingredient {
            articles,
            conventions,
            map: match map {
                "-" => Map::identity(labels.types()),
                map => {
                    let path = recipe
                        .with_file_name("maps")
                        .join(map)
                        .with_extension("tsv");
                    Map::parse(
                        &path.display().to_string(),
                        &read_text(&path)?,
                        labels.types(),
                    )?
                }
            },
            weight: weight
                .parse()
                .map_err(|_| error("the weight is no number"))?,
        });
    }
    Ok(ingredients)
}

/// The file itself, or the files of a folder and its folders that hold marked articles, in name order.
fn files(path: &Path) -> Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let entries = std::fs::read_dir(path).map_err(|source| Error::Io {
        path: path.display().to_string(),
        source,
    })?;
    let mut found: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    found.retain(|path| path.extension().is_some_and(|extension| extension == "ann"));
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_corpus_does_not_annotate_stays_open() {
        let types = ["PERSON", "PLACE", "TIME", "EVENT"]
            .map(str::to_owned)
            .to_vec();
        let labels = Labels::entities(types.clone()).unwrap();
        let map = Map::parse(
            "map",
            "PER\tPERSON\nLOC\tPLACE\nNZ\t?\n?\tTIME\n^\tEVENT\n",
            &types,
        )
        .unwrap();
        let sentence = Sentence {
            text: "田说今天𠮷".to_owned(),
            spans: vec![(0, 1, "PER".to_owned()), (4, 5, "NZ".to_owned())],
        };
        let masks = masks(&map, &labels, &sentence, 5);
        let has = |position: usize, place, kind: &str| {
            masks[position] >> labels.label(place, labels.kind(kind).unwrap()) & 1 != 0
        };
        assert!(has(0, Place::Single, "PERSON") && !has(0, Place::Begin, "PERSON"));
        assert!(
            has(0, Place::Inside, "EVENT"),
            "an event may contain a person"
        );
        assert!(!has(0, Place::Single, "TIME") && masks[0] & 1 == 0);
        assert!(has(2, Place::Begin, "TIME") && masks[2] & 1 != 0);
        assert!(
            !has(2, Place::Begin, "PERSON"),
            "persons are annotated, and here is none"
        );
        assert!(
            masks[4] & 1 != 0 && has(4, Place::Single, "TIME"),
            "anything or nothing"
        );
    }

    #[test]
    fn words_leave_no_character_open() {
        let labels = Labels::words();
        let sentence = Sentence {
            text: "中国人".to_owned(),
            spans: vec![(0, 2, String::new()), (2, 3, String::new())],
        };
        let masks = masks(&Map::identity(labels.types()), &labels, &sentence, 3);
        assert!(masks.iter().all(|mask| mask.count_ones() == 1));
        let single = labels.label(Place::Single, 0);
        assert_eq!(masks[2], 1 << single);
    }
}
