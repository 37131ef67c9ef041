//! Nothing leads out of the folders that a script may read.

use crate::support::{Folder, folder, host};
use insta::assert_snapshot;

/// A secret beside the folder of the script.
fn guarded(text: &str) -> Folder {
    folder().file("secret.mjs", "console.log('read the secret')").file("app/main.mjs", text)
}

#[test]
fn dots_do_not_leave_the_folder_of_the_script() {
    assert_snapshot!(host("run app/main.mjs").within(guarded("import '../secret.mjs'")).shown(), @r"
    exit: 1
    ----- stderr
    error: Uncaught Error: '../secret.mjs' imported from file://[DIR]/app/main.mjs ('[DIR]/secret.mjs') lies outside of the granted folders
    hint: grant its folder: --allow-read [DIR]
    ");
}

#[test]
fn encoded_dots_do_not_leave_it() {
    for specifier in ["./%2e%2e/secret.mjs", "./x/../../secret.mjs", "/../secret.mjs", "./..%2fsecret.mjs"] {
        let (code, error) = host("run app/main.mjs").within(guarded(&format!("import '{specifier}'"))).outcome();
        assert_eq!(code, 1, "{specifier}: {error}");
    }
}

#[test]
fn an_absolute_path_or_file_url_does_not_leave_it() {
    for prefix in ["", "file://"] {
        let folder = guarded("");
        let text = format!("import '{prefix}{}/secret.mjs'", folder.path().display());
        let (code, error) = host("run app/main.mjs").within(folder.file("app/main.mjs", text)).outcome();
        assert_eq!(code, 1, "{prefix}: {error}");
        assert!(error.contains("outside of the granted folders"), "{error}");
    }
}

#[test]
fn a_symbolic_link_does_not_leave_it() {
    let folder = guarded("import './link.mjs'").link("app/link.mjs", "../secret.mjs");
    assert_snapshot!(host("run app/main.mjs").within(folder).shown(), @r"
    exit: 1
    ----- stderr
    error: Uncaught Error: './link.mjs' imported from file://[DIR]/app/main.mjs ('[DIR]/app/link.mjs') cannot be reached: a symbolic link leads out of the granted folders
    hint: grant the folder that the link leads to: --allow-read DIR
    ");
}

#[test]
fn a_symbolic_link_to_a_folder_does_not_leave_it() {
    let folder = guarded("import './out/secret.mjs'").link("app/out", "..");
    let (code, error) = host("run app/main.mjs").within(folder).outcome();
    assert_eq!((code, error.contains("symbolic link")), (1, true), "{error}");
}

#[test]
fn a_symbolic_link_within_it_is_followed() {
    let folder = guarded("import './link.mjs'").file("app/in.mjs", "console.log('in')").link("app/link.mjs", "in.mjs");
    assert_snapshot!(host("run app/main.mjs").within(folder).shown(), @r"
    exit: 0
    ----- stdout
    in
    ");
}

#[test]
fn a_circle_of_symbolic_links_is_an_error() {
    let folder = guarded("import './a.mjs'").link("app/a.mjs", "b.mjs").link("app/b.mjs", "a.mjs");
    assert_snapshot!(host("run app/main.mjs").within(folder).shown(), @r"
    exit: 1
    ----- stderr
    error: Uncaught Error: './a.mjs' imported from file://[DIR]/app/main.mjs ('[DIR]/app/a.mjs') cannot be reached: the symbolic links on the way go in circles
    ");
}

#[test]
fn require_does_not_leave_it_either() {
    let folder = guarded("").file("app/main.cjs", "require('../secret.mjs')");
    let (code, error) = host("run app/main.cjs").within(folder).outcome();
    assert_eq!((code, error.contains("outside of the granted folders")), (1, true), "{error}");
}

#[test]
fn a_grant_opens_a_folder() {
    let folder = guarded("import '../shared/a.mjs'").file("shared/a.mjs", "console.log('granted')");
    assert_snapshot!(host("run --allow-read shared app/main.mjs").within(folder).shown(), @r"
    exit: 0
    ----- stdout
    granted
    ");
}

#[test]
fn a_grant_may_have_a_path_of_its_own() {
    let folder = guarded("import '/lib/a.mjs'").file("shared/a.mjs", "console.log(import.meta.url)");
    assert_snapshot!(host("run --allow-read shared:/lib app/main.mjs").within(folder).shown(), @r"
    exit: 0
    ----- stdout
    file:///lib/a.mjs
    ");
}

#[test]
fn a_grant_of_the_script_s_own_folder_changes_nothing() {
    let folder = guarded("import './a.mjs'").file("app/a.mjs", "console.log('own folder')");
    assert_snapshot!(host("run --allow-read app app/main.mjs").within(folder).shown(), @r"
    exit: 0
    ----- stdout
    own folder
    ");
}

#[test]
fn a_grant_of_a_folder_above_the_script_opens_it() {
    assert_snapshot!(host("run --allow-read . app/main.mjs").within(guarded("import '../secret.mjs'")).shown(), @r"
    exit: 0
    ----- stdout
    read the secret
    ");
}

#[test]
fn a_grant_that_cannot_be_had_is_refused_before_anything_runs() {
    let main = || guarded("console.log('ran')");
    assert_snapshot!(host("run --allow-read nowhere app/main.mjs").within(main()).shown(), @r"
    exit: 2
    ----- stderr
    error: --allow-read nowhere: cannot open the folder 'nowhere': No such file or directory (os error 2)
    ");
    assert_snapshot!(host("run --allow-read secret.mjs app/main.mjs").within(main()).shown(), @r"
    exit: 2
    ----- stderr
    error: --allow-read secret.mjs: cannot open the folder 'secret.mjs': Not a directory (os error 20)
    ");
    assert_snapshot!(host("run --allow-read app:relative app/main.mjs").within(main()).shown(), @r"
    exit: 2
    ----- stderr
    error: --allow-read app:relative: 'relative' is no absolute path; write DIR:/GUEST, or DIR alone for its own path
    ");
    assert_snapshot!(host("run --allow-read :/x app/main.mjs").within(main()).shown(), @r"
    exit: 2
    ----- stderr
    error: --allow-read :/x: the folder is missing
    ");
}
