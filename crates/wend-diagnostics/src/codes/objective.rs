//! Objectives, requirements and what teaches them.

group! { "objective";
}
