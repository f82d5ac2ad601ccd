//! How a reading is written: Hanyu Pinyin with tone marks, or Zhuyin (Bopomofo).
//!
//! Both are composed from the same thing, a syllable in plain letters (`v` for ü, `E` for ê) and
//! a tone from 1 to 4, 0 for the neutral tone.

/// In which letters readings are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Hanyu Pinyin: `zhǎng`, in the neutral tone without a mark: `de`.
    Pinyin,
    /// Zhuyin, the first tone without a mark, the neutral tone's dot in front: `ㄓㄤˇ`, `˙ㄉㄜ`.
    Zhuyin,
}

impl Style {
    /// The style of that name: `pinyin` or `zhuyin`.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "pinyin" => Some(Self::Pinyin),
            "zhuyin" => Some(Self::Zhuyin),
            _ => None,
        }
    }

    /// Writes a syllable; one that has no Zhuyin stays in Pinyin.
    pub fn write(self, syllable: &str, tone: u16) -> String {
        match self {
            Self::Zhuyin => zhuyin(syllable, tone).unwrap_or_else(|| pinyin(syllable, tone)),
            Self::Pinyin => pinyin(syllable, tone),
        }
    }
}

/// The syllable with its tone mark where it belongs: on a, o or e, on the last vowel where there are only
/// others, on the nasal where there is none.
fn pinyin(syllable: &str, tone: u16) -> String {
    const MARKED: [(char, [char; 4]); 9] = [
        ('a', ['ā', 'á', 'ǎ', 'à']),
        ('e', ['ē', 'é', 'ě', 'è']),
        ('i', ['ī', 'í', 'ǐ', 'ì']),
        ('o', ['ō', 'ó', 'ǒ', 'ò']),
        ('u', ['ū', 'ú', 'ǔ', 'ù']),
        ('v', ['ǖ', 'ǘ', 'ǚ', 'ǜ']),
        ('m', ['m', 'ḿ', 'm', 'm']),
        ('n', ['n', 'ń', 'ň', 'ǹ']),
        ('E', ['ê', 'ế', 'ê', 'ề']),
    ];
    const COMBINING: [char; 4] = ['\u{304}', '\u{301}', '\u{30C}', '\u{300}'];
    let place = syllable
        .find(['a', 'e', 'E'])
        .or_else(|| syllable.find('o'))
        .or_else(|| syllable.rfind(['i', 'u', 'v']))
        .or_else(|| syllable.find(['m', 'n']));
    let mut written = String::with_capacity(syllable.len() + 2);
    for (index, letter) in syllable.char_indices() {
        let plain = match letter {
            'v' => 'ü',
            'E' => 'ê',
            other => other,
        };
        let mark = usize::from(tone)
            .checked_sub(1)
            .filter(|_| place == Some(index));
        let Some(mark) = mark.filter(|&mark| mark < COMBINING.len()) else {
            written.push(plain);
            continue;
        };
        let marked = MARKED.iter().find(|(base, _)| *base == letter);
        match marked.map(|(_, forms)| forms[mark]) {
            Some(form) if form != plain => written.push(form),
            _ => written.extend([plain, COMBINING[mark]]),
        }
    }
    written
}

/// Initials; those of two letters first.
const INITIALS: [(&str, &str); 21] = [
    ("zh", "ㄓ"),
    ("ch", "ㄔ"),
    ("sh", "ㄕ"),
    ("b", "ㄅ"),
    ("p", "ㄆ"),
    ("m", "ㄇ"),
    ("f", "ㄈ"),
    ("d", "ㄉ"),
    ("t", "ㄊ"),
    ("n", "ㄋ"),
    ("l", "ㄌ"),
    ("g", "ㄍ"),
    ("k", "ㄎ"),
    ("h", "ㄏ"),
    ("j", "ㄐ"),
    ("q", "ㄑ"),
    ("x", "ㄒ"),
    ("r", "ㄖ"),
    ("z", "ㄗ"),
    ("c", "ㄘ"),
    ("s", "ㄙ"),
];

