//! Plugin scripts, run in QuickJS without files, network, clock or randomness.
//!
//! A [`Scripts`] is the set of a plugin's modules. [`call`] runs one exported function of one module: JSON goes in,
//! JSON comes out, and whatever the script does wrong comes back as a [`Breach`]. One warm runtime is kept for each
//! thread and plugin; after a breach it is thrown away, so that nothing broken is used twice.
//!
//! Limits are counted, never timed: bytes of memory, bytes of stack, and *polls* (QuickJS asks us once in about
//! 10,000 loop turns, calls or steps of a regular expression), so that a script which ends on one machine ends on all.
//! Everything a script could reach globally is frozen before its first line runs: one call can't prepare the next.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::fmt;
use std::rc::Rc;
use std::sync::Arc;

use rquickjs::context::intrinsic;
use rquickjs::loader::{ImportAttributes, Loader, Resolver};
use rquickjs::module::Declared;
use rquickjs::promise::PromiseState;
use rquickjs::{
    CatchResultExt, CaughtError, Context, Ctx, Error, Function, Module, Object, Persistent, Runtime, Value,
};

/// How much a call may use. All of it is counted, so the outcome is the same on every machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes the whole runtime of one plugin may hold.
    pub memory: usize,
    /// Bytes of native stack; deep recursion ends here.
    pub stack: usize,
    /// Interrupt polls a call; one is about 10,000 loop turns.
    pub polls: u32,
    /// Bytes of JSON a call may return.
    pub output: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { memory: 16 << 20, stack: 256 << 10, polls: 300, output: 1 << 20 }
    }
}

/// The modules of one plugin: paths inside its folder and their source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scripts {
    files: BTreeMap<String, Arc<str>>,
    hash: [u8; 32],
}

impl Scripts {
    /// Modules by their path inside the plugin's folder, `/`-separated.
    pub fn new(files: impl IntoIterator<Item = (String, Arc<str>)>) -> Self {
        let files: BTreeMap<String, Arc<str>> = files.into_iter().collect();
        let mut hasher = blake3::Hasher::new();
        for (path, source) in &files {
            for part in [path.as_bytes(), source.as_bytes()] {
                hasher.update(&(part.len() as u64).to_le_bytes());
                hasher.update(part);
            }
        }
        Scripts { files, hash: *hasher.finalize().as_bytes() }
    }

    /// Whether there is a module at this path.
    pub fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// The source of one module.
    pub fn source(&self, path: &str) -> Option<&Arc<str>> {
        self.files.get(path)
    }

    /// A hash of all modules: the same hash means the same behaviour.
    pub fn hash(&self) -> &[u8; 32] {
        &self.hash
    }
}

/// What a script did that it must not do, or failed to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Breach {
    /// It ran for more polls than allowed: an endless loop, or a pattern that backtracks without end.
    Steps,
    /// It asked for more memory than allowed.
    Memory,
    /// It called itself too deeply.
    Stack,
    /// It returned more bytes than allowed.
    Output(usize),
    /// It imports what is not in the plugin's folder.
    Import(String),
    /// The module or the function it should export is missing.
    Missing {
        /// The module's path.
        module: String,
        /// The function that was asked for.
        function: String,
    },
    /// It returned a promise, or waits at its top level; calls are synchronous.
    Promise,
    /// It returned something that is not JSON (nothing at all, a function, a BigInt, a circle).
    NotJson,
    /// It threw an error, or does not parse.
    Threw {
        /// The error's message.
        message: String,
        /// The top of its stack, `name (file:line:column)`, when there is one.
        place: Option<String>,
    },
}

impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Breach::Steps => f.write_str("ran for too many steps and was stopped"),
            Breach::Memory => f.write_str("asked for more memory than a plugin may use"),
            Breach::Stack => f.write_str("called itself too deeply"),
            Breach::Output(n) => write!(f, "returned {n} bytes, more than a plugin may return"),
            Breach::Import(name) => {
                write!(f, "imports `{name}`, which is not in its own folder")
            }
            Breach::Missing { module, function } => {
                write!(f, "has no `{function}` exported by `{module}`")
            }
            Breach::Promise => f.write_str("returned a promise, but calls must answer at once"),
            Breach::NotJson => f.write_str("returned something that is not JSON"),
            Breach::Threw { message, place: Some(place) } => write!(f, "failed at {place}: {message}"),
            Breach::Threw { message, place: None } => write!(f, "failed: {message}"),
        }
    }
}

