//! Reads the tables of JavaScript modules: object literals of strings, or of lists of strings.

/// The properties of the first object literal behind `opening` (`const DICT2 =`), in order: the key, and the string or strings that
/// it has. `None` where there is no such literal.
pub fn properties(source: &str, opening: &str) -> Option<Vec<(String, Vec<String>)>> {
    let start = source.find(opening)? + opening.len();
    let mut scanner = Scanner {
        rest: source.get(start..)?,
    };
    let mut properties = Vec::new();
    scanner.expect('{')?;
    loop {
        if scanner.expect('}').is_some() {
            return Some(properties);
        }
        let key = scanner.string().or_else(|| scanner.name())?;
        scanner.expect(':')?;
        let mut values = Vec::new();
        if scanner.expect('[').is_some() {
            while scanner.expect(']').is_none() {
                values.push(scanner.string()?);
                if scanner.expect(',').is_none() {
                    scanner.expect(']')?;
                    break;
                }
            }
        } else {
            values.push(scanner.string()?);
        }
        properties.push((key, values));
        if scanner.expect(',').is_none() {
            scanner.expect('}')?;
            return Some(properties);
        }
    }
}

/// The part of a module that is not read yet.
struct Scanner<'a> {
    rest: &'a str,
}

impl Scanner<'_> {
    /// Passes over white space and comments.
    fn skip(&mut self) {
        loop {
            self.rest = self.rest.trim_start();
            let end = if self.rest.starts_with("//") {
                self.rest.find('\n')
            } else if self.rest.starts_with("/*") {
                self.rest.find("*/").map(|end| end + 2)
            } else {
                return;
            };
            self.rest = end.and_then(|end| self.rest.get(end..)).unwrap_or_default();
        }
    }

    fn expect(&mut self, sign: char) -> Option<()> {
        self.skip();
        self.rest = self.rest.strip_prefix(sign)?;
        Some(())
    }

    /// A string in quotes; a backslash makes the next character stand for itself.
    fn string(&mut self) -> Option<String> {
        self.skip();
        let quote = self
            .rest
            .chars()
            .next()
            .filter(|one| matches!(one, '\'' | '"'))?;
        let mut string = String::new();
        let mut characters = self.rest.char_indices().skip(1);
        while let Some((position, character)) = characters.next() {
            match character {
                '\\' => string.push(characters.next()?.1),
                _ if character == quote => {
                    self.rest = self.rest.get(position + 1..)?;
                    return Some(string);
                }
                _ => string.push(character),
            }
        }
        None
    }

    /// A key without quotes.
    fn name(&mut self) -> Option<String> {
        self.skip();
        let end = self
            .rest
            .find(|one: char| !one.is_alphanumeric() && !matches!(one, '_' | '$'))?;
        let (name, rest) = self.rest.split_at(end);
        self.rest = rest;
        (!name.is_empty()).then(|| name.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_read() {
        let source = "import x from 'y';\nconst map = { // all\n  '中 a': ['一', \"二\",],\n líng: ['〇'], };\nconst D = {\n a: 'b\\'c' /* end */ }";
        let read = |opening| properties(source, opening).unwrap();
        assert_eq!(
            read("const map ="),
            [
                ("中 a".to_owned(), vec!["一".to_owned(), "二".to_owned()]),
                ("líng".to_owned(), vec!["〇".to_owned()])
            ]
        );
        assert_eq!(
            read("const D ="),
            [("a".to_owned(), vec!["b'c".to_owned()])]
        );
    }

    #[test]
    fn what_is_no_table_is_refused() {
        for source in [
            "",
            "const D = [1]",
            "const D = {a: 1}",
            "const D = {a: 'b'",
            "const D = {a 'b'}",
            "const D = {'a",
        ] {
            assert_eq!(properties(source, "const D ="), None, "{source:?}");
        }
    }
}
