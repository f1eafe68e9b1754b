//! `cargo xtask bench plugins`: what each tier of a plugin costs, beside a kind whose template is empty.

use std::{
    fs,
    hint::black_box,
    path::Path,
    process::{Command, Stdio},
    sync::Arc,
    time::Instant,
};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use wend_plugin::{Folder, Registry};

use super::{Figure, path};

/// Blocks of one build, in so many lessons.
const BLOCKS: usize = 10_000;
const LESSONS: usize = 100;

/// One way to make a block: its kind, what it is, the files that its plugin has beside `plugin.toml`.
struct Tier {
    kind: &'static str,
    what: &'static str,
    /// The module and function that are called for each block.
    call: Option<(&'static str, &'static str)>,
    files: &'static [(&'static str, &'static str)],
}

const LINE: &str = "<figure class=\"line\"><svg viewBox=\"0 0 {{ data.width }} 20\" role=\"img\" aria-label=\"{{ t('KIND.label', n=data.upto) }}\">{% for tick in data.ticks %}<line x1=\"{{ tick.x }}\" y1=\"5\" x2=\"{{ tick.x }}\" y2=\"15\"></line>{% endfor %}</svg>{{ parts.prompt }}</figure>";

const TIERS: [Tier; 6] = [
    Tier { kind: "empty", what: "an empty template", call: None, files: &[("block.html", "")] },
    Tier {
        kind: "template",
        what: "a template: prompt, table, loop",
        call: None,
        files: &[(
            "block.html",
            "<div class=\"points\" id=\"{{ id }}--points\"><p class=\"title\">{{ t('template.label', n=attributes.upto) }}</p>{{ parts.prompt }}<ul>{% for row in parts.points.rows %}<li>{{ row[0] }}</li>{% endfor %}</ul></div>",
        )],
    },
    Tier {
        kind: "data",
        what: "expand.js gives data to a template",
        call: Some(("expand.js", "expand")),
        files: &[
            ("block.html", LINE),
            (
                "expand.js",
                "export function expand({ attributes, parts }) {\n  const { upto } = attributes;\n  const problems = (parts.points?.rows ?? []).flatMap(([at], n) => Number(at) > upto ? [{ message: `${at} is off the line`, at: `points.${n}.0` }] : []);\n  return { data: { upto, width: upto * 10, ticks: Array.from({ length: upto + 1 }, (_, n) => ({ n, x: n * 10 })) }, problems };\n}\n",
            ),
        ],
    },
    Tier {
        kind: "markup",
        what: "expand.js makes markup",
        call: Some(("expand.js", "expand")),
        files: &[(
            "expand.js",
            "export function expand({ attributes, parts }) {\n  const { upto } = attributes;\n  const rows = parts.points?.rows ?? [];\n  return { markup: ['figure', { class: 'line' }, ['svg', { viewBox: `0 0 ${upto * 10} 20` }, ['title', { t: 'markup.label', n: upto }], ...rows.map(([at]) => ['circle', { cx: Number(at) * 10, cy: 10, r: 2 }])], { part: 'prompt' }], search: 'number line' };\n}\n",
        )],
    },
    Tier {
        kind: "blocks",
        what: "expand.js makes Markdown with blocks",
        call: Some(("expand.js", "expand")),
        files: &[(
            "expand.js",
            "export function expand({ parts }) {\n  return { blocks: `${parts.prompt}\\n\\n::: note\\n${(parts.points?.rows ?? []).map(([at]) => at).join(', ')}\\n:::\\n` };\n}\n",
        )],
    },
    Tier {
        kind: "graded",
        what: "key.js and grade.js check the author's key",
        call: Some(("grade.js", "grade")),
        files: &[
            (
                "block.html",
                "{% for item in items %}<section class=\"item\" {{ item.data }}>{{ item.parts.prompt }}{{ item.spec }}</section>{% endfor %}",
            ),
            (
                "grade.js",
                "export function grade(answer, spec) {\n  return { correct: spec.points.rows.some(([at]) => at === answer) };\n}\n",
            ),
            (
                "key.js",
                "export function samples(spec) {\n  return spec.points.rows.map(([at], n) => ({ answer: at, correct: true, at: `points.${n}` }));\n}\nexport function problems() {\n  return [];\n}\n",
            ),
        ],
    },
];

