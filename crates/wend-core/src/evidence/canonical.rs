//! The one text of a JSON value (RFC 8785), so that equal entries are equal bytes in both languages.

use std::{cmp::Ordering, fmt::Write};

use serde_json::{Map, Number, Value};

/// JavaScript's order of strings.
pub(crate) fn utf16(a: &str, b: &str) -> Ordering {
    if a.is_ascii() && b.is_ascii() { a.cmp(b) } else { a.encode_utf16().cmp(b.encode_utf16()) }
}

/// The canonical text of a value.
#[must_use]
pub fn canonical(value: &Value) -> String {
    let mut out = String::new();
    write(value, &mut out);
    out
}

fn write(value: &Value, out: &mut String) {
    match value {
        Value::Number(number) => write_number(number, out),
        Value::Array(values) => {
            out.push('[');
            for (at, value) in values.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                write(value, out);
            }
            out.push(']');
        }
        Value::Object(fields) => map(fields, out),
        // Strings, booleans and null: serde_json escapes as JSON.stringify does.
        plain => {
            let _ = write!(out, "{plain}");
        }
    }
}

pub(super) fn map(fields: &Map<String, Value>, out: &mut String) {
    let mut sorted: Vec<(&String, &Value)> = fields.iter().collect();
    sorted.sort_by(|a, b| utf16(a.0, b.0));
    out.push('{');
    for (at, (key, value)) in sorted.into_iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        write(&Value::String(key.clone()), out);
        out.push(':');
        write(value, out);
    }
    out.push('}');
}

/// ECMAScript's Number::toString.
fn write_number(number: &Number, out: &mut String) {
    if let Some(small) = number.as_i64().filter(|n| n.unsigned_abs() <= 1 << 53) {
        let _ = write!(out, "{small}");
        return;
    }
    let value = number.as_f64().unwrap_or(0.0);
    if value == 0.0 {
        out.push('0');
        return;
    }
    let shortest = format!("{:e}", value.abs());
    let (mantissa, exponent) = shortest.split_once('e').unwrap_or((&shortest, "0"));
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let point = exponent.parse::<i32>().unwrap_or(0) + 1;
    let count = digits.len() as i32;
    if value < 0.0 {
        out.push('-');
    }
    if (count..=21).contains(&point) {
        out.push_str(&digits);
        (count..point).for_each(|_| out.push('0'));
    } else if (1..=21).contains(&point) {
        let (whole, part) = digits.split_at(point as usize);
        let _ = write!(out, "{whole}.{part}");
    } else if (-5..=0).contains(&point) {
        out.push_str("0.");
        (point..0).for_each(|_| out.push('0'));
        out.push_str(&digits);
    } else {
        let (first, rest) = digits.split_at(1);
        out.push_str(first);
        if !rest.is_empty() {
            let _ = write!(out, ".{rest}");
        }
        let _ = write!(out, "e{}{}", if point > 0 { '+' } else { '-' }, (point - 1).abs());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_ecmascript_does() {
        for (json, text) in [
            ("1.0", "1"),
            ("-0.0", "0"),
            ("1e21", "1e+21"),
            ("123456789012345680000", "123456789012345680000"),
            ("0.000001", "0.000001"),
            ("0.0000001", "1e-7"),
            ("1.5e300", "1.5e+300"),
            ("333333333.33333329", "333333333.3333333"),
            ("18446744073709551615", "18446744073709552000"),
            ("-2.50", "-2.5"),
        ] {
            let value: Value = serde_json::from_str(json).expect("a number");
            assert_eq!(canonical(&value), text, "{json}");
        }
    }

    #[test]
    fn keys_go_by_utf16_units() {
        let value: Value =
            serde_json::from_str(r#"{"\ufb33":1,"\ud83d\ude00":2,"a":{"z":null,"b":[true,"\u0007"]}}"#).expect("json");
        assert_eq!(canonical(&value), "{\"a\":{\"b\":[true,\"\\u0007\"],\"z\":null},\"😀\":2,\"\u{fb33}\":1}");
    }
}
