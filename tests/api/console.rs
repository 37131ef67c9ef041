//! Where a runtime's console writes to.

use crate::support::{block_on, engine};
use skerry::{ConsoleLevel, ConsoleSink, Error};
use std::io;
use std::sync::{Arc, Mutex};

#[test]
fn a_closure_gets_every_message_with_its_level() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let sink = Arc::clone(&seen);
    block_on(async {
        let console = move |level: ConsoleLevel, text: &str| sink.lock().unwrap().push((level, text.to_owned()));
        let mut runtime = engine().runtime().console(console).build().await.unwrap();
        let code =
            "console.debug('a'); console.log('b', { c: 1 }); console.info('d'); console.warn('e'); console.error('f')";
        runtime.run(code).await.unwrap();
        assert_eq!(runtime.usage().output, 2 + 11 + 2 + 2 + 2);
    });
    let expected = [
        (ConsoleLevel::Debug, "a\n"),
        (ConsoleLevel::Log, "b { c: 1 }\n"),
        (ConsoleLevel::Info, "d\n"),
        (ConsoleLevel::Warn, "e\n"),
        (ConsoleLevel::Error, "f\n"),
    ];
    assert_eq!(*seen.lock().unwrap(), expected.map(|(level, text)| (level, text.to_owned())));
}

#[test]
fn each_runtime_has_its_own_sink() {
    let texts: Vec<Arc<Mutex<String>>> = vec![Arc::default(), Arc::default()];
    block_on(async {
        for (number, text) in texts.iter().enumerate() {
            let sink = Arc::clone(text);
            let console = move |_: ConsoleLevel, text: &str| sink.lock().unwrap().push_str(text);
            let mut runtime = engine().runtime().console(console).build().await.unwrap();
            runtime.run(format!("console.log({number})")).await.unwrap();
        }
    });
    assert_eq!(texts.iter().map(|text| text.lock().unwrap().clone()).collect::<Vec<_>>(), ["0\n", "1\n"]);
}

struct Broken;

impl ConsoleSink for Broken {
    fn write(&mut self, _: ConsoleLevel, _: &str) -> io::Result<()> {
        Err(io::ErrorKind::BrokenPipe.into())
    }
}

struct Coloured(Arc<Mutex<String>>);

impl ConsoleSink for Coloured {
    fn write(&mut self, _: ConsoleLevel, text: &str) -> io::Result<()> {
        self.0.lock().unwrap().push_str(text);
        Ok(())
    }

    fn colors(&self, level: ConsoleLevel) -> bool {
        level.is_error()
    }
}

#[test]
fn colours_are_asked_for_each_level() {
    let text = Arc::new(Mutex::new(String::new()));
    block_on(async {
        let mut runtime = engine().runtime().console(Coloured(Arc::clone(&text))).build().await.unwrap();
        runtime.run("console.log({ a: 1 }); console.error({ a: 1 })").await.unwrap();
    });
    let text = text.lock().unwrap();
    let (plain, coloured) = text.split_once('\n').unwrap();
    assert_eq!((plain, coloured.contains("\x1b[")), ("{ a: 1 }", true));
}

#[test]
fn a_sink_that_fails_ends_an_endless_script() {
    block_on(async {
        let mut runtime = engine().runtime().console(Broken).build().await.unwrap();
        let result = runtime.run("for (;;) console.log('x')").await;
        assert!(matches!(result, Err(Error::Interrupted(_))), "{result:?}");
    });
}
