//! The curriculum as plain values, and every question about it.
