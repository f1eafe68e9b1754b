//! What scripts answered, by a hash of their source and of what they were asked: the same input is never run twice.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

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
}

#[derive(Debug, Default)]
struct Shard {
    answers: BTreeMap<[u8; 32], Arc<Answer>>,
    bytes: usize,
}

impl Cache {
    /// Calls `function` of `module` with `args`, a JSON array, unless it was called so before.
    pub(crate) fn call(&self, scripts: &Arc<Scripts>, module: &str, function: &str, args: &str) -> Arc<Answer> {
        let mut hasher = blake3::Hasher::new();
        hasher.update(scripts.hash());
        for part in [module, function, args] {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
        let hash = *hasher.finalize().as_bytes();
        let Some(shard) = self.shards.get(usize::from(hash[0]) % SHARDS) else {
            return Arc::new(js::call_json(scripts, module, function, args));
        };
        let known = shard.lock().ok().and_then(|shard| shard.answers.get(&hash).cloned());
        known.unwrap_or_else(|| {
            let answer = Arc::new(js::call_json(scripts, module, function, args));
            if let Ok(mut shard) = shard.lock() {
                let bytes = answer.as_ref().as_ref().map_or(0, String::len) + 128;
                if shard.bytes + bytes > MOST_BYTES {
                    *shard = Shard::default();
                }
                shard.bytes += bytes;
                shard.answers.insert(hash, Arc::clone(&answer));
            }
            answer
        })
    }
}
