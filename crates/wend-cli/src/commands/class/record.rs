//! A record as a learner's site saves it, read within bounds.

use std::{fs, io, path::Path};

use wend_core::{
    evidence::{self, Log, MOST_TEXT},
    packed,
};

use crate::terminal::plain;

/// A desk's file may hold thirty records; nothing larger is read at all, in bytes.
const MOST_BYTES: u64 = 300_000_000;

/// Why a file can't be used, or not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The system says why.
    Unreadable(String),
    Empty,
    TooLarge,
    /// Begins like one of ours and ends too soon.
    Damaged,
    NotOurs,
    Newer,
    /// Of the curriculum that it names.
    OtherCurriculum(String),
    /// Made by a teacher, for a learner to take in.
    Teacher,
    /// Nothing says whose it is.
    NoRecord,
    /// Two learners could be meant.
    Whose,
}

impl Fault {
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "unreadable",
            Self::Empty => "empty",
            Self::TooLarge => "too-large",
            Self::Damaged => "damaged",
            Self::NotOurs => "not-ours",
            Self::Newer => "newer",
            Self::OtherCurriculum(_) => "other-curriculum",
            Self::Teacher => "teacher",
            Self::NoRecord => "no-record",
            Self::Whose => "whose",
        }
    }

    /// What is wrong, and what to do about it.
    pub(crate) fn words(&self) -> (String, &'static str) {
        let (what, help) = match self {
            Self::Unreadable(why) => return (format!("can't be read: {why}"), ""),
            Self::OtherCurriculum(id) => {
                let id: String = plain(id).chars().take(80).collect();
                return (
                    format!("is of the curriculum `{id}`"),
                    "name the folder of that curriculum with --curriculum",
                );
            }
            Self::Empty => ("is empty", "ask for the file again"),
            Self::TooLarge => ("is larger than any record of a learner", ""),
            Self::Damaged => ("ends too soon: a part of it was lost on the way", "ask for the file again"),
            Self::NotOurs => ("is no file that a learner's site saved", ""),
            Self::Newer => ("was written by a newer Wend", "update Wend"),
            Self::Teacher => {
                ("is a teacher's file for a learner", "what it holds comes back with the learner's own file")
            }
            Self::NoRecord => ("does not say whose it is", "ask the learner to save the file anew"),
            Self::Whose => (
                "could be of more than one on the list, so it stands by itself",
                "write its `record` to the learner in the list",
            ),
        };
        (what.to_owned(), help)
    }
}

/// A file's text; of a packed record, that of the file in it.
pub(super) fn text(path: &Path) -> Result<String, Fault> {
    let unreadable = |e: io::Error| Fault::Unreadable(e.to_string());
    if fs::metadata(path).map_err(unreadable)?.len() > MOST_BYTES {
        return Err(Fault::TooLarge);
    }
    let bytes = fs::read(path).map_err(unreadable)?;
    let text = String::from_utf8(bytes).map_err(|_| Fault::NotOurs)?;
    if let Some(packed) = packed::packed_in(&text) {
        return packed::unpack(packed).ok_or(Fault::Damaged);
    }
    if text.trim().is_empty() { Err(Fault::Empty) } else { Ok(text) }
}

/// A learner's record, and how many of its entries could not be read.
pub(super) fn read(text: &str, curriculum: &str) -> Result<(Log, usize), Fault> {
    let (log, aside) = evidence::parse(text);
    let whole = aside.iter().find(|it| it.index.is_none() && it.code != "entry-json").map(|it| it.code);
    match whole {
        Some("too-large") => return Err(Fault::TooLarge),
        Some("newer-format") => return Err(Fault::Newer),
        Some("not-json") => return Err(torn(text)),
        Some(_) => return Err(Fault::NotOurs),
        None if log.curriculum != curriculum => return Err(Fault::OtherCurriculum(log.curriculum)),
        None => {}
    }
    if !log.entries.is_empty() && log.entries.iter().all(|entry| !entry.own()) {
        return Err(Fault::Teacher);
    }
    if log.record.is_empty() {
        return Err(Fault::NoRecord);
    }
    Ok((log, aside.len()))
}

/// A file of ours that lost its end still begins like one.
pub(super) fn torn(text: &str) -> Fault {
    let begins = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}').starts_with('{');
    if begins && text.len() <= MOST_TEXT { Fault::Damaged } else { Fault::NotOurs }
}
