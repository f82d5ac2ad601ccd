//! Readings of a whole text.

use std::collections::HashMap;

use crate::lexicon::{Class, Lexicon};
use crate::own_words::Occurrences;
use crate::readings::predict::{Context, LONGEST, Predictor, is_han};
use crate::readings::{Frequencies, Passage, Style, WordReading};
use crate::script::{Converter, Shadow};
use crate::segment::{Word, propose};
use crate::source::readings::Reading;

/// Everything that readings are decided by.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    /// Characters and phrases.
    pub predictor: Predictor<'a>,
    /// Proposes the words.
    pub lexicon: &'a Lexicon,
    /// Makes the shadow.
    pub converter: &'a Converter,
    /// Says how common a word is.
    pub frequencies: &'a Frequencies,
}

impl Reader<'_> {
    /// The readings of all words that have a Han character, in order of the text.
    pub fn read(&self, passage: &Passage, style: Style) -> Vec<WordReading> {
        let shadow = self.converter.shadow(passage.text);
        let original: Vec<char> = passage.text.chars().collect();
        let mentions = mentions(passage, &shadow);
        let words = cut(
            propose(&shadow, self.lexicon, &Occurrences::none()),
            &mentions,
        );
        let mut readings = self.predict(&original, &shadow, &words, &mentions);
        self.correct_mentions(&original, &shadow, &mentions, &mut readings);
        self.take_annotations(passage, &original, &shadow, &words, &mut readings);
        words
            .iter()
            .filter_map(|word| {
                let own = original.get(word.start..word.end)?;
                own.iter().any(|&one| is_han(one)).then(|| WordReading {
                    span: shadow.span(word.start, word.end),
                    band: self.frequencies.band(&text(&shadow, word.start, word.end)),
                    readings: readings
                        .get(word.start..word.end)
                        .unwrap_or_default()
                        .iter()
                        .map(|reading| Some(self.write((*reading)?, style)))
                        .collect(),
                })
            })
            .collect()
    }

    /// A reading as text.
    pub fn write(&self, reading: Reading, style: Style) -> String {
        style.write(self.predictor.table.syllable(reading), reading.tone())
    }

    /// Readings by phrase, which may take several words, and by word.
    fn predict(
        &self,
        original: &[char],
        shadow: &Shadow,
        words: &[Word],
        mentions: &[Mention],
    ) -> Vec<Option<Reading>> {
        let chars = shadow.chars();
        let mut readings = Vec::with_capacity(chars.len());
        let mut ahead = mentions.iter().peekable();
        for (index, word) in words.iter().enumerate() {
            while ahead.next_if(|mention| mention.end <= word.start).is_some() {}
            if word.end <= readings.len() {
                continue;
            }
            let mention = ahead.peek().copied();
            let phrase = self.phrase(original, chars, words, index, mention);
            readings.extend(phrase.unwrap_or_else(|| {
                let name = mention
                    .is_some_and(|mention| mention.is("PERSON") && mention.start <= word.start);
                self.predictor.word(
                    original.get(word.start..word.end).unwrap_or_default(),
                    chars.get(word.start..word.end).unwrap_or_default(),
                    Context {
                        name,
                        ..context(chars, words, index)
                    },
                )
            }));
        }
        readings
    }

    /// The longest phrase that starts with the word at `index`, takes it whole and ends where a word ends. None
    /// reaches over the edge of a mention.
    fn phrase(
        &self,
        original: &[char],
        chars: &[char],
        words: &[Word],
        index: usize,
        mention: Option<&Mention>,
    ) -> Option<Vec<Option<Reading>>> {
        let word = words.get(index)?;
        if !is_han(*chars.get(word.start)?) {
            return None;
        }
        let edge = mention.map_or(chars.len(), |mention| {
            if mention.start <= word.start {
                mention.end
            } else {
                mention.start
            }
        });
        let mut end = edge.min(word.start + LONGEST);
        while end >= word.end && end > word.start + 1 {
            let rest: String = chars.get(word.start..end)?.iter().collect();
            let (key, spelled) = self.predictor.book.longest(&rest)?;
            end = word.start + key.chars().count();
            let last = words
                .get(index..)?
                .iter()
                .take_while(|word| word.end <= end)
                .last();
            if last.is_some_and(|last| last.end == end) {
                return self.predictor.phrase(
                    original.get(word.start..end)?,
                    chars.get(word.start..end)?,
                    spelled,
                );
            }
            end -= 1;
        }
        None
    }

    /// Surnames, and what posts and bodies end in.
    fn correct_mentions(
        &self,
        original: &[char],
        shadow: &Shadow,
        mentions: &[Mention],
        readings: &mut [Option<Reading>],
    ) {
        let chars = shadow.chars();
        for mention in mentions {
            let (Some(own), Some(name), Some(found)) = (
                original.get(mention.start..mention.end),
                chars.get(mention.start..mention.end),
                readings.get_mut(mention.start..mention.end),
            ) else {
                continue;
            };
            let ending = |last: char, spelling: &str| {
                (name.len() > 1 && name.last() == Some(&last))
                    .then(|| self.predictor.table.parse(spelling))
                    .flatten()
            };
            let ending = match mention.kind {
                "PERSON" if !self.is_foreign(name) => {
                    let surname = self.predictor.surname(own, name);
                    for (reading, surname) in found.iter_mut().zip(surname) {
                        *reading = surname.or(*reading);
                    }
                    continue;
                }
                "TITLE" => ending('长', "zhǎng"),
                "ORG" => ending('行', "háng"),
                _ => None,
            };
            if let (Some(last), Some(reading)) = (found.last_mut(), ending) {
                *last = Some(reading);
            }
        }
    }

    /// Whether a name writes foreign sounds, and so has no Chinese surname: 查尔斯 is no 查.
    fn is_foreign(&self, name: &[char]) -> bool {
        let gazetteer = self.lexicon.gazetteer();
        let sounds = |&one: &char| {
            gazetteer
                .get(one.encode_utf8(&mut [0; 4]))
                .has(Class::Transliteration)
        };
        let known = || {
            let name: String = name.iter().collect();
            gazetteer.get(&name).has(Class::WordForeignName)
        };
        name.contains(&'·')
            || name.len() > 4
            || name.len() > 2 && (name.iter().all(sounds) || known())
    }

    /// Gives characters the readings that the article had behind them, and the same characters of the same word
    /// elsewhere too.
    fn take_annotations(
        &self,
        passage: &Passage,
        original: &[char],
        shadow: &Shadow,
        words: &[Word],
        readings: &mut [Option<Reading>],
    ) {
        // Of a word's character: its reading, or nothing where the article has two.
        let mut elsewhere: HashMap<(String, usize), Option<Reading>> = HashMap::new();
        let word_at = |place: usize| {
            let word = words.get(words.partition_point(|word| word.end <= place))?;
            (word.end - word.start > 1 && word.start <= place).then_some(word)
        };
        let mut annotated = Vec::new();
        for &(behind, spelling) in &passage.annotations {
            let (_, end) = shadow.range((0..behind).into());
            let Some(place) = end.checked_sub(1) else {
                continue;
            };
            let (Some(&character), Some(reading)) = (original.get(place), readings.get_mut(place))
            else {
                continue;
            };
            // Of several readings behind a character the first belongs to it.
            let Some(found) = self.annotated(character, spelling, *reading) else {
                continue;
            };
            if annotated.last() == Some(&place) {
                continue;
            }
            annotated.push(place);
            *reading = Some(found);
            if let Some(word) = word_at(place) {
                elsewhere
                    .entry((text(shadow, word.start, word.end), place - word.start))
                    .and_modify(|known| *known = known.filter(|known| *known == found))
                    .or_insert(Some(found));
            }
        }
        if elsewhere.is_empty() {
            return;
        }
        for word in words.iter().filter(|word| word.end - word.start > 1) {
            let name = text(shadow, word.start, word.end);
            for place in word.start..word.end {
                let known = elsewhere.get(&(name.clone(), place - word.start));
                let (Some(&Some(known)), Err(_)) = (known, annotated.binary_search(&place)) else {
                    continue;
                };
                let may = original
                    .get(place)
                    .is_some_and(|&character| self.predictor.table.has(character, known));
                if let Some(reading) = readings.get_mut(place).filter(|_| may) {
                    *reading = Some(known);
                }
            }
        }
    }

    /// The reading of a character that an annotation spells. One without a tone only chooses among the character's
    /// readings, `guess` first.
    fn annotated(
        &self,
        character: char,
        spelling: &str,
        guess: Option<Reading>,
    ) -> Option<Reading> {
        let table = self.predictor.table;
        let written = table.parse(spelling)?;
        if table.has(character, written) {
            return Some(written);
        }
        guess
            .into_iter()
            .chain(table.of(character))
            .find(|known| written.tone() == 0 && known.same_syllable(written))
    }
}

