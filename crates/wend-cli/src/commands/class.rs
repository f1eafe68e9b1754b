//! A class from files: what the teacher's list says, what learners handed over, and whose is whose.
//!
//! A record is known by its id; an alias is a label that two may share. So a record goes to the one on the list who names
//! it, else to the only one of that alias who names none; whoever could be meant by two stays by themselves, and it is said.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use serde_json::{Value, json};
use wend_compiler::{Compiled, LearnerFile};
use wend_core::{
    board::Size,
    evidence::Log,
    member::{Member, Row},
};

use crate::terminal::Terminal;

mod backup;
mod record;

pub(crate) use record::Fault;

/// A class.
#[derive(Debug, Default)]
pub(crate) struct Class {
    pub(crate) members: Vec<Member>,
    pub(crate) size: Size,
    /// Earlier meetings, oldest first: the groups of each, by alias.
    pub(crate) past: Vec<Vec<Vec<String>>>,
    /// What every file of a folder turned out to be.
    pub(crate) files: Vec<Found>,
}

/// A file of a folder, and what it turned out to be.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) name: String,
    pub(crate) is: Is,
}

#[derive(Debug)]
pub(crate) enum Is {
    /// Some learner's record; so many entries in it could not be read.
    Record { alias: String, aside: usize, also: Option<Fault> },
    /// A desk's file, with so many learners.
    Backup { learners: usize, aside: usize },
    /// A list of so many learners.
    List { learners: usize },
    /// None of it can be used.
    Fault(Fault),
}

impl Found {
    pub(crate) fn fault(&self) -> Option<&Fault> {
        match &self.is {
            Is::Fault(fault) => Some(fault),
            Is::Record { also, .. } => also.as_ref(),
            Is::Backup { .. } | Is::List { .. } => None,
        }
    }

    /// Entries that could not be read.
    pub(crate) fn aside(&self) -> usize {
        match self.is {
            Is::Record { aside, .. } | Is::Backup { aside, .. } => aside,
            Is::List { .. } | Is::Fault(_) => 0,
        }
    }

    pub(crate) fn to_json(&self) -> Value {
        let is = match &self.is {
            Is::Record { .. } => "record",
            Is::Backup { .. } => "backup",
            Is::List { .. } => "list",
            Is::Fault(_) => "nothing",
        };
        let alias = if let Is::Record { alias, .. } = &self.is { Some(alias) } else { None };
        let learners = match self.is {
            Is::Record { .. } => 1,
            Is::Backup { learners, .. } | Is::List { learners } => learners,
            Is::Fault(_) => 0,
        };
        json!({
            "name": self.name, "is": is, "learners": learners, "alias": alias, "aside": self.aside(),
            "fault": self.fault().map(Fault::code),
        })
    }
}

/// One on the teacher's list.
#[derive(Debug, Clone, Default)]
struct Listed {
    alias: String,
    /// Ids of their records.
    records: Vec<String>,
    row: Row,
    /// What the desk kept of them.
    kept: Vec<wend_core::evidence::Entry>,
}

/// Members of learners in files and of records.
pub(crate) fn with_records(compiled: &Compiled, files: &[LearnerFile], logs: Vec<Log>) -> Vec<Member> {
    together(listed(compiled, files), logs).0
}

fn listed(compiled: &Compiled, files: &[LearnerFile]) -> Vec<Listed> {
    let rows = files.iter().zip(compiled.rows(files));
    rows.map(|(file, row)| Listed {
        alias: file.alias.value.clone(),
        records: file.records.clone(),
        row,
        kept: Vec::new(),
    })
    .collect()
}

/// Reads one saved record.
pub(crate) fn read_record(path: &Path, curriculum: &str) -> Result<(Log, usize), Fault> {
    record::read(&record::text(path)?, curriculum)
}

