//! Compiles the pack of readings: phrases of npm's `pinyin-pro`, and our own list in `data/readings.txt`.
//!
//! A phrase is left out where its characters are read so anyway. Phrases of two characters are taken where the
//! dictionary has them as a word: of others it is not known that the two belong together.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::Path;

use super::compile::{read, source_error};
use super::literal;
use crate::error::Result;
use crate::readings::predict::{Context, LONGEST, Predictor, is_han};
use crate::readings::{Book, Style};
use crate::source::Readings;

/// Lines of the section by key; see [`crate::readings::book`].
type Lines = BTreeMap<String, String>;

/// The section `phrases`. `words` are the dictionary's; `is_simplified` says whether a phrase is its own shadow.
///
/// # Errors
/// [`crate::error::Error::PackSource`] naming the file that is missing or not as expected.
pub fn compile(
    pinyin_pro: &Path,
    own: &Path,
    words: &HashSet<&str>,
    is_simplified: &dyn Fn(&str) -> bool,
) -> Result<Vec<u8>> {
    let table = Readings::from_bytes(crate::source::readings::compile())?;
    let list = own_list(own, &table)?;
    let mut lines = usual_readings(&pinyin_pro.join("dict1.mjs"), &table, is_simplified)?;
    for (surname, spelled) in strings(&pinyin_pro.join("surname.mjs"), "const Surnames =")? {
        lines.insert(format!("@{surname}"), spelled);
    }
    lines.extend(list.lines);
    drop_plain_surnames(&mut lines, &table)?;

    // Phrases by length: the shorter ones take part in what a longer one would be read as without itself.
    let mut phrases: BTreeMap<(usize, String), String> = BTreeMap::new();
    for (file, opening) in [
        ("dict2.mjs", "const DICT2 ="),
        ("dict3.mjs", "const DICT3 ="),
        ("dict4.mjs", "const DICT4 ="),
        ("dict5.mjs", "const DICT5 ="),
    ] {
        for (phrase, spelled) in strings(&pinyin_pro.join(file), opening)? {
            let length = phrase.chars().count();
            let safe = length > 2 || words.contains(phrase.as_str());
            if safe && (2..=LONGEST).contains(&length) && is_simplified(&phrase) {
                let spelled = without_sandhi(&phrase, &spelled);
                phrases.insert((length, phrase), spelled);
            }
        }
    }
    // Our own words say of one character what it is; the others are read as they would be without.
    let own_words: BTreeSet<(usize, &String)> = list
        .words
        .keys()
        .map(|word| (word.chars().count(), word))
        .collect();
    let lengths: BTreeSet<usize> = phrases.keys().map(|(length, _)| *length).collect();
    let lengths = lengths
        .union(&own_words.iter().map(|(length, _)| *length).collect())
        .copied()
        .collect::<Vec<_>>();
    for length in lengths {
        let book = book(&lines, own)?;
        let predictor = Predictor {
            table: &table,
            book: &book,
        };
        // As a word, and in the middle of a longer one.
        let predicted = |phrase: &str, around: &str| {
            let characters: Vec<char> = [around, phrase, around].concat().chars().collect();
            let readings = predictor.word(&characters, &characters, Context::default());
            let edge = around.chars().count();
            readings
                .get(edge..characters.len() - edge)?
                .iter()
                .map(|reading| {
                    reading.map(|one| Style::Pinyin.write(table.syllable(one), one.tone()))
                })
                .collect::<Option<Vec<String>>>()
        };
        let mut added = Lines::new();
        for ((_, phrase), spelled) in phrases.iter().filter(|((found, _), _)| *found == length) {
            let known = spelled.split(' ').all(|one| table.parse(one).is_some())
                && spelled.split(' ').count() == length;
            let so_anyway =
                |around| predicted(phrase, around).is_some_and(|found| found.join(" ") == *spelled);
            if known && !(so_anyway("") && so_anyway(".")) {
                added.insert(phrase.clone(), spelled.clone());
            }
        }
        for (_, word) in own_words.iter().filter(|(found, _)| *found == length) {
            let usual = predicted(word, "");
            let theirs = added
                .get(*word)
                .map(|spelled| spelled.split(' ').map(str::to_owned).collect());
            let Some(mut readings): Option<Vec<String>> = theirs.or(usual) else {
                return Err(source_error(
                    own,
                    format!("{word} has a character without reading"),
                ));
            };
            for (character, reading) in word.chars().zip(&mut readings) {
                if let Some(said) = list.words.get(*word).and_then(|said| said.get(&character)) {
                    reading.clone_from(said);
                }
            }
            added.insert((*word).clone(), readings.join(" "));
        }
        lines.extend(added);
    }
    Ok(text(&lines).into_bytes())
}

fn text(lines: &Lines) -> String {
    lines
        .iter()
        .map(|(key, readings)| format!("{key}\t{readings}\n"))
        .collect()
}

fn book(lines: &Lines, path: &Path) -> Result<Book> {
    Book::new(&text(lines)).ok_or_else(|| source_error(path, "a key or reading with a line break"))
}

/// The strings of a module's table.
fn strings(path: &Path, opening: &str) -> Result<Vec<(String, String)>> {
    let properties = literal::properties(&read(path)?, opening);
    let properties =
        properties.ok_or_else(|| source_error(path, format!("no table behind {opening}")))?;
    Ok(properties
        .into_iter()
        .filter_map(|(key, values)| Some((key, values.into_iter().next()?)))
        .collect())
}

