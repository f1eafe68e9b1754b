//! Learners' files and records.

group! { "learner";
}
