//! References between lessons, objectives, interests, terms and pictures.

group! { "link";
    UNKNOWN_OBJECTIVE = "unknown-objective", Error, "An objective that does not exist";
    AMBIGUOUS_OBJECTIVE = "ambiguous-objective", Error, "A lesson that can't stand for one objective";
    UNKNOWN_LESSON = "unknown-lesson", Error, "A lesson that does not exist";
    UNKNOWN_INTEREST = "unknown-interest", Error, "An interest that is not in the vocabulary";
    UNKNOWN_STRAND = "unknown-strand", Error, "A strand that does not exist";
    UNKNOWN_TERM = "unknown-term", Error, "A term that nobody explains";
    DUPLICATE_TERM = "duplicate-term", Warning, "A term that is explained twice";
    BROKEN = "broken", Error, "A link to a file that does not exist";
    AMBIGUOUS = "ambiguous", Error, "A `[[wikilink]]` that fits several lessons";
    UNKNOWN_HEADING = "unknown-heading", Warning, "A link to a heading that does not exist";
    FAR_BACK = "far-back", Warning, "A way that leads too far back";
    BAD_SCHEME = "bad-scheme", Error, "A link that is not allowed";
    REMOTE_PICTURE = "remote-picture", Error, "A picture from another host";
    MISSING_PICTURE = "missing-picture", Error, "A picture that does not exist";
    NO_ALT = "no-alt", Note, "A picture without a description";
    SAME_PAGE = "same-page", Error, "Two lessons that claim one page";
    ALIAS_CLASH = "alias-clash", Error, "An alias that is taken";
}
