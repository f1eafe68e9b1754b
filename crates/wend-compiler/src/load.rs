//! What each file is for.
