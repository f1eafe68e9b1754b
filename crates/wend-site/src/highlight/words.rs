//! What the languages' comments, strings and words look like.

use std::collections::BTreeMap;
use std::sync::OnceLock;

/// A string literal.
pub(super) struct Quote {
    pub(super) open: &'static str,
    pub(super) close: &'static str,
    /// A backslash takes the next character with it.
    pub(super) escape: bool,
    /// May go on over a line end.
    pub(super) lines: bool,
}

const fn quote(mark: &'static str) -> Quote {
    Quote { open: mark, close: mark, escape: true, lines: false }
}

const fn long(mark: &'static str) -> Quote {
    Quote { open: mark, close: mark, escape: true, lines: true }
}

const fn raw(mark: &'static str) -> Quote {
    Quote { open: mark, close: mark, escape: false, lines: true }
}

/// A language that is made of comments, strings, numbers and words.
pub(super) struct Lang {
    pub(super) names: &'static [&'static str],
    /// What starts a comment to the end of the line.
    pub(super) line: &'static [&'static str],
    pub(super) block: &'static [(&'static str, &'static str)],
    /// Longer marks before shorter ones.
    pub(super) quotes: &'static [Quote],
    /// Words, each list separated by spaces.
    pub(super) keywords: &'static str,
    pub(super) constants: &'static str,
    pub(super) types: &'static str,
    pub(super) traits: Traits,
    /// The words of the three lists, cut when the language is first met.
    listed: OnceLock<BTreeMap<&'static str, Listed>>,
}

/// Which of a language's lists a word is in.
#[derive(Clone, Copy, Default)]
pub(super) struct Listed {
    pub(super) keyword: bool,
    pub(super) constant: bool,
    pub(super) class: bool,
}

impl Lang {
    /// Where a word is listed.
    pub(super) fn listed(&self, word: &str) -> Listed {
        let cut = || {
            let mut words: BTreeMap<&str, Listed> = BTreeMap::new();
            let mut note = |list: &'static str, field: fn(&mut Listed) -> &mut bool| {
                list.split_ascii_whitespace().for_each(|word| *field(words.entry(word).or_default()) = true);
            };
            note(self.keywords, |listed| &mut listed.keyword);
            note(self.constants, |listed| &mut listed.constant);
            note(self.types, |listed| &mut listed.class);
            words
        };
        self.listed.get_or_init(cut).get(word).copied().unwrap_or_default()
    }
}

/// What is peculiar to a language.
#[derive(Clone, Copy)]
pub(super) struct Traits {
    /// `/* /* */ */`.
    pub(super) nested: bool,
    /// `select` is `SELECT`.
    pub(super) any_case: bool,
    /// A word with a capital at its head is a type.
    pub(super) capital_types: bool,
    /// `@name` is a decorator or annotation.
    pub(super) at: bool,
    /// `#include …` at the head of a line.
    pub(super) preprocessor: bool,
    /// Rust: `'a`, `#[…]`, `r#"…"#`, `name!`.
    pub(super) rust: bool,
    /// A slash where a value may start opens a regular expression.
    pub(super) regex: bool,
    /// `$x`, `${x}`; `#` is a comment at the head of a word only; the first word of a command is a function.
    pub(super) shell: bool,
    /// Letters before a quote belong to the string; `r` takes its backslashes away.
    pub(super) prefixes: bool,
    /// A string before a colon is a key.
    pub(super) keys: bool,
    /// A doubled quote is no end.
    pub(super) doubled: bool,
}

const PLAIN: Traits = Traits {
    nested: false,
    any_case: false,
    capital_types: false,
    at: false,
    preprocessor: false,
    rust: false,
    regex: false,
    shell: false,
    prefixes: false,
    keys: false,
    doubled: false,
};

const C_COMMENTS: &[(&str, &str)] = &[("/*", "*/")];

