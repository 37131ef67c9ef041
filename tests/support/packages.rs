//! Examples that take packages from npm, as their lock pins them.

use std::path::Path;
use std::process::Command;

/// Copies an example and installs what it takes; false, and a word of it, on a machine without npm.
pub fn install(example: &Path, to: &Path) -> bool {
    if Command::new("npm").arg("--version").output().is_err() {
        println!("not run: {} wants npm", example.display());
        return false;
    }
    let copied = Command::new("cp").arg("-R").arg(example.join(".")).arg(to).status();
    assert!(copied.unwrap().success(), "{} can be copied", example.display());
    // What somebody has installed there may be of another machine.
    let flags = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    let installed = Command::new("npm").args(flags).current_dir(to).output().unwrap();
    assert!(installed.status.success(), "{}", String::from_utf8_lossy(&installed.stderr));
    true
}
