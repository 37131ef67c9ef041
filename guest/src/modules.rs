//! Imports: the host resolves and loads, QuickJS links and evaluates.

mod common_js;
pub mod host_modules;
mod meta;
mod outline;
mod require_module;
mod shipped;
mod synthetic;

pub use host_modules::error_id;
pub use outline::outline;
use synthetic::Synthetics;

use crate::engine::{self, CompiledModule};
use crate::exception::Exception;
use crate::freezing;
use crate::source::{Source, SourceKind};
use crate::system::{self, LoadError, ModuleRequest, RequestKind};
use meta::Role;
use rquickjs::loader::{ImportAttributes, Loader, Resolver};
use rquickjs::module::Declared;
use rquickjs::{Ctx, Error, Module, Object, Result, Value};

/// Hangs what modules need on the context.
///
/// # Errors
/// When memory runs out.
pub fn install(ctx: &Ctx<'_>) -> Result<()> {
    Synthetics::install(ctx)?;
    host_modules::install(ctx)?;
    shipped::install(ctx)?;
    meta::install(ctx)?;
    outline::install(ctx)?;
    common_js::install(ctx)
}

/// Lets go of every JavaScript value that `install` and imports hold.
pub fn clear(ctx: &Ctx<'_>) {
    Synthetics::clear(ctx);
}

/// An entry point whose evaluation has begun.
pub struct Begun<'js> {
    /// The completion value, or the promise of the evaluation.
    pub completion: Value<'js>,
    /// What it exports: a namespace, or `module.exports`; none where that is what
    /// the promise gives.
    pub exports: Option<Value<'js>>,
}

impl<'js> Begun<'js> {
    fn script(completion: Value<'js>) -> Self {
        let exports = Value::new_undefined(completion.ctx().clone());
        Self { completion, exports: Some(exports) }
    }
}

/// Resolves and imports an entry point.
///
/// # Errors
/// [`Error::Exception`] with the exception pending.
pub fn import_entry<'js>(ctx: &Ctx<'js>, specifier: &str) -> Result<Begun<'js>> {
    let request = ModuleRequest { specifier, referrer: None, kind: RequestKind::Entry, attribute: None };
    let url = freezing::resolve(ctx, &request).map_err(|error| throw_load_error(ctx, &error))?;
    if freezing::has_module(ctx, &url) {
        return Ok(Begun { completion: Module::import(ctx, url)?.into_value(), exports: None });
    }
    let source = system::load(&url).map_err(|error| throw_load_error(ctx, &error))?;
    match source.kind {
        SourceKind::Auto | SourceKind::Script => match engine::compile_script(ctx, &source.url, &source.text) {
            Ok(script) => engine::run_script(ctx, script).map(Begun::script),
            Err(_) if source.kind == SourceKind::Script => Err(Error::Exception),
            Err(_) => {
                let as_script = ctx.catch();
                evaluate_entry_or(ctx, &source, as_script)
            }
        },
        _ => evaluate_entry(ctx, &source),
    }
}

/// Evaluates a source that is no classic script.
///
/// # Errors
/// [`Error::Exception`] with the exception pending.
pub fn evaluate_entry<'js>(ctx: &Ctx<'js>, source: &Source) -> Result<Begun<'js>> {
    let exports = match source.kind {
        SourceKind::CommonJs => common_js::evaluate(ctx, source)?,
        SourceKind::Json => common_js::parse_json(ctx, source)?,
        _ => {
            let module = declare(ctx, source)?;
            return begin(ctx, module, source);
        }
    };
    Ok(Begun { completion: exports.clone(), exports: Some(exports) })
}

/// Evaluates a module as the entry point.
fn begin<'js>(ctx: &Ctx<'js>, module: Module<'js, Declared>, source: &Source) -> Result<Begun<'js>> {
    meta::fill(ctx, &module.meta()?, &source.url, Role::Main)?;
    let (module, promise) = module.eval()?;
    Ok(Begun { completion: promise.into_value(), exports: Some(module.namespace()?.into_value()) })
}

