//! What scripts answered, by a hash of their source and of what they were asked: the same input is never run twice.
//!
//! - [`Cache`]: the answers of this process, in shards, since all threads ask.
//! - [`Stored`]: those of an earlier one, as bytes that somebody kept for us. Each answer carries its own check, so
//!   bytes that were cut off or changed are as good as none.
//!
//! What is kept is what a script said and no more: that its shape and its markup are let through is found out anew
//! each time, so nobody gains by writing answers of their own.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, RwLock};

use crate::js::{self, Breach, Scripts};

/// A call's answer: JSON, or what went wrong.
pub(crate) type Answer = Result<String, Breach>;

/// Bytes of answers kept in one shard; a long session of `serve` sees many versions of a block.
const MOST_BYTES: usize = 8 << 20;

/// Threads rarely meet in one of so many.
const SHARDS: usize = 16;

/// Answers by hash. Forgetting costs one more call each and changes nothing else.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    shards: [Mutex<Shard>; SHARDS],
    stored: RwLock<Stored>,
}

#[derive(Debug, Default)]
struct Shard {
    answers: BTreeMap<Key, Arc<Answer>>,
    bytes: usize,
    /// Whether a script ran for one of them.
    ran: bool,
}

type Key = [u8; 32];

impl Cache {
    /// Calls `function` of `module` with `args`, a JSON array, unless it was called so before.
    pub(crate) fn call(&self, scripts: &Arc<Scripts>, module: &str, function: &str, args: &str) -> Arc<Answer> {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&crate::manifest::API.to_le_bytes());
        hasher.update(scripts.hash());
        for part in [module, function, args] {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
        let key = *hasher.finalize().as_bytes();
        let run = || Arc::new(js::call_json(scripts, module, function, args).and_then(|json| readable(function, json)));
        let Some(shard) = self.shards.get(usize::from(key[0]) % SHARDS) else { return run() };
        let known = shard.lock().ok().and_then(|shard| shard.answers.get(&key).cloned());
        known.unwrap_or_else(|| {
            let stored = self.stored.read().ok().and_then(|stored| stored.get(&key).map(str::to_owned));
            let ran = stored.is_none();
            let answer = stored.map_or_else(run, |answer| Arc::new(Ok(answer)));
            if let Ok(mut shard) = shard.lock() {
                let bytes = answer.as_ref().as_ref().map_or(0, String::len) + 128;
                if shard.bytes + bytes > MOST_BYTES {
                    *shard = Shard::default();
                }
                shard.bytes += bytes;
                shard.ran |= ran && answer.is_ok();
                shard.answers.insert(key, Arc::clone(&answer));
            }
            answer
        })
    }

    /// Takes answers that [`Cache::keep`] gave, perhaps long ago, perhaps damaged since.
    pub(crate) fn recall(&self, bytes: Vec<u8>) {
        if let Ok(mut stored) = self.stored.write() {
            *stored = Stored(bytes);
        }
    }

    /// The answers that were asked for, for [`Cache::recall`]; none where those it had are as good. What ended in a
    /// breach is asked again.
    pub(crate) fn keep(&self) -> Option<Vec<u8>> {
        let mut all: BTreeMap<Key, Arc<Answer>> = BTreeMap::new();
        let mut ran = false;
        for shard in &self.shards {
            let shard = shard.lock().ok()?;
            ran |= shard.ran;
            all.extend(shard.answers.iter().filter(|(_, answer)| answer.is_ok()).map(|(k, v)| (*k, Arc::clone(v))));
        }
        // Answers that nobody asks for any more go when they are as many as the others.
        let before = self.stored.read().ok()?.len();
        (ran || before > 2 * all.len()).then(|| Stored::write(&all))
    }
}

/// An answer of which every part can be read, now or when it is needed: no half of a surrogate pair, no endless nesting.
fn readable(function: &str, json: String) -> Answer {
    match serde_json::from_str::<serde_json::Value>(&json) {
        Ok(_) => Ok(json),
        Err(error) => Err(Breach::Shape { function: function.to_owned(), message: error.to_string() }),
    }
}

/// Answers as bytes: their number; for each, in the order of keys, key, check, offset and length; the answers.
#[derive(Default)]
struct Stored(Vec<u8>);

impl std::fmt::Debug for Stored {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Stored").field("answers", &self.len()).finish()
    }
}

/// Bytes of one line of the table: key, check, offset, length.
const LINE: usize = 32 + 16 + 4 + 4;

/// Bytes of all that is stored, about.
const MOST_STORED: usize = 64 << 20;

impl Stored {
    /// How many answers there are, by their own word.
    fn len(&self) -> usize {
        let number = self.0.first_chunk().map_or(0, |bytes| u32::from_le_bytes(*bytes) as usize);
        number.min(self.0.len() / LINE)
    }

