//! Pieces of markup, checked natively.

use super::places::{Places, Spot};
use super::*;
use crate::markup::{Gatherer, Markup};

fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

fn utf16(text: &str) -> Rc<[u16]> {
    text.encode_utf16().collect()
}

/// An article: its clean text, edits and mentions.
struct Article {
    text: String,
    edits: Vec<PlanEdit>,
    mentions: Vec<PlanMention>,
}

impl Article {
    /// As it is, or in another script and with readings.
    fn plan(&self, display: Option<&str>, readings: Vec<PlanReading>) -> Plan {
        Plan {
            text: utf16(&self.text),
            shown: utf16(display.unwrap_or(&self.text)),
            edits: Feed::new(self.edits.clone().into_iter()),
            mentions: Feed::new(self.mentions.clone().into_iter()),
            readings: Feed::new(readings.into_iter()),
        }
    }

    /// A reading for every Han character: the character itself, twice.
    fn readings(&self) -> Vec<PlanReading> {
        let mut start = 0;
        let mut readings = Vec::new();
        for character in self.text.chars() {
            let end = start + character.len_utf16();
            if matches!(character as u32, 0x4e00..=0x9fff | 0x20000..=0x3ffff) {
                let reading = character.to_string().repeat(2);
                readings.push(PlanReading {
                    start,
                    end,
                    reading,
                });
            }
            start = end;
        }
        readings
    }
}

/// An article over `raw`: edits as (kind, raw text, clean text) and mentions, both found by
/// their text from left to right.
fn article(raw: &str, edits: &[(&str, &str, &str)], mentions: &[&str]) -> Article {
    let mut text = String::new();
    let mut rest = raw;
    let mut wire = Vec::new();
    for (kind, from, to) in edits {
        let at = rest.find(from).expect("the edit's raw text");
        text.push_str(&rest[..at]);
        let raw_start = units(raw) - units(&rest[at..]);
        let start = units(&text);
        text.push_str(to);
        wire.push(PlanEdit {
            kind: (*kind).to_owned(),
            raw_start,
            raw_end: raw_start + units(from),
            start,
            end: units(&text),
            active: true,
        });
        rest = &rest[at + from.len()..];
    }
    text.push_str(rest);
    let mut from = 0;
    let mentions = mentions.iter().enumerate().map(|(index, name)| {
        let at = from + text[from..].find(name).expect("the mention");
        from = at + name.len();
        PlanMention {
            id: format!("m{}", index + 1),
            start: units(&text[..at]),
            end: units(&text[..from]),
            kind: "ORG".to_owned(),
            subtype: None,
            entity: "e".to_owned(),
        }
    });
    Article {
        mentions: mentions.collect(),
        edits: wire,
        text,
    }
}

/// Cuts all nodes, with the table of what they show.
fn cut(nodes: &[String], markup: &Markup, plan: Plan) -> (Vec<Cut>, Places) {
    let mut cutter = Cutter::new(plan);
    let mut places = Places::default();
    let cuts = nodes.iter().enumerate().map(|(index, node)| {
        let stretches = markup.stretches.iter().filter(|one| one.node == index);
        let cut = cutter.node(node, &stretches.copied().collect::<Vec<_>>());
        let lengths = cut.pieces.iter().map(|piece| piece.length);
        places.add(lengths.chain(cut.pieces.is_empty().then_some(0)), &cut.runs);
        cut
    });
    (cuts.collect(), places)
}

fn text_of(piece: &Piece) -> String {
    piece.parts.iter().map(|part| part.text.as_str()).collect()
}

/// Every position of the clean text is found where it shows, and found back from there.
fn check_places(cuts: &[Cut], places: &Places, shown: &str) {
    let texts: Vec<Vec<u16>> = cuts
        .iter()
        .flat_map(|cut| match cut.pieces.as_slice() {
            [] => vec![Vec::new()],
            pieces => pieces
                .iter()
                .map(|one| utf16(&text_of(one)).to_vec())
                .collect(),
        })
        .collect();
    assert_eq!(texts.len(), places.pieces());
    for (index, text) in texts.iter().enumerate() {
        assert_eq!(text.len(), places.length(index));
    }
    let shown = utf16(shown);
    let blank = |units: &[u16]| {
        let text = String::from_utf16_lossy(units);
        text.split_whitespace().collect::<String>()
    };
    for start in 0..=shown.len() {
        let Some((first, last)) = places.spots(start, start) else {
            assert_eq!(blank(&shown[start..]), "");
            continue;
        };
        assert_eq!(first, last);
        let found = places.clean(first).expect("a position");
        // What stands between blocks is nowhere on the page, and the nearest text is given.
        let (low, high) = (found.min(start), found.max(start));
        assert_eq!(blank(&shown[low..high]), "", "{start} came back as {found}");
        if start < shown.len() && !blank(&shown[start..=start]).is_empty() {
            assert_eq!(found, start);
            let (first, last) = places.spots(start, start + 1).expect("a place");
            let text = &texts[first.piece][first.offset..];
            assert_eq!((last.piece, last.offset), (first.piece, first.offset + 1));
            assert!(text[0] == shown[start] || blank(&[text[0], shown[start]]).is_empty());
        }
    }
    assert_eq!(places.spots(1, 0), None);
}

