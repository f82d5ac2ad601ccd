//! Writers of annotation files, one a format.

pub mod json;
