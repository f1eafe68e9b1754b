//! What other people wrote, built: the data lies in `tests/corpora` at the root, with its licences.
//!
//! 1. [`exercism`]: a course with real prerequisites becomes a curriculum, and every fact about it still holds.
//! 2. [`commonmark`]: every example of the specification becomes a lesson.
//! 3. [`carpentries`] and [`quizzes`]: folders of other tools, read by plugins as they stand ([`foreign`]).
//! 4. [`page`]: a strict reader of the pages that come out. [`words`]: nothing of the text is lost on them.

mod carpentries;
mod commonmark;
mod exercism;
mod foreign;
mod page;
mod quizzes;
mod words;
