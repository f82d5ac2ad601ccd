//! A small writer of well-formed XML.
//!
//! Names come from the sources, values and text from anywhere: these are escaped. A carriage
//! return is written as a reference, since parsers turn a bare one into a line feed. Characters
//! that XML 1.0 does not allow (most control characters, U+FFFE and U+FFFF) become U+FFFD, one
//! for one, so that positions counted in characters hold.

/// A document as it is written.
pub struct Xml {
    text: String,
    /// Elements that have begun and not ended.
    open: Vec<&'static str>,
    /// Whether the last start tag still takes attributes.
    in_tag: bool,
}

impl Xml {
    /// An empty document, with its declaration.
    pub fn new() -> Self {
        Self {
            text: String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"),
            open: Vec::new(),
            in_tag: false,
        }
    }

    /// Begins an element.
    pub fn open(&mut self, name: &'static str) -> &mut Self {
        self.end_tag();
        self.text.push('<');
        self.text.push_str(name);
        self.open.push(name);
        self.in_tag = true;
        self
    }

    /// Gives the element that has just begun an attribute.
    pub fn attribute(&mut self, name: &str, value: &str) -> &mut Self {
        debug_assert!(self.in_tag, "{name} stands behind the start tag");
        self.text.push(' ');
        self.text.push_str(name);
        self.text.push_str("=\"");
        self.escape(value, true);
        self.text.push('"');
        self
    }

    /// Adds text.
    pub fn text(&mut self, text: &str) -> &mut Self {
        if !text.is_empty() {
            self.end_tag();
            self.escape(text, false);
        }
        self
    }

    /// Ends the element that began last.
    pub fn close(&mut self) -> &mut Self {
        if let Some(name) = self.open.pop() {
            if self.in_tag {
                self.text.push_str("/>");
                self.in_tag = false;
            } else {
                self.text.push_str("</");
                self.text.push_str(name);
                self.text.push('>');
            }
        }
        self
    }

    /// A line break for readers of the source, where white space means nothing.
    pub fn line(&mut self) -> &mut Self {
        self.end_tag();
        self.text.push('\n');
        self
    }

    /// A whole element that holds text only.
    pub fn element(&mut self, name: &'static str, text: &str) -> &mut Self {
        self.open(name).text(text).close()
    }

    /// The document, with what is still open ended.
    pub fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.text.push('\n');
        self.text
    }

    fn end_tag(&mut self) {
        if std::mem::take(&mut self.in_tag) {
            self.text.push('>');
        }
    }

    fn escape(&mut self, text: &str, quoted: bool) {
        for character in text.chars() {
            match character {
                '&' => self.text.push_str("&amp;"),
                '<' => self.text.push_str("&lt;"),
                '>' => self.text.push_str("&gt;"),
                '\r' => self.text.push_str("&#13;"),
                '"' if quoted => self.text.push_str("&quot;"),
                '\n' if quoted => self.text.push_str("&#10;"),
                '\t' if quoted => self.text.push_str("&#9;"),
                '\t' | '\n' => self.text.push(character),
                '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => self.text.push('\u{fffd}'),
                _ => self.text.push(character),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_nest_and_what_is_open_is_ended() {
        let mut xml = Xml::new();
        xml.open("a")
            .attribute("n", "<\"&\n\t\r>")
            .open("b")
            .close();
        xml.element("c", "x").text("y").open("d").text("");
        let text = xml.finish();
        let (declaration, root) = text.split_once('\n').unwrap();
        assert_eq!(declaration, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        assert_eq!(
            root,
            "<a n=\"&lt;&quot;&amp;&#10;&#9;&#13;&gt;\"><b/><c>x</c>y<d/></a>\n"
        );
    }

    #[test]
    fn parsers_read_text_back_except_what_xml_forbids() {
        let allowed = "甲<乙>&amp;]]>\"'\r\n\n\t😀𠮷e\u{301}\u{85}\u{2028}\u{7f}";
        let mut xml = Xml::new();
        xml.open("a").attribute("n", allowed).text(allowed);
        let text = xml.finish();
        let document = roxmltree::Document::parse(&text).unwrap();
        let root = document.root_element();
        assert_eq!(root.text(), Some(allowed));
        assert_eq!(root.attribute("n"), Some(allowed));

        let mut xml = Xml::new();
        xml.open("a").text("\0\u{b}\u{1f}\u{fffe}\u{ffff}甲");
        let text = xml.finish();
        let document = roxmltree::Document::parse(&text).unwrap();
        assert_eq!(
            document.root_element().text(),
            Some("\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}甲")
        );
    }
}
