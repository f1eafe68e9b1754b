//! The front matter of lessons and item files.

group! { "front";
}
