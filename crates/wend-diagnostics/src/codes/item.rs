//! Items: questions, tasks and their ids.

group! { "item";
    NO_ID = "no-id", Warning, "A question without a label";
    DUPLICATE_LABEL = "duplicate-label", Error, "Two questions with one label";
    OBJECTIVE_NOT_TAUGHT = "objective-not-taught", Error, "A question about another objective";
    WHICH_OBJECTIVE = "which-objective", Error, "A question that does not say what it is about";
    UNKNOWN_MIXUP = "unknown-mixup", Error, "A mix-up that the objective does not have";
    EMPTY_FILE = "empty-file", Warning, "An items file without items";
}