impl Breach {
    /// What the plugin's author can do about it.
    pub fn help(&self) -> &'static str {
        match self {
            Breach::Steps => {
                "look for a loop without an end, or a regular expression with nested repeats such as `(a+)+`"
            }
            Breach::Memory => "build smaller values; a call gets 16 MiB in all",
            Breach::Stack => "replace the recursion by a loop, or check where it ends",
            Breach::Output(_) => "return the result only, without what it was made from",
            Breach::Import(_) => "import by a relative path that starts with `./` and stays inside the plugin's folder",
            Breach::Missing { .. } => "export the function by name: `export function …`",
            Breach::Promise => "make the function synchronous: no `async`, no `await`",
            Breach::NotJson => "return null, a boolean, a number, text, a list or a plain object",
            Breach::Threw { .. } => "the script itself must be mended",
        }
    }
}

/// Calls `function` exported by `module` with `args`, a JSON array, and returns its result as JSON.
///
/// # Errors
/// A [`Breach`] when the script breaks a limit or throws; the thread's runtime for this plugin is then renewed.
pub fn call_json(scripts: &Arc<Scripts>, module: &str, function: &str, args: &str) -> Result<String, Breach> {
    call_within(scripts, Limits::default(), module, function, args)
}

/// As [`call_json`], with values instead of text.
///
/// # Errors
/// As [`call_json`].
pub fn call(
    scripts: &Arc<Scripts>,
    module: &str,
    function: &str,
    args: &[serde_json::Value],
) -> Result<serde_json::Value, Breach> {
    let args = serde_json::to_string(args).map_err(|_| Breach::NotJson)?;
    let out = call_json(scripts, module, function, &args)?;
    serde_json::from_str(&out).map_err(|_| Breach::NotJson)
}

/// As [`call_json`], with limits of its own. The first call on a thread decides a warm runtime's memory and stack.
///
/// # Errors
/// As [`call_json`].
pub fn call_within(
    scripts: &Arc<Scripts>,
    limits: Limits,
    module: &str,
    function: &str,
    args: &str,
) -> Result<String, Breach> {
    WARM.with(|warm| {
        let mut warm = warm.try_borrow_mut().map_err(|_| Breach::Stack)?;
        let mut sandbox = match warm.remove(scripts.hash()) {
            Some(sandbox) => sandbox,
            None => Sandbox::new(scripts, limits)?,
        };
        let result = sandbox.call(limits, module, function, args);
        if result.is_ok() {
            if warm.len() >= MOST_WARM {
                warm.pop_first();
            }
            warm.insert(*scripts.hash(), sandbox);
        }
        result
    })
}

/// Warm runtimes a thread keeps; a curriculum with more scripted plugins than this pays for new ones.
const MOST_WARM: usize = 32;

thread_local! {
    static WARM: RefCell<BTreeMap<[u8; 32], Sandbox>> = const { RefCell::new(BTreeMap::new()) };
}

/// What scripts get: the language without clock, randomness, weak references, proxies and typed arrays.
type Language = (
    intrinsic::Eval,
    intrinsic::RegExpCompiler,
    intrinsic::RegExp,
    intrinsic::Json,
    intrinsic::MapSet,
    intrinsic::Promise,
);

/// Runs once in each new context: takes away what differs from run to run, then freezes all that is reachable, so that
/// no call can leave anything behind for the next one but what it keeps in variables of its own.
const SEAL: &str = r#"(() => {
  "use strict";
  delete Math.random;
  for (const name of ["eval", "Date", "performance", "WeakRef", "FinalizationRegistry", "SharedArrayBuffer", "Atomics"])
    delete globalThis[name];
  const seen = new Set();
  const todo = [globalThis, (function* () {}).constructor, (async function () {}).constructor,
    Object.getPrototypeOf([][Symbol.iterator]()), Object.getPrototypeOf(""[Symbol.iterator]()),
    Object.getPrototypeOf(new Map()[Symbol.iterator]()), Object.getPrototypeOf(new Set()[Symbol.iterator]()),
    Object.getPrototypeOf(function* () {}), Object.getPrototypeOf(async function () {})];
  while (todo.length > 0) {
    const value = todo.pop();
    if (value === null || (typeof value !== "object" && typeof value !== "function") || seen.has(value)) continue;
    seen.add(value);
    todo.push(Object.getPrototypeOf(value));
    for (const key of Reflect.ownKeys(value)) {
      const own = Reflect.getOwnPropertyDescriptor(value, key);
      if (own) todo.push(own.value, own.get, own.set);
    }
    Object.freeze(value);
  }
})()"#;