impl Tier {
    fn manifest(&self) -> String {
        let kind = self.kind;
        format!(
            "name = \"{kind}\"\nversion = \"1\"\napi = 1\n[kind.{kind}]\nyields = {yields}\n[kind.{kind}.attribute.upto]\ntype = \"integer\"\ndefault = 10\n\
             [kind.{kind}.part.prompt]\nis = \"text\"\n[kind.{kind}.part.points]\nis = \"table\"\n{item}[strings.en.{kind}]\nlabel = \"A line up to {{n}}\"\n",
            yields = if self.kind == "graded" { "\"evidence\"" } else { "[]" },
            item = if self.kind == "graded" { format!("[kind.{kind}.item]\n") } else { String::new() },
        )
    }

    fn files(&self) -> Vec<(String, String)> {
        let own = self.files.iter().map(|(path, text)| ((*path).to_owned(), text.replace("KIND", self.kind)));
        own.chain([("plugin.toml".to_owned(), self.manifest())]).collect()
    }

    fn block(&self, n: usize) -> String {
        format!(
            "::: {} b{n} {{upto={}}}\nWhere is number {n}, *in words*?\n\n| at |\n|---|\n| {} |\n| {} |\n:::\n\n",
            self.kind,
            10 + n % 7,
            n % 10,
            n % 9 + 1
        )
    }

    /// A curriculum of blocks of this kind and nothing else.
    fn curriculum(&self, dir: &Path) -> Result<()> {
        let plugin = dir.join("plugins").join(self.kind);
        fs::create_dir_all(&plugin)?;
        fs::create_dir_all(dir.join("lessons"))?;
        fs::write(dir.join("curriculum.toml"), "id = \"bench\"\ntitle = \"Bench\"\n")?;
        for (path, text) in self.files() {
            fs::write(plugin.join(path), text)?;
        }
        for lesson in 0..LESSONS {
            let each = BLOCKS / LESSONS;
            let blocks: String = (lesson * each..(lesson + 1) * each).map(|n| self.block(n)).collect();
            fs::write(dir.join(format!("lessons/l{lesson}.md")), format!("# Lesson {lesson}\n\n{blocks}"))?;
        }
        Ok(())
    }

    /// Microseconds of a call, JSON both ways: the median, and the slowest of a hundred.
    fn calls(&self) -> Result<Option<(f64, f64)>> {
        let Some((module, function)) = self.call else { return Ok(None) };
        let mut registry = Registry::empty();
        let files = self.files().into_iter().map(|(path, text)| (path, Arc::from(text)));
        let found = registry.add(Folder::of_texts(self.kind, files));
        if let Some(found) = found.first() {
            bail!("the plugin `{}`: {}", self.kind, found.message);
        }
        let plugin = registry.plugin(self.kind).context("it was added")?;
        let mut took = Vec::with_capacity(BLOCKS);
        for n in 0..BLOCKS {
            let rows = json!([[(n % 10).to_string()], [(n % 9 + 1).to_string()]]);
            let points = json!({ "head": ["at"], "rows": rows });
            let args = match function {
                "grade" => json!([(n % 10).to_string(), { "kind": self.kind, "points": points, "n": n }]),
                _ => json!([{
                    "kind": self.kind, "label": format!("b{n}"), "attributes": { "upto": 10 + n % 7 },
                    "parts": { "prompt": format!("Where is number {n}, *in words*?"), "points": points },
                    "body": self.block(n),
                }]),
            };
            let start = Instant::now();
            let answer: Option<Value> =
                registry.call(plugin, module, function, &args).map_err(|breach| anyhow::anyhow!("{breach}"))?;
            black_box(answer);
            took.push(start.elapsed().as_secs_f64() * 1e6);
        }
        took.sort_by(f64::total_cmp);
        Ok(Some((took[BLOCKS / 2], took[BLOCKS * 99 / 100])))
    }
}

