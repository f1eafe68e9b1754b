//! The curriculum's folder as a whole.

group! { "config";
    NO_LESSONS = "no-lessons", Warning, "There is no lesson yet";
    STRAY_FILE = "stray-file", Warning, "A file that nothing reads";
    VANISHED_ID = "vanished-id", Error, "A published id is gone";
}
