//! `wenmai render`, as others run it: one page, an archive, and the archive again.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, SystemTime};

use serde_json::Value;

const HOSTILE: &str = "</script><img src=x onerror=alert(1)>";

/// Two people, a company, places, in both scripts; characters of every width, both line ends.
const ARTICLES: [(&str, &str); 4] = [
    (
        "2021/常州 #1.txt",
        "臺北市長赴常州\r\n2021-10-09 常州\r\n臺北市市長李小明😀10月8日在江蘇省常州市會見𠮷野家公司董事長陳大文。\
         cafe\u{301}</script><img src=x onerror=alert(1)>與<!--<script>都是原文。\r\n\u{3000}李小明說：「總投資100億元。」&amp;\"引號\"與'單引號'\u{2028}。",
    ),
    (
        "2021/second.txt",
        "陈大文在上海谈投资\n2021年11月2日　来源：日报\n𠮷野家公司董事长陈大文11月1日在上海市说，将在江苏省常州市投资5亿元。\n",
    ),
    (
        "20220301.txt",
        "王建國先生昨日在北京市出席會議，會上沒有標題。會議由常州市人民政府主辦。",
    ),
    ("people.txt", "一個沒有日期也沒有名字的短篇。"),
];

/// The site that `./build.sh build` made: the pack's folder.
fn site() -> PathBuf {
    let pack = std::env::var_os("WENMAI_PACK").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("dist/site/wenmai.pack"),
        PathBuf::from,
    );
    assert!(
        pack.with_file_name("archive.js").is_file(),
        "{} has no site beside it: run ./build.sh build",
        pack.display()
    );
    pack
}

/// A folder of files for one test, with articles in `in/`.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("render-{test}"));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        let folder = Self(path);
        for (name, text) in ARTICLES {
            folder.file(&format!("in/{name}"), text);
        }
        folder
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Self {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    fn render(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_wenmai"))
            .current_dir(&self.0)
            .env("WENMAI_PACK", site())
            .arg("render")
            .args(arguments)
            .stdin(Stdio::null())
            .output()
            .unwrap()
    }

    /// Renders `in/` without the engine, which must succeed in silence.
    fn archive(&self, to: &str) {
        good(&self.render(&["in", "-o", to, "--no-engine"]));
    }

    /// The archive's files and their bytes, by their paths.
    fn tree(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        let mut tree = BTreeMap::new();
        walk(&self.0.join(folder), "", &mut tree);
        tree
    }

    fn text(&self, file: &str) -> String {
        fs::read_to_string(self.0.join(file)).unwrap()
    }
}

fn walk(folder: &Path, prefix: &str, tree: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let name = format!("{prefix}{}", entry.file_name().to_str().unwrap());
        if entry.path().is_dir() {
            walk(&entry.path(), &format!("{name}/"), tree);
        } else {
            tree.insert(name, fs::read(entry.path()).unwrap());
        }
    }
}

fn good(output: &Output) {
    assert!(output.status.success(), "{output:?}");
    assert!(output.stdout.is_empty(), "{output:?}");
    assert!(output.stderr.is_empty(), "{output:?}");
}

/// The run has failed, and said why in one line with `part` in it.
fn failed(output: &Output, part: &str) {
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let said = std::str::from_utf8(&output.stderr).unwrap();
    assert!(
        said.starts_with("wenmai: ") && said.contains(part),
        "{said}"
    );
    assert_eq!(said.matches('\n').count(), 1, "{said}");
}

/// A data block of a page.
fn block(html: &str, id: &str) -> Value {
    let start = format!("<script type=\"application/json\" id=\"{id}\">");
    let (_, rest) = html.split_once(&start).expect("the block is there");
    let (json, _) = rest.split_once("</script>").unwrap();
    serde_json::from_str(json).unwrap()
}

