use super::*;
use std::fs;

fn roots(mounts: &[(&Path, Option<&str>)]) -> Roots {
    let mut roots = Roots::default();
    for (host, guest) in mounts {
        roots.open(host, *guest).unwrap();
    }
    roots
}

#[test]
fn the_innermost_root_has_a_path() {
    let (outer, inner) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    fs::write(inner.path().join("a"), "inner").unwrap();
    let roots = roots(&[(outer.path(), Some("/")), (inner.path(), Some("/in"))]);
    assert_eq!(roots.find("/in/a").unwrap().bytes, 5);
    assert!(matches!(roots.find("/a"), Err(Miss::Absent)));
    assert_eq!(roots.find("/").unwrap().kind, Kind::Folder);
}

#[test]
fn a_path_under_no_root_is_outside() {
    let dir = tempfile::tempdir().unwrap();
    let roots = roots(&[(dir.path(), Some("/app"))]);
    assert!(matches!(roots.find("/etc/passwd"), Err(Miss::Outside)));
    assert!(matches!(roots.find("/apple"), Err(Miss::Outside)));
    assert!(matches!(Roots::default().find("/"), Err(Miss::Outside)));
}

#[test]
fn one_guest_path_holds_one_root() {
    let dir = tempfile::tempdir().unwrap();
    let mut roots = roots(&[(dir.path(), Some("/app"))]);
    assert!(roots.open(dir.path(), Some("/app/")).is_err());
    assert!(roots.open(&dir.path().join("none"), Some("/b")).is_err());
    assert!(roots.open(dir.path(), Some("b")).is_err());
}

#[cfg(unix)]
mod links {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn a_link_inside_the_root_is_followed_to_its_real_path() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("real")).unwrap();
        fs::write(dir.path().join("real/a"), "text").unwrap();
        symlink("real", dir.path().join("relative")).unwrap();
        symlink(dir.path().join("real"), dir.path().join("absolute")).unwrap();
        let roots = roots(&[(dir.path(), Some("/app"))]);
        for path in ["/app/relative/a", "/app/absolute/a"] {
            assert_eq!(roots.find(path).unwrap().path, "/app/real/a", "{path}");
        }
    }

    #[test]
    fn a_link_out_of_the_root_is_an_escape() {
        let dir = tempfile::tempdir().unwrap();
        let outside = tempfile::tempdir().unwrap();
        fs::write(outside.path().join("secret"), "").unwrap();
        symlink(outside.path(), dir.path().join("absolute")).unwrap();
        let name = outside.path().file_name().unwrap();
        symlink(Path::new("..").join(name), dir.path().join("relative")).unwrap();
        symlink("../../../../../../etc/passwd", dir.path().join("far")).unwrap();
        let roots = roots(&[(dir.path(), Some("/app"))]);
        for path in ["/app/absolute/secret", "/app/relative/secret", "/app/far", "/app/absolute/none"] {
            assert!(matches!(roots.find(path), Err(Miss::Escape)), "{path}");
        }
        assert!(roots.names("/app/absolute").is_empty());
    }

    #[test]
    fn a_link_into_another_root_is_followed() {
        let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        fs::write(two.path().join("a"), "").unwrap();
        let name = two.path().canonicalize().unwrap();
        symlink(Path::new("..").join(name.file_name().unwrap()), one.path().join("relative")).unwrap();
        symlink(&name, one.path().join("absolute")).unwrap();
        let roots = roots(&[(one.path(), Some("/one")), (two.path(), Some("/two"))]);
        assert_eq!(roots.find("/one/relative/a").unwrap().path, "/two/a");
        assert_eq!(roots.find("/one/absolute/a").unwrap().path, "/two/a");
    }

    #[test]
    fn circles_of_links_end() {
        let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        symlink("b", one.path().join("a")).unwrap();
        symlink("a", one.path().join("b")).unwrap();
        symlink(two.path().join("y"), one.path().join("x")).unwrap();
        symlink(one.path().join("x"), two.path().join("y")).unwrap();
        let roots = roots(&[(one.path(), Some("/one")), (two.path(), Some("/two"))]);
        for path in ["/one/a", "/one/x", "/two/y/z"] {
            assert!(matches!(roots.find(path), Err(Miss::Circle)), "{path}: {:?}", roots.find(path));
        }
    }

    #[test]
    fn a_link_that_grows_the_path_ends() {
        let dir = tempfile::tempdir().unwrap();
        let own = dir.path().canonicalize().unwrap();
        symlink(own.join("x").join("a".repeat(200)), dir.path().join("x")).unwrap();
        let found = roots(&[(dir.path(), Some("/app"))]).find("/app/x");
        assert!(matches!(found, Err(Miss::Circle | Miss::Failed(_))), "{found:?}");
    }
}
