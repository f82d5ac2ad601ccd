//! Labels of one head: BIOES over entity types, or BMES over words.

/// Where a character stands in what its label marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In nothing.
    Outside,
    /// First of several.
    Begin,
    /// Neither first nor last.
    Inside,
    /// Last of several.
    End,
    /// The only one.
    Single,
}

/// A set of labels of one head, one bit a label.
pub type LabelMask = u128;

/// The labels of one head: `O` where the head has it, then `B`, `S`, `E` and `I` of all types in turn: what may
/// begin a text comes first, so that the decoder goes over it in one stretch.
///
/// A word is a type of its own in a head without `O`: its `B I E S` are what the literature of word
/// segmentation writes as `B M E S` (Xue 2003). Its name is empty, as words have none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Labels {
    types: Vec<String>,
    outside: bool,
}

impl Labels {
    /// Types that a head may have: more would not fit a [`LabelMask`].
    pub const MAX_TYPES: usize = 31;

    /// The labels of word segmentation.
    pub fn words() -> Self {
        Self {
            types: vec![String::new()],
            outside: false,
        }
    }

    /// The labels of entities of `types`; `None` for more than [`Self::MAX_TYPES`].
    pub fn entities(types: Vec<String>) -> Option<Self> {
        (types.len() <= Self::MAX_TYPES).then_some(Self {
            types,
            outside: true,
        })
    }

    /// The types, in label order.
    pub fn types(&self) -> &[String] {
        &self.types
    }

    /// The number of a type.
    pub fn kind(&self, name: &str) -> Option<usize> {
        self.types.iter().position(|found| found == name)
    }

    /// Whether there is a label for characters in nothing.
    pub fn has_outside(&self) -> bool {
        self.outside
    }

    /// Number of labels.
    pub fn len(&self) -> usize {
        usize::from(self.outside) + 4 * self.types.len()
    }

    /// Whether there is no label.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All labels.
    pub fn all(&self) -> LabelMask {
        (1 << self.len()) - 1
    }

    /// The label of a place in a mention of type number `kind`.
    pub fn label(&self, place: Place, kind: usize) -> usize {
        let first = usize::from(self.outside) + kind;
        match place {
            Place::Outside => 0,
            Place::Begin => first,
            Place::Single => first + self.types.len(),
            Place::End => first + 2 * self.types.len(),
            Place::Inside => first + 3 * self.types.len(),
        }
    }

    /// What a label says: the place, and the number of the type (0 for [`Place::Outside`]).
    pub fn place(&self, label: usize) -> (Place, usize) {
        let Some(label) = label.checked_sub(usize::from(self.outside)) else {
            return (Place::Outside, 0);
        };
        let place = match label / self.types.len() {
            0 => Place::Begin,
            1 => Place::Single,
            2 => Place::End,
            _ => Place::Inside,
        };
        (place, label % self.types.len())
    }

    /// Number of labels that may begin a text; they come first.
    pub fn starting(&self) -> usize {
        usize::from(self.outside) + 2 * self.types.len()
    }

    /// Whether a text may start with `label`.
    pub fn starts(&self, label: usize) -> bool {
        !matches!(self.place(label).0, Place::Inside | Place::End)
    }

    /// Whether a text may end with `label`.
    pub fn ends(&self, label: usize) -> bool {
        !matches!(self.place(label).0, Place::Begin | Place::Inside)
    }

    /// Those that a text may end with.
    pub fn ending(&self) -> impl Iterator<Item = usize> + use<> {
        let outside = 0..usize::from(self.outside);
        outside.chain(self.label(Place::Single, 0)..self.label(Place::Inside, 0))
    }

    /// Whether `label` may stand behind `before`.
    pub fn follows(&self, before: usize, label: usize) -> bool {
        if self.ends(before) {
            self.starts(label)
        } else {
            !self.starts(label) && self.place(before).1 == self.place(label).1
        }
    }

    /// The mentions that a valid sequence of labels spells: start, end, number of the type.
    pub fn spans(&self, labels: &[u8]) -> Vec<(usize, usize, usize)> {
        let mut spans = Vec::new();
        let mut open = 0;
        for (index, &label) in labels.iter().enumerate() {
            let (place, kind) = self.place(usize::from(label));
            match place {
                Place::Begin => open = index,
                Place::End => spans.push((open, index + 1, kind)),
                Place::Single => spans.push((index, index + 1, kind)),
                Place::Inside | Place::Outside => {}
            }
        }
        spans
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_and_places_are_inverse() {
        let labels = Labels::entities(vec!["PER".into(), "LOC".into()]).unwrap();
        assert_eq!(labels.len(), 9);
        for label in 0..labels.len() {
            let (place, kind) = labels.place(label);
            assert_eq!(labels.label(place, kind), label);
        }
    }

    #[test]
    fn only_whole_mentions_of_one_type_are_spelled() {
        let labels = Labels::entities(vec!["PER".into(), "LOC".into()]).unwrap();
        let label = |place, kind| labels.label(place, kind);
        assert!(labels.follows(label(Place::Begin, 0), label(Place::End, 0)));
        assert!(!labels.follows(label(Place::Begin, 0), label(Place::End, 1)));
        assert!(!labels.follows(label(Place::Begin, 0), label(Place::Outside, 0)));
        assert!(!labels.follows(label(Place::Outside, 0), label(Place::Inside, 0)));
        assert!(labels.follows(label(Place::End, 0), label(Place::Single, 1)));
        let words = Labels::words();
        assert_eq!(words.len(), 4);
        assert!(words.starts(words.label(Place::Begin, 0)));
        assert!(!words.follows(words.label(Place::Single, 0), words.label(Place::End, 0)));
    }

    #[test]
    fn spans_are_read_off() {
        let labels = Labels::entities(vec!["PER".into(), "LOC".into()]).unwrap();
        let label = |place, kind| labels.label(place, kind) as u8;
        let sequence = [
            0,
            label(Place::Begin, 0),
            label(Place::Inside, 0),
            label(Place::End, 0),
            0,
            label(Place::Single, 1),
        ];
        assert_eq!(labels.spans(&sequence), [(1, 4, 0), (5, 6, 1)]);
    }
}
