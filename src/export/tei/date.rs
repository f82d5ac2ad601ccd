//! EDTF and ISO 8601 as TEI's dating attributes.
//!
//! TEI's plain attributes (`when`, `from`, `to`, `notBefore`, `notAfter`) take what XML Schema
//! calls a date, a month, a year or a time. That covers days, months, years, days of no known
//! year (`XXXX-10-08` is `--10-08`), decades and centuries (`199X` is `notBefore`, `notAfter`),
//! clock times (padded to the second) and stretches between two of these. Everything else
//! (seasons, qualifiers such as `~`, hours without minutes) is kept whole in `when-custom`,
//! with `datingMethod` pointing at the header's note on EDTF.

/// Attributes of a `date` or `time` with the value `iso`, a date in EDTF, a clock time or a
/// duration.
pub fn attributes(iso: &str) -> Vec<(&'static str, String)> {
    if iso.starts_with('P') {
        return vec![(duration_attribute(iso), iso.to_owned())];
    }
    plain(iso).unwrap_or_else(|| {
        vec![
            ("when-custom", iso.to_owned()),
            ("datingMethod", "#edtf".to_owned()),
        ]
    })
}

/// `dur` where XML Schema knows the duration: weeks and broken numbers other than seconds are
/// ISO's only.
fn duration_attribute(iso: &str) -> &'static str {
    let broken = iso.contains(['.', ',']) && !iso.ends_with('S');
    if broken || iso.contains(['W', '/', ',']) {
        "dur-iso"
    } else {
        "dur"
    }
}

fn plain(iso: &str) -> Option<Vec<(&'static str, String)>> {
    let Some((from, to)) = iso.split_once('/') else {
        return match w3c(iso) {
            Some(when) => Some(vec![("when", when)]),
            None => unspecified_year(iso)
                .map(|(first, last)| vec![("notBefore", first), ("notAfter", last)]),
        };
    };
    let mut attributes = Vec::with_capacity(2);
    for (name, end) in [("from", from), ("to", to)] {
        if !matches!(end, "" | "..") {
            attributes.push((name, w3c(end)?));
        }
    }
    (!attributes.is_empty()).then_some(attributes)
}

/// `iso` as XML Schema writes it, where it has a type for it.
fn w3c(iso: &str) -> Option<String> {
    let (date, time) = match iso.split_once('T') {
        Some((date, time)) => (date, Some(clock(time)?)),
        None => (iso, None),
    };
    if date.is_empty() {
        return time;
    }
    let parts: Vec<&str> = date.split('-').collect();
    let date = match (
        parts[..].first().copied(),
        parts.get(1..).unwrap_or_default(),
    ) {
        (Some("XXXX"), ["XX", day]) => format!("---{}", within(day, 31)?),
        (Some("XXXX"), [month]) => format!("--{}", within(month, 12)?),
        (Some("XXXX"), [month, day]) => format!("--{}-{}", within(month, 12)?, within(day, 31)?),
        (Some(year), rest) if is_number(year, 4) => match rest {
            [] => year.to_owned(),
            [month] => format!("{year}-{}", within(month, 12)?),
            [month, day] => format!("{year}-{}-{}", within(month, 12)?, within(day, 31)?),
            _ => return None,
        },
        _ => return None,
    };
    match time {
        None => Some(date),
        Some(time) if parts.len() == 3 && !date.starts_with('-') => Some(format!("{date}T{time}")),
        Some(_) => None,
    }
}

/// Hours and minutes, with seconds or without, as XML Schema writes a time.
fn clock(time: &str) -> Option<String> {
    match time.split(':').collect::<Vec<_>>()[..] {
        [hour, minute] => Some(format!(
            "{}:{}:00",
            at_most(hour, 23)?,
            at_most(minute, 59)?
        )),
        [hour, minute, second] => Some(format!(
            "{}:{}:{}",
            at_most(hour, 23)?,
            at_most(minute, 59)?,
            at_most(second, 59)?
        )),
        _ => None,
    }
}

/// First and last year of `199X` or `19XX`.
fn unspecified_year(iso: &str) -> Option<(String, String)> {
    let known = iso.trim_end_matches('X');
    let unknown = iso.len() - known.len();
    if iso.len() != 4 || unknown == 0 || !is_number(known, 4 - unknown) || known.is_empty() {
        return None;
    }
    Some((iso.replace('X', "0"), iso.replace('X', "9")))
}

fn is_number(text: &str, digits: usize) -> bool {
    text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Two digits from 1 to `last`.
fn within(text: &str, last: u8) -> Option<&str> {
    at_most(text, last).filter(|&text| text != "00")
}

/// Two digits up to `last`.
fn at_most(text: &str, last: u8) -> Option<&str> {
    (is_number(text, 2) && text.parse::<u8>().is_ok_and(|number| number <= last)).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelled(iso: &str) -> String {
        let attributes: Vec<String> = attributes(iso)
            .into_iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        attributes.join(" ")
    }

    #[test]
    fn what_xml_schema_has_a_type_for_is_plain() {
        for (iso, expected) in [
            ("2021-10-08", "when=2021-10-08"),
            ("2021-10", "when=2021-10"),
            ("2021", "when=2021"),
            ("XXXX-10-08", "when=--10-08"),
            ("XXXX-10", "when=--10"),
            ("XXXX-XX-08", "when=---08"),
            ("2021-10-08T08:30", "when=2021-10-08T08:30:00"),
            ("T08:30", "when=08:30:00"),
            ("T08:30:15", "when=08:30:15"),
            ("2016/2022", "from=2016 to=2022"),
            ("2017/..", "from=2017"),
            ("/2020-05", "to=2020-05"),
            ("T09:00/T17:30", "from=09:00:00 to=17:30:00"),
            ("199X", "notBefore=1990 notAfter=1999"),
            ("20XX", "notBefore=2000 notAfter=2099"),
            ("P10Y", "dur=P10Y"),
            ("PT2H30M", "dur=PT2H30M"),
            ("P2W", "dur-iso=P2W"),
            ("P0.5Y", "dur-iso=P0.5Y"),
            ("PT0.5S", "dur=PT0.5S"),
        ] {
            assert_eq!(spelled(iso), expected);
        }
    }

    #[test]
    fn the_rest_is_kept_whole() {
        for iso in [
            "2021-21",
            "2021~",
            "2021-13",
            "2021-00-01",
            "XXXX",
            "XXXX-XX",
            "2021-XX-XX",
            "T08",
            "T25:00",
            "2021-1X",
            "../..",
            "199X/200X",
            "Y17E7",
            "2021-10T08:30",
            "一",
            "年/月",
            "XXXX-10-08T08:30",
            "2021-1-1",
            "",
            "/",
            "9月X",
            "2021-10-08-01",
        ] {
            assert_eq!(
                spelled(iso),
                format!("when-custom={iso} datingMethod=#edtf")
            );
        }
    }
}
