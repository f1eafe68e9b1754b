//! Curricula of any size, the same for the same seed: lessons of about 4 KB with headings (some in every lesson), a code
//! block, a table, lists, a picture, links, requirements and interests.

use std::{fmt::Write, fs, path::Path};

use anyhow::Result;

/// xorshift64* (Vigna 2016): small, seeded, the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % below
    }

    fn word(&mut self) -> &'static str {
        WORDS[self.next(WORDS.len())]
    }

    fn sentence(&mut self, words: usize) -> String {
        let mut text = self.word().to_owned();
        text[..1].make_ascii_uppercase();
        for i in 1..words {
            text.push_str(if i % 9 == 0 { ", " } else { " " });
            text.push_str(self.word());
        }
        text.push('.');
        text
    }
}

const WORDS: [&str; 64] = [
    "river", "stone", "count", "measure", "bridge", "shadow", "signal", "garden", "number", "pattern", "circle",
    "weight", "wave", "leaf", "engine", "letter", "window", "mirror", "copper", "sound", "light", "water", "paper",
    "field", "north", "story", "market", "winter", "island", "harbour", "clock", "thread", "compare", "draw", "build",
    "listen", "carry", "follow", "gather", "divide", "slow", "bright", "narrow", "equal", "heavy", "early", "round",
    "quiet", "under", "between", "across", "before", "because", "often", "three", "seven", "half", "every", "another",
    "their", "which", "small", "long", "new",
];

const INTERESTS: [&str; 8] = ["music", "cooking", "football", "drawing", "nature", "stories", "machines", "space"];

/// Writes a curriculum of `n` lessons, two to an objective, thirty objectives to a strand.
pub(crate) fn curriculum(dir: &Path, n: usize) -> Result<()> {
    let mut random = Random(0x57_45_4e_44);
    let objectives = n.div_ceil(2);
    let strands = objectives.div_ceil(30);
    let mut toml = String::from("id = \"bench\"\ntitle = \"Bench\"\nlanguage = \"en\"\nlicence = \"CC0-1.0\"\n");
    writeln!(toml, "interests = {INTERESTS:?}")?;
    for s in 0..strands {
        writeln!(toml, "\n[strand.s{s}]\ntitle = \"Strand {s} of {}\"", random.word())?;
    }
    fs::create_dir_all(dir.join("lessons"))?;
    fs::write(dir.join("curriculum.toml"), toml)?;

    let mut toml = String::new();
    for o in 0..objectives {
        let title = format!("{} the {} {}", random.word(), random.word(), random.word());
        writeln!(toml, "[o{o}]\ntitle = \"{title}\"\ncan = \"I can {title}.\"\nstrand = \"s{}\"", o / 30)?;
        match (o % 30, random.next(3)) {
            (0, _) => {}
            (at, 0) if at > 2 => {
                let (a, b) = (o - 1 - random.next(2), o - 1 - random.next(at));
                writeln!(toml, "requires = [{{ any = [\"o{a}\", \"o{b}\"] }}]")?;
            }
            (at, _) => writeln!(toml, "requires = [\"o{}\"]", o - 1 - random.next(at.min(4)))?,
        }
        toml.push('\n');
    }
    fs::write(dir.join("objectives.toml"), toml)?;
    for l in 0..n {
        let folder = dir.join(format!("lessons/s{}", l / 60));
        if l % 60 == 0 {
            fs::create_dir_all(&folder)?;
            fs::write(folder.join("picture.svg"), PICTURE)?;
        }
        fs::write(folder.join(format!("{}.md", name(l))), lesson(l, n, &mut random))?;
    }
    Ok(())
}

/// Adds heavy lessons: one with a block of every kind that lessons are made of everywhere, and for the kinds that few
/// lessons have those that go together: what is looked at and what is turned or ticked, each beside a question, and each
/// of the two that bring a way to answer of their own. All in one page are more than the bound, as in the gallery.
pub(crate) fn every_block(dir: &Path) -> Result<()> {
    for (name, text) in [("blocks", BLOCKS), ("seen", SEEN), ("turned", TURNED), ("line", LINE), ("rhythm", RHYTHM)] {
        fs::write(dir.join(format!("lessons/{name}.md")), text)?;
    }
    Ok(())
}

