//! What is found in an article: kinds, mentions, entities and the reasons for them.

use crate::span::Span;
use crate::value::Value;

/// What a mention or an entity is. The definition of each kind is the product's annotation
/// guideline, given in short here and shown on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityKind {
    /// A person's name, or a surname before a title.
    Person,
    /// A post or professional title.
    Title,
    /// A company, body or institution.
    Organisation(OrganisationKind),
    /// A country, division, region, natural feature, road or address.
    Place,
    /// A named man-made site: park, venue, station, plant, centre.
    Facility,
    /// A named conference, fair, competition, war or disaster.
    Event,
    /// A named project, programme, plan or campaign.
    Project,
    /// A title in 《》, a law or a document.
    Work,
    /// A date, clock time, period or duration.
    Time,
    /// An amount with a currency.
    Money,
    /// A number with a unit or classifier, a percentage or a multiple.
    Quantity,
    /// A technology, industry or policy term; shown, not scored.
    Term,
}

/// The kinds of organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OrganisationKind {
    /// A company, bank or fund.
    Company,
    /// A government or party body, court, or armed force.
    Government,
    /// Any other: school, hospital, medium, association, team.
    Other,
}

impl EntityKind {
    /// Every kind, in the order in which reports and legends list them.
    pub const ALL: [Self; 14] = [
        Self::Person,
        Self::Title,
        Self::Organisation(OrganisationKind::Company),
        Self::Organisation(OrganisationKind::Government),
        Self::Organisation(OrganisationKind::Other),
        Self::Place,
        Self::Facility,
        Self::Event,
        Self::Project,
        Self::Work,
        Self::Time,
        Self::Money,
        Self::Quantity,
        Self::Term,
    ];

    /// The type's name in files and on the wire, without its subtype: `PERSON`, `ORG`.
    pub const fn type_name(self) -> &'static str {
        match self {
            Self::Person => "PERSON",
            Self::Title => "TITLE",
            Self::Organisation(_) => "ORG",
            Self::Place => "PLACE",
            Self::Facility => "FACILITY",
            Self::Event => "EVENT",
            Self::Project => "PROJECT",
            Self::Work => "WORK",
            Self::Time => "TIME",
            Self::Money => "MONEY",
            Self::Quantity => "QUANTITY",
            Self::Term => "TERM",
        }
    }

    /// The subtype's name in files and on the wire (`COM`, `GOV`, `OTH`), for organisations.
    pub const fn subtype_name(self) -> Option<&'static str> {
        match self {
            Self::Organisation(OrganisationKind::Company) => Some("COM"),
            Self::Organisation(OrganisationKind::Government) => Some("GOV"),
            Self::Organisation(OrganisationKind::Other) => Some("OTH"),
            _ => None,
        }
    }

    /// The name as annotation files write it: `PERSON`, `ORG.COM`.
    pub const fn full_name(self) -> &'static str {
        match self {
            Self::Organisation(OrganisationKind::Company) => "ORG.COM",
            Self::Organisation(OrganisationKind::Government) => "ORG.GOV",
            Self::Organisation(OrganisationKind::Other) => "ORG.OTH",
            _ => self.type_name(),
        }
    }

    /// Reads a type's name as annotation files write it: `PERSON`, `ORG.COM`. A bare `ORG` is
    /// read as `ORG.OTH`. `None` for any other string.
    pub fn parse(name: &str) -> Option<Self> {
        if name == "ORG" {
            return Some(Self::Organisation(OrganisationKind::Other));
        }
        let (type_name, subtype) = match name.split_once('.') {
            Some((type_name, subtype)) => (type_name, Some(subtype)),
            None => (name, None),
        };
        Self::ALL
            .into_iter()
            .find(|kind| kind.type_name() == type_name && kind.subtype_name() == subtype)
    }
}

/// Why something was tagged: the rule and the text that triggered it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// Stable name of the rule, in kebab case; the page has a sentence for each.
    pub rule: &'static str,
    /// The words that the rule went by, as they stand in the article; empty where the mention's
    /// own text is the evidence.
    pub evidence: String,
}

/// One place of the clean text that names something. Mentions of an article never overlap.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Bytes of the clean text.
    pub span: Span,
    /// What it names.
    pub kind: EntityKind,
    /// Confidence from 0 to 1.
    pub score: f32,
    /// Why it was tagged.
    pub reason: Reason,
    /// Index into [`crate::article::Article::entities`].
    pub entity: usize,
    /// Why a form other than the entity's name belongs to it; `None` for the name itself.
    pub linked: Option<Reason>,
    /// What a time, an amount or a quantity comes to.
    pub value: Option<Value>,
    /// The names that it contains, in order, none overlapping.
    pub nested: Vec<Nested>,
}

/// A name within the name of a [`Mention`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nested {
    /// Bytes of the clean text, shorter than the mention and within it.
    pub span: Span,
    /// What it names.
    pub kind: EntityKind,
    /// Index of the entity of the article that it names; `None` where no mention does.
    pub entity: Option<usize>,
    /// Why it was found.
    pub reason: Reason,
}

/// What one or more mentions of an article name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// Identifier, stable between runs: the type and a digest of type and name.
    pub id: String,
    /// What it is.
    pub kind: EntityKind,
    /// The fullest form in the article.
    pub name: String,
    /// The other forms, each once, in order of appearance.
    pub aliases: Vec<String>,
    /// Indices into [`crate::article::Article::mentions`], ascending.
    pub mentions: Vec<usize>,
    /// For a place in China the divisions it lies in, itself first (钟楼区, 常州市, 江苏省), in the script of the
    /// article; several chains where the article does not settle which is meant; none where unknown.
    pub divisions: Vec<Vec<String>>,
}

/// What the text states of entities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// What is stated.
    pub kind: RelationKind,
    /// Index of the entity that it is stated of. `None` for the words of somebody whom the text does not let
    /// us name.
    pub from: Option<usize>,
    /// Index of the other entity: the organisation of a post, the whole, the place, what an amount is of, the
    /// date. `None` where the text names none.
    pub to: Option<usize>,
    /// The post held; for amounts what they measure (总投资). Empty where there is neither.
    pub title: String,
    /// What was said: bytes of the clean text.
    pub quote: Option<Quote>,
    /// Indices of the mentions that state it, ascending.
    pub evidence: Vec<usize>,
    /// Why it was found.
    pub reason: Reason,
}

/// Somebody's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quote {
    /// Bytes of the clean text, without quotation marks.
    pub span: Span,
    /// Whether the words stand in quotation marks.
    pub direct: bool,
}

/// The kinds of relation. The first three are defined by the annotation guidelines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RelationKind {
    /// A person holds a post in an organisation.
    Holds,
    /// An organisation or site is a part of another.
    PartOf,
    /// A site, project or organisation lies in a place.
    LocatedIn,
    /// A person or organisation said something.
    Says,
    /// An amount or number is that of a project, site or organisation.
    AmountOf,
    /// An event took place at a time.
    When,
}

impl RelationKind {
    /// Every kind, in the order of reports.
    pub const ALL: [Self; 6] = [
        Self::Holds,
        Self::PartOf,
        Self::LocatedIn,
        Self::Says,
        Self::AmountOf,
        Self::When,
    ];

    /// The kind's name in annotation files and on the wire: `holds`, `part_of`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::PartOf => "part_of",
            Self::LocatedIn => "located_in",
            Self::Says => "says",
            Self::AmountOf => "amount_of",
            Self::When => "when",
        }
    }
}