/// Evaluates a text that does not parse as a script as a module; where neither
/// parses, the error that lies further into the text is thrown.
///
/// # Errors
/// [`Error::Exception`] with the exception pending.
pub fn evaluate_entry_or<'js>(ctx: &Ctx<'js>, source: &Source, as_script: Value<'js>) -> Result<Begun<'js>> {
    match declare(ctx, source) {
        Ok(module) => begin(ctx, module, source),
        Err(Error::Exception) => {
            let as_module = ctx.catch();
            if !is_syntax_error(ctx, &as_module) {
                // It parses; an import failed.
                return Err(ctx.throw(as_module));
            }
            let further = if place(ctx, &as_module) >= place(ctx, &as_script) { as_module } else { as_script };
            Err(ctx.throw(further))
        }
        Err(error) => Err(error),
    }
}

fn is_syntax_error<'js>(ctx: &Ctx<'js>, error: &Value<'js>) -> bool {
    Exception::from_value(ctx, error.clone()).links.first().is_some_and(|link| link.name == "SyntaxError")
}

fn place<'js>(ctx: &Ctx<'js>, error: &Value<'js>) -> (u32, u32) {
    let exception = Exception::from_value(ctx, error.clone());
    let frame = exception.links.first().and_then(|link| link.frames.first());
    frame.map_or((0, 0), |frame| (frame.line, frame.column))
}

/// Compiles a script or a module without running it; its bytecode.
///
/// # Errors
/// [`Error::Exception`] with the exception pending.
pub fn compile<'js>(ctx: &Ctx<'js>, source: &Source) -> Result<Vec<u8>> {
    match source.kind {
        SourceKind::Script => engine::compile_script(ctx, &source.url, &source.text)?.to_bytecode(),
        SourceKind::Module => compile_module(ctx, source),
        SourceKind::Auto => match engine::compile_script(ctx, &source.url, &source.text) {
            Ok(script) => script.to_bytecode(),
            Err(_) => {
                drop(ctx.catch());
                compile_module(ctx, source)
            }
        },
        SourceKind::CommonJs | SourceKind::Json => {
            Err(throw_type(ctx, "only scripts and ECMAScript modules can be compiled ahead"))
        }
    }
}

/// The bytecode of a module that could be evaluated: all names that it imports exist.
fn compile_module<'js>(ctx: &Ctx<'js>, source: &Source) -> Result<Vec<u8>> {
    let bytecode = engine::module_to_bytecode(&declare(ctx, source)?)?;
    engine::link_module(ctx, &source.url)?;
    Ok(bytecode)
}

/// Declares and links a module that is to be evaluated later, by an import of its URL.
///
/// # Errors
/// [`Error::Exception`] with the exception pending.
#[cfg(all(target_arch = "wasm32", feature = "standalone"))]
pub fn declare_ahead<'js>(ctx: &Ctx<'js>, source: &Source, is_entry: bool) -> Result<()> {
    let module = declare(ctx, source)?;
    let role = if is_entry { Role::Main } else { Role::Imported };
    meta::fill(ctx, &module.meta()?, &source.url, role)?;
    engine::link_module(ctx, &source.url)
}

/// Runs a module that was compiled ahead as the entry point.
///
/// # Errors
/// [`Error::Exception`] with the exception pending.
pub fn evaluate_compiled<'js>(ctx: &Ctx<'js>, module: CompiledModule<'js>) -> Result<Value<'js>> {
    meta::fill(ctx, &module.meta()?, &module.url()?, Role::Main)?;
    module.run()
}

/// Asks the host for a URL.
pub struct HostResolver;

impl Resolver for HostResolver {
    fn resolve<'js>(
        &mut self,
        ctx: &Ctx<'js>,
        base: &str,
        name: &str,
        attributes: Option<ImportAttributes<'js>>,
    ) -> Result<String> {
        let attribute = attribute_type(ctx, attributes)?;
        if let Some(url) = outline::stand_in(ctx, name, attribute.as_deref()) {
            return Ok(url);
        }
        if host_modules::is_name(name) || require_module::is_facade(base) {
            return Ok(name.to_owned());
        }
        // Code of `eval` and `new Function` has no URL: the entry's stands in.
        let entry = if base.starts_with('<') { meta::entry_url(ctx) } else { None };
        let request = ModuleRequest {
            specifier: name,
            referrer: Some(entry.as_deref().unwrap_or(base)),
            kind: RequestKind::Import,
            attribute: attribute.as_deref(),
        };
        freezing::resolve(ctx, &request).map_err(|error| match attribute {
            // The standard's error for a type that the module does not have.
            Some(_) => describe(ctx, &error, rquickjs::Exception::throw_type(ctx, &error.message)),
            None => throw_load_error(ctx, &error),
        })
    }
}

/// Asks the host for a source and declares it as a module.
pub struct HostLoader;

