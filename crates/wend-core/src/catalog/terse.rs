//! Requirements as text, relative to the objective they belong to, which makes like things alike.

use std::collections::BTreeMap;

use crate::{ObjectiveIx, Requirement, Test};

/// Requirements as text: a list of nodes (several: all of them). A node is an objective as the distance
/// back from the base, in base 36; `(…)` all, `|(…)` any, `k(…)` at least k; then `~n` for its why.
#[derive(Default)]
pub(super) struct Writer {
    pub whys: Vec<String>,
    places: BTreeMap<String, usize>,
}

impl Writer {
    pub(super) fn write(&mut self, requirement: &Requirement, base: i64) -> String {
        let mut out = String::new();
        match &requirement.test {
            Test::All(parts) if requirement.why.is_none() && parts.len() != 1 => self.list(parts, base, &mut out),
            _ => self.node(requirement, base, &mut out),
        }
        out
    }

    fn list(&mut self, parts: &[Requirement], base: i64, out: &mut String) {
        for (at, part) in parts.iter().enumerate() {
            if at > 0 {
                out.push(',');
            }
            self.node(part, base, out);
        }
    }

    fn node(&mut self, requirement: &Requirement, base: i64, out: &mut String) {
        match &requirement.test {
            Test::Objective(ix) => out.push_str(&base36(base - i64::from(ix.0))),
            Test::All(parts) => {
                out.push('(');
                self.list(parts, base, out);
                out.push(')');
            }
            Test::Any(parts) => {
                out.push_str("|(");
                self.list(parts, base, out);
                out.push(')');
            }
            Test::AtLeast(k, parts) => {
                out.push_str(&base36(i64::from(*k)));
                out.push('(');
                self.list(parts, base, out);
                out.push(')');
            }
        }
        if let Some(why) = &requirement.why {
            let next = self.whys.len();
            let place = *self.places.entry(why.clone()).or_insert_with(|| {
                self.whys.push(why.clone());
                next
            });
            out.push('~');
            out.push_str(&base36(place as i64));
        }
    }
}

fn base36(value: i64) -> String {
    let mut left = value.unsigned_abs();
    let mut digits = Vec::new();
    loop {
        digits.push(char::from_digit((left % 36) as u32, 36).unwrap_or('0'));
        left /= 36;
        if left == 0 {
            break;
        }
    }
    if value < 0 {
        digits.push('-');
    }
    digits.iter().rev().collect()
}

pub(super) struct Reader<'a> {
    text: &'a [u8],
    at: usize,
    base: i64,
    whys: &'a [String],
}

impl Reader<'_> {
    pub(super) fn read(text: &str, base: i64, whys: &[String]) -> Requirement {
        let mut reader = Reader { text: text.as_bytes(), at: 0, base, whys };
        let mut parts = reader.list(0);
        if parts.len() == 1 { parts.remove(0) } else { Requirement::all(parts) }
    }

    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn list(&mut self, depth: usize) -> Vec<Requirement> {
        let mut parts = Vec::new();
        while let Some(byte) = self.peek() {
            if byte == b')' {
                break;
            }
            if byte == b',' {
                self.at += 1;
            }
            match self.node(depth) {
                Some(part) => parts.push(part),
                None => break,
            }
        }
        parts
    }

    fn group(&mut self, depth: usize) -> Option<Vec<Requirement>> {
        if depth > 64 || self.peek() != Some(b'(') {
            return None;
        }
        self.at += 1;
        let parts = self.list(depth + 1);
        self.at += 1;
        Some(parts)
    }

    fn number(&mut self) -> Option<i64> {
        let from = self.at;
        while self.peek().is_some_and(|byte| byte == b'-' || byte.is_ascii_alphanumeric()) {
            self.at += 1;
        }
        i64::from_str_radix(std::str::from_utf8(&self.text[from..self.at]).ok()?, 36).ok()
    }

    fn node(&mut self, depth: usize) -> Option<Requirement> {
        let test = match self.peek()? {
            b'(' => Test::All(self.group(depth)?),
            b'|' => {
                self.at += 1;
                Test::Any(self.group(depth)?)
            }
            _ => {
                let number = self.number()?;
                if self.peek() == Some(b'(') {
                    Test::AtLeast(u16::try_from(number).unwrap_or(u16::MAX), self.group(depth)?)
                } else {
                    Test::Objective(ObjectiveIx(u32::try_from(self.base.saturating_sub(number)).unwrap_or(u32::MAX)))
                }
            }
        };
        let mut requirement = Requirement::from(test);
        if self.peek() == Some(b'~') {
            self.at += 1;
            let place = self.number()?;
            requirement.why = usize::try_from(place).ok().and_then(|place| self.whys.get(place)).cloned();
        }
        Some(requirement)
    }
}
