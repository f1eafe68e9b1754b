//! What the tests need from outside: Node, Chromium and Java from the system's packages, the rest from npm by lock file.

use std::fs;

use anyhow::{Result, bail};

use crate::shell::{has, output, run_with};

/// A program the tests call, and the Debian package that has it.
type Program = (&'static str, &'static str);

const PROGRAMS: [Program; 4] =
    [("node", "nodejs"), ("npm", "npm"), ("chromium", "chromium"), ("java", "default-jre-headless")];

/// Chromium without its windows: the same engine for a third of the work. Where there is none, the tests use Chromium.
const SHELL: Program = ("chromium-headless-shell", "chromium-headless-shell");

/// What makes pictures of sheets of paper; only the screenshots do.
const PAPER: Program = ("pdftoppm", "poppler-utils");

/// Installs the programs that are missing, when that is allowed.
pub(crate) fn programs() -> Result<()> {
    need(&PROGRAMS)?;
    if !has(SHELL.0) && (!may_install() || install(&[SHELL]).is_err()) {
        println!("  there is no {}: the browser tests run in chromium, which takes them longer", SHELL.0);
    }
    println!("  node, npm, chromium and java are here");
    Ok(())
}

/// The same for what the screenshots need beside it.
pub(crate) fn paper() -> Result<()> {
    need(&[PAPER])
}

fn may_install() -> bool {
    has("apt-get") && output("id", &["-u"]).is_ok_and(|id| id.trim() == "0")
}

fn need(programs: &[Program]) -> Result<()> {
    let missing: Vec<_> = programs.iter().copied().filter(|(program, _)| !has(program)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    if may_install() {
        return install(&missing);
    }
    let packages = packages_of(&missing);
    bail!(
        "this needs {}; install {} (on Debian: `sudo apt-get install {}`) and run it again",
        missing.iter().map(|(program, _)| *program).collect::<Vec<_>>().join(", "),
        packages.join(", "),
        packages.join(" ")
    );
}

fn packages_of(programs: &[Program]) -> Vec<&'static str> {
    programs.iter().map(|(_, package)| *package).collect()
}

fn install(programs: &[Program]) -> Result<()> {
    let packages = packages_of(programs);
    println!("  installing {} from Debian's packages", packages.join(", "));
    let quiet = [("DEBIAN_FRONTEND", "noninteractive")];
    run_with(&quiet, "apt-get", &["update", "-qq"])?;
    let mut args = vec!["install", "-y", "-qq", "--no-install-recommends"];
    args.extend(packages);
    run_with(&quiet, "apt-get", &args)
}

/// Installs the npm packages of the lock file in a folder, unless they are here already.
pub(crate) fn packages(folder: &str) -> Result<()> {
    let lock = blake3::hash(&fs::read(format!("{folder}/package-lock.json"))?).to_hex().to_string();
    let stamp = format!("{folder}/node_modules/.installed");
    if fs::read_to_string(&stamp).is_ok_and(|s| s == lock) {
        println!("  npm packages are as the lock file says");
        return Ok(());
    }
    // Some packages would download a browser of their own.
    let args = ["--prefix", folder, "ci", "--ignore-scripts", "--no-audit", "--no-fund"];
    run_with(&[("PUPPETEER_SKIP_DOWNLOAD", "1")], "npm", &args)?;
    fs::write(stamp, lock)?;
    Ok(())
}
