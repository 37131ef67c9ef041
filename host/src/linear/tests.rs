mod switch;

use super::*;
use crate::image::Memory;

const MACHINE_PAGE: usize = 4096;

/// Three pages of WebAssembly that begin with two of the machine's, all `byte`.
fn image(byte: u8) -> Backing {
    let mut memory = Memory { pages: 3, ..Memory::default() };
    memory.push(0, &[byte; 2 * MACHINE_PAGE]).unwrap();
    Backing::new(&memory).unwrap()
}

fn memories(most_warm: usize) -> Memories {
    Memories::new(most_warm, Arc::new(PageMap::new()), Arc::new(Pulse::new().unwrap()))
}

fn bytes(memory: &Lent) -> &'static mut [u8] {
    // SAFETY: so much is accessible; each test looks at it only while the memory is lent.
    unsafe { std::slice::from_raw_parts_mut(memory.as_ptr(), memory.byte_size()) }
}

/// Whether a memory is what `image` makes.
fn starts_as(memory: &Lent, byte: u8) -> bool {
    let (image, rest) = bytes(memory).split_at(2 * MACHINE_PAGE);
    memory.byte_size() == 3 * PAGE && image.iter().all(|b| *b == byte) && rest.iter().all(|b| *b == 0)
}

#[test]
fn whatever_a_tenant_writes_the_next_one_finds_the_image() {
    for most_warm in [0, 1] {
        let memories = memories(most_warm);
        let image = memories.register(image(7)).unwrap();
        let mut places = Vec::new();
        for round in 0..40_usize {
            let mut memory = memories.lend(&image.image).unwrap();
            assert!(starts_as(&memory, 7), "round {round}, {most_warm} warm");
            places.push(memory.as_ptr().addr());
            memory.grow_to((3 + round) * PAGE).unwrap();
            let all = bytes(&memory);
            match round % 4 {
                0 => all.fill(9),
                1 => all[MACHINE_PAGE] = 9,
                2 => *all.last_mut().unwrap() = 9,
                _ => {}
            }
        }
        places.dedup();
        assert_eq!(places.len(), 1, "one slot, used again and again");
    }
}

#[test]
fn a_slot_can_hold_one_image_after_the_other() {
    let memories = memories(1);
    let (first, second) = (memories.register(image(1)).unwrap(), memories.register(image(2)).unwrap());
    for _ in 0..3 {
        for (image, byte) in [(&first, 1), (&second, 2)] {
            let memory = memories.lend(&image.image).unwrap();
            assert!(starts_as(&memory, byte));
            bytes(&memory).fill(0xff);
        }
    }
    let both = [memories.lend(&first.image).unwrap(), memories.lend(&second.image).unwrap()];
    assert!(starts_as(&both[0], 1) && starts_as(&both[1], 2));
}

#[test]
fn no_more_slots_than_said_stay_warm() {
    let memories = memories(2);
    let image = memories.register(image(1)).unwrap();
    let lent: Vec<_> = (0..5).map(|_| memories.lend(&image.image).unwrap()).collect();
    drop(lent);
    let idle = memories.idle();
    assert_eq!((idle.warm.len(), idle.cold.len()), (2, 3));
}

#[test]
fn an_image_that_is_dropped_is_let_go_of() {
    let memories = memories(1);
    let image = memories.register(image(1)).unwrap();
    let held = Arc::clone(&image.image);
    let (before, during) = (memories.lend(&held).unwrap(), memories.lend(&held).unwrap());
    drop(before);
    drop(image);
    assert!(starts_as(&during, 1), "a runtime that lives keeps its memory");
    drop(during);
    assert_eq!(Arc::strong_count(&held), 1, "no slot maps it any more");
    assert!(memories.inner.images.read().unwrap().iter().all(Option::is_none));
}

#[test]
fn memories_of_unknown_images_are_refused() {
    let memories = memories(1);
    let image = memories.register(image(1)).unwrap();
    let maximum = Some((MOST_PAGES - image.number) * PAGE);
    let ask = |minimum: usize, maximum, reserved, guard| {
        memories.new_memory(MemoryType::new(3, None), minimum, maximum, reserved, guard).map(drop)
    };
    let (reserved, guard) = (Some(Slot::CAPACITY), Slot::GUARD);
    assert!(ask(3 * PAGE, maximum, reserved, guard).is_ok());
    assert!(ask(2 * PAGE, maximum, reserved, guard).is_err());
    assert!(ask(3 * PAGE, Some(0), reserved, guard).is_err());
    assert!(ask(3 * PAGE, Some((MOST_PAGES - 7) * PAGE), reserved, guard).is_err());
    assert!(ask(3 * PAGE, None, reserved, guard).is_err());
    assert!(ask(3 * PAGE, maximum, None, guard).is_err());
    assert!(ask(3 * PAGE, maximum, reserved, guard + 1).is_err());
}

#[test]
fn the_file_of_an_image_is_read_back_and_damage_is_refused() {
    let mut memory = Memory { pages: 3, ..Memory::default() };
    memory.push(4096, &[3; 100]).unwrap();
    let file = Backing::file_of(&memory);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("realm.memory");
    std::fs::write(&path, &file).unwrap();
    for backing in [Backing::of_file(&path).unwrap(), Backing::of_bytes(&file).unwrap(), Backing::new(&memory).unwrap()]
    {
        let memories = memories(1);
        let image = memories.register(backing).unwrap();
        let memory = memories.lend(&image.image).unwrap();
        let found: Vec<_> = bytes(&memory).iter().enumerate().filter(|(_, byte)| **byte != 0).collect();
        assert_eq!((found.len(), found[0].0, *found[0].1), (100, MACHINE_PAGE, 3));
    }
    for damage in [&file[..20], &file[..file.len() - 1], b"", &[0; 9000]] {
        std::fs::write(&path, damage).unwrap();
        assert!(Backing::of_file(&path).is_err());
    }
}