/// Finals behind an initial.
const FINALS: [(&str, &str); 36] = [
    ("a", "ㄚ"),
    ("o", "ㄛ"),
    ("e", "ㄜ"),
    ("ai", "ㄞ"),
    ("ei", "ㄟ"),
    ("ao", "ㄠ"),
    ("ou", "ㄡ"),
    ("an", "ㄢ"),
    ("en", "ㄣ"),
    ("ang", "ㄤ"),
    ("eng", "ㄥ"),
    ("i", "ㄧ"),
    ("ia", "ㄧㄚ"),
    ("io", "ㄧㄛ"),
    ("ie", "ㄧㄝ"),
    ("iai", "ㄧㄞ"),
    ("iao", "ㄧㄠ"),
    ("iu", "ㄧㄡ"),
    ("ian", "ㄧㄢ"),
    ("in", "ㄧㄣ"),
    ("iang", "ㄧㄤ"),
    ("ing", "ㄧㄥ"),
    ("u", "ㄨ"),
    ("ua", "ㄨㄚ"),
    ("uo", "ㄨㄛ"),
    ("uai", "ㄨㄞ"),
    ("ui", "ㄨㄟ"),
    ("uan", "ㄨㄢ"),
    ("un", "ㄨㄣ"),
    ("uang", "ㄨㄤ"),
    ("ong", "ㄨㄥ"),
    ("v", "ㄩ"),
    ("ve", "ㄩㄝ"),
    ("van", "ㄩㄢ"),
    ("vn", "ㄩㄣ"),
    ("iong", "ㄩㄥ"),
];

/// Syllables that are no initial and final.
const WHOLE: [(&str, &str); 8] = [
    ("er", "ㄦ"),
    ("r", "ㄦ"),
    ("E", "ㄝ"),
    ("m", "ㄇ"),
    ("n", "ㄋ"),
    ("ng", "ㄫ"),
    ("hm", "ㄏㄇ"),
    ("hng", "ㄏㄫ"),
];

fn find(table: &[(&'static str, &'static str)], key: &str) -> Option<&'static str> {
    let found = table.iter().find(|(pinyin, _)| *pinyin == key);
    found.map(|(_, zhuyin)| *zhuyin)
}

/// The syllable in Zhuyin, if it is one.
fn zhuyin(syllable: &str, tone: u16) -> Option<String> {
    let (initial, final_) = match find(&WHOLE, syllable) {
        Some(whole) => (whole, ""),
        None => letters(syllable)?,
    };
    let (before, behind) = match tone {
        0 => ("˙", ""),
        2 => ("", "ˊ"),
        3 => ("", "ˇ"),
        4 => ("", "ˋ"),
        _ => ("", ""),
    };
    Some([before, initial, final_, behind].concat())
}

