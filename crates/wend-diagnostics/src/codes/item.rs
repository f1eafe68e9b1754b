//! Items: questions, tasks and their ids.

group! { "item";
    NO_ID = "no-id", Warning, "A question without a label";
    DUPLICATE_LABEL = "duplicate-label", Error, "Two questions with one label";
    OBJECTIVE_NOT_TAUGHT = "objective-not-taught", Error, "A question about another objective";
    WHICH_OBJECTIVE = "which-objective", Error, "A question that does not say what it is about";
    UNKNOWN_MIXUP = "unknown-mixup", Error, "A mix-up that the objective does not have";
    EMPTY_FILE = "empty-file", Warning, "An items file without items";
    OPTION_WITHOUT_BOX = "option-without-box", Error, "An option without a box";
    NO_RIGHT_ANSWER = "no-right-answer", Error, "A question without a right answer";
    WRONG_KEY = "wrong-key", Error, "A key that is graded as wrong";
    USELESS_FEEDBACK = "useless-feedback", Error, "Feedback that is never shown";
    UNREADABLE_KEY = "unreadable-key", Error, "An answer that can't be read";
    SLOW_PATTERN = "slow-pattern", Error, "A pattern that takes too long";
    UNKNOWN_PLACE = "unknown-place", Error, "A place without a column";
    BROKEN_TABLE = "broken-table", Error, "A table without its line of dashes";
    DUPLICATE_COLUMN = "duplicate-column", Error, "Two columns of one name";
    EXTRA_CELL = "extra-cell", Error, "A row with more cells than columns";
    BAD_LABEL = "bad-label", Error, "A label that can't be an id";
    TOO_MANY_VARIANTS = "too-many-variants", Error, "A question with too many variants";
}
