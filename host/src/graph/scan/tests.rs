use super::*;

fn found(text: &str) -> Vec<(How, String, u32, u32)> {
    scan(text).into_iter().map(|m| (m.how, m.specifier, m.line, m.column)).collect()
}

#[test]
fn declarations_calls_and_requires_are_found_with_their_places() {
    let text = "import a from './a.js';\nimport './b.js'; export * from \"./c.js\"\nawait import('./d.js'); require(`x`); require('e')";
    let expected = [
        (How::Declaration, "./a.js", 1, 15),
        (How::Declaration, "./b.js", 2, 8),
        (How::Declaration, "./c.js", 2, 32),
        (How::Dynamic, "./d.js", 3, 14),
        (How::Require, "e", 3, 47),
    ];
    assert_eq!(found(text), expected.map(|(how, name, line, column)| (how, name.to_owned(), line, column)));
}

#[test]
fn an_import_of_an_expression_is_unknown() {
    assert_eq!(found("import(name)"), [(How::Unknown, String::new(), 1, 7)]);
    assert_eq!(found("import('a' + b)")[0].0, How::Unknown);
    assert_eq!(found("import.meta.url; object.import('a'); object.require('b')"), []);
}

#[test]
fn comments_strings_templates_and_regular_expressions_name_nothing() {
    let text = r#"
        // import './a'
        /* require('b') */
        const c = "import('./c')", d = `import('./d') ${"`"} require('d')`, e = /require('e')[/"]/g;
        const f = 4 / 2; const g = f / 2; // '"#;
    assert_eq!(found(text), []);
}

#[test]
fn what_stands_in_a_template_is_found() {
    assert_eq!(found("`a ${ { b: `${ require('c') }` } } require('d')`")[0].1, "c");
    assert_eq!(found("`a ${ { b: `${ require('c') }` } } require('d')`").len(), 1);
}

#[test]
fn the_type_of_a_dynamic_import_is_found() {
    let mentions = scan("import('./a.json', { with: { type: 'json' } })");
    assert_eq!(mentions[0].attribute.as_deref(), Some("json"));
}

#[test]
fn texts_that_end_too_early_end_the_scan() {
    for text in ["'", "\"a\n'", "`", "`${", "/", "/[", "/*", "import(", "require('a'", "\\", "}", "é`ü${'ö", "a/'\\"]
    {
        assert!(scan(text).len() <= 1, "{text}");
    }
}
