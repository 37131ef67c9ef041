use super::super::{LoadErrorKind, MapLoader, RequestKind};
use super::*;
use crate::loader::ready::ready;

struct Refuses;

impl Loader for Refuses {
    fn resolve(&self, _: &ModuleRequest<'_>) -> Result<Option<String>, LoadError> {
        Err(LoadError::denied("no"))
    }

    fn load(&self, _: &str) -> LoadFuture<'_> {
        Box::pin(std::future::ready(Err(LoadError::denied("no"))))
    }
}

fn resolve(loader: &impl Loader, specifier: &str) -> Result<Option<String>, LoadError> {
    loader.resolve(&ModuleRequest::new(RequestKind::Import, specifier, None))
}

fn text(loader: &impl Loader, url: &str) -> Option<String> {
    ready(loader.load(url)).unwrap().map(|source| source.text)
}

#[test]
fn the_first_loader_of_a_tuple_that_knows_a_module_has_it() {
    let loaders = (MapLoader::new().module("a", "first"), MapLoader::new().module("a", "second").module("b", "second"));
    assert_eq!(text(&loaders, "map:///a").as_deref(), Some("first"));
    assert_eq!(text(&loaders, "map:///b").as_deref(), Some("second"));
    assert_eq!(resolve(&loaders, "c"), Ok(None));
    assert_eq!(text(&loaders, "map:///c"), None);
}

#[test]
fn an_error_of_a_loader_ends_the_search() {
    let loaders = (MapLoader::new().module("a", ""), Refuses, MapLoader::new().module("b", ""));
    assert!(resolve(&loaders, "a").is_ok());
    assert_eq!(resolve(&loaders, "b").unwrap_err().kind, LoadErrorKind::Denied);
}

#[test]
fn an_option_without_loader_finds_nothing() {
    let loaders = (None::<Refuses>, Some(MapLoader::new().module("a", "text")));
    assert_eq!(resolve(&loaders, "a").unwrap().as_deref(), Some("map:///a"));
    assert_eq!(text(&None::<Refuses>, "map:///a"), None);
}

#[test]
fn a_loader_behind_a_pointer_is_a_loader() {
    let shared: Arc<dyn Loader> = Arc::new(MapLoader::new().module("a", "text"));
    let boxed: Box<dyn Loader> = Box::new(Arc::clone(&shared));
    assert_eq!(resolve(&shared, "a"), resolve(&boxed, "a"));
    assert_eq!(text(&boxed, "map:///a").as_deref(), Some("text"));
}
