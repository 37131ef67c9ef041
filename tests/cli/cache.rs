//! `host cache`, and what happens to entries that do not fit.

use crate::support::{Folder, cache_folder, folder, host};
use insta::assert_snapshot;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

/// A cache of its own, filled from the one that all tests share.
fn filled() -> Folder {
    assert_eq!(host("cache warm").outcome(), (0, String::new()));
    let folder = folder();
    // Those of an earlier build may be there as well. Ours may be two: one of them counts fuel.
    let info = host("info").stdout();
    let digest = info.lines().find_map(|line| line.strip_prefix("guest_sha256")).unwrap().trim();
    let is_ours = |image: &PathBuf| image.to_str().unwrap().contains(&digest[..16]);
    for image in images(&cache_folder()).into_iter().filter(is_ours) {
        for entry in [image.with_extension("size"), image] {
            fs::copy(&entry, folder.path().join(entry.file_name().unwrap())).unwrap();
        }
    }
    folder
}

fn images(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.filter(|path| path.extension().is_some_and(|extension| extension == "image")).collect()
}

/// Changes every entry; builds before this one may have left theirs.
fn damage(folder: &Folder, change: impl Fn(&[u8]) -> Vec<u8>) {
    for image in images(folder.path()) {
        let bytes = fs::read(&image).unwrap();
        fs::write(&image, change(&bytes)).unwrap();
    }
}

fn with(cache: &Path, arguments: &str) -> crate::support::Host {
    host(arguments).env("SKERRY_CACHE_DIR", cache)
}

#[test]
fn dir_prints_the_folder() {
    assert_eq!(with("/some/where".as_ref(), "cache dir").stdout(), "/some/where\n");
}

#[test]
fn the_folder_is_the_systems_where_nothing_else_is_said() {
    let home = |arguments: &str| host(arguments).env("SKERRY_CACHE_DIR", "").env("HOME", "/home/somebody");
    assert_eq!(home("cache dir").stdout(), "/home/somebody/.cache/skerry\n");
    assert_eq!(home("cache dir").env("XDG_CACHE_HOME", "/x").stdout(), "/x/skerry\n");
}

#[test]
fn size_is_0_where_nothing_is() {
    let folder = folder();
    assert_eq!(with(&folder.path().join("none"), "cache size").stdout(), "0\n");
    assert!(!folder.path().join("none").exists());
}

#[test]
fn clean_removes_entries_and_nothing_else() {
    let folder = filled().file("mine.txt", "kept");
    let size: u64 = with(folder.path(), "cache size").stdout().trim().parse().unwrap();
    assert!(size > 1_000_000, "{size}");
    assert_eq!(with(folder.path(), "cache clean").outcome().0, 0);
    assert_eq!(with(folder.path(), "cache size").stdout(), "0\n");
    assert!(folder.path().join("mine.txt").exists());
}

#[test]
fn warm_makes_the_entry_in_a_folder_that_only_the_user_can_read() {
    let folder = folder();
    let cache = folder.path().join("deep/cache");
    assert_eq!(with(&cache, "cache warm").outcome(), (0, String::new()));
    assert_eq!(images(&cache).len(), 1);
    assert_eq!(fs::metadata(&cache).unwrap().permissions().mode() & 0o777, 0o700);
    assert_eq!(fs::metadata(&images(&cache)[0]).unwrap().permissions().mode() & 0o077, 0);
    let made = fs::metadata(&images(&cache)[0]).unwrap().modified().unwrap();
    assert_eq!(with(&cache, "cache warm").outcome(), (0, String::new()));
    assert_eq!(fs::metadata(&images(&cache)[0]).unwrap().modified().unwrap(), made);
}

#[test]
fn several_processes_at_once_make_one_entry_and_all_run() {
    let folder = folder();
    let cache = folder.path().join("cache");
    let mut hosts: Vec<_> = (0..4).map(|_| with(&cache, "eval -p 1+1")).collect();
    let children: Vec<_> = hosts.iter_mut().map(crate::support::Host::start).collect();
    for child in children {
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.stdout.as_slice(), output.stderr.as_slice()), (b"2\n".as_slice(), b"".as_slice()));
    }
    let entries: Vec<_> = fs::read_dir(&cache).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(images(&cache).len(), 1, "{entries:?}");
    assert!(!entries.iter().any(|path| path.extension().is_some_and(|end| end == "tmp")), "{entries:?}");
}

#[test]
fn a_corrupt_entry_is_made_again_without_a_word() {
    let folder = filled();
    damage(&folder, |_| b"not an image".to_vec());
    assert_eq!(with(folder.path(), "eval -p 1+1").shown(), "exit: 0\n----- stdout\n2\n");
    assert!(images(folder.path()).iter().any(|image| fs::metadata(image).unwrap().len() > 1_000_000));
}

#[test]
fn an_entry_that_was_cut_short_or_is_empty_is_made_again() {
    let folder = filled();
    damage(&folder, |bytes| bytes[..bytes.len() / 2].to_vec());
    assert_eq!(with(folder.path(), "eval -p 1+1").shown(), "exit: 0\n----- stdout\n2\n");
    damage(&folder, |_| Vec::new());
    assert_eq!(with(folder.path(), "eval -p 1+1").shown(), "exit: 0\n----- stdout\n2\n");
}

#[test]
fn a_folder_that_others_can_write_is_refused() {
    let folder = filled();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o777)).unwrap();
    assert_snapshot!(with(folder.path(), "eval 1").shown().replace(folder.path().to_str().unwrap(), "[DIR]"), @r"
    exit: 2
    ----- stderr
    error: the cache [DIR] can be written by others and holds code that would be run; remove it, or run: chmod go-w [DIR]
    ");
}

#[test]
fn an_empty_folder_that_others_can_write_is_refused_before_anything_is_put_there() {
    let folder = folder();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o777)).unwrap();
    assert_eq!(with(folder.path(), "eval 1").outcome().0, 2);
    assert_eq!(images(folder.path()).len(), 0);
}

#[test]
fn an_entry_that_others_can_write_is_refused() {
    let folder = filled();
    for image in images(folder.path()) {
        fs::set_permissions(&image, fs::Permissions::from_mode(0o666)).unwrap();
    }
    let (code, error) = with(folder.path(), "eval 1").outcome();
    assert_eq!((code, error.contains("can be written by others")), (2, true), "{error}");
}

#[test]
fn a_folder_that_cannot_be_made_is_explained() {
    let folder = folder().file("file", "");
    let cache = folder.path().join("file/cache");
    let (code, error) = with(&cache, "eval 1").outcome();
    assert_eq!((code, error.contains("SKERRY_CACHE_DIR")), (2, true), "{error}");
}
