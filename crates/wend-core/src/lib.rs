//! The curriculum as plain values, and every question about it. No files, no Markdown, no clock.
//!
//! 1. [`model`], [`requirement`], [`index`]: the values. [`catalog`]: the same for the browser.
//! 2. [`graph`]: requirements as a network of gates, built once.
//! 3. [`readiness`]: what can be learned now and what is missing. [`lint`]: what is wrong as a whole.
//! 4. [`evidence`]: a learner's log. [`facts`]: what it says of them; [`asked()`]: what the engine is asked with then.
//!    [`exceptions`]: what of it could not be used. [`mastery`]: what it
//!    shows. [`tried`]: where in vain. [`retrieval`]: when to look again. [`session`], [`items`]: what to ask. [`release`]: how much
//!    help fits. [`ticket`]: what a teacher hands over. [`packed`]: a record as a short text.
//! 5. [`placement`]: what is known already, by few questions. [`path`]: the way to goals. [`schedule`]: when.
//!    [`next`]: what to offer now. [`order`]: in the learner's own order. [`breadth`]: how even it was. [`reason`]: why, as codes.
//!    A class: [`member`], [`groups`], [`board`].
//! 6. [`number`], [`Dice`]: logarithms and dice that are the same everywhere.
//! 7. [`simulate`]: what the rules do with many learners. The browser has no twin of it.
//!
//! Everything else has a twin in the theme's `client/engine/`; golden vectors and a differential test
//! keep them equal, byte for byte. So costs and scores are integers and ties go by index.

mod affinity;
mod asked;
mod blocked;
pub mod board;
pub mod breadth;
pub mod catalog;
mod dice;
pub mod evidence;
pub mod exceptions;
pub mod facts;
#[cfg(feature = "generate")]
pub mod generate;
pub mod graph;
pub mod groups;
pub mod index;
pub mod items;
pub mod lint;
pub mod mastery;
pub mod member;
pub mod model;
pub mod next;
pub mod number;
pub mod order;
pub mod packed;
pub mod path;
pub mod placement;
pub mod readiness;
pub mod reason;
pub mod release;
pub mod requirement;
pub mod retrieval;
pub mod schedule;
pub mod session;
pub mod simulate;
pub mod state;
pub mod ticket;
pub mod tried;

pub use asked::{Asked, asked};
pub use catalog::Catalog;
pub use dice::Dice;
pub use graph::Graph;
pub use index::{InterestIx, LessonIx, ObjectiveIx, StrandIx};
pub use model::*;
pub use reason::{Arg, Reason};
pub use requirement::{Requirement, Test};
pub use state::State;