/// The mentions of a page's article, each the text at its place.
fn mentions(html: &str) -> Vec<String> {
    let article = block(html, "wenmai-article");
    let text: Vec<u16> = article["text"].as_str().unwrap().encode_utf16().collect();
    let mentions = article["mentions"].as_array().unwrap();
    mentions
        .iter()
        .map(|mention| {
            let place = |name: &str| usize::try_from(mention[name].as_u64().unwrap()).unwrap();
            let units = &text[place("start")..place("end")];
            let said = String::from_utf16(units).unwrap();
            assert_eq!(mention["text"], said.as_str());
            said
        })
        .collect()
}

/// What the marks of a page hold, without the tags inside them.
fn marks(html: &str) -> Vec<String> {
    let body = html.split("<script").next().unwrap();
    let starts = body.match_indices("<span class=\"wenmai-mention\"");
    starts
        .map(|(start, _)| {
            let mut depth = 0;
            let mut text = String::new();
            for part in body[start..].split('<').skip(1) {
                let (tag, said) = part.split_once('>').unwrap();
                depth += if tag.starts_with('/') { -1 } else { 1 };
                if depth == 0 {
                    break;
                }
                text.push_str(said);
            }
            unescaped(&text)
        })
        .collect()
}

fn unescaped(html: &str) -> String {
    html.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

fn decoded(address: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = address.as_bytes();
    while let [first, behind @ ..] = rest {
        rest = behind;
        if *first == b'%' {
            let digits = std::str::from_utf8(&behind[..2]).unwrap();
            bytes.push(u8::from_str_radix(digits, 16).unwrap());
            rest = &behind[2..];
        } else {
            bytes.push(*first);
        }
    }
    String::from_utf8(bytes).unwrap()
}

/// Every address in an archive leads to a file of it, and every fragment to what is there.
fn check_links(tree: &BTreeMap<String, Vec<u8>>) -> usize {
    let mut entities = 0;
    for (page, bytes) in tree.iter().filter(|(page, _)| page.ends_with(".html")) {
        let html = std::str::from_utf8(bytes).unwrap();
        let body = html.split("<script type").next().unwrap();
        let addresses = body
            .split(" href=\"")
            .skip(1)
            .chain(body.split(" src=\"").skip(1));
        for address in addresses.map(|rest| rest.split('"').next().unwrap()) {
            if address == "data:," {
                continue;
            }
            let (path, fragment) = address.split_once('#').unwrap_or((address, ""));
            let mut folders: Vec<&str> = page.split('/').collect();
            folders.pop();
            for step in path.split('/') {
                match step {
                    ".." => drop(folders.pop().expect("no way out of the archive")),
                    step => folders.push(step),
                }
            }
            let target = decoded(&folders.join("/"));
            let there = tree.get(&target);
            let there = there.unwrap_or_else(|| panic!("{page}: {address}"));
            let there = String::from_utf8_lossy(there);
            if let Some(entity) = fragment.strip_prefix("entity=") {
                let (kind, name) = entity.split_once(':').unwrap();
                let article = block(&there, "wenmai-article");
                let found = article["entities"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .any(|entity| {
                        entity["type"] == kind && entity["name"] == decoded(name).as_str()
                    });
                assert!(found, "{page}: {address}");
                entities += 1;
            } else if !fragment.is_empty() {
                assert!(there.contains(&format!("id=\"{fragment}\"")), "{address}");
            }
        }
    }
    entities
}

#[test]
fn one_article_becomes_one_file_that_needs_nothing() {
    let folder = Folder::new("single");
    let (name, raw) = ARTICLES[0];
    let input = format!("in/{name}");
    good(&folder.render(&[&input, "-o", "page.html"]));
    let html = folder.text("page.html");
    assert!(html.starts_with("<!doctype html>\n<html lang=\"zh-Hant\">"));
    assert!(html.contains("<title>臺北市長赴常州</title>"));
    assert!(!html.contains("<img"));
    assert!(!html.contains(" src=") || !html.split("<script").next().unwrap().contains(" src=\""));
    assert_eq!(block(&html, "wenmai-source")["text"], raw);
    let names = mentions(&html);
    assert!(names.contains(&"李小明".to_owned()), "{names:?}");
    assert_eq!(marks(&html), names);
    assert!(!html.contains("name=\"date\""));

    good(&folder.render(&[&input, "-o", "again.html"]));
    assert_eq!(html, folder.text("again.html"));
    good(&folder.render(&[
        &input,
        "-o",
        "dated.html",
        "--date",
        "2026-11-28",
        "--ui-lang",
        "en",
    ]));
    let dated = folder.text("dated.html");
    assert!(dated.contains("<meta name=\"date\" content=\"2026-11-28\">"));
    assert!(dated.contains("<footer lang=\"en\">"));
}

#[test]
fn a_folder_becomes_an_archive_in_which_every_link_leads_somewhere() {
    let folder = Folder::new("folder");
    good(&folder.render(&[
        "in",
        "-o",
        "out",
        "--title",
        "<舊聞>",
        "--ui-lang",
        "zh-Hant",
    ]));
    let tree = folder.tree("out");
    for page in [
        "2021/常州 #1.html",
        "2021/second.html",
        "20220301.html",
        "people-article.html",
        "index.html",
        "people.html",
        "organisations.html",
        "places.html",
        "wenmai/archive.js",
        "wenmai/archive.css",
        "wenmai/index.html",
        "wenmai/wenmai.pack",
        "wenmai/LICENSE",
    ] {
        assert!(tree.contains_key(page), "{page}");
    }
    assert!(check_links(&tree) > 8);

    let page = folder.text("out/2021/常州 #1.html");
    assert_eq!(marks(&page), mentions(&page));
    assert!(!page.contains("<img") && !page.contains("onclick") && !page.contains(" style="));
    assert!(page.contains("<h1>"));
    assert_eq!(block(&page, "wenmai-archive")["root"], "../");
    assert!(page.contains("&lt;舊聞&gt;"));

    let index = folder.text("out/index.html");
    let order = [
        "2022年3月",
        "王建國",
        "2021年11月",
        "陈大文在",
        "2021年10月",
        "臺北市長",
        "未具日期",
    ];
    let places: Vec<usize> = order
        .iter()
        .map(|part| index.find(part).expect(part))
        .collect();
    assert!(places.is_sorted(), "{index}");
    assert!(!index.contains(HOSTILE));

    // One person in two scripts is one, under the letter of the surname.
    let people = folder.text("out/people.html");
    assert_eq!(people.matches("<dt").count(), 3, "{people}");
    let (_, chen) = people.split_once("<h2 class=\"letter\">C</h2>").unwrap();
    let (chen, _) = chen.split_once("</dl>").unwrap();
    assert_eq!(chen.matches("<dd>").count(), 2, "{people}");
    let cards = folder.text("out/wenmai/names/people.js");
    assert!(cards.starts_with("wenmaiArchive({") && cards.contains("2021/second.html"));
    // A division is one place by whichever name.
    let places = folder.text("out/places.html");
    assert!(
        places.contains("江蘇省</span>") || places.contains("江苏省</span>"),
        "{places}"
    );
}

#[test]
fn what_has_not_changed_is_left_alone() {
    let folder = Folder::new("again");
    folder.archive("out");
    let before = folder.tree("out");
    let old = SystemTime::now() - Duration::from_secs(1000);
    for name in before.keys() {
        let file = fs::File::options()
            .write(true)
            .open(folder.0.join("out").join(name))
            .unwrap();
        file.set_modified(old).unwrap();
    }
    let touched = || {
        let tree = folder.tree("out");
        let fresh = tree.into_keys().filter(|name| {
            let path = folder.0.join("out").join(name);
            // The list itself is written by every run.
            fs::metadata(path).unwrap().modified().unwrap() > old + Duration::from_secs(10)
                && name != "wenmai/archive.jsonl"
        });
        fresh.collect::<Vec<_>>()
    };
    folder.archive("out");
    assert_eq!(folder.tree("out"), before);
    assert_eq!(touched(), [""; 0]);

    // One article says something else; nobody new is named.
    folder.file("in/20220301.txt", ARTICLES[2].1.replace("主辦", "承辦"));
    folder.archive("out");
    assert_eq!(touched(), ["20220301.html"]);

    // One goes, one comes.
    fs::remove_file(folder.0.join("in/2021/second.txt")).unwrap();
    folder.file("in/2023/新.txt", "王建國2023年5月6日在廣州市出席會議。");
    folder.archive("out");
    folder.archive("fresh");
    assert_eq!(folder.tree("out"), folder.tree("fresh"));
    assert!(!folder.0.join("out/2021/second.html").exists());
    assert!(!folder.text("out/people.html").contains("second.html"));

    // The last of a folder takes the folder with it, and a page that is missing comes back.
    fs::remove_file(folder.0.join("in/2023/新.txt")).unwrap();
    fs::remove_file(folder.0.join("out/20220301.html")).unwrap();
    folder.archive("out");
    assert!(!folder.0.join("out/2023").exists());
    assert!(folder.0.join("out/20220301.html").exists());
}

#[test]
fn what_it_did_not_write_is_nobodys_to_touch() {
    let folder = Folder::new("foreign");
    folder
        .file("out/20220301.html", "mine")
        .file("out/notes/mine.txt", "mine")
        .file("out/2021/mine.html", "mine");
    let output = folder.render(&["in", "-o", "out", "--no-engine"]);
    failed(&output, "was not written by wenmai render");
    assert_eq!(folder.text("out/20220301.html"), "mine");
    assert!(folder.0.join("out/2021/second.html").exists());
    assert!(!folder.text("out/index.html").contains("20220301"));
    check_links(
        &folder
            .tree("out")
            .into_iter()
            .filter(|(_, bytes)| bytes != b"mine")
            .collect(),
    );

    fs::remove_dir_all(folder.0.join("in/2021")).unwrap();
    fs::remove_file(folder.0.join("out/20220301.html")).unwrap();
    folder.archive("out");
    assert_eq!(folder.text("out/2021/mine.html"), "mine");
    assert_eq!(folder.text("out/notes/mine.txt"), "mine");
    assert!(!folder.0.join("out/2021/second.html").exists());

    folder.file("other/index.html", "mine");
    let output = folder.render(&["in", "-o", "other", "--no-engine"]);
    failed(&output, "was not written by wenmai render");
    assert_eq!(folder.text("other/index.html"), "mine");
}

#[test]
fn one_bad_file_does_not_stop_the_rest() {
    let folder = Folder::new("bad");
    folder.file("in/bad.txt", [0, 159, 146, 150, 255, 0, 1]);
    let output = folder.render(&["in", "-o", "out", "--no-engine"]);
    failed(&output, "in/bad.txt");
    let tree = folder.tree("out");
    assert!(tree.contains_key("20220301.html") && !tree.contains_key("bad.html"));
    check_links(&tree);

    // What was good before stays until it is read again.
    folder.file("in/bad.txt", "王建國2023年5月6日在廣州市出席會議。");
    folder.archive("out");
    folder.file("in/bad.txt", " \n");
    failed(
        &folder.render(&["in", "-o", "out", "--no-engine"]),
        "the input is empty",
    );
    assert!(folder.text("out/people.html").contains("bad.html"));
    assert!(folder.0.join("out/bad.html").exists());
}

#[test]
fn the_number_of_jobs_changes_nothing() {
    let folder = Folder::new("jobs");
    for number in 0..40 {
        let text = format!(
            "第{number}次會議\n王建國2023年5月{}日在廣州市說，李小明出席。",
            number % 28 + 1
        );
        folder.file(&format!("in/many/{number}.txt"), text);
    }
    good(&folder.render(&["in", "-o", "one", "--no-engine", "--jobs", "1"]));
    good(&folder.render(&["in", "-o", "five", "--no-engine", "--jobs", "5"]));
    let one = folder.tree("one");
    assert_eq!(one, folder.tree("five"));
    check_links(&one);
    // A name in many articles has a page of its own.
    let own: Vec<&String> = one
        .keys()
        .filter(|name| name.starts_with("people/"))
        .collect();
    assert_eq!(own.len(), 2, "{own:?}");
    assert!(folder.text("one/people.html").contains("全部 41 篇"));
}

#[test]
fn a_large_archive_is_paged_by_month_and_by_letter() {
    let folder = Folder::new("large");
    let surnames = "王李張劉陳楊黃趙吳周徐孫馬朱胡郭何林";
    for (number, surname) in surnames.chars().cycle().take(330).enumerate() {
        let (month, day) = (number % 12 + 1, number % 28 + 1);
        let given: String = ["建", "國", "文", "明", "華", "強"]
            .iter()
            .cycle()
            .skip(number % 6)
            .step_by(number % 5 + 1)
            .take(2)
            .copied()
            .collect();
        let date = if number < 300 {
            format!("2020-{month:02}-{day:02} 日報\n")
        } else {
            String::new()
        };
        let text =
            format!("第{number}次會議\n{date}總經理{surname}{given}出席了會議，會議開得很長。");
        folder.file(&format!("in/many/{number:03}.txt"), text);
    }
    folder.archive("out");
    let tree = folder.tree("out");
    check_links(&tree);
    assert!(tree.contains_key("articles/2020-01.html"));
    assert!(tree.contains_key("articles/undated.html"));
    let index = folder.text("out/index.html");
    assert!(index.contains("articles/2020-12.html"), "{index}");
    assert_eq!(index.matches("<li>").count(), 12);
}

#[test]
fn a_run_that_was_broken_off_is_taken_up() {
    let folder = Folder::new("broken");
    folder.archive("out");
    let whole = folder.tree("out");
    // As if it had been ended in the middle of a line.
    let list = folder.0.join("out/wenmai/archive.jsonl");
    let text = fs::read_to_string(&list).unwrap();
    let end = text.find("people-article").unwrap();
    fs::write(list.with_extension("jsonl.new"), &text[..end]).unwrap();
    fs::remove_file(&list).unwrap();
    for name in [
        "index.html",
        "people.html",
        "organisations.html",
        "places.html",
        "people-article.html",
    ] {
        fs::remove_file(folder.0.join("out").join(name)).unwrap();
    }
    for (name, _) in whole
        .iter()
        .filter(|(name, _)| name.starts_with("wenmai/names"))
    {
        fs::remove_file(folder.0.join("out").join(name)).unwrap();
    }
    folder.archive("out");
    assert_eq!(folder.tree("out"), whole);
}

#[test]
fn bad_use_is_told_with_its_cure() {
    let folder = Folder::new("use");
    for (arguments, part) in [
        (&["in", "-o", "page.html"][..], "name a folder"),
        (
            &["in/people.txt", "in/20220301.txt", "-o", "page.html"],
            "name a folder",
        ),
        (&["in", "-o", "out", "--date", "28.11."], "2026-11-28"),
        (&["in", "-o", "out", "--jobs", "0"], "--jobs"),
        (&["-o", "out"], "FILE"),
        (&["in"], "--output"),
    ] {
        let output = folder.render(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let said = std::str::from_utf8(&output.stderr).unwrap();
        assert!(said.contains(part), "{said}");
    }
    failed(
        &folder.render(&["in", "-o", "out", "--site", "nowhere"]),
        "run ./build.sh build, or name a site",
    );
    failed(
        &folder.render(&["missing.txt", "-o", "page.html"]),
        "missing.txt",
    );
    assert!(!folder.0.join("page.html").exists());
}
