//! Words, gazetteers and name statistics: everything that is known before a text is read.

use std::sync::Arc;

use crate::dictionary::Dictionary;
use crate::error::{Error, Result};
use crate::gazetteer::{Gazetteer, Matches};
use crate::pack::{Pack, names};
use crate::unknown::{self, UnknownWords};

/// A set of [`Class`]es.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Classes(pub u64);

impl Classes {
    /// The set of `classes`.
    pub const fn of(classes: &[Class]) -> Self {
        let mut bits = 0;
        let mut index = 0;
        while index < classes.len() {
            bits |= 1 << classes[index] as u64;
            index += 1;
        }
        Self(bits)
    }

    /// The classes of both sets.
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the sets share a class.
    pub const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether `class` is in the set.
    pub const fn has(self, class: Class) -> bool {
        self.0 & (1 << class as u64) != 0
    }
}

macro_rules! classes {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)+) => {
        /// What a string of the gazetteer is good for. The names are the headings in `data/`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Class {
            $($(#[$doc])* $variant,)+
        }

        impl Class {
            /// Every class with its heading.
            pub const ALL: &[(Self, &str)] = &[$((Self::$variant, $name),)+];

            /// The class of a heading.
            pub fn parse(name: &str) -> Option<Self> {
                Self::ALL.iter().find(|(_, found)| *found == name).map(|(class, _)| *class)
            }
        }
    };
}

classes! {
    /// A surname of one character.
    Surname = "surname",
    /// A surname of two characters or more.
    SurnameCompound = "surname-compound",
    /// A character that writes foreign names by sound.
    Transliteration = "transliteration",
    /// A post or professional title.
    Title = "title",
    /// A word before a title's head that belongs to the title.
    TitlePrefix = "title-prefix",
    /// How a department without a name of its own ends.
    Department = "department",
    /// A title only beside a name or behind an organisation.
    TitleWeak = "title-weak",
    /// A role that is no title.
    TitleNot = "title-not",
    /// How a company's name ends.
    Company = "company",
    /// An industry word that may close a company's short name.
    CompanyWeak = "company-weak",
    /// How a government or party body's name ends.
    Government = "government",
    /// What ends as a body's name does and is none.
    GovernmentNot = "government-not",
    /// How the name of a school, medium, association … ends.
    Institution = "institution",
    /// A government body that is unique without a proper name.
    BodyGovernment = "body-government",
    /// Any other body known by its name.
    BodyOther = "body-other",
    /// A company known by its name.
    BodyCompany = "body-company",
    /// What may stand left of a 和 inside a name.
    JoinedLeft = "joined-left",
    /// How a facility's name ends.
    Facility = "facility",
    /// How an event's name ends.
    Event = "event",
    /// An event known by its name.
    EventKnown = "event-known",
    /// How a project's name ends.
    Project = "project",
    /// A project known by its name.
    ProjectKnown = "project-known",
    /// A classifier or unit.
    Classifier = "classifier",
    /// A unit in Latin letters.
    Unit = "unit",
    /// What makes the number before it no quantity.
    NumberNot = "number-not",
    /// A currency.
    Currency = "currency",
    /// What makes the amount behind it money.
    MoneyBefore = "money-before",
    /// A part of the day.
    DayPart = "day-part",
    /// A time that needs no number.
    Time = "time",
    /// What belongs to the duration behind it.
    DurationBefore = "duration-before",
    /// A country.
    Country = "country",
    /// A country in one character.
    CountryShort = "country-short",
    /// A Chinese province in one character.
    ProvinceShort = "province-short",
    /// A region, sea, river or mountain.
    Region = "region",
    /// A place outside the Chinese divisions.
    City = "city",
    /// An everyday name of a Chinese place.
    PlaceAlias = "place-alias",
    /// How a place's name ends.
    PlaceSuffix = "place-suffix",
    /// What only looks like a place.
    PlaceNot = "place-not",
    /// What no name found by its ending reaches over.
    Stop = "stop",
    /// What ends the search for a name's beginning only where nothing to its left begins one.
    StopSoft = "stop-soft",
    /// A role that a name may stand behind.
    PersonLead = "person-lead",
    /// What often follows a person's name.
    AfterPerson = "after-person",
    /// A verb of saying.
    Say = "say",
    /// What follows a list of companies.
    CompanyList = "company-list",
    /// What follows a list of other bodies.
    OtherList = "other-list",
    /// A term of technology, industry or policy.
    Term = "term",
    /// A province, in full.
    Province = "division-province",
    /// A prefecture or city, in full.
    Prefecture = "division-prefecture",
    /// A county or district, in full.
    County = "division-county",
    /// A town, township or street office, in full.
    Town = "division-town",
    /// A province or prefecture without 省, 市 ….
    ShortPrefecture = "division-prefecture-short",
    /// A county or county-level city without 县, 市.
    ShortCounty = "division-county-short",
    /// A district without 区.
    ShortDistrict = "division-district-short",
    /// A place name of jieba's dictionary.
    WordPlace = "word-place",
    /// A foreign personal name of jieba's dictionary.
    WordForeignName = "word-foreign-name",
}

