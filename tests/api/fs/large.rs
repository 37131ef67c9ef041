//! Large files, many of them, and files that change.

use super::{code, reading, run, with, writing};
use crate::support::{block_on, engine, folder};
use skerry::{Capabilities, Error, Limit, Limits, MIB};
use std::io::Write as _;

/// Bytes that differ wherever parts could be mixed up.
fn bytes(length: usize) -> Vec<u8> {
    (0..length).map(|index| (index % 251) as u8).collect()
}

const PART: usize = 256 * 1024;

#[test]
fn files_around_the_size_of_a_part_cross_whole_in_both_directions() {
    let sizes = [0, 1, PART - 1, PART, PART + 1, 2 * PART, 5 * PART + 7];
    let folder = sizes.iter().fold(folder(), |folder, size| folder.file(&format!("f{size}"), bytes(*size)));
    let mut runtime = writing(&folder);
    for size in sizes {
        let body = format!(
            "const read = await fs.readFile('/data/f{size}');
             await fs.writeFile('/data/copy', read);
             await fs.copyFile('/data/f{size}', '/data/copy2');
             return read.length"
        );
        assert_eq!(run::<usize>(&mut runtime, &body), size);
        for copy in ["copy", "copy2"] {
            assert!(std::fs::read(folder.path().join(copy)).unwrap() == bytes(size), "{copy} of {size}");
        }
    }
}

#[test]
fn characters_are_not_cut_where_parts_meet() {
    let folder = folder();
    let mut runtime = writing(&folder);
    for shift in 0..4 {
        let body = format!(
            "const text = 'a'.repeat({shift}) + '\u{1f600}\u{20ac}\u{e9}'.repeat(100_000);
             await fs.writeFile('/data/text', text);
             return (await fs.readFile('/data/text', 'utf8')) === text"
        );
        assert!(run::<bool>(&mut runtime, &body), "{shift}");
    }
    std::fs::write(folder.path().join("wrong"), b"a\xff\xc3").unwrap();
    assert_eq!(run::<String>(&mut runtime, "return fs.readFile('/data/wrong', 'utf8')"), "a\u{fffd}\u{fffd}");
}

#[test]
fn a_file_that_does_not_fit_into_memory_is_refused_before_it_is_read() {
    let folder = folder();
    let file = std::fs::File::create(folder.path().join("huge")).unwrap();
    file.set_len(1 << 40).unwrap();
    let mut runtime = reading(&folder);
    assert_eq!(code(&mut runtime, "fs.readFile('/data/huge')"), "ERR_FS_FILE_TOO_LARGE");
    assert_eq!(code(&mut runtime, "fs.readFile('/data/huge', 'utf8')"), "ERR_FS_FILE_TOO_LARGE");
    assert!(runtime.usage().peak_memory < 8 * MIB);
}

#[test]
fn a_file_that_takes_all_memory_is_out_of_memory_and_the_runtime_lives() {
    let folder = folder().file("large", vec![0_u8; 12 << 20]).file("small", "x");
    let capabilities = Capabilities::none().read_dir(folder.path(), "/data").unwrap();
    let limits = Limits::default().memory(16 * MIB);
    let mut runtime = block_on(engine().runtime().limits(limits).capabilities(capabilities).build()).unwrap();
    let body = "const kept = await fs.readFile('/data/large'); await fs.readFile('/data/large'); return kept.length";
    let result = super::tried::<usize>(&mut runtime, body);
    assert!(matches!(result, Err(Error::Limit { limit: Limit::Memory, .. })), "{result:?}");
    for _ in 0..20 {
        let body = "await fs.readFile('/data/large').catch(() => {}); return fs.readFile('/data/small', 'utf8')";
        assert_eq!(run::<String>(&mut runtime, body), "x");
    }
}

#[test]
fn many_files_at_a_time_wait_for_one_another() {
    let folder = folder().file("a", bytes(3 * PART));
    let mut runtime = writing(&folder);
    let body = "const all = [];
        for (let i = 0; i < 200; i++) all.push(i % 2 ? fs.readFile('/data/a') : fs.copyFile('/data/a', '/data/c' + i));
        await Promise.all(all);
        return (await fs.list('/data')).length";
    assert_eq!(run::<usize>(&mut runtime, body), 101);
}

#[test]
fn a_file_that_grows_while_it_is_read_ends() {
    let folder = folder().file("log", bytes(PART));
    let path = folder.path().join("log");
    let grown = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let seen = std::sync::Arc::clone(&grown);
    // Grows between any two parts, until it is larger than the first buffer.
    let module = skerry::HostModule::new("host:log").function("grow", move |_: &skerry::Caller, ()| {
        let mut file = std::fs::File::options().append(true).open(&path)?;
        seen.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        file.write_all(&bytes(PART)).map_err(skerry::HostError::from)
    });
    let capabilities = Capabilities::none().read_dir(folder.path(), "/data").unwrap();
    let mut runtime = block_on(engine().runtime().capabilities(capabilities).host_module(module).build()).unwrap();
    let body = "const { grow } = await import('host:log');
        let rounds = 0;
        const again = () => { if (rounds++ < 20) { grow(); setTimeout(again, 0) } };
        again();
        return (await fs.readFile('/data/log')).length";
    let length: usize = run(&mut runtime, body);
    assert!(length >= 2 * PART && length.is_multiple_of(PART), "{length}");
}

#[test]
fn a_folder_of_many_entries_comes_in_parts() {
    let folder = folder();
    for number in 0..5_000 {
        std::fs::hard_link(
            match number {
                0 => {
                    std::fs::write(folder.path().join("first"), "").unwrap();
                    folder.path().join("first")
                }
                _ => folder.path().join("first"),
            },
            folder.path().join(format!("n{number}")),
        )
        .unwrap();
    }
    let mut runtime = reading(&folder);
    let body = "let count = 0; for await (const _ of fs.readDir('/data')) count++; return [count, (await fs.list('/data')).length]";
    assert_eq!(run::<(usize, usize)>(&mut runtime, body), (5_001, 5_001));
}

#[test]
fn a_runtime_that_is_dropped_while_it_reads_leaves_nothing_behind() {
    let folder = folder().file("a", bytes(20 * PART));
    for _ in 0..20 {
        let mut runtime = with(Capabilities::none().write_dir(folder.path(), "/data").unwrap());
        block_on(async {
            let reading = runtime.eval::<()>(
                "(async () => { const fs = await import('skerry:fs');
                    await Promise.all([fs.readFile('/data/a'), fs.copyFile('/data/a', '/data/b')]) })()",
            );
            let mut reading = std::pin::pin!(reading.into_future());
            for _ in 0..3 {
                tokio::select! { biased; _ = &mut reading => break, () = tokio::task::yield_now() => {} }
            }
        });
    }
    assert_eq!(run::<usize>(&mut reading(&folder), "return (await fs.readFile('/data/a')).length"), 20 * PART);
}
