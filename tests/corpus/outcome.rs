//! How a call of a hostile script ends, in the words of the corpus.

use super::{Attack, By};
use skerry::{Error, Exception, Function, Runtime, Source, Value};
use std::time::{Duration, Instant};

/// Longer than any limit of the corpus: then nothing has stopped the script.
const FOR_EVER: Duration = Duration::from_mins(1);

/// How the call of a hostile script ended.
pub struct Outcome {
    /// As `stopped by` has it.
    pub how: String,
    /// What the host made of the result or of the error.
    pub read: String,
    /// How long the call took.
    pub took: Duration,
}

/// Lets a script attack; its helpers are there already.
pub async fn perform(runtime: &mut Runtime, attack: &Attack) -> Outcome {
    let start = Instant::now();
    let result = tokio::time::timeout(FOR_EVER, call(runtime, attack)).await;
    let took = start.elapsed();
    let (how, read) = match result {
        Err(_) => ("hang".to_owned(), String::new()),
        Ok(Ok(read)) => ("nothing".to_owned(), read),
        Ok(Err(error)) => (told(&error), format!("{error} {error:?}")),
    };
    Outcome { how, read, took }
}

async fn call(runtime: &mut Runtime, attack: &Attack) -> skerry::Result<String> {
    let source = |kind: fn(String) -> Source| kind(attack.text.clone()).url(format!("file:///app/{}", attack.name));
    match attack.header.by {
        By::Eval => {
            let value: Value = runtime.eval(source(Source::script)).await?;
            Ok(format!("{value:?}"))
        }
        By::Text => runtime.eval_text(source(Source::script)).await,
        By::Run => runtime.run(source(Source::script)).await.map(|code| code.to_string()),
        By::Module => {
            runtime.load(source(Source::module)).await?;
            runtime.run_until_idle().await.map(|code| code.to_string())
        }
        By::Call => {
            let module = runtime.load(source(Source::module)).await?;
            let back: Function = runtime.eval("(x) => x").await?;
            let given: Value = runtime.call(&module, "attack", (1, "text", back)).await?;
            Ok(format!("{given:?}"))
        }
    }
}

fn told(error: &Error) -> String {
    let name = |exception: &Exception| match exception.name.as_str() {
        "" => "of no error".to_owned(),
        name => name.to_owned(),
    };
    match error {
        Error::Exception(exception) => format!("exception {}", name(exception)),
        Error::UnhandledRejection(exception) => format!("rejection {}", name(exception)),
        Error::Limit { limit, .. } => format!("limit {limit}"),
        Error::Exited(code) => format!("exit {code}"),
        Error::Convert(_) => "convert".to_owned(),
        Error::Denied(_) => "denied".to_owned(),
        Error::Host(_) => "host error".to_owned(),
        Error::Stalled => "stalled".to_owned(),
        other => format!("{other:?}"),
    }
}
