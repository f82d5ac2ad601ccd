//! Cleaning: the gold articles, clean texts that must come back untouched, and the edit map.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::path::PathBuf;

use wenmai::source::readings::{self, Readings};
use wenmai::source::{EditKind, Source};

fn table() -> Readings {
    Readings::from_bytes(readings::compile()).unwrap()
}

/// The gold files by name.
fn gold() -> BTreeMap<String, String> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/gold");
    std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, std::fs::read_to_string(path).unwrap())
        })
        .collect()
}

/// The text of an annotated file.
fn without_markup(annotated: &str) -> String {
    let text = annotated.split("\n---\n").next().unwrap();
    let mut plain = String::new();
    for piece in text.split('⟦') {
        match piece.split_once('⟧') {
            Some((mention, rest)) => {
                plain.push_str(mention.rsplit_once('|').unwrap().0);
                plain.push_str(rest);
            }
            None => plain.push_str(piece),
        }
    }
    plain
}

fn of_kind(source: &Source, kind: EditKind) -> Vec<&wenmai::source::Edit> {
    source
        .edits()
        .iter()
        .filter(|edit| edit.kind == kind)
        .collect()
}

#[test]
fn the_seed_is_repaired_with_proof() {
    let gold = gold();
    let source = Source::repair(gold["seed.raw.txt"].as_str(), &table());
    assert_eq!(source.clean(), gold["seed.clean.txt"]);
    assert_eq!(source.restored(), gold["seed.raw.txt"]);
    assert_eq!(of_kind(&source, EditKind::Reading).len(), 199);
    let straddles = of_kind(&source, EditKind::Straddle);
    assert_eq!(straddles.len(), 1);
    assert_eq!(straddles[0].raw.of(source.raw()), "?yōu)閼?zhàn)");
    assert_eq!(straddles[0].clean.of(source.clean()), "為戰");
    assert_eq!(
        straddles[0].evidence,
        "變?yōu)閼?zhàn) ← 變為戰(zhàn): D783 9EE9, 839E = 優 (yōu)"
    );
    let furniture: String = of_kind(&source, EditKind::Boilerplate)
        .iter()
        .map(|edit| edit.raw.of(source.raw()))
        .collect();
    assert_eq!(furniture, "掃一掃在手機打開當前頁 |");
    assert_eq!(source.clean().matches("(東部)").count(), 4);
    assert!(of_kind(&source, EditKind::Damaged).is_empty());
}

#[test]
fn every_gold_article_becomes_its_clean_text() {
    let gold = gold();
    let readings = table();
    for (name, raw) in gold.iter().filter(|(name, _)| name.ends_with(".raw.txt")) {
        let stem = name.trim_end_matches(".raw.txt");
        let source = Source::repair(raw.as_str(), &readings);
        match gold.get(&format!("{stem}.clean.txt")) {
            Some(clean) => assert_eq!(source.clean(), clean, "{stem}"),
            None => {
                let text = without_markup(&gold[&format!("{stem}.ann")]);
                assert_eq!(source.clean().trim_end(), text.trim_end(), "{stem}");
                assert_eq!(source.edits(), [], "{stem}");
            }
        }
        assert_eq!(&source.restored(), raw, "{stem}");
    }
}

/// A text comes back as it is, with no edit.
fn assert_untouched(text: &str, readings: &Readings) {
    let source = Source::repair(text, readings);
    assert_eq!(source.clean(), text);
    assert_eq!(source.edits(), [], "{text}");
}

#[test]
fn clean_texts_come_back_untouched() {
    let readings = table();
    let clean = include_str!("clean.txt");
    let sentences: Vec<&str> = clean.lines().filter(|line| !line.is_empty()).collect();
    for sentence in &sentences {
        assert_untouched(sentence, &readings);
    }
    // As one text, and in neighbours.
    assert_untouched(clean, &readings);
    for some in sentences.chunks(5) {
        assert_untouched(&some.join("\n"), &readings);
    }
    for paragraph in include_str!("damage/traditional.txt").lines() {
        assert_untouched(paragraph, &readings);
    }
    println!("{} clean sentences", sentences.len());
}

