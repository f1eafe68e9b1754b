//! A browser of the person's own, driven without a window: pages are opened in it and asked what they know.
//!
//! Chromium and its relatives take commands of the DevTools protocol, JSON texts that end with a zero byte, on file
//! descriptor 3 and answer on 4 (`--remote-debugging-pipe`). So no port is opened, which others on the machine could
//! talk to, and nothing has to be installed beside the browser. A shell hands the two descriptors over: they are this
//! process's ends of its standard input and output.

use std::{
    env, fs,
    io::{self, BufRead, BufReader, Read, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, Command, Stdio},
    sync::mpsc::{self, Receiver},
    thread,
    time::Duration,
};

use serde_json::{Value, json};
use tempfile::TempDir;

/// Names a browser: a path or a name, and arguments if it needs any. Empty: none is to be asked.
pub(crate) const VARIABLE: &str = "WEND_BROWSER";

/// What browsers that understand the protocol are called on `PATH`.
const NAMES: [&str; 7] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "microsoft-edge-stable",
    "brave-browser",
];

/// Where they are on a Mac.
const MAC: [&str; 3] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
];

/// An answer that takes longer than this never comes.
const PATIENCE: Duration = Duration::from_secs(30);

/// Which browser is to be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Choice {
    /// The person named it, with its arguments.
    Named(Vec<String>),
    /// It is on this machine.
    Found(PathBuf),
    /// The person wants none.
    Unwanted,
    /// None is there.
    Missing,
}

impl Choice {
    /// What the environment says, or else what is installed.
    pub(crate) fn of_person() -> Self {
        let path = env::var_os("PATH").unwrap_or_default();
        let on_path = env::split_paths(&path).flat_map(|dir| NAMES.map(|name| dir.join(name)));
        let installed = on_path.chain(MAC.map(PathBuf::from)).find(|file| file.is_file());
        Self::of(env::var_os(VARIABLE).map(|named| named.to_string_lossy().into_owned()).as_deref(), installed)
    }

    fn of(named: Option<&str>, installed: Option<PathBuf>) -> Self {
        match (named.map(str::trim), installed) {
            // The names of programs have spaces on some systems.
            (Some(named), _) if Path::new(named).is_file() => Self::Named(vec![named.to_owned()]),
            (Some(""), _) => Self::Unwanted,
            (Some(named), _) => Self::Named(named.split_whitespace().map(str::to_owned).collect()),
            (None, Some(file)) => Self::Found(file),
            (None, None) => Self::Missing,
        }
    }

    /// The command, where there is one.
    pub(crate) fn command(&self) -> Option<Vec<String>> {
        match self {
            Self::Named(command) => Some(command.clone()),
            Self::Found(file) => Some(vec![file.to_string_lossy().into_owned()]),
            Self::Unwanted | Self::Missing => None,
        }
    }
}

/// A browser with one page.
pub(crate) struct Browser {
    child: Child,
    to: ChildStdin,
    from: Receiver<Value>,
    /// Where the browser keeps what it keeps; it goes when this does.
    _profile: TempDir,
    last: u64,
    /// The page's own session, and those of frames that run in processes of their own.
    sessions: Vec<String>,
    /// Sessions that have begun and were not entered yet.
    fresh: Vec<String>,
    /// The frames' worlds of scripts: session and id.
    worlds: Vec<(String, u64)>,
    /// What scripts of the page threw and nobody caught.
    thrown: Vec<String>,
    /// What pages are told of the screen, frames in processes of their own too.
    media: Value,
}

