//! Reading and writing files.

group! { "io";
}