    fn line(&self, n: usize) -> Option<&[u8; LINE]> {
        self.0.get(4 + n * LINE..)?.first_chunk()
    }

    /// The answer of a key, if it is there and whole.
    fn get(&self, key: &Key) -> Option<&str> {
        let (mut from, mut upto) = (0, self.len());
        while from < upto {
            let middle = (from + upto) / 2;
            let line = self.line(middle)?;
            let (known, rest) = line.split_first_chunk::<32>()?;
            match known.cmp(key) {
                std::cmp::Ordering::Less => from = middle + 1,
                std::cmp::Ordering::Greater => upto = middle,
                std::cmp::Ordering::Equal => {
                    let (check, rest) = rest.split_first_chunk::<16>()?;
                    let (offset, length) = rest.split_first_chunk::<4>()?;
                    let offset = u32::from_le_bytes(*offset) as usize;
                    let length = u32::from_le_bytes(*length.first_chunk()?) as usize;
                    let answer = self.0.get(offset..offset.checked_add(length)?)?;
                    return std::str::from_utf8(answer).ok().filter(|_| check_of(key, answer) == *check);
                }
            }
        }
        None
    }

    fn write(all: &BTreeMap<Key, Arc<Answer>>) -> Vec<u8> {
        let mut size = 4;
        let some: Vec<(&Key, &str)> = all
            .iter()
            .filter_map(|(key, answer)| Some((key, answer.as_ref().as_ref().ok()?.as_str())))
            .take_while(|(_, answer)| {
                size += LINE + answer.len();
                size <= MOST_STORED
            })
            .collect();
        let mut out = Vec::with_capacity(size.min(MOST_STORED));
        // All of these fit: there are at most `MOST_STORED` bytes.
        let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX).to_le_bytes();
        out.extend(small(some.len()));
        let mut offset = 4 + some.len() * LINE;
        for (key, answer) in &some {
            out.extend(*key);
            out.extend(check_of(key, answer.as_bytes()));
            out.extend(small(offset));
            out.extend(small(answer.len()));
            offset += answer.len();
        }
        for (_, answer) in &some {
            out.extend(answer.as_bytes());
        }
        out
    }
}

/// What tells an answer that is whole, and under its own key, from any other.
fn check_of(key: &Key, answer: &[u8]) -> [u8; 16] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(key).update(answer);
    let mut check = [0; 16];
    check.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    check
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::js::Limits;

    fn scripts(source: &str) -> Arc<Scripts> {
        Arc::new(Scripts::new([("a.js".to_owned(), Arc::from(source))], Limits::default()))
    }

    const SOURCE: &str = "export function f(n) { if (n === 3) throw new Error('3'); return 'answer ' + n; }";

    fn asked(cache: &Cache, scripts: &Arc<Scripts>) -> Vec<Answer> {
        (0..8).map(|n| cache.call(scripts, "a.js", "f", &format!("[{n}]")).as_ref().clone()).collect()
    }

    #[test]
    fn answers_outlive_the_process() {
        let cache = Cache::default();
        assert_eq!(cache.keep(), None);
        let first = asked(&cache, &scripts(SOURCE));
        let bytes = cache.keep().unwrap();
        let later = Cache::default();
        later.recall(bytes.clone());
        assert_eq!(asked(&later, &scripts(SOURCE)), first);
        assert_eq!(later.keep(), None, "nothing is new");
        assert_eq!(later.stored.read().unwrap().len(), 7, "a breach is asked again");
        // Another script has other answers.
        let changed = scripts(&SOURCE.replace("answer", "other"));
        assert_eq!(asked(&later, &changed)[0], Ok("\"other 0\"".to_owned()));
        let both = later.keep().unwrap();
        assert!(both.len() > bytes.len());
        // What nobody asks for goes.
        let last = Cache::default();
        last.recall(both);
        last.call(&changed, "a.js", "f", "[0]");
        let small = last.keep().unwrap();
        assert_eq!(Stored(small).len(), 1);
    }

    /// Whatever happened to the bytes, the answers are right.
    #[test]
    fn damage_costs_calls_and_nothing_else() {
        let cache = Cache::default();
        let first = asked(&cache, &scripts(SOURCE));
        let bytes = cache.keep().unwrap();
        let mut damaged: Vec<Vec<u8>> = (0..bytes.len()).step_by(23).map(|n| bytes[..n].to_vec()).collect();
        for n in (0..bytes.len()).step_by(3) {
            let mut one = bytes.clone();
            one[n] ^= 1 << (n % 8);
            damaged.push(one);
        }
        damaged.push(vec![0xff; 1000]);
        for bytes in damaged {
            let later = Cache::default();
            later.recall(bytes.clone());
            assert_eq!(asked(&later, &scripts(SOURCE)), first, "{bytes:?}");
            assert!(later.keep().is_none_or(|kept| kept.len() <= cache.keep().unwrap().len()));
        }
    }
}
