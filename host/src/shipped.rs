//! The modules that ship: `skerry:env`, `skerry:fs` and `skerry:process`, and
//! `skerry:fetch`, which is for the guest alone.
//!
//! They are host modules as an embedder writes them; what a runtime may reach
//! comes with its caller. Every runtime has them, and without a grant each function
//! of `skerry:fs` fails.

mod denied;
mod env;
mod fetch;
mod fs;
mod process;
mod reach;

pub(crate) use denied::Denied;
pub(crate) use reach::Reach;

use crate::host_module::{HostFunction, HostModule};
use std::sync::LazyLock;

/// Numbers from here on are those of modules that ship, the same in every runtime.
const FIRST: u32 = 1 << 31;

/// Code and no state: nothing here belongs to a runtime.
static MODULES: LazyLock<[HostModule; 4]> =
    LazyLock::new(|| [env::module(), fs::module(), process::module(), fetch::module()]);

/// The number and the functions of the module of this name.
pub(crate) fn named(name: &str) -> Option<(u32, &'static [HostFunction])> {
    let position = MODULES.iter().position(|module| module.name == name)?;
    Some((FIRST + u32::try_from(position).ok()?, &MODULES.get(position)?.functions))
}

/// The module of this number.
pub(crate) fn at(number: u32) -> Option<&'static HostModule> {
    MODULES.get(usize::try_from(number.checked_sub(FIRST)?).ok()?)
}
