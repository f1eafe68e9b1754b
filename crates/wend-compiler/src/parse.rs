//! One file becomes a summary.