impl Drop for Browser {
    fn drop(&mut self) {
        // It ends by itself when asked; a browser that doesn't is ended, and what is in its folder with it.
        let asked = self.send(None, "Browser.close", &json!({})).is_ok();
        for _ in 0..if asked { 40 } else { 0 } {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return;
            }
            thread::sleep(Duration::from_millis(50));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Browser {
    /// Starts it. The error is a sentence for whoever named it.
    pub(crate) fn start(command: &[String]) -> Result<Self, String> {
        if cfg!(windows) {
            return Err("browsers are asked on Linux and macOS only".to_owned());
        }
        let profile = tempfile::tempdir().map_err(|e| format!("no folder can be made for it: {e}"))?;
        let errors = profile.path().join("said");
        let say = |e: io::Error| format!("it can't be started: {e}");
        let mut child = Command::new("/bin/sh")
            .args(["-c", "exec 3<&0 4>&1 </dev/null >/dev/null; exec \"$@\"", "sh"])
            .args(command)
            .args(["--headless", "--remote-debugging-pipe", "--no-first-run", "--no-default-browser-check"])
            .args(["--disable-gpu", "--disable-sync", "--disable-extensions", "--disable-background-networking"])
            .args(["--disable-component-update", "--hide-scrollbars", "--mute-audio"])
            .arg(format!("--user-data-dir={}", profile.path().join("profile").display()))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(fs::File::create(&errors).map_err(say)?)
            .spawn()
            .map_err(say)?;
        let (Some(to), Some(answers)) = (child.stdin.take(), child.stdout.take()) else {
            return Err("it can't be talked to".to_owned());
        };
        let from = listen(answers);
        let (sessions, fresh, worlds, thrown) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut browser =
            Self { child, to, from, _profile: profile, last: 0, sessions, fresh, worlds, thrown, media: json!({}) };
        // A browser that ends at once says why on its standard error.
        browser.page().map_err(|why| last_line(&errors).unwrap_or(why))?;
        Ok(browser)
    }

    /// Makes the one page.
    fn page(&mut self) -> Result<(), String> {
        let made = self.send(None, "Target.createTarget", &json!({ "url": "about:blank" }))?;
        let target = json!({ "targetId": made["targetId"], "flatten": true });
        let attached = self.send(None, "Target.attachToTarget", &target)?;
        let session = attached["sessionId"].as_str().unwrap_or_default().to_owned();
        self.enter(&session)
    }

    /// Enters the frames that were made meanwhile, and those within them.
    fn frames(&mut self) {
        while let Some(session) = self.fresh.pop() {
            // One that is gone again by now has nothing to say.
            let _ = self.enter(&session);
        }
    }

    /// A new session tells of its worlds, and of frames that get sessions of their own.
    fn enter(&mut self, session: &str) -> Result<(), String> {
        self.sessions.push(session.to_owned());
        let follow = json!({ "autoAttach": true, "waitForDebuggerOnStart": false, "flatten": true });
        self.send(Some(session), "Target.setAutoAttach", &follow)?;
        self.send(Some(session), "Runtime.enable", &json!({}))?;
        let media = self.media.clone();
        self.send(Some(session), "Emulation.setEmulatedMedia", &media)?;
        Ok(())
    }

    /// What the browser calls itself, such as `Chrome/140.0.1`.
    pub(crate) fn version(&mut self) -> String {
        let said = self.send(None, "Browser.getVersion", &json!({})).unwrap_or_default();
        said["product"].as_str().unwrap_or("a browser").trim_start_matches("Headless").to_owned()
    }

    /// The window's size in pixels.
    pub(crate) fn size(&mut self, width: u32, height: u32) -> Result<(), String> {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.of_page("Emulation.setDeviceMetricsOverride", &size)
    }

    /// Whether pages are dark. Nothing moves in either case.
    pub(crate) fn dark(&mut self, dark: bool) -> Result<(), String> {
        let scheme = json!({ "name": "prefers-color-scheme", "value": if dark { "dark" } else { "light" } });
        let still = json!({ "name": "prefers-reduced-motion", "value": "reduce" });
        self.media = json!({ "features": [scheme, still] });
        self.frames();
        for session in self.sessions.clone() {
            self.send(Some(&session), "Emulation.setEmulatedMedia", &self.media.clone())?;
        }
        Ok(())
    }

    /// Opens an address.
    pub(crate) fn open(&mut self, url: &str) -> Result<(), String> {
        self.thrown.clear();
        self.of_page("Page.navigate", &json!({ "url": url }))
    }

    fn of_page(&mut self, method: &str, args: &Value) -> Result<(), String> {
        let page = self.sessions.first().cloned();
        self.send(page.as_deref(), method, args).map(|_| ())
    }

    /// The value of an expression in the page; that of a promise, when it has one.
    pub(crate) fn ask(&mut self, expression: &str) -> Result<Value, String> {
        let page = self.sessions.first().cloned().unwrap_or_default();
        self.evaluate(&page, None, expression)
    }

    /// Runs a script in the page and in each frame of it.
    pub(crate) fn everywhere(&mut self, script: &str) -> Result<(), String> {
        self.frames();
        for (session, world) in self.worlds.clone() {
            self.evaluate(&session, Some(world), script)?;
        }
        Ok(())
    }

    /// What scripts of the page threw since it was opened.
    pub(crate) fn thrown(&self) -> &[String] {
        &self.thrown
    }

    fn evaluate(&mut self, session: &str, world: Option<u64>, expression: &str) -> Result<Value, String> {
        let mut args = json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
        if let Some(world) = world {
            args["contextId"] = world.into();
        }
        let said = self.send(Some(session), "Runtime.evaluate", &args)?;
        match said.get("exceptionDetails") {
            Some(thrown) => Err(words(thrown)),
            None => Ok(said["result"]["value"].clone()),
        }
    }

    /// Sends a command and waits for its answer; what happens meanwhile is noted.
    fn send(&mut self, session: Option<&str>, method: &str, args: &Value) -> Result<Value, String> {
        self.last += 1;
        let id = self.last;
        let mut command = json!({ "id": id, "method": method, "params": args });
        if let Some(session) = session {
            command["sessionId"] = session.into();
        }
        let sent = write!(self.to, "{command}\0").and_then(|()| self.to.flush());
        sent.map_err(|_| "it has ended".to_owned())?;
        loop {
            let said = self.from.recv_timeout(PATIENCE).map_err(|e| match e {
                mpsc::RecvTimeoutError::Timeout => format!("it did not answer {method}"),
                mpsc::RecvTimeoutError::Disconnected => "it has ended".to_owned(),
            })?;
            if said["id"].as_u64() == Some(id) {
                return match said.get("error") {
                    Some(error) => Err(format!("{method}: {}", error["message"].as_str().unwrap_or("it can't"))),
                    None => Ok(said["result"].clone()),
                };
            }
            self.note(&said);
        }
    }

    fn note(&mut self, said: &Value) {
        let session = said["sessionId"].as_str().unwrap_or_default().to_owned();
        let args = &said["params"];
        match said["method"].as_str().unwrap_or_default() {
            "Runtime.executionContextCreated" => {
                let context = &args["context"];
                if let (Some(id), Some(true)) = (context["id"].as_u64(), context["auxData"]["isDefault"].as_bool()) {
                    self.worlds.push((session, id));
                }
            }
            "Runtime.executionContextDestroyed" => {
                let gone = args["executionContextId"].as_u64();
                self.worlds.retain(|(of, id)| *of != session || Some(*id) != gone);
            }
            "Runtime.executionContextsCleared" => self.worlds.retain(|(of, _)| *of != session),
            "Target.detachedFromTarget" => {
                let gone = args["sessionId"].as_str().unwrap_or_default();
                self.worlds.retain(|(of, _)| of != gone);
                self.sessions.retain(|of| of != gone);
                self.fresh.retain(|of| of != gone);
            }
            // The page itself is attached to by a command, and comes with no session around it.
            "Target.attachedToTarget" if !session.is_empty() => {
                self.fresh.push(args["sessionId"].as_str().unwrap_or_default().to_owned());
            }
            "Runtime.exceptionThrown" => self.thrown.push(words(&args["exceptionDetails"])),
            _ => {}
        }
    }
}

/// What was thrown, on one line.
fn words(thrown: &Value) -> String {
    let said = thrown["exception"]["description"].as_str().or(thrown["exception"]["value"].as_str());
    let said = said.or(thrown["text"].as_str()).unwrap_or("something was thrown");
    said.lines().next().unwrap_or_default().to_owned()
}

/// Messages as they come, from a thread of its own: a browser that is silent must not stop us.
fn listen(answers: impl Read + Send + 'static) -> Receiver<Value> {
    let (send, from) = mpsc::channel();
    thread::spawn(move || {
        let mut answers = BufReader::new(answers);
        let mut text = Vec::new();
        while answers.read_until(0, &mut text).is_ok_and(|n| n > 0) {
            text.pop();
            if let Ok(said) = serde_json::from_slice(&text)
                && send.send(said).is_err()
            {
                break;
            }
            text.clear();
        }
    });
    from
}

/// The last thing that a program said, without the mark of time that Chromium begins its lines with.
fn last_line(file: &Path) -> Option<String> {
    let said = fs::read(file).ok()?;
    let said = String::from_utf8_lossy(&said);
    let line = said.lines().rev().map(str::trim).find(|line| !line.is_empty())?;
    let line = line.strip_prefix('[').and_then(|line| line.split_once("] ")).map_or(line, |(_, rest)| rest);
    Some(line.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_named_found_unwanted_or_missing() {
        let words = |words: &[&str]| Choice::Named(words.iter().map(|&word| word.to_owned()).collect());
        let chromium = PathBuf::from("/usr/bin/chromium");
        let installed = Some(chromium.clone());
        assert_eq!(Choice::of(Some("brave --no-sandbox "), installed.clone()), words(&["brave", "--no-sandbox"]));
        assert_eq!(Choice::of(Some(" "), installed.clone()), Choice::Unwanted);
        assert_eq!(Choice::of(None, installed), Choice::Found(chromium));
        assert_eq!(Choice::of(None, None), Choice::Missing);
        // A path may have spaces.
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("Google Chrome");
        fs::write(&file, "").unwrap();
        let path = file.to_str().unwrap();
        assert_eq!(Choice::of(Some(path), None), words(&[path]));
    }

    #[test]
    fn what_is_no_browser_says_why() {
        let start = |script: &str| Browser::start(&["/bin/sh".into(), "-c".into(), script.into()]).err();
        let said = start("echo '[1:2:0101/000000.0:ERROR:zygote.cc(1)] Running as root is not supported.' >&2");
        assert_eq!(said.as_deref(), Some("Running as root is not supported."));
        assert_eq!(start("exit 1").as_deref(), Some("it has ended"));
        let missing = Browser::start(&["/nowhere/chromium".into()]).err().unwrap();
        assert!(missing.contains("/nowhere/chromium"), "{missing}");
    }
}
