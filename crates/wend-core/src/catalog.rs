//! All the browser needs of a curriculum, as integer columns.

use serde::{Deserialize, Serialize};

use crate::Curriculum;

/// The curriculum as the browser reads it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Catalog {
    /// Format.
    pub format: u32,
    /// Curriculum id.
    pub id: String,
}

impl From<&Curriculum> for Catalog {
    fn from(curriculum: &Curriculum) -> Self {
        Self { format: 1, id: curriculum.id.clone() }
    }
}

impl Catalog {
    /// Back to the values the engine reads.
    #[must_use]
    pub fn to_curriculum(&self) -> Curriculum {
        Curriculum { id: self.id.clone(), ..Curriculum::default() }
    }
}
