//! `exports` and `imports` of package.json.
//!
//! The algorithms of Node's manual, with its names:
//! <https://nodejs.org/api/esm.html#resolution-algorithm-specification>. They map names to
//! names and touch no file. They recurse into JSON only, which `serde_json` keeps to a depth
//! of 128.

use super::path::MAX_PATH;
use serde_json::{Map, Value};
use std::cmp::Reverse;

/// Conditions for `import`. The guest is a worker of the web, so `browser` and `worker` hold.
pub(super) const CONDITIONS_IMPORT: &[&str] = &["import", "browser", "worker"];

/// Conditions for `require`.
pub(super) const CONDITIONS_REQUIRE: &[&str] = &["require", "browser", "worker"];

/// What a name is mapped to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Mapped {
    /// `./file`, relative to the package; a URL.
    Path(String),
    /// Another package (in `imports` only).
    Bare(String),
}

/// Why a mapping cannot be used.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// "Invalid Package Target"
    Target(String),
    /// "Invalid Package Configuration"
    Configuration(&'static str),
    /// "Invalid Module Specifier"
    Specifier,
}

/// The field `exports` or `imports`.
#[derive(Clone, Copy)]
pub(super) enum Mapping<'a> {
    /// `exports` that is one target for the package itself.
    Main(&'a Value),
    /// `exports` with a key for each subpath, each with a `.` in front.
    Subpaths(&'a Map<String, Value>),
    /// `exports` that is neither.
    Mixed,
    /// `imports`.
    Imports(&'a Map<String, Value>),
}

type Outcome = Result<Option<Mapped>, Fault>;

impl<'a> Mapping<'a> {
    pub(super) fn exports(exports: &'a Value) -> Self {
        let Value::Object(map) = exports else {
            return Mapping::Main(exports);
        };
        let dotted = map.keys().filter(|key| key.starts_with('.')).count();
        match dotted {
            0 => Mapping::Main(exports),
            all if all == map.len() => Mapping::Subpaths(map),
            _ => Mapping::Mixed,
        }
    }

    /// PACKAGE_EXPORTS_RESOLVE, PACKAGE_IMPORTS_RESOLVE. `key` is `.`, `./sub` or `#name`.
    pub(super) fn resolve(self, key: &str, conditions: &[&str]) -> Outcome {
        let search =
            |map, allow| Search { conditions, pattern_match: None, allow }.package_imports_exports_resolve(key, map);
        match self {
            Mapping::Mixed => Err(Fault::Configuration("some keys of \"exports\" start with '.' and some do not")),
            Mapping::Main(target) if key == "." => Search { conditions, pattern_match: None, allow: Allow::PathsOnly }
                .package_target_resolve(target)
                .map(Option::flatten),
            Mapping::Main(_) => Ok(None),
            Mapping::Subpaths(map) => search(map, Allow::PathsOnly),
            Mapping::Imports(map) => search(map, Allow::Packages),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Allow {
    PathsOnly,
    Packages,
}

#[derive(Clone, Copy)]
struct Search<'a> {
    conditions: &'a [&'a str],
    /// What `*` stands for.
    pattern_match: Option<&'a str>,
    allow: Allow,
}

impl<'a> Search<'a> {
    fn package_imports_exports_resolve(self, key: &'a str, map: &Map<String, Value>) -> Outcome {
        if key.ends_with('/') {
            return Ok(None);
        }
        if !key.contains('*')
            && let Some(target) = map.get(key)
        {
            return self.package_target_resolve(target).map(Option::flatten);
        }
        let mut patterns: Vec<_> = (map.iter())
            .filter_map(|(pattern, target)| Some((pattern.split_once('*')?, target)))
            .filter(|((_, trailer), _)| !trailer.contains('*'))
            .filter_map(|((base, trailer), target)| {
                let inner = key.strip_prefix(base)?.strip_suffix(trailer)?;
                (!inner.is_empty()).then_some((base.len(), trailer.len(), inner, target))
            })
            .collect();
        // PATTERN_KEY_COMPARE: the longest base first, then the longest key.
        patterns.sort_by_key(|pattern| Reverse((pattern.0, pattern.1)));
        let Some(&(_, _, inner, target)) = patterns.first() else {
            return Ok(None);
        };
        let search = Search { pattern_match: Some(inner), ..self };
        search.package_target_resolve(target).map(Option::flatten)
    }

    /// `None` is the algorithm's undefined, `Some(None)` its null.
    fn package_target_resolve(self, target: &Value) -> Result<Option<Option<Mapped>>, Fault> {
        match target {
            Value::String(target) => self.string_target(target).map(|mapped| Some(Some(mapped))),
            Value::Object(by_condition) => self.conditional_target(by_condition),
            Value::Array(targets) => self.first_target(targets),
            Value::Null => Ok(Some(None)),
            other => Err(Fault::Target(other.to_string())),
        }
    }

    fn conditional_target(self, map: &Map<String, Value>) -> Result<Option<Option<Mapped>>, Fault> {
        let index = |key: &String| !key.is_empty() && key.bytes().all(|b| b.is_ascii_digit());
        if map.keys().any(index) {
            return Err(Fault::Configuration("a condition cannot be a number"));
        }
        for (condition, target) in map {
            if condition == "default" || self.conditions.contains(&condition.as_str()) {
                let resolved = self.package_target_resolve(target)?;
                if resolved.is_some() {
                    return Ok(resolved);
                }
            }
        }
        Ok(None)
    }

    fn first_target(self, targets: &[Value]) -> Result<Option<Option<Mapped>>, Fault> {
        let mut last = Ok(Some(None));
        for target in targets {
            last = match self.package_target_resolve(target) {
                Ok(None) => continue,
                Ok(Some(Some(mapped))) => return Ok(Some(Some(mapped))),
                Ok(Some(None)) => Ok(Some(None)),
                Err(Fault::Target(target)) => Err(Fault::Target(target)),
                Err(other) => return Err(other),
            };
        }
        last
    }

    fn string_target(self, target: &str) -> Result<Mapped, Fault> {
        let refused = || Fault::Target(target.chars().take(200).collect());
        let stars = target.matches('*').count();
        let inner = self.pattern_match.unwrap_or_default();
        // Checked before replacing: a target of a million `*` would be a memory bomb.
        if target.len().saturating_add(stars.saturating_mul(inner.len())) > MAX_PATH {
            return Err(refused());
        }
        let filled = match self.pattern_match {
            Some(inner) => target.replace('*', inner),
            None => target.to_owned(),
        };
        let Some(inside) = target.strip_prefix("./") else {
            let path = target.starts_with("../") || target.starts_with('/');
            let url = target.contains(':');
            return match self.allow == Allow::Packages && !path && !url && !target.is_empty() {
                true => Ok(Mapped::Bare(filled)),
                false => Err(refused()),
            };
        };
        if leaves_package(inside) {
            return Err(refused());
        }
        if self.pattern_match.is_some_and(leaves_package) {
            return Err(Fault::Specifier);
        }
        Ok(Mapped::Path(filled))
    }
}

/// Whether a part of a path is empty, `.`, `..` or `node_modules`, also percent-encoded.
fn leaves_package(path: &str) -> bool {
    path.split(['/', '\\']).any(|part| {
        let part = percent_encoding::percent_decode_str(part).decode_utf8_lossy();
        let part = part.to_ascii_lowercase();
        matches!(part.as_str(), "" | "." | ".." | "node_modules")
    })
}

#[cfg(test)]
mod tests;
