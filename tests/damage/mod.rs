//! The damaging machine, written from its description: a list of characters with readings, a
//! find-and-replace on GBK bytes, one character after the other, and a lenient decoding.

use encoding_rs::GBK;

/// How the machine writes a reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `業(yè)`
    Toned,
    /// `會(huì )`
    BlankWithin,
    /// `長(zhǎng)(cháng)`
    TwoReadings,
    /// `關(guan) `
    Toneless,
    /// `國(guo)(guo)`
    Doubled,
}

/// A listed character with its readings, tones marked.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The character.
    pub character: char,
    /// One reading or two.
    pub readings: Vec<String>,
}

/// What the machine made of a text.
#[derive(Debug)]
pub struct Damage {
    /// The text as a reader sees it.
    pub text: String,
    /// Insertions in all.
    pub insertions: usize,
    /// Insertions across the border of two characters.
    pub straddles: usize,
    /// Whether a byte of the text was lost.
    pub lost: bool,
}

/// A byte and where it comes from.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Byte {
    value: u8,
    origin: Origin,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Origin {
    Lead,
    Trail,
    Ascii,
    Inserted,
}

/// Damages a text; nothing if GBK lacks one of its characters.
pub fn damage(text: &str, list: &[Listed], style: Style) -> Option<Damage> {
    let mut bytes = Vec::new();
    for character in text.chars() {
        let encoded = encode(&character.to_string())?;
        match encoded.as_slice() {
            [ascii] => bytes.push(Byte {
                value: *ascii,
                origin: Origin::Ascii,
            }),
            [lead, trail] => bytes.extend([
                Byte {
                    value: *lead,
                    origin: Origin::Lead,
                },
                Byte {
                    value: *trail,
                    origin: Origin::Trail,
                },
            ]),
            _ => return None,
        }
    }
    let (mut insertions, mut straddles) = (0, 0);
    for listed in list {
        let pattern = encode(&listed.character.to_string())?;
        let inserted = encode(&brackets(listed, style))?;
        let mut replaced = Vec::with_capacity(bytes.len());
        let mut position = 0;
        while let Some(&byte) = bytes.get(position) {
            let pair = bytes.get(position..position + 2);
            if pair.is_some_and(|pair| {
                pair.iter()
                    .map(|byte| byte.value)
                    .eq(pattern.iter().copied())
            }) {
                let pair = pair.unwrap();
                insertions += 1;
                straddles +=
                    usize::from(pair[0].origin != Origin::Lead || pair[1].origin != Origin::Trail);
                replaced.extend(pair);
                replaced.extend(inserted.iter().map(|&value| Byte {
                    value,
                    origin: Origin::Inserted,
                }));
                position += 2;
            } else {
                replaced.push(byte);
                position += 1;
            }
        }
        bytes = replaced;
    }
    let (text, lost) = decode(&bytes);
    Some(Damage {
        text,
        insertions,
        straddles,
        lost,
    })
}

fn brackets(listed: &Listed, style: Style) -> String {
    let first = &listed.readings[0];
    let plain = without_tone(first);
    match style {
        Style::Toned => format!("({first})"),
        Style::BlankWithin => format!("({first} )"),
        Style::TwoReadings => listed
            .readings
            .iter()
            .map(|reading| format!("({reading})"))
            .collect(),
        Style::Toneless => format!("({plain}) "),
        Style::Doubled => format!("({plain})({plain})"),
    }
}

/// A reading without its tone mark.
pub fn without_tone(reading: &str) -> String {
    const MARKED: [(&str, char); 6] = [
        ("āáǎà", 'a'),
        ("ēéěè", 'e'),
        ("īíǐì", 'i'),
        ("ōóǒò", 'o'),
        ("ūúǔù", 'u'),
        ("ǖǘǚǜü", 'v'),
    ];
    reading
        .chars()
        .map(|letter| {
            let found = MARKED.iter().find(|(marked, _)| marked.contains(letter));
            found.map_or(letter, |&(_, plain)| plain)
        })
        .collect()
}

fn encode(text: &str) -> Option<Vec<u8>> {
    let (bytes, _, unmappable) = GBK.encode(text);
    (!unmappable).then(|| bytes.into_owned())
}

/// Decodes leniently: a pair without meaning is shown as `?`, its second byte swallowed; a pair
/// of the private zone vanishes. Says whether that lost a byte of the text: all such cases but
/// a swallowed opening bracket of the machine's own.
fn decode(bytes: &[Byte]) -> (String, bool) {
    let mut text = String::new();
    let mut lost = false;
    let mut position = 0;
    while let Some(byte) = bytes.get(position) {
        position += 1;
        if byte.value < 0x80 {
            text.push(char::from(byte.value));
            continue;
        }
        let Some(trail) = bytes.get(position) else {
            text.push('?');
            lost = true;
            break;
        };
        position += 1;
        let pair = [byte.value, trail.value];
        let decoded = GBK.decode_without_bom_handling_and_without_replacement(&pair);
        match decoded
            .as_deref()
            .map(|decoded| decoded.chars().collect::<Vec<_>>())
            .as_deref()
        {
            Some(&[character]) if byte.value > 0x80 => match character {
                '\u{E000}'..='\u{F8FF}' => lost = true,
                _ => text.push(character),
            },
            _ => {
                text.push('?');
                lost |= trail.value != b'(' || trail.origin != Origin::Inserted;
            }
        }
    }
    (text, lost)
}
