//! Items: questions, tasks and their ids.

group! { "item";
}
