//! Pieces of markup, checked natively.

use super::*;
use crate::markup::{Gatherer, Markup};

fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// A plan over `raw`: edits as (kind, raw text, clean text) and mentions, both found by
/// their text from left to right.
fn plan(raw: &str, edits: &[(&str, &str, &str)], mentions: &[&str]) -> Plan {
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
            text: (*name).to_owned(),
            kind: "ORG".to_owned(),
            subtype: None,
            entity: "e".to_owned(),
        }
    });
    Plan {
        mentions: mentions.collect(),
        source: PlanSource { length: units(raw) },
        edits: wire,
        text,
    }
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
    let plan = plan(&markup.raw, edits, mentions);
    let cut = cut(&nodes, &markup.stretches, &plan);
    let mut found = vec![String::new(); plan.mentions.len()];
    let shown: Vec<String> = cut
        .iter()
        .zip(&nodes)
        .map(|(pieces, node)| {
            let Some(pieces) = pieces else {
                return format!("={node}");
            };
            let mut line = String::new();
            for piece in pieces {
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
    for (mention, found) in plan.mentions.iter().zip(&found) {
        let blank = |text: &str| text.split_whitespace().collect::<String>();
        assert_eq!(blank(found), blank(&mention.text));
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
    let mut plan = plan(&markup.raw, &[("reading", "(yè)", "")], &[]);
    plan.text.clone_from(&markup.raw);
    plan.edits[0].active = false;
    plan.edits[0].end = plan.edits[0].raw_end;
    assert_eq!(cut(&nodes, &markup.stretches, &plan), [None]);
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
    let plan = plan(file, &[], &["常州"]);
    let cut = cut(&nodes, &markup.stretches, &plan);
    assert_eq!(cut[0], None);
    let marks: Vec<_> = cut[1].iter().flatten().map(|piece| piece.mark).collect();
    assert_eq!(marks, [Mark::Plain, Mark::Mention(0)]);
}
