//! Learners' files and records.

group! { "learner";
    CONTRADICTION = "contradiction", Warning, "A learner's file that contradicts itself";
}
