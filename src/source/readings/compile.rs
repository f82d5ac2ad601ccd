//! Compiles the table from the pinned crate `pinyin`; native only.

use std::collections::{BTreeMap, HashMap};

use pinyin::ToPinyinMulti;

use super::{
    CHARACTERS, COMMONNESS_SHIFT, FIRST, LAST, NO_READING, SYLLABLE, TONE_BITS, VERSION, canonical,
    gbk,
};

/// Readings that a Traditional character has only through the Simplified one it shares with
/// others: a text converted character by character carries them, `髮(fā)` from 发(fā).
const FROM_SIMPLIFIED: &str = "發fà 髮fā 乾gàn 裡li 裏li 臺tāi 颱tāi 檯tāi 係jì 隻zhǐ 鬥dǒu 穀yù 術zhú \
    捨shè 寧zhù 闢bì 纖qiàn 縴xiān 沖chòng 噁è 摺shé 紮zhá 捲quān 臟zāng 髒zàng 餘tú 瞭le \
    麼ma 麼mó 麼yāo 價jiè 據jū 彆bié 濛měng 懞měng 麴qǔ 噹dàng 纍liè 萬mò 葉xié 閤hé 傢jià \
    槓gāng 癥zhèng 夥huo";

/// Our own list of the commonest characters.
const COMMONEST: &str = include_str!("../../../data/characters.txt");

/// A syllable without tone, and its tone.
type Spelling = ([u8; SYLLABLE], u16);

/// The table, as [`super::Readings::from_bytes`] reads it. The same every time.
pub fn compile() -> Vec<u8> {
    let lists: Vec<(char, Vec<Spelling>)> = (FIRST..FIRST + CHARACTERS as u32)
        .filter_map(char::from_u32)
        .map(|character| (character, spellings(character)))
        .collect();
    let mut syllables: BTreeMap<[u8; SYLLABLE], u16> = lists
        .iter()
        .flat_map(|(_, list)| list.iter().map(|&(syllable, _)| (syllable, 0)))
        .collect();
    for (number, value) in syllables.values_mut().enumerate() {
        *value = number as u16;
    }

    let mut pool: Vec<u16> = Vec::new();
    let mut places: HashMap<Vec<u16>, u16> = HashMap::new();
    let mut entries: Vec<u16> = Vec::new();
    for (character, list) in &lists {
        let mut numbers: Vec<u16> = list
            .iter()
            .filter_map(|(syllable, tone)| Some(syllables.get(syllable)? << TONE_BITS | tone))
            .collect();
        let place = match numbers.last_mut() {
            None => NO_READING,
            Some(last) => {
                *last |= LAST;
                *places.entry(numbers).or_insert_with_key(|numbers| {
                    let place = pool.len() as u16;
                    pool.extend(numbers);
                    place
                })
            }
        };
        entries.push(place | commonness(*character));
    }

    let mut table = Vec::new();
    let header = [VERSION, syllables.len() as u16, pool.len() as u16, 0];
    table.extend(header.iter().flat_map(|field| field.to_le_bytes()));
    table.extend(gbk::compile());
    table.extend(syllables.keys().flatten());
    let numbers = entries.iter().chain(&pool);
    table.extend(numbers.flat_map(|number| number.to_le_bytes()));
    table
}

/// The readings of a character, the commonest first, each once.
fn spellings(character: char) -> Vec<Spelling> {
    let own = character.to_pinyin_multi().into_iter().flatten();
    let own = own.filter_map(|reading| canonical(reading.with_tone()));
    let through_simplified = FROM_SIMPLIFIED
        .split(' ')
        .filter_map(|entry| canonical(entry.trim().strip_prefix(character)?));
    let mut unique = Vec::new();
    for spelling in own.chain(through_simplified) {
        if !unique.contains(&spelling) {
            unique.push(spelling);
        }
    }
    unique
}

/// How common a character is: by our own list, then by the levels of the national standards.
fn commonness(character: char) -> u16 {
    let mut buffer = [0; 4];
    let text: &str = character.encode_utf8(&mut buffer);
    let listed = COMMONEST
        .lines()
        .filter(|line| !line.starts_with('#'))
        .any(|line| line.contains(text));
    let level = if listed {
        3
    } else if let [0xA4..=0xC6, _] = encoding_rs::BIG5.encode(text).0.as_ref() {
        2
    } else if let [0xB0..=0xD7, 0xA1..=0xFE] = encoding_rs::GBK.encode(text).0.as_ref() {
        1
    } else {
        0
    };
    level << COMMONNESS_SHIFT
}
