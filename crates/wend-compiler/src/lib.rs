//! Many files become one linked, checked curriculum.