/// What the runtime's handlers and the call share.
#[derive(Default)]
struct Meter {
    polls: Cell<u32>,
    spent: Cell<bool>,
    refused: RefCell<Option<String>>,
}

struct Sandbox {
    // Dropped in this order: values, then the context, then the runtime.
    functions: BTreeMap<(String, String), Persistent<Function<'static>>>,
    modules: BTreeMap<String, Persistent<Object<'static>>>,
    context: Context,
    _runtime: Runtime,
    scripts: Arc<Scripts>,
    meter: Rc<Meter>,
}

impl Sandbox {
    fn new(scripts: &Arc<Scripts>, limits: Limits) -> Result<Self, Breach> {
        let made = || -> Result<Self, Error> {
            let runtime = Runtime::new()?;
            runtime.set_memory_limit(limits.memory);
            runtime.set_max_stack_size(limits.stack);
            let meter = Rc::new(Meter::default());
            let handler = Rc::clone(&meter);
            runtime.set_interrupt_handler(Some(Box::new(move || {
                let left = handler.polls.get();
                if left == 0 {
                    handler.spent.set(true);
                    return true;
                }
                handler.polls.set(left - 1);
                false
            })));
            let folder = Folder { scripts: Arc::clone(scripts), meter: Rc::clone(&meter) };
            runtime.set_loader(folder.clone(), folder);
            let context = Context::custom::<Language>(&runtime)?;
            meter.polls.set(limits.polls);
            context.with(|ctx| ctx.eval::<(), _>(SEAL))?;
            Ok(Sandbox {
                functions: BTreeMap::new(),
                modules: BTreeMap::new(),
                context,
                _runtime: runtime,
                scripts: Arc::clone(scripts),
                meter,
            })
        };
        made().map_err(|error| Breach::Threw { message: error.to_string(), place: None })
    }

    fn call(&mut self, limits: Limits, module: &str, function: &str, args: &str) -> Result<String, Breach> {
        self.meter.polls.set(limits.polls);
        self.meter.spent.set(false);
        self.meter.refused.borrow_mut().take();
        let Sandbox { functions, modules, context, scripts, meter, .. } = self;
        context.with(|ctx| {
            let key = (module.to_owned(), function.to_owned());
            let callee = match functions.get(&key) {
                Some(kept) => kept.clone().restore(&ctx).map_err(|_| Breach::Memory)?,
                None => {
                    let namespace = namespace(&ctx, modules, scripts, meter, module)?;
                    let found: Option<Function> = namespace.get(function).unwrap_or(None);
                    let Some(found) = found else {
                        return Err(Breach::Missing { module: key.0, function: key.1 });
                    };
                    functions.insert(key, Persistent::save(&ctx, found.clone()));
                    found
                }
            };
            let result = invoke(&ctx, &callee, args).catch(&ctx).map_err(|error| breach(error, meter))?;
            if result.is_promise() {
                return Err(Breach::Promise);
            }
            let text = ctx.json_stringify(result).catch(&ctx).map_err(|error| match breach(error, meter) {
                Breach::Threw { .. } => Breach::NotJson,
                other => other,
            })?;
            let text = text.ok_or(Breach::NotJson)?.to_string().map_err(|_| Breach::Memory)?;
            if text.len() > limits.output {
                return Err(Breach::Output(text.len()));
            }
            Ok(text)
        })
    }
}

fn invoke<'js>(ctx: &Ctx<'js>, callee: &Function<'js>, args: &str) -> rquickjs::Result<Value<'js>> {
    let list = ctx.json_parse(args)?;
    let list = list.into_array().ok_or_else(|| Error::new_from_js("value", "array"))?;
    let mut given = rquickjs::function::Args::new(ctx.clone(), list.len());
    for value in list.iter::<Value>() {
        given.push_arg(value?)?;
    }
    given.apply(callee)
}

