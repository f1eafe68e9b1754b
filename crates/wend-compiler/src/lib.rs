//! Many files become one linked, checked curriculum.
//!
//! Each step is a function from the value before it to the one after it; no later value reaches back.
//!
//! 1. [`world`]: the only door to files.
//! 2. `plugins`: the curriculum's own kinds of blocks. `load`: what each file is for; its text, if it changed.
//! 3. `data`: TOML and YAML with places; [`config`], [`objective`], [`front`], [`learner`] and [`need`] read them.
//! 4. `parse`: one file becomes a summary of what the rest needs (its tree is dropped). Blocks are expanded here.
//! 5. [`link`]: all summaries become one curriculum: ids, requirements, items, links.
//! 6. `check`: what is wrong as a whole.
//!
//! After an edit that only its own page can see, `edit` puts it into the last result instead of 5 and 6.
//!
//! [`Compiler`] runs them and remembers, by file, what did not change. It is incremental inside and pure outside: the
//! same world gives the same [`Compiled`], whatever was compiled before and however many threads run.
//!
//! **Invariant**: nothing here fails. One run reports everything it can, and one bad file never hides another.

pub mod class;
pub mod compiled;
pub mod compiler;
pub mod config;
pub mod front;
pub mod learner;
pub mod ledger;
pub mod link;
pub mod need;
pub mod objective;
pub mod world;

mod check;
mod data;
mod edit;
mod ids;
mod lint;
mod load;
mod parse;
mod plugins;
pub mod search;
mod source;
mod svg;
mod trust;

pub use check::texts::{Reading, TextReport, check_texts, text_report};
pub use class::{ClassFile, Roster};
pub use compiled::{Asset, Compiled, ItemDoc, ItemFileDoc, Learner, LessonDoc, Term};
pub use compiler::{Compiler, Options, Stats};
pub use config::{Config, InterestDef, StrandDef};
pub use front::{ItemUse, ItemsFront, LessonFront};
pub use learner::{LearnerFile, PathRequest, PathTemplate, PrivateNote};
pub use ledger::{Ledger, check_against};
pub use link::links::{Links, Target};
pub use need::{Need, NeedKind};
pub use objective::{ItemHome, ItemRef, MixUp, ObjectiveDoc};
pub use search::Searchable;
pub use source::reader;
pub use world::{Entry, Listing, MemoryWorld, Problem, ProblemKind, Stamp, World};