/// The characters whose commonest reading is another than the table's first, and those that the table lacks.
fn usual_readings(
    path: &Path,
    table: &Readings,
    is_simplified: &dyn Fn(&str) -> bool,
) -> Result<Lines> {
    let properties = literal::properties(&read(path)?, "const map =");
    let properties = properties.ok_or_else(|| source_error(path, "no table of characters"))?;
    let mut lines = Lines::new();
    for (spelled, characters) in properties {
        let first = spelled.split(' ').next().unwrap_or_default();
        let Some(reading) = table.parse(first) else {
            continue;
        };
        for character in characters.iter().filter_map(|one| one.chars().next()) {
            // A character outside the table, most of them rarer than any font has, is not worth its place.
            // A Traditional one is read as the Simplified one that it becomes.
            if !is_simplified(character.encode_utf8(&mut [0; 4])) {
                continue;
            }
            let known = table.of(character).next();
            let wanted = table.has(character, reading) && known != Some(reading);
            if wanted || known.is_none() && character == '〇' {
                lines.insert(character.to_string(), first.to_owned());
            }
        }
    }
    Ok(lines)
}

/// Drops the surnames that are read as the characters are elsewhere.
fn drop_plain_surnames(lines: &mut Lines, table: &Readings) -> Result<()> {
    let book = book(lines, Path::new("surnames"))?;
    let predictor = Predictor { table, book: &book };
    let name = Context {
        name: true,
        ..Context::default()
    };
    lines.retain(|key, spelled| {
        let Some(surname) = key.strip_prefix('@') else {
            return true;
        };
        let characters: Vec<char> = surname.chars().collect();
        let usual: Vec<_> = characters
            .iter()
            .flat_map(|&one| predictor.word(&[one], &[one], name))
            .collect();
        let read: Vec<_> = spelled.split(' ').map(|one| table.parse(one)).collect();
        read.len() == characters.len() && usual != read
    });
    Ok(())
}

/// The tones of the dictionary for 一 and 不, whatever follows.
fn without_sandhi(phrase: &str, spelled: &str) -> String {
    let spellings = phrase.chars().zip(spelled.split(' '));
    let plain: Vec<&str> = spellings
        .map(|(character, spelling)| match (character, spelling) {
            ('一', "yí" | "yì") => "yī",
            ('不', "bú") => "bù",
            _ => spelling,
        })
        .collect();
    // A spelling that does not fit the phrase stays so, and is left out for it.
    if spelled.split(' ').count() == plain.len() {
        plain.join(" ")
    } else {
        spelled.to_owned()
    }
}

/// Our own list, read.
#[derive(Default)]
struct OwnList {
    /// Readings of characters by place: lines of the section.
    lines: Lines,
    /// Words, and what some of their characters are read as.
    words: BTreeMap<String, BTreeMap<char, String>>,
}

/// Reads lines of character, reading, and behind a colon where it holds; see the head of the file.
fn own_list(path: &Path, table: &Readings) -> Result<OwnList> {
    let mut list = OwnList::default();
    for (index, line) in read(path)?.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let fail = |what: String| source_error(path, format!("line {}: {what}", index + 1));
        let (head, places) = line.split_once(':').unwrap_or((line, ""));
        if head.trim() == "同简" {
            for pair in places.split_whitespace() {
                if pair.chars().count() != 2 {
                    return Err(fail(format!("“{pair}” is no pair")));
                }
                list.lines.insert(format!("/{pair}"), String::new());
            }
            continue;
        }
        let (characters, spelled) = head
            .trim()
            .split_once(' ')
            .ok_or_else(|| fail("no reading".to_owned()))?;
        let fits = spelled.split(' ').count() == characters.chars().count()
            && spelled.split(' ').all(|one| table.parse(one).is_some());
        if !fits {
            return Err(fail(format!("“{spelled}” is no reading of {characters}")));
        }
        if places.is_empty() {
            list.lines.insert(characters.to_owned(), spelled.to_owned());
        }
        for place in places.split_whitespace() {
            let Some(key) = key(characters, place) else {
                return Err(fail(format!("“{place}” is no place of {characters}")));
            };
            let mut known = characters.chars();
            let twice = match (known.next(), known.next()) {
                (Some(character), None) if key.starts_with(is_han) => {
                    let said = list.words.entry(key).or_default();
                    said.insert(character, spelled.to_owned()).is_some()
                }
                _ => list.lines.insert(key, spelled.to_owned()).is_some(),
            };
            if twice {
                return Err(fail(format!("{place} is there twice")));
            }
        }
    }
    Ok(list)
}

/// The key of a place: a word that has the character, or one of the signs of our list.
fn key(characters: &str, place: &str) -> Option<String> {
    Some(match place {
        "单用" => format!("={characters}"),
        "词首" => format!("<{characters}"),
        "词尾" => format!(">{characters}"),
        "数后" => format!("#{characters}"),
        "数前" => format!("${characters}"),
        "动后" => format!("^{characters}"),
        "姓" => format!("@{characters}"),
        _ => match place.strip_prefix('→') {
            Some(simplified) if simplified.chars().count() == 1 => {
                format!("/{characters}{simplified}")
            }
            Some(_) => return None,
            None if place.chars().all(is_han)
                && place.chars().count() > 1
                && place.contains(characters) =>
            {
                place.to_owned()
            }
            None => return None,
        },
    })
}
