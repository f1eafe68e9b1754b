//! A compiled curriculum and a theme become the pages of a website.
