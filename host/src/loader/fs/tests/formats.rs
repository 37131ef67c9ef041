use super::*;

fn format(project: &Project, path: &str) -> ModuleFormat {
    project.load(path).unwrap().format
}

#[test]
fn the_extension_or_the_nearest_package_json_says_the_format() {
    let project = project(&[
        ("package.json", r#"{"type": "module"}"#),
        ("a.js", ""),
        ("a.cjs", ""),
        ("a.json", "{}"),
        ("a.txt", ""),
        ("a", ""),
        ("old/package.json", r#"{"type": "commonjs"}"#),
        ("old/deep/a.js", ""),
        ("old/deep/a.mjs", ""),
        ("odd/package.json", r#"{"type": 7}"#),
        ("odd/a.js", ""),
        ("node_modules/dep/a.js", ""),
    ]);
    assert_eq!(format(&project, "/app/a.js"), ModuleFormat::Module);
    assert_eq!(format(&project, "/app/a.cjs"), ModuleFormat::CommonJs);
    assert_eq!(format(&project, "/app/a.json"), ModuleFormat::Json);
    assert_eq!(format(&project, "/app/a.txt"), ModuleFormat::Auto);
    assert_eq!(format(&project, "/app/a"), ModuleFormat::Auto);
    assert_eq!(format(&project, "/app/old/deep/a.js"), ModuleFormat::CommonJs);
    assert_eq!(format(&project, "/app/old/deep/a.mjs"), ModuleFormat::Module);
    assert_eq!(format(&project, "/app/odd/a.js"), ModuleFormat::Auto);
    // The search for package.json ends at `node_modules`.
    assert_eq!(format(&project, "/app/node_modules/dep/a.js"), ModuleFormat::Auto);
}

#[test]
fn what_has_to_be_compiled_first_says_how() {
    let project = project(&[("a.ts", ""), ("b.tsx", ""), ("c.mts", ""), ("d.cts", ""), ("e.jsx", "")]);
    for path in ["/app/a.ts", "/app/b.tsx", "/app/c.mts", "/app/d.cts", "/app/e.jsx"] {
        assert_eq!(kind(project.load(path)), LoadErrorKind::Unsupported, "{path}");
    }
    let hint = hint(project.load("/app/a.ts"));
    assert!(hint.contains("npx esbuild a.ts --format=esm --outfile=a.js"), "{hint}");
}

#[test]
fn compiled_code_is_unsupported() {
    let project = project(&[("a.wasm", "\0asm"), ("a.node", "")]);
    for path in ["/app/a.wasm", "/app/a.node"] {
        let error = project.load(path).unwrap_err();
        assert_eq!(error.kind, LoadErrorKind::Unsupported, "{path}");
        assert!(error.hint.is_some());
    }
}

#[test]
fn import_attributes_are_checked() {
    let project = project(&[("a.json", "{}"), ("a.js", "")]);
    let ask = |specifier, attribute| {
        let request = ModuleRequest::new(RequestKind::Import, specifier, None);
        project.loader.resolve(&request.with_attribute_type(Some(attribute)))
    };
    assert!(ask("./a.json", "json").is_ok());
    assert_eq!(kind(ask("./a.js", "json")), LoadErrorKind::Invalid);
    assert_eq!(kind(ask("./a.json", "css")), LoadErrorKind::Unsupported);
}
