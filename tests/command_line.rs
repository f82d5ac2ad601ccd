//! The command line, as others run it: good and bad files, good and bad use.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use encoding_rs::{BIG5, Encoding, GB18030};
use wenmai::export::Format;

const TEXT: &str =
    "10月8日，《常州日報》報導，江蘇省常州市鐘樓區總投資100億元。\r\n《文匯報》轉載。\n";

/// The pack that `./build.sh build` made.
fn pack() -> PathBuf {
    let path = std::env::var_os("WENMAI_PACK").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("dist/site/wenmai.pack"),
        PathBuf::from,
    );
    let bytes = fs::read(&path).unwrap_or_else(|error| {
        panic!(
            "{}: {error}: run ./build.sh build, which makes the pack that this test needs",
            path.display()
        )
    });
    let pack = wenmai::pack::Pack::read(bytes).expect("the pack is damaged: run ./build.sh build");
    assert_eq!(
        pack.release(),
        wenmai::RELEASE,
        "the sources have changed since the pack was made: run ./build.sh build"
    );
    path
}

/// A folder of files for one test.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Self {
        fs::write(self.0.join(name), bytes).unwrap();
        self
    }

    /// Runs `wenmai` in the folder.
    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments)
            .stdin(Stdio::null())
            .output()
            .unwrap()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wenmai"));
        command
            .current_dir(&self.0)
            .env("WENMAI_PACK", pack())
            .args(arguments);
        command
    }

    /// Runs `wenmai tag FILE`, which must fail with one line that holds `sentence`.
    fn fails(&self, file: &str, sentence: &str) {
        let output = self.run(&["tag", file]);
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        assert!(output.stdout.is_empty(), "{output:?}");
        let line = String::from_utf8(output.stderr).unwrap();
        assert!(line.starts_with(&format!("wenmai: {file}: ")), "{line}");
        assert!(line.contains(sentence), "{line}");
        assert_eq!(line.matches('\n').count(), 1, "{line}");
    }
}

fn good(output: &Output) -> &str {
    assert!(output.status.success(), "{output:?}");
    assert!(output.stderr.is_empty(), "{output:?}");
    std::str::from_utf8(&output.stdout).unwrap()
}

fn json(output: &Output) -> serde_json::Value {
    serde_json::from_str(good(output)).unwrap()
}

#[test]
fn bad_input_is_one_line_and_no_output() {
    let folder = Folder::new("bad-input");
    let utf8 = TEXT.as_bytes();
    folder
        .file("empty.txt", "")
        .file("blank.txt", "\u{feff} \u{3000}\r\n")
        .file("binary.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01")
        .file("broken.txt", [&utf8[..7], &utf8[8..]].concat());
    // A sparse file: fifty million bytes that take no room.
    fs::File::create(folder.0.join("large.txt"))
        .and_then(|file| file.set_len(50_000_000))
        .unwrap();
    folder.fails("empty.txt", "empty");
    folder.fails("blank.txt", "empty");
    folder.fails("binary.png", "not text");
    folder.fails("broken.txt", "not text");
    folder.fails("large.txt", "50000000 bytes");
    folder.fails("missing.txt", "check the path");
    folder.fails(".", "");
}

#[test]
fn every_encoding_gives_the_same_article() {
    let folder = Folder::new("encodings");
    let legacy = |encoding: &'static Encoding| encoding.encode(TEXT).0.into_owned();
    let utf16 = |to_bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        let units = std::iter::once(0xfeff).chain(TEXT.encode_utf16());
        units.flat_map(to_bytes).collect()
    };
    folder
        .file("utf-8.txt", TEXT)
        .file("utf-8-bom.txt", format!("\u{feff}{TEXT}"))
        .file("utf-16le.txt", utf16(u16::to_le_bytes))
        .file("utf-16be.txt", utf16(u16::to_be_bytes))
        .file("gb18030.txt", legacy(GB18030))
        .file("big5.txt", legacy(BIG5));
    let expected = folder.run(&["tag", "utf-8.txt"]);
    assert_eq!(json(&expected)["text"], TEXT);
    for file in [
        "utf-8-bom.txt",
        "utf-16le.txt",
        "utf-16be.txt",
        "gb18030.txt",
        "big5.txt",
    ] {
        assert_eq!(good(&folder.run(&["tag", file])), good(&expected), "{file}");
    }
}

#[test]
fn spans_slice_to_their_text_in_every_unit() {
    let folder = Folder::new("spans");
    let text = "😀《𠮷野家》e\u{301}，\r\n👨‍👩‍👧《常州日報》\n《文匯報》。";
    folder.file("odd.txt", text);
    for unit in ["utf-16", "codepoint", "byte"] {
        let article = json(&folder.run(&["tag", "--offset-unit", unit, "odd.txt"]));
        assert_eq!(article["offsetUnit"], unit);
        let text = article["text"].as_str().unwrap();
        let utf16: Vec<u16> = text.encode_utf16().collect();
        let slice = |start: usize, end: usize| match unit {
            "utf-16" => String::from_utf16(&utf16[start..end]).unwrap(),
            "codepoint" => text.chars().skip(start).take(end - start).collect(),
            _ => text[start..end].to_owned(),
        };
        let mentions = article["mentions"].as_array().unwrap();
        assert!(mentions.len() >= 3, "{article}");
        for mention in mentions {
            let [start, end] = ["start", "end"]
                .map(|end| usize::try_from(mention[end].as_u64().unwrap()).unwrap());
            assert_eq!(slice(start, end), mention["text"].as_str().unwrap());
        }
    }
}

