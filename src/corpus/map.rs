//! How the types of a corpus stand to those of a model.

use crate::error::{Error, Result};

/// What one type of a corpus may be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meaning {
    /// The corpus's name of the type.
    pub name: String,
    /// The model's types that it may be, the usual one first.
    pub types: Vec<String>,
    /// Whether it may also be anything else, or nothing.
    pub anything: bool,
}

/// The types of a corpus, and what it does not annotate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Map {
    /// The corpus's types; any other means nothing.
    pub meanings: Vec<Meaning>,
    /// Types of the model that the corpus does not annotate.
    pub unknown: Vec<String>,
    /// Types of the model that the corpus does not annotate and that may contain what it does.
    pub containing: Vec<String>,
}

impl Map {
    /// The map of a corpus in the model's own types.
    pub fn identity<'a>(types: impl IntoIterator<Item = &'a String>) -> Self {
        let meaning = |name: &String| Meaning {
            name: name.clone(),
            types: vec![name.clone()],
            anything: false,
        };
        Self {
            meanings: types.into_iter().map(meaning).collect(),
            ..Self::default()
        }
    }

    /// Reads a map: on each line a type of the corpus, a tab, and the types that it may be, separated by
    /// blanks, the usual one first. `?` among these says that it may be anything or nothing. The line
    /// `?` lists the types that the corpus does not annotate, the line `^` those that besides may
    /// contain what it does. Lines that start with `#` are comments. `types` are those of the model.
    ///
    /// # Errors
    /// [`Error::Annotation`] with the line of the first mistake.
    pub fn parse(path: &str, content: &str, types: &[String]) -> Result<Self> {
        let mut map = Self::default();
        for (number, line) in content.lines().enumerate() {
            if line.starts_with('#') || line.trim().is_empty() {
                continue;
            }
            let error = |reason: String| Error::Annotation {
                path: path.to_owned(),
                line: number + 1,
                reason,
            };
            let (name, targets) = line.split_once('\t').ok_or_else(|| {
                error("expected a type, a tab and the types that it may be".to_owned())
            })?;
            let mut meaning = Meaning {
                name: name.to_owned(),
                ..Meaning::default()
            };
            for target in targets.split_whitespace() {
                if target == "?" {
                    meaning.anything = true;
                } else if types.iter().any(|known| known == target) {
                    meaning.types.push(target.to_owned());
                } else {
                    return Err(error(format!("the model has no type “{target}”")));
                }
            }
            match name {
                "?" => map.unknown = meaning.types,
                "^" => map.containing = meaning.types,
                _ => map.meanings.push(meaning),
            }
        }
        Ok(map)
    }

    /// The corpus's name for a type of the model: of the type that it usually is, or else of one that it may
    /// be. `None` where the corpus does not annotate it.
    pub fn name_of(&self, kind: &str) -> Option<&str> {
        let usual = |meaning: &&Meaning| meaning.types.first().is_some_and(|found| found == kind);
        let possible = |meaning: &&Meaning| meaning.types.iter().any(|found| found == kind);
        let found = self.meanings.iter().find(usual);
        found
            .or_else(|| self.meanings.iter().find(possible))
            .map(|meaning| meaning.name.as_str())
    }

    /// Whether a type of the corpus can be compared with what a model finds.
    pub fn compares(&self, name: &str) -> bool {
        self.meanings
            .iter()
            .any(|meaning| meaning.name == name && !meaning.types.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn types() -> Vec<String> {
        ["PERSON", "PLACE", "FACILITY", "TIME"]
            .map(str::to_owned)
            .to_vec()
    }

    #[test]
    fn a_type_has_the_name_of_what_it_usually_is() {
        let content =
            "# comment\naddress\tPLACE FACILITY\nscene\tFACILITY PLACE\ngame\t?\n?\tTIME\n";
        let map = Map::parse("a", content, &types()).unwrap();
        assert_eq!(map.name_of("PLACE"), Some("address"));
        assert_eq!(map.name_of("FACILITY"), Some("scene"));
        assert_eq!(map.name_of("TIME"), None);
        assert!(map.compares("scene") && !map.compares("game") && !map.compares("movie"));
        assert_eq!(map.unknown, ["TIME"]);
    }

    #[test]
    fn mistakes_name_their_line() {
        for (content, line) in [("PER\n", 1), ("\nPER\tNOBODY\n", 2)] {
            let error = Map::parse("a", content, &types()).unwrap_err();
            assert!(matches!(error, Error::Annotation { line: found, .. } if found == line));
        }
    }
}