/// The class of a folder: its records and desks' files, over its own list, else a desk's, else the curriculum's. `None`
/// after saying why the folder can't be read, or that a list in it has faults.
pub(crate) fn of_folder(terminal: &Terminal, compiled: &mut Compiled, dir: &Path) -> Option<Class> {
    let mut paths: Vec<PathBuf> = match fs::read_dir(dir) {
        Ok(entries) => entries.filter_map(Result::ok).map(|entry| entry.path()).collect(),
        Err(e) => {
            let help = "name the folder that holds what learners saved";
            terminal.error(&format!("{} can't be opened: {e}", dir.display()), help);
            return None;
        }
    };
    paths.retain(|path| path.is_file() && !name(path).starts_with('.'));
    paths.sort();
    let mut class = Class::default();
    let mut lists: Vec<LearnerFile> = Vec::new();
    let mut past = Vec::new();
    let mut desk: Vec<Listed> = Vec::new();
    let mut logs: Vec<(usize, Log)> = Vec::new();
    let mut faulty = false;
    for path in &paths {
        let is = match record::text(path) {
            Ok(text) if path.extension().is_some_and(|end| end.eq_ignore_ascii_case("toml")) => {
                let (roster, mut found) = compiled.foreign_learners(&path.display().to_string(), text.as_bytes());
                wend_diagnostics::sort(&mut found);
                faulty |= terminal.problems(&found, &compiled.sources).errors > 0;
                let learners = roster.as_ref().map_or(0, |roster| roster.learners.len());
                if let Some(of) = roster.as_ref().and_then(|roster| roster.class.as_ref()) {
                    class.size = of.size;
                    past.clone_from(&of.past);
                }
                lists.extend(roster.into_iter().flat_map(|roster| roster.learners));
                Is::List { learners }
            }
            Ok(text) => match record::read(&text, &compiled.curriculum.id) {
                Ok((log, aside)) => {
                    let alias = log.alias.clone();
                    logs.push((class.files.len(), log));
                    Is::Record { alias, aside, also: None }
                }
                Err(Fault::NotOurs | Fault::TooLarge) if backup::looks_like_one(&text) => {
                    match backup::read(&text, &compiled.curriculum.id) {
                        Ok(found) => {
                            let is = Is::Backup { learners: found.listed.len(), aside: found.aside };
                            class.size = found.size.unwrap_or(class.size);
                            class.past = found.past;
                            desk.extend(found.listed);
                            is
                        }
                        Err(fault) => Is::Fault(fault),
                    }
                }
                Err(fault) => Is::Fault(fault),
            },
            Err(fault) => Is::Fault(fault),
        };
        class.files.push(Found { name: name(path), is });
    }
    if faulty {
        terminal.say("no board: the list of learners has errors");
        return None;
    }
    let mut list = if lists.is_empty() && desk.is_empty() {
        if let Some(of) = compiled.classes.first() {
            class.size = of.size;
            past.clone_from(&of.past);
        }
        listed(compiled, &compiled.learners)
    } else {
        listed(compiled, &lists)
    };
    // A list that remembers no meeting may have been written by hand.
    if !past.is_empty() {
        class.past = past;
    }
    merge_desk(&mut list, desk, lists.is_empty());
    let (places, logs): (Vec<usize>, Vec<Log>) = logs.into_iter().unzip();
    let (members, unsure) = together(list, logs);
    for (at, place) in places.into_iter().enumerate() {
        if let (true, Is::Record { also, .. }) = (unsure.contains(&at), &mut class.files[place].is) {
            *also = Some(Fault::Whose);
        }
    }
    class.members = members;
    Some(class)
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// What a desk kept goes to those on the list; whoever is on the desk alone is listed where the desk is the list.
fn merge_desk(list: &mut Vec<Listed>, desk: Vec<Listed>, is_list: bool) {
    for one in desk {
        let same = list.iter_mut().find(|it| {
            let known = it.records.iter().any(|record| one.records.contains(record));
            known || (it.records.is_empty() && it.alias == one.alias)
        });
        match same {
            Some(it) => {
                it.records.extend(one.records);
                it.kept.extend(one.kept);
            }
            None if is_list || !one.kept.is_empty() => list.push(one),
            None => {}
        }
    }
}

/// Lays records over the list; gives the positions of logs that could be of more than one, too.
fn together(list: Vec<Listed>, logs: Vec<Log>) -> (Vec<Member>, Vec<usize>) {
    let mut records: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, log) in logs.iter().enumerate() {
        records.entry(log.record.clone()).or_default().push(at);
    }
    let mut members: Vec<Member> = list
        .iter()
        .map(|it| Member {
            alias: it.alias.clone(),
            record: it.records.first().cloned().unwrap_or_default(),
            entries: it.kept.clone(),
            row: Some(it.row.clone()),
        })
        .collect();
    let owner = |record: &str| list.iter().position(|it| it.records.iter().any(|known| known == record));
    // Of several files of one record, the latest says how the learner is called.
    let latest = |at: &&usize| logs[**at].entries.iter().map(|entry| entry.t).max();
    let called = |files: &[usize]| files.iter().max_by_key(latest).map_or("", |&at| logs[at].alias.as_str());
    let strangers: Vec<&str> =
        records.iter().filter(|(record, _)| owner(record).is_none()).map(|(_, files)| called(files)).collect();
    let mut unsure = Vec::new();
    for (record, files) in &records {
        let alias = called(files);
        let named: Vec<usize> = (0..list.len()).filter(|&at| same(&list[at].alias, alias)).collect();
        let alone = strangers.iter().filter(|other| same(other, alias)).count() == 1;
        let to = owner(record).or(match named[..] {
            [only] if alone && list[only].records.is_empty() && !alias.is_empty() => Some(only),
            _ => None,
        });
        let entries = files.iter().flat_map(|&at| logs[at].entries.iter().cloned());
        if let Some(at) = to {
            if members[at].record.is_empty() {
                members[at].record.clone_from(record);
            }
            members[at].entries.extend(entries);
        } else {
            if !named.is_empty() {
                unsure.extend(files);
            }
            let entries = entries.collect();
            members.push(Member { alias: alias.to_owned(), record: record.clone(), entries, row: None });
        }
    }
    (members, unsure)
}

/// Whether two aliases are one, but for upper and lower case.
fn same(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}