#[test]
fn two_runs_are_byte_identical_and_standard_input_is_a_file() {
    let folder = Folder::new("identical");
    folder.file("article.txt", TEXT);
    for format in Format::ALL.map(Format::name) {
        let first = folder.run(&["tag", "--format", format, "article.txt"]);
        let second = folder.run(&["tag", "--format", format, "article.txt"]);
        assert!(!good(&first).is_empty());
        assert_eq!(first.stdout, second.stdout);
        for file in [&["-"][..], &[]] {
            let mut child = folder
                .command(&["tag", "--format", format])
                .args(file)
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap();
            let mut stdin = child.stdin.take().unwrap();
            stdin.write_all(TEXT.as_bytes()).unwrap();
            drop(stdin);
            assert_eq!(child.wait_with_output().unwrap().stdout, first.stdout);
        }
    }
}

#[test]
fn one_bad_file_does_not_stop_the_rest() {
    let folder = Folder::new("several");
    folder
        .file("bad.txt", b"\0")
        .file("one.txt", TEXT)
        .file("two.txt", "《人民日報》");
    let files = ["bad.txt", "one.txt", "missing.txt", "two.txt"];

    let output = folder.run(&[&["tag"], &files[..]].concat());
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(String::from_utf8_lossy(&output.stderr).lines().count(), 2);
    let lines = String::from_utf8(output.stdout).unwrap();
    let articles: Vec<serde_json::Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(articles.len(), 2);
    assert_eq!(articles[1]["text"], "《人民日報》");

    let output = folder.run(&[&["tag", "--format", "csv"], &files[..]].concat());
    let csv = String::from_utf8(output.stdout).unwrap();
    assert!(csv.starts_with("\u{feff}file,id,start,end,"), "{csv}");
    assert_eq!(csv.matches("file,id").count(), 1);
    assert!(csv.contains("\r\ntwo.txt,m1,0,6,"), "{csv}");

    for (format, first) in [
        ("csv-entities", "id,type,"),
        ("csv-relations", "type,from,"),
    ] {
        let output = folder.run(&[&["tag", "--format", format], &files[..]].concat());
        let csv = String::from_utf8(output.stdout).unwrap();
        assert!(csv.starts_with(&format!("\u{feff}file,{first}")), "{csv}");
        assert_eq!(csv.matches("file,").count(), 1);
    }

    let output = folder.run(&["tag", "--format", "csv", "bad.txt", "missing.txt"]);
    assert!(output.stdout.is_empty());
}

#[test]
fn a_lexicon_marks_its_words_and_a_bad_line_is_named() {
    let folder = Folder::new("lexicon");
    folder
        .file("one.txt", TEXT)
        .file(
            "words.txt",
            "\u{feff}# 讀者的詞\r\n文汇\tORG.COM\t文匯集團\r\n",
        )
        .file("gb.txt", &*GB18030.encode("转载\tEVENT\n").0)
        .file("empty.txt", "")
        .file("bad.txt", "文匯\nX\tTOWN\n");
    let marked = |file: &str| {
        let article = json(&folder.run(&["tag", "--lexicon", file, "one.txt"]));
        let mentions = article["mentions"].as_array().unwrap().iter();
        let own = mentions.filter(|mention| mention["why"]["rule"] == "own-word");
        own.map(|mention| format!("{} {}", mention["text"], mention["type"]))
            .collect::<Vec<_>>()
    };
    assert_eq!(marked("words.txt"), ["\"文匯\" \"ORG\""]);
    assert_eq!(marked("gb.txt"), ["\"轉載\" \"EVENT\""]);
    assert_eq!(marked("empty.txt"), [""; 0]);
    for (file, sentence) in [
        (
            "bad.txt",
            "the lexicon's line 2 cannot be used: there is no type “TOWN”",
        ),
        ("missing.txt", "missing.txt"),
    ] {
        let output = folder.run(&["tag", "--lexicon", file, "one.txt"]);
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        assert!(output.stdout.is_empty(), "{output:?}");
        let line = String::from_utf8(output.stderr).unwrap();
        assert!(line.contains(sentence), "{line}");
        assert_eq!(line.matches('\n').count(), 1, "{line}");
    }
}

#[test]
fn markdown_of_several_files_is_one_document() {
    let folder = Folder::new("markdown");
    folder
        .file("one.txt", TEXT)
        .file("two.txt", "《文匯報》轉載。");
    let output = folder.run(&["tag", "--format", "markdown", "one.txt", "two.txt"]);
    let text = String::from_utf8(output.stdout).unwrap();
    let (one, two) = text.split_once("\n\n---\n\n").unwrap();
    assert!(one.starts_with("10月8日，《常州日報》"), "{one}");
    assert!(two.starts_with("《文匯報》轉載。\n\n## "), "{two}");
}