/// A mention in characters.
#[derive(Clone, Copy, Debug)]
struct Mention<'a> {
    start: usize,
    end: usize,
    kind: &'a str,
}

impl Mention<'_> {
    fn is(&self, kind: &str) -> bool {
        self.kind == kind
    }
}

/// The mentions in characters, in order; one that overlaps the one before it is left out.
fn mentions<'a>(passage: &Passage<'a>, shadow: &Shadow) -> Vec<Mention<'a>> {
    let mut mentions: Vec<Mention> = Vec::with_capacity(passage.mentions.len());
    for &(span, kind) in &passage.mentions {
        let (start, end) = shadow.range(span);
        if start < end && mentions.last().is_none_or(|last| last.end <= start) {
            mentions.push(Mention { start, end, kind });
        }
    }
    mentions
}

/// The words, cut at the edges of mentions.
fn cut(words: Vec<Word>, mentions: &[Mention]) -> Vec<Word> {
    let mut edges = mentions
        .iter()
        .flat_map(|mention| [mention.start, mention.end])
        .peekable();
    let mut parts = Vec::with_capacity(words.len());
    for mut word in words {
        while edges.next_if(|&edge| edge <= word.start).is_some() {}
        while let Some(edge) = edges.next_if(|&edge| edge < word.end) {
            if edge > word.start {
                parts.push(Word { end: edge, ..word });
                word.start = edge;
            }
        }
        parts.push(word);
    }
    parts
}

/// What the words beside the one at `index` tell.
fn context(chars: &[char], words: &[Word], index: usize) -> Context {
    let before = index.checked_sub(1).and_then(|before| words.get(before));
    let last = before.and_then(|before| chars.get(before.end.checked_sub(1)?));
    let next = words.get(index + 1).and_then(|next| chars.get(next.start));
    Context {
        counted: last.is_some_and(|&last| is_numeral(last) || "这那哪该某每首头".contains(last)),
        behind_verb: before.is_some_and(|before| before.pos.as_str().starts_with('v')),
        before_number: next.is_some_and(|&next| is_numeral(next)),
        name: false,
    }
}

fn is_numeral(character: char) -> bool {
    character.is_ascii_digit() || "〇一二三四五六七八九十百千万亿两几多半数".contains(character)
}

fn text(shadow: &Shadow, start: usize, end: usize) -> String {
    shadow
        .chars()
        .get(start..end)
        .unwrap_or_default()
        .iter()
        .collect()
}
