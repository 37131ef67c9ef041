//! Bytes that lie, and handles that nobody takes.

use super::super::{Bytes, Value, arguments_from_cbor, from_cbor};
use crate::error::Error;
use crate::function::Function;
use crate::handle::Handles;
use serde::Deserialize;

const FUNCTION: [u8; 5] = [0xda, 0x53, 0x4b, 0x45, 0x00];

#[test]
fn a_length_that_lies_is_a_fault_before_anything_is_allocated() {
    let handles = Handles::new(64);
    for bytes in [
        &[0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff][..],
        &[0xbb, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
        &[0x5b, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
        &[0x7b, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
        &[0x9a, 0x00, 0x0f, 0xff, 0xff, 0x01],
        &[0x9f, 0x01, 0xff],
        &[0x62, 0xff, 0xff],
        &[0xa1, 0x01, 0x01],
        &[0xd8, 0x4d, 0x41, 0x00],
        &[0xd8, 0x63, 0x01],
        &[0x01, 0x01],
        &[0xf9, 0x3c, 0x00],
        &[],
        &[0xff],
    ] {
        assert!(matches!(from_cbor::<Value>(bytes, &handles), Err(Error::Fault(_))), "{bytes:x?}");
        assert!(from_cbor::<Vec<serde_json::Value>>(bytes, &handles).is_err(), "{bytes:x?}");
    }
}

#[test]
fn depth_and_number_are_bounded() {
    let handles = Handles::new(64);
    let deep = vec![0x81; 100_000];
    assert!(matches!(from_cbor::<Value>(&deep, &handles), Err(Error::Fault(_))));
    assert!(matches!(from_cbor::<serde_json::Value>(&deep, &handles), Err(Error::Fault(_))));
    let mut wide = vec![0x9a, 0x00, 0x50, 0x00, 0x00];
    wide.resize(0x0050_0005, 0xf7);
    assert!(matches!(from_cbor::<Value>(&wide, &handles), Err(Error::Fault(_))));
    assert!(matches!(from_cbor::<Vec<()>>(&wide, &handles), Err(Error::Fault(_))));
}

fn with_functions(ids: &[u8], before: &[u8], after: &[u8]) -> Vec<u8> {
    let mut bytes = before.to_vec();
    for &id in ids {
        bytes.extend(FUNCTION);
        bytes.push(id);
    }
    bytes.extend(after);
    bytes
}

#[derive(Debug, Deserialize)]
struct Known {
    #[expect(dead_code, reason = "read by serde")]
    a: u8,
}

#[test]
fn handles_that_nobody_took_are_released() {
    let handles = Handles::new(64);
    // Passed over: a property that the type does not have.
    let bytes = with_functions(&[3, 4], &[0xa2, 0x61, b'a', 0x01, 0x61, b'b', 0x82], &[]);
    from_cbor::<Known>(&bytes, &handles).unwrap();
    assert_eq!(handles.take_dropped(), [3, 4]);
    // An error in front of them, at one of them, and behind them.
    let bytes = with_functions(&[1, 2], &[0x83, 0x60], &[]);
    from_cbor::<Vec<u8>>(&bytes, &handles).unwrap_err();
    assert_eq!(handles.take_dropped(), [1, 2]);
    let bytes = with_functions(&[1, 2], &[0x82], &[]);
    from_cbor::<Vec<u8>>(&bytes, &handles).unwrap_err();
    assert_eq!(handles.take_dropped(), [1, 2]);
    let bytes = with_functions(&[1, 2], &[0x83], &[0x60]);
    from_cbor::<Vec<Function>>(&bytes, &handles).unwrap_err();
    let mut dropped = handles.take_dropped();
    dropped.sort_unstable();
    assert_eq!(dropped, [1, 2]);
    // Arguments that are too many.
    let bytes = with_functions(&[5, 6], &[0x83, 0x01], &[]);
    arguments_from_cbor::<(u8,)>(&bytes, &handles).unwrap();
    assert_eq!(handles.take_dropped(), [5, 6]);
    arguments_from_cbor::<()>(&bytes, &handles).unwrap();
    assert_eq!(handles.take_dropped(), [5, 6]);
    // Those that were taken live on.
    let function: (u8, Function) = arguments_from_cbor(&bytes, &handles).unwrap();
    assert_eq!(handles.take_dropped(), [6]);
    drop(function);
    assert_eq!(handles.take_dropped(), [5]);
}

#[test]
fn large_bytes_are_read_at_once() {
    let handles = Handles::new(64);
    let mut bytes = vec![0x5a, 0x00, 0x40, 0x00, 0x00];
    bytes.resize(0x0040_0005, 7);
    assert_eq!(from_cbor::<Bytes>(&bytes, &handles).unwrap().len(), 0x0040_0000);
}