const SEEN: &str = "+++
title = \"What is looked at\"
teaches = [\"o0\"]
+++

::: timeline
- 1202: Leonardo writes a book.
- 1585: Simon Stevin writes another.
:::

::: chart {title=\"Rain\"}
| day | rain |
|---|---|
| Monday | 3/8 |
| Tuesday | 1/4 |
:::
::: question quarters
What is 1/2 + 1/4?

Answer: 3/4
:::
";

const TURNED: &str = "+++
title = \"What is turned and ticked\"
teaches = [\"o0\"]
+++

::: flash-cards halves
- A half in quarters
  - 2/4
- A half in sixths
  - 3/6
:::

::: steps fold
1. Fold the strip.
2. Unfold it.
:::

::: question quarters
What is 1/2 + 1/4?

Answer: 3/4
:::
";

const LINE: &str = "+++
title = \"A line\"
teaches = [\"o0\"]
+++

::: number-line {to=2 step=\"1/4\"}
- 3/4: the snare drum
:::

::: place-point clap {to=2 step=\"1/4\"}
Where does 3/4 stand?

Answer: 3/4
:::
";

const RHYTHM: &str = "+++
title = \"A rhythm\"
teaches = [\"o0\"]
+++

::: rhythm
- drum: x..x..x.
:::

::: fill-bar fill
Fill the bar.

Answer: 1/2 1/2
:::
";

const BLOCKS: &str = "+++
title = \"Every block\"
teaches = [\"o0\"]
+++

::: note
A bar has four beats.
:::

::: question beats
What is 1/2 + 1/4?

Answer: 3/4
Hint: How many quarters fit in the half?
Why: One half is two quarters.
:::

::: hint
Cut the half into two quarters.
:::

::: solution
1/2 = 2/4
:::

::: branch bigger
Which piece is bigger?

- [x] 1/3
  - Yes.
- [ ] 1/4
  - A fourth is one of four pieces.
:::

::: choose
Where next?

- [A river](s0/lesson-0-river-river.md)
- [Another](s0/lesson-1-stone-garden.md)
:::

::: example thirds {fade=1}
1. Sixths fit into both.
2. 1/2 = 3/6 and 1/3 = 2/6.
:::

::: glossary whole
The one thing that is cut into pieces.
:::

::: reflect surprise
What surprised you?
:::

::: debate water
Should everyone get the same?

## The same for all

Nobody can say it is unfair.

## As much as they need

A farm needs more than a flat.
:::

::: together
One claps on every half, the other on every quarter.
:::

::: project party
## Brief

Plan the drinks.

## Product

A list.

## Rubric

| What | Begun | Nearly | There |
|------|-------|--------|-------|
| Sums | some  | most   | all   |
:::
";

const PICTURE: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"320\" height=\"120\" viewBox=\"0 0 320 120\">\
    <title>Three bars</title><path fill=\"#888\" d=\"M10 10h80v20h-80zM10 50h160v20h-160zM10 90h240v20h-240z\"/></svg>\n";

fn name(l: usize) -> String {
    format!("lesson-{l}-{}-{}", WORDS[l % 61], WORDS[l * 7 % 64])
}

/// One lesson of about 4 KB.
fn lesson(l: usize, n: usize, random: &mut Random) -> String {
    let other = (l / 60 * 60 + random.next(60)).min(n - 1);
    let mut text = format!(
        "+++\ntitle = \"{} {} {}\"\nteaches = [\"o{}\"]\ninterests = [\"{}\"]\napproach = \"{}\"\nsupport = \"{}\"\nminutes = {}\n+++\n\n",
        random.word(),
        random.word(),
        l,
        l / 2,
        INTERESTS[random.next(INTERESTS.len())],
        ["explore", "direct", "project"][random.next(3)],
        ["example", "guided", "peer", "alone"][random.next(4)],
        5 * (1 + random.next(6)),
    );
    let prose = |random: &mut Random| (0..4).map(|_| random.sentence(13)).collect::<Vec<_>>().join(" ");
    let _ = write!(text, "{}\n\n## What you need\n\n{}\n\n", prose(random), prose(random));
    for _ in 0..5 {
        let _ = writeln!(text, "- {} *{}* and `{}`", random.sentence(6), random.word(), random.word());
    }
    let _ = write!(
        text,
        "\n![Three bars, the third longest](picture.svg)\n\n## Try it\n\n{}\n\n```python\n",
        prose(random)
    );
    let (a, b) = (random.word(), random.word());
    let _ = write!(
        text,
        "# {}\ndef {a}_{b}(values, limit={}):\n    \"\"\"{}\"\"\"\n    total = 0\n    for index, value in enumerate(values):\n        \
         if value > limit and index % 2 == 0:\n            total += value * {}.5\n        else:\n            print(f\"{{index}}: {a}\")\n    \
         return {{\"total\": total, \"{b}\": len(values)}}\n```\n\n",
        random.sentence(7),
        random.next(90),
        random.sentence(5),
        random.next(9),
    );
    text.push_str("| what | how many | share |\n|:-----|---------:|:-----:|\n");
    for _ in 0..6 {
        let _ = writeln!(
            text,
            "| {} {} | {} | {}/{} |",
            random.word(),
            random.word(),
            random.next(900),
            1 + random.next(4),
            5 + random.next(5)
        );
    }
    let _ = write!(
        text,
        "\n## Look back\n\n1. {}\n2. {}\n3. {}\n\n{} Go on with [another lesson](../s{}/{}.md), or see <https://example.org/{}>.\n\n> {}\n\n",
        random.sentence(9),
        random.sentence(8),
        random.sentence(11),
        prose(random),
        other / 60,
        name(other),
        random.word(),
        random.sentence(14),
    );
    while text.len() < 4000 {
        text.push_str(&prose(random));
        text.push_str("\n\n");
    }
    text
}
