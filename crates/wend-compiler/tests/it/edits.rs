//! A long day of small edits: after each, everything is as if it had been compiled for the first time.

use wend_compiler::{Compiled, Compiler, MemoryWorld, Options};

use crate::support::{BASE, LESSONS};

/// Everything there is, places included. Files are neither added nor removed here, so even their ids are the same.
fn whole(mut compiled: Compiled) -> String {
    // The same for all, and long.
    compiled.registry = std::sync::Arc::default();
    format!("{compiled:#?}")
}

/// A generator of numbers (xorshift64, Marsaglia 2003); the same every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides as u64) as usize
    }
}

/// What an edit adds, each a block of its own.
const PARTS: [&str; 26] = [
    "Some more words.",
    "Words with `code` and *stress*, and a list:\n\n- one\n- two",
    "Other words — ä, 漢字, 🙂.",
    "A note.[^a]\n\n[^a]: Below.",
    "A note to nothing.[^nowhere]",
    "## A heading",
    "# Another title",
    "[A lesson](l1.md)",
    "[A lesson's part](l2.md#a-heading)",
    "[Nothing](nowhere.md)",
    "[[Lesson 3]] and [[l4]] and [[nobody]]",
    "[A word](term:beat) and [an objective](objective:thirds)",
    "![A picture](../static/p.svg)",
    "![](../static/p.svg)",
    "![Beside](beside.png)",
    "<b>raw</b>",
    "<!-- a remark -->",
    "::: glossary beat\nBeat\n: A pulse.\n:::",
    "::: question\nUnlabelled?\n\n- [x] a\n- [ ] b\n:::",
    "::: question q {objective=\"halves\"}\nWhich?\n\n- [x] a\n- [ ] b (mix-up: tops)\n:::",
    "::: question r\nWhich?\n\n- [x] a\n- [ ] b (mix-up: nobody)\n:::",
    "::: note\nNever closed.",
    "::: nothing-knows-this\nx\n:::",
    "[Back](#a-heading) and [nowhere](#none)",
    "<https://example.org> and [here](https://example.org)",
    "$x^2$ and $$y$$",
];

const FRONTS: [&str; 6] = [
    "title = \"Named\"\n",
    "teaches = [\"halves\"]\n",
    "teaches = [\"halves\", \"thirds\"]\nminutes = 10\n",
    "interests = [\"music\"]\naliases = [\"old\"]\n",
    "unknown = 1\n",
    "requires = [\"sums\"]\n",
];

/// A lesson as it is put together.
#[derive(Clone, Default)]
struct Draft {
    front: Vec<&'static str>,
    parts: Vec<String>,
}

impl Draft {
    fn text(&self) -> String {
        let front = if self.front.is_empty() { String::new() } else { format!("+++\n{}+++\n\n", self.front.concat()) };
        format!("{front}{}\n", self.parts.join("\n\n"))
    }

    fn edit(&mut self, dice: &mut Dice) {
        let at = dice.roll(self.parts.len() + 1);
        match dice.roll(12) {
            0..=3 => self.parts.insert(at, PARTS[dice.roll(4)].to_owned()),
            4..=6 => self.parts.insert(at, PARTS[dice.roll(PARTS.len())].to_owned()),
            7 | 8 if self.parts.len() > 1 => _ = self.parts.remove(at.min(self.parts.len() - 1)),
            9 => self.parts.insert(at, "Many words. ".repeat(50 + dice.roll(100))),
            10 => self.front = vec![FRONTS[dice.roll(FRONTS.len())]],
            11 if dice.roll(2) == 0 => self.front.clear(),
            // Written again as it is.
            _ => {}
        }
    }
}

#[test]
fn after_every_edit_it_equals_a_clean_compile() {
    let mut dice = Dice(0x2545_f491_4f6c_dd1d);
    let (mut put_in, mut linked) = (0, 0);
    for html in [false, true] {
        let mut world = MemoryWorld::new(BASE.into_iter().chain(LESSONS));
        world.write("static/p.svg", "<svg viewBox='0 0 1 2'>").write("lessons/beside.png", "x");
        world.write(
            "curriculum.toml",
            format!("id = \"x\"\ntitle = \"X\"\nhtml = {html}\ninterests = [\"music\", \"cooking\"]\n"),
        );
        let mut drafts: Vec<Draft> = (0..12)
            .map(|n| Draft { parts: vec![format!("# Lesson {n}"), "Words.".to_owned()], ..Draft::default() })
            .collect();
        for (n, draft) in drafts.iter().enumerate() {
            world.write(&format!("lessons/l{n}.md"), draft.text());
        }
        let mut compiler = Compiler::new(Options::default());
        compiler.compile(&world);
        for step in 0..120 {
            let mut log = String::new();
            // Sometimes two files at once, sometimes none.
            for _ in 0..[1, 1, 1, 1, 2, 0][dice.roll(6)] {
                let n = dice.roll(drafts.len());
                // Start over before a lesson is nothing but faults.
                if drafts[n].parts.len() > 8 {
                    drafts[n] = Draft { parts: vec![format!("# Lesson {n}")], ..Draft::default() };
                } else {
                    drafts[n].edit(&mut dice);
                }
                world.write(&format!("lessons/l{n}.md"), drafts[n].text());
                log += &format!("l{n}.md:\n{}", drafts[n].text());
            }
            if dice.roll(25) == 0 {
                world.write("objectives.toml", format!("{}# {step}\n", BASE[1].1));
            }
            let again = whole(compiler.compile(&world));
            if compiler.stats().linked {
                linked += 1
            } else {
                put_in += 1
            }
            let clean = whole(Compiler::new(Options::default()).compile(&world));
            if again != clean {
                let line = again.lines().zip(clean.lines()).find(|(a, b)| a != b);
                panic!("step {step}, html {html}: {line:?}\n{log}");
            }
        }
    }
    assert!(put_in > 50 && linked > 50, "{put_in} put in, {linked} linked: one of the two is hardly tested");
}
