//! `skerry:process`: what the host adds to the guest's `process`.

use crate::caller::Caller;
use crate::host_error::HostError;
use crate::host_module::HostModule;

pub(super) fn module() -> HostModule {
    HostModule::new("skerry:process")
        .function("cwd", |caller: &Caller, ()| Ok::<_, HostError>(caller.reach.working_dir().to_owned()))
        .function("version", |_: &Caller, ()| Ok::<_, HostError>(env!("CARGO_PKG_VERSION")))
}
