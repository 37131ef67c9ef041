//! Specifiers that are URLs, whether something lies there or not.

use super::ModuleRequest;
use url::Url;

/// The URL that a specifier is, or is relative to its referrer; none for a bare
/// name. [Resolve a URL-like module specifier][spec].
///
/// [spec]: https://html.spec.whatwg.org/multipage/webappapis.html#resolving-a-url-like-module-specifier
pub(crate) fn url_like(request: &ModuleRequest<'_>) -> Option<String> {
    let specifier = request.specifier;
    let url = if ["/", "./", "../"].iter().any(|start| specifier.starts_with(start)) {
        Url::parse(request.referrer?).ok()?.join(specifier).ok()?
    } else {
        Url::parse(specifier).ok()?
    };
    Some(url.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader::RequestKind;

    fn resolved(specifier: &str) -> Option<String> {
        url_like(&ModuleRequest::new(RequestKind::Import, specifier, Some("file:///app/lib/main.mjs")))
    }

    #[test]
    fn a_path_is_relative_to_the_referrer() {
        assert_eq!(resolved("./a b.mjs?x#y").as_deref(), Some("file:///app/lib/a%20b.mjs?x#y"));
        assert_eq!(resolved("../up.mjs").as_deref(), Some("file:///app/up.mjs"));
        assert_eq!(resolved("/top.mjs").as_deref(), Some("file:///top.mjs"));
        assert_eq!(resolved("./a\0.mjs").as_deref(), Some("file:///app/lib/a%00.mjs"));
    }

    #[test]
    fn a_url_is_itself() {
        assert_eq!(resolved("https://example.org/./x.js").as_deref(), Some("https://example.org/x.js"));
        assert_eq!(resolved("node:fs").as_deref(), Some("node:fs"));
    }

    #[test]
    fn a_bare_name_is_none() {
        for name in ["lodash", "@scope/name", "#private", ".hidden", ""] {
            assert_eq!(resolved(name), None, "{name}");
        }
    }
}
