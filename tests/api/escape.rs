//! Scripts that try to get out, to take too much or to disturb: `tests/escape`, a folder
//! for each kind. What each of them must come to is in its first comment.

#[path = "../corpus/corpus.rs"]
pub mod corpus;
mod polite;

use crate::support::{block_on, cache_folder};
use corpus::{After, Attack, Outcome, Twice, World, limits_for, perform};
use skerry::{Cache, Engine, Error, Runtime};
use std::time::Duration;

/// What ends the scripts that only time ends.
const WALL: Duration = Duration::from_millis(150);

/// One test for each folder.
macro_rules! areas {
    ($($test:ident $area:literal;)*) => {
        $(#[test]
        fn $test() {
            attacked($area);
        })*

        #[test]
        fn every_folder_of_the_corpus_is_run_and_it_is_large() {
            let mut known = vec![$($area),*];
            known.sort();
            assert_eq!(corpus::areas(), known);
            let scripts: usize = known.iter().map(|area| corpus::attacks(area).len()).sum();
            assert!(scripts >= 100, "{scripts} scripts");
        }
    };
}

areas! {
    loops_end_in_time "loops";
    native_loops_end_in_time "native";
    memory_is_bounded "memory";
    recursion_is_a_range_error "recursion";
    what_the_host_keeps_is_bounded "amounts";
    results_cannot_hurt_who_reads_them "results";
    errors_cannot_hurt_who_reads_them "errors";
    built_ins_and_bridge_stand_patched_prototypes "pollution";
    host_functions_take_no_wrong_arguments "bridge";
    streams_stand_bad_treatment "streams";
    nothing_leads_out_of_granted_folders "files";
    nothing_leads_to_what_was_not_granted "reach";
    requests_reach_no_address_of_the_machine_or_its_network "network";
    specifiers_name_nothing_that_was_not_given "modules";
    clocks_and_randomness_tell_nothing_of_others "clocks";
    nothing_is_left_of_an_earlier_tenant "tenants";
}

/// Lets each script of an area attack, one after the other in the only slot of an engine,
/// and a polite runtime live there after each.
fn attacked(area: &str) {
    let cache = Some(Cache::at(cache_folder()));
    let engine = Engine::builder().hot_slots(1).wide_slots(0).cache(cache).build().unwrap();
    let world = World::new(engine);
    let first = block_on(polite::seen(&world));
    let mut failures = Vec::new();
    for attack in corpus::attacks(area) {
        let found = block_on(found(&world, &attack));
        failures.extend(found.into_iter().map(|failure| format!("{}: {failure}", attack.name)));
        let after = block_on(polite::seen(&world));
        if after != first {
            failures.push(format!("{}: a polite runtime saw {after}, and {first} before it", attack.name));
        }
        if !world.is_untouched() {
            failures.push(format!("{}: what was not granted has changed", attack.name));
        }
    }
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
}

/// What is wrong with the end of an attack.
async fn found(world: &World, attack: &Attack) -> Vec<String> {
    let (outcome, mut problems) = once(world, attack).await;
    if let Some(twice) = attack.header.twice {
        let (second, more) = once(world, attack).await;
        problems.extend(more);
        let same = outcome.read == second.read;
        if same != (twice == Twice::Same) {
            problems.push(format!("two tenants were given {} and {}", outcome.read, second.read));
        }
    }
    problems
}

async fn once(world: &World, attack: &Attack) -> (Outcome, Vec<String>) {
    let mut runtime = world.tenant(attack, limits_for(attack, WALL)).await;
    let outcome = perform(&mut runtime, attack).await;
    let mut problems = Vec::new();
    if !attack.header.stopped_by.contains(&outcome.how) {
        let read: String = outcome.read.chars().take(300).collect();
        problems.push(format!("stopped by {}, not by {:?}: {read}", outcome.how, attack.header.stopped_by));
    }
    if let Some(problem) = after(&mut runtime, attack.header.after, &outcome).await {
        problems.push(problem);
    }
    (outcome, problems)
}

/// What is wrong with a runtime that was attacked from within.
async fn after(runtime: &mut Runtime, expected: After, outcome: &Outcome) -> Option<String> {
    let checks = runtime.eval::<u32>("checked()").timeout(Duration::from_secs(20)).await;
    let is = match &checks {
        Ok(_) => After::Usable,
        Err(Error::Poisoned(_)) => After::Poisoned,
        Err(Error::Exited(_)) => After::Ended,
        // It is as full, or as busy, as it was.
        Err(Error::Limit { .. } | Error::Exception(_) | Error::UnhandledRejection(_)) if expected == After::Either => {
            After::Usable
        }
        Err(error) => return Some(format!("afterwards: {error:?}")),
    };
    if is != expected && !(expected == After::Either && is != After::Ended) {
        return Some(format!("afterwards it is {is:?}, not {expected:?}"));
    }
    if outcome.how == "nothing" && matches!(checks, Ok(0)) {
        return Some("it checked nothing".to_owned());
    }
    runtime.reset().await.unwrap();
    match runtime.eval::<String>("typeof checked + [1, 2].map((n) => n * 2)").await {
        Ok(text) if text == "undefined2,4" => None,
        other => Some(format!("after a reset: {other:?}")),
    }
}
