//! The curriculum's folder as a whole.

group! { "config";
    NO_LESSONS = "no-lessons", Warning, "There is no lesson yet";
    STRAY_FILE = "stray-file", Warning, "A file that nothing reads";
    NOT_A_LESSON = "not-a-lesson", Note, "A text that is no lesson";
    UNKNOWN_PLUGIN = "unknown-plugin", Error, "A plugin that is not there";
    VANISHED_ID = "vanished-id", Error, "A published id is gone";
}
