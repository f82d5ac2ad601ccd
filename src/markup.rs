//! One text out of marked-up content: text nodes and breaks in, raw text out, with the place
//! of every stretch of it remembered.
//!
//! White space is read as a browser shows it: runs collapse, blanks at the ends of a line are
//! nothing, and a line break of the source between two Chinese characters is nothing either.
//! What is left out stays in its node; only the text that the core sees is free of it.
//! Positions are UTF-16 units, as the DOM counts.

/// A stretch of one text node that is part of the raw text, unit for unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Which text node, counted in order of the document.
    pub node: usize,
    /// First position in the node.
    pub offset: usize,
    /// Number of UTF-16 units.
    pub length: usize,
    /// First position in the raw text.
    pub raw: usize,
}

/// The raw text of marked-up content and where it lies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markup {
    /// The text.
    pub raw: String,
    /// Where it lies, in order; what no stretch covers is a break between blocks.
    pub stretches: Vec<Stretch>,
}

/// A run of white space that may turn out to be one blank, or nothing.
#[derive(Clone, Copy, Debug)]
struct Blank {
    node: usize,
    offset: usize,
    breaks_line: bool,
}

/// Collects a [`Markup`] while somebody else walks the nodes.
#[derive(Debug, Default)]
pub struct Gatherer {
    markup: Markup,
    /// Length of the raw text so far, in UTF-16 units.
    length: usize,
    last: Option<char>,
    blank: Option<Blank>,
    line_ended: bool,
}

impl Gatherer {
    /// Adds the text of node `node`; `preformatted` says that its white space is shown as is.
    pub fn text(&mut self, node: usize, text: &str, preformatted: bool) {
        let mut offset = 0;
        for character in text.chars() {
            if preformatted {
                self.push(node, offset, character, character.len_utf16());
            } else if is_collapsible(character) {
                let blank = self.blank.get_or_insert(Blank {
                    node,
                    offset,
                    breaks_line: false,
                });
                blank.breaks_line |= matches!(character, '\n' | '\r');
            } else {
                self.push(node, offset, character, character.len_utf16());
            }
            offset += character.len_utf16();
        }
    }

    /// Ends the line, if one has begun: at `<br>` and where a block begins or ends.
    pub fn line_break(&mut self) {
        self.line_ended = true;
        self.blank = None;
    }

    /// The text and its places.
    pub fn finish(self) -> Markup {
        self.markup
    }

    fn push(&mut self, node: usize, offset: usize, character: char, width: usize) {
        if std::mem::take(&mut self.line_ended) {
            if self.length > 0 && self.last != Some('\n') {
                self.markup.raw.push('\n');
                self.length += 1;
            }
            self.last = None;
        }
        if let (Some(blank), Some(last)) = (self.blank.take(), self.last) {
            let between_chinese = is_chinese(last) && is_chinese(character);
            if last != '\n' && !(blank.breaks_line && between_chinese) {
                self.extend(blank.node, blank.offset, ' ', 1);
            }
        }
        self.extend(node, offset, character, width);
    }

    fn extend(&mut self, node: usize, offset: usize, character: char, width: usize) {
        let raw = self.length;
        match self.markup.stretches.last_mut() {
            Some(stretch)
                if stretch.node == node
                    && stretch.offset + stretch.length == offset
                    && stretch.raw + stretch.length == raw =>
            {
                stretch.length += width;
            }
            _ => self.markup.stretches.push(Stretch {
                node,
                offset,
                length: width,
                raw,
            }),
        }
        self.markup.raw.push(character);
        self.length += width;
        self.last = Some(character);
    }
}

impl Markup {
    /// The same places in `raw`, a text that differs in white space only: the file that the
    /// paragraphs were made from, with its own line ends, blank lines and indents. `None` where
    /// the two differ in more.
    pub fn aligned_to(&self, raw: &str) -> Option<Self> {
        let own: Vec<u16> = self.raw.encode_utf16().collect();
        let other: Vec<u16> = raw.encode_utf16().collect();
        let mut stretches: Vec<Stretch> = Vec::with_capacity(self.stretches.len());
        let mut cursor = 0;
        for stretch in &self.stretches {
            for step in 0..stretch.length {
                let unit = own[stretch.raw + step];
                while *other.get(cursor)? != unit {
                    let found = other[cursor];
                    if is_blank(unit) && is_blank(found) {
                        break;
                    }
                    if !is_blank(found) {
                        return None;
                    }
                    cursor += 1;
                }
                let (node, offset) = (stretch.node, stretch.offset + step);
                match stretches.last_mut() {
                    Some(last)
                        if last.node == node
                            && last.offset + last.length == offset
                            && last.raw + last.length == cursor =>
                    {
                        last.length += 1;
                    }
                    _ => stretches.push(Stretch {
                        node,
                        offset,
                        length: 1,
                        raw: cursor,
                    }),
                }
                cursor += 1;
            }
        }
        other[cursor..]
            .iter()
            .all(|&unit| is_blank(unit))
            .then(|| Self {
                raw: raw.to_owned(),
                stretches,
            })
    }
}

