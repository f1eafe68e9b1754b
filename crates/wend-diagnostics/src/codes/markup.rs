//! The lesson language: blocks, fences, Markdown.

group! { "markup";
    UNCLOSED_DIRECTIVE = "unclosed-directive", Error, "A `:::` block is never closed";
    STRAY_CLOSER = "stray-closer", Error, "A `:::` line closes nothing";
    TOO_DEEP = "too-deep", Error, "`:::` blocks are nested too deeply";
    BAD_OPENER = "bad-opener", Error, "The line that opens a `:::` block can't be read";
    UNCLOSED_CODE = "unclosed-code", Warning, "A code fence is never closed";
    UNCLOSED_COMMENT = "unclosed-comment", Warning, "A `<!--` comment is never closed";
    ODD_FRONT = "odd-front", Warning, "Front matter that does not begin as it should";
    UNCLOSED_FRONT = "unclosed-front", Error, "Front matter is never closed";
    RAW_HTML = "raw-html", Warning, "Raw HTML is shown as text";
    DUPLICATE_DEFINITION = "duplicate-definition", Warning, "A link definition or footnote is defined twice";
    UNKNOWN_FOOTNOTE = "unknown-footnote", Warning, "A footnote is used but not defined";
    FILE_TOO_LARGE = "file-too-large", Error, "A file is larger than can be addressed";
}
