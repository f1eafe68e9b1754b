//! Objectives, requirements and what teaches them.

group! { "objective";
    BAD_REQUIREMENT = "bad-requirement", Error, "A requirement that can't be read";
    SELF_REQUIREMENT = "self-requirement", Error, "An objective that requires itself";
    UNREACHABLE = "unreachable", Error, "An objective that nobody can reach";
    UNTAUGHT = "untaught", Warning, "An objective that no lesson teaches";
    ONE_ALTERNATIVE = "one-alternative", Note, "An objective with only one lesson";
    FEW_ITEMS = "few-items", Note, "Too few questions for its rule of mastery";
    INTEREST_GAP = "interest-gap", Note, "An objective without a lesson for some interests";
    REDUNDANT_EDGE = "redundant-edge", Note, "A requirement that follows from another";
    ENCOMPASSES_ITSELF = "encompasses-itself", Warning, "An objective that encompasses itself";
}
