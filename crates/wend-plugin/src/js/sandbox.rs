//! One runtime with limits, and the scripts of one plugin in it.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

use rquickjs::context::{EvalOptions, intrinsic};
use rquickjs::{CatchResultExt, CaughtError, Context, Ctx, Error, Function, Object, Persistent, Runtime, Value};

use super::{Breach, Limits, Scripts};

/// What scripts get: the language without clock, randomness, weak references, proxies and typed arrays.
type Language = (intrinsic::Eval, intrinsic::RegExpCompiler, intrinsic::RegExp, intrinsic::Json, intrinsic::MapSet);

/// Runs once in each new context: takes away what differs from run to run and what makes code of text, then freezes all
/// that is reachable.
const SEAL: &str = r#"(() => {
  "use strict";
  delete Math.random;
  const functions = [function () {}, function* () {}, async function () {}, async function* () {}]
    .map((one) => Object.getPrototypeOf(one)).filter((one) => one !== null);
  for (const prototype of functions) delete prototype.constructor;
  for (const name of ["eval", "Function", "Date", "performance", "WeakRef", "FinalizationRegistry", "Promise",
    "SharedArrayBuffer", "Atomics"]) delete globalThis[name];
  const seen = new Set();
  const todo = [globalThis, ...functions, [][Symbol.iterator](), ""[Symbol.iterator](), new Map()[Symbol.iterator](),
    new Set()[Symbol.iterator](), "".matchAll(/x/g)];
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

/// The function that runs a call; made after all else is frozen.
const CALL: &str = r#"(() => {
  "use strict";
  const { parse, stringify } = JSON;
  const guard = (error) => {
    const engine = error === null || error instanceof InternalError
      || (error instanceof RangeError && error.message === "Maximum call stack size exceeded");
    if (engine) throw error;
  };
  const call = (modules, path, name, args) => {
    const made = { __proto__: null };
    const load = (path) => {
      if (made[path] === null) throw new TypeError(`modules that import one another in a circle: ${path}`);
      if (made[path] === undefined) {
        made[path] = null;
        made[path] = modules[path](load, guard);
      }
      return made[path];
    };
    const found = load(path)[name];
    if (typeof found !== "function") return false;
    const result = found(...parse(args));
    const text = stringify(result === undefined ? null : result) ?? true;
    // Modules hold `load`, which holds them: cut here, all of it is free at once and needs no collecting.
    for (const path in made) made[path] = null;
    return text;
  };
  return Object.freeze(guard) && call;
})()"#;

/// What the runtime's handler and the call share.
#[derive(Default)]
struct Meter {
    polls: Cell<u32>,
    spent: Cell<bool>,
}

impl Meter {
    fn fill(&self, polls: u32) {
        self.polls.set(polls);
        self.spent.set(false);
    }
}

pub(super) struct Sandbox {
    // Dropped in this order: values, then the context, then the runtime.
    call: Persistent<Function<'static>>,
    modules: Persistent<Object<'static>>,
    context: Context,
    _runtime: Runtime,
    scripts: Arc<Scripts>,
    meter: Rc<Meter>,
}

impl Sandbox {
    /// A fresh runtime in which the scripts are compiled and none has run.
    pub(super) fn new(scripts: &Arc<Scripts>) -> Result<Self, Breach> {
        let rewritten = scripts.rewritten().map_err(|(_, fault)| fault.breach.clone())?;
        let Limits { memory, stack, polls, .. } = scripts.limits();
        let refused = |error: Error| Breach::Threw { message: error.to_string(), place: None };
        let runtime = Runtime::new().map_err(refused)?;
        runtime.set_memory_limit(memory);
        runtime.set_max_stack_size(stack);
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
        let context = Context::custom::<Language>(&runtime).map_err(refused)?;
        meter.fill(polls);
        let (call, modules) = context.with(|ctx| {
            ctx.eval::<(), _>(SEAL).catch(&ctx).map_err(|error| breach(error, &meter))?;
            let call: Function = ctx.eval(CALL).catch(&ctx).map_err(|error| breach(error, &meter))?;
            let modules = Object::new(ctx.clone()).map_err(|_| Breach::Memory)?;
            for (path, one) in rewritten {
                let mut options = EvalOptions::default();
                options.strict = true;
                options.filename = Some(path.clone());
                let made = ctx.eval_with_options::<Value, _>(one.text.as_bytes(), options);
                let made = made.catch(&ctx).map_err(|error| breach(error, &meter))?;
                modules.set(path.as_str(), made).map_err(|_| Breach::Memory)?;
            }
            Ok((Persistent::save(&ctx, call), Persistent::save(&ctx, modules)))
        })?;
        Ok(Sandbox { call, modules, context, _runtime: runtime, scripts: Arc::clone(scripts), meter })
    }

    pub(super) fn call(&mut self, polls: u32, module: &str, function: &str, args: &str) -> Result<String, Breach> {
        let missing = || Breach::Missing { module: module.to_owned(), function: function.to_owned() };
        if !self.scripts.has(module) {
            return Err(missing());
        }
        self.meter.fill(polls);
        let Sandbox { call, modules, context, scripts, meter, .. } = self;
        // The stack is measured from here.
        context.with(|ctx| {
            let call = call.clone().restore(&ctx).map_err(|_| Breach::Memory)?;
            let modules = modules.clone().restore(&ctx).map_err(|_| Breach::Memory)?;
            let result = run(&ctx, &call, (modules, module, function, args)).map_err(|error| breach(error, meter))?;
            let Some(text) = result.as_string() else {
                return Err(if result.as_bool() == Some(false) { missing() } else { Breach::NotJson });
            };
            let text = text.to_string().map_err(|_| Breach::NotJson)?;
            if text.len() > scripts.limits().output {
                return Err(Breach::Output(text.len()));
            }
            Ok(text)
        })
    }
}

fn run<'js>(
    ctx: &Ctx<'js>,
    call: &Function<'js>,
    args: (Object<'js>, &str, &str, &str),
) -> Result<Value<'js>, CaughtError<'js>> {
    call.call::<_, Value>(args).catch(ctx)
}

fn breach(error: CaughtError<'_>, meter: &Meter) -> Breach {
    if meter.spent.get() {
        return Breach::Steps;
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
            if matches!(message.as_str(), "circular reference" | "BigInt are forbidden in JSON.stringify") {
                return Breach::NotJson;
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
