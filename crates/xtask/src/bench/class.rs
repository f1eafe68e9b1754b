//! A class of thirty on a curriculum of five hundred lessons: `wend path --all` and `wend board`, from the folder's files to what is
//! printed. By the clock of the wall, since that is what a teacher waits for.

use std::{fmt::Write, fs, path::Path, process::Command, time::Instant};

use anyhow::{Result, ensure};

use super::{Bins, Figure, generate, path};

const LESSONS: usize = 500;
const LEARNERS: usize = 30;
/// Answers of each.
const ANSWERS: usize = 400;
/// 2026-12-02, in milliseconds since 1970.
const NOW: usize = 1_796_169_600_000;
/// What was promised, in seconds.
const MOST: f64 = 2.0;

pub(crate) fn thirty(bins: &Bins, work: &Path, figures: &mut Vec<Figure>) -> Result<()> {
    let (course, handed) = (work.join("class"), work.join("handed"));
    generate::curriculum(&course, LESSONS)?;
    fs::create_dir_all(course.join("learners"))?;
    fs::create_dir_all(&handed)?;
    let mut list = String::from("[class]\ntitle = \"Bench\"\n");
    for learner in 0..LEARNERS {
        write!(
            list,
            "\n[[learner]]\nalias = \"l{learner:02}\"\ninterests = [\"{}\"]\nweekly_minutes = 90\n[learner.path]\ngoals = [\"o{}\", \"o{}\"]\n",
            ["music", "cooking", "football"][learner % 3],
            LESSONS / 2 - 1 - learner % 7,
            LESSONS / 4 + learner,
        )?;
        fs::write(handed.join(format!("l{learner:02}.json")), record(learner))?;
    }
    fs::write(course.join("learners/class.toml"), list)?;
    let (course, handed) = (path(&course), path(&handed));
    let board = ["board", handed, "--curriculum", course, "--day", "2026-12-02", "--format", "json"];
    let all = ["path", course, "--all", "--from", "2026-12-02"];
    for (what, args) in [("path", &all[..]), ("board", &board[..])] {
        let mut best = f64::MAX;
        for _ in 0..3 {
            let start = Instant::now();
            let run = Command::new(&bins.wend).args(args).output()?;
            best = best.min(start.elapsed().as_secs_f64());
            let out = String::from_utf8_lossy(&run.stdout);
            ensure!(run.status.success() && out.contains("l29"), "{what}: {}", String::from_utf8_lossy(&run.stderr));
        }
        let what = format!("{LEARNERS} learners, {LESSONS} lessons: wend {what}");
        figures.push(Figure::new(what, best, Some(MOST), "s"));
    }
    Ok(())
}

/// A record of answers, most of them right, on the first objectives.
fn record(learner: usize) -> String {
    let mut out = format!(
        "{{\"format\":1,\"curriculum\":\"bench\",\"record\":\"r{learner}\",\"alias\":\"l{learner:02}\",\"entries\":["
    );
    for n in 0..ANSWERS {
        let objective = format!("o{}", n / 8 + learner % 5);
        let t = NOW - (ANSWERS - n) * 3_600_000;
        let right = !(n * 7 + learner).is_multiple_of(9);
        let comma = if n == 0 { "" } else { "," };
        let _ = write!(
            out,
            "{comma}{{\"w\":\"w\",\"n\":{n},\"t\":{t},\"kind\":\"answer\",\"objective\":\"{objective}\",\"item\":\"{objective}#{}\",\"correct\":{right}}}",
            n % 8
        );
    }
    out + "]}"
}