/// Seconds of four builds: with nothing to remember; with the answers of scripts; with a site in another folder too; with
/// the site in the same folder.
struct Builds {
    cold: f64,
    answers: f64,
    warm: f64,
    again: f64,
}

fn builds(wend: &Path, tier: &Tier, work: &Path) -> Result<Builds> {
    let dir = work.join(tier.kind);
    tier.curriculum(&dir)?;
    let never = f64::INFINITY;
    let mut best = Builds { cold: never, answers: never, warm: never, again: never };
    for run in 0..3 {
        let cache = work.join(format!("cache-{}-{run}", tier.kind));
        fs::create_dir_all(&cache)?;
        let build = |out: &str| -> Result<f64> {
            let out = work.join(format!("out-{}-{run}-{out}", tier.kind));
            let start = Instant::now();
            let output = Command::new(wend)
                .args(["build", path(&dir), "--out", path(&out), "--threads", "2"])
                .env("WEND_CACHE", &cache)
                .stdout(Stdio::null())
                .stderr(Stdio::piped())
                .output()?;
            if !output.status.success() {
                bail!("{}", String::from_utf8_lossy(&output.stderr));
            }
            Ok(start.elapsed().as_secs_f64())
        };
        best.cold = best.cold.min(build("cold")?);
        fs::remove_dir_all(work.join(format!("out-{}-{run}-cold", tier.kind)))?;
        best.answers = best.answers.min(build("answers")?);
        best.warm = best.warm.min(build("warm")?);
        best.again = best.again.min(build("warm")?);
    }
    Ok(best)
}

/// Prints every figure of plugins.
pub(crate) fn run(wend: &Path, work: &Path) -> Result<()> {
    let _ = fs::remove_dir_all(work);
    fs::create_dir_all(work)?;
    let mut rows = Vec::new();
    for tier in &TIERS {
        rows.push((tier, tier.calls()?, builds(wend, tier, work)?));
    }
    let Some((_, _, floor)) = rows.first() else { return Ok(()) };
    println!(
        "\n{BLOCKS} blocks, each different, in {LESSONS} lessons; whole builds on two threads, the best of three:\n"
    );
    println!("| a block's kind | a call, median | 1 of 100 | cold | × empty | answers | × empty | warm | again |");
    println!("|---|---|---|---|---|---|---|---|---|");
    let mut figures = Vec::new();
    for (tier, call, builds) in &rows {
        let micros = |value: Option<f64>| value.map_or_else(String::new, |value| format!("{value:.0} µs"));
        println!(
            "| {} | {} | {} | {:.2} s | {:.1} | {:.2} s | {:.1} | {:.2} s | {:.2} s |",
            tier.what,
            micros(call.map(|(median, _)| median)),
            micros(call.map(|(_, slow)| slow)),
            builds.cold,
            builds.cold / floor.cold,
            builds.answers,
            builds.answers / floor.answers,
            builds.warm,
            builds.again,
        );
        if let Some((median, _)) = call {
            figures.push(Figure::new(format!("{}: a call, median", tier.what), *median, Some(100.0), "µs"));
        }
        figures.push(Figure::new(format!("{}: cold", tier.what), builds.cold, Some(3.0), "s"));
        figures.push(Figure::new(format!("{}: warm", tier.what), builds.warm, Some(0.3), "s"));
    }
    println!("\n{:<66} {:>9} {:<9} {:>9}", "", "measured", "", "at most");
    for figure in &figures {
        println!("{}", figure.line());
    }
    let _ = fs::remove_dir_all(work);
    Ok(())
}
