//! Random tenants, random programs of the hostile corpus, random ends; what is left of them.

use super::escape::corpus::{Attack, World, areas, attacks, limits_for, perform};
use crate::support::cache_folder;
use skerry::{Cache, Engine};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// How long it goes on; `just soak` takes ten minutes.
const SECONDS: u64 = 4;
/// Tenants at a time, on two threads.
const AT_ONCE: usize = 12;
/// And so many at least, until everything has been used once.
const AT_LEAST: usize = 100;
/// What the process may have more of at the end than after the first third, in KiB: pages of
/// the allocator's heap with a piece in use.
const GROWN: u64 = 8 * 1024;

#[test]
fn random_tenants_leave_no_slot_thread_file_or_memory_behind() {
    // The other tests of this process would be measured with them.
    let test = ["--exact", "api::soak::tenants", "--ignored", "--nocapture"];
    let mut command = std::process::Command::new(std::env::current_exe().unwrap());
    // The C library gives free memory back to the system from its main heap only.
    let output = command.args(test).env("MALLOC_ARENA_MAX", "1").output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{text}{}", String::from_utf8_lossy(&output.stderr));
    assert!(text.contains("1 passed"), "{text}");
    println!("{text}");
}

#[test]
#[ignore = "in a process of its own: random_tenants_leave_no_slot_thread_file_or_memory_behind"]
fn tenants() {
    let seconds = std::env::var("SKERRY_SOAK_SECONDS").map_or(SECONDS, |seconds| seconds.parse().unwrap());
    let cache = Some(Cache::at(cache_folder()));
    let engine = Engine::builder().hot_slots(2).wide_slots(AT_ONCE * 2).cache(cache).build().unwrap();
    let world = Arc::new(World::new(engine));
    let all: Vec<Attack> = areas().iter().flat_map(|area| attacks(area)).collect();
    let all: Arc<[Attack]> = all.into();
    let mut pool = tokio::runtime::Builder::new_multi_thread();
    // Threads of the disk's end when nobody needs them, not ten seconds later.
    let pool = pool.worker_threads(2).thread_keep_alive(Duration::from_millis(100)).enable_all().build().unwrap();
    let mut draw = Draw(std::process::id().into());
    println!("drawn from {}", draw.0);
    let third = Duration::from_secs(seconds) / 3;
    let first = pool.block_on(live(&world, &all, &mut draw, third));
    let before = pool.block_on(Left::settled(&world));
    let second = pool.block_on(live(&world, &all, &mut draw, third * 2));
    let after = pool.block_on(Left::settled(&world));
    println!("{first} tenants, then {second}: {before:?}, then {after:?}");
    assert_eq!((before.alive, after.alive), (0, 0));
    assert!(after.threads <= before.threads + 2, "{before:?} {after:?}");
    assert!(after.files.len() <= before.files.len() + 2, "{before:?} {after:?}");
    assert!(after.private <= before.private + GROWN, "{before:?} {after:?}");
}

/// Lets tenants come and go for a while; how many there were.
async fn live(world: &Arc<World>, all: &Arc<[Attack]>, draw: &mut Draw, time: Duration) -> usize {
    let end = Instant::now() + time;
    let mut tenants = JoinSet::new();
    let mut count = 0;
    while Instant::now() < end || count < AT_LEAST {
        while tenants.len() < AT_ONCE {
            let (index, fate, after) = (draw.below(all.len()), draw.below(5), draw.below(60));
            tenants.spawn(tenant(Arc::clone(world), Arc::clone(all), index, fate, after as u64));
            count += 1;
        }
        tenants.join_next().await.unwrap().unwrap();
    }
    while let Some(ended) = tenants.join_next().await {
        ended.unwrap();
    }
    count
}

/// One tenant, and what becomes of it.
async fn tenant(world: Arc<World>, all: Arc<[Attack]>, index: usize, fate: usize, after: u64) {
    let attack = &all[index];
    let after = Duration::from_millis(after);
    let wall = if fate == 0 { after } else { Duration::from_millis(300) };
    let mut runtime = world.tenant(attack, limits_for(attack, wall).wall(wall)).await;
    let stop = runtime.interrupt_handle();
    match fate {
        // Its call is abandoned.
        1 => drop(tokio::time::timeout(after, perform(&mut runtime, attack)).await),
        // Somebody stops it.
        2 => {
            let (_, ()) = tokio::join!(perform(&mut runtime, attack), async {
                tokio::time::sleep(after).await;
                stop.interrupt();
            });
        }
        // It starts over and is attacked once more.
        3 => {
            perform(&mut runtime, attack).await;
            runtime.reset().await.unwrap();
            perform(&mut runtime, &all[(index + 1) % all.len()]).await;
        }
        _ => drop(perform(&mut runtime, attack).await),
    }
    drop(runtime);
    stop.interrupt();
}

/// What a process and an engine have.
#[derive(Debug)]
struct Left {
    alive: usize,
    threads: usize,
    /// What they are.
    files: Vec<PathBuf>,
    /// KiB
    private: u64,
}

impl Left {
    /// When what went on beside the runtimes has ended: disk operations whose runtime is gone.
    async fn settled(world: &World) -> Self {
        let mut fewest = Self::now(world);
        for _ in 0..40 {
            tokio::time::sleep(Duration::from_millis(50)).await;
            let now = Self::now(world);
            fewest = Self {
                alive: now.alive.min(fewest.alive),
                threads: now.threads.min(fewest.threads),
                files: if now.files.len() < fewest.files.len() { now.files } else { fewest.files },
                private: now.private.min(fewest.private),
            };
        }
        fewest
    }

    fn now(world: &World) -> Self {
        give_free_memory_back();
        let threads = std::fs::read_dir("/proc/self/task").unwrap().count();
        // Some are closed meanwhile; those of `/proc` are opened once a process, by rustix and wasmtime.
        let files = std::fs::read_dir("/proc/self/fd").unwrap();
        let files = files.filter_map(|file| file.unwrap().path().read_link().ok());
        let files = files.filter(|file| !file.starts_with("/proc"));
        let rollup = std::fs::read_to_string("/proc/self/smaps_rollup").unwrap();
        let private = rollup.lines().filter(|line| line.starts_with("Private_"));
        let private = private.map(|line| line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap()).sum();
        let alive = world.engine.stats().alive;
        Self { alive, threads, files: files.collect(), private }
    }
}

/// Lets the allocator give pages back that nobody uses: what is left is what somebody holds.
#[allow(unsafe_code, reason = "a function of the C library")]
fn give_free_memory_back() {
    // SAFETY: it only gives back what is free.
    unsafe { libc::malloc_trim(0) };
}

/// SplitMix64: <https://prng.di.unimi.it/splitmix64.c>
struct Draw(u64);

impl Draw {
    fn below(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((bits ^ (bits >> 31)) >> 1).unwrap() % below
    }
}
