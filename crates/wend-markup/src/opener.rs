//! What stands on the line that opens a block.
