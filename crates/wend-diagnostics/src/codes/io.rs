//! Reading and writing files.

group! { "io";
    UNREADABLE = "unreadable", Error, "A file or folder that can't be read";
    SYMLINK_LOOP = "symlink-loop", Error, "A link to a folder above it";
    LINK_OUTSIDE = "link-outside", Error, "A link that leads out of the folder";
    BAD_NAME = "bad-name", Error, "A file name that is not Unicode text";
    NOT_UTF8 = "not-utf8", Error, "A file that is not UTF-8 text";
    TOO_LARGE = "too-large", Error, "A text file that is far too large";
}
