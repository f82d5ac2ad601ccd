//! One article: its page, and what the indexes need of it.

use std::collections::BTreeMap;

use serde::Serialize;
use sha2::Digest;
use wenmai::article::Article;
use wenmai::engine::Engine;
use wenmai::entity::{Entity, EntityKind};
use wenmai::error::Result;
use wenmai::export::html::{self, article_blocks, data_block, escape, standalone};
use wenmai::export::paragraphs::{lines, title};
use wenmai::readings::{Passage, Style};
use wenmai::span::Span;
use wenmai::value::anchor;
use wenmai::wire::sha256;

use super::Settings;
use super::assets::Site;
use super::frame::Frame;
use super::inputs::Input;
use super::places::{day_in, is_day, root};
use super::state::{Named, Summary};
use super::words::{Language, Word};

/// Length of what is shown of an article beneath its title, in characters.
const LEAD: usize = 64;

/// A line of so many characters is no beginning of a text.
const SHORT: usize = 24;
/// How far into a text, in bytes, a date may be its own.
const OPENING: usize = 300;

/// The one file that an article becomes by itself.
///
/// # Errors
/// [`wenmai::error::Error::Io`] for what the file is made of.
pub fn single(article: &Article, settings: &Settings, site: &Site) -> Result<String> {
    let language = settings
        .language
        .unwrap_or_else(|| Language::of(article.script));
    let date = settings.date.as_deref();
    let said = standalone::Sayings {
        language: language.tag(),
        date,
        made: &language.made(date),
        source: language.source(),
        no_script: language.word(Word::NoScriptFile),
    };
    let parts = site.parts()?;
    Ok(standalone::write(article, &settings.lexicon, &parts, &said))
}

/// An article of an archive.
pub struct Page {
    /// What the indexes need.
    pub summary: Summary,
    /// The page.
    pub html: String,
}

/// Reads `text`, which `input` holds, and writes its page.
pub fn page(engine: &Engine, input: &Input, text: &str, settings: &Settings) -> Page {
    let article = engine.analyse(text, &settings.options);
    let names = names(engine, &article);
    let summary = summary(engine, &article, input, &names);
    let html = write(&article, &summary, &names, settings);
    Page { summary, html }
}

fn write(
    article: &Article,
    summary: &Summary,
    names: &BTreeMap<usize, Named>,
    settings: &Settings,
) -> String {
    /// What the script of the page needs of the archive.
    #[derive(Serialize)]
    struct Archive<'a> {
        /// The way to the archive's folder.
        root: String,
        /// Whether the engine is there.
        engine: bool,
        /// Entity of the article → entry of the archive.
        names: BTreeMap<&'a str, &'a str>,
    }
    let language = settings
        .language
        .unwrap_or_else(|| Language::of(article.script));
    let lang = html::language(article.script);
    let title = if summary.title.is_empty() {
        &summary.source
    } else {
        &summary.title
    };
    let blocks = html::blocks(article);
    let mut main = String::new();
    // Those who hear the page look for a heading.
    if !blocks.iter().any(|block| block.headline) {
        main += &format!("<h1 class=\"unseen\">{}</h1>\n", escape(title));
    }
    main += &format!("<wenmai-article lang=\"{lang}\" panel=\"side\">\n");
    for block in &blocks {
        main += &block.html;
        main.push('\n');
    }
    main += "</wenmai-article>\n";
    let foot = format!(
        "<p class=\"source\">{}{}</p>\n<noscript><p>{}</p></noscript>\n",
        escape(language.source()),
        sha256(article.source.raw()),
        escape(language.word(Word::NoScript)),
    );
    let entity = |index: &usize| {
        article
            .entities
            .get(*index)
            .map(|entity| entity.id.as_str())
    };
    let archive = Archive {
        root: root(&summary.page),
        engine: settings.engine,
        names: names
            .iter()
            .filter_map(|(index, named)| Some((entity(index)?, named.entry.as_str())))
            .collect(),
    };
    let data = article_blocks(article, &settings.lexicon) + &data_block("wenmai-archive", &archive);
    let frame = Frame {
        page: &summary.page,
        language,
        lang,
        archive: settings
            .title
            .as_deref()
            .unwrap_or_else(|| language.word(Word::Archive)),
        title,
        list: None,
        script: Some(settings.engine),
        date: settings.date.as_deref(),
    };
    frame.around(&main, &foot, &data)
}

fn summary(
    engine: &Engine,
    article: &Article,
    input: &Input,
    names: &BTreeMap<usize, Named>,
) -> Summary {
    let text = article.text();
    // Two entities of an article may be one in the archive: 常州 and 常州市.
    let mut named: Vec<Named> = Vec::new();
    for one in names.values() {
        match named.iter_mut().find(|other| other.entry == one.entry) {
            Some(other) => other.count += one.count,
            None => named.push(one.clone()),
        }
    }
    Summary {
        source: input.source.clone(),
        sha256: sha256(article.source.raw()),
        page: input.page.clone(),
        title: title(text),
        date: date(engine, article, &input.source),
        lead: lead(text),
        script: article.script.name().to_owned(),
        named,
    }
}

