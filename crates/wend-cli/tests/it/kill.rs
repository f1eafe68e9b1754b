//! A build that is killed at any moment leaves the old site whole.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::support::{WEND, arg, snapshot, wend, write};

/// Two versions of a curriculum that differ in every lesson.
fn version(dir: &Path, n: u32) {
    write(dir, &[("curriculum.toml", "id = \"kill\"\ntitle = \"Kill\"\n")]);
    for l in 0..60 {
        let text = format!("# Lesson {l}\n\nThis is version {n} of the lesson.\n");
        write(dir, &[(&format!("lessons/l{l}.md"), &text)]);
    }
}

#[test]
fn two_hundred_kills() {
    let dir = tempfile::tempdir().unwrap();
    let (source, out) = (dir.path().join("course"), dir.path().join("site"));
    let mut whole = Vec::new();
    // How long a build takes just now: other work on the machine makes it longer and shorter.
    let mut usual = Duration::ZERO;
    for n in 0..2 {
        version(&source, n);
        let start = Instant::now();
        assert_eq!(wend(&["build", arg(&source), "--out", arg(&out)]).code, 0);
        usual = start.elapsed();
        whole.push(snapshot(&out));
    }
    assert_ne!(whole[0], whole[1]);
    let (mut killed, mut moment) = (0, 0.0_f64);
    for n in 0..2000 {
        // Fractions of the golden ratio spread evenly over the whole build.
        moment = (moment + 0.618_033_988_75) % 1.0;
        version(&source, n % 2);
        let mut build = Command::new(WEND);
        build.env("WEND_CACHE", "");
        build.args(["build", arg(&source), "--out", arg(&out)]).stdout(Stdio::null()).stderr(Stdio::null());
        let start = Instant::now();
        let mut build = build.spawn().unwrap();
        let ended = loop {
            if build.try_wait().unwrap().is_some() {
                break true;
            }
            if start.elapsed() > usual.mul_f64(moment) {
                break false;
            }
            thread::sleep(Duration::from_micros(500));
        };
        if ended {
            usual = start.elapsed();
        } else {
            usual = usual.mul_f64(1.02);
            killed += 1;
        }
        let _ = build.kill();
        build.wait().unwrap();
        let site = snapshot(&out);
        let is = |version: usize| site.iter().filter(|(path, _)| *path != ".wend/building").eq(whole[version].iter());
        assert!(is(0) || is(1), "kill {n} left a site that is neither version");
        if killed == 200 {
            break;
        }
    }
    assert_eq!(killed, 200);
    // The next build cleans up whatever was left beside the site.
    version(&source, 0);
    let last = wend(&["build", arg(&source), "--out", arg(&out)]);
    assert_eq!(last.code, 0, "{}", last.err);
    assert_eq!(snapshot(&out), whole[0]);
    let beside: Vec<_> = fs::read_dir(dir.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(beside.len(), 2, "{beside:?}");
}