#[test]
fn corrections_are_applied_to_each_file_and_what_has_no_place_is_reported() {
    let folder = Folder::new("corrections");
    let correction = |action: &str, start: usize, exact: &str| {
        let target = serde_json::json!({"start": start, "end": start + 2, "exact": exact});
        serde_json::json!({"action": action, "type": "EVENT", "target": target})
    };
    let file = |unit: &str, corrections: &[serde_json::Value]| {
        serde_json::json!({
            "schema": "wenmai-corrections/1", "offsetUnit": unit, "corrections": corrections,
        })
        .to_string()
    };
    let start = TEXT
        .chars()
        .take_while(|character| *character != '報')
        .count()
        + 3;
    folder
        .file("one.txt", TEXT)
        .file("two.txt", "《文匯報》轉載。")
        .file(
            "good.json",
            file("codepoint", &[correction("add", start, "報導")]),
        )
        .file(
            "mark.json",
            format!(
                "\u{feff}{}",
                file("utf-16", &[correction("add", 9, "轉載")])
            ),
        )
        .file("newer.json", r#"{"schema":"wenmai-corrections/2"}"#)
        .file(
            "broken.json",
            r#"{"schema":"wenmai-corrections/1","corrections":[{}]}"#,
        )
        .file("page.html", "<!doctype html>");

    let article = json(&folder.run(&["tag", "--corrections", "good.json", "one.txt"]));
    let added = article["mentions"]
        .as_array()
        .unwrap()
        .iter()
        .find(|mention| mention["text"] == "報導");
    assert_eq!(added.unwrap()["type"], "EVENT", "{article}");
    assert_eq!(added.unwrap()["why"]["rule"], "correction");
    assert_eq!(article["unplaced"], serde_json::json!([]));
    let output = folder.run(&["tag", "--corrections", "mark.json", "one.txt", "two.txt"]);
    assert_eq!(good(&output).matches("\"correction\"").count(), 2);

    // Both articles are written; what one of them has no place for is said.
    let output = folder.run(&["tag", "--corrections", "good.json", "one.txt", "two.txt"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(String::from_utf8_lossy(&output.stdout).lines().count(), 2);
    let line = String::from_utf8(output.stderr).unwrap();
    assert!(
        line.starts_with("wenmai: two.txt: correction 1, add “報導”"),
        "{line}"
    );
    assert_eq!(line.matches('\n').count(), 1, "{line}");

    for (file, sentence) in [
        ("newer.json", "wenmai-corrections/2"),
        ("broken.json", "missing field"),
        ("page.html", "cannot be read"),
        ("missing.json", "check the path"),
    ] {
        let output = folder.run(&["tag", "--corrections", file, "one.txt"]);
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        assert!(output.stdout.is_empty(), "{output:?}");
        let line = String::from_utf8(output.stderr).unwrap();
        assert!(line.starts_with(&format!("wenmai: {file}: ")), "{line}");
        assert!(line.contains(sentence), "{line}");
        assert_eq!(line.matches('\n').count(), 1, "{line}");
    }
}

#[test]
fn bad_use_is_exit_code_two() {
    let folder = Folder::new("bad-use");
    folder.file("article.txt", TEXT);
    for arguments in [
        &[][..],
        &["tag", "--nonsense", "article.txt"],
        &["tag", "--format", "docx", "article.txt"],
        &["tag", "--format", "tei", "article.txt", "article.txt"],
        &["tag", "--offset-unit", "line", "article.txt"],
        &["nonsense"],
    ] {
        let output = folder.run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty());
        assert!(!output.stderr.is_empty());
    }
    let version = folder.run(&["--version"]);
    assert_eq!(good(&version), format!("wenmai {}\n", wenmai::RELEASE));
}

#[test]
fn a_wrong_pack_is_named_with_the_cure() {
    let folder = Folder::new("wrong-pack");
    folder
        .file("article.txt", TEXT)
        .file("page.html", "<!doctype html>")
        .file(
            "old.pack",
            wenmai::pack::PackWriter::new().write("0.0.0+old"),
        );
    let packs = [
        ("missing.pack", "check the path"),
        ("page.html", "not a Wenmai pack"),
        ("old.pack", ""),
    ];
    for (pack, sentence) in packs {
        let output = folder.run(&["tag", "--pack", pack, "article.txt"]);
        assert_eq!(output.status.code(), Some(1));
        assert!(output.stdout.is_empty());
        let line = String::from_utf8(output.stderr).unwrap();
        assert!(line.starts_with(&format!("wenmai: {pack}: ")), "{line}");
        assert!(line.contains(sentence), "{line}");
        assert_eq!(line.matches('\n').count(), 1, "{line}");
    }
}

#[cfg(unix)]
#[test]
fn a_reader_that_has_enough_is_no_error() {
    let folder = Folder::new("broken-pipe");
    folder.file("article.txt", TEXT.repeat(2_000));
    let mut child = folder
        .command(&["tag", "article.txt", "article.txt"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert!(output.stderr.is_empty(), "{output:?}");
}
