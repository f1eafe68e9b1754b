//! `wend new DIR`: a small curriculum that works, to be changed into one's own.

use std::{
    fs,
    hash::{BuildHasher, Hasher, RandomState},
    path::{Path, PathBuf},
};

use crate::{End, terminal::Terminal};

/// Make a small curriculum that works, to be changed into your own
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The folder to make
    dir: PathBuf,
    /// Its title; the folder's name where none is given
    #[arg(long)]
    title: Option<String>,
}

/// The files of a new curriculum.
const STARTER: [(&str, &str); 6] = [
    ("curriculum.toml", include_str!("../../starter/curriculum.toml")),
    ("objectives.toml", include_str!("../../starter/objectives.toml")),
    ("lessons/starlings.md", include_str!("../../starter/lessons/starlings.md")),
    ("lessons/stadium.md", include_str!("../../starter/lessons/stadium.md")),
    ("lessons/between.md", include_str!("../../starter/lessons/between.md")),
    ("learners/sam.toml", include_str!("../../starter/learners/sam.toml")),
];

pub(crate) fn run(terminal: &Terminal, args: &Args) -> End {
    let dir = &args.dir;
    let shown = dir.display();
    if dir.is_file() {
        terminal.error(&format!("{shown} is a file"), "name a folder that does not exist yet");
        return End::Refused;
    }
    if fs::read_dir(dir).is_ok_and(|mut d| d.next().is_some()) {
        let help = "name a folder that does not exist yet; to use files you have, put them in a folder and run `wend serve` on it";
        terminal.error(&format!("{shown} is not empty, and `wend new` never overwrites"), help);
        return End::Refused;
    }
    let title = args.title.clone().unwrap_or_else(|| title_of(dir));
    let id = fresh_id(&title);
    for (name, text) in STARTER {
        let path = dir.join(name);
        let toml_title = title.replace('\\', "\\\\").replace('"', "\\\"");
        let text = match name {
            "curriculum.toml" => text.replace("{id}", &id).replace("{title}", &toml_title),
            _ => text.to_owned(),
        };
        let written = path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&path, text));
        if let Err(e) = written {
            terminal.error(&format!("{} can't be written: {e}", path.display()), "");
            return End::Refused;
        }
    }
    terminal.say(&format!("made {shown}: three lessons, two objectives, one learner"));
    terminal.say(&format!("next: `wend serve {shown}`, then open {shown}/lessons/starlings.md and change it"));
    End::Clean
}

/// The folder's name as a title: "my-maths" is "My maths".
pub(crate) fn title_of(dir: &Path) -> String {
    let dir = std::path::absolute(dir).unwrap_or_else(|_| dir.to_owned());
    let name = dir.file_name().map(|n| n.to_string_lossy().replace(['-', '_'], " ")).unwrap_or_default();
    let mut chars = name.trim().chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => "My curriculum".to_owned(),
    }
}

/// An id that no other curriculum has: records of two curricula must never meet.
pub(crate) fn fresh_id(title: &str) -> String {
    let plain: String = title.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    let words: Vec<_> = plain.split('-').filter(|w| !w.is_empty()).collect();
    let words = words.join("-").chars().take(40).collect::<String>();
    // The standard library seeds each of these from the system's randomness.
    let random = RandomState::new().build_hasher().finish();
    let tail: String =
        (0..6).map(|i| char::from(b"abcdefghjkmnpqrstuvwxyz23456789"[((random >> (i * 8)) % 31) as usize])).collect();
    if words.is_empty() { tail } else { format!("{words}-{tail}") }
}
