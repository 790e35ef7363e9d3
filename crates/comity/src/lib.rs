//! The model of talks between several parties and the analysis of what they could agree.
