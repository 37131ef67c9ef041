//! `host check`: what is wrong with programs, without running them.

use crate::args::CheckArgs;
use crate::exit::Exit;
use crate::{engine, program, report};
use serde_json::json;
use skerry::{Problem, Severity};

/// Parses and resolves each program.
///
/// # Errors
/// A file that cannot be had, or wrong arguments.
pub fn check(args: &CheckArgs) -> anyhow::Result<Exit> {
    let engine = engine::engine()?;
    let mut exit = Exit::Done;
    for file in &args.files {
        match program::graph(&engine, file, &args.imports, "check") {
            Ok(graph) => {
                for problem in graph.problems() {
                    match args.json {
                        true => anstream::println!("{}", line(problem)),
                        false => report::problem(problem, &graph),
                    }
                }
                if graph.errors() > 0 && exit == Exit::Done {
                    exit = Exit::Exception;
                }
            }
            // The others are looked at all the same.
            Err(error) => {
                report::failure(&error);
                exit = Exit::of(&error);
            }
        }
    }
    Ok(exit)
}

fn line(problem: &Problem) -> serde_json::Value {
    let exception = &problem.exception;
    let frame = exception.frames.first();
    json!({
        "severity": match problem.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        "name": exception.name,
        "message": exception.message,
        "hint": exception.hint,
        "url": frame.map(|frame| &frame.url),
        "line": frame.and_then(|frame| frame.line),
        "column": frame.and_then(|frame| frame.column),
    })
}
