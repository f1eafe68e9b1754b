//! What is wrong as a whole.
