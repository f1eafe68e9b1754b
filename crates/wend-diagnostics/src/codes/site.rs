//! The site that is made.

group! { "site";
    CLASH = "clash", Warning, "A file has the address of one that the site makes itself";
    LANGUAGE_FOLDER = "language-folder", Error, "A folder has the name of a language of the pages";
    MATH = "math", Error, "A formula can't be set";
    SCRIPT = "script", Error, "The theme's scripts can't be linked into one";
    STRINGS = "strings", Error, "A table of texts can't be read";
    TEMPLATE = "template", Error, "A template of the theme has a fault";
    UNKNOWN_LANGUAGE = "unknown-language", Error, "A language that the pages have no words for";
}
