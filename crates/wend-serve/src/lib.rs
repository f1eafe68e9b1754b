//! Watching, serving and live reload.
