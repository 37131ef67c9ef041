//! "Did you mean …?"

use super::probe::EXTENSIONS;
use strsim::normalized_damerau_levenshtein;

/// How alike two names must be, from 0 to 1: fewer than one wrong letter in three.
const ALIKE: f64 = 0.7;

/// Longest name that is compared, as comparing takes time by the square of it.
const MAX_NAME: usize = 64;

/// The name that looks most like `wanted`, with or without extension; case counts little.
pub(super) fn similar<'a>(wanted: &str, names: &'a [String]) -> Option<&'a str> {
    if wanted.is_empty() || wanted.len() > MAX_NAME {
        return None;
    }
    let likeness = |name: &&String| {
        let whole = alike(wanted, name);
        whole.max(alike(stem(wanted), stem(name)) - 0.01)
    };
    let scored = names.iter().map(|name| (likeness(&name), name));
    let (_, name) =
        scored.filter(|(score, _)| *score >= ALIKE).max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)))?;
    Some(name)
}

fn alike(a: &str, b: &str) -> f64 {
    // Too different in length to be alike, however the letters go; bytes are near enough.
    let (short, long) = (a.len().min(b.len()), a.len().max(b.len()));
    if long > MAX_NAME || short * 2 < long {
        return 0.0;
    }
    normalized_damerau_levenshtein(&a.to_lowercase(), &b.to_lowercase())
}

/// The name without an extension that may be left out or mistaken.
fn stem(name: &str) -> &str {
    let others = [".ts", ".mts", ".cts", ".tsx", ".jsx"];
    let mut known = EXTENSIONS.iter().chain(&others);
    known.find_map(|extension| name.strip_suffix(extension)).unwrap_or(name)
}

/// The specifier with another last part, and without its query.
pub(super) fn respell(specifier: &str, name: &str) -> String {
    let path = specifier.split(['?', '#']).next().unwrap_or_default();
    match path.trim_end_matches('/').rsplit_once('/') {
        Some((folder, _)) => format!("{folder}/{name}"),
        None => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn similar_in(wanted: &str, names: &[&str]) -> Option<String> {
        let names: Vec<String> = names.iter().map(|name| name.to_string()).collect();
        similar(wanted, &names).map(str::to_owned)
    }

    #[test]
    fn one_wrong_letter_is_found() {
        assert_eq!(similar_in("utlis.js", &["main.js", "utils.js"]).as_deref(), Some("utils.js"));
    }

    #[test]
    fn another_case_or_extension_is_found() {
        assert_eq!(similar_in("Utils.js", &["utils.js"]).as_deref(), Some("utils.js"));
        assert_eq!(similar_in("utils", &["utils.ts", "x"]).as_deref(), Some("utils.ts"));
    }

    #[test]
    fn names_that_have_little_in_common_are_not_suggested() {
        assert_eq!(similar_in("utils.js", &["main.js", "readme.md"]), None);
    }

    #[test]
    fn only_the_last_part_of_a_specifier_is_respelled() {
        assert_eq!(respell("../lib/utlis.js?v=1", "utils.js"), "../lib/utils.js");
    }
}