/// How a text begins, behind headline and dateline.
fn lead(text: &str) -> String {
    let lines = lines(text);
    let mut said = lines
        .iter()
        .filter(|line| !line.headline && !line.dateline)
        .map(|line| line.span.of(text));
    // Short lines say who wrote it, and when.
    let said = said
        .clone()
        .find(|line| line.chars().count() > SHORT)
        .or_else(|| said.next())
        .unwrap_or_default();
    if said.chars().count() <= LEAD {
        return said.to_owned();
    }
    said.chars().take(LEAD).chain(['…']).collect()
}

/// The day of an article: that of its dateline, or of its file's name, or else the first that its
/// text begins with.
fn date(engine: &Engine, article: &Article, source: &str) -> Option<String> {
    let shadow = engine.converter().shadow(article.text());
    let own = anchor::find(&shadow, &article.mentions, &article.source).date;
    if let (Some(year @ 1..=9999), Some(month)) = (own.year, own.month) {
        let day = own.day.map_or_else(String::new, |day| format!("-{day:02}"));
        return Some(format!("{year:04}-{month:02}{day}"));
    }
    day_in(source).or_else(|| {
        let opening = article.mentions.iter();
        let opening = opening.take_while(|mention| mention.span.start < OPENING);
        let values = opening.filter_map(|mention| mention.value.as_ref());
        let mut days = values.filter_map(|value| value.iso.as_deref());
        // Earlier ones are of history.
        days.find(|iso| is_day(iso) && *iso > "1900")
            .map(str::to_owned)
    })
}

/// The people, organisations and places of an article, by the number of their entity.
fn names(engine: &Engine, article: &Article) -> BTreeMap<usize, Named> {
    let entities = article.entities.iter().enumerate();
    entities
        .filter_map(|(index, entity)| Some((index, named(engine, entity)?)))
        .collect()
}

fn named(engine: &Engine, entity: &Entity) -> Option<Named> {
    let kind = match entity.kind {
        // A surname alone is anybody's.
        EntityKind::Person if entity.name.chars().count() < 2 => return None,
        EntityKind::Person | EntityKind::Organisation(_) | EntityKind::Place => {
            entity.kind.type_name()
        }
        _ => return None,
    };
    let simplified = |name: &str| engine.converter().shadow(name).text().to_owned();
    // A division of China is the same place by whichever name, and another one elsewhere.
    let chain = match entity.divisions.as_slice() {
        [chain] if entity.kind == EntityKind::Place => chain.as_slice(),
        _ => &[],
    };
    let key: String = match chain {
        [] => simplified(&entity.name),
        chain => simplified(&chain.join("/")),
    };
    let digest = sha2::Sha256::digest(format!("{kind}\0{key}"));
    Some(Named {
        kind: kind.to_owned(),
        name: entity.name.clone(),
        entry: digest
            .iter()
            .take(8)
            .map(|byte| format!("{byte:02x}"))
            .collect(),
        order: order(engine, key.split('/').next().unwrap_or(&key), kind),
        count: entity.mentions.len(),
        within: chain.iter().skip(1).cloned().collect(),
    })
}

/// How a name in Simplified characters is read, in letters without tones.
fn order(engine: &Engine, name: &str, kind: &str) -> String {
    let whole = Span {
        start: 0,
        end: name.len(),
    };
    let passage = Passage {
        text: name,
        mentions: vec![(whole, kind)],
        annotations: Vec::new(),
    };
    let words = engine.readings(&passage, Style::Pinyin).unwrap_or_default();
    let mut order = String::new();
    let mut done = 0;
    for word in &words {
        order.push_str(name.get(done..word.span.start).unwrap_or_default());
        for (character, reading) in word.span.of(name).chars().zip(&word.readings) {
            match reading {
                Some(reading) => {
                    order.push(' ');
                    order.extend(reading.chars().map(toneless));
                }
                None => order.push(character),
            }
        }
        order.push(' ');
        done = word.span.end;
    }
    order.push_str(name.get(done..).unwrap_or_default());
    let parts: Vec<&str> = order.split_whitespace().collect();
    parts.join(" ").to_lowercase()
}

/// A letter without its tone.
const fn toneless(letter: char) -> char {
    match letter {
        'ā' | 'á' | 'ǎ' | 'à' => 'a',
        'ē' | 'é' | 'ě' | 'è' | 'ê' | 'ế' | 'ề' => 'e',
        'ī' | 'í' | 'ǐ' | 'ì' => 'i',
        'ō' | 'ó' | 'ǒ' | 'ò' => 'o',
        'ū' | 'ú' | 'ǔ' | 'ù' | 'ü' | 'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' => 'u',
        'ń' | 'ň' | 'ǹ' => 'n',
        'ḿ' => 'm',
        other => other,
    }
}
