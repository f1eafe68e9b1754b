//! What lessons say, and how.

group! { "lesson";
    HARD_TO_READ = "hard-to-read", Warning, "A lesson that is harder to read than it should be";
    ALIKE = "alike", Warning, "Two alternatives that say the same";
}
