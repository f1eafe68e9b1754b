//! What the tests need from outside: Node, Chromium and Java from the system's packages, the rest from npm by lock file.

use std::fs;

use anyhow::{Result, bail};

use crate::shell::{has, output, run_with};

/// A program the tests call, and the Debian package that has it.
const PROGRAMS: [(&str, &str); 4] =
    [("node", "nodejs"), ("npm", "npm"), ("chromium", "chromium"), ("java", "default-jre-headless")];

/// Installs the programs that are missing, when that is allowed.
pub(crate) fn programs() -> Result<()> {
    let missing: Vec<_> = PROGRAMS.iter().filter(|(program, _)| !has(program)).collect();
    if missing.is_empty() {
        println!("  node, npm, chromium and java are here");
        return Ok(());
    }
    let packages: Vec<&str> = missing.iter().map(|(_, package)| *package).collect();
    let root = output("id", &["-u"]).is_ok_and(|id| id.trim() == "0");
    if !has("apt-get") || !root {
        bail!(
            "the tests need {}; install {} (on Debian: `sudo apt-get install {}`) and run this again",
            missing.iter().map(|(program, _)| *program).collect::<Vec<_>>().join(", "),
            packages.join(", "),
            packages.join(" ")
        );
    }
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
