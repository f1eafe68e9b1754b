//! Where text is and what is wrong with it.
