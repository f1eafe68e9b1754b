//! Running a program and saying so.

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};

/// The project's folder.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").components().collect()
}

/// Runs a program with these variables set; its output is shown.
pub(crate) fn run_with<S: AsRef<OsStr>>(vars: &[(&str, &str)], program: &str, args: &[S]) -> Result<()> {
    let shown: Vec<_> = args.iter().map(|a| a.as_ref().to_string_lossy()).collect();
    println!("  $ {program} {}", shown.join(" "));
    let status = Command::new(program)
        .args(args)
        .envs(vars.iter().copied())
        .stdin(Stdio::null())
        .status()
        .with_context(|| format!("{program} could not be started"))?;
    if !status.success() {
        bail!("`{program} {}` failed: {status}", shown.join(" "));
    }
    Ok(())
}

/// Runs a program; its output is shown.
pub(crate) fn run<S: AsRef<OsStr>>(program: &str, args: &[S]) -> Result<()> {
    run_with(&[], program, args)
}

/// The cargo that runs us.
pub(crate) fn cargo(args: &[&str]) -> Result<()> {
    run(&std::env::var("CARGO").unwrap_or_else(|_| "cargo".into()), args)
}

/// What a program prints.
pub(crate) fn output(program: &str, args: &[&str]) -> Result<String> {
    let output = Command::new(program).args(args).stdin(Stdio::null()).stderr(Stdio::inherit()).output()?;
    if !output.status.success() {
        bail!("`{program} {}` failed: {}", args.join(" "), output.status);
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// Whether a program stands on the PATH.
pub(crate) fn has(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|dir| dir.join(program).is_file())
}

/// Where cargo puts what it makes.
pub(crate) fn target_dir() -> Result<PathBuf> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let metadata = output(&cargo, &["metadata", "--format-version", "1", "--no-deps", "--offline"])?;
    let metadata: serde_json::Value = serde_json::from_str(&metadata)?;
    Ok(metadata["target_directory"].as_str().context("cargo metadata has no target_directory")?.into())
}
