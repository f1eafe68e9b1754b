//! Plugins, block kinds and what their code says.

group! { "plugin";
    BAD_MANIFEST = "bad-manifest", Error, "A plugin's description has a mistake";
    BAD_TEMPLATE = "bad-template", Error, "A plugin's template has a mistake";
    BAD_SCRIPT = "bad-script", Error, "A plugin's script has a mistake";
    BAD_STYLE = "bad-style", Warning, "A plugin's style sheet has what it may not";
    BREACH = "breach", Warning, "A plugin did what it may not";
    EXAMPLE = "example", Error, "A plugin's example does not come out as expected";
    REPORTED = "reported", Warning, "A plugin found something in a block";
    UNKNOWN_KIND = "unknown-kind", Error, "A block of an unknown kind";
    UNKNOWN_ATTRIBUTE = "unknown-attribute", Error, "An attribute that this kind of block does not have";
    BAD_ATTRIBUTE = "bad-attribute", Error, "An attribute's value is of the wrong type";
    MISSING_ATTRIBUTE = "missing-attribute", Error, "An attribute that must be there is missing";
    WRONG_PLACE = "wrong-place", Error, "A block stands where it can't";
    MISSING_PART = "missing-part", Error, "A block lacks a part it needs";
    STRAY_TEXT = "stray-text", Warning, "Text where its block has no place for it";
    UNKNOWN_LINE = "unknown-line", Warning, "A line that begins with almost a key word";
    REPEATED_LINE = "repeated-line", Warning, "A line that can stand only once stands twice";
    UNKNOWN_SECTION = "unknown-section", Warning, "A section that this kind of block does not know";
}