#[test]
fn glosses_of_authors_stay() {
    let readings = table();
    for text in [
        // A rare character, an unusual reading, once.
        "龘(dá)是三個龍疊在一起的字。",
        "安徽六(lù)安與蚌(bèng)埠相距不遠,六安瓜片聞名全國。",
        "浙江台(tāi)州、樂(yuè)清兩地的商會昨日簽約。",
        // A primer's list: every character stands alone.
        "今天學習四個字:媽(mā)、麻(má)、馬(mǎ)、罵(mà)。",
        "生字:業(yè)、龍(lóng)、龜(guī)。",
        // A learner's gloss, once.
        "他(ta)來自安(an)徽。",
        "我們的老師姓李(Li),名安(An)。",
        "讀(dú)書要用心。",
        // Every character annotated.
        "我(wǒ)們(men)是(shì)學(xué)生(shēng),我(wǒ)們(men)都(dōu)是(shì)學(xué)生(shēng)。",
    ] {
        assert_untouched(text, &readings);
    }
}

#[test]
fn brackets_that_hold_no_reading_of_their_character_stay_in_a_damaged_text() {
    let readings = table();
    let text = "國(guó)家統計局稱,中國(guó)國(guó)內生產總值(GDP)增長,東(fā)部地區\
        國(guó)企代表與蘭布卡(Sitiveni Rabuka)會面,數據(東部)中心P(A)=0.5,真的嗎?好的(xī'an)。";
    let source = Source::repair(text, &readings);
    assert_eq!(source.clean(), text.replace("(guó)", ""));
    assert_eq!(source.edits().len(), 4);
}

#[test]
fn a_gloss_in_a_damaged_text_stays_if_the_character_is_bare_elsewhere() {
    let readings = table();
    let text = "國(guó)家隊的龘(dá)先生說,國(guó)內對(duì)國(guó)際比賽對(duì)手龘先生很熟悉。";
    let source = Source::repair(text, &readings);
    assert_eq!(
        source.clean(),
        "國家隊的龘(dá)先生說,國內對國際比賽對手龘先生很熟悉。"
    );
}

#[test]
fn every_way_to_write_an_insertion_is_undone() {
    let readings = table();
    let clean = "中國企業會同國內業者,在國際會議上介紹產業標準。";
    for marks in [
        ["(guó)", "(yè)", "(huì)"],
        ["(guó )", "(yè )", "(huì )"],
        ["( guó)", "( yè)", "( huì)"],
        ["(guó) ", "(yè) ", "(huì) "],
        [" (guó)", " (yè)", " (huì)"],
        ["(guo) ", "(ye) ", "(hui) "],
        ["(guo)(guo)", "(ye)(ye)", "(hui)(hui)"],
        ["(guó)(guó)", "(yè)(yè)", "(huì)(kuài)"],
        ["(guo\u{301})", "(ye\u{300})", "(hui\u{300})"],
    ] {
        let mut seen = clean.to_owned();
        for (character, mark) in ["國", "業", "會"].iter().zip(marks) {
            seen = seen.replace(character, &format!("{character}{mark}"));
        }
        let source = Source::repair(seen.as_str(), &readings);
        assert_eq!(source.clean(), clean, "{seen}");
        assert_eq!(source.restored(), seen);
    }
}

#[test]
fn torn_characters_are_put_back_with_proof() {
    let readings = table();
    let head = "國(guó)家對(duì)國(guó)內的報(bào)告,對(duì)國(guó)人說。";
    for (seen, was) in [
        ("變?yōu)閼?zhàn)略", "變為戰略"),
        ("自身?xiàng)l件", "自身條件"),
        ("驗(yàn)收?qǐng)?bào)告", "驗收報告"),
        ("當(dāng)?shù)貞?yīng)急", "當地應急"),
        ("長(zhǎng)江日?qǐng)?bào)", "長江日報"),
        ("以?xún)葘⑷藛T全部", "以內將人員全部"),
        (
            "處?kù)队伞巴谕痢毕颉坝猛痢鞭D(zhuǎn)變",
            "處於由“挖土”向“用土”轉變",
        ),
    ] {
        let source = Source::repair(format!("{head}{seen}"), &readings);
        assert_eq!(source.clean(), format!("國家對國內的報告,對國人說。{was}"));
        assert_eq!(of_kind(&source, EditKind::Damaged).len(), 0);
    }
}

#[test]
fn a_listed_character_may_end_in_a_letter() {
    let readings = table();
    let raw = "國(guó)家對(duì)國(guó)內說,得拉邦A(yù)dilabad縣P(A)與甲A(yè)聯賽。";
    let source = Source::repair(raw, &readings);
    assert_eq!(
        source.clean(),
        "國家對國內說,得拉邦Adilabad縣P(A)與甲A(yè)聯賽。"
    );
    let edits = of_kind(&source, EditKind::Reading);
    assert_eq!(edits[3].evidence, "邦A(yù): B0EE 41, EE41 = 預 (yù)");
}

