//! Columns: rows of values, or a palette and who has which; ids with what they share left out.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Column {
    /// Row by row.
    Plain(Vec<Value>),
    /// Distinct values and who has which.
    Palette {
        /// The values, in order of first use.
        p: Vec<Value>,
        /// One character a row (two beyond 91 values); empty: all `p[0]`.
        s: String,
    },
}

/// Printable characters that JSON need not escape.
const DIGITS: usize = 91;

fn digit(value: usize) -> char {
    let code = 35 + (value % DIGITS) as u8;
    char::from(if code >= 92 { code + 1 } else { code })
}

fn value_of(byte: u8) -> usize {
    usize::from(byte.saturating_sub(if byte > 92 { 36 } else { 35 }))
}

impl Column {
    /// `None` where every row is `default`.
    pub(super) fn pack(rows: Vec<Value>, default: &Value) -> Option<Self> {
        if rows.iter().all(|row| row == default) {
            return None;
        }
        let mut palette: Vec<Value> = Vec::new();
        let mut places = BTreeMap::new();
        let mut named = Vec::with_capacity(rows.len());
        for row in &rows {
            let next = places.len();
            named.push(*places.entry(row.to_string()).or_insert_with(|| {
                palette.push(row.clone());
                next
            }));
        }
        let wide = palette.len() > DIGITS;
        let plain: usize = rows.iter().map(|row| row.to_string().len() + 1).sum();
        let packed: usize = palette.iter().map(|value| value.to_string().len() + 1).sum::<usize>()
            + rows.len() * (1 + usize::from(wide));
        if palette.len() > DIGITS * DIGITS || plain <= packed {
            return Some(Self::Plain(rows));
        }
        let mut s = String::new();
        if palette.len() > 1 {
            for place in named {
                if wide {
                    s.push(digit(place / DIGITS));
                }
                s.push(digit(place));
            }
        }
        Some(Self::Palette { p: palette, s })
    }

    pub(super) fn row(&self, at: usize) -> Option<&Value> {
        match self {
            Self::Plain(rows) => rows.get(at),
            Self::Palette { p, s } if s.is_empty() => p.first(),
            Self::Palette { p, s } => {
                let s = s.as_bytes();
                let place = if p.len() > DIGITS {
                    value_of(*s.get(2 * at)?) * DIGITS + value_of(*s.get(2 * at + 1)?)
                } else {
                    value_of(*s.get(at)?)
                };
                p.get(place)
            }
        }
    }
}

/// A row as a value of a type, or that type's default.
pub(super) fn read<T: serde::de::DeserializeOwned + Default>(column: Option<&Column>, at: usize) -> T {
    column.and_then(|column| T::deserialize(column.row(at)?).ok()).unwrap_or_default()
}

pub(super) fn front_code<'a>(ids: impl Iterator<Item = &'a str>) -> String {
    let mut out = String::new();
    let mut before = "";
    for (at, id) in ids.enumerate() {
        if at > 0 {
            out.push('\n');
        }
        let mut same = before.bytes().zip(id.bytes()).take_while(|(a, b)| a == b).count().min(DIGITS - 1);
        // Counted in characters that JavaScript counts the same way: only ASCII is shared.
        let ascii = id.bytes().take_while(u8::is_ascii).count();
        same = same.min(ascii);
        out.push(digit(same));
        out.push_str(&id[same..]);
        before = id;
    }
    out
}

pub(super) fn front_decode(text: &str, rows: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::with_capacity(rows.min(1 << 20));
    for line in text.split('\n').take(rows) {
        let mut id = String::new();
        if let Some(first) = line.bytes().next()
            && first.is_ascii()
        {
            if let Some(kept) = out.last().and_then(|before| before.get(..value_of(first))) {
                id.push_str(kept);
            }
            id.push_str(&line[1..]);
        }
        out.push(id);
    }
    out.resize(rows, String::new());
    out
}

pub(super) fn lines<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let joined: Vec<String> = texts.map(|text| text.replace(['\n', '\r'], " ")).collect();
    joined.join("\n")
}

pub(super) fn unlines(text: &str, rows: usize) -> Vec<String> {
    let mut out: Vec<String> = text.split('\n').take(rows).map(str::to_owned).collect();
    out.resize(rows, String::new());
    out
}
