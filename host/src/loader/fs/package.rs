//! `package.json`: what is read of it, and the cache.

use super::exports::Mapping;
use super::miss::Miss;
use super::path::{ancestors, file_name, join};
use super::roots::Kind;
use super::{FsLoader, LoadError, read};
use serde_json::{Map, Value};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

/// Largest package.json that is read; npm's own registry documents stay far below.
const MAX_BYTES: u64 = 4 * 1024 * 1024;

/// Most files that are kept parsed; a script that visits more pays with reading again.
const MAX_CACHED: usize = 1024;

/// What matters here of a package.json.
#[derive(Debug)]
pub(super) struct Package {
    /// Real guest path of the folder that holds it.
    pub folder: String,
    pub name: Option<String>,
    pub kind: Option<PackageType>,
    pub exports: Option<Value>,
    pub imports: Option<Map<String, Value>>,
    main: Option<String>,
    browser: Option<String>,
    replaced: Map<String, Value>,
}

/// The field `type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PackageType {
    Module,
    CommonJs,
}

/// Parsed package.json files by real guest path, good for as long as the file is unchanged.
#[derive(Debug, Default)]
pub(super) struct Packages(Mutex<HashMap<String, (Stamp, Arc<Package>)>>);

/// Size and time of last change.
type Stamp = (u64, Option<SystemTime>);

impl Packages {
    fn get(&self, path: &str, stamp: Stamp) -> Option<Arc<Package>> {
        let packages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (known, package) = packages.get(path)?;
        (*known == stamp).then(|| Arc::clone(package))
    }

    fn put(&self, path: String, stamp: Stamp, package: Arc<Package>) {
        let mut packages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if packages.len() >= MAX_CACHED {
            packages.clear();
        }
        packages.insert(path, (stamp, package));
    }
}

impl Package {
    /// The file to start with when there are no `exports`.
    pub(super) fn main(&self) -> Option<&str> {
        let main = self.browser.as_deref().or(self.main.as_deref());
        main.filter(|main| !main.is_empty() && !main.contains('\0'))
    }

    /// Whether `browser` is an object with anything in it.
    pub(super) fn replaces(&self) -> bool {
        !self.replaced.is_empty()
    }

    /// What `browser` has for a name, or for a file with `./` in front.
    pub(super) fn replaced(&self, key: &str) -> Option<&Value> {
        self.replaced.get(key)
    }

    /// `exports` as a mapping, unless it is missing or `null`.
    pub(super) fn exports(&self) -> Option<Mapping<'_>> {
        let exports = self.exports.as_ref().filter(|exports| !exports.is_null())?;
        Some(Mapping::exports(exports))
    }

    fn parse(path: &str, folder: &str, bytes: Vec<u8>) -> Result<Package, LoadError> {
        let text = read::text(path, bytes)?;
        let value = serde_json::from_str(&text).map_err(|error| {
            // serde_json ends its message with the position, which goes in front here.
            let reason = error.to_string();
            let reason = reason.split(" at line ").next().unwrap_or_default();
            LoadError::invalid(format!("{path}:{}:{} is not valid JSON: {reason}", error.line(), error.column()))
        })?;
        let Value::Object(mut fields) = value else {
            return Err(LoadError::invalid(format!("{path} is not a JSON object")));
        };
        let replaced = match fields.get_mut("browser") {
            Some(Value::Object(map)) => std::mem::take(map),
            _ => Map::new(),
        };
        let mut text = |name: &str| match fields.remove(name) {
            Some(Value::String(text)) => Some(text),
            _ => None,
        };
        Ok(Package {
            folder: folder.to_owned(),
            name: text("name"),
            kind: match text("type").as_deref() {
                Some("module") => Some(PackageType::Module),
                Some("commonjs") => Some(PackageType::CommonJs),
                _ => None,
            },
            main: text("main"),
            browser: text("browser"),
            replaced,
            exports: fields.remove("exports"),
            imports: match fields.remove("imports") {
                Some(Value::Object(imports)) => Some(imports),
                _ => None,
            },
        })
    }
}

impl FsLoader {
    /// The package.json in exactly this folder.
    pub(super) fn package_in(&self, folder: &str) -> Result<Option<Arc<Package>>, LoadError> {
        let path = join(folder, "package.json");
        let found = match self.roots.find(&path) {
            Ok(found) if found.kind == Kind::File => found,
            Ok(_) | Err(Miss::Absent | Miss::Outside) => return Ok(None),
            Err(other) => return Err(other.error(format_args!("'{path}'"), &path)),
        };
        let stamp = (found.bytes, found.modified);
        if let Some(package) = self.packages.get(&path, stamp) {
            return Ok(Some(package));
        }
        let bytes = self.bytes(&found, MAX_BYTES)?;
        let package = Arc::new(Package::parse(&path, folder, bytes)?);
        self.packages.put(path, stamp, Arc::clone(&package));
        Ok(Some(package))
    }

    /// The package that a folder belongs to: the nearest package.json, up to `node_modules`.
    pub(super) fn package_over(&self, folder: &str) -> Result<Option<Arc<Package>>, LoadError> {
        for folder in ancestors(folder) {
            if file_name(folder) == "node_modules" {
                break;
            }
            if let Some(package) = self.package_in(folder)? {
                return Ok(Some(package));
            }
        }
        Ok(None)
    }
}