pub(super) static LANGUAGES: [Lang; 15] = [
    Lang {
        names: &["rust", "rs"],
        line: &["//"],
        block: C_COMMENTS,
        quotes: &[long("\"")],
        keywords: "as async await break const continue crate dyn else enum extern fn for if impl in let loop match mod \
                   move mut pub ref return self Self static struct super trait type union unsafe use where while yield",
        constants: "true false None Some Ok Err",
        types: "bool char f32 f64 i8 i16 i32 i64 i128 isize str u8 u16 u32 u64 u128 usize",
        traits: Traits { nested: true, capital_types: true, rust: true, ..PLAIN },
        listed: OnceLock::new(),
    },
    Lang {
        names: &["python", "py", "python3"],
        line: &["#"],
        block: &[],
        quotes: &[long("\"\"\""), long("'''"), quote("\""), quote("'")],
        keywords: "and as assert async await break case class continue def del elif else except finally for from global \
                   if import in is lambda match nonlocal not or pass raise return try while with yield",
        constants: "True False None NotImplemented Ellipsis self cls",
        types: "bool bytes dict float frozenset int list object set str tuple type",
        traits: Traits { capital_types: true, at: true, prefixes: true, ..PLAIN },
        listed: OnceLock::new(),
    },
    Lang {
        names: &["javascript", "js", "mjs", "jsx"],
        line: &["//"],
        block: C_COMMENTS,
        quotes: &[long("`"), quote("\""), quote("'")],
        keywords: JS,
        constants: JS_CONSTANTS,
        types: "",
        traits: Traits { capital_types: true, at: true, regex: true, ..PLAIN },
        listed: OnceLock::new(),
    },
    Lang {
        names: &["typescript", "ts", "tsx"],
        line: &["//"],
        block: C_COMMENTS,
        quotes: &[long("`"), quote("\""), quote("'")],
        keywords: TS,
        constants: JS_CONSTANTS,
        types: "any bigint boolean never number object string symbol unknown",
        traits: Traits { capital_types: true, at: true, regex: true, ..PLAIN },
        listed: OnceLock::new(),
    },
    Lang {
        names: &["json", "jsonc", "json5", "jsonl"],
        line: &["//"],
        block: C_COMMENTS,
        quotes: &[quote("\"")],
        keywords: "",
        constants: "true false null",
        types: "",
        traits: Traits { keys: true, ..PLAIN },
        listed: OnceLock::new(),
    },
    Lang {
        names: &["bash", "sh", "shell", "zsh", "console"],
        line: &["#"],
        block: &[],
        quotes: &[long("\""), raw("'"), long("`")],
        keywords: "case do done elif else esac fi for function if in select then until while",
        constants: "true false",
        types: "",
        traits: Traits { shell: true, ..PLAIN },
        listed: OnceLock::new(),
    },
    Lang {
        names: &["c", "h", "cpp", "c++", "cc", "hpp", "arduino", "ino"],
        line: &["//"],
        block: C_COMMENTS,
        quotes: &[quote("\""), quote("'")],
        keywords: "alignas alignof auto break case catch class const consteval constexpr continue co_await co_return \
                   co_yield decltype default delete do else enum explicit export extern final for friend goto if inline \
                   namespace new noexcept operator override private protected public register requires restrict return \
                   sizeof static static_assert struct switch template this throw try typedef typename union using virtual \
                   volatile while",
        constants: "true false NULL nullptr",
        types: "bool char double float int int8_t int16_t int32_t int64_t long short signed size_t uint8_t uint16_t \
                uint32_t uint64_t unsigned void wchar_t",
        traits: Traits { preprocessor: true, ..PLAIN },
        listed: OnceLock::new(),
    },
    Lang {
        names: &["java", "kotlin", "kt", "csharp", "cs", "c#", "scala", "swift"],
        line: &["//"],
        block: C_COMMENTS,
        quotes: &[long("\"\"\""), quote("\""), quote("'")],
        keywords: "abstract as assert async await base break case catch class companion const continue data default \
                   defer do else enum extends extension final finally for foreach func fun guard if implements import in \
                   init inner instanceof interface internal is let lock namespace native new object open operator out \
                   override package permits private protected protocol public readonly record ref repeat return sealed \
                   static struct super switch synchronized this throw throws trait transient try typealias using val var \
                   virtual volatile when where while yield",
        constants: "true false null nil",
        types: "boolean bool byte char decimal double float int long short string void",
        traits: Traits { capital_types: true, at: true, ..PLAIN },
        listed: OnceLock::new(),
    },
    Lang {
        names: &["go", "golang"],
        line: &["//"],
        block: C_COMMENTS,
        quotes: &[raw("`"), quote("\""), quote("'")],
        keywords: "break case chan const continue default defer else fallthrough for func go goto if import interface map \
                   package range return select struct switch type var",
        constants: "true false nil iota",
        types: "any bool byte comparable complex64 complex128 error float32 float64 int int8 int16 int32 int64 rune \
                string uint uint8 uint16 uint32 uint64 uintptr",
        traits: PLAIN,
        listed: OnceLock::new(),
    },
    Lang {
        names: &["sql", "postgresql", "sqlite", "mysql"],
        line: &["--"],
        block: C_COMMENTS,
        quotes: &[
            Quote { open: "'", close: "'", escape: false, lines: true },
            Quote { open: "\"", close: "\"", escape: false, lines: true },
        ],
        keywords: "add all alter and any as asc begin between by cascade case check column commit constraint create \
                   cross database default delete desc distinct drop else end except exists foreign from full grant group \
                   having if in index inner insert intersect into is join key left like limit natural not null offset on \
                   or order outer over partition primary recursive references returning revoke right rollback select set \
                   table then to transaction trigger union unique update using values view when where window with",
        constants: "true false current_date current_time current_timestamp",
        types: "bigint blob boolean char date decimal double float int integer interval json numeric real smallint text \
                time timestamp varchar",
        traits: Traits { any_case: true, doubled: true, ..PLAIN },
        listed: OnceLock::new(),
    },
    Lang {
        names: &["ruby", "rb"],
        line: &["#"],
        block: &[("=begin", "=end")],
        quotes: &[long("\""), long("'"), long("`")],
        keywords: "alias and begin break case class def defined? do else elsif end ensure for if in module next not or \
                   redo rescue retry return self super then undef unless until when while yield",
        constants: "true false nil",
        types: "",
        traits: Traits { capital_types: true, ..PLAIN },
        listed: OnceLock::new(),
    },
    Lang {
        names: &["php"],
        line: &["//", "#"],
        block: C_COMMENTS,
        quotes: &[long("\""), long("'")],
        keywords: "abstract and array as break case catch class clone const continue declare default do echo else elseif \
                   empty enum extends final finally fn for foreach function global if implements include instanceof \
                   interface isset list match namespace new or print private protected public readonly require return \
                   static switch throw trait try unset use var while yield",
        constants: "true false null",
        types: "bool float int iterable mixed never object string void",
        traits: Traits { capital_types: true, any_case: true, ..PLAIN },
        listed: OnceLock::new(),
    },
    Lang {
        names: &["lua"],
        line: &["--"],
        block: &[("--[[", "]]")],
        quotes: &[quote("\""), quote("'"), Quote { open: "[[", close: "]]", escape: false, lines: true }],
        keywords: "and break do else elseif end for function goto if in local not or repeat return then until while",
        constants: "true false nil",
        types: "",
        traits: PLAIN,
        listed: OnceLock::new(),
    },
    Lang {
        names: &["haskell", "hs", "elm"],
        line: &["--"],
        block: &[("{-", "-}")],
        quotes: &[quote("\"")],
        keywords: "as case class data deriving do else family forall foreign hiding if import in infix infixl infixr \
                   instance let module newtype of qualified then type where",
        constants: "True False",
        types: "",
        traits: Traits { nested: true, capital_types: true, ..PLAIN },
        listed: OnceLock::new(),
    },
    Lang {
        names: &["r"],
        line: &["#"],
        block: &[],
        quotes: &[long("\""), long("'")],
        keywords: "break else for function if in next repeat return while",
        constants: "TRUE FALSE NULL NA Inf NaN",
        types: "",
        traits: PLAIN,
        listed: OnceLock::new(),
    },
];

const JS: &str = "as async await break case catch class const continue debugger default delete do else export extends \
                  finally for from function get if import in instanceof let new of return set static super switch this \
                  throw try typeof var void while with yield";
const TS: &str = "abstract as async await break case catch class const continue debugger declare default delete do else \
                  enum export extends finally for from function get if implements import in infer instanceof interface \
                  is keyof let namespace new of private protected public readonly return satisfies set static super \
                  switch this throw try type typeof var void while with yield";
const JS_CONSTANTS: &str = "true false null undefined NaN Infinity";
