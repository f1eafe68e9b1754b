//! What a block kind is, and how plugin code runs.
pub mod js;
