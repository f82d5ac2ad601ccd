//! The words around the articles of an archive, in the languages of the page.

use wenmai::script::Script;

/// A language of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Chinese in Traditional characters.
    Traditional,
    /// Chinese in Simplified characters.
    Simplified,
    /// English.
    English,
}

impl Language {
    /// Every language.
    pub const ALL: [Self; 3] = [Self::Traditional, Self::Simplified, Self::English];

    /// Its tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Traditional => "zh-Hant",
            Self::Simplified => "zh-Hans",
            Self::English => "en",
        }
    }

    /// The language of a tag.
    pub fn parse(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.tag() == tag)
    }

    /// The language of a text's script.
    pub const fn of(script: Script) -> Self {
        match script {
            Script::Simplified => Self::Simplified,
            Script::Traditional | Script::Mixed | Script::Undetermined => Self::Traditional,
        }
    }

    const fn choose(self, words: [&'static str; 3]) -> &'static str {
        let [traditional, simplified, english] = words;
        match self {
            Self::Traditional => traditional,
            Self::Simplified => simplified,
            Self::English => english,
        }
    }
}

/// A word or a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// The archive, where it has no title.
    Archive,
    /// Name of the navigation.
    Contents,
    /// The list of articles.
    Articles,
    /// The list of people.
    People,
    /// The list of organisations.
    Organisations,
    /// The list of places.
    Places,
    /// Articles without a date.
    Undated,
    /// Articles by month.
    ByMonth,
    /// The names met in most articles.
    Commonest,
    /// Names by their first letter.
    ByLetter,
    /// Names that begin with no letter.
    NoLetter,
    /// That one name may be several people's.
    Namesakes,
    /// Where nothing was named.
    NoNames,
    /// Name of the links to the pages of a list.
    Pages,
    /// What of a page needs JavaScript.
    NoScript,
    /// What of a single file needs it.
    NoScriptFile,
}

impl Language {
    /// A word in the language.
    pub const fn word(self, word: Word) -> &'static str {
        self.choose(match word {
            Word::Archive => ["文章檔案", "文章档案", "Archive"],
            Word::Contents => ["檔案", "档案", "Archive"],
            Word::Articles => ["文章", "文章", "Articles"],
            Word::People => ["人物", "人物", "People"],
            Word::Organisations => ["機構", "机构", "Organisations"],
            Word::Places => ["地名", "地名", "Places"],
            Word::Undated => ["未具日期", "未具日期", "Undated"],
            Word::ByMonth => ["依月份", "按月份", "By month"],
            Word::Commonest => ["最常見", "最常见", "Most often named"],
            Word::ByLetter => ["依拼音", "按拼音", "By first letter"],
            Word::NoLetter => ["其他", "其他", "Other"],
            Word::Namesakes => [
                "同名者列在一處，未必是同一個人。",
                "同名者列在一处，未必是同一个人。",
                "People of one name stand together; they need not be one person.",
            ],
            Word::NoNames => ["未見名稱", "未见名称", "No names were found."],
            Word::Pages => ["分頁", "分页", "Pages"],
            Word::NoScript => [
                "此頁的文字無須程式即可閱讀；卡片與索引須允許執行 JavaScript。",
                "此页的文字无须程序即可阅读；卡片与索引须允许运行 JavaScript。",
                "The text needs no program to be read; cards and index need JavaScript.",
            ],
            Word::NoScriptFile => [
                "此檔的文字無須程式即可閱讀；卡片與索引須允許執行 JavaScript。",
                "此文件的文字无须程序即可阅读；卡片与索引须允许运行 JavaScript。",
                "The text needs no program to be read; cards and index need JavaScript.",
            ],
        })
    }

    /// So many articles.
    pub fn articles(self, count: usize) -> String {
        match self {
            Self::Traditional | Self::Simplified => format!("{} 篇", grouped(count)),
            Self::English if count == 1 => "1 article".to_owned(),
            Self::English => format!("{} articles", grouped(count)),
        }
    }

    /// So many names.
    pub fn names(self, count: usize) -> String {
        match self {
            Self::Traditional => format!("{} 個名稱", grouped(count)),
            Self::Simplified => format!("{} 个名称", grouped(count)),
            Self::English if count == 1 => "1 name".to_owned(),
            Self::English => format!("{} names", grouped(count)),
        }
    }

    /// A link to all so many articles.
    pub fn all(self, count: usize) -> String {
        match self {
            Self::Traditional | Self::Simplified => format!("全部 {} 篇", grouped(count)),
            Self::English => format!("all {}", grouped(count)),
        }
    }

    /// A year, as `2021`.
    pub fn year(self, year: &str) -> String {
        match self {
            Self::Traditional | Self::Simplified => format!("{year}年"),
            Self::English => year.to_owned(),
        }
    }

    /// A month, as `2021` and `10`.
    pub fn month(self, year: &str, month: &str) -> String {
        match self {
            Self::Traditional | Self::Simplified => {
                format!("{year}年{}月", month.trim_start_matches('0'))
            }
            Self::English => format!("{} {year}", english_month(month)),
        }
    }

    /// A month without its year.
    pub fn month_alone(self, month: &str) -> String {
        match self {
            Self::Traditional | Self::Simplified => {
                format!("{}月", month.trim_start_matches('0'))
            }
            Self::English => english_month(month).to_owned(),
        }
    }

    /// Who made a page, and on which day.
    pub fn made(self, date: Option<&str>) -> String {
        let release = wenmai::RELEASE;
        match (self, date) {
            (Self::Traditional, Some(date)) => format!("由文脈 {release} 於 {date} 讀成"),
            (Self::Simplified, Some(date)) => format!("由文脉 {release} 于 {date} 读成"),
            (Self::English, Some(date)) => format!("Read by Wenmai {release} on {date}"),
            (Self::Traditional, None) => format!("由文脈 {release} 讀成"),
            (Self::Simplified, None) => format!("由文脉 {release} 读成"),
            (Self::English, None) => format!("Read by Wenmai {release}"),
        }
    }

    /// What stands before the hash of an article's source.
    pub const fn source(self) -> &'static str {
        self.choose([
            "原文 SHA-256：",
            "原文 SHA-256：",
            "SHA-256 of the source: ",
        ])
    }
}

fn english_month(month: &str) -> &'static str {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let index = month.parse::<usize>().unwrap_or_default().wrapping_sub(1);
    MONTHS.get(index).copied().unwrap_or_default()
}

/// A number with its thousands in groups.
fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (index, digit) in digits.char_indices() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn counts_and_dates_are_said_in_each_language() {
        assert_eq!(Language::Traditional.articles(12345), "12,345 篇");
        assert_eq!(Language::English.articles(1), "1 article");
        assert_eq!(Language::Simplified.names(3), "3 个名称");
        assert_eq!(Language::Simplified.month("2021", "03"), "2021年3月");
        assert_eq!(Language::English.month("2021", "12"), "December 2021");
        assert_eq!(Language::parse("zh-Hans"), Some(Language::Simplified));
    }
}
