//! Newtype indices: a lesson's number can never be taken for an objective's.

use serde::{Deserialize, Serialize};

macro_rules! index {
    ($(#[$doc:meta])* $name:ident, $repr:ty) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub $repr);

        impl $name {
            /// The position in its table.
            #[must_use]
            pub fn index(self) -> usize {
                self.0 as usize
            }

            /// The index of a table position. Positions beyond the index type's range saturate,
            /// so that a lookup fails instead of naming something else.
            #[must_use]
            pub fn at(position: usize) -> Self {
                Self(<$repr>::try_from(position).unwrap_or(<$repr>::MAX))
            }
        }
    };
}

index!(
    /// Position in [`crate::Curriculum::objectives`].
    ObjectiveIx,
    u32
);
index!(
    /// Position in [`crate::Curriculum::lessons`].
    LessonIx,
    u32
);
index!(
    /// Position in [`crate::Curriculum::interests`].
    InterestIx,
    u16
);
index!(
    /// Position in [`crate::Curriculum::strands`].
    StrandIx,
    u16
);