/// Nodes as strings, `None` a break between blocks.
fn gather(parts: &[Option<&str>]) -> (Vec<String>, Markup) {
    let mut gatherer = Gatherer::default();
    let mut nodes = Vec::new();
    for part in parts {
        match part {
            Some(text) => {
                gatherer.text(nodes.len(), text, false);
                nodes.push((*text).to_owned());
            }
            None => gatherer.line_break(),
        }
    }
    (nodes, gatherer.finish())
}

/// Nodes in one line: pieces in `[]` for mentions and `<>` for what is set apart, `{}` for
/// parts with an edit, `|` between nodes, `=` before a node left alone.
fn show(parts: &[Option<&str>], edits: &[(&str, &str, &str)], mentions: &[&str]) -> String {
    let (nodes, markup) = gather(parts);
    let article = article(&markup.raw, edits, mentions);
    // Readings change elements, not what shows, nor where.
    let (read, places) = cut(&nodes, &markup, article.plan(None, article.readings()));
    check_places(&read, &places, &article.text);
    let (cuts, places) = cut(&nodes, &markup, article.plan(None, Vec::new()));
    check_places(&cuts, &places, &article.text);
    for (with, without) in read.iter().zip(&cuts) {
        assert_eq!(with.runs, without.runs);
        let texts = |cut: &Cut| cut.pieces.iter().map(text_of).collect::<Vec<_>>();
        assert_eq!(texts(with), texts(without));
        for part in with.pieces.iter().flat_map(|piece| &piece.parts) {
            if let Some(reading) = &part.reading {
                assert_eq!(*reading, part.text.repeat(2));
            }
        }
    }
    let mut found = vec![String::new(); article.mentions.len()];
    let shown: Vec<String> = cuts
        .iter()
        .zip(&nodes)
        .map(|(cut, node)| {
            if cut.shows(node) {
                return format!("={node}");
            }
            let mut line = String::new();
            for piece in &cut.pieces {
                let text: String = piece
                    .parts
                    .iter()
                    .map(|part| match part.edit {
                        Some(_) => format!("{{{}}}", part.text),
                        None => part.text.clone(),
                    })
                    .collect();
                match piece.mark {
                    Mark::Plain => line.push_str(&text),
                    Mark::Mention(index) => {
                        for part in &piece.parts {
                            found[index].push_str(&part.text);
                        }
                        line.push_str(&format!("[{text}]"));
                    }
                    Mark::SetApart(_) => line.push_str(&format!("<{text}>")),
                }
            }
            line
        })
        .collect();
    // The pieces of a mention show the mention, whatever else is on the page.
    for (name, found) in mentions.iter().zip(&found) {
        let blank = |text: &str| text.split_whitespace().collect::<String>();
        assert_eq!(blank(found), blank(name));
    }
    shown.join("|")
}

#[test]
fn a_mention_is_one_piece_a_node() {
    assert_eq!(
        show(
            &[Some("來到京東"), Some("智能產業園參觀")],
            &[],
            &["京東智能產業園"]
        ),
        "來到[京東]|[智能產業園]參觀"
    );
    assert_eq!(show(&[Some("沒有"), Some("")], &[], &[]), "=沒有|=");
    assert_eq!(
        show(&[Some("常州鐘樓區")], &[], &["常州", "鐘樓區"]),
        "[常州][鐘樓區]"
    );
}

