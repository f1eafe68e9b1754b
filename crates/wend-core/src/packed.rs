//! A record as a short text, for a code or a message: `r1.<base64url of deflate of the file>.<CRC-32>`, packed as tickets are.
//!
//! The site of a learner makes it; here it is read, within bounds. What comes out is a file like any other
//! ([`crate::evidence::parse`]).

use std::io::Read;

use flate2::read::DeflateDecoder;

/// The longest text that is looked at: a record that is packed is a small one.
pub const MOST_TEXT: usize = 20_000;
/// The most bytes that it may hold.
pub const MOST_BYTES: usize = 300_000;

/// The packed record that a text is, blanks around it left out; `None` where it is something else.
#[must_use]
pub fn packed_in(text: &str) -> Option<&str> {
    // What JavaScript calls blank.
    let text = text.trim_matches(|c: char| (c.is_whitespace() && c != '\u{85}') || c == '\u{feff}');
    let (middle, sum) = text.strip_prefix("r1.")?.split_once('.')?;
    let letters = !middle.is_empty() && middle.bytes().all(|byte| ALPHABET.contains(&byte));
    let digits = sum.len() == 8 && sum.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    (letters && digits).then_some(text)
}

/// The file in a packed record ([`packed_in`]); `None` where it is damaged, or larger than any that is packed.
#[must_use]
pub fn unpack(packed: &str) -> Option<String> {
    let (middle, sum) = packed.strip_prefix("r1.")?.split_once('.')?;
    if packed.len() > MOST_TEXT || check_sum(middle) != sum {
        return None;
    }
    let bytes = inflate(&unbase64url(middle)?, MOST_BYTES).filter(|bytes| bytes.len() <= MOST_BYTES)?;
    let text = String::from_utf8(bytes).ok()?;
    Some(text.strip_prefix('\u{feff}').map_or_else(|| text.clone(), str::to_owned))
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

pub(crate) fn base64url(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let bits =
            chunk.iter().enumerate().fold(0_usize, |bits, (at, &byte)| bits | usize::from(byte) << (16 - 8 * at));
        for at in 0..=chunk.len() {
            out.push(char::from(ALPHABET[bits >> (18 - 6 * at) & 63]));
        }
    }
    out
}

pub(crate) fn unbase64url(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() * 3 / 4);
    let (mut bits, mut count) = (0_u32, 0);
    for byte in text.bytes() {
        let value = ALPHABET.iter().position(|&known| known == byte)?;
        bits = bits << 6 | value as u32;
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count & 255) as u8);
        }
    }
    Some(out)
}

/// CRC-32 of a text, eight hexadecimal digits.
pub(crate) fn check_sum(text: &str) -> String {
    let mut crc = flate2::Crc::new();
    crc.update(text.as_bytes());
    format!("{:08x}", crc.sum())
}

/// What a raw deflate stream (RFC 1951) holds, at most one byte more than `most`; `None` where it is damaged.
pub(crate) fn inflate(packed: &[u8], most: usize) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    DeflateDecoder::new(packed).take(most as u64 + 1).read_to_end(&mut out).ok()?;
    Some(out)
}
