//! `host eval`: code from the command line.

use crate::args::EvalArgs;
use crate::exit::Exit;
use crate::run::here;
use crate::script::{Script, execute};
use skerry::Source;

/// Evaluates code.
///
/// # Errors
/// Wrong arguments, or what the script ended with.
pub fn eval(args: EvalArgs) -> anyhow::Result<Exit> {
    let (folder, url) = here("eval.js")?;
    let is_modular = ["import", "export", "await"].iter().any(|word| args.code.contains(word));
    let advice = (is_modular && !args.module).then_some("import, export and top-level await need -m");
    let script = Script { folder, name: "eval".to_owned(), arguments: args.arguments, advice };
    let source = if args.module { Source::module(args.code) } else { Source::script(args.code) }.url(url);
    execute(script, &args.shared, async |runtime, _| {
        if args.print {
            return Ok(runtime.run_showing(source, |text| anstream::println!("{text}")).await?);
        }
        Ok(runtime.run(source).await?)
    })
}
