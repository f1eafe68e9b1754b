//! The curriculum's folder as a whole.

group! { "config";
    NO_LESSONS = "no-lessons", Warning, "There is no lesson yet";
    STRAY_FILE = "stray-file", Warning, "A file that nothing reads";
    UNKNOWN_PLUGIN = "unknown-plugin", Error, "A plugin that is not there";
    VANISHED_ID = "vanished-id", Error, "A published id is gone";
}
