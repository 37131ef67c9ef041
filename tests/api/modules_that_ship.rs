//! `skerry:env` and `skerry:process`.

use crate::support::{block_on, engine};
use skerry::{Capabilities, Error};

fn run<T: serde::de::DeserializeOwned>(capabilities: Capabilities, body: &str) -> skerry::Result<T> {
    block_on(async {
        let builder = engine().runtime().capabilities(capabilities).arguments(["host", "app.js", "--flag"]);
        let mut runtime = builder.build().await?;
        runtime.eval(format!("(async () => {{ {body} }})()")).await
    })
}

#[test]
fn env_shows_the_variables_that_were_granted_and_no_others() {
    let granted = Capabilities::none().env("A", "1").env("__proto__", "2").env("A", "3");
    let body = "const env = await import('skerry:env');
        return [env.get('A'), env.get('PATH') === undefined, env.has('A'), env.has('toString'), env.keys(),
            JSON.stringify(env.toObject()), JSON.stringify(process.env)]";
    let found: (String, bool, bool, bool, Vec<String>, String, String) = run(granted, body).unwrap();
    let json = r#"{"__proto__":"2","A":"3"}"#.to_owned();
    let names = vec!["__proto__".to_owned(), "A".to_owned()];
    assert_eq!(found, ("3".to_owned(), true, true, false, names, json.clone(), json));
    let none: Vec<String> = run(Capabilities::none(), "return (await import('skerry:env')).keys()").unwrap();
    assert!(none.is_empty());
}

#[test]
fn process_shows_arguments_and_little_else() {
    let body = "const { default: all, argv, env, exit, cwd, ...facts } = await import('skerry:process');
        return [argv, cwd(), facts, all.argv === process.argv && env === process.env && exit === process.exit]";
    type Facts = std::collections::BTreeMap<String, String>;
    let found: (Vec<String>, String, Facts, bool) = run(Capabilities::none(), body).unwrap();
    assert_eq!((found.0.len(), found.1.as_str(), found.3), (3, "/", true));
    let facts: Vec<_> = found.2.iter().map(|(name, value)| format!("{name}={value}")).collect();
    assert_eq!(facts, ["arch=wasm32", "platform=skerry", concat!("version=", env!("CARGO_PKG_VERSION"))]);
}

#[test]
fn process_sets_the_exit_code_and_ends_the_script() {
    let body = "const { default: all, exit } = await import('skerry:process'); all.exitCode = 7; exit()";
    assert!(matches!(run::<()>(Capabilities::none(), body), Err(Error::Exited(7))));
}

#[test]
fn another_name_is_an_error_that_says_which_there_are() {
    let error = run::<()>(Capabilities::none(), "await import('skerry:net')").unwrap_err();
    let exception = error.exception().unwrap();
    assert_eq!(exception.message, "cannot find module 'skerry:net'");
    assert_eq!(exception.hint.as_deref(), Some("there are skerry:env, skerry:fs and skerry:process"));
}
