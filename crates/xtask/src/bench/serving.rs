//! One edited lesson while a large curriculum is served: processor time of the server, and time until the new bytes are
//! there.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use super::{Bins, Figure, path};

/// Serves `source`, edits lessons one after the other, and reports the median.
pub(crate) fn edit(bins: &Bins, source: &Path, figures: &mut Vec<Figure>) -> Result<()> {
    let mut server = Command::new(&bins.wend)
        .args(["serve", path(source), "--port", "0"])
        .stderr(Stdio::piped())
        .stdin(Stdio::null())
        .spawn()?;
    let result = edits(&mut server, source);
    server.kill()?;
    server.wait()?;
    let (mut cpu, mut wall) = result?;
    cpu.sort_by(f64::total_cmp);
    wall.sort_by(f64::total_cmp);
    figures.push(Figure::new(
        "one edit while serving 10,000 lessons: processor time",
        cpu[cpu.len() / 2],
        Some(0.1),
        "s",
    ));
    figures.push(Figure::new(
        "one edit while serving 10,000 lessons: until served",
        wall[wall.len() / 2] * 1e3,
        Some(150.0),
        "ms",
    ));
    Ok(())
}

fn edits(server: &mut std::process::Child, source: &Path) -> Result<(Vec<f64>, Vec<f64>)> {
    let mut lines = BufReader::new(server.stderr.take().context("no output")?).lines();
    let address = loop {
        let line = lines.next().context("the server ended before it was ready")??;
        if let Some(rest) = line.split("http://").nth(1) {
            break rest.split('/').next().unwrap_or_default().to_owned();
        }
    };
    // The pipe must not fill up.
    thread::spawn(move || lines.for_each(drop));
    let (mut cpu, mut wall) = (Vec::new(), Vec::new());
    let folder = source.join("lessons/s0");
    let mut files: Vec<_> = fs::read_dir(&folder)?.filter_map(|e| Some(e.ok()?.path())).collect();
    files.retain(|p| p.extension().is_some_and(|e| e == "md"));
    files.sort();
    thread::sleep(Duration::from_millis(500));
    for (i, file) in files.iter().take(7).enumerate() {
        let mark = format!("Mark{i}of7");
        let page = format!("/lessons/s0/{}.html", file.file_stem().unwrap_or_default().to_string_lossy());
        let text = fs::read_to_string(file)?;
        let before = processor_time(server.id())?;
        let start = Instant::now();
        fs::write(file, format!("{text}\n\n{mark}\n"))?;
        while !get(&address, &page)?.contains(&mark) {
            if start.elapsed() > Duration::from_secs(10) {
                bail!("{page} was not served anew within ten seconds");
            }
            thread::sleep(Duration::from_millis(5));
        }
        wall.push(start.elapsed().as_secs_f64());
        thread::sleep(Duration::from_millis(300));
        cpu.push(processor_time(server.id())? - before);
    }
    Ok((cpu, wall))
}

/// User and system time of a running process in seconds, from /proc (fields 14 and 15 of proc_pid_stat(5)).
fn processor_time(pid: u32) -> Result<f64> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat"))?;
    let fields: Vec<_> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks: f64 =
        fields.get(11).context("utime")?.parse::<f64>()? + fields.get(12).context("stime")?.parse::<f64>()?;
    Ok(ticks / 100.0)
}

fn get(address: &str, page: &str) -> Result<String> {
    let mut stream = TcpStream::connect(address)?;
    write!(stream, "GET {page} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}
