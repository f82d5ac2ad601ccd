//! What a table keeps of a model, and what it finds of it again.

use std::collections::BTreeMap;

use super::*;
use crate::model::Model;
use crate::model::features::{feature, mix};
use crate::model::labels::Labels;
use crate::model::write::{HeadWeights, Rounding, write};

/// Things whose number is even are in the model, each with slots up to its number and weights for as many labels.
fn thing(number: usize) -> u64 {
    mix(number as u64, 77)
}

fn model(fingerprint_bits: u8) -> Model {
    let labels = Labels::entities(vec![
        "PERSON".to_owned(),
        "PLACE".to_owned(),
        "WORK".to_owned(),
    ]);
    let labels = labels.unwrap();
    let rows: BTreeMap<_, _> = (0..400)
        .step_by(2)
        .flat_map(|number| (0..=number % 32).map(move |slot| (number, slot)))
        .map(|(number, slot)| {
            let row = (0..=(slot % 13) as u8).map(|label| (label, 1.0 + f32::from(label)));
            (feature(thing(number), slot as u32), row.collect::<Vec<_>>())
        })
        .collect();
    let rounding = Rounding {
        fingerprint_bits,
        levels: 26.0,
        largest: 26.0,
    };
    let transitions = vec![0.0; labels.len() * labels.len()];
    let head = HeadWeights {
        labels,
        transitions,
        rows,
    };
    Model::read(&write(&[head], &rounding)).unwrap()
}

fn assert_knows(table: &Table, labels: u8) {
    for number in (0..400).step_by(2) {
        let found = table.thing(thing(number));
        assert_eq!(found.slots, u32::MAX >> (31 - number % 32), "{number}");
        for slot in 0..=number % 32 {
            let mut row = Vec::new();
            let feature = table.features[found.first as usize + slot];
            table.weights_of(feature, |weight| row.push((weight.label, weight.units)));
            let expected = (0..=(slot % 13) as u8).filter(|label| *label < labels);
            let expected: Vec<_> = expected.map(|label| (label, label as i8 + 1)).collect();
            assert_eq!(row, expected, "{number} {slot}");
        }
    }
}

#[test]
fn what_was_written_is_found_with_its_slots_and_weights() {
    for fingerprint_bits in [8, 16] {
        let model = model(fingerprint_bits);
        assert_knows(&model.table, 13);
        assert_knows(&model.table.part(5), 5);
    }
}

#[test]
fn what_was_not_written_is_not_found() {
    let table = model(16).table;
    let found = (1..400)
        .step_by(2)
        .filter(|&number| table.thing(thing(number)).slots != 0);
    assert_eq!(found.count(), 0);
    assert_eq!(table.thing(0).slots, 0);
}
