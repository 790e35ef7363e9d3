//! Islands of agreement, trades across issues, and where a party's points buy most.

mod island;
mod leverage;
mod swap;

pub use island::{Island, islands};
pub use leverage::{Leverage, leverage};
pub use swap::{Trade, TradeQuestion, Trades, trades};