impl Loader for HostLoader {
    fn load<'js>(
        &mut self,
        ctx: &Ctx<'js>,
        url: &str,
        attributes: Option<ImportAttributes<'js>>,
    ) -> Result<Module<'js, Declared>> {
        let attribute = attribute_type(ctx, attributes)?;
        if outline::is_stand_in(url) {
            return outline::empty(ctx);
        }
        if host_modules::is_name(url) {
            return synthetic::declare(ctx, url, host_modules::exports(ctx, url)?);
        }
        let source = system::load(url).map_err(|error| throw_load_error(ctx, &error))?;
        match (attribute.as_deref(), source.kind) {
            (Some("json"), SourceKind::Json) => {
                let value: Value<'js> = common_js::parse_json(ctx, &source)?;
                let exports = Object::new(ctx.clone())?;
                exports.set("default", value)?;
                synthetic::declare(ctx, url, exports)
            }
            (Some("json"), _) => Err(throw_type(ctx, &format!("'{url}' is imported as JSON and is none"))),
            (Some(other), _) => {
                Err(throw_type(ctx, &format!("import attribute type '{other}' is not supported; there is 'json'")))
            }
            (None, SourceKind::Json) => Err(throw_type(
                ctx,
                &format!("a JSON module needs an attribute: import data from '{url}' with {{ type: \"json\" }}"),
            )),
            (None, SourceKind::CommonJs) => declare_common_js(ctx, &source),
            (None, SourceKind::Auto) => declare_auto(ctx, &source),
            (None, SourceKind::Module | SourceKind::Script) => declare_module(ctx, &source),
        }
    }
}

fn declare_module<'js>(ctx: &Ctx<'js>, source: &Source) -> Result<Module<'js, Declared>> {
    let module = declare(ctx, source)?;
    meta::fill(ctx, &module.meta()?, &source.url, Role::Imported)?;
    Ok(module)
}

/// rquickjs takes no module with a NUL in it; outside of a string and a comment
/// it would be an error all the same.
fn declare<'js>(ctx: &Ctx<'js>, source: &Source) -> Result<Module<'js, Declared>> {
    if let Some(at) = source.text.find('\0') {
        let line = source.text[..at].matches('\n').count() + 1;
        let message = format!("{}:{line}: a module cannot hold the character NUL", source.url);
        return Err(rquickjs::Exception::throw_syntax(ctx, &message));
    }
    Module::declare(ctx.clone(), source.url.as_str(), source.text.as_str())
}

/// A text that parses as a script is CommonJS, any other a module.
fn declare_auto<'js>(ctx: &Ctx<'js>, source: &Source) -> Result<Module<'js, Declared>> {
    if common_js::compiles(ctx, source) { declare_common_js(ctx, source) } else { declare_module(ctx, source) }
}

fn declare_common_js<'js>(ctx: &Ctx<'js>, source: &Source) -> Result<Module<'js, Declared>> {
    let exports = common_js::named_exports(ctx, source)?;
    synthetic::declare(ctx, &source.url, exports)
}

fn attribute_type<'js>(ctx: &Ctx<'js>, attributes: Option<ImportAttributes<'js>>) -> Result<Option<String>> {
    let Some(attributes) = attributes else { return Ok(None) };
    for key in attributes.keys() {
        let key = key?;
        if key != "type" {
            return Err(throw_type(ctx, &format!("import attribute '{key}' is not supported; there is 'type'")));
        }
    }
    attributes.get_type()
}

fn throw_type(ctx: &Ctx<'_>, message: &str) -> Error {
    rquickjs::Exception::throw_type(ctx, message)
}

/// Throws what the host answered: an `Error` with `code` and `hint`.
pub fn throw_load_error(ctx: &Ctx<'_>, error: &LoadError) -> Error {
    describe(ctx, error, rquickjs::Exception::throw_message(ctx, &error.message))
}

/// Adds `code` and `hint` to the error that is being thrown.
fn describe(ctx: &Ctx<'_>, error: &LoadError, thrown: Error) -> Error {
    let pending = ctx.catch();
    let Some(object) = pending.as_object() else { return thrown };
    let described = object.set("code", "ERR_MODULE_NOT_FOUND").and_then(|()| match &error.hint {
        Some(hint) => object.set("hint", hint.as_str()),
        None => Ok(()),
    });
    match described {
        Ok(()) => ctx.throw(pending),
        Err(error) => error,
    }
}
