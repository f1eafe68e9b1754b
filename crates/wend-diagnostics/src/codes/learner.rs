//! Learners' files and records.

group! { "learner";
    CLASS_FILE = "class-file", Error, "A class file with a learner's key outside of its learners";
    CONTRADICTION = "contradiction", Warning, "A learner's file that contradicts itself";
}