fn namespace<'js>(
    ctx: &Ctx<'js>,
    modules: &mut BTreeMap<String, Persistent<Object<'static>>>,
    scripts: &Scripts,
    meter: &Meter,
    path: &str,
) -> Result<Object<'js>, Breach> {
    if let Some(kept) = modules.get(path) {
        return kept.clone().restore(ctx).map_err(|_| Breach::Memory);
    }
    if !scripts.has(path) {
        return Err(Breach::Missing { module: path.to_owned(), function: "default".to_owned() });
    }
    // A module of our own that passes the plugin's on: so `grade.js` is one instance, whoever imports it.
    let entry = format!("export * from \"./{path}\";");
    let loaded = (|| {
        let declared = Module::declare(ctx.clone(), format!("({path})"), entry)?;
        declared.eval()
    })();
    let (module, promise) = loaded.catch(ctx).map_err(|error| breach(error, meter))?;
    match promise.state() {
        PromiseState::Pending => return Err(Breach::Promise),
        PromiseState::Resolved => {}
        PromiseState::Rejected => {
            let outcome = promise.result::<Value>().unwrap_or(Err(Error::Unknown));
            outcome.catch(ctx).map_err(|error| breach(error, meter))?;
        }
    }
    let namespace = module.namespace().catch(ctx).map_err(|error| breach(error, meter))?;
    modules.insert(path.to_owned(), Persistent::save(ctx, namespace.clone()));
    Ok(namespace)
}

fn breach(error: CaughtError<'_>, meter: &Meter) -> Breach {
    if meter.spent.get() {
        return Breach::Steps;
    }
    if let Some(name) = meter.refused.borrow_mut().take() {
        return Breach::Import(name);
    }
    match error {
        CaughtError::Exception(exception) => {
            let message = exception.message().unwrap_or_default();
            if message == "out of memory" {
                return Breach::Memory;
            }
            if message.contains("call stack size exceeded") || message == "stack overflow" {
                return Breach::Stack;
            }
            let place = exception.stack().and_then(|stack| {
                let top = stack.lines().find(|line| line.contains(".js"))?.trim();
                Some(top.strip_prefix("at ").unwrap_or(top).to_owned())
            });
            Breach::Threw { message, place }
        }
        // A runtime that has no memory left for the exception itself throws null.
        CaughtError::Value(value) if value.is_null() => Breach::Memory,
        CaughtError::Value(value) => {
            let message = value.as_string().and_then(|text| text.to_string().ok());
            Breach::Threw { message: message.unwrap_or_else(|| "threw a value".to_owned()), place: None }
        }
        CaughtError::Error(error) => Breach::Threw { message: error.to_string(), place: None },
    }
}

/// Resolves and loads modules from the plugin's own folder, and from nowhere else.
#[derive(Clone)]
struct Folder {
    scripts: Arc<Scripts>,
    meter: Rc<Meter>,
}

impl Folder {
    fn refuse(&self, name: &str) {
        *self.meter.refused.borrow_mut() = Some(name.to_owned());
    }
}

impl Resolver for Folder {
    fn resolve<'js>(
        &mut self,
        _ctx: &Ctx<'js>,
        base: &str,
        name: &str,
        attributes: Option<ImportAttributes<'js>>,
    ) -> rquickjs::Result<String> {
        match inside(base, name) {
            Some(path) if attributes.is_none() && self.scripts.has(&path) => Ok(path),
            _ => {
                self.refuse(name);
                Err(Error::new_resolving(base, name))
            }
        }
    }
}

impl Loader for Folder {
    fn load<'js>(
        &mut self,
        ctx: &Ctx<'js>,
        name: &str,
        _attributes: Option<ImportAttributes<'js>>,
    ) -> rquickjs::Result<Module<'js, Declared>> {
        match self.scripts.source(name) {
            Some(source) => Module::declare(ctx.clone(), name, source.as_bytes()),
            None => {
                self.refuse(name);
                Err(Error::new_loading(name))
            }
        }
    }
}

/// The path that the relative import `name` means in the module `base`; `None` when it leaves the folder.
pub(crate) fn inside(base: &str, name: &str) -> Option<String> {
    if !(name.starts_with("./") || name.starts_with("../")) {
        return None;
    }
    let mut parts: Vec<&str> = match base.rsplit_once('/') {
        Some((folder, _)) => folder.split('/').collect(),
        None => Vec::new(),
    };
    for part in name.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop()?;
            }
            "" => return None,
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests;
