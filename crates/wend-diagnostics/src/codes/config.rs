//! The curriculum's folder as a whole.

group! { "config";
    NO_LESSONS = "no-lessons", Warning, "There is no lesson yet";
    STRAY_FILE = "stray-file", Warning, "A file that nothing reads";
    NOT_A_LESSON = "not-a-lesson", Note, "A text that is no lesson";
    NOT_TRUSTED = "not-trusted", Warning, "A file that would run in the site's pages is left out";
    UNKNOWN_PLUGIN = "unknown-plugin", Error, "A plugin that is not there";
    UNKNOWN_TRUST = "unknown-trust", Warning, "Something is trusted that is not there";
    VANISHED_ID = "vanished-id", Error, "A published id is gone";
}
