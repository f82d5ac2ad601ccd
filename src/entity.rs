//! What is found in an article: kinds, mentions, entities and the reasons for them.

use crate::span::Span;

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
}

/// A stated relation between two entities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// Name on the wire: `part_of`, `located_in`, `holds` …
    pub kind: &'static str,
    /// Index of the entity that the relation starts from.
    pub from: usize,
    /// Index of the entity that it leads to.
    pub to: usize,
    /// Indices of the mentions that state it.
    pub evidence: Vec<usize>,
}
