//! The format of a file, by its name and by package.json.

use super::package::PackageType;
use super::path::{file_name, parent};
use super::{FsLoader, LoadError};
use crate::loader::ModuleFormat;

/// What the end of a file's name says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extension {
    Js,
    Mjs,
    Cjs,
    Json,
    /// TypeScript or JSX, which has to be compiled first.
    TypeScript,
    /// WebAssembly or a native library for Node.
    Binary,
    Other,
}

pub(super) fn extension(path: &str) -> Extension {
    let name = file_name(path);
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("js") => Extension::Js,
        Some("mjs") => Extension::Mjs,
        Some("cjs") => Extension::Cjs,
        Some("json") => Extension::Json,
        Some("ts" | "tsx" | "mts" | "cts" | "jsx") => Extension::TypeScript,
        Some("wasm" | "node") => Extension::Binary,
        _ => Extension::Other,
    }
}

impl FsLoader {
    /// How the file at a real guest path is to be read.
    pub(super) fn format(&self, path: &str) -> Result<ModuleFormat, LoadError> {
        match extension(path) {
            Extension::Mjs => Ok(ModuleFormat::Module),
            Extension::Cjs => Ok(ModuleFormat::CommonJs),
            Extension::Json => Ok(ModuleFormat::Json),
            Extension::Other => Ok(ModuleFormat::Auto),
            Extension::Js => {
                let package = self.package_over(parent(path))?;
                Ok(match package.and_then(|package| package.kind) {
                    Some(PackageType::Module) => ModuleFormat::Module,
                    Some(PackageType::CommonJs) => ModuleFormat::CommonJs,
                    None => ModuleFormat::Auto,
                })
            }
            Extension::TypeScript => {
                Err(LoadError::unsupported(format!("'{path}' has to be compiled to JavaScript first"))
                    .with_hint(typescript_hint(file_name(path))))
            }
            Extension::Binary => Err(LoadError::unsupported(format!(
                "'{path}' is compiled code, and only JavaScript and JSON can be imported"
            ))
            .with_hint("look for a build of the package that is JavaScript only")),
        }
    }
}

/// How to compile a TypeScript or JSX file.
pub(super) fn typescript_hint(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    format!(
        "TypeScript and JSX are not run yet; compile first: \
         npx esbuild {name} --format=esm --outfile={stem}.js"
    )
}
