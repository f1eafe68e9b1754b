//! Plugin scripts, run in QuickJS without files, network, clock or randomness.
//!
//! A [`Scripts`] is the set of a plugin's modules. [`call_json`] runs one exported function of one module: JSON goes in,
//! JSON comes out, and whatever the script does wrong comes back as a [`Breach`].
//!
//! - `module`: a module becomes a function that makes it anew for each call, so no variable lives longer than a call.
//! - `sandbox`: a runtime with limits, in which all that is reachable is frozen before the first line of a plugin runs.
//! - [`breach`]: what can go wrong, in words.
//!
//! Limits are counted, never timed: bytes of memory, bytes of stack, and *polls* (QuickJS asks us once in about
//! 10,000 loop turns, calls or steps of a regular expression), so that a script which ends on one machine ends on all.
//! One warm runtime is kept for each thread and plugin. Where a warm one runs into a limit, a fresh one has the last
//! word: so the outcome does not depend on what was called before.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

pub mod breach;
mod module;
mod sandbox;

pub use breach::Breach;
pub use module::Fault;
use module::Rewritten;
use sandbox::Sandbox;

/// How much a call may use. All of it is counted, so the outcome is the same on every machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes the whole runtime of one plugin may hold.
    pub memory: usize,
    /// Bytes of native stack; deep recursion ends here.
    pub stack: usize,
    /// Interrupt polls a call; one is about 10,000 loop turns.
    pub polls: u32,
    /// Bytes of JSON a call may return.
    pub output: usize,
}

impl Limits {
    /// Loop turns, calls or steps of a regular expression in one poll, about.
    pub const STEPS: usize = 10_000;

    /// What no plugin gets more of, whatever its manifest asks for.
    pub fn most() -> Self {
        Limits { memory: 64 << 20, stack: 256 << 10, polls: 3_000, output: 4 << 20 }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Limits { memory: 16 << 20, stack: 256 << 10, polls: 300, output: 1 << 20 }
    }
}

/// The modules of one plugin: paths inside its folder and their source.
#[derive(Debug, Clone)]
pub struct Scripts {
    files: BTreeMap<String, Arc<str>>,
    limits: Limits,
    hash: [u8; 32],
    /// Made when first asked for: most built-in plugins' scripts are never run.
    rewritten: OnceLock<Result<BTreeMap<String, Rewritten>, (String, Fault)>>,
}

impl Scripts {
    /// Modules by their path inside the plugin's folder, `/`-separated.
    pub fn new(files: impl IntoIterator<Item = (String, Arc<str>)>, limits: Limits) -> Self {
        let files: BTreeMap<String, Arc<str>> = files.into_iter().collect();
        let mut hasher = blake3::Hasher::new();
        for n in [limits.memory, limits.stack, limits.polls as usize, limits.output] {
            hasher.update(&(n as u64).to_le_bytes());
        }
        for (path, source) in &files {
            for part in [path.as_bytes(), source.as_bytes()] {
                hasher.update(&(part.len() as u64).to_le_bytes());
                hasher.update(part);
            }
        }
        Scripts { files, limits, hash: *hasher.finalize().as_bytes(), rewritten: OnceLock::new() }
    }

    /// Whether there is a module at this path.
    pub fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// How much a call of them may use.
    pub fn limits(&self) -> Limits {
        self.limits
    }

    /// A hash of all modules and limits: the same hash means the same behaviour.
    pub fn hash(&self) -> &[u8; 32] {
        &self.hash
    }

    /// The first module that can't be run, and why; nothing of its plugin runs then.
    ///
    /// # Errors
    /// The module's path and its fault.
    pub fn check(&self) -> Result<(), (String, Fault)> {
        self.rewritten().map(|_| ()).map_err(Clone::clone)
    }

    fn rewritten(&self) -> Result<&BTreeMap<String, Rewritten>, &(String, Fault)> {
        let made = self.rewritten.get_or_init(|| {
            let has = |path: &str| self.files.contains_key(path);
            let one = |(path, source): (&String, &Arc<str>)| match module::rewrite(path, source, &has) {
                Ok(rewritten) => Ok((path.clone(), rewritten)),
                Err(fault) => Err((path.clone(), fault)),
            };
            self.files.iter().map(one).collect()
        });
        made.as_ref()
    }
}

/// Calls `function` exported by `module` with `args`, a JSON array, and returns its result as JSON. A function that
/// returns nothing returns `null`.
///
/// # Errors
/// A [`Breach`] when the script breaks a limit or throws.
pub fn call_json(scripts: &Arc<Scripts>, module: &str, function: &str, args: &str) -> Result<String, Breach> {
    WARM.with(|warm| {
        let mut warm = warm.try_borrow_mut().map_err(|_| Breach::Stack)?;
        if let Some(mut sandbox) = warm.remove(scripts.hash()) {
            // One poll less than a fresh one has: what a warm one can do, a fresh one can.
            let result = sandbox.call(scripts.limits.polls.saturating_sub(1), module, function, args);
            if !matches!(result, Err(Breach::Steps | Breach::Memory | Breach::Stack)) {
                warm.insert(*scripts.hash(), sandbox);
                return result;
            }
        }
        let mut sandbox = Sandbox::new(scripts)?;
        let result = sandbox.call(scripts.limits.polls, module, function, args);
        if !matches!(result, Err(Breach::Steps | Breach::Memory | Breach::Stack)) {
            if warm.len() >= MOST_WARM {
                warm.pop_first();
            }
            warm.insert(*scripts.hash(), sandbox);
        }
        result
    })
}

/// As [`call_json`], with values instead of text.
///
/// # Errors
/// As [`call_json`].
pub fn call(
    scripts: &Arc<Scripts>,
    module: &str,
    function: &str,
    args: &[serde_json::Value],
) -> Result<serde_json::Value, Breach> {
    let args = serde_json::to_string(args).map_err(|_| Breach::NotJson)?;
    let out = call_json(scripts, module, function, &args)?;
    serde_json::from_str(&out).map_err(|_| Breach::NotJson)
}

/// Warm runtimes a thread keeps; a curriculum with more scripted plugins than this pays for new ones.
const MOST_WARM: usize = 32;

thread_local! {
    static WARM: RefCell<BTreeMap<[u8; 32], Sandbox>> = const { RefCell::new(BTreeMap::new()) };
}

/// The path that the import `name` means in the module `base`: a module of the folder by a relative path, or one of the
/// [library](crate::library) by its name; `None` for anything else.
pub(crate) fn inside(base: &str, name: &str) -> Option<String> {
    if crate::library(name).is_some() {
        return Some(name.to_owned());
    }
    if !(name.starts_with("./") || name.starts_with("../")) {
        return None;
    }
    let mut parts: Vec<&str> = match base.rsplit_once('/') {
        Some((folder, _)) => folder.split('/').collect(),
        None => Vec::new(),
    };
    for part in name.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop()?;
            }
            "" => return None,
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests;
