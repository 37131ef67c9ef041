//! What is granted of the network.

mod address;
mod rule;

use rule::Rule;

/// What a rule says of itself; none where the text is no rule.
pub(crate) fn words(text: &str) -> Option<String> {
    Rule::parse(text).ok().map(|rule| rule.to_string())
}
