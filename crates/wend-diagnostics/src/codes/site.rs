//! The site that is made.

group! { "site";
}
