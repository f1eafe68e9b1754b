//! References between lessons, objectives, terms and pictures.

group! { "link";
}
