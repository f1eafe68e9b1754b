//! The front matter of lessons and item files.

group! { "front";
    NO_TITLE = "no-title", Warning, "A lesson without a title";
    UNUSED_KEY = "unused-key", Warning, "A key that has no effect here";
}
