//! TOML and YAML: the shape of settings, objectives, learners' files and front matter.

group! { "data";
    SYNTAX = "syntax", Error, "TOML or YAML that can't be read";
    UNKNOWN_KEY = "unknown-key", Error, "A key that does not exist here";
    WRONG_TYPE = "wrong-type", Error, "A value of another kind than expected";
    BAD_VALUE = "bad-value", Error, "A value that makes no sense here";
    MISSING_KEY = "missing-key", Error, "A key that must be there is missing";
    DUPLICATE = "duplicate", Warning, "The same value twice in one list";
    BAD_ID = "bad-id", Error, "An id with forbidden characters";
    CLASH = "clash", Error, "Two things with the same id";
}