#[test]
fn edits_show_and_mentions_run_across_them() {
    assert_eq!(
        show(
            &[Some("電子產業(yè)集團(tuán)。"), None, Some("掃一掃 |")],
            &[
                ("reading", "(yè)", ""),
                ("reading", "(tuán)", ""),
                ("boilerplate", "\n掃一掃 |", ""),
            ],
            &["電子產業集團"]
        ),
        "[電子產業集團]。|<掃一掃 |>"
    );
    assert_eq!(
        show(
            &[Some("數據變?yōu)閼?zhàn)略資源")],
            &[("straddle", "變?yōu)閼?zhàn)略", "變為戰略")],
            &["戰略資源"]
        ),
        "數據{變為}[{戰略}資源]"
    );
    assert_eq!(
        show(
            &[Some("以環"), Some("??萍加"), Some("限")],
            &[("damaged", "??萍加", "??萍加")],
            &[]
        ),
        "=以環|{??萍加}|=限"
    );
}

#[test]
fn furniture_with_readings_is_one_stretch() {
    assert_eq!(
        show(
            &[Some("完。"), None, Some("手機(jī)打開 |")],
            &[
                ("boilerplate", "\n手機", ""),
                ("reading", "(jī)", ""),
                ("boilerplate", "打開 |", ""),
            ],
            &[]
        ),
        "=完。|<手機打開 |>"
    );
}

#[test]
fn a_replacement_across_nodes_shows_once() {
    assert_eq!(
        show(
            &[Some("變?yōu)"), Some("閼?zhàn)略"), Some("(x)")],
            &[
                ("straddle", "變?yōu)閼?zhàn)略", "變為戰略"),
                ("reading", "(x)", "")
            ],
            &[]
        ),
        "{變為戰略}||"
    );
}

#[test]
fn a_switched_off_edit_changes_nothing() {
    let (nodes, markup) = gather(&[Some("業(yè)內")]);
    let mut article = article(&markup.raw, &[("reading", "(yè)", "")], &[]);
    article.text.clone_from(&markup.raw);
    article.edits[0].active = false;
    article.edits[0].end = article.edits[0].raw_end;
    let (cuts, places) = cut(&nodes, &markup, article.plan(None, Vec::new()));
    assert!(cuts[0].shows(&nodes[0]));
    check_places(&cuts, &places, &markup.raw);
}

#[test]
fn positions_are_utf16_units() {
    assert_eq!(
        show(
            &[Some("😀𠮷野家(jiā)e\u{301}"), None, Some("👨‍👩‍👧在常州")],
            &[("reading", "(jiā)", "")],
            &["𠮷野家", "常州"]
        ),
        "😀[𠮷野家]e\u{301}|👨‍👩‍👧在[常州]"
    );
    // The source wraps inside a name: its white space stays, inside the mark.
    assert_eq!(
        show(&[Some("\n  在常州\n  市鐘樓區\n")], &[], &["常州市鐘樓區"]),
        "\n  在[常州\n  市鐘樓區]\n"
    );
}

#[test]
fn line_ends_of_a_file_shift_nothing() {
    let (nodes, markup) = gather(&[Some("一"), None, Some("在常州")]);
    let file = "一\r\n\r\n　　在常州\r\n";
    let markup = markup.aligned_to(file).expect("only white space differs");
    let article = article(file, &[], &["常州"]);
    let (cuts, places) = cut(&nodes, &markup, article.plan(None, article.readings()));
    check_places(&cuts, &places, file);
    let (cuts, places) = cut(&nodes, &markup, article.plan(None, Vec::new()));
    check_places(&cuts, &places, file);
    assert!(cuts[0].shows(&nodes[0]));
    let marks: Vec<_> = cuts[1].pieces.iter().map(|piece| piece.mark).collect();
    assert_eq!(marks, [Mark::Plain, Mark::Mention(0)]);
}

#[test]
fn another_script_shows_in_place() {
    let (nodes, markup) = gather(&[
        Some("电\n子业(yè)😀"),
        Some("变?yōu)閼?zhàn)略。"),
        None,
        Some("扫一扫"),
    ]);
    let edits = [
        ("reading", "(yè)", ""),
        ("straddle", "变?yōu)閼?zhàn)略", "变为战略"),
        ("boilerplate", "\n扫一扫", ""),
    ];
    let article = article(&markup.raw, &edits, &["电子业"]);
    assert_eq!(article.text, "电子业😀变为战略。");
    let display = "電子業😀變為戰略。";
    let (cuts, places) = cut(
        &nodes,
        &markup,
        article.plan(Some(display), article.readings()),
    );
    check_places(&cuts, &places, display);
    let shown: Vec<_> = cuts
        .iter()
        .flat_map(|cut| &cut.pieces)
        .map(text_of)
        .collect();
    // White space of the source stays, and so does furniture.
    assert_eq!(shown, ["電\n子業", "😀", "變為戰略。", "扫一扫"]);
    let read = |piece: &Piece| {
        let readings = piece.parts.iter().map(|part| part.reading.as_deref());
        readings.collect::<Option<Vec<_>>>().map(|all| all.concat())
    };
    assert_eq!(
        read(&cuts[0].pieces[0]),
        None,
        "the line end has no reading"
    );
    assert_eq!(cuts[0].pieces[0].parts.len(), 4);
    let parts: Vec<_> = cuts[1].pieces[0].parts.iter().collect();
    assert!(
        parts[..4]
            .iter()
            .all(|part| part.edit == Some(1) && part.reading.is_some())
    );
    assert_eq!((parts[4].edit, &parts[4].reading), (None, &None));
}

