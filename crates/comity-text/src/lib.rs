//! The one text of talks: a tree of clauses with brackets, alternatives and their holders.