#[test]
fn a_run_may_end_with_its_line() {
    let readings = table();
    let head = "國(guó)家對(duì)國(guó)內說。\n人在當(dāng)?shù)亍?";
    for (tail, clean) in [("", ""), ("\n他對(duì)人說。", "\n他對人說。")] {
        let source = Source::repair(format!("{head}{tail}"), &readings);
        assert_eq!(source.clean(), format!("國家對國內說。\n人在當地。{clean}"));
    }
}

#[test]
fn lost_bytes_are_marked_and_left() {
    let readings = table();
    let head = "國(guó)家對(duì)國(guó)內的環(huán)境,對(duì)國(guó)人說。\n";
    for (seen, marked, was) in [
        (
            "環(huán)??萍加邢薰緝晌晃鬯。",
            "??萍加邢薰緝晌晃鬯。",
            "環??萍加邢薰緝晌晃鬯。",
        ),
        ("?。ㄓ浾?李 丹)", "?。ㄓ浾?", "?。ㄓ浾?李 丹)"),
        ("變?qiū)閼穑?年", "?qiū)閼穑?", "變?qiū)閼穑?年"),
    ] {
        let source = Source::repair(format!("{head}{seen}"), &readings);
        assert!(source.clean().ends_with(was), "{}", source.clean());
        let damaged = of_kind(&source, EditKind::Damaged);
        assert_eq!(damaged.len(), 1, "{seen}: {damaged:?}");
        let edit = damaged[0];
        assert_eq!(edit.clean.of(source.clean()), edit.raw.of(source.raw()));
        assert!(
            marked.starts_with(edit.raw.of(source.raw())),
            "{:?}",
            edit.raw.of(source.raw())
        );
    }
}

#[test]
fn page_furniture_is_set_apart_at_both_ends_only() {
    let readings = table();
    let body = "市長昨日視察了新建的車站。\n他說,工程將於明年完工。";
    for (head, tail) in [
        ("首頁 > 新聞 > 本地新聞\n", "\n責任編輯:張三"),
        ("当前位置:首页 > 要闻\n", "\n(责任编辑:李四)"),
        ("", "\n分享到:微信 微博 QQ空間"),
        ("", "\n上一篇:我市召開防汛會議\n下一篇:沒有了"),
        ("字體大小:大 中 小 打印 關閉\n", "\n【打印】【關閉】"),
        ("", "\n浏览次数:1024\n扫一扫在手机打开当前页"),
        ("", "\n掃一掃在手機打開當前頁 |\n"),
    ] {
        let raw = format!("{head}{body}{tail}");
        let source = Source::repair(raw.as_str(), &readings);
        assert_eq!(source.clean().trim_end(), body, "{raw}");
        assert!(
            source
                .edits()
                .iter()
                .all(|edit| edit.kind == EditKind::Boilerplate)
        );
        assert_eq!(source.restored(), raw);
    }
    // Bylines and times stay, so do sentences that start alike, and the whole of a short text.
    for text in [
        "發布時間:2021-09-14 來源:新華社\n市長昨日視察了新建的車站。\n(撰稿:周舟)",
        "市長視察車站。\n下一篇章由我們書寫。\n責任編輯部的工作應當加強,他說。",
        "責任編輯:張三",
        "首頁 > 新聞",
        "打印 關閉\n分享到",
    ] {
        assert_untouched(text, &readings);
    }
    let middle = "首句。\n".repeat(20) + "打印 關閉\n" + &"末句。\n".repeat(20);
    assert_untouched(&middle, &readings);
}

#[test]
fn words_decide_where_the_document_does_not() {
    let readings = table();
    let raw =
        "人(rén)民的人(rén)口,國(guó)人(rén)對(duì)國(guó)家說,兩岸間的?néng)嚦?chéng)將縮短。";
    let left = Source::repair(raw, &readings);
    let damaged = of_kind(&left, EditKind::Damaged);
    assert_eq!(damaged.len(), 1);
    assert!(
        damaged[0].evidence.contains("車程"),
        "{}",
        damaged[0].evidence
    );
    assert!(left.clean().contains("的?néng)嚦?chéng)將"));
    let repaired = Source::repair_with_words(raw, &readings, &|word| word == "車程");
    assert_eq!(
        repaired.clean(),
        "人民的人口,國人對國家說,兩岸間的車程將縮短。"
    );
}
