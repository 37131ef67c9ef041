//! Loaders made of loaders: tuples, `Option`, `Box` and `Arc`.

use super::{LoadError, LoadFuture, Loader, ModuleRequest};
use std::sync::Arc;

macro_rules! tuple {
    ($($loader:ident $index:tt),+) => {
        impl<$($loader: Loader),+> Loader for ($($loader,)+) {
            fn resolve(&self, request: &ModuleRequest<'_>) -> Result<Option<String>, LoadError> {
                $(
                    if let Some(url) = self.$index.resolve(request)? {
                        return Ok(Some(url));
                    }
                )+
                Ok(None)
            }

            fn load(&self, url: &str) -> LoadFuture<'_> {
                let url = url.to_owned();
                Box::pin(async move {
                    $(
                        if let Some(source) = self.$index.load(&url).await? {
                            return Ok(Some(source));
                        }
                    )+
                    Ok(None)
                })
            }
        }
    };
}

tuple!(A 0, B 1);
tuple!(A 0, B 1, C 2);
tuple!(A 0, B 1, C 2, D 3);

/// `None` finds nothing.
impl<L: Loader> Loader for Option<L> {
    fn resolve(&self, request: &ModuleRequest<'_>) -> Result<Option<String>, LoadError> {
        match self {
            Some(loader) => loader.resolve(request),
            None => Ok(None),
        }
    }

    fn load(&self, url: &str) -> LoadFuture<'_> {
        match self {
            Some(loader) => loader.load(url),
            None => Box::pin(std::future::ready(Ok(None))),
        }
    }
}

macro_rules! pointer {
    ($pointer:ident) => {
        impl<L: Loader + ?Sized> Loader for $pointer<L> {
            fn resolve(&self, request: &ModuleRequest<'_>) -> Result<Option<String>, LoadError> {
                (**self).resolve(request)
            }

            fn load(&self, url: &str) -> LoadFuture<'_> {
                (**self).load(url)
            }
        }
    };
}

pointer!(Arc);
pointer!(Box);

#[cfg(test)]
mod tests;
