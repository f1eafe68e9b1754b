//! All summaries become one curriculum.

pub(crate) mod learners;
pub mod links;
