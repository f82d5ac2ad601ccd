use super::Reader;
use crate::entity::Relation;
pub fn find(_reader: &Reader) -> Vec<Relation> {
    Vec::new()
}
