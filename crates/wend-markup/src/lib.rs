//! One lesson's text becomes a tree of blocks with spans.
