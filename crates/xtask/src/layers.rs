//! The one-way order of the crates, and who may touch the world.

use std::{collections::BTreeMap, fs};

use anyhow::{Result, bail};
use serde_json::Value;

use crate::shell::output;

/// Each crate, and the place it has: it may depend on crates of a lower place only.
const ORDER: [(&str, u8); 8] = [
    ("wend-diagnostics", 0),
    ("wend-core", 0),
    ("wend-markup", 1),
    ("wend-plugin", 2),
    ("wend-compiler", 3),
    ("wend-site", 4),
    ("wend-serve", 5),
    ("wend-cli", 6),
];

/// What reaches outside the program, and the crates that may say it.
const WORLD: [(&str, &[&str]); 7] = [
    ("std::fs", &[]),
    ("std::env::", &[]),
    ("std::process", &[]),
    ("std::net", &["wend-serve"]),
    ("println!", &[]),
    ("SystemTime", &[]),
    ("Instant::now", &[]),
];

pub(crate) fn check() -> Result<()> {
    let mut faults = dependencies()?;
    faults.extend(calls()?);
    if !faults.is_empty() {
        bail!("the layers are broken:\n  {}", faults.join("\n  "));
    }
    println!("  the crates depend one way, and only the ends touch the world");
    Ok(())
}

fn dependencies() -> Result<Vec<String>> {
    let place: BTreeMap<_, _> = ORDER.into_iter().collect();
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let metadata: Value =
        serde_json::from_str(&output(&cargo, &["metadata", "--format-version", "1", "--no-deps", "--offline"])?)?;
    let mut faults = Vec::new();
    for package in metadata["packages"].as_array().into_iter().flatten() {
        let name = package["name"].as_str().unwrap_or_default();
        let Some(own) = place.get(name) else {
            if name != "xtask" {
                faults.push(format!("{name} has no place in crates/xtask/src/layers.rs"));
            }
            continue;
        };
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            let other = dependency["name"].as_str().unwrap_or_default();
            let test_only = dependency["kind"] == "dev";
            if let Some(theirs) = place.get(other)
                && !test_only
                && theirs >= own
                && other != name
            {
                faults.push(format!("{name} depends on {other}, which stands to its right"));
            }
        }
    }
    Ok(faults)
}

/// Looks for calls that reach outside, in all but the ends; test modules may.
fn calls() -> Result<Vec<String>> {
    let mut faults = Vec::new();
    for (name, _) in ORDER.iter().filter(|(name, _)| *name != "wend-cli") {
        for entry in walkdir::WalkDir::new(format!("crates/{name}/src")).sort_by_file_name() {
            let entry = entry?;
            if entry.path().extension().is_none_or(|e| e != "rs") {
                continue;
            }
            let text = fs::read_to_string(entry.path())?;
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            for (number, line) in code.lines().enumerate() {
                let line = line.split("//").next().unwrap_or_default();
                for (word, allowed) in WORLD {
                    if line.contains(word) && !allowed.contains(name) {
                        faults.push(format!("{}:{}: `{word}` outside wend-cli", entry.path().display(), number + 1));
                    }
                }
            }
        }
    }
    Ok(faults)
}
