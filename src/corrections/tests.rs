use super::file::{read, write};
use super::*;
use crate::entity::OrganisationKind;
use crate::error::Error;

const TEXT: &str = "😀𠮷野家e\u{301}在常州\r\n👨‍👩‍👧常州";

fn corrections() -> Vec<Correction> {
    let span = |quote: &str| {
        let start = TEXT.find(quote).unwrap();
        Span::new(start, start + quote.len())
    };
    let actions = [
        Action::Add(EntityKind::Organisation(OrganisationKind::Company)),
        Action::Delete,
        Action::Retype(EntityKind::Place),
        Action::Resize(Target::new(TEXT, span("𠮷野家e"), OffsetUnit::Utf16)),
        Action::Merge(Target::new(TEXT, span("常州\r"), OffsetUnit::Utf16)),
        Action::Split,
    ];
    let correction = |(index, action)| Correction {
        action,
        target: Target::new(TEXT, span("𠮷野家"), OffsetUnit::Utf16),
        everywhere: index % 2 == 0,
        unit: OffsetUnit::Utf16,
    };
    actions.into_iter().enumerate().map(correction).collect()
}

#[test]
fn a_target_quotes_its_place_in_every_unit() {
    let start = TEXT.find("家").unwrap();
    for (unit, position) in [
        (OffsetUnit::Utf16, 5),
        (OffsetUnit::Codepoint, 3),
        (OffsetUnit::Byte, 11),
    ] {
        let target = Target::new(TEXT, Span::new(start, start + 3), unit);
        assert_eq!(target.start, position);
        assert_eq!(target.exact, "家");
        assert_eq!(target.prefix, "😀𠮷野");
        assert!(target.suffix.starts_with("e\u{301}在常州\r\n"));
    }
    let long = "一".repeat(100);
    let target = Target::new(&long, Span::new(150, 153), OffsetUnit::Byte);
    assert_eq!(target.prefix.chars().count(), Target::SURROUNDINGS);
    assert_eq!(target.suffix.chars().count(), Target::SURROUNDINGS);
}

#[test]
fn files_are_read_as_written() {
    let corrections = corrections();
    for unit in OffsetUnit::ALL {
        assert_eq!(read(&write(&corrections, unit)).unwrap(), corrections);
    }
}

#[test]
fn fields_that_are_not_known_say_nothing() {
    let json = r#"{"schema":"wenmai-corrections/1","by":"me","corrections":[
        {"action":"split","note":"两个人","target":{"start":0,"end":1,"exact":"陈"}}]}"#;
    let read = read(json).unwrap();
    assert_eq!(read[0].unit, OffsetUnit::Utf16);
    assert!(!read[0].everywhere);
}

#[test]
fn another_version_is_refused_before_it_is_read() {
    let error = read(r#"{"schema":"wenmai-corrections/2","changes":{}}"#).unwrap_err();
    assert_eq!(error.code(), "corrections-version");
    assert!(
        error.to_string().contains("wenmai-corrections/2"),
        "{error}"
    );
    assert!(!error.cure().is_empty());
}

#[test]
fn what_cannot_be_read_says_where() {
    let file = |correction: &str| {
        read(&format!(
            r#"{{"schema":"wenmai-corrections/1","corrections":[{correction}]}}"#
        ))
    };
    let target = r#""target":{"start":0,"end":3,"exact":"陈金虎"}"#;
    for (correction, sentence) in [
        (
            format!(r#"{{"action":"rename",{target}}}"#),
            "no action “rename”",
        ),
        (format!(r#"{{"action":"add",{target}}}"#), "no type “”"),
        (
            format!(r#"{{"action":"add","type":"ANIMAL",{target}}}"#),
            "no type “ANIMAL”",
        ),
        (
            format!(r#"{{"action":"add","type":"PLACE","subtype":"COM",{target}}}"#),
            "no type “PLACE.COM”",
        ),
        (format!(r#"{{"action":"merge",{target}}}"#), "needs “with”"),
        (format!(r#"{{"action":"resize",{target}}}"#), "needs “to”"),
        (
            format!(r#"{{"action":"resize",{target},"to":{{"start":3,"end":4,"exact":"说"}}}}"#),
            "do not overlap",
        ),
        (r#"{"action":"delete"}"#.to_owned(), "target"),
        (
            r#"{"action":"delete","target":{"start":0,"end":0,"exact":""}}"#.to_owned(),
            "a target is empty",
        ),
        (
            format!(r#"{{"action":"delete","offsetUnit":"line",{target}}}"#),
            "no offset unit “line”",
        ),
    ] {
        let error = file(&correction).unwrap_err();
        assert!(
            matches!(error, Error::Corrections(_)),
            "{correction}: {error}"
        );
        assert!(
            error.to_string().contains(sentence),
            "{correction}: {error}"
        );
    }
    for other in [
        "",
        "[]",
        "{}",
        r#"{"schema":"wenmai/1"}"#,
        r#"{"schema":7}"#,
    ] {
        assert_eq!(
            read(other).unwrap_err().code(),
            "corrections-malformed",
            "{other}"
        );
    }
}