/// White space that HTML collapses; the ideographic space is not.
const fn is_collapsible(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

/// Whether a unit is white space of any kind.
pub(crate) fn is_blank(unit: u16) -> bool {
    unit == 0xfeff || char::from_u32(unit.into()).is_some_and(char::is_whitespace)
}

/// Han characters and the punctuation and full-width forms set among them.
pub(crate) const fn is_chinese(character: char) -> bool {
    matches!(character as u32,
        0x2018..=0x201d | 0x2026 | 0x2e80..=0x303f | 0x3105..=0x312f | 0x3400..=0x4dbf
        | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0xfe30..=0xfe4f | 0xff00..=0xffef
        | 0x20000..=0x3ffff)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gather(parts: &[Option<&str>]) -> Markup {
        let mut gatherer = Gatherer::default();
        for (node, part) in parts.iter().enumerate() {
            match part {
                Some(text) => gatherer.text(node, text, false),
                None => gatherer.line_break(),
            }
        }
        gatherer.finish()
    }

    /// Every stretch of the raw text is found, unit for unit, in its node.
    fn check(markup: &Markup, parts: &[Option<&str>]) {
        let raw: Vec<u16> = markup.raw.encode_utf16().collect();
        for stretch in &markup.stretches {
            let node: Vec<u16> = parts[stretch.node]
                .expect("a text node")
                .encode_utf16()
                .collect();
            for step in 0..stretch.length {
                let (shown, read) = (node[stretch.offset + step], raw[stretch.raw + step]);
                assert!(shown == read || is_blank(shown) && is_blank(read));
            }
        }
    }

    #[test]
    fn white_space_is_read_as_it_shows() {
        for (parts, raw) in [
            (&[Some("\n  常州\n  市 \n")][..], "常州市"),
            (
                &[Some(" a\n b"), Some(" "), Some(" c "), None, Some("\n")],
                "a b c",
            ),
            (&[None, Some("一"), None, None, Some(" 二"), None], "一\n二"),
            (&[Some("京東"), Some("智能 "), Some("園")], "京東智能 園"),
            (
                &[Some("😀𠮷e\u{301}\r\n"), None, Some("　　次")],
                "😀𠮷e\u{301}\n　　次",
            ),
            (&[Some("  \n "), None], ""),
        ] {
            let markup = gather(parts);
            assert_eq!(markup.raw, raw);
            check(&markup, parts);
        }
    }

    #[test]
    fn preformatted_text_is_kept() {
        let mut gatherer = Gatherer::default();
        gatherer.text(0, "一 \r\n\n 二", true);
        gatherer.line_break();
        gatherer.text(1, "三", false);
        assert_eq!(gatherer.finish().raw, "一 \r\n\n 二\n三");
    }

    #[test]
    fn paragraphs_are_found_in_the_file_they_came_from() {
        let parts = [Some("標題😀"), None, Some("第一  段\t𠮷"), None, Some("尾")];
        let markup = gather(&parts);
        let file = "\u{feff}標題😀\r\n\r\n　　第一  段\t𠮷 \r\n尾\r\n";
        let aligned = markup.aligned_to(file).expect("only white space differs");
        assert_eq!(aligned.raw, file);
        check(&aligned, &parts);
        let shown: usize = aligned.stretches.iter().map(|stretch| stretch.length).sum();
        assert_eq!(shown, "標題😀第一 段 𠮷尾".encode_utf16().count());
        assert_eq!(markup.aligned_to("標題"), None);
        assert_eq!(markup.aligned_to("標題😀第一段尾巴"), None);
        assert_eq!(markup.aligned_to(&format!("{file}完")), None);
    }
}