/// Initial and final in Zhuyin. What Pinyin spells otherwise than it composes is put right first: y and w for
/// i, u and ü without an initial; u for ü behind j, q and x; an i behind sibilants that is no sound.
fn letters(syllable: &str) -> Option<(&'static str, &'static str)> {
    if let Some(rest) = syllable.strip_prefix('y') {
        let final_ = match rest {
            // Written y before i: yi, yin, ying; yu, yue, yuan, yun are ü.
            _ if rest.starts_with('i') => rest.to_owned(),
            _ if rest.starts_with('u') => rest.replacen('u', "v", 1),
            "ou" => "iu".to_owned(),
            _ if rest.starts_with(['a', 'e', 'o']) => format!("i{rest}"),
            _ => return None,
        };
        return Some(("", find(&FINALS, &final_)?));
    }
    if let Some(rest) = syllable.strip_prefix('w') {
        let final_ = match rest {
            "u" => "u".to_owned(),
            "ei" => "ui".to_owned(),
            "en" => "un".to_owned(),
            "eng" => "ong".to_owned(),
            _ if rest.starts_with(['a', 'o']) => format!("u{rest}"),
            _ => return None,
        };
        return Some(("", find(&FINALS, &final_)?));
    }
    let initial = INITIALS
        .iter()
        .find(|(pinyin, _)| syllable.starts_with(pinyin));
    let Some(&(pinyin, initial)) = initial else {
        return Some(("", find(&FINALS, syllable)?));
    };
    let rest = &syllable[pinyin.len()..];
    let final_ = match pinyin {
        "zh" | "ch" | "sh" | "r" | "z" | "c" | "s" if rest == "i" => return Some((initial, "")),
        "j" | "q" | "x" if rest.starts_with('u') => find(&FINALS, &rest.replacen('u', "v", 1)),
        // Only n and l are followed by a ü that is written so.
        _ if rest.starts_with('v') && !matches!(pinyin, "n" | "l") => None,
        _ => find(&FINALS, rest),
    };
    Some((initial, final_?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    #[test]
    fn tone_marks_stand_where_they_belong() {
        for (syllable, tone, expected) in [
            ("zhang", 3, "zhǎng"),
            ("liu", 2, "liú"),
            ("gui", 4, "guì"),
            ("hou", 4, "hòu"),
            ("xue", 2, "xué"),
            ("guo", 2, "guó"),
            ("lv", 4, "lǜ"),
            ("nve", 4, "nüè"),
            ("er", 2, "ér"),
            ("de", 0, "de"),
            ("E", 4, "ề"),
            ("E", 3, "ê\u{30C}"),
            ("n", 3, "ň"),
            ("m", 2, "ḿ"),
            ("m", 4, "m\u{300}"),
            ("hng", 0, "hng"),
        ] {
            assert_eq!(Style::Pinyin.write(syllable, tone), expected);
        }
    }

    #[test]
    fn tones_are_marked_in_zhuyin() {
        for (syllable, tone, expected) in [
            ("ma", 1, "ㄇㄚ"),
            ("ma", 2, "ㄇㄚˊ"),
            ("ma", 3, "ㄇㄚˇ"),
            ("ma", 4, "ㄇㄚˋ"),
            ("ma", 0, "˙ㄇㄚ"),
            ("de", 0, "˙ㄉㄜ"),
            ("zhi", 1, "ㄓ"),
            ("lv", 4, "ㄌㄩˋ"),
            ("xiong", 2, "ㄒㄩㄥˊ"),
        ] {
            assert_eq!(Style::Zhuyin.write(syllable, tone), expected);
        }
    }

    #[test]
    fn what_is_no_syllable_stays_as_it_is() {
        for other in ["", "x", "bv", "foo", "yy", "wi", "zhv"] {
            assert_eq!(Style::Zhuyin.write(other, 0), Style::Pinyin.write(other, 0));
        }
    }

    /// The chart of the standard: every syllable of the list is written, and no two alike.
    #[test]
    fn every_syllable_has_its_own_zhuyin() {
        let chart = "a ㄚ ai ㄞ an ㄢ ang ㄤ ao ㄠ o ㄛ ou ㄡ e ㄜ ei ㄟ en ㄣ eng ㄥ er ㄦ \
            yi ㄧ ya ㄧㄚ yo ㄧㄛ ye ㄧㄝ yai ㄧㄞ yao ㄧㄠ you ㄧㄡ yan ㄧㄢ yin ㄧㄣ yang ㄧㄤ ying ㄧㄥ yong ㄩㄥ \
            yu ㄩ yue ㄩㄝ yuan ㄩㄢ yun ㄩㄣ wu ㄨ wa ㄨㄚ wo ㄨㄛ wai ㄨㄞ wei ㄨㄟ wan ㄨㄢ wen ㄨㄣ wang ㄨㄤ \
            weng ㄨㄥ bo ㄅㄛ bie ㄅㄧㄝ biao ㄅㄧㄠ bing ㄅㄧㄥ po ㄆㄛ pou ㄆㄡ miu ㄇㄧㄡ me ㄇㄜ fo ㄈㄛ fou ㄈㄡ \
            feng ㄈㄥ diu ㄉㄧㄡ dui ㄉㄨㄟ dun ㄉㄨㄣ duo ㄉㄨㄛ dei ㄉㄟ tui ㄊㄨㄟ teng ㄊㄥ nv ㄋㄩ nve ㄋㄩㄝ \
            nu ㄋㄨ nuo ㄋㄨㄛ neng ㄋㄥ niang ㄋㄧㄤ nin ㄋㄧㄣ lv ㄌㄩ lve ㄌㄩㄝ lu ㄌㄨ lia ㄌㄧㄚ liang ㄌㄧㄤ \
            lun ㄌㄨㄣ long ㄌㄨㄥ lo ㄌㄛ gua ㄍㄨㄚ guai ㄍㄨㄞ gui ㄍㄨㄟ gong ㄍㄨㄥ kuang ㄎㄨㄤ kun ㄎㄨㄣ \
            hei ㄏㄟ huo ㄏㄨㄛ hong ㄏㄨㄥ ji ㄐㄧ jia ㄐㄧㄚ jie ㄐㄧㄝ jiong ㄐㄩㄥ jiu ㄐㄧㄡ ju ㄐㄩ jue ㄐㄩㄝ \
            juan ㄐㄩㄢ jun ㄐㄩㄣ qi ㄑㄧ qing ㄑㄧㄥ qiong ㄑㄩㄥ qu ㄑㄩ quan ㄑㄩㄢ xia ㄒㄧㄚ xiu ㄒㄧㄡ \
            xue ㄒㄩㄝ xun ㄒㄩㄣ zhi ㄓ zhe ㄓㄜ zhei ㄓㄟ zhou ㄓㄡ zhua ㄓㄨㄚ zhui ㄓㄨㄟ zhun ㄓㄨㄣ zhong ㄓㄨㄥ \
            chi ㄔ chuo ㄔㄨㄛ chuai ㄔㄨㄞ cheng ㄔㄥ shi ㄕ shei ㄕㄟ shui ㄕㄨㄟ shuang ㄕㄨㄤ ri ㄖ re ㄖㄜ \
            rui ㄖㄨㄟ rua ㄖㄨㄚ rong ㄖㄨㄥ zi ㄗ zei ㄗㄟ zui ㄗㄨㄟ zun ㄗㄨㄣ ci ㄘ cong ㄘㄨㄥ cun ㄘㄨㄣ si ㄙ \
            sui ㄙㄨㄟ sun ㄙㄨㄣ song ㄙㄨㄥ sen ㄙㄣ E ㄝ m ㄇ n ㄋ ng ㄫ hm ㄏㄇ hng ㄏㄫ";
        let chart: Vec<&str> = chart.split_whitespace().collect();
        for pair in chart.chunks_exact(2) {
            assert_eq!(Style::Zhuyin.write(pair[0], 1), pair[1], "{}", pair[0]);
        }
        // All syllables that any character has.
        let table =
            crate::source::Readings::from_bytes(crate::source::readings::compile()).unwrap();
        let mut written: HashMap<String, String> = HashMap::new();
        for syllable in table.syllables() {
            let zhuyin = Style::Zhuyin.write(syllable, 1);
            assert!(
                zhuyin
                    .chars()
                    .all(|sign| ('\u{3105}'..='\u{312F}').contains(&sign)),
                "{syllable} is {zhuyin}"
            );
            if let Some(other) = written.insert(zhuyin, syllable.to_owned()) {
                panic!("{syllable} and {other} are written alike");
            }
        }
        println!("{} syllables", written.len());
        assert!(written.len() >= 400);
    }
}