/// Divisions of China in full whose chains the pack has.
pub const DIVISIONS: Classes = Classes::of(&[Class::Province, Class::Prefecture, Class::County]);

/// Divisions of China in full or by a safe short form, countries, regions and cities.
pub const PLACES: Classes = Classes::of(&[
    Class::Province,
    Class::Prefecture,
    Class::County,
    Class::Town,
    Class::ShortPrefecture,
    Class::Country,
    Class::Region,
    Class::City,
    Class::PlaceAlias,
]);

/// How much likelier a character is in a place of a given name than in running text, as a
/// natural logarithm in quarters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NameWeights {
    /// As the first of two.
    pub first: i8,
    /// As the second of two.
    pub second: i8,
    /// Alone.
    pub single: i8,
}

/// Everything that is known before a text is read.
#[derive(Debug)]
pub struct Lexicon {
    dictionary: Dictionary,
    unknown: UnknownWords,
    gazetteer: Arc<Gazetteer>,
    /// By character, up to [`NAMED`].
    names: Vec<NameWeights>,
}

/// Characters below this one are in names.
const NAMED: usize = 0xA000;

/// Neutral to unlikely.
const UNSEEN: NameWeights = NameWeights {
    first: -6,
    second: -6,
    single: -6,
};

impl Lexicon {
    /// Reads the sections `words`, `gazetteer` and `names` of a pack.
    ///
    /// # Errors
    /// [`Error::PackSection`] where one is missing or malformed.
    pub fn from_pack(pack: &Pack) -> Result<Self> {
        let malformed = |name: &str| Error::PackSection(name.to_owned());
        let words = pack.section("words")?;
        let dictionary = Dictionary::new(words).ok_or_else(|| malformed("words"))?;
        let unknown = UnknownWords::new(pack.section(unknown::SECTION)?)
            .ok_or_else(|| malformed(unknown::SECTION))?;
        let gazetteer = Arc::new(Gazetteer::from_pack(pack)?);
        let section = pack.section("names")?;
        let listed = names::decode(section.as_ref()).ok_or_else(|| malformed("names"))?;
        let mut names = vec![UNSEEN; NAMED];
        for (character, weights) in listed {
            if let Some(slot) = names.get_mut(usize::from(character)) {
                *slot = weights;
            }
        }
        Ok(Self {
            dictionary,
            unknown,
            gazetteer,
            names,
        })
    }

    /// The gazetteer, which others may share.
    pub fn gazetteer(&self) -> &Arc<Gazetteer> {
        &self.gazetteer
    }

    /// The dictionary that proposes words.
    pub fn dictionary(&self) -> &Dictionary {
        &self.dictionary
    }

    /// What finds words that the dictionary lacks.
    pub fn unknown_words(&self) -> &UnknownWords {
        &self.unknown
    }

    /// How well `character` fits a given name; neutral to unlikely where it was never seen.
    pub fn name_weights(&self, character: char) -> NameWeights {
        let known = self.names.get(u32::from(character) as usize);
        known.copied().unwrap_or(UNSEEN)
    }

    /// All gazetteer strings in `chars`, the characters of a shadow.
    pub fn matches(&self, chars: &[char]) -> Matches {
        self.gazetteer.matches(chars)
    }
}
