//! What the compiler makes of a folder, and what it says about a faulty one. All in memory.
//!
//! A case is a world of small files and the list of what is found: `code path:line:column`.

mod cases;
mod config;
mod curricula;
mod data;
mod edits;
mod folder;
mod front;
mod incremental;
mod items;
mod learners;
mod ledger;
mod limits;
mod links;
mod needs;
mod objectives;
mod plugins;
mod speed;
mod support;
mod texts;
