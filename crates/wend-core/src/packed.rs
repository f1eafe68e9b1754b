//! A record as a short text, for a code or a message: `r1.<base64url of deflate of the file>.<CRC-32>`, packed as tickets are.
//!
//! The site of a learner makes it; here it is read, within bounds. What comes out is a file like any other
//! ([`crate::evidence::parse`]).

use std::io::Read;

use data_encoding::BASE64URL_NOPAD;
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
    let letters =
        !middle.is_empty() && middle.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
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
    let bytes = inflate(&BASE64URL_NOPAD.decode(middle.as_bytes()).ok()?, MOST_BYTES)
        .filter(|bytes| bytes.len() <= MOST_BYTES)?;
    let text = String::from_utf8(bytes).ok()?;
    Some(text.strip_prefix('\u{feff}').map_or_else(|| text.clone(), str::to_owned))
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