#[test]
fn readings_that_fit_nowhere_are_passed_over() {
    let (nodes, markup) = gather(&[Some("常州😀市")]);
    let article = article(&markup.raw, &[], &["常州"]);
    let reading = |start, end, reading: &str| PlanReading {
        start,
        end,
        reading: reading.to_owned(),
    };
    let readings = vec![
        reading(0, 0, "nothing"),
        reading(1, 2, "zhōu"),
        // Out of order, without words, beyond the text.
        reading(0, 1, "cháng"),
        reading(2, 4, ""),
        reading(4, 90, "shì"),
    ];
    let (cuts, places) = cut(&nodes, &markup, article.plan(None, readings));
    check_places(&cuts, &places, &article.text);
    let parts = cuts[0].pieces.iter().flat_map(|piece| &piece.parts);
    let found: Vec<_> = parts
        .map(|part| (part.text.as_str(), part.reading.as_deref()))
        .collect();
    assert_eq!(
        found,
        [
            ("常", None),
            ("州", Some("zhōu")),
            ("😀", None),
            ("市", Some("shì"))
        ]
    );
}

#[test]
fn lists_are_taken_in_as_the_walk_reaches_them() {
    let (nodes, markup) = gather(&[Some("常州"), Some("與"), Some("南京")]);
    let article = article(&markup.raw, &[], &["常州", "南京"]);
    let taken = Rc::new(std::cell::Cell::new(0));
    let count = Rc::clone(&taken);
    let mut plan = article.plan(None, Vec::new());
    plan.mentions = Feed::new(article.mentions.clone().into_iter().inspect(move |_| {
        count.set(count.get() + 1);
    }));
    let mut cutter = Cutter::new(plan);
    assert_eq!(taken.get(), 0);
    cutter.node(&nodes[0], &markup.stretches[..1]);
    assert_eq!(taken.get(), 1);
}

#[test]
fn a_stretch_runs_from_its_first_piece_to_its_last() {
    let (nodes, markup) = gather(&[
        Some("\n "),
        None,
        Some("在常州"),
        None,
        Some("市政府"),
        None,
        Some("廣告"),
    ]);
    let article = article(&markup.raw, &[("boilerplate", "\n廣告", "")], &["常州"]);
    assert_eq!(article.text, "在常州\n市政府");
    let (_, places) = cut(&nodes, &markup, article.plan(None, Vec::new()));
    let spot = |piece, offset| Spot { piece, offset };
    // Pieces: white space, 在, 常州, 市政府, 廣告.
    assert_eq!(places.spots(1, 3), Some((spot(2, 0), spot(2, 2))));
    assert_eq!(places.spots(0, 7), Some((spot(1, 0), spot(3, 3))));
    // A line break between blocks is nowhere; a range over it is empty.
    assert_eq!(places.spots(3, 4), Some((spot(2, 2), spot(2, 2))));
    assert_eq!(places.spots(2, 4), Some((spot(2, 1), spot(2, 2))));
    assert_eq!(places.spots(7, 7), Some((spot(3, 3), spot(3, 3))));
    // White space before the text and furniture behind it: the nearest of the text.
    assert_eq!(places.clean(spot(0, 1)), Some(0));
    assert_eq!(places.clean(spot(4, 1)), Some(7));
    assert_eq!(
        (places.end_before(0), places.start_from(0)),
        (None, Some(0))
    );
    assert_eq!(
        (places.end_before(3), places.start_from(3)),
        (Some(3), Some(4))
    );
    assert_eq!(
        (places.end_before(5), places.start_from(4)),
        (Some(7), None)
    );
    assert_eq!(Places::default().spots(0, 0), None);
    assert_eq!(Places::default().clean(spot(0, 0)), None);
}
