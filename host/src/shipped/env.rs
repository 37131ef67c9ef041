//! `skerry:env`: the environment variables that were granted; no others exist for a
//! script.

use crate::caller::Caller;
use crate::host_error::HostError;
use crate::host_module::HostModule;
use crate::value::Value;

pub(super) fn module() -> HostModule {
    HostModule::new("skerry:env")
        .function("get", |caller: &Caller, (name,): (String,)| {
            Ok::<_, HostError>(
                variable(caller, &name).map_or(Value::Undefined, |value| Value::String(value.to_owned())),
            )
        })
        .function("has", |caller: &Caller, (name,): (String,)| Ok::<_, HostError>(variable(caller, &name).is_some()))
        .function("keys", |caller: &Caller, ()| {
            Ok::<_, HostError>(variables(caller).iter().map(|(name, _)| name.clone()).collect::<Vec<_>>())
        })
        .function("toObject", |caller: &Caller, ()| {
            let object = variables(caller).iter().map(|(name, value)| (name.clone(), Value::String(value.clone())));
            Ok::<_, HostError>(Value::Object(object.collect()))
        })
}

fn variables(caller: &Caller) -> &[(String, String)] {
    &caller.reach.capabilities.environment
}

fn variable<'a>(caller: &'a Caller, name: &str) -> Option<&'a str> {
    variables(caller).iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}
